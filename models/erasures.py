"""Erasures: who asked to be forgotten, and until when they may change their mind. What is done then is `models/erasing.py`.

A row says no more than a number: afterwards nobody knows who that was. It stays, so that a backup which is put back can be
made to forget the same people once more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import SealedJSON

ERASURE = Lifecycle(
    "erasure",
    {
        "asked": ("kept", "erasing"),
        "kept": (),  # they changed their mind
        "erasing": ("erased",),  # their rows are gone; mentions of them are being looked for
        "erased": (),
    },
)
CHANGE_OF_MIND = timedelta(days=1)
_ASKED = text("status = 'asked'")


class Erasure(HasLifecycle, Base):
    """One member who asked to be forgotten."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("uq_erasures_asked", "member_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),
    )
    lifecycle = ERASURE

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(8), default="asked")
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    # While it is `erasing`: what to look for in others' texts (`models/telltales.py`), and whose. Gone with the last step.
    traces: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("erasures.traces"))


_TABLE = table_of(Erasure)


def asked_by(db: Session, member_id: int) -> Erasure | None:
    """The erasure that this member can still call off, locked."""
    mine = select(Erasure).where(Erasure.member_id == member_id, Erasure.status == "asked")
    return db.scalar(mine.with_for_update(key_share=True).execution_options(populate_existing=True))


def ask(db: Session, member_id: int) -> Erasure:
    """This member asks for it; asked twice is asked once, and the first time counts."""
    made = asked_by(db, member_id)
    if made is None:
        made = Erasure(member_id=member_id, due_at=clock.now() + CHANGE_OF_MIND)
        db.add(made)
        db.flush()
    return made


def settle(erasure: Erasure, status: str) -> None:
    """It has come to this."""
    erasure.status, erasure.settled_at = status, clock.now()


def to_do(connection: Connection, most: int, after: int = 0) -> list[int]:
    """Those whose time for a change of mind is over, or that stopped half-way, the oldest first, after this one."""
    over = (_TABLE.c.status == "asked") & (_TABLE.c.due_at <= clock.now())
    rows = select(_TABLE.c.id).where(over | (_TABLE.c.status == "erasing"), _TABLE.c.id > after)
    return list(connection.scalars(rows.order_by(_TABLE.c.id).limit(most)))


def again(connection: Connection, member_ids: Iterable[int]) -> list[int]:
    """Let these members, whom a backup has brought back, be erased at once. Those whom there is something to do about."""
    with Session(bind=connection) as db:
        there = select(Member.id).where(Member.id.in_(list(member_ids)), Member.status != "erased")
        found = list(db.scalars(there.order_by(Member.id)))
        for one in found:
            ask(db, one).due_at = clock.now()
        db.flush()
    return found
