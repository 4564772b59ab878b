"""Due nudges have their turn, many at once: each is asked whether it is still true, whether this is an hour to text its
person, and whether they had their one unasked text today.

COACHING.md: at most one unasked message a day; tailored and decreasing frequency works; quiet 20:00-09:00 local.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import quiet
from flows.chat import AWAKE, Chat
from flows.nudging import KINDS, Kind, Manner
from models import clock, nudges, outbox, senders, texts
from models.base import AnyRow
from models.nudges import BEGINNING, Cursor, Patience
from models.outbox import Draft
from models.senders import Sender

# Days between two unasked texts, by how many went unanswered since the person last texted us.
DAYS_BETWEEN = (1, 1, 2, 4, 8, 16)
STUMBLED = timedelta(minutes=10)  # when a nudge that failed is tried again, so that it holds up nobody


@dataclass
class Mood:
    """Where one person stands with us."""

    heard: datetime | None = None
    patience: Patience = field(default_factory=Patience)


@dataclass
class Turn:
    """What came of one batch."""

    taken: int = 0
    last: Cursor = BEGINNING
    spoke: int = 0
    planned: bool = False  # whether more is due now
    drafts: list[Draft] = field(default_factory=list)
    fates: dict[int, str] = field(default_factory=dict)
    later: dict[int, datetime] = field(default_factory=dict)


def speak(connection: Connection, limit: int, after: Cursor = BEGINNING) -> Turn:
    """Let the next due nudges speak, be silent, or wait, in this transaction: a constant few statements, and those
    that a question costs. Whoever is texting us at this moment is passed over; their nudges stay due."""
    due = nudges.claim_due(connection, limit, after)
    turn = Turn(len(due), (due[-1].due_at, due[-1].id) if due else after)
    people = senders.lock_all(connection, {row.member_id for row in due}) if due else {}
    with Session(bind=connection, expire_on_commit=False) as db:
        abouts = _abouts(db, due)
        moods = _moods(connection, due, people)
        for row in sorted(due, key=_urgency):
            if row.member_id in people:
                _have_turn(connection, db, turn, row, people[row.member_id], abouts, moods)
            elif row.not_after < clock.now():  # nobody need be locked for that
                turn.fates[row.id] = "lapsed"
        db.flush()
    outbox.put(connection, turn.drafts)
    nudges.settle(connection, turn.fates)
    nudges.postpone(connection, turn.later)
    turn.spoke = len(turn.drafts)
    return turn


def _urgency(row: AnyRow) -> tuple[int, datetime, int]:
    kind = KINDS.get(row.kind)
    return (kind.manner if kind is not None else 0, row.due_at, row.id)


def _abouts(db: Session, due: list[AnyRow]) -> dict[tuple[type, int], Any]:
    """The rows that these nudges are about, one statement for each kind of row."""
    wanted: dict[type, set[int]] = defaultdict(set)
    for row in due:
        kind = KINDS.get(row.kind)
        if kind is not None and kind.about is not None:
            wanted[kind.about].add(row.about)
    found: dict[tuple[type, int], Any] = {}
    for model, ids in wanted.items():
        rows: Any = db.scalars(select(model).where(model.id.in_(ids)))  # type: ignore[attr-defined]
        found |= {(model, one.id): one for one in rows.unique()}
    return found


def _moods(connection: Connection, due: list[AnyRow], people: dict[int, Sender]) -> dict[int, Mood]:
    """How those of whom it matters have taken to unasked texts so far, and when they last texted us: two statements."""
    minded = [name for name, kind in KINDS.items() if kind.manner > Manner.REMINDED]
    ids = sorted({row.member_id for row in due if row.kind in minded and row.member_id in people})
    if not ids:
        return {}
    heard = texts.heard(connection, ids)
    got = nudges.patience(connection, ids, [name for name in minded if KINDS[name].manner is Manner.UNASKED])
    return {one: Mood(heard.get(one), got.get(one, Patience())) for one in ids}


def _have_turn(
    connection: Connection,
    db: Session,
    turn: Turn,
    row: AnyRow,
    person: Sender,
    abouts: dict[tuple[type, int], Any],
    moods: dict[int, Mood],
) -> None:
    """One nudge of one person, whose row is locked."""
    now, kind = clock.now(), KINDS.get(row.kind)
    if row.not_after < now:
        turn.fates[row.id] = "lapsed"
        return
    about = row.about if kind is None or kind.about is None else abouts.get((kind.about, row.about))
    if kind is None or about is None or person.stopped_at is not None:
        turn.fates[row.id] = "silent"
        return
    chat = Chat(connection, person, db)
    if kind.stands is not None and not kind.stands(chat, about):
        turn.fates[row.id] = "silent"
        return
    mood = moods.get(row.member_id) or Mood()
    free = free_at(kind, person, mood, now)
    if free > now:
        turn.later[row.id] = free
        return
    _say(turn, row, kind, chat, about)
    if kind.manner is Manner.UNASKED and turn.fates.get(row.id) == "spoken":
        mood.patience = Patience(now, mood.patience.unanswered + 1)


def _say(turn: Turn, row: AnyRow, kind: Kind, chat: Chat, about: Any) -> None:
    again_at = kind.speak(chat, about)
    chat.speak_unasked(row.not_after if kind.manner is Manner.BOOKED else None)
    if again_at is not None:
        turn.later[row.id] = again_at
    else:
        turn.fates[row.id] = "spoken" if chat.drafts else "silent"
    turn.drafts += chat.drafts
    turn.planned = turn.planned or chat.planned


def free_at(kind: Kind, person: Sender, mood: Mood, now: datetime) -> datetime:
    """When a nudge of this kind may reach this person: `now`, or later."""
    if kind.manner is Manner.BOOKED:
        return now
    if kind.manner is Manner.REMINDED:
        return quiet.awake_from(person, now)
    if kind.manner is Manner.AWAITED:
        talking = mood.heard is not None and now - mood.heard < AWAKE
        return now if talking else quiet.free_from(person, now)
    had = mood.patience
    earliest = now
    if had.last is not None:
        earliest = had.last
        for _day in range(DAYS_BETWEEN[min(had.unanswered, len(DAYS_BETWEEN) - 1)]):
            earliest = quiet.next_morning(person, earliest)
    return quiet.free_from(person, max(now, earliest))
