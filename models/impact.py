"""Impact: what the space did, as numbers. Read with a constant few statements however many members there are.

Nothing here is about one person: no ranking, no count of what anybody did. Months are by UTC.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, String, case, delete, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models import clock
from models.base import Base, table_of
from models.corrections import Correction
from models.database import insert_once
from models.members import Credential, Member
from models.pairings import Pairing, Side
from models.rounds import Round
from models.sealing import SealedJSON
from models.session_times import HasTimes
from models.sessions import Meeting

BATCH = 1000  # sealed values that are opened at once
_IS_HERE = Member.status == "verified", Member.stopped_at.is_(None)


class Report(Base):
    """The numbers as they were told: once made they stay, so that a link shows tomorrow what it showed today, and nobody
    learns anything by asking twice. What was hidden isn't in it."""

    __tablename__ = "reports"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # the last it tells of: 2026-11
    numbers: Mapped[dict[str, Any]] = mapped_column(SealedJSON("reports.numbers"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)


@dataclass(slots=True)
class Month:
    """What happened in one month, or in several together."""

    sessions: int = 0
    minutes: int = 0  # of coaching
    by_pair: Counter[tuple[int, int]] = field(default_factory=Counter)  # minutes

    @property
    def people(self) -> set[int]:
        """Who met."""
        return {one for pair in self.by_pair for one in pair}

    def add(self, pair: tuple[int, int], minutes: int) -> None:
        """A session of these two."""
        self.sessions += 1
        self.minutes += minutes
        self.by_pair[pair] += minutes


@dataclass(frozen=True, slots=True)
class Numbers:
    """All of it as it is, before anything is hidden. None of it may be shown as it stands."""

    verified: int
    with_partner: int
    introduced: int
    agreed: int
    asked: int  # at the end of their time together, how they go on
    went_on: int
    rounds: int
    began: date | None  # the day of the first session of all
    months: dict[str, Month]
    bodies: Counter[str]
    languages: Counter[str]
    zones: Counter[str]


def read(db: Session, since: datetime, till: datetime) -> Numbers:
    """The numbers as they are now; sessions from `since` up to `till` (aware UTC)."""
    languages, zones = Counter[str](), Counter[str]()
    rows = select(Member.language, Member.zone, func.count()).where(*_IS_HERE)
    for language, zone, count in db.execute(rows.group_by(Member.language, Member.zone)):
        languages[language] += count
        zones[zone] += count
    introduced, agreed = _introductions(db)
    asked, went_on = db.execute(
        select(func.count(Side.closing), func.count(case((Side.closing == "together", 1))))
    ).one()
    first = db.scalar(select(func.min(Meeting.starts_at)).where(Meeting.status == "happened"))
    return Numbers(
        verified=languages.total(),
        with_partner=_with_partner(db),
        introduced=introduced,
        agreed=agreed,
        asked=asked,
        went_on=went_on,
        rounds=db.scalar(select(func.count(Round.id)).where(Round.status.in_(("sent", "ended")))) or 0,
        began=first.date() if first is not None else None,
        months=_months(db, since, till),
        bodies=Counter(_bodies(db)),
        languages=languages,
        zones=zones,
    )


def _with_partner(db: Session) -> int:
    rows = (
        select(func.count(Side.member_id.distinct())).join(Pairing).join(Member, Member.id == Side.member_id)
    )
    return db.scalar(rows.where(Pairing.status == "agreed", *_IS_HERE)) or 0


def _introductions(db: Session) -> tuple[int, int]:
    """How many pairings and rings there ever were, and of how many all agreed; not a ring's legs."""
    not_yet = select(Side.id).where(Side.pairing_id == Pairing.id, Side.agreed_at.is_(None)).exists()
    rows = select(func.count(), func.count(case((~not_yet, 1)))).where(Pairing.ring_id.is_(None))
    introduced, agreed = db.execute(rows.select_from(Pairing)).one()
    return introduced, agreed


class _Times(HasTimes):
    """A session's clock, read without the session."""

    is_whole: bool = False

    def __init__(self, row: Any) -> None:
        for name in _CLOCK:
            setattr(self, name, getattr(row, name))
        self.is_whole = row.coach_id is not None


_CLOCK = (
    "starts_at", "minutes", "began_at", "paused_at", "first_seconds", "second_seconds", "first_paused",
    "second_paused",
)  # fmt: skip


def _months(db: Session, since: datetime, till: datetime) -> dict[str, Month]:
    """What happened in each month in which anything did. A correction that both agreed to counts, the last one."""
    one, two = (select(Side.pairing_id, end(Side.member_id).label("id")) for end in (func.min, func.max))
    ends = [side.group_by(Side.pairing_id).subquery() for side in (one, two)]
    last = (
        select(func.max(Correction.id)).where(Correction.status == "agreed").group_by(Correction.session_id)
    )
    corrected = aliased(Correction)
    rows = (
        select(
            *(getattr(Meeting, name) for name in _CLOCK),
            Pairing.coach_id, corrected.first, corrected.second, ends[0].c.id.label("one"), ends[1].c.id.label("two"),
        )
        .join(Pairing, Meeting.pairing_id == Pairing.id)
        .join(ends[0], ends[0].c.pairing_id == Pairing.id)
        .join(ends[1], ends[1].c.pairing_id == Pairing.id)
        .outerjoin(corrected, (corrected.session_id == Meeting.id) & corrected.id.in_(last))
        .where(Meeting.status == "happened", Meeting.starts_at >= since, Meeting.starts_at < till)
    )  # fmt: skip
    months: dict[str, Month] = {}
    for row in db.execute(rows.execution_options(yield_per=BATCH)):
        halves = _Times(row).halves if row.first is None else (row.first, row.second)
        months.setdefault(f"{row.starts_at:%Y-%m}", Month()).add((row.one, row.two), sum(halves))
    return months


def _bodies(db: Session) -> Iterator[str]:
    """The body of each who is verified: sealed, so so many are opened at a time."""
    rows = select(Credential.body).join(Member, Credential.member_id == Member.id).where(*_IS_HERE)
    yield from db.scalars(rows.execution_options(yield_per=BATCH))


def told(db: Session, month: str) -> Report | None:
    """The report of this month, if it was made."""
    return db.get(Report, month)


def told_before(db: Session, month: str) -> list[Report]:
    """All reports before this month's, in order."""
    return list(db.scalars(select(Report).where(Report.month < month).order_by(Report.month)))


def tell(db: Session, month: str, numbers: dict[str, Any]) -> Report:
    """Keep a report; when somebody else made it meanwhile, theirs counts."""
    made = {"month": month, "numbers": numbers, "made_at": clock.now()}
    db.execute(insert_once(db.connection(), table_of(Report)), [made])
    return db.get_one(Report, month, populate_existing=True)


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` reports that were made before then. How many."""
    table = table_of(Report)
    old = select(table.c.month).where(table.c.made_at < before).order_by(table.c.month).limit(most)
    return int(connection.execute(delete(table).where(table.c.month.in_(old))).rowcount)
