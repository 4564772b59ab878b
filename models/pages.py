"""Pages: how far a coordinator has read in a list that is longer than a text, so that MORE goes on with it."""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base, table_of


class Page(Base):
    """The list somebody looked at last. It holds no words."""

    __tablename__ = "pages"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    of: Mapped[str] = mapped_column(String(16))  # which list
    shown: Mapped[int]  # how many lines of it they have read
    shown_at: Mapped[datetime]


def turn(db: Session, member_id: int, of: str, shown: int) -> None:
    """They have read so many lines of this list, just now."""
    page = db.get(Page, member_id)
    if page is None:
        db.add(Page(member_id=member_id, of=of, shown=shown, shown_at=clock.now()))
    else:
        page.of, page.shown, page.shown_at = of, shown, clock.now()
    db.flush()


def close(db: Session, member_id: int) -> None:
    """They have read all of it."""
    page = db.get(Page, member_id)
    if page is not None:
        db.delete(page)
        db.flush()


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were looked at before then. How many."""
    table = table_of(Page)
    old = select(table.c.member_id).where(table.c.shown_at < before).limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(table).where(table.c.member_id.in_(ids)))
    return len(ids)
