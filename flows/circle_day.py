"""Around a circle's meeting: reminders, whose turn it is, the closing round, and the next one."""

from datetime import datetime, timedelta
from typing import Any

from flows import circle_turns, circle_words
from flows.chat import Chat
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _
from models import airtime, circles
from models.circles import Circle, Gathering
from models.members import Member

DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
MOMENT = timedelta(minutes=10)  # what is said as it is over is of no use later
WHILE_IT_LASTS = timedelta(minutes=30)  # workers that were down this long still take up a meeting that is on
AFTER = timedelta(hours=1)
TRIES = 3  # meetings in a row to which not enough can come


def plan(chat: Chat, gathering: Gathering, *people: Member) -> None:
    """Plan all that is said about this meeting to these people of its circle."""
    chat.flush()
    for member in people:
        for kind in (tomorrow, soon, goes_on):
            kind.replan(chat, member, gathering)
        turn.replan(chat, member, gathering, max(gathering.starts_at, chat.now))


def _comes(chat: Chat, gathering: Gathering) -> bool:
    """Whether this person is in the circle, and comes."""
    me = chat.sender.member_id
    return gathering.circle.status == "open" and gathering.circle.has(me) and me not in gathering.away


TOMORROW = note(
    _(
        "Tomorrow your circle \"{topic}\" meets: {when}{clocks}. With {names}; {host} hosts. If you can't come, text: CAN'T COME "
        "TO CIRCLE"
    )
)
TOMORROW_UNHOSTED = note(
    _(
        "Tomorrow your circle \"{topic}\" meets: {when}{clocks}. With {names}. If you can't come, text: CAN'T COME TO CIRCLE"
    )
)
TOMORROW_YOU_HOST = note(
    _(
        'Tomorrow your circle "{topic}" meets: {when}{clocks}. You host: you open it and hold the closing round; I keep the '
        "time. With {names}. If you can't, text: CAN'T HOST"
    )
)
TOMORROW_IF_MORE = note(
    _(
        'Your circle "{topic}" is to meet on {when}{clocks}. It takes three people; so far: {count}. '
        "Others find it by texting CIRCLES."
    )
)


def _was_in_before(chat: Chat, gathering: Gathering) -> bool:
    mine = gathering.circle.chair(chat.sender.member_id)
    return (
        gathering.status == "booked"
        and _comes(chat, gathering)
        and mine is not None
        and mine.since <= gathering.starts_at - DAY_BEFORE
    )


@nudge(
    "circle-tomorrow",
    manner=Manner.REMINDED,
    about=Gathering,
    due=lambda one: one.starts_at - DAY_BEFORE,
    lapse=DAY_BEFORE - 2 * HOUR_BEFORE,
    stands=_was_in_before,
)
def tomorrow(chat: Chat, gathering: Gathering) -> None:
    """A day before."""
    there, me = gathering.there, chat.member
    facts: dict[str, Any] = {
        "topic": gathering.circle.topic,
        "when": gathering.starts_at,
        "clocks": circle_words.clocks(chat, gathering, me),
    }
    if len(there) < airtime.LEAST:
        chat.say(TOMORROW_IF_MORE, count=len(there), **facts)
        return
    facts["names"] = circle_words.names(there, me)
    host = next((one for one in there if one.id == gathering.host_id), None)
    if host is None:
        chat.say(TOMORROW_UNHOSTED, **facts)
    elif host.id == me.id:
        chat.say(TOMORROW_YOU_HOST, **facts)
    else:
        chat.say(TOMORROW, host=host, **facts)


SOON = note(
    _(
        'Your circle "{topic}" meets at {time}. The order today: {order}. {minutes} minutes for each; I text you the turns.'
    )
)
TOO_FEW = note(
    _(
        "Your circle \"{topic}\" doesn't meet today: it takes three, and not enough can be there. It's nothing you did. "
        "Next: {when}."
    )
)


FADES = note(
    _(
        "Your circle \"{topic}\" doesn't meet today: not enough can be there. With that it comes to its end, and it's nothing "
        "you did. To call one: CALL A CIRCLE"
    )
)


def _fades(chat: Chat, gathering: Gathering) -> bool:
    """Whether they were too few three times in a row: a circle that doesn't come about must not go on reminding people."""
    lately = [
        one for one in circles.gatherings(chat.db, gathering.circle_id) if one.number <= gathering.number
    ]
    return len(lately) >= TRIES and all(one.status == "off" for one in lately[-TRIES:])


def _is_near(chat: Chat, gathering: Gathering) -> bool:
    return gathering.status in ("booked", "off") and _comes(chat, gathering) and chat.now < gathering.ends_at


@nudge(
    "circle-soon",
    manner=Manner.BOOKED,
    about=Gathering,
    due=lambda one: one.starts_at - HOUR_BEFORE,
    lapse=HOUR_BEFORE,
    stands=_is_near,
)
def soon(chat: Chat, gathering: Gathering) -> None:
    """An hour before: in which order they speak, or that they are too few."""
    circle_turns.in_order(chat, gathering)
    if gathering.status == "off":
        following = None if _fades(chat, gathering) else after(chat, gathering)
        if following is not None:
            chat.say(TOO_FEW, topic=gathering.circle.topic, when=following.starts_at)
        else:
            is_over(chat, gathering.circle, FADES)
            chat.say(FADES, topic=gathering.circle.topic)
        return
    people = {one.id: one for one in gathering.there}
    first = gathering.order[0]
    place = gathering.circle.place
    time = chat.time(gathering.starts_at)
    chat.say(
        SOON,
        topic=gathering.circle.topic,
        time=f"{time} ({place})" if place else time,
        order=circle_turns.names_of(
            [people[one.member_id] for one in gathering.order if one.member_id in people], chat.member
        ),
        minutes=int((first.till - first.since) / timedelta(minutes=1)),
    )


# While it is on.

CLOSED = note(
    _("That's time. Thank each other for the room you made. You meet again on {when}; {host} hosts.")
)
CLOSED_YOU_HOST = note(
    _("That's time. Thank each other for the room you made. You meet again on {when}, and you host.")
)
CLOSED_FOR_GOOD = note(
    _(
        'That\'s time. It was the last meeting of your circle "{topic}". Thank each other for the room you made.'
    )
)


def _is_on(chat: Chat, gathering: Gathering) -> bool:
    """Whether it is on or just over; while it is paused nothing is said."""
    known = gathering.status in ("booked", "held") and gathering.paused_at is None
    me = chat.sender.member_id
    return known and gathering.circle.has(me) and me not in gathering.away


@nudge(circle_turns.TURN, manner=Manner.BOOKED, about=Gathering, lapse=WHILE_IT_LASTS, stands=_is_on)
def turn(chat: Chat, gathering: Gathering) -> datetime | None:
    """All through a meeting: whose turn it is, and until when. It is asked again at each change."""
    if chat.now < gathering.starts_at:
        return gathering.starts_at
    circle_turns.in_order(chat, gathering)
    if gathering.status == "off" or not gathering.turns:
        return None
    if chat.now >= gathering.ends_at:
        _say_goodbye(chat, gathering)
        return None
    copy, facts = circle_turns.standing(chat, gathering, chat.member)
    chat.say(copy, **facts)
    return circle_turns.next_change(gathering, chat.now)


def _say_goodbye(chat: Chat, gathering: Gathering) -> None:
    following = after(chat, gathering)
    if chat.now > gathering.ends_at + MOMENT:
        return
    if following is None:
        chat.say(CLOSED_FOR_GOOD, topic=gathering.circle.topic)
    elif following.host_id == chat.sender.member_id:
        chat.say(CLOSED_YOU_HOST, when=following.starts_at)
    else:
        chat.say(CLOSED, when=following.starts_at, host=chat.db.get(Member, following.host_id))


def after(chat: Chat, gathering: Gathering) -> Gathering | None:
    """The meeting after this one, which is over or off: it is booked, unless it was. None when it was the last."""
    circle = gathering.circle
    circle_turns.hold(chat, gathering)
    if gathering.status == "booked":
        gathering.status = "held"
    chat.flush()
    later = [one for one in circles.gatherings(chat.db, circle.id) if one.number > gathering.number]
    if later or circle.status != "open":
        return later[0] if later else None
    when = circle_words.next_time(circle, max(gathering.starts_at, chat.now))
    if when is None:
        circles.end(circle)
        return None
    ids = [one.id for one in circle.people]
    host = airtime.rotated(ids, gathering.host_id or circle.called_by)[0] if ids else None
    made = circles.meets(chat.db, circle, gathering.number + 1, when, host)
    plan(chat, made, *circle.people)
    return made


def share_anew(chat: Chat, gathering: Gathering, order: airtime.Turns, *, say: bool = False) -> None:
    """These are the turns now, and what is said at each is said at its time; how it stands at once, if they are to `say` so."""
    gathering.take(order)
    if order and (order[-1].till < gathering.closing_at or not airtime.to_speak(order, chat.now)):
        gathering.closing_at = max(order[-1].till, chat.now)
    chat.flush()
    due = chat.now if say and gathering.is_live(chat.now) else circle_turns.next_change(gathering, chat.now)
    for member in gathering.there:
        turn.replan(chat, member, gathering, max(due, gathering.starts_at))


def _may_go_on(chat: Chat, gathering: Gathering) -> bool:
    return gathering.circle.status == "open" and gathering.circle.has(chat.sender.member_id)


@nudge(
    "circle-goes-on",
    manner=Manner.AWAITED,
    about=Gathering,
    due=lambda one: one.ends_at + AFTER,
    lapse=timedelta(days=30),
    stands=_may_go_on,
)
def goes_on(chat: Chat, gathering: Gathering) -> None:
    """Nobody reads this: the next meeting is booked even if nobody could be told of this one."""
    after(chat, gathering)


NO_PLACE = note(
    _(
        'The circle "{topic}", in which you were waiting for a place, has come to its end. To see which are open, text CIRCLES.'
    )
)


def is_over(chat: Chat, circle: Circle, copy: Note) -> None:
    """The circle has ended: nothing of it is to come, and all who are in it, or wait for a place, read so."""
    coming = circles.coming(chat.db, circle.id)
    if coming is not None:
        coming.status = "off"
    circles.end(circle)
    for member in circle.people:
        if member.id != chat.sender.member_id:
            chat.tell(member, copy, topic=circle.topic)
    for chair in circle.of("waiting"):
        chat.tell(chair.member, NO_PLACE, topic=circle.topic)
