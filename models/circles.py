"""Circles: three to eight members who learn together, by turns: who is in one, who waits for a place, and when it meets.

No field holds what is said in one. Nobody is told who waits, nor who left, nor why.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models import airtime, clock
from models.airtime import Turn, Turns
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.rounds import Entry
from models.sealing import Sealed, SealedJSON

CIRCLE = Lifecycle("circle", {"open": ("ended",), "ended": ()})
CHAIR = Lifecycle(
    "chair",
    {
        "waiting": ("in", "left"),  # all places are taken; whoever waits longest is next
        "in": ("left",),
        "left": ("in", "waiting"),
    },
)
GATHERING = Lifecycle(
    "meeting of a circle",
    {
        "booked": ("held", "off"),
        "held": (),  # its time came, and they were enough
        "off": (),  # they were too few, or the circle has ended
    },
)


class Circle(HasLifecycle, Base):
    """One circle. It meets at one time of the clocks of `zone`, from `first_at` on: every `weeks` weeks, or (None) on the `nth`
    such weekday of each month, -1 being the last; `times` times, or until it ends."""

    __tablename__ = "circles"
    __table_args__ = (Index("ix_circles_status", "status"),)
    lifecycle = CIRCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8), default="open")
    kind: Mapped[str] = mapped_column(String(12))  # a key of `flows/circle_words.py`
    topic: Mapped[str] = mapped_column(Sealed("circles.topic"))
    place: Mapped[str | None] = mapped_column(Sealed("circles.place"))  # how they meet; only members read it
    size: Mapped[int]  # how many may be in it
    tongues: Mapped[str] = mapped_column(String(60))  # codes as Babel has them, with spaces between
    zone: Mapped[str] = mapped_column(String(64))
    first_at: Mapped[datetime]
    weeks: Mapped[int | None]
    nth: Mapped[int | None]
    times: Mapped[int | None]
    minutes: Mapped[int]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))  # open to its members alone
    called_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    chairs: Mapped[list["Chair"]] = relationship(order_by="Chair.id", back_populates="circle")

    def of(self, status: str) -> list["Chair"]:
        """Its chairs of this status, in the order in which their members came to it."""
        return sorted(
            (one for one in self.chairs if one.status == status), key=lambda one: (one.since, one.id)
        )

    @property
    def people(self) -> list[Member]:
        """Who is in it."""
        return [one.member for one in self.of("in")]

    @property
    def is_full(self) -> bool:
        """Whether whoever joins now waits: also while others do."""
        return len(self.of("in")) >= self.size

    def chair(self, member_id: int) -> "Chair | None":
        """This member's, whatever became of it."""
        return next((one for one in self.chairs if one.member_id == member_id), None)

    def has(self, member_id: int) -> bool:
        """Whether this member is in it now."""
        mine = self.chair(member_id)
        return mine is not None and mine.status == "in"


class Chair(HasLifecycle, Base):
    """One member in one circle, or waiting for a place there."""

    __tablename__ = "circle_chairs"
    __table_args__ = (UniqueConstraint("circle_id", "member_id"),)
    lifecycle = CHAIR

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    since: Mapped[datetime] = mapped_column(default=clock.now)  # they last asked for it
    agreed_version: Mapped[str] = mapped_column(String(16))  # of the words all agree to before they meet
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)

    circle: Mapped[Circle] = relationship(back_populates="chairs")
    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


class Gathering(HasLifecycle, Base):
    """One meeting of a circle. `turns` is who speaks when, in order, as things stand; until an hour before there are none."""

    __tablename__ = "circle_meetings"
    __table_args__ = (UniqueConstraint("circle_id", "number"),)
    lifecycle = GATHERING

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    number: Mapped[int]  # the first is 1
    status: Mapped[str] = mapped_column(String(8), default="booked")
    starts_at: Mapped[datetime]
    closing_at: Mapped[datetime]  # the closing round, after everybody's turn
    ends_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]  # the clock has stood still since then
    host_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))  # None: somebody is asked
    asked: Mapped[list[int]] = mapped_column(
        SealedJSON("circle_meetings.asked"), default=list
    )  # who was, to host
    away: Mapped[list[int]] = mapped_column(
        SealedJSON("circle_meetings.away"), default=list
    )  # who can't come, or has gone
    first_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))  # who spoke first
    turns: Mapped[list[list[Any]] | None] = mapped_column(SealedJSON("circle_meetings.turns"))

    circle: Mapped[Circle] = relationship(lazy="joined", innerjoin=True)

    @property
    def order(self) -> Turns:
        """Whose turn it is when."""
        return tuple(Turn(*one) for one in self.turns or ())

    def take(self, turns: Turns) -> None:
        """From now on these are the turns."""
        self.turns = [list(one) for one in turns]

    @property
    def there(self) -> list[Member]:
        """Who is in the circle and comes, or is there still."""
        return [one for one in self.circle.people if one.id not in self.away]

    @property
    def opening_till(self) -> datetime:
        """When the first turn begins, as booked."""
        return self.starts_at + timedelta(minutes=self.circle.minutes) * airtime.OPENING

    def is_live(self, now: datetime) -> bool:
        """Whether it is going on."""
        return self.status in ("booked", "held") and self.starts_at <= now < self.ends_at


def call(db: Session, circle: Circle, starts_at: datetime, version: str) -> Gathering:
    """A new circle, with whoever calls it in it; its first meeting."""
    chair = Chair(member_id=circle.called_by, status="in", agreed_version=version)
    circle.chairs.append(chair)
    db.add(circle)
    db.flush()
    return meets(db, circle, 1, starts_at, circle.called_by)


def meets(db: Session, circle: Circle, number: int, starts_at: datetime, host_id: int | None) -> Gathering:
    """Its meeting of this number."""
    length = timedelta(minutes=circle.minutes)
    made = Gathering(
        circle=circle,
        number=number,
        starts_at=starts_at,
        closing_at=starts_at + length * (1 - airtime.CLOSING),
        ends_at=starts_at + length,
        host_id=host_id,
        asked=[],
        away=[],
    )
    db.add(made)
    db.flush()
    return made


def lock(db: Session, circle: Circle) -> None:
    """Let nobody else change who is in it until this step is done, and read it anew with all its chairs."""
    db.flush()
    db.refresh(circle, with_for_update={"key_share": True})
    rows = select(Chair).where(Chair.circle_id == circle.id).order_by(Chair.id)
    db.scalars(rows.execution_options(populate_existing=True)).all()
    db.refresh(circle, ["chairs"])


def join(db: Session, circle: Circle, member_id: int, version: str, *, waits: bool) -> Chair:
    """This member is in it, or waits for a place. The circle is locked."""
    status = "waiting" if waits else "in"
    chair = circle.chair(member_id)
    if chair is None:
        chair = Chair(member_id=member_id, status=status, agreed_version=version)
        circle.chairs.append(chair)
    elif chair.status != status:
        chair.status, chair.since = status, clock.now()
        chair.agreed_version, chair.agreed_at = version, clock.now()
    db.flush()
    return chair


def next_in(waiting: Sequence[int], kept_apart: Iterable[int]) -> int | None:
    """Of these, who have waited the longest first, whose turn it is to come in: not who is kept apart from somebody there."""
    apart = set(kept_apart)
    return next((one for one in waiting if one not in apart), None)


def of_member(db: Session, member_id: int, *status: str) -> list[Circle]:
    """The circles that go on and in which this member has a chair of one of these statuses ("in" if none is named)."""
    rows = select(Circle).join(Chair, Chair.circle_id == Circle.id)
    mine = rows.where(Chair.member_id == member_id, Chair.status.in_(status or ("in",)))
    return list(db.scalars(mine.where(Circle.status == "open").order_by(Circle.id)))


def open_ones(db: Session, most: int = 50) -> list[Circle]:
    """The circles that go on, the newest first."""
    rows = select(Circle).where(Circle.status == "open").order_by(Circle.id.desc()).limit(most)
    return list(db.scalars(rows))


def rounds_of(db: Session, member_id: int) -> set[int]:
    """The rounds this member is in."""
    rows = select(Entry.round_id).where(Entry.member_id == member_id, Entry.status.in_(("in", "placed")))
    return set(db.scalars(rows))


def gatherings(db: Session, circle_id: int) -> list[Gathering]:
    """Its meetings, in order."""
    rows = select(Gathering).where(Gathering.circle_id == circle_id).order_by(Gathering.number)
    return list(db.scalars(rows))


def coming(db: Session, circle_id: int) -> Gathering | None:
    """The meeting that is booked, which may be on."""
    rows = select(Gathering).where(Gathering.circle_id == circle_id, Gathering.status == "booked")
    return db.scalar(rows.order_by(Gathering.number).limit(1))


def live(db: Session, member_id: int, since: datetime, till: datetime) -> list[Gathering]:
    """The meetings of this member's circles that began before `till` and aren't over at `since` (aware UTC)."""
    rows = (
        select(Gathering)
        .join(Chair, Chair.circle_id == Gathering.circle_id)
        .where(
            Chair.member_id == member_id,
            Chair.status == "in",
            Gathering.status.in_(("booked", "held")),
            Gathering.starts_at <= till,
            Gathering.ends_at > since,
        )
    )
    return list(db.scalars(rows.order_by(Gathering.starts_at, Gathering.id)))


def mates(db: Session, member_id: int) -> set[int]:
    """Who was ever in a circle with this member."""
    mine = select(Chair.circle_id).where(Chair.member_id == member_id)
    rows = select(Chair.member_id).where(Chair.circle_id.in_(mine), Chair.member_id != member_id)
    return set(db.scalars(rows))


def together(db: Session, ids: Collection[int]) -> list[tuple[int, int]]:
    """Who of these is in a circle now, and with whom: pairs of members. One statement."""
    other = aliased(Chair)
    rows = (
        select(Chair.member_id, other.member_id)
        .join(Circle, Circle.id == Chair.circle_id)
        .join(other, other.circle_id == Chair.circle_id)
        .where(Chair.member_id.in_(ids), other.member_id != Chair.member_id, Circle.status == "open")
        .where(Chair.status == "in", other.status == "in")
    )
    return [(one, another) for one, another in db.execute(rows)]


def end(circle: Circle) -> None:
    """It is over."""
    circle.status, circle.ended_at, circle.place = "ended", clock.now(), None


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that ended before then, with who was in them and when they met. How many."""
    circle, chair, gathering = table_of(Circle), table_of(Chair), table_of(Gathering)
    old = list(connection.scalars(select(circle.c.id).where(circle.c.ended_at < before).limit(most)))
    if old:
        for table in (chair, gathering):
            connection.execute(delete(table).where(table.c.circle_id.in_(old)))
        connection.execute(delete(circle).where(circle.c.id.in_(old)))
    return len(old)
