"""The line: whose turn it is to leave, of the letters in the outbox, and what a worker sees of one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, literal_column, or_, select, tuple_, update

from models import clock, outbox
from models.base import AnyRow, table_of
from models.broadcasts import Broadcast
from models.members import Address, Member
from models.outbox import LETTER, Letter
from models.texts import Text

_TABLE = table_of(Letter)
_OTHER, _ADDRESS, _MEMBER, _TEXT = _TABLE.alias(), table_of(Address), table_of(Member), table_of(Text)
_BROADCAST = table_of(Broadcast)
HEARD = (
    select(_TEXT.c.received_at)
    .where(_TEXT.c.address_id == _TABLE.c.address_id)
    .order_by(_TEXT.c.id.desc())
    .limit(1)
    .correlate(
        _TABLE
    )  # by itself it would see the outbox only one step up, and deeper down take anybody's newest text
    .scalar_subquery()
)
SHOWN = (
    select(
        _TABLE,
        _ADDRESS.c.address,
        _ADDRESS.c.channel,
        _ADDRESS.c.number.label("texts_with"),
        _ADDRESS.c.parked_at,
        _ADDRESS.c.parked_for,
        _MEMBER.c.id.label("member_id"),
        _MEMBER.c.stopped_at,
        _BROADCAST.c.undone_at,  # taken back while a worker held the letter
        HEARD.label("heard_at"),
    )
    .join_from(_TABLE, _ADDRESS, _TABLE.c.address_id == _ADDRESS.c.id)
    .join(_MEMBER, _ADDRESS.c.member_id == _MEMBER.c.id)
    .join(_BROADCAST, _TABLE.c.broadcast_id == _BROADCAST.c.id, isouter=True)
)
_ITS_TURN = ~(
    select(_OTHER.c.id)
    .where(
        _OTHER.c.address_id == _TABLE.c.address_id,
        # Follows from what is below; without it PostgreSQL, until it has statistics, looks through all that waits.
        _OTHER.c.status.in_(("queued", "sending")),
        or_(
            _OTHER.c.status == "sending",
            and_(
                _OTHER.c.status == "queued",
                _OTHER.c.due_at <= bindparam("now"),
                tuple_(_OTHER.c.haste, _OTHER.c.due_at, _OTHER.c.id)
                < tuple_(_TABLE.c.haste, _TABLE.c.due_at, _TABLE.c.id),
            ),
        ),
    )
    .exists()
)
_READY = (
    SHOWN.where(
        _TABLE.c.status == literal_column("'queued'"),  # as the index says it
        _TABLE.c.due_at <= bindparam("now"),
        _TABLE.c.not_before <= bindparam("now"),
        func.coalesce(_ADDRESS.c.number, "").not_in(bindparam("busy", expanding=True)),
        _ITS_TURN,
    )
    .order_by(_TABLE.c.haste, _TABLE.c.due_at, _TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_TABLE, skip_locked=True)
)
_ABANDONED = (
    SHOWN.where(_TABLE.c.status == "sending", _TABLE.c.claimed_at < bindparam("expired"))
    .order_by(_TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_TABLE, skip_locked=True)
)
_TAKE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("letter_id"))
    .values(
        status="sending",
        claimed_at=bindparam("b_now"),
        number=bindparam("b_number"),
        attempts=_TABLE.c.attempts + 1,
    )
)
_MOVE = update(_TABLE).where(_TABLE.c.id == bindparam("letter_id")).values(status=bindparam("b_status"))


def ready(connection: Connection, busy: Sequence[str], most: int) -> list[AnyRow]:
    """Letters whose turn it is, locked, those in haste first, then the longest due; not those that text with a number that
    is busy."""
    return list(connection.execute(_READY, {"now": clock.now(), "busy": [*busy, "-"], "most": most}))


def abandoned(connection: Connection, most: int) -> list[AnyRow]:
    """Letters that a worker took and never told the end of, locked. Nobody knows what became of them."""
    return list(connection.execute(_ABANDONED, {"expired": clock.wall() - outbox.LEASE, "most": most}))


def take(connection: Connection, numbers: dict[int, str]) -> datetime:
    """These letters are ours for the length of a lease, to leave from these numbers. When it began, wall clock."""
    now = clock.wall()
    if numbers:
        rows = [{"letter_id": one, "b_now": now, "b_number": number} for one, number in numbers.items()]
        connection.execute(_TAKE, rows)
    return now


def move(connection: Connection, status: str, letter_ids: Sequence[int]) -> None:
    """Let these letters, locked by `ready`, be held, withdrawn or failed."""
    LETTER.check("queued", status)
    if letter_ids:
        connection.execute(_MOVE, [{"letter_id": one, "b_status": status} for one in letter_ids])


def find(connection: Connection, letter_id: int) -> AnyRow | None:
    """One letter as a worker sees it, locked."""
    return connection.execute(SHOWN.where(_TABLE.c.id == letter_id).with_for_update(of=_TABLE)).one_or_none()
