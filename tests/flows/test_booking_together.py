"""Finding a time with two at once: what one does while the other's text is not yet committed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows import booking, rematch, series
from models import clock, database, sealing
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.rounds import OPENING, Community, ids, use_clock
from tests.flows.test_rounds_together import at_once, reply, while_under_way
from tests.models import people

pytestmark = pytest.mark.both_databases


@pytest.fixture
def crowd(database_url: str) -> Iterator[Community]:
    """M1 and M2, who have agreed."""
    sealing.use([sealing.new_key()])
    made = Community(database.connect(database_url, pool_size=20), OPENING)
    use_clock(made)
    made.begin(2)
    known = ids(made)

    def pair(db: Session) -> None:
        one, two = (db.get_one(Member, known[name]) for name in ("M1", "M2"))
        people.pairing(db, one, two, one, "agreed")

    made.look(pair)
    yield made
    clock.follow(clock.wall)
    made.engine.dispose()


def plan(crowd: Community, *days: int, status: str = "proposed", together: bool = False) -> None:
    """M1 suggested these; M2 is asked."""
    known = ids(crowd)

    def put(db: Session) -> None:
        pairing = db.scalars(select(Pairing)).one()
        made = [people.meeting(db, pairing, crowd.at + timedelta(days=day), status) for day in days]
        if together:
            series.join(made)
        flow = series.series if together else booking.confirming
        if status == "proposed":
            people.ask(db.connection(), db.get_one(Member, known["M2"]), flow, made[0].id)

    crowd.look(put)


def statuses(crowd: Community) -> list[str]:
    found: list[str] = crowd.look(
        lambda db: [one.status for one in db.scalars(select(Meeting).order_by(Meeting.id))]
    )
    return found


def about_to_part(crowd: Community, name: str) -> None:
    known = ids(crowd)

    def put(db: Session) -> None:
        pairing = db.scalars(select(Pairing)).one()
        people.ask(db.connection(), db.get_one(Member, known[name]), rematch.rematch, pairing.id)

    crowd.look(put)
    crowd.text(name, "hello")


@pytest.mark.parametrize("together", [False, True])
def test_nothing_is_booked_with_somebody_who_parts_meanwhile(crowd: Community, together: bool) -> None:
    plan(crowd, 2, 9, together=together)
    crowd.text("M2", "hello")
    about_to_part(crowd, "M1")
    while_under_way(crowd, ("M1", "1"), ("M2", "1"))
    assert "booked" not in statuses(crowd)


@pytest.mark.parametrize("together", [False, True])
def test_what_was_booked_a_moment_before_they_part_is_off(crowd: Community, together: bool) -> None:
    plan(crowd, 2, 9, together=together)
    crowd.text("M2", "hello")
    about_to_part(crowd, "M1")
    while_under_way(crowd, ("M2", "1"), ("M1", "1"))
    assert "booked" not in statuses(crowd)
    assert "proposed" not in statuses(crowd)


def test_a_time_suggested_while_they_part_is_asked_of_nobody(crowd: Community) -> None:
    crowd.text("M2", "book")
    crowd.text("M2", "in 3 days at 18:00")
    about_to_part(crowd, "M1")
    (said,) = while_under_way(crowd, ("M1", "1"), ("M2", "1"))
    assert statuses(crowd) == []
    assert "suggested" not in said


def test_who_confirms_while_the_other_suggests_anew_books_one_of_them(crowd: Community) -> None:
    plan(crowd, 2)
    crowd.text("M2", "hello")
    crowd.text("M1", "book")
    crowd.text("M1", "in 4 days at 18:00")
    while_under_way(crowd, ("M1", "1"), ("M2", "1"))
    assert sorted(statuses(crowd)) == ["proposed", "replaced"]


def test_both_move_the_same_session_at_once(crowd: Community) -> None:
    """One suggestion is open; what is booked stays until it is answered."""
    plan(crowd, 2, 9, status="booked")
    for name, day in (("M1", 4), ("M2", 5)):
        crowd.text(name, "move")
        crowd.text(name, f"in {day} days at 18:00")
    at_once(partial(reply, crowd, "M1", "1"), partial(reply, crowd, "M2", "1"))
    assert statuses(crowd)[:2] == ["booked", "booked"]
    assert sorted(statuses(crowd)[2:]) == ["proposed", "replaced"]


def test_a_move_that_is_confirmed_while_the_session_is_called_off(crowd: Community) -> None:
    plan(crowd, 2, 9, status="booked")
    crowd.text("M1", "move it to 18:00 in 4 days")
    crowd.text("M1", "1")
    crowd.text("M2", "hello")
    crowd.text("M1", "move")
    at_once(partial(reply, crowd, "M1", "call it off"), partial(reply, crowd, "M2", "1"))
    first, second, moved = statuses(crowd)
    assert second == "booked", "the other one stays"
    assert first != "booked"
    assert moved in ("booked", "replaced")
