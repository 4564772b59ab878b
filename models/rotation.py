"""Key rotation: put the new key first in ENCRYPTION_KEYS, restart, run this, then drop the old key."""

from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, bindparam, select, type_coerce, update

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
        done, last = run(engine, partial(_batch, table=table, columns=columns, after=last))
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
    rows = connection.execute(ahead.order_by(key).limit(BATCH).with_for_update()).all()
    # Rows in which the same columns change are written in one go.
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        values = _resealed(row._mapping, columns, table is table_of(Address))
        if values:
            told = {f"b_{name}": value for name, value in values.items()}
            alike.setdefault(tuple(values), []).append({"b_row_key": row.row_key, **told})
    for names, together in alike.items():
        new = {name: bindparam(f"b_{name}", type_=LargeBinary) for name in names}
        connection.execute(update(table).where(key == bindparam("b_row_key")).values(new), together)
    sealed = {column.name for column in columns}
    changed = sum(len(sealed.intersection(names)) * len(together) for names, together in alike.items())
    return changed, rows[-1].row_key if rows else None


def _resealed(row: Any, columns: list[Column[Any]], is_address: bool) -> dict[str, bytes]:
    """What of a row another key sealed, sealed by the newest; of an address the keyed hashes besides."""
    ring, values, opened = keyring(), {}, {}
    for column in columns:
        sealed = row[column.name]
        if sealed is None or ring.is_newest(bytes(sealed)):
            continue
        assert isinstance(column.type, Sealed | SealedJSON)
        place = column.type.place.encode()
        opened[column.name] = ring.open(bytes(sealed), place)
        values[column.name] = ring.seal(opened[column.name], place)
    return (
        values | _lookups({name: value.decode() for name, value in opened.items()}) if is_address else values
    )


def _lookups(opened: dict[str, str]) -> dict[str, bytes]:
    """The keyed hashes of what an address row holds, by the newest key."""
    ring, hashes = keyring(), {}
    if "address" in opened:
        number = opened["address"].removeprefix("whatsapp:")
        hashes["lookup"] = ring.lookups(opened["address"])[0]
        if number.startswith("+"):
            hashes["phone_lookup"] = ring.lookups(number)[0]
    if "external_id" in opened:
        hashes["external_lookup"] = ring.lookups(opened["external_id"])[0]
    return hashes
