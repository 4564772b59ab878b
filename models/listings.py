"""Listings: who asked whom whether their sessions may stand in an accreditation log, and who said yes.

Asked once, of each person a coach coached. A yes is a consent of its own (`Consent.to_id`), for that coach alone, and can
be taken back; whoever hasn't said yes is left off.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock, consents
from models.base import Base
from models.consents import Consent
from models.members import Member

NAMED, NUMBERED = "log-name", "log-number"  # purposes: with their name; as "Client 2"


class Listing(Base):
    """One coach asked one person whom they coached."""

    __tablename__ = "listings"
    __table_args__ = (Index("uq_listings_coach_client", "coach_id", "client_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    coach_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]

    coach: Mapped[Member] = relationship(foreign_keys=[coach_id], lazy="joined", innerjoin=True)


def ask(db: Session, coach_id: int, client_id: int) -> Listing:
    """This coach asks this person. They must not have before."""
    made = Listing(coach_id=coach_id, client_id=client_id)
    db.add(made)
    db.flush()
    return made


def asked_by(db: Session, coach_id: int) -> set[int]:
    """Whom this coach has asked."""
    return set(db.scalars(select(Listing.client_id).where(Listing.coach_id == coach_id)))


def of(db: Session, client_id: int) -> list[Listing]:
    """Who asked this person, in order."""
    rows = select(Listing).where(Listing.client_id == client_id)
    return list(db.scalars(rows.order_by(Listing.id)))


def allowed(db: Session, coach_id: int) -> dict[int, str]:
    """Who may be in this coach's log, and as what: NAMED or NUMBERED."""
    rows = select(Consent.member_id, Consent.purpose).where(
        Consent.to_id == coach_id, Consent.purpose.in_((NAMED, NUMBERED)), Consent.withdrawn_at.is_(None)
    )
    return {member_id: purpose for member_id, purpose in db.execute(rows.order_by(Consent.id))}


def answer(db: Session, listing: Listing, client: Member, purpose: str | None, version: str) -> None:
    """As what this person may be in the log, from now on; None: not at all."""
    for other in (NAMED, NUMBERED):
        consents.withdraw(db, client, other, to=listing.coach_id)
    if purpose is not None:
        consents.give(db, client, purpose, version, to=listing.coach_id)
    listing.answered_at = clock.now()
    db.flush()


def forget(db: Session, member_id: int) -> None:
    """Nobody may list this member any more, and whom they listed is nobody's business."""
    mine = or_(Consent.member_id == member_id, Consent.to_id == member_id)
    db.execute(delete(Consent).where(mine, Consent.purpose.in_((NAMED, NUMBERED))))
    db.execute(delete(Listing).where(or_(Listing.coach_id == member_id, Listing.client_id == member_id)))
