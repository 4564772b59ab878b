"""A SQLite that lives in memory, for what asks nothing of a disk: its tables are made once in a process, then copied."""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlalchemy import Connection, Engine

import flows
from models import database, tallies
from models.base import Base

TABLES = (flows, tallies)  # between them they declare every table


def in_memory() -> Engine:
    """A new one, with all tables and nothing in them."""
    engine = database.connect("sqlite://")
    empty(engine)
    return engine


def empty(engine: Engine) -> None:
    """Let one be as it was made. Its engine stays, with the statements that it has put together so far."""
    with engine.connect() as connection:
        _driver(connection).deserialize(_as_made())


@cache
def _as_made() -> bytes:
    engine = database.connect("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    with engine.connect() as connection:
        made = _driver(connection).serialize()
    engine.dispose()
    return made


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
