"""Broadcasts: one coordinator's words to many people, from their draft to what became of it, and who reads them.

Who reads it is settled when it is previewed, a row for each, so nobody else gets it than those who were counted. A reader
without `due_at` has no letter yet; both are written in one transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.consents import Consent
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Address, Member
from models.sealing import Sealed, SealedJSON
from models.seats import Seat
from models.texts import Text

BROADCAST = Lifecycle(
    "broadcast",
    {
        "draft": (
            "confirmed",
            "sending",
            "sent",
            "expired",
        ),  # previewed; a few people are written to at once
        "confirmed": ("sending", "undone"),
        "sending": ("sent", "undone"),  # letters are being written
        "sent": ("undone",),  # all are written; some may leave later
        "undone": (),  # what hadn't left was withdrawn
        "expired": (),
    },
)
GOING = ("confirmed", "sending")
_WAITING = "due_at IS NULL"
_CHUNK = 5000  # rows of one INSERT
AT_ONCE = 10  # broadcasts forgotten in one turn; each may have thousands of readers


class Broadcast(HasLifecycle, Base):
    """One text to many."""

    __tablename__ = "broadcasts"
    __table_args__ = (Index("ix_broadcasts_status", "status"),)
    lifecycle = BROADCAST

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(12), default="draft")
    by_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    # The coordinator's words; None: they are our own, or their time is over.
    words: Mapped[str | None] = mapped_column(Sealed("broadcasts.words"))
    query: Mapped[list[Any]] = mapped_column(
        SealedJSON("broadcasts.query")
    )  # `flows/coordinating/audience.py`
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))  # one that was undone
    people: Mapped[int] = mapped_column(default=0)  # who were to read it
    written: Mapped[int] = mapped_column(default=0)  # letters so far
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class Reader(Base):
    """One person who is to read one broadcast."""

    __tablename__ = "broadcast_readers"
    __table_args__ = (
        Index("uq_broadcast_readers_once", "broadcast_id", "member_id", unique=True),
        Index("ix_broadcast_readers_member_due", "member_id", "due_at"),
        Index(
            "ix_broadcast_readers_waiting",
            "broadcast_id",
            "member_id",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    due_at: Mapped[datetime | None]  # when their letter is due; None: it isn't written


_BROADCASTS, _READERS, _MEMBERS = table_of(Broadcast), table_of(Reader), table_of(Member)
_ADDRESSES, _TEXTS = table_of(Address), table_of(Text)


def reachable() -> ColumnElement[bool]:
    """Who may read what is for many: they joined and agree to be texted, or coordinate; and they haven't stopped."""
    agrees = exists().where(
        Consent.member_id == Member.id, Consent.purpose == "texts", Consent.withdrawn_at.is_(None)
    )
    joined = Member.status.in_(("applied", "queried", "verified")) & agrees
    return Member.stopped_at.is_(None) & Member.address_id.is_not(None) & or_(joined, seated())


def seated() -> ColumnElement[bool]:
    """Who holds a seat, in whichever role."""
    return exists().where(Seat.member_id == Member.id, Seat.status == "held")


def draft(db: Session, by: int, words: str | None, query: list[Any], readers: Sequence[int]) -> Broadcast:
    """A new draft for these members. The one its author previewed before gives way to it."""
    older = select(Broadcast).where(Broadcast.by_id == by, Broadcast.status == "draft")
    for one in db.scalars(older):
        one.status = "expired"
        db.execute(delete(_READERS).where(_READERS.c.broadcast_id == one.id))
    made = Broadcast(by_id=by, words=words, query=query, people=len(readers), written=0)
    db.add(made)
    db.flush()
    rows = [{"broadcast_id": made.id, "member_id": one} for one in readers]
    for at in range(0, len(rows), _CHUNK):
        db.execute(insert(_READERS), rows[at : at + _CHUNK])
    return made


def after(db: Session, of: Broadcast, by: int, words: str | None) -> Broadcast:
    """Words to all whom a broadcast reached before it was undone. They are to be sent."""
    made = Broadcast(
        status="confirmed", by_id=by, words=words, query=of.query, follows_id=of.id, written=0, people=0,
        confirmed_at=clock.now(),
    )  # fmt: skip
    db.add(made)
    db.flush()
    had = select(literal(made.id), _READERS.c.member_id).where(
        _READERS.c.broadcast_id == of.id, _READERS.c.due_at.is_not(None)
    )
    db.execute(insert(_READERS).from_select(["broadcast_id", "member_id"], had))
    mine = select(func.count()).select_from(_READERS).where(_READERS.c.broadcast_id == made.id)
    made.people = db.scalars(mine).one()
    return made


def last(db: Session, *status: str) -> Broadcast | None:
    """The one confirmed last, or of these statuses."""
    wanted = status or ("confirmed", "sending", "sent", "undone")
    rows = select(Broadcast).where(Broadcast.status.in_(wanted))
    return db.scalar(rows.order_by(Broadcast.confirmed_at.desc(), Broadcast.id.desc()).limit(1))


# What is written of it, a batch at a time: statements built once.

_NEXT = (
    select(_BROADCASTS)
    .where(_BROADCASTS.c.status.in_(GOING), _BROADCASTS.c.id > bindparam("after"))
    .order_by(_BROADCASTS.c.id)
    .limit(1)
    .with_for_update(key_share=True)
)
_TO_WRITE = (
    select(_READERS.c.member_id)
    .join(Member, Member.id == _READERS.c.member_id)
    .where(_READERS.c.broadcast_id == bindparam("broadcast"), _READERS.c.due_at.is_(None), reachable())
    .order_by(_READERS.c.member_id)
    .limit(bindparam("most"))
)
_WRITTEN = (
    update(_READERS)
    .where(_READERS.c.broadcast_id == bindparam("broadcast"), _READERS.c.member_id == bindparam("member"))
    .values(due_at=bindparam("b_due"))
)
_AT_ONCE = (
    func.unnest(
        cast(bindparam("members"), postgresql.ARRAY(Integer)),
        cast(bindparam("dues"), postgresql.ARRAY(DateTime(timezone=True))),
    )
    .table_valued("member", "due")
    .render_derived()
)
# PostgreSQL would answer each row by itself.
_WRITTEN_AT_ONCE = (
    update(_READERS)
    .where(_READERS.c.broadcast_id == bindparam("broadcast"), _READERS.c.member_id == _AT_ONCE.c.member)
    .values(due_at=_AT_ONCE.c.due)
)
_PROGRESS = (
    update(_BROADCASTS)
    .where(_BROADCASTS.c.id == bindparam("broadcast"))
    .values(status=bindparam("b_status"), written=bindparam("b_written"))
)


def next_going(connection: Connection, after: int = 0) -> AnyRow | None:
    """The first broadcast with letters to write, locked; of those with a higher id than `after`."""
    return connection.execute(_NEXT, {"after": after}).first()


def going(connection: Connection, broadcast_id: int) -> AnyRow | None:
    """This broadcast, locked, if it has letters to write."""
    row = next_going(connection, broadcast_id - 1)
    return row if row is not None and row.id == broadcast_id else None


def to_write(connection: Connection, broadcast_id: int, most: int) -> list[int]:
    """Some of those who have no letter yet and may still be written to."""
    return list(connection.scalars(_TO_WRITE, {"broadcast": broadcast_id, "most": most}))


def wrote(connection: Connection, row: AnyRow, dues: dict[int, datetime], *, over: bool) -> None:
    """These people have their letter, due then. `over`: that was everybody."""
    if dues and connection.dialect.name == "postgresql":
        both = {"members": list(dues), "dues": list(dues.values())}
        connection.execute(_WRITTEN_AT_ONCE, {"broadcast": row.id, **both})
    elif dues:
        rows = [{"broadcast": row.id, "member": one, "b_due": due} for one, due in dues.items()]
        connection.execute(_WRITTEN, rows)
    status = BROADCAST.check("sending", "sent") if over else "sending"
    values = {"broadcast": row.id, "b_status": status, "b_written": row.written + len(dues)}
    connection.execute(_PROGRESS, values)


def spare_waiting(connection: Connection, broadcast_id: int) -> int:
    """Who has no letter yet gets none. How many."""
    mine = _READERS.c.broadcast_id == broadcast_id, _READERS.c.due_at.is_(None)
    return connection.execute(delete(_READERS).where(*mine)).rowcount


def last_read(connection: Connection, member_ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these people last had a broadcast, or will have it; who never did is left out."""
    rows = (
        select(_READERS.c.member_id, func.max(_READERS.c.due_at))
        .where(_READERS.c.member_id.in_(member_ids), _READERS.c.due_at.is_not(None))
        .group_by(_READERS.c.member_id)
    )
    return {member: at for member, at in connection.execute(rows)}


def forget_words(connection: Connection, before: datetime, most: int) -> int:
    """Forget the words of up to `most` broadcasts that are older. How many."""
    old = _BROADCASTS.c.created_at < before, _BROADCASTS.c.words.is_not(None)
    ids = list(
        connection.scalars(
            select(_BROADCASTS.c.id).where(*old, _BROADCASTS.c.status.not_in(GOING)).limit(most)
        )
    )
    if ids:
        connection.execute(update(_BROADCASTS).where(_BROADCASTS.c.id.in_(ids)).values(words=None))
    return len(ids)


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` broadcasts that are older and of which no letter is left, and who read them. How many."""
    later = _BROADCASTS.alias()
    old = (
        _BROADCASTS.c.created_at < before,
        _BROADCASTS.c.status.not_in(GOING),
        ~select(later.c.id).where(later.c.follows_id == _BROADCASTS.c.id).exists(),
        ~exists(text("1 FROM outbox WHERE outbox.broadcast_id = broadcasts.id")),
    )
    ids = list(connection.scalars(select(_BROADCASTS.c.id).where(*old).limit(min(most, AT_ONCE))))
    if ids:
        connection.execute(delete(_READERS).where(_READERS.c.broadcast_id.in_(ids)))
        connection.execute(delete(_BROADCASTS).where(_BROADCASTS.c.id.in_(ids)))
    return len(ids)
