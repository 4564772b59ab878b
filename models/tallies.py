"""Tallies: how often what happened, for `/metrics`. Numbers only, of all people together."""

from collections import Counter

from sqlalchemy import Connection, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, table_of
from models.database import insert_once


class Tally(Base):
    """One count that only grows."""

    __tablename__ = "tallies"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


_TABLE = table_of(Tally)
_GROW = (
    update(_TABLE)
    .where(_TABLE.c.name == bindparam("tally"), _TABLE.c.label == bindparam("its_label"))
    .values(count=_TABLE.c.count + bindparam("more"))
)


def grow(connection: Connection, name: str, more: Counter[str]) -> None:
    """Add to the counts of `name`, by label. Always in the same order: two workers never wait in a ring."""
    if not more:
        return
    rows = [{"tally": name, "its_label": label, "more": more[label]} for label in sorted(more)]
    first = [{"name": name, "label": label, "count": 0} for label in sorted(more)]
    connection.execute(insert_once(connection, _TABLE), first)
    connection.execute(_GROW, rows)


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Every count, by name and label."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(select(_TABLE).order_by(_TABLE.c.name, _TABLE.c.label)):
        found.setdefault(row.name, {})[row.label] = row[2]
    return found
