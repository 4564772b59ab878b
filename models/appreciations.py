"""Appreciations: thanks that may stand in the monthly letter, if whoever wrote them and whoever they are for both say so.

A thank-you reaches its person as all words between members do, and is kept nowhere for that. It is here only while one of the
two may still say yes, and while a letter has it. A no looks like no answer, also to who asks for all that is kept of them.
"""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Select, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock, wishes
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import Sealed

APPRECIATION = Lifecycle(
    "appreciation",
    {
        "given": ("offered",),  # its author is asked first
        "offered": ("public", "declined"),  # then its reader
        "public": ("declined",),
        "declined": (),
    },
)


class Appreciation(HasLifecycle, Base):
    """One thank-you, in its author's words."""

    __tablename__ = "appreciations"
    lifecycle = APPRECIATION

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8), default="given")
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("appreciations.words"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    agreed_at: Mapped[datetime | None]  # by both

    author: Mapped[Member] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)
    reader: Mapped[Member] = relationship(foreign_keys=[reader_id], lazy="joined", innerjoin=True)


def give(db: Session, author_id: int, reader_id: int, words: str) -> Appreciation:
    """A thank-you whose author is yet to say whether it may stand in the letter."""
    made = Appreciation(author_id=author_id, reader_id=reader_id, words=words)
    db.add(made)
    db.flush()
    return made


def between_them(db: Session, one: Appreciation) -> None:
    """Its author keeps it between the two: nothing of it is kept."""
    db.delete(one)
    db.flush()


def take_out(db: Session, member_id: int) -> None:
    """No letter has a thank-you by this member, or for them, any more."""
    mine = select(Appreciation).where(Appreciation.author_id == member_id).with_for_update(of=Appreciation)
    for one in db.scalars(mine):
        db.delete(one)
    theirs = select(Appreciation).where(
        Appreciation.reader_id == member_id, Appreciation.status.in_(("offered", "public"))
    )
    for one in db.scalars(theirs.with_for_update(of=Appreciation)):
        one.status = "declined"
    db.flush()


def public(db: Session, since: datetime, until: datetime) -> list[Appreciation]:
    """What both agreed to in this time (aware UTC, the end left out), of members who are still here and of whom neither never
    wants to meet the other, in the order it was written."""
    rows = select(Appreciation).where(
        Appreciation.status == "public",
        Appreciation.agreed_at >= since,
        Appreciation.agreed_at < until,
        ~wishes.never(Appreciation.author_id, Appreciation.reader_id),
    )
    return [
        one
        for one in db.scalars(rows.order_by(Appreciation.id))
        if all(who.status == "verified" and who.stopped_at is None for who in (one.author, one.reader))
    ]


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were written before then. How many."""
    table = table_of(Appreciation)
    return _forget(connection, select(table.c.id).where(table.c.created_at < before).limit(most))


def expire_unagreed(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were written before then and to which not both have said yes. How many."""
    table = table_of(Appreciation)
    old = select(table.c.id).where(table.c.created_at < before, table.c.status != "public")
    return _forget(connection, old.limit(most))


def _forget(connection: Connection, which: Select[tuple[int]]) -> int:
    ids = list(connection.scalars(which))
    if ids:
        table = table_of(Appreciation)
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
