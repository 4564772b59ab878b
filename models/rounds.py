"""Rounds: a time in which members meet in pairs or rings, who takes part, and what a coordinator has planned for it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.consents import Consent
from models.kinds import Kind
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.pairings import GOING, Pairing, Side
from models.sealing import SealedJSON
from models.wishes import Wishes

ROUND = Lifecycle(
    "round",
    {
        "open": ("sent", "off"),  # members say whether they are in; nobody is introduced yet
        "sent": ("open", "ended"),  # introductions went out; "open" again when that was undone
        "ended": (),
        "off": (),
    },
)
ENTRY = Lifecycle(
    "entry",
    {
        "asked": ("in", "skipped"),
        "in": ("placed", "skipped", "left_out"),  # once the round is sent: waits for somebody
        "placed": ("in", "skipped"),  # introduced, or further
        "skipped": ("in",),
        "left_out": (),  # the round ended and nobody was found
    },
)
# What the workers still have to do for a round that is too large to be done while somebody waits for an answer.
TODO = ("asking", "matching", "sending", "withdrawing", "placing")


class Round(HasLifecycle, Base):
    """One round. `closes_at` is until when members are asked to say whether they are in; `starts_on` its first day.

    `plan` is what the coordinators have in mind: groups of member ids, who is left out, what was locked and ruled out.
    """

    __tablename__ = "rounds"
    lifecycle = ROUND

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8), default="open")
    kind: Mapped[str] = mapped_column(String(16), default=Kind.COACHING)  # a `Kind`
    shape: Mapped[str] = mapped_column(String(8), default="pairs")  # pairs, rings
    starts_on: Mapped[date] = mapped_column(Date)
    closes_at: Mapped[datetime]
    weeks: Mapped[int]
    sessions: Mapped[int]
    minutes: Mapped[int]  # of one session
    level_gap: Mapped[int] = mapped_column(default=1)  # bands between two partners
    opened_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    todo: Mapped[str | None] = mapped_column(String(16))  # one of `TODO`, asked for by `todo_for`
    todo_for: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    plan: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("rounds.plan"))

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.starts_on + timedelta(weeks=self.weeks) - timedelta(days=1)


class Entry(HasLifecycle, Base):
    """One member in one round."""

    __tablename__ = "round_entries"
    __table_args__ = (
        Index("uq_round_entries_round_member", "round_id", "member_id", unique=True),
        Index("ix_round_entries_round_status", "round_id", "status"),
    )
    lifecycle = ENTRY

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(8), default="asked")
    answered_at: Mapped[datetime | None]


def current(db: Session, *status: str) -> list[Round]:
    """The rounds that are going on (or of these statuses), the one that starts first at the head."""
    rows = select(Round).where(Round.status.in_(status or ("open", "sent")))
    return list(db.scalars(rows.order_by(Round.starts_on, Round.id)))


def entry(db: Session, round_id: int, member_id: int) -> Entry | None:
    """This member's entry in this round."""
    return db.scalar(select(Entry).where(Entry.round_id == round_id, Entry.member_id == member_id))


def entries(db: Session, round_id: int, *status: str) -> list[Entry]:
    """The entries of a round with one of these statuses, in the order they were made."""
    rows = select(Entry).where(Entry.round_id == round_id, Entry.status.in_(status))
    return list(db.scalars(rows.order_by(Entry.id)))


def counts(db: Session, round_id: int) -> dict[str, int]:
    """How many entries of a round there are of each status."""
    rows = select(Entry.status, func.count()).where(Entry.round_id == round_id).group_by(Entry.status)
    return {status: int(count) for status, count in db.execute(rows)}


def to_ask(db: Session, round_id: int, most: int) -> list[Member]:
    """Up to `most` members who can take part and have no entry in this round: verified, glad to be matched, and for this."""
    there = exists().where(Entry.round_id == round_id, Entry.member_id == Member.id)
    rows = _able(db.get_one(Round, round_id).kind).where(~there).order_by(Member.id).limit(most)
    return list(db.scalars(rows))


def how_many_to_ask(db: Session, kind: str) -> int:
    """How many members can take part in a round of this kind."""
    return int(db.scalar(select(func.count()).select_from(_able(kind).subquery())) or 0)


def _able(kind: str) -> Any:
    other = exists().where(Wishes.member_id == Member.id, Wishes.kinds.not_like(f"% {kind} %"))
    given = exists().where(
        Consent.member_id == Member.id, Consent.purpose == "matching", Consent.withdrawn_at.is_(None)
    )
    return select(Member).where(Member.status == "verified", Member.stopped_at.is_(None), given, ~other)


def missed_running(db: Session, this: Round, ids: Any) -> dict[int, int]:
    """For each of these members who took part before: in how many rounds of this kind running, but `this`, they wanted a
    partner and had none. `ids`: a statement, for they may be many."""
    rows = (
        select(Entry.member_id, Entry.status)
        .join(Round, Round.id == Entry.round_id)
        .where(
            Round.status.in_(("sent", "ended")), Round.kind == this.kind, Round.id != this.id,
            Entry.status.in_(("in", "left_out", "placed")), Entry.member_id.in_(ids),
        )
        .order_by(Round.sent_at, Round.id)
    )  # fmt: skip
    found: dict[int, int] = defaultdict(int)
    for member_id, status in db.execute(rows):
        found[member_id] = 0 if status == "placed" else found[member_id] + 1
    return found


def how_many_introduced(db: Session, round_id: int) -> Counter[str]:
    """How many pairings and rings of this round there are of each status that goes on."""
    mine = Pairing.round_id == round_id, Pairing.ring_id.is_(None), Pairing.status.in_(GOING)
    rows = db.execute(select(Pairing.status, func.count()).where(*mine).group_by(Pairing.status))
    return Counter({status: int(count) for status, count in rows})


def lock_introductions(
    db: Session, round_id: int, status: Sequence[str], most: int | None = None
) -> list[Pairing]:
    """The pairings and rings of this round of one of these statuses; not a ring's legs. At most so many. Nobody can
    answer one of them until this transaction ends."""
    mine = Pairing.round_id == round_id, Pairing.ring_id.is_(None), Pairing.status.in_(status)
    rows = select(Pairing).where(*mine).order_by(Pairing.id).limit(most)
    rows = rows.with_for_update(key_share=True, of=Pairing)
    return list(db.scalars(rows.execution_options(populate_existing=True)))


def going_on(db: Session, round_id: int) -> list[int]:
    """The pairings and rings of this round whose people have agreed, by id; not a ring's legs."""
    mine = (
        Pairing.round_id == round_id,
        Pairing.ring_id.is_(None),
        Pairing.status.in_(("agreed", "turning")),
    )
    return list(db.scalars(select(Pairing.id).where(*mine).order_by(Pairing.id)))


def anybody_answered(db: Session, round_id: int) -> bool:
    """Whether anybody said yes or no to an introduction of this round."""
    said = select(Side.id).join(Pairing).where(Pairing.round_id == round_id, Side.wants.is_not(None))
    return db.scalar(said.limit(1)) is not None
