"""A kind word about what waits for somebody's answer: the question itself once more, at an hour that suits them and in place
of the day's one unasked text."""

from datetime import timedelta
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
LAPSE = timedelta(days=7)
PEACE = timedelta(days=1)  # nobody is reminded of a question sooner than this


@command(
    _("NUDGE name"),
    "nudge|remind|poke {who} and|& {other}",
    "nudge|remind|poke {who}",
    "recuerda|recuerdale|recordar|avisa (a) {who} y|e|& (a) {other}",
    "recuerda|recuerdale|recordar|avisa (a) {who}",
)
def nudge(chat: Chat, who: Member, other: Member | None) -> None:
    between = pairings.between(chat.db, who.id, other.id) if other is not None else None
    if other is not None and between is None:
        chat.say(_("{one} and {two} aren't introduced, so nothing waits between them."), one=who, two=other)
        return
    for member in (who, *([other] if other is not None else [])):
        _one(chat, member, between)


def _one(chat: Chat, member: Member, between: Pairing | None) -> None:
    if stopped(chat, member):
        return
    waits = waiting(chat, member, between)
    if not waits:
        chat.say(
            _("Nothing waits for {who}'s answer. To look: LOOK {handle}"),
            who=member,
            handle=handle(chat, member),
        )
        return
    row = waits[0]
    due = max(chat.now, row.asked_at + PEACE) if row.asked_at is not None else chat.now
    nudges.replan(chat.connection, reminded.name, member.id, row.id, due, due + LAPSE, chat.act_id)
    chat.planned = True
    when = unasked.reaches_at(chat.connection, reminded, member, due)
    facts: dict[str, Any] = {"who": member, "title": chat.phrase(title(row))}
    if when <= chat.now:
        chat.say(_("{who} is asked once more, kindly, about {title}, in a moment."), **facts)
    else:
        chat.say(_("{who} is asked once more, kindly, about {title}, not before {when}."), when=when, **facts)


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
