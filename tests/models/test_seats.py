"""Seats: who holds one, one at a time, and what the settings may give again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import database, members, migrate, sealing, seats, senders
from models.lifecycle import IllegalMove
from models.seats import Seat
from tests.models import people

MAYA, AMARA = "+447700900999", "+447700900101"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(database_url)
    yield made
    made.dispose()


def arrival(address: str) -> senders.Arrival:
    return senders.Arrival("sms", address, address, None, None, lambda: ("en", "UTC"))


def test_the_settings_seat_nobody_a_second_time(engine: Engine) -> None:
    with engine.begin() as connection, Session(bind=connection) as db:
        maya = people.coordinator(db, MAYA)
        members.seat(db, MAYA, "en", "UTC")
        assert [one.member_id for one in seats.all_held(db)] == [maya.id]
        seats.all_held(db)[0].status = "ended"
        db.flush()
        members.seat(db, MAYA, "en", "UTC")
        assert seats.all_held(db) == []
        assert members.coordinators(db) == []


def test_a_sender_has_the_role_of_the_seat_they_hold(engine: Engine) -> None:
    with engine.begin() as connection, Session(bind=connection) as db:
        people.coordinator(db, MAYA)
        amara = people.person(db, AMARA, "Amara")
        db.flush()
        assert senders.find(connection, arrival(MAYA)).role == "coordinator"
        assert senders.find(connection, arrival(AMARA)).role is None
        gone = seats.give(db, amara.id, "viewer")
        assert senders.find(connection, arrival(AMARA)).role == "viewer"
        assert senders.lock_all(connection, [amara.id])[amara.id].role == "viewer"
        gone.status = "ended"
        db.add(Seat(member_id=amara.id, role="safeguarding"))  # offered: nothing yet
        db.flush()
        assert senders.find(connection, arrival(AMARA)).role is None


def test_nobody_holds_two(engine: Engine) -> None:
    with engine.connect() as connection, Session(bind=connection) as db:
        maya = people.coordinator(db, MAYA)
        with pytest.raises(IntegrityError):
            seats.give(db, maya.id, "viewer")


def test_a_seat_that_is_over_is_not_taken_up_again() -> None:
    seat = Seat(member_id=1, role="viewer", status="ended")
    with pytest.raises(IllegalMove):
        seat.status = "held"


def test_who_coordinated_before_there_were_seats_has_one(database_url: str) -> None:
    migrate.downgrade(database_url, "0011")
    engine = database.connect(database_url)

    def mark(connection: Connection) -> None:
        columns = "id, status, language, zone, coordinates, prompted, created_at"
        for number, coordinates in ((1, "true"), (2, "false")):
            values = f"{number}, 'verified', 'en', 'UTC', {coordinates}, true, '2026-12-01 09:00:00'"
            connection.execute(text(f"INSERT INTO members ({columns}) VALUES ({values})"))  # noqa: S608 - ours

    database.run(engine, mark)
    migrate.upgrade(database_url)
    with engine.begin() as connection, Session(bind=connection) as db:
        assert [(one.member_id, one.role, one.until) for one in seats.all_held(db)] == [
            (1, "coordinator", None)
        ]
    migrate.downgrade(database_url, "0011")
    with engine.begin() as connection:
        marks = connection.execute(text("SELECT coordinates FROM members ORDER BY id")).scalars()
        assert [bool(one) for one in marks] == [True, False]
    engine.dispose()
