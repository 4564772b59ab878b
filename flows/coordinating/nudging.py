"""A kind word about what waits for somebody's answer: the question itself once more, at an hour that suits them and in place
of the day's one unasked text."""

from datetime import datetime, timedelta
from typing import Any

from flows import agenda, unasked
from flows import nudging as kinds
from flows.chat import Chat
from flows.coordinating.command import command
from flows.coordinating.finding import handle, stopped
from flows.flow import FLOWS
from flows.nudging import Manner
from flows.words import _
from models import nudges, pairings, talks
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting

# What two are asked about each other, and that says nothing of how they feel about it.
WAITED = (
    "introduction", "another_introduction", "ring", "agreement", "ring_agreement", "booking", "confirming", "series", "stalled",
)  # fmt: skip
# Of these, what both have to agree to before it is so.
DISCREET = ("introduction", "another_introduction", "ring", "agreement", "ring_agreement")
UNSETTLED = ("proposed", "met")
ANSWERED = 0  # in place of the question, where there is none
LAPSE = timedelta(days=7)
PEACE = timedelta(days=1)  # nobody is reminded of a question sooner than this

WHOEVER = _(
    "Whoever of {one} and {two} hasn't answered yet is asked once more, kindly: at a good hour for them, a day after they were "
    "asked at the earliest. Who that is stays with them."
)
IF_NOT = _(
    "If {who} hasn't answered yet, I ask once more, kindly: at a good hour for them, a day after they were asked at the "
    "earliest. Whether they have stays with them."
)


@command(
    _("NUDGE name"),
    "nudge|remind|poke {who} and|& {other}",
    "nudge|remind|poke {who}",
    "recuerda|recuerdale|recordar|avisa (a) {who} y|e|& (a) {other}",
    "recuerda|recuerdale|recordar|avisa (a) {who}",
)
def nudge(chat: Chat, who: Member, other: Member | None) -> None:
    """Of two who haven't both said yes yet, nobody learns who has: neither from the answer, nor from the log or UNDO."""
    between = pairings.between(chat.db, who.id, other.id) if other is not None else None
    people = [who] if other is None else [who, other]
    if other is not None and between is None:
        chat.say(_("{one} and {two} aren't introduced, so nothing waits between them."), one=who, two=other)
    elif any(stopped(chat, member) for member in people):
        return
    elif between is not None and between.status in UNSETTLED:
        for member in people:
            _ask_quietly(chat, member, between)
        chat.say(WHOEVER, one=who, two=other)
    else:
        for member in people:
            _one(chat, member, between)


def _one(chat: Chat, member: Member, between: Pairing | None) -> None:
    waits = [row for row in waiting(chat, member, between) if row.flow not in DISCREET]
    unsettled = pairings.going(chat.db, member.id, UNSETTLED) if between is None else []
    if waits:
        _ask_openly(chat, member, waits[0])
    elif unsettled:
        _ask_quietly(chat, member, unsettled[0])
        chat.say(IF_NOT, who=member)
    else:
        chat.say(
            _("Nothing waits for {who}'s answer. To look: LOOK {handle}"),
            who=member,
            handle=handle(chat, member),
        )


def _ask_openly(chat: Chat, member: Member, row: Any) -> None:
    """Say when they read it."""
    due = max(chat.now, row.asked_at + PEACE) if row.asked_at is not None else chat.now
    _plan(chat, member, row.id, due)
    when = unasked.reaches_at(chat.connection, reminded, member, due)
    facts: dict[str, Any] = {"who": member, "title": chat.phrase(title(row))}
    if when <= chat.now:
        chat.say(_("{who} is asked once more, kindly, about {title}, in a moment."), **facts)
    else:
        chat.say(_("{who} is asked once more, kindly, about {title}, not before {when}."), when=when, **facts)


def _ask_quietly(chat: Chat, member: Member, between: Pairing) -> None:
    """If they have answered, a nudge is planned all the same, and when it is due nothing is said."""
    rows = [row for row in waiting(chat, member, between) if row.flow in DISCREET]
    asked_at = (rows[0].asked_at or chat.now - PEACE) if rows else between.created_at
    _plan(chat, member, rows[0].id if rows else ANSWERED, max(chat.now, asked_at + PEACE))


def _plan(chat: Chat, member: Member, talk_id: int, due: datetime) -> None:
    nudges.replan(chat.connection, reminded.name, member.id, talk_id, due, due + LAPSE, chat.act_id)
    chat.planned = True


def waiting(chat: Chat, member: Member, between: Pairing | None = None) -> list[Any]:
    """The questions that wait for this person's answer, the open one first: about this pairing, if one is given."""
    opened = talks.open_for(chat.connection, member.id)
    rows = (*([opened] if opened is not None else []), *talks.agenda(chat.connection, member.id))
    return [row for row in rows if row.flow in WAITED and _is_about(chat, row, between)]


def _is_about(chat: Chat, row: Any, between: Pairing | None) -> bool:
    of = FLOWS[row.flow].about
    about = chat.db.get(of, row.about) if of is not None else None
    pairing = about.pairing if isinstance(about, Meeting) else about
    return about is not None and (between is None or pairing.id == between.id)


def title(row: Any) -> str:
    """What a question is about."""
    return FLOWS[row.flow].title


def _still_waits(chat: Chat, talk_id: int) -> bool:
    return any(row.id == talk_id for row in waiting(chat, chat.member))


@kinds.nudge("reminded", manner=Manner.UNASKED, lapse=LAPSE, stands=_still_waits)
def reminded(chat: Chat, talk_id: int) -> Any:
    """Once for each time that a coordinator asks for it."""
    row = next(row for row in waiting(chat, chat.member) if row.id == talk_id)
    flow = FLOWS[row.flow]
    assert flow.about is not None
    return agenda.bring_up(chat, flow, chat.db.get(flow.about, row.about))
