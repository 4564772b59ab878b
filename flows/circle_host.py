"""Who hosts a circle: by turns. Who can't says so, the next one is asked, and when nobody can the circle ends kindly."""

from datetime import timedelta

from flows import circle_day, circle_turns
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _
from models import airtime, circles
from models.circles import Gathering
from models.members import Member

WITHOUT_ASKING = timedelta(hours=3)  # so shortly before it whoever is next hosts; there is no time to ask
PATIENCE = timedelta(days=2)  # for an answer

hosting = Flow(
    "hosting",
    title=_("who hosts your circle"),
    about=Gathering,
    urgency=25,
    words=_("can't host, i can't host, can't host the circle, i can't host the circle"),
)

NO_HOST = note(
    _(
        'Nobody could host your circle "{topic}", and so it comes to its end. It\'s nothing you did. Thank you for being part '
        "of it. To call one: CALL A CIRCLE"
    )
)
YOU_HOST = note(
    _(
        'You\'re next to host your circle "{topic}": {when}. You open it and hold the closing round; I keep the time.'
    ),
    booked=True,
)


def look_for_host(chat: Chat, gathering: Gathering) -> None:
    """Nobody hosts this meeting: whoever is next is asked, or does where there is no time; when nobody can, the circle ends.
    It is held."""
    last = gathering.host_id or gathering.circle.called_by
    gathering.host_id = None
    order = airtime.rotated([one.id for one in gathering.there], last)
    following = next((one for one in order if one not in gathering.asked), None)
    chat.call_off(hosting, gathering)
    if following is None:
        circle_day.is_over(chat, gathering.circle, NO_HOST)
        return
    member = chat.db.get_one(Member, following)
    gathering.asked = [*gathering.asked, following]
    left = gathering.starts_at - chat.now
    if left < WITHOUT_ASKING:
        gathering.host_id = following
        chat.tell(member, YOU_HOST, topic=gathering.circle.topic, when=gathering.starts_at)
        return
    chat.flush()
    chat.invite(member, hosting, gathering, awaited=True)
    host_waits.replan(chat, member, gathering, chat.now + min(PATIENCE, left / 2))


@hosting.begins
def cannot(chat: Chat) -> None:
    """Who was to host can't: another is asked."""
    me = chat.sender.member_id
    coming = [circles.coming(chat.db, one.id) for one in circles.of_member(chat.db, me)]
    mine = [one for one in coming if one is not None and one.host_id == me]
    if not mine:
        chat.say(_("You aren't to host a circle just now, so all is well. To see yours, text CIRCLES."))
        return
    gathering = min(mine, key=lambda one: one.starts_at)
    circle_turns.hold(chat, gathering)
    gathering.asked = [*gathering.asked, me]
    look_for_host(chat, gathering)
    if gathering.circle.status == "open":
        chat.say(_("That's fine: it's the next one's turn then. You're in the circle as before."))
    else:
        chat.say(NO_HOST, topic=gathering.circle.topic)


@hosting.facts
def hosting_facts(chat: Chat) -> dict[str, object]:
    gathering: Gathering = chat.subject
    return {"topic": gathering.circle.topic, "when": gathering.starts_at}


@hosting.stands
def nobody_hosts(chat: Chat) -> bool:
    gathering: Gathering = chat.subject
    coming = gathering.status == "booked" and gathering.starts_at > chat.now
    return coming and gathering.host_id is None and gathering.circle.has(chat.sender.member_id)


@hosting.asks(
    _(
        'Your circle "{topic}" has nobody to host it on {when}. The host opens it and holds the closing round; I keep the time. '
        "Would you?"
    ),
    YesNo(yes=_("Yes, I'll host"), no=_("Not this time")),
)
def willing(chat: Chat, yes: bool) -> State | End:
    return hosts if yes else not_this_time


@hosting.ends
def hosts(chat: Chat) -> None:
    gathering: Gathering = chat.subject
    circle_turns.hold(chat, gathering)
    if not nobody_hosts(chat):
        chat.say(_("Somebody hosts it already, or it doesn't take place. Thank you all the same."))
        return
    gathering.host_id = chat.sender.member_id
    chat.call_off(hosting, gathering)
    chat.say(_("Thank you. You host on {when}."), when=gathering.starts_at)


@hosting.ends
def not_this_time(chat: Chat) -> None:
    gathering: Gathering = chat.subject
    circle_turns.hold(chat, gathering)
    chat.say(_("That's fine."))
    if nobody_hosts(chat) and gathering.asked[-1:] == [chat.sender.member_id]:
        look_for_host(chat, gathering)
        if gathering.circle.status != "open":
            chat.say(NO_HOST, topic=gathering.circle.topic)


@nudge(
    "circle-host-waits",
    manner=Manner.AWAITED,
    about=Gathering,
    lapse=timedelta(days=14),
    stands=lambda _chat, one: one.status == "booked" and one.host_id is None,
)
def host_waits(chat: Chat, gathering: Gathering) -> None:
    """Who was asked to host hasn't answered: the next one is asked."""
    circle_turns.hold(chat, gathering)
    if gathering.host_id is None and gathering.asked[-1:] == [chat.sender.member_id]:
        look_for_host(chat, gathering)
        if gathering.circle.status != "open":
            chat.say(NO_HOST, topic=gathering.circle.topic)
