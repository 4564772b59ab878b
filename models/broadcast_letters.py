"""A broadcast's letters: how many there are and how far they have come, and withdrawing those that haven't left."""

from sqlalchemy import Connection, bindparam, delete, distinct, func, select, update

from models.base import table_of
from models.broadcasts import Reader
from models.members import Address
from models.outbox import Letter
from models.texts import Text

_LETTERS, _READERS, _ADDRESSES, _TEXTS = map(table_of, (Letter, Reader, Address, Text))
_CHUNK = 5000  # parameters of one statement


def counts(connection: Connection, broadcast_id: int) -> dict[str, int]:
    """How many letters of this broadcast there are of each status."""
    rows = select(_LETTERS.c.status, func.count()).where(_LETTERS.c.broadcast_id == broadcast_id)
    return {one: int(count) for one, count in connection.execute(rows.group_by(_LETTERS.c.status))}


def withdraw(connection: Connection, broadcast_id: int) -> int:
    """What has not left yet of this broadcast stays here, and what failed isn't tried again; for whom it was, they have
    read nothing. How many letters. What a worker holds is looked at when it comes back (`workers/claiming.py`)."""
    waiting = update(_LETTERS).where(
        _LETTERS.c.broadcast_id == broadcast_id, _LETTERS.c.status.in_(("queued", "held", "failed"))
    )
    withdrawn = waiting.values(status="withdrawn").returning(_LETTERS.c.address_id)
    addresses = list(connection.scalars(withdrawn))
    theirs = select(_ADDRESSES.c.member_id).where(_ADDRESSES.c.id.in_(bindparam("addresses", expanding=True)))
    gone = delete(_READERS).where(_READERS.c.broadcast_id == broadcast_id, _READERS.c.member_id.in_(theirs))
    for at in range(0, len(addresses), _CHUNK):
        connection.execute(gone, {"addresses": addresses[at : at + _CHUNK]})
    return len(addresses)


def texted_since(connection: Connection, broadcast_id: int) -> int:
    """How many of its readers have texted us since theirs was due, about whatever it was."""
    rows = (
        select(func.count(distinct(_READERS.c.member_id)))
        .join_from(_READERS, _ADDRESSES, _ADDRESSES.c.member_id == _READERS.c.member_id)
        .join(_TEXTS, _TEXTS.c.address_id == _ADDRESSES.c.id)
        .where(_READERS.c.broadcast_id == broadcast_id, _TEXTS.c.received_at >= _READERS.c.due_at)
    )
    return int(connection.execute(rows).scalar_one())
