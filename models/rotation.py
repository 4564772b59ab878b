"""Key rotation: put the new key first in ENCRYPTION_KEYS, restart, run this, then drop the old key."""

from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, select, type_coerce, update

from models.base import Base, table_of
from models.database import run
from models.members import Address
from models.sealing import Sealed, SealedJSON, keyring

BATCH = 500  # rows a transaction


def rotate(engine: Engine) -> int:
    """Seal every value with the newest key and look addresses up by it. Returns how many values changed.

    Safe to run again, and with people in mid-conversation: each row is locked while it is sealed.
    """
    changed = 0
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Sealed | SealedJSON)]
        if columns:
            changed += _table(engine, table, columns)
    return changed


def _table(engine: Engine, table: Table, columns: list[Column[Any]]) -> int:
    changed, last = 0, None
    while True:
        done, last = run(engine, lambda connection, after=last: _batch(connection, table, columns, after))  # type: ignore[misc]  # a lambda with a default
        changed += done
        if last is None:
            return changed


def _batch(connection: Connection, table: Table, columns: list[Column[Any]], after: Any) -> tuple[int, Any]:
    """Seal up to BATCH rows after this key again; returns (values changed, last key seen or None at the end)."""
    (key,) = table.primary_key
    raw = [type_coerce(column, LargeBinary).label(column.name) for column in columns]
    ahead = (
        select(key.label("row_key"), *raw)
        if after is None
        else select(key.label("row_key"), *raw).where(key > after)
    )
    rows = connection.execute(ahead.order_by(key).limit(BATCH).with_for_update())
    changed, last = 0, None
    for row in rows.all():
        last = row.row_key
        values = _resealed(row._mapping, columns)
        if values:
            changed += len(values)
            if table is table_of(Address):
                values.update(_lookups(connection, row.row_key))
            connection.execute(update(table).where(key == row.row_key).values(values))
    return changed, last


def _resealed(row: Any, columns: list[Column[Any]]) -> dict[str, Any]:
    ring, values = keyring(), {}
    for column in columns:
        sealed = row[column.name]
        if sealed is None or ring.is_newest(bytes(sealed)):
            continue
        assert isinstance(column.type, Sealed | SealedJSON)
        place = column.type.place.encode()
        values[column.name] = type_coerce(ring.seal(ring.open(bytes(sealed), place), place), LargeBinary)
    return values


def _lookups(connection: Connection, address_id: int) -> dict[str, Any]:
    """The keyed hashes of an address, by the newest key."""
    table, ring = table_of(Address), keyring()
    row = connection.execute(select(table).where(table.c.id == address_id)).one()
    number = row.address.removeprefix("whatsapp:")
    hashes = {"lookup": ring.lookups(row.address)[0]}
    if number.startswith("+"):
        hashes["phone_lookup"] = ring.lookups(number)[0]
    if row.external_id is not None:
        hashes["external_lookup"] = ring.lookups(row.external_id)[0]
    return hashes
