"""Seats: who coordinates, in which role, and until when. A seat is offered, then held, then over; one is held at a time."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle

SEAT = Lifecycle(
    "seat",
    {
        "offered": ("held", "declined", "withdrawn"),
        "held": ("ended",),
        "declined": (),
        "withdrawn": (),  # another was offered instead, or it waited too long
        "ended": (),
    },
)
COORDINATOR, SAFEGUARDING = "coordinator", "safeguarding"
_HELD, _OFFERED = text("status = 'held'"), text("status = 'offered'")


class Seat(HasLifecycle, Base):
    """One member's seat for one term."""

    __tablename__ = "seats"
    __table_args__ = (
        Index("uq_seats_held", "member_id", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("uq_seats_offered", "member_id", unique=True, sqlite_where=_OFFERED, postgresql_where=_OFFERED),
    )
    lifecycle = SEAT

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(12), default="offered")
    role: Mapped[str] = mapped_column(String(16))  # coordinator, safeguarding, viewer
    until: Mapped[date | None] = mapped_column(
        Date
    )  # the term's last day, in its holder's zone; None: no end
    given_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))  # None: by the settings
    after_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # the seat that passes on with it
    woken: Mapped[bool] = mapped_column(default=False)  # at night too, when somebody is in danger
    offered_at: Mapped[datetime] = mapped_column(default=clock.now)
    since: Mapped[datetime | None]  # when it was accepted
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))  # None: its term was over


def held(db: Session, member_id: int) -> Seat | None:
    """The seat this member holds."""
    return db.scalar(select(Seat).where(Seat.member_id == member_id, Seat.status == "held"))


def all_held(db: Session) -> list[Seat]:
    """Every seat that is held, the oldest first."""
    return list(db.scalars(select(Seat).where(Seat.status == "held").order_by(Seat.id)))


def woken(db: Session) -> set[int]:
    """The members with a seat who may be woken when somebody is in danger."""
    return set(db.scalars(select(Seat.member_id).where(Seat.status == "held", Seat.woken.is_(True))))


def had_one(db: Session, member_id: int) -> bool:
    """Whether this member holds a seat or ever held one."""
    rows = select(Seat.id).where(Seat.member_id == member_id, Seat.status.in_(("held", "ended")))
    return db.scalar(rows.limit(1)) is not None


def give(db: Session, member_id: int, role: str = COORDINATOR, until: date | None = None) -> Seat:
    """A seat that is held from now on, without asking: for those whom the settings name. Raises IntegrityError when the
    member holds one already."""
    made = Seat(member_id=member_id, role=role, status="held", until=until, since=clock.now())
    db.add(made)
    db.flush()
    return made


def lock_held(db: Session) -> list[Seat]:
    """Every seat that is held, as it is now; nobody else takes or ends one until this step is done. Always in the same
    order."""
    rows = select(Seat).where(Seat.status == "held").order_by(Seat.id)
    locked = rows.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(db.scalars(locked))


def withdraw_offers(db: Session, member_id: int) -> list[Seat]:
    """What was offered to this member and not answered is offered no more. What that was."""
    rows = select(Seat).where(Seat.member_id == member_id, Seat.status == "offered")
    there = list(db.scalars(rows.with_for_update(key_share=True)))
    for one in there:
        one.status = "withdrawn"
    db.flush()
    return there


def end(seat: Seat, by: int | None = None) -> None:
    """It is over, given back or ended by this member; None: its term was over."""
    seat.status, seat.ended_at, seat.ended_by = "ended", clock.now(), by
