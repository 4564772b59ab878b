"""Reflections: what members write for themselves alone, of a session or at any time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.members import Member
from models.sealing import Sealed
from models.sessions import Account, Meeting


class Reflection(Base):
    """One that belongs to no session. What somebody wrote of a session for themselves lies in their account of it."""

    __tablename__ = "reflections"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("reflections.words"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)


@dataclass(frozen=True, slots=True)
class Page:
    """A reflection as its author reads it."""

    key: str  # what tells it from their others
    words: str
    written_at: datetime
    partner: Member | None  # whom they had met


def of(db: Session, member_id: int) -> list[Page]:
    """All that this member wrote for themselves, the newest first."""
    alone = db.scalars(select(Reflection).where(Reflection.member_id == member_id))
    found = [Page(f"r{one.id}", one.words, one.written_at, None) for one in alone]
    for written, meeting in db.execute(_of_sessions(member_id)).unique():
        partner = meeting.partner(member_id)
        found.append(Page(f"s{written.id}", written.feedback, written.written_at, partner))
    return sorted(found, key=lambda page: (page.written_at, page.key), reverse=True)


def _of_sessions(member_id: int) -> Any:
    return (
        select(Account, Meeting)
        .join(Meeting, Meeting.id == Account.session_id)
        .where(Account.member_id == member_id, Account.audience == "me", Account.feedback.is_not(None))
    )


def delete(db: Session, member_id: int, keys: list[str]) -> int:
    """Delete these of this member's reflections. How many there were."""
    gone = 0
    for one in db.scalars(select(Reflection).where(Reflection.member_id == member_id)):
        if f"r{one.id}" in keys:
            db.delete(one)
            gone += 1
    for written, _meeting in db.execute(_of_sessions(member_id)).unique():
        if f"s{written.id}" in keys:
            written.feedback = written.audience = None
            gone += 1
    db.flush()
    return gone
