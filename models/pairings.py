"""Pairings: two members who were introduced, and how far they have come."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member

PAIRING = Lifecycle(
    "pairing",
    {
        "proposed": ("met", "declined", "lapsed"),
        "met": ("agreed", "ended"),  # both said yes and know each other's name
        "agreed": ("ended",),  # both agreed to the same version
        "declined": (),
        "lapsed": (),
        "ended": (),
    },
)
GOING = ("proposed", "met", "agreed")


class Pairing(HasLifecycle, Base):
    """Two members, as equals."""

    __tablename__ = "pairings"
    lifecycle = PAIRING

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(16), default="proposed")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    sides: Mapped[list["Side"]] = relationship(order_by="Side.id", lazy="selectin")

    def side(self, member_id: int) -> "Side":
        """This member's side. Raises LookupError for somebody else."""
        for side in self.sides:
            if side.member_id == member_id:
                return side
        raise LookupError("not in this pairing")

    def partner(self, member_id: int) -> Member:
        """Whom this member is paired with."""
        self.side(member_id)
        return next(side.member for side in self.sides if side.member_id != member_id)


class Side(Base):
    """One member's half of a pairing: what they answered. The other never reads a no."""

    __tablename__ = "pairing_sides"

    id: Mapped[int] = mapped_column(primary_key=True)
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairings.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    wants: Mapped[bool | None]
    agreed_version: Mapped[str | None] = mapped_column(String(16))
    agreed_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


def propose(db: Session, one: Member, two: Member, by: Member) -> Pairing:
    """A new pairing of `one` and `two`. Who may be paired is the caller's question."""
    pairing = Pairing(proposed_by=by.id, sides=[Side(member=one), Side(member=two)])
    db.add(pairing)
    db.flush()
    return pairing


def going(db: Session, member_id: int, status: tuple[str, ...] = GOING) -> list[Pairing]:
    """The pairings this member is in now, the newest first."""
    mine = select(Pairing).join(Side).where(Side.member_id == member_id, Pairing.status.in_(status))
    return list(db.scalars(mine.order_by(Pairing.id.desc())))


def between(db: Session, one: int, two: int) -> Pairing | None:
    """The pairing of these two that is going on, if any."""
    return next((p for p in going(db, one) if p.partner(one).id == two), None)
