"""What Twilio's Content API knows of our copy: the sid of each text's template or buttons, and WhatsApp's verdict."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Self

from sqlalchemy import Connection, Index, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of


class Template(Base):
    """One text in one language, as it was made at Twilio. Other words make another row, another name."""

    __tablename__ = "templates"
    __table_args__ = (Index("uq_templates_key_language", "key", "language", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    key: Mapped[str] = mapped_column(String(64))  # of the copy and its buttons, see `flows/templates.py`
    language: Mapped[str] = mapped_column(String(8))
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    # WhatsApp's word: unsubmitted, received, pending, approved, rejected, paused, disabled.
    status: Mapped[str] = mapped_column(String(16), default="unsubmitted")
    reason: Mapped[str | None] = mapped_column(String(400))
    checked_at: Mapped[datetime] = mapped_column(default=clock.now)


_TABLE = table_of(Template)


class Shelf(Mapping[tuple[str, str], AnyRow]):
    """Every template there is, by its key and language; read when the first is looked for, as nobody does for SMS."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], AnyRow] | None = None
        self._connection: Connection | None = None

    def over(self, connection: Connection) -> Self:
        """The same, to be read over this connection."""
        self._connection = connection
        return self

    def _read(self) -> dict[tuple[str, str], AnyRow]:
        if self._rows is None:
            assert self._connection is not None, "say over which connection"
            self._rows = made(self._connection)
        return self._rows

    def __getitem__(self, key: tuple[str, str]) -> AnyRow:
        return self._read()[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def made(connection: Connection) -> dict[tuple[str, str], AnyRow]:
    """Every template there is, by its key and language."""
    return {(row.key, row.language): row for row in connection.execute(select(_TABLE))}


def replace(connection: Connection, name: str, key: str, language: str, sid: str) -> None:
    """Note a template that was made at Twilio, in place of the one for these words until now."""
    connection.execute(delete(_TABLE).where(_TABLE.c.key == key, _TABLE.c.language == language))
    row = {"name": name, "key": key, "language": language, "sid": sid}
    connection.execute(insert(_TABLE).values(row | {"status": "unsubmitted", "checked_at": clock.now()}))


def judged(connection: Connection, sid: str, status: str, reason: str | None) -> None:
    """Note WhatsApp's verdict on a template."""
    mine = update(_TABLE).where(_TABLE.c.sid == sid)
    connection.execute(
        mine.values(status=status, reason=(reason or "")[:400] or None, checked_at=clock.now())
    )
