"""What several tests of conversations begin with."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models import clock, database, sealing
from tests.flows.rounds import Community, use_clock
from tests.flows.two import AMA, CHIDI, MAYA, Two
from tests.models import people


@pytest.fixture
def two(database_url: str) -> Iterator[Two]:
    sealing.use([sealing.new_key()])
    engine = database.connect(database_url)
    made = Two(engine, iter(range(1, 1000)))

    def begin(_connection: Connection, db: Session) -> None:
        made.ama = people.person(db, AMA, "Ama").id
        made.chidi = people.person(db, CHIDI, "Chidi").id
        people.coordinator(db, MAYA)

    made.do(begin)
    yield made
    engine.dispose()


@pytest.fixture
def crowd(database_url: str) -> Iterator[Community]:
    sealing.use([sealing.new_key()])
    engine = database.connect(database_url)
    made = Community(engine)
    use_clock(made)
    yield made
    clock.follow(clock.wall)
    engine.dispose()
