"""The chain of acts: each row holds a MAC over its own fields and the MAC before it, so whoever changes, takes out, swaps
or puts in a row without the key is found, and where.

The key is random, made with the first act, and sealed like everything else by the keyring. A rotation of keys seals it
anew and leaves it as it is, so the chain never has to be made again. Whoever holds only the database can't open it.

The head says how many acts there are and what the last one's MAC is, under a MAC of its own: cut off at the end, the
chain is shorter than its head says. Somebody could put an old head back together with the old acts; against that the
head is told outside of the database: in the log with each turn of the retention, as a metric, and to any coordinator
who asks, as a mark (`41-9f3c21ab`) that later has to be found in the chain.

Old acts are pruned from the beginning. The head keeps the MAC of the last that is gone: from there on the chain is
still whole.
"""

import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.acts import Act, Doing
from models.base import AnyRow, Base, table_of
from models.database import insert_once
from models.sealing import Sealed

HEAD = 1  # there is one
SHORT = 8  # signs of a MAC in a mark
BATCH = 500


class Head(Base):
    """Where the chain ends, and where it begins since its first acts were pruned."""

    __tablename__ = "chain"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Sealed("chain.key"))
    place: Mapped[int]  # of the newest act
    mac: Mapped[str] = mapped_column(String(64))
    pruned_place: Mapped[int]  # of the newest act that is gone; the triggers let none go that came later
    pruned_mac: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))  # a MAC over these four


_ACTS, _HEAD = table_of(Act), table_of(Head)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain doesn't hold. `act` is the number of the row there, if there is one."""

    place: int
    how: str  # see HOW
    act: int | None = None


HOW = {
    "changed": "the row there isn't what was written",
    "missing": "a row is missing",
    "cut": "what came after is cut off",
    "head": "the chain's head isn't what was written",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found."""

    count: int  # acts that are there
    mark: str  # of the last one that holds
    broken: Break | None = None


def append(connection: Connection, doing: Doing) -> int:
    """Write an act at the end. Whoever else has something to write waits until this transaction ends. Its number."""
    head = _head(connection, lock=True)
    values: dict[str, Any] = {
        "id": doing.id,
        "place": head.place + 1,
        "at": clock.now(),
        "by_id": doing.by,
        "command": doing.command,
        "about": "".join(f" {kind}:{one}" for kind, one in doing.about) + " ",
        "before": doing.before,
        "after": doing.after,
        "text_sid": doing.text_sid,
        "undoes": doing.undoes,
    }
    values["mac"] = _mac(head.key, head.mac, values)
    connection.execute(insert(_ACTS).values(values))
    _keep(connection, head, place=values["place"], mac=values["mac"])
    return doing.id


def verify(connection: Connection) -> Verdict:
    """Look at every act, and say where the first is that doesn't hold."""
    head = connection.execute(select(_HEAD).with_for_update(read=True)).one_or_none()
    rows = _rows(connection, 0)
    if head is None:
        first = next(rows, None)
        return Verdict(0, "0", None if first is None else Break(first.place, "head", first.id))
    if not hmac.compare_digest(head.seal, _sealed(head.key, _ends(head))):
        return Verdict(0, "0", Break(head.place, "head"))
    place, mac, count = head.pruned_place, head.pruned_mac, 0
    for row in rows:
        fault = _fault(head, place, mac, row)
        if fault is not None:
            return Verdict(count, mark_of(place, mac), fault)
        place, mac, count = row.place, row.mac, count + 1
    cut = Break(place + 1, "cut") if (place, mac) != (head.place, head.mac) else None
    return Verdict(count, mark_of(place, mac), cut)


def _fault(head: AnyRow, place: int, mac: str, row: AnyRow) -> Break | None:
    """What is wrong with the row after this place, if anything."""
    if row.place != place + 1:
        return Break(place + 1, "missing")
    if row.place > head.place or not hmac.compare_digest(row.mac, _mac(head.key, mac, row._mapping)):
        return Break(row.place, "changed", row.id)
    return None


def holds(connection: Connection, mark: str) -> bool | None:
    """Whether the act that a mark was made of is in the chain, as it was; None when it is older than what is kept."""
    place, _dash, mac = mark.strip().lower().partition("-")
    head = _head(connection)
    if not place.isdecimal() or len(mac) != SHORT:
        return False
    if int(place) < head.pruned_place:
        return None
    if int(place) == head.pruned_place:
        return str(head.pruned_mac).startswith(mac)
    there = select(_ACTS.c.mac).where(_ACTS.c.place == int(place))
    return str(connection.execute(there).scalar() or "").startswith(mac)


def mark(connection: Connection) -> str:
    """The head, short enough to be kept anywhere."""
    head = connection.execute(select(_HEAD.c.place, _HEAD.c.mac)).one_or_none()
    return "0" if head is None else mark_of(head.place, head.mac)


def mark_of(place: int, mac: str) -> str:
    """A place in the chain and the beginning of its MAC."""
    return f"{place}-{mac[:SHORT]}" if place else "0"


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` acts that were done before then, from the beginning. How many."""
    oldest = connection.execute(
        select(_ACTS.c.place, _ACTS.c.at, _ACTS.c.mac).order_by(_ACTS.c.place).limit(most)
    )
    old = [row for row in oldest if row.at < before]
    if old:
        head = _head(connection, lock=True)
        _keep(connection, head, pruned_place=old[-1].place, pruned_mac=old[-1].mac)
        connection.execute(delete(_ACTS).where(_ACTS.c.place <= old[-1].place))
    return len(old)


def _rows(connection: Connection, after: int) -> Iterator[AnyRow]:
    """All acts in order, some at a time."""
    while True:
        some = connection.execute(
            select(_ACTS).where(_ACTS.c.place > after).order_by(_ACTS.c.place).limit(BATCH)
        ).all()
        yield from some
        if len(some) < BATCH:
            return
        after = some[-1].place


def _head(connection: Connection, *, lock: bool = False) -> AnyRow:
    """The head; with `lock`, ours alone until the transaction ends. Made when there is none."""
    wanted = select(_HEAD).where(_HEAD.c.id == HEAD)
    found = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None:
        key = secrets.token_urlsafe(32)
        ends = (0, "", 0, "")
        names = dict(zip(("place", "mac", "pruned_place", "pruned_mac"), ends, strict=True))
        made = insert_once(connection, _HEAD).values(id=HEAD, key=key, seal=_sealed(key, ends), **names)
        connection.execute(made)
        found = connection.execute(wanted.with_for_update()).one()
    return found


def _ends(head: AnyRow) -> tuple[int, str, int, str]:
    return head.place, head.mac, head.pruned_place, head.pruned_mac


def _keep(connection: Connection, head: AnyRow, **changed: Any) -> None:
    ends = {name: getattr(head, name) for name in ("place", "mac", "pruned_place", "pruned_mac")} | changed
    seal = _sealed(head.key, tuple(ends.values()))
    connection.execute(update(_HEAD).where(_HEAD.c.id == HEAD).values(**ends, seal=seal))


def _mac(key: str, last: str, row: Any) -> str:
    """Over all of an act and the MAC of the one before."""
    fields = ("id", "place", "by_id", "command", "about", "before", "after", "text_sid", "undoes")
    moment = row["at"].astimezone(UTC).isoformat()
    return _hmac(key, ["act", last, moment, *(row[name] for name in fields)])


def _sealed(key: str, ends: tuple[Any, ...]) -> str:
    return _hmac(key, ["head", *ends])


def _hmac(key: str, value: list[Any]) -> str:
    said = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key.encode(), said.encode(), "sha256").hex()
