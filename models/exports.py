"""Exports: one look at all that is kept of a member, behind a link and a code. There is one at a time for each member."""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock, codes
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle

EXPORT = Lifecycle("export", {"made": ("opened", "locked"), "opened": (), "locked": ()})
LASTS = timedelta(days=1)
MISSES = 5  # wrong codes, and the link is over


class Export(HasLifecycle, Base):
    """One link that was asked for. What it shows is put together when it is opened, and kept nowhere."""

    __tablename__ = "exports"
    # Links carry its id, which must never come back.
    __table_args__ = ({"sqlite_autoincrement": True},)
    lifecycle = EXPORT

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    status: Mapped[str] = mapped_column(String(8), default="made")
    code: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # keyed hash
    misses: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def is_open(self) -> bool:
        """Whether the right code still opens it."""
        return self.status == "made" and clock.now() - self.made_at < LASTS

    def opens(self, code: str) -> bool:
        """Whether this is its code; then it is opened, for good. Wrong ones are counted."""
        fits = any(hmac.compare_digest(self.code or b"", one) for one in _hashes(self.id, code))
        if fits:
            self.status, self.code = "opened", None
        else:
            self.misses += 1
            if self.misses >= MISSES:
                self.status, self.code = "locked", None
        return fits


def make(db: Session, member_id: int) -> tuple[Export, str]:
    """A new one in place of any other of this member's, and its code, which is kept nowhere."""
    db.execute(delete(Export).where(Export.member_id == member_id))
    made, code = Export(member_id=member_id), codes.fresh()
    db.add(made)
    db.flush()
    made.code = _hashes(made.id, code)[0]
    db.flush()
    return made, code


def locked(db: Session, export_id: int) -> Export | None:
    """This one, as it is now; nobody else opens it until this step is done."""
    rows = select(Export).where(Export.id == export_id)
    return db.scalar(rows.with_for_update().execution_options(populate_existing=True))


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were made before then. How many."""
    table = table_of(Export)
    ids = list(connection.scalars(select(table.c.id).where(table.c.made_at < before).limit(most)))
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)


def _hashes(export_id: int, code: str) -> list[bytes]:
    return codes.hashes(f"export {export_id}", code)
