"""`/health/ready` says what is wrong, in words that a volunteer understands and that name nobody."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from redis import Redis
from sqlalchemy import Connection, text, update
from sqlalchemy.orm import Session

from models import clock, heartbeats, numbers, outbox
from models.base import table_of
from models.heartbeats import Heartbeat
from models.outbox import Draft, Letter
from tests.models import people
from tests.webhook.doors import Door
from workers.queues import CRON, TICKS

NUMBER = "+447700900101"
NOTHING, WORKER = "Twilio lets us send nothing by", "`sounding-board worker"
AGAIN = "we try again with one text now and then."


def all_is_well(connection: Connection) -> None:
    for job in (CRON, *TICKS):
        heartbeats.begin(connection, job, timedelta())
        heartbeats.end(connection, job)


@pytest.fixture
def well(door: Door) -> Door:
    """A house where everything runs."""
    door.do(all_is_well)
    return door


def said(door: Door, path: str = "/health/ready") -> tuple[int, list[str]]:
    answer = door.client.get(path)
    return answer.status_code, answer.text.splitlines()


def since(job: str, ago: timedelta) -> Callable[[Connection], object]:
    """That a job came to its end so long ago."""
    table = table_of(Heartbeat)
    return lambda connection: connection.execute(
        update(table).where(table.c.job == job).values(ended_at=clock.wall() - ago)
    )


def halts(name: str, code: str) -> Callable[[Connection], object]:
    def halt(connection: Connection) -> None:
        numbers.lock(connection, (name,))
        numbers.halt(connection, name, code)

    return halt


def a_letter(connection: Connection, due: datetime, status: str = "queued") -> None:
    with Session(bind=connection) as db:
        address = people.person(db, NUMBER, "Nia").address_id
        db.flush()
    outbox.put(connection, [Draft(address, "a body", due=due)])
    connection.execute(update(table_of(Letter)).values(status=status))


def test_all_is_well(well: Door) -> None:
    for path in ("/health/ready", "/health/ready?all"):
        assert said(well, path) == (200, ["yes"])


def test_a_house_that_has_just_been_opened_says_what_is_missing(door: Door) -> None:
    assert said(door) == (200, ["yes", "but: cron has not run yet, so nothing comes by itself."])


TROUBLES: list[tuple[Callable[[Connection], object], str]] = [
    (since(CRON, timedelta(minutes=3)), "cron has not run for 3 minutes, so nothing comes by itself."),
    (since("delivery", timedelta(days=2)), f"the delivery job has not run for 2 days: look after {WORKER} delivery`."),
    (since("nudges", timedelta(seconds=90)), f"the nudges job has not run for 90 seconds: look after {WORKER} nudges`."),
    (halts(NUMBER, "30034"), f"{NOTHING} SMS (error 30034); {AGAIN}"),
    (halts(f"whatsapp:{NUMBER}", "63007"), f"{NOTHING} WhatsApp (error 63007); {AGAIN}"),
    (halts("MG" + "0" * 32, "21712"), f"{NOTHING} the messaging service (error 21712); {AGAIN}"),
    (lambda c: a_letter(c, clock.now() - timedelta(minutes=25)), "a text has been due to leave for 25 minutes."),
    (lambda c: a_letter(c, clock.now() - timedelta(minutes=25), "sending"), "a text has been due to leave for 25 minutes."),
]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: re.sub(r"\W+", "-", trouble[1])[:40])
def test_each_trouble_is_said_and_keeps_nobody_from_talking(
    well: Door, trouble: tuple[Callable[[Connection], object], str]
) -> None:
    happens, words = trouble
    well.do(happens)
    assert said(well) == (200, ["yes", f"but: {words}"])
    assert said(well, "/health/ready?all") == (503, ["no", words])
    assert NUMBER[1:] not in well.client.get("/health/ready").text


def test_what_is_as_it_should_be_is_no_trouble(well: Door) -> None:
    well.do(since("delivery", timedelta(seconds=50)))
    well.do(lambda connection: a_letter(connection, clock.now() - timedelta(minutes=9)))
    assert said(well) == (200, ["yes"])


@pytest.mark.parametrize("status", ["held", "withdrawn", "delivered"])
def test_a_letter_that_cannot_leave_is_not_late(well: Door, status: str) -> None:
    well.do(lambda connection: a_letter(connection, clock.now() - timedelta(days=1), status))
    assert said(well) == (200, ["yes"])


def test_redis_down_is_the_cause_and_said_first(well: Door, redis_url: str) -> None:
    well.do(since(CRON, timedelta(minutes=5)))
    well.lose_redis()
    status, lines = said(well)
    assert (status, lines[:2]) == (200, ["yes", "but: Redis doesn't answer, so no worker is woken."])
    assert "cron" in lines[2]
    assert said(well, "/health/ready?all")[0] == 503


def test_without_the_database_the_answer_is_no(well: Door) -> None:
    well.lose_database()
    assert said(well) == (503, ["no", "the database doesn't answer (OperationalError)."])
    assert said(well, "/health/live") == (200, ["yes"])


def test_tables_of_another_version_are_no_house(well: Door) -> None:
    well.do(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0001'")))
    assert said(well) == (503, ["no", "the database isn't up to date: run sounding-board migrate."])


def test_looking_leaves_nothing_in_redis(well: Door, redis_url: str) -> None:
    said(well)
    with Redis.from_url(redis_url) as redis:
        assert redis.keys("*") == []
