"""What was done by whom: one row for each command that changed something. What it was about, and what it was before and
after, by reference: which rows, their statuses, ids and days. Never a name, nor words, nor anybody's number.

Rows are only added (`models/chain.py`, which also says how it shows when one is changed). Nothing points to members
here, so that what was done stays when one of them is erased; then nobody knows any more who `members:12` was.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Index, String, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, table_of

Row = tuple[str, int]  # a table and an id
STATES = re.compile(r"[a-z][a-z0-9_-]{0,23}")  # a status, a role, a code: one small word of ours
FIELDS = re.compile(r"[a-z_]+(:\d+)?(\.[a-z_]+)?")
LARGEST_ID = 2**31  # no phone number is taken for one
SOMETHING = "set"  # stands for a value that isn't to be kept here


class Act(Base):
    """One thing that somebody had done."""

    __tablename__ = "acts"
    # Ids never come back: letters carry them. They are given out before the row is there, so their order isn't the chain's.
    __table_args__ = (Index("ix_acts_by_place", "by_id", "place"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(unique=True)  # in the chain, with no gap
    at: Mapped[datetime]
    by_id: Mapped[int | None]  # a member; None: the space by itself
    command: Mapped[str] = mapped_column(String(40))
    about: Mapped[str]  # " members:12 pairings:3 ": looked through as it is, for there are few acts
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    text_sid: Mapped[str | None] = mapped_column(String(64), unique=True)  # one text, one act
    undoes: Mapped[int | None] = mapped_column(unique=True)  # nothing is taken back twice
    mac: Mapped[str] = mapped_column(String(64))

    @property
    def rows(self) -> list[Row]:
        """What it was about."""
        pairs = (one.split(":") for one in self.about.split())
        return [(kind, int(one)) for kind, one in pairs]

    def ids(self, kind: str) -> list[int]:
        """What of this table it was about."""
        return [one for table, one in self.rows if table == kind]


_TABLE = table_of(Act)


@dataclass
class Doing:
    """An act while it happens. What is written meanwhile for others carries its `id`, which makes it one."""

    connection: Connection
    command: str
    by: int | None
    text_sid: str | None = None
    about: list[Row] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    _id: int | None = None

    @property
    def id(self) -> int:
        """Its number; from now on it is an act, and is written down."""
        if self._id is None:
            self._id = _next_id(self.connection)
        return self._id

    @property
    def happened(self) -> bool:
        """Whether anything was changed, or written for others."""
        return self._id is not None or bool(self.before or self.after)

    def note(self, rows: Iterable[Row], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Add what it is about and what changed. Raises ValueError for what may not stand here."""
        self.about += [row for row in dict.fromkeys(rows) if row not in self.about]
        for into, given in ((self.before, before), (self.after, after)):
            for name, value in given.items():
                if not FIELDS.fullmatch(name):
                    raise ValueError("only names of fields")
                into[name] = reference(value)


def reference(value: Any) -> Any:
    """`value`, if it tells nothing of anybody: nothing, yes or no, an id, a moment, a status, or several of them. Raises
    ValueError for all else."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and 0 <= value < LARGEST_ID):
        return value
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, str) and STATES.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [reference(one) for one in value]
    raise ValueError(f"an act keeps no {type(value).__name__} like this: only ids, statuses and days")


def _next_id(connection: Connection) -> int:
    """A number that no other act has or will have. On SQLite nobody else writes until this transaction ends."""
    if connection.dialect.name == "postgresql":
        return int(
            connection.execute(text("SELECT nextval(pg_get_serial_sequence('acts', 'id'))")).scalar_one()
        )
    last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'acts'")).scalar()
    return int(last or 0) + 1


# Reading.


def undone(db: Session, ids: Sequence[int]) -> dict[int, Act]:
    """Those of these acts that were taken back, and by which act."""
    return {one.undoes: one for one in db.scalars(select(Act).where(Act.undoes.in_(ids))) if one.undoes}


def lately(db: Session, by: int, most: int, since: datetime | None = None) -> list[Act]:
    """The last acts of this person, the newest first."""
    mine = select(Act).where(Act.by_id == by)
    if since is not None:
        mine = mine.where(Act.at >= since)
    return list(db.scalars(mine.order_by(Act.place.desc()).limit(most)))


def about(db: Session, rows: Sequence[Row], most: int, *, after: int = 0) -> list[Act]:
    """The last acts about any of these rows, the newest first; `after`: since this place in the chain."""
    named = or_(*(_TABLE.c.about.contains(f" {kind}:{one} ") for kind, one in rows))
    found = select(Act).where(named, Act.place > after)
    return list(db.scalars(found.order_by(Act.place.desc()).limit(most)))
