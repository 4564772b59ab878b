"""Places in a circle: leaving one by one text, and whoever waits comes in."""

from collections.abc import Mapping

from flows import circle_day, circle_host, circle_turns, circle_words, community
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.turns import is_called
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models import airtime, circles
from models.circles import Circle, Gathering
from models.members import Member

NOT_IN_ONE = _("You're in no circle just now. To see which are open, text CIRCLES.")

leaving_circle = Flow(
    "leaving_circle",
    title=_("leaving a circle"),
    words=_("leave circle, leave the circle, leave my circle, leave a circle"),
    fleeting=True,
)

GROWS = note(_('{who} has joined your circle "{topic}". That makes {count} of you.'))
A_PLACE = note(
    _(
        "There's a place for you in the circle \"{topic}\", and you're in it now, with {names}. It meets on {when}. If it "
        "doesn't suit any more, text LEAVE CIRCLE."
    )
)


def _mine(chat: Chat) -> list[Circle]:
    return circles.of_member(chat.db, chat.sender.member_id, "in", "waiting")


def _labels(chat: Chat) -> Mapping[str, str]:
    """Those they are in or wait for; kept, for a number means what was read."""
    if chat.db is None:  # only their length is asked for
        return {}
    known: list[int] = chat.answers.shown or [one.id for one in _mine(chat)]
    chat.answers.shown = known
    return {str(one): circle_words.label(chat, chat.db.get_one(Circle, one)) for one in known}


@leaving_circle.begins
def leaves(chat: Chat) -> bool:
    mine = _mine(chat)
    if len(mine) > 1:
        return True
    if mine:
        leave(chat, mine[0])
        chat.say(LEFT, topic=mine[0].topic)
    else:
        chat.say(NOT_IN_ONE)
    return False


LEFT = _(
    'You\'ve left the circle "{topic}". No reason is asked, and none is given. To see the others, text CIRCLES.'
)


@leaving_circle.asks(
    _("Which circle are you leaving? A number."),
    OneOf(_labels),
)
def leaving_which(chat: Chat, one: str) -> State | End:
    chat.answers.to = int(one)
    return left


@leaving_circle.ends
def left(chat: Chat) -> None:
    one = chat.db.get_one(Circle, chat.answers.to)
    leave(chat, one)
    chat.say(LEFT, topic=one.topic)


def shared_with(chat: Chat, name: str) -> list[Circle]:
    """The circles of this person in which somebody may be whom they call so."""
    me = chat.sender.member_id
    return [
        one
        for one in circles.of_member(chat.db, me)
        if any(person.id != me and is_called(person, fold(name)) for person in one.people)
    ]


def leave_all(chat: Chat) -> None:
    """They take part no longer: no circle waits for them. Nobody is told."""
    for one in _mine(chat):
        leave(chat, one)


def leave(chat: Chat, one: Circle) -> None:
    """They are in it, or wait for it, no longer; whoever waits comes in, and somebody else hosts."""
    me = chat.sender.member_id
    coming = circles.coming(chat.db, one.id)
    if coming is not None:
        circle_turns.hold(chat, coming)
    else:
        circles.lock(chat.db, one)
    chair = one.chair(me)
    if chair is None or chair.status == "left":
        return
    was_in, chair.status = chair.status == "in", "left"
    chat.flush()
    if not was_in or one.status != "open":
        return
    if coming is not None and coming.turns:
        order = airtime.without(coming.order, me, chat.now, coming.closing_at)
        circle_day.share_anew(chat, coming, order, say=True)
    move_up(chat, one)
    if not one.people:
        circle_day.is_over(chat, one, circle_host.NO_HOST)
    elif coming is not None and coming.host_id == me:
        circle_host.look_for_host(chat, coming)


def move_up(chat: Chat, one: Circle) -> None:
    """Whoever waits comes in, in the order in which they came, as far as there are places. It is locked."""
    while len(one.of("in")) < one.size:
        waiting = [chair.member_id for chair in one.of("waiting")]
        apart = {each for each in waiting if is_kept_apart(chat, one, each)}
        found = circles.next_in(waiting, apart)
        if found is None:
            return
        chair = one.chair(found)
        assert chair is not None
        chair.status = "in"
        chat.flush()
        coming = comes_in(chat, one, chair.member)
        if coming is not None:
            names = circle_words.names(one.people, chair.member)
            chat.tell(chair.member, A_PLACE, topic=one.topic, names=names, when=coming.starts_at)


def is_kept_apart(chat: Chat, one: Circle, member_id: int) -> bool:
    others = {person.id for person in one.people} - {member_id}
    return bool(community.kept_apart(chat.db, member_id, others, chat.now.date()))


def comes_in(chat: Chat, one: Circle, member: Member) -> Gathering | None:
    """They are in it from now on, and reminded; who hosts next reads that the circle grows."""
    coming = circles.coming(chat.db, one.id)
    if coming is None:
        return None
    circle_day.plan(chat, coming, member)
    host = next((person for person in one.people if person.id == coming.host_id), None)
    if host is not None and chat.sender.member_id != host.id != member.id:
        chat.tell(host, GROWS, who=member, topic=one.topic, count=len(one.people))
    if coming.turns:  # it is on, or nearly
        order = airtime.joined_by(coming.order, member.id, chat.now, coming.closing_at)
        circle_day.share_anew(chat, coming, order)
    return coming
