"""One database: engines, and the one way to open a transaction."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError

Result = TypeVar("Result")

BUSY_SECONDS = 10  # how long a SQLite writer waits for another
AGAIN, AFTER = (
    10,
    0.003,
)  # how often patient work gives way on SQLite before it queues, and how many seconds it waits


def connect(url: str, *, pool_size: int = 5) -> Engine:
    """An engine for `url` (SQLite file or PostgreSQL through psycopg 3).

    SQLite: WAL, every transaction IMMEDIATE so that two writers queue instead of failing (but for `run_patiently`), and
    `synchronous=FULL` so that a text we answered survives a power cut.
    """
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed, connect_args={"timeout": BUSY_SECONDS}, pool_size=pool_size, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(parsed, pool_size=pool_size, pool_recycle=1800, hide_parameters=True)


def file_of(url: str) -> Path | None:
    """SQLite's file; None for another database, and for one that is in memory alone."""
    parsed = make_url(url)
    named = parsed.database if parsed.get_backend_name() == "sqlite" else None
    return Path(named) if named and named != ":memory:" and not named.startswith("file:") else None


def make_room(url: str) -> None:
    """Make SQLite's file and its directory, where they are missing, for the eyes of this user alone; a file that is there is
    closed to strangers. What SQLite puts beside it is as closed. Raises OSError."""
    if (file := file_of(url)) is None:
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    with suppress(PermissionError):  # it is somebody else's
        file.chmod(file.stat().st_mode & 0o770)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    patient = connection.get_execution_options().get("patient")
    connection.exec_driver_sql("BEGIN" if patient else "BEGIN IMMEDIATE")


def answers(engine: Engine) -> bool:
    """Whether the database answers."""
    with engine.connect() as connection:
        return bool(connection.execute(text("SELECT 1")).scalar_one() == 1)


TRIES = 3  # a deadlock or a race between two first texts ends well on the next try


def run(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    """Do `work` in one transaction, again from the start when it collided. Raises what the last try did."""
    for attempt in range(1, TRIES + 1):
        try:
            with engine.begin() as connection:
                return work(connection)
        except (OperationalError, IntegrityError):
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


def run_patiently(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    """Do `work`, for which nobody waits, so that nobody waits for it either. It reads first and writes at the end.

    On SQLite others wait from its first write on, not for its reading and thinking. If somebody writes or wrote in the
    meantime, what it read may have changed: SQLite refuses its first write, and it begins anew a little later. After
    `AGAIN` times it queues as all do.
    """
    if engine.dialect.name == "sqlite":
        for _again in range(AGAIN):
            try:
                with engine.execution_options(patient=True).begin() as connection:
                    return work(connection)
            except OperationalError:
                time.sleep(AFTER)
    return run(engine, work)


def scrub(engine: Engine) -> None:
    """What was deleted is gone from the files as well: SQLite's log of changes begins anew, as far as nobody reads it just now.
    PostgreSQL is told that the room is free, and writes over it."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if engine.dialect.name == "sqlite":
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def insert_once(connection: Connection, table: Table) -> Any:
    """An INSERT for `table` that does nothing when the row is there already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return make(table).on_conflict_do_nothing()
