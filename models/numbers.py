"""Our own numbers: how fast each may send, and whether one is halted because it isn't set up right.

Kept in SQL, so that all workers together keep to one pace and a restart forgets nothing. Times are wall clock: the
carrier's seconds are real ones.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.database import insert_once

PROBE_AFTER = timedelta(minutes=15)  # a halted number is tried again with one text
TOLD_AT_ONCE = "2%"  # codes that answer the call itself; 3…, 6… mostly come with a status callback


class Number(Base):
    """One sender of ours: a number, a WhatsApp sender or a messaging service."""

    __tablename__ = "numbers"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)  # '+1500…', 'whatsapp:+1500…', 'MG…'
    free_at: Mapped[datetime]  # not before then does it send its next text
    halted_at: Mapped[datetime | None]
    halted_for: Mapped[str | None] = mapped_column(String(40))  # Twilio's code


_TABLE = table_of(Number)
_LOCKED = select(_TABLE).order_by(_TABLE.c.name).with_for_update()
_SPEND = update(_TABLE).where(_TABLE.c.name == bindparam("number")).values(free_at=bindparam("until"))


def lock(connection: Connection, names: tuple[str, ...]) -> dict[str, AnyRow]:
    """The state of these numbers, ours alone until the transaction ends: workers claim one after another."""
    known = {row.name: row for row in connection.execute(_LOCKED)}
    missing = [name for name in names if name not in known]
    if missing:
        rows = [{"name": name, "free_at": clock.wall()} for name in missing]
        connection.execute(insert_once(connection, _TABLE), rows)
        known = {row.name: row for row in connection.execute(_LOCKED)}
    return {name: known[name] for name in names}


def spend(connection: Connection, until: Mapping[str, datetime]) -> None:
    """Note when each of these numbers may send again."""
    if until:
        connection.execute(_SPEND, [{"number": name, "until": when} for name, when in until.items()])


def slow_down(connection: Connection, name: str, wait: timedelta) -> None:
    """Send nothing from this number for a while."""
    connection.execute(_SPEND, {"number": name, "until": clock.wall() + wait})


def halt(connection: Connection, name: str, code: str) -> bool:
    """Hold what this number would send; later one text tries it again. True when it was running until now."""
    now = clock.wall()
    held = update(_TABLE).where(_TABLE.c.name == name)
    first = connection.execute(
        held.where(_TABLE.c.halted_at.is_(None)).values(halted_at=now, halted_for=code)
    )
    connection.execute(held.values(free_at=now + PROBE_AFTER, halted_for=code))
    return first.rowcount == 1


def resume(connection: Connection, name: str, left_at: datetime, *, arrived: bool = False) -> None:
    """What it sent at `left_at` (wall clock) was taken, or even arrived: whatever was wrong is mended, and it may send
    on at once.

    What left before it was halted proves nothing; nor does it, in a trouble that Twilio tells of only later, that a
    text was taken.
    """
    halted = update(_TABLE).where(_TABLE.c.name == name, _TABLE.c.halted_at < left_at)
    if not arrived:
        halted = halted.where(_TABLE.c.halted_for.like(TOLD_AT_ONCE))
    connection.execute(halted.values(halted_at=None, halted_for=None, free_at=clock.wall()))


def is_halted(connection: Connection, name: str | None) -> bool:
    """Whether this number is halted now."""
    mine = select(_TABLE.c.name).where(_TABLE.c.name == name, _TABLE.c.halted_at.is_not(None))
    return connection.execute(mine).first() is not None


def halted(connection: Connection) -> list[AnyRow]:
    """The numbers that are halted now, with their codes."""
    return list(connection.execute(select(_TABLE).where(_TABLE.c.halted_at.is_not(None))))
