"""The outbox: every text that can't be the answer to an inbound one, until Twilio has it and says how it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, ForeignKey, Index, String, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Address, Member
from models.sealing import Sealed

LETTER = Lifecycle(
    "letter",
    {
        # A callback may tell of a text that we believe is still here.
        "queued": ("sending", "withdrawn", "accepted", "sent", "delivered", "read", "failed"),
        "sending": ("queued", "accepted", "sent", "delivered", "read", "failed", "withdrawn"),
        "accepted": ("sent", "delivered", "read", "failed"),
        "sent": ("delivered", "read", "failed"),
        "delivered": ("read",),
        "read": (),
        "failed": ("delivered", "read"),  # a late receipt outranks an early failure
        "withdrawn": (),
    },
)
# Longer than asking Twilio and then sending may take: four times messaging.sending.TIMEOUT. After that somebody
# else may ask what became of it.
LEASE = timedelta(seconds=40)
LONGEST = 1600  # characters of one text; Twilio refuses more
FIRST_LINE = 100  # characters; a longer one isn't ours
FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS = timedelta(seconds=15), timedelta(hours=1), 8


class Letter(HasLifecycle, Base):
    """One text to one address."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_status_id", "status", "id"),
        Index("ix_outbox_address_status", "address_id", "status"),
    )
    lifecycle = LETTER

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)  # what the status callback's URL carries
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    status: Mapped[str] = mapped_column(String(16), default="queued")
    body: Mapped[str] = mapped_column(Sealed("outbox.body"))
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error: Mapped[str | None] = mapped_column(String(40))  # Twilio's code or ours, never words
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]  # wall clock
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


_TABLE = table_of(Letter)
_PUT = insert(_TABLE)


def put(connection: Connection, address_id: int, body: str) -> None:
    """Write one text to one address; a very long one as several, in order. Delivery takes it from here."""
    while body:
        part, body = _parted(body)
        values = {
            "ref": uuid4().hex,
            "address_id": address_id,
            "status": LETTER.first,
            "body": part,
            "attempts": 0,
            "not_before": clock.now(),
            "created_at": clock.now(),
        }
        connection.execute(_PUT, values)


def _parted(body: str) -> tuple[str, str]:
    """As much as one text may hold, and the rest, which begins with the same first line: a lock screen shows it."""
    if len(body) <= LONGEST:
        return body, ""
    end = body.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
    first_line, line_end, _rest = body[:FIRST_LINE].partition("\n")
    return body[:end].rstrip(), (first_line + line_end if line_end else "") + body[end:].lstrip()


def withdraw(connection: Connection, member_id: int) -> None:
    """What has not left yet for this person stays here; what a worker holds is looked at when it comes back."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    queued = update(_TABLE).where(_TABLE.c.address_id.in_(theirs), _TABLE.c.status == "queued")
    connection.execute(queued.values(status="withdrawn"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text a worker took to send. `unclear`: another took it before, and nobody knows what became of it."""

    id: int
    ref: str
    address: str
    body: str
    created_at: datetime
    attempts: int
    unclear: bool


_OTHER, _ADDRESS, _MEMBER = _TABLE.alias(), table_of(Address), table_of(Member)
_TAKEN = (
    select(
        _TABLE.c.id,
        _TABLE.c.ref,
        _ADDRESS.c.address,
        _TABLE.c.body,
        _TABLE.c.created_at,
        _TABLE.c.attempts,
        _TABLE.c.status,
        _MEMBER.c.stopped_at,
    )
    .join_from(_TABLE, _ADDRESS, _TABLE.c.address_id == _ADDRESS.c.id)
    .join(_MEMBER, _ADDRESS.c.member_id == _MEMBER.c.id)
)
_FIRST_OF_ITS_ADDRESS = ~(
    select(_OTHER.c.id)
    .where(
        _OTHER.c.address_id == _TABLE.c.address_id,
        _OTHER.c.id < _TABLE.c.id,
        _OTHER.c.status.in_(("queued", "sending")),
    )
    .exists()
)
_READY = (
    _TAKEN.where(_TABLE.c.status == "queued", _TABLE.c.not_before <= bindparam("now"), _FIRST_OF_ITS_ADDRESS)
    .order_by(_TABLE.c.id)
    .limit(1)
    .with_for_update(of=_TABLE, skip_locked=True)
)
_ABANDONED = (
    _TAKEN.where(_TABLE.c.status == "sending", _TABLE.c.claimed_at < bindparam("expired"))
    .order_by(_TABLE.c.id)
    .limit(1)
    .with_for_update(of=_TABLE, skip_locked=True)
)
_CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("letter_id"))
    .values(status="sending", claimed_at=bindparam("b_now"), attempts=_TABLE.c.attempts + 1)
)
_WITHDRAW = update(_TABLE).where(_TABLE.c.id == bindparam("letter_id")).values(status="withdrawn")


def claim(connection: Connection) -> Claimed | None:
    """The next text to send, now ours for the length of a lease; texts to one address go one after another.

    One to somebody who asked us to stop is withdrawn: it was written in the same moment, or came back to be tried again.
    """
    while (row := _next(connection)) is not None and row.stopped_at is not None:
        connection.execute(_WITHDRAW, {"letter_id": row.id})
    if row is None:
        return None
    connection.execute(_CLAIM, {"letter_id": row.id, "b_now": clock.wall()})
    return Claimed(
        row.id, row.ref, row.address, row.body, row.created_at, row.attempts, row.status == "sending"
    )


def _next(connection: Connection) -> AnyRow | None:
    ready = connection.execute(_READY, {"now": clock.now()}).one_or_none()
    return ready or connection.execute(_ABANDONED, {"expired": clock.wall() - LEASE}).one_or_none()


def accepted(connection: Connection, letter_id: int, sid: str) -> None:
    """Twilio has it. A callback may have told us already."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status == "sending")
    connection.execute(mine.values(status="accepted", sid=sid, error=None))


def refused(connection: Connection, letter: Claimed, code: str, again: bool) -> None:
    """Twilio said no: for good, or to be tried again after a while that doubles each time."""
    mine = update(_TABLE).where(_TABLE.c.id == letter.id, _TABLE.c.status == "sending")
    if again and letter.attempts < MOST_ATTEMPTS:
        wait = min(FIRST_WAIT * 2**letter.attempts, LONGEST_WAIT)
        connection.execute(mine.values(status="queued", error=code, not_before=clock.now() + wait))
    else:
        connection.execute(mine.values(status="failed", error=code))


def unclaimed_sid(connection: Connection, sids: list[str]) -> str | None:
    """The first of these sids that no row has."""
    known = set(connection.execute(select(_TABLE.c.sid).where(_TABLE.c.sid.in_(sids))).scalars())
    return next((sid for sid in reversed(sids) if sid not in known), None)


# Twilio's words for what became of a text, and ours.
REPORTS = {
    "accepted": "accepted",
    "scheduled": "accepted",
    "queued": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "delivered": "delivered",
    "partially_delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}


def reported(connection: Connection, ref: str, sid: str, report: str, error: str | None) -> None:
    """Note a status callback. They come in any order, even before the call they are about returned: a status only
    moves on. `ref` is ours, from the callback's URL; an unknown text or report changes nothing."""
    status = REPORTS.get(report)
    if status is None:
        return
    this = or_(_TABLE.c.sid == sid, and_(_TABLE.c.ref == ref, _TABLE.c.sid.is_(None)))
    moved = update(_TABLE).where(this, _TABLE.c.status.in_(LETTER.before(status)))
    connection.execute(moved.values(status=status, sid=sid, error=error))
