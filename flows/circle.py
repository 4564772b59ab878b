"""Seeing which circles there are, and joining one: at once, or when there is a place."""

from collections.abc import Mapping

from flows import calling, circle_places, circle_words, community, links
from flows.chat import Chat
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import circles
from models.circles import Circle

SHOWN = 8  # circles in a list

NONE_OPEN = _("No circle is open just now. To call one, text CALL A CIRCLE.")
NO_OTHER = _("No other circle is open just now. To call one, text CALL A CIRCLE.")

seeing = Flow(
    "seeing",
    title=_("the circles"),
    words=_(
        "circles, circle, open circles, my circles, what circles are there, what circles r there, which circles are "
        "there, are there any circles, any circles, show me the circles, see the circles, join a circle, i want to join "
        "a circle, i'd like to join a circle, can i join a circle"
    ),
    fleeting=True,
)
joining = Flow("joining", title=_("joining a circle"), about=Circle, urgency=6)


# Which there are.


def visible(chat: Chat) -> list[Circle]:
    """The circles this person may join: not one with somebody they are kept apart from, which they never learn of."""
    me = chat.sender.member_id
    mine = circles.rounds_of(chat.db, me)
    open_ones = [
        one
        for one in circles.open_ones(chat.db)
        if (one.round_id is None or one.round_id in mine)
        and one.people
        and not any(chair.member_id == me and chair.status != "left" for chair in one.chairs)
    ]
    others = {person.id for one in open_ones for person in one.people}
    apart = community.kept_apart(chat.db, me, others, chat.now.date()) if others else set()
    return [one for one in open_ones if not apart & {person.id for person in one.people}][:SHOWN]


@seeing.begins
def begins(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        chat.say(_("You can see the circles as soon as a coordinator has checked your accreditation."))
        return False
    mine = _say_mine(chat)
    if visible(chat):
        return True
    chat.say(NO_OTHER if mine else NONE_OPEN)
    return False


def _say_mine(chat: Chat) -> bool:
    """Say which are theirs, and when they meet; whether there are any."""
    me = chat.sender.member_id
    mine = circles.of_member(chat.db, me, "in", "waiting")
    for one in mine:
        if not one.has(me):
            chat.say(_('You\'re on the waiting list of "{topic}".'), topic=one.topic)
            continue
        coming = circles.coming(chat.db, one.id)
        if coming is not None:
            chat.say(_('You\'re in "{topic}": next on {when}.'), topic=one.topic, when=coming.starts_at)
            _say_calendar(chat, one)
    return bool(mine)


def _shown(chat: Chat) -> Mapping[str, str]:
    """Those they may join; kept, for a number means what was read."""
    if chat.db is None:  # only their length is asked for
        return {}
    known: list[int] | None = chat.answers.shown
    found = (
        [one for one in (chat.db.get(Circle, each) for each in known) if one is not None]
        if known is not None
        else visible(chat)
    )
    chat.answers.shown = [one.id for one in found]
    ways = {"call": _("Call a circle of my own"), "none": _("None of these")}
    return {str(one.id): circle_words.label(chat, one) for one in found} | ways


@seeing.asks(
    _("Circles that are open. Which would you like to join?"),
    OneOf(_shown, no="none"),
)
def which(chat: Chat, one: str) -> State | End:
    if one == "none":
        return none_of_them
    if one == "call":
        return to_call
    chat.answers.to = int(one)
    return to_join


@seeing.ends
def to_join(chat: Chat) -> None:
    one = chat.db.get(Circle, chat.answers.to)
    if one is None or one.status != "open":
        chat.say(_("That circle has ended meanwhile. To see which are open, text CIRCLES."))
        return
    chat.turn_to(joining, one)


@seeing.ends
def to_call(chat: Chat) -> None:
    chat.turn_to(calling.calling)


@seeing.ends
def none_of_them(chat: Chat) -> None:
    chat.say(_("That's fine. Whenever you like, text CIRCLES."))


# Joining.


@joining.facts
def facts(chat: Chat) -> dict[str, object]:
    one: Circle = chat.subject
    coming = circles.coming(chat.db, one.id)
    return {**circle_words.about(one, chat.member), "when": coming.starts_at if coming is not None else ""}


@joining.stands
def can_be_joined(chat: Chat) -> bool:
    mine = chat.subject.chair(chat.sender.member_id)
    return bool(chat.subject.status == "open" and (mine is None or mine.status == "left"))


@joining.asks(
    _(
        '"{topic}": {kind}, {tongues}, {when}, {often}, {minutes} minutes. All who join agree: all stays in the circle; neutral '
        "and non-judgemental; equal time; you host by turns; who can't come says so early. Do you agree?"
    ),
    YesNo(yes=_("I agree, I'm joining"), no=_("Not this one")),
)
def agreeing(chat: Chat, agrees: bool) -> State | End:
    return joined if agrees else not_this_one


@joining.ends
def joined(chat: Chat) -> None:
    one: Circle = chat.subject
    circles.lock(chat.db, one)
    if one.status != "open" or one.has(chat.sender.member_id):
        chat.say(_("That circle has ended meanwhile. To see which are open, text CIRCLES."))
        return
    waits = one.is_full or circle_places.is_kept_apart(chat, one, chat.sender.member_id)
    circles.join(chat.db, one, chat.sender.member_id, circle_words.VERSION, waits=waits)
    if waits:
        chat.say(
            _(
                "All its places are taken just now. You're on the waiting list, and I text you when there's one for you. To give "
                "it up, text LEAVE CIRCLE."
            )
        )
        return
    coming = circle_places.comes_in(chat, one, chat.member)
    if coming is None:
        chat.say(_('You\'re in "{topic}". I text you when it meets.'), topic=one.topic)
        return
    others = circle_words.names(one.people, chat.member)
    chat.say(
        _(
            "You're in \"{topic}\", with {names}. It meets on {when}; I remind you. If it doesn't suit any more: LEAVE CIRCLE."
        ),
        topic=one.topic,
        names=others,
        when=coming.starts_at,
    )
    _say_calendar(chat, one)


def _say_calendar(chat: Chat, one: Circle) -> None:
    chat.say(circle_words.CALENDAR, link=links.circle_calendar(one.id, chat.sender.member_id))


@joining.ends
def not_this_one(chat: Chat) -> None:
    chat.say(_("That's fine. Whenever you like, text CIRCLES."))
