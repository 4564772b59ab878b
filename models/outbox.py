"""The outbox: every text that can't be the answer to an inbound one, until Twilio has it and says how it went.

A letter joins its address's line when it is due; letters of one line leave one after another, those in haste first.
`due_at` is for the person's sake (not at night, not in a pause), `not_before` for the carrier's (tried too soon).
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.acts import Act
from models.base import AnyRow, Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Address
from models.sealing import Sealed, SealedJSON

LETTER = Lifecycle(
    "letter",
    {
        # A callback may tell of a text that we believe is still here.
        "queued": ("sending", "held", "withdrawn", "accepted", "sent", "delivered", "read", "failed"),
        "sending": ("queued", "held", "accepted", "sent", "delivered", "read", "failed", "withdrawn"),
        "held": ("queued", "failed", "withdrawn"),  # no way to this person just now
        "accepted": ("sent", "delivered", "read", "failed", "queued"),
        "sent": ("delivered", "read", "failed", "queued"),
        "delivered": ("read",),
        "read": (),
        # A late receipt outranks an early failure; and a letter may be sent again.
        "failed": ("delivered", "read", "queued", "withdrawn"),
        "withdrawn": (),
    },
)
# Longer than asking Twilio and then sending may take: four times messaging.sending.TIMEOUT. After that somebody
# else may ask what became of it.
LEASE = timedelta(seconds=40)
DONE = ("accepted", "sent", "delivered", "read", "failed", "withdrawn")
OF_AN_ACT = "act_id IS NOT NULL"
_QUEUED = "status = 'queued'"
_PASSED = "author_id IS NOT NULL"
_TO_MANY = "broadcast_id IS NOT NULL"
PATIENCE = timedelta(days=3)  # how long a letter waits for a way to its person, unless it says otherwise


class Haste(IntEnum):
    """What leaves first, of all that is due."""

    AT_ONCE = 0  # its minute is what it is for: half time
    USUAL = 1
    PATIENT = 2  # nobody waits for it: a thousand of these hold up nothing else


class Letter(HasLifecycle, Base):
    """One text to one address."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_status_due_id", "status", "due_at", "id"),
        Index(
            "ix_outbox_queued",
            "haste",
            "due_at",
            "id",
            sqlite_where=text(_QUEUED),
            postgresql_where=text(_QUEUED),
        ),
        Index("ix_outbox_address_status_due", "address_id", "status", "due_at", "id"),
        Index("ix_outbox_act_id", "act_id", sqlite_where=text(OF_AN_ACT), postgresql_where=text(OF_AN_ACT)),
        Index("ix_outbox_author", "author_id", sqlite_where=text(_PASSED), postgresql_where=text(_PASSED)),
        Index(
            "ix_outbox_broadcast_id",
            "broadcast_id",
            sqlite_where=text(_TO_MANY),
            postgresql_where=text(_TO_MANY),
        ),
    )
    lifecycle = LETTER

    id: Mapped[int] = mapped_column(primary_key=True)  # below nought: discreet, see `put`
    ref: Mapped[str] = mapped_column(String(32), unique=True)  # what the status callback's URL carries
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    status: Mapped[str] = mapped_column(String(16), default="queued")
    body: Mapped[str] = mapped_column(Sealed("outbox.body"))
    # The copy the body was made of, with its facts and options: what a template or buttons need.
    wording: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("outbox.wording"))
    answers: Mapped[str | None] = mapped_column(String(64))  # the sid of the text this is the answer to
    # Whose words it holds, where they are only passed on: then they are forgotten when it has arrived (`models/passing.py`).
    author_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    act_id: Mapped[int | None]  # the act that wrote it (`models/acts.py`); given out before that is a row
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"))  # what it is one of many of
    number: Mapped[str | None] = mapped_column(String(64))  # which of ours it last left from
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error: Mapped[str | None] = mapped_column(String(40))  # Twilio's code or ours, never words
    attempts: Mapped[int] = mapped_column(default=0)
    haste: Mapped[int] = mapped_column(SmallInteger, default=Haste.USUAL, server_default="1")
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    not_before: Mapped[datetime] = mapped_column(default=clock.now)
    not_after: Mapped[datetime]  # too late to be of use: a coordinator is told
    claimed_at: Mapped[datetime | None]  # wall clock
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


_TABLE, _ACTS = table_of(Letter), table_of(Act)
_PUT = insert(_TABLE).values(status=literal_column("'queued'"), attempts=literal_column("0"))
_LAST = select(func.max(_TABLE.c.id))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be written. Times are aware UTC; without them it is due now and waits as long as we have patience."""

    address_id: int
    body: str
    wording: dict[str, Any] | None = None
    answers: str | None = None
    author: int | None = None
    act: int | None = None
    broadcast: int | None = None
    due: datetime | None = None
    not_after: datetime | None = None
    haste: Haste = Haste.USUAL
    discreet: bool = False  # nobody but its reader learns that there is such a letter


def put(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Write letters, in order, with one statement. Delivery takes them from here.

    Coordinators see letters' numbers. A discreet one has a number of its own choice below nought, so that theirs skip none,
    and is on no list."""
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "ref": uuid4().hex,
            "address_id": draft.address_id,
            "body": draft.body,
            "haste": int(draft.haste),
            "due_at": draft.due or now,
            "not_before": draft.due or now,
            "not_after": draft.not_after or (draft.due or now) + PATIENCE,
            "created_at": now,
        }
        for draft in drafts
    ]
    # Few letters on SMS have any of these.
    more = [(one.wording, one.answers, one.author, one.act, one.broadcast) for one in drafts]
    if any(map(any, more)):
        for row, some in zip(rows, more, strict=True):
            row |= dict(zip(("wording", "answers", "author_id", "act_id", "broadcast_id"), some, strict=True))
    usual = [row for row, draft in zip(rows, drafts, strict=True) if not draft.discreet]
    if usual:
        first = _first(connection)
        ids = ({"id": first + at} for at in range(len(usual))) if first else ({} for _row in usual)
        connection.execute(_PUT, [row | own for row, own in zip(usual, ids, strict=True)])
    discreet = [row for row, draft in zip(rows, drafts, strict=True) if draft.discreet]
    if discreet:
        first = -secrets.randbelow(2**31 - len(discreet)) - len(discreet)
        connection.execute(_PUT, [row | {"id": first + at} for at, row in enumerate(discreet)])


def _first(connection: Connection) -> int | None:
    """1 where SQLite would go on from below nought, because only discreet letters are there; else None: it knows."""
    if connection.dialect.name != "sqlite":
        return None
    last = connection.execute(_LAST).scalar()
    return 1 if last is not None and last < 0 else None


def a_person_wrote(
    connection: Connection, member_id: int, within: timedelta, commands: Collection[str]
) -> bool:
    """Whether the last letter that left for this member, not longer ago than that, is a coordinator's own words: to many,
    or by one of these commands."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    left = (
        _TABLE.c.status.in_(("accepted", "sent", "delivered", "read")),
        _TABLE.c.due_at > clock.now() - within,
    )
    last = select(_TABLE.c.broadcast_id, _ACTS.c.command).join_from(
        _TABLE, _ACTS, _ACTS.c.id == _TABLE.c.act_id, isouter=True
    )
    last = last.where(_TABLE.c.address_id.in_(theirs), *left)
    row = connection.execute(last.order_by(_TABLE.c.due_at.desc(), _TABLE.c.id.desc()).limit(1)).first()
    return row is not None and (row.broadcast_id is not None or row.command in commands)


def hasten(connection: Connection, member_id: int, when: datetime | None = None) -> None:
    """What waits for an hour of this person's may leave now, or `when` (aware UTC) it suits them."""
    due = when or clock.now()
    theirs = select(Address.id).where(Address.member_id == member_id)
    dated = update(_TABLE).where(
        _TABLE.c.address_id.in_(theirs),
        _TABLE.c.status == "queued",
        _TABLE.c.due_at > due,
        _TABLE.c.attempts == 0,  # one that was tried waits for the carrier, not for them
    )
    connection.execute(dated.values(due_at=due, not_before=due))


def withdraw(connection: Connection, member_id: int) -> None:
    """What has not left yet for this person stays here; what a worker holds is looked at when it comes back."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    waiting = update(_TABLE).where(_TABLE.c.address_id.in_(theirs), _TABLE.c.status.in_(("queued", "held")))
    connection.execute(waiting.values(status="withdrawn"))


def with_sid(connection: Connection, sid: str) -> AnyRow | None:
    """When the letter that Twilio calls so was written, and of what; None when we know none of that name."""
    ours = select(_TABLE.c.created_at, _TABLE.c.wording).where(_TABLE.c.sid == sid)
    return connection.execute(ours).one_or_none()


def is_leaving(connection: Connection, address_id: int) -> bool:
    """Whether a worker holds a letter to this address, so that Twilio may have it under a sid we don't know yet."""
    theirs = _TABLE.c.address_id == address_id, _TABLE.c.status == "sending"
    return connection.execute(select(_TABLE.c.id).where(*theirs).limit(1)).first() is not None


def readdress(connection: Connection, letter_id: int, address_id: int) -> None:
    """Send a letter that is queued or held to another address of the same person, in that one's line."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(("queued", "held")))
    connection.execute(mine.values(address_id=address_id, status="queued", not_before=clock.now()))


def readdress_all(connection: Connection, old_id: int, new_id: int) -> None:
    """Send all that is queued or held for one address to another of the same person."""
    waiting = update(_TABLE).where(_TABLE.c.address_id == old_id, _TABLE.c.status.in_(("queued", "held")))
    connection.execute(waiting.values(address_id=new_id, status="queued"))


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` letters that were due before then and wait for nothing any more. How many."""
    done = select(_TABLE.c.id).where(_TABLE.c.status.in_(DONE), _TABLE.c.due_at < before).limit(most)
    ids = list(connection.execute(done).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
