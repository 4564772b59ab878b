"""What Twilio took and never told us of is asked after: a callback that was lost loses nothing."""

import re
import time
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from models import clock, database
from models.base import AnyRow, table_of
from models.nudges import Nudge
from models.outbox import Letter
from tests.playhouse import Playhouse
from workers import inquiry, kit

AMA, MAYA = "+447700900201", "+447700900999"
LETTERS = table_of(Letter)


def letter_to_ama() -> AnyRow:
    """The last one that isn't a coordinator's."""
    newest = select(LETTERS).where(LETTERS.c.address_id == 2).order_by(LETTERS.c.id.desc()).limit(1)
    return database.run(kit.kit().engine, lambda c: c.execute(newest).one())


def lose_the_callback(status: str) -> None:
    """Twilio has told us; then let it be as if it hadn't, long ago."""
    until = time.monotonic() + 5
    while letter_to_ama().status != status and time.monotonic() < until:
        time.sleep(0.02)
    letter = letter_to_ama()
    assert letter.status == status

    def unsay(connection: Connection) -> None:
        long_ago = clock.wall() - 2 * inquiry.SILENCE
        values = {"status": "accepted", "error": None, "claimed_at": long_ago}
        connection.execute(update(LETTERS).where(LETTERS.c.id == letter.id).values(values))

    database.run(kit.kit().engine, unsay)


@pytest.fixture
def told(house: Playhouse) -> Playhouse:
    """Ama has signed up, and Maya has something to tell her."""
    maya = house.phone("Maya", MAYA)
    ama = house.phone("Ama", AMA)
    for text in ("hello", "1", "1", "1", "1", "Ama", "Leeds", "AC", "skip", "skip", "skip", "1"):
        house.text(ama, text)
    house.work()
    (asked,) = house.text(maya, "tell Ama: welcome")
    house.text(maya, re.findall(r"\d{6}", asked)[0])
    return house


def test_what_arrived_is_known_to_have_arrived(told: Playhouse) -> None:
    told.work()
    lose_the_callback("delivered")
    assert inquiry.ask() == 1
    assert letter_to_ama().status == "delivered"
    assert inquiry.ask() == 0


def test_what_failed_is_judged_as_if_it_had_been_told(told: Playhouse) -> None:
    told._post(f"/api/phones/{told.phone('Ama', AMA)}/trouble", {"error_code": 30007})
    told.work()
    lose_the_callback("failed")
    assert inquiry.ask() == 1
    assert (letter_to_ama().status, letter_to_ama().error) == ("failed", "30007")
    planned = select(Nudge.kind).where(Nudge.kind == "undelivered")
    assert database.run(kit.kit().engine, lambda c: list(c.scalars(planned))) == ["undelivered"]


def test_a_day_later_nobody_asks(told: Playhouse) -> None:
    told.work()
    lose_the_callback("delivered")
    told.at += timedelta(days=2)
    assert inquiry.ask() == 0


def test_what_was_just_taken_is_not_asked_after(told: Playhouse) -> None:
    told.work()
    assert inquiry.ask() == 0


def test_no_answer_is_asked_for_again_later(told: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    told.work()
    lose_the_callback("delivered")
    silent = letter_to_ama()
    database.run(kit.kit().engine, lambda c: c.execute(update(LETTERS).values(sid=None)) and None)
    database.run(
        kit.kit().engine,
        lambda c: (
            c.execute(update(LETTERS).where(LETTERS.c.id == silent.id).values(sid="SM" + "0" * 32)) and None
        ),
    )
    assert inquiry.ask() == 1
    assert letter_to_ama().status == "accepted"
    assert inquiry.ask() == 0, "not before its time"
