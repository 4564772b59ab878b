"""Consents: what somebody agreed to, purpose by purpose, each given and perhaps withdrawn on its own. Rows stay when one is
withdrawn, so that it can be told what was so on a day; which words it was given in says its version.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.members import Member


class Consent(Base):
    """One purpose, one version of its words, given once and perhaps withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_member_purpose", "member_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    purpose: Mapped[str] = mapped_column(
        String(16)
    )  # data, matching, texts; for logs see `models/listings.py`
    version: Mapped[str] = mapped_column(String(16))  # of the words they agreed to
    language: Mapped[str] = mapped_column(String(8))
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]
    to_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id"), index=True
    )  # given to this member alone


def give(db: Session, member: Member, purpose: str, version: str, to: int | None = None) -> None:
    """Record that `member` agreed to `purpose`, in the words of `version` and in their language. `to`: a member who alone
    may go by it."""
    given = {"member_id": member.id, "purpose": purpose, "version": version, "language": member.language}
    db.add(Consent(**given, to_id=to))


def withdraw(db: Session, member: Member, purpose: str, to: int | None = None) -> None:
    """Record that `member` no longer agrees to `purpose`; their other consents stay as they are. `to`: as given to this
    member."""
    given = select(Consent).where(
        Consent.member_id == member.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    for row in db.scalars(given if to is None else given.where(Consent.to_id == to)):
        row.withdrawn_at = clock.now()


def agrees(db: Session, member: Member, purpose: str) -> bool:
    """Whether `member` agrees to `purpose` today."""
    given = select(Consent.id).where(
        Consent.member_id == member.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    return db.scalar(given.limit(1)) is not None


def every(db: Session, member_id: int) -> list[Consent]:
    """All that this member ever agreed to, withdrawn or not, in order."""
    return list(db.scalars(select(Consent).where(Consent.member_id == member_id).order_by(Consent.id)))


def last(db: Session, member_id: int, purpose: str) -> Consent | None:
    """What they said last of this purpose: a consent that stands, else the newest that was withdrawn."""
    theirs = [one for one in every(db, member_id) if one.purpose == purpose]
    standing = [one for one in theirs if one.withdrawn_at is None]
    chosen = standing or theirs
    return chosen[-1] if chosen else None
