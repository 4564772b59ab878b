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
from models import broadcasts, clock, nudges, outbox, senders, texts
from models.base import AnyRow
from models.members import Member
from models.nudges import BEGINNING, Cursor, Patience
from models.outbox import Draft, Haste
from models.senders import Sender

# Days between two unasked texts, by how many went unanswered since the person last texted us.
DAYS_BETWEEN = (1, 1, 2, 4, 8, 16)
HASTE = {
    Manner.BOOKED: Haste.AT_ONCE,
    Manner.REMINDED: Haste.USUAL,
    Manner.AWAITED: Haste.USUAL,
    Manner.UNASKED: Haste.PATIENT,
}
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
    later: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)  # due, not after


def speak(connection: Connection, limit: int, after: Cursor = BEGINNING) -> Turn:
    """Let the next due nudges speak, be silent, or wait, in this transaction: a constant few statements, and those
    that a question costs. Whoever is texting us at this moment is passed over; their nudges stay due."""
    due = nudges.claim_due(connection, limit, after)
    turn = Turn(len(due), (due[-1].due_at, due[-1].id) if due else after)
    people = senders.lock_all(connection, {row.member_id for row in due}) if due else {}
    with Session(bind=connection, expire_on_commit=False) as db:
        batch = _Batch(connection, db, turn, people, _abouts(db, due), _moods(connection, due, people))
        for row in sorted(due, key=_urgency):
            batch.have_turn(row)
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
    wanted: dict[type[Any], set[int]] = defaultdict(set)
    for row in due:
        kind = KINDS.get(row.kind)
        if kind is not None and kind.about is not None:
            wanted[kind.about].add(row.about)
    found: dict[tuple[type, int], Any] = {}
    for model, ids in wanted.items():
        rows: Any = db.scalars(select(model).where(model.id.in_(ids)))
        found |= {(model, one.id): one for one in rows.unique()}
    return found


def _moods(connection: Connection, due: list[AnyRow], people: dict[int, Sender]) -> dict[int, Mood]:
    """How those of whom it matters have taken to unasked texts so far, and when they last texted us: three statements. What a
    coordinator wrote to many takes the day's place too; whether they answered that says nothing of them."""
    minded = [name for name, kind in KINDS.items() if kind.manner > Manner.REMINDED]
    ids = sorted({row.member_id for row in due if row.kind in minded and row.member_id in people})
    if not ids:
        return {}
    heard = texts.heard(connection, ids)
    got = nudges.patience(connection, ids, [name for name in minded if KINDS[name].manner is Manner.UNASKED])
    for one, at in broadcasts.last_read(connection, ids).items():
        had = got.get(one, Patience())
        got[one] = Patience(max(at, had.last or at), had.unanswered)
    return {one: Mood(heard.get(one), got.get(one, Patience())) for one in ids}


@dataclass(frozen=True)
class _Batch:
    """Several nudges in one transaction, and what was read for all of them at once."""

    connection: Connection
    db: Session
    turn: Turn
    people: dict[int, Sender]  # locked
    abouts: dict[tuple[type, int], Any]
    moods: dict[int, Mood]

    def have_turn(self, row: AnyRow) -> None:
        """One nudge."""
        now, kind, person = clock.now(), KINDS.get(row.kind), self.people.get(row.member_id)
        if row.not_after < now:
            self.turn.fates[row.id] = "lapsed"
        elif person is None:
            return  # texting us just now
        elif kind is None or person.stopped_at is not None or person.status == "removed":
            self.turn.fates[row.id] = "silent"
        else:
            self._consider(row, kind, person, now)

    def _consider(self, row: AnyRow, kind: Kind, person: Sender, now: datetime) -> None:
        about = row.about if kind.about is None else self.abouts.get((kind.about, row.about))
        chat = Chat(self.connection, person, self.db)
        if about is None or (kind.stands is not None and not kind.stands(chat, about)):
            self.turn.fates[row.id] = "silent"
            return
        mood = self.moods.get(row.member_id) or Mood()
        free = free_at(kind, person, mood, now)
        if free > now:
            self._put_off(row, kind, free)
            return
        self._say(row, kind, chat, about)
        if kind.manner is Manner.UNASKED and self.turn.fates.get(row.id) == "spoken":
            mood.patience = Patience(now, mood.patience.unanswered + 1)

    def _say(self, row: AnyRow, kind: Kind, chat: Chat, about: Any) -> None:
        again_at = kind.speak(chat, about)
        chat.speak_unasked(row.not_after if kind.manner is Manner.BOOKED else None, HASTE[kind.manner])
        if again_at is not None:
            self._put_off(row, kind, again_at)
        else:
            self.turn.fates[row.id] = "spoken" if chat.drafts else "silent"
        self.turn.drafts += chat.drafts
        self.turn.planned = self.turn.planned or chat.planned

    def _put_off(self, row: AnyRow, kind: Kind, until: datetime) -> None:
        """Later. What has no hour of its own keeps all its patience: a long break must not end in silence."""
        last = row.not_after if kind.due is not None else max(row.not_after, until + kind.lapse)
        self.turn.later[row.id] = (until, last)


def reaches_at(connection: Connection, kind: Kind, person: Member, due: datetime) -> datetime:
    """When a nudge of this kind that is due then will reach this person, as far as can be told: then, or later (UTC)."""
    names = [name for name, one in KINDS.items() if one.manner is Manner.UNASKED]
    heard = texts.heard(connection, [person.id]).get(person.id)
    got = nudges.patience(connection, [person.id], names).get(person.id, Patience())
    return free_at(kind, person, Mood(heard, got), due)


def free_at(kind: Kind, person: quiet.Person, mood: Mood, now: datetime) -> datetime:
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
