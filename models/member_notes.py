"""What coordinators note about a person, for each other. The person gets it with all else that is kept of them."""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base, table_of
from models.sealing import Sealed

LONGEST = 300  # characters


class MemberNote(Base):
    """One note about one person."""

    __tablename__ = "member_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))  # the coordinator
    words: Mapped[str] = mapped_column(Sealed("member_notes.words"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)


def of(db: Session, member_id: int) -> list[MemberNote]:
    """What is noted about this person, the newest first."""
    rows = select(MemberNote).where(MemberNote.member_id == member_id)
    return list(db.scalars(rows.order_by(MemberNote.id.desc())))


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were written before then. How many."""
    table = table_of(MemberNote)
    ids = list(
        connection.execute(select(table.c.id).where(table.c.written_at < before).limit(most)).scalars()
    )
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
