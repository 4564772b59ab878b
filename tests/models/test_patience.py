"""Patient work on SQLite: nobody waits while it reads, it never writes by what is no longer so, and its turn comes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.orm import Session

from models import database, sealing
from models.base import table_of
from models.members import Member
from tests.models import people
from tests.servers import sqlite

MEMBERS = table_of(Member)


@pytest.fixture
def engine(shared_directory: Path, tmp_path: Path, migrate: Callable[[str], None]) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(sqlite.fresh_database(shared_directory, tmp_path, migrate))
    yield made
    made.dispose()


def somebody_comes(engine: Engine, number: int) -> None:
    with engine.begin() as connection, Session(bind=connection) as db:
        people.person(db, f"+4477009001{number:02}", "Amara")


def counting(engine: Engine, until: int, seen: list[int]) -> Callable[[Connection], int]:
    """Work that counts people, during which one more comes until there are so many, and that then writes."""

    def work(connection: Connection) -> int:
        there = connection.scalar(select(func.count()).select_from(MEMBERS)) or 0
        seen.append(there)
        if (
            there < until and len(seen) <= database.AGAIN
        ):  # then it has the lock, and whoever comes would wait
            somebody_comes(engine, there)
        connection.execute(update(MEMBERS).values(zone=f"Etc/GMT+{there}"))
        return there

    return work


def zones(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(MEMBERS.c.zone)))


def test_who_comes_meanwhile_does_not_wait_and_is_seen(engine: Engine) -> None:
    somebody_comes(engine, 0)
    seen: list[int] = []
    assert database.run_patiently(engine, counting(engine, 3, seen)) == 3
    assert seen == [1, 2, 3]
    assert zones(engine) == {"Etc/GMT+3"}, "what was counted before others came was never written"


def test_its_turn_comes_however_many_write(engine: Engine) -> None:
    somebody_comes(engine, 0)
    seen: list[int] = []
    assert database.run_patiently(engine, counting(engine, 99, seen)) == database.AGAIN + 1
    assert len(seen) == database.AGAIN + 1
    assert zones(engine) == {f"Etc/GMT+{database.AGAIN + 1}"}
