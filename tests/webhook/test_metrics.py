"""`/metrics`: the right numbers, cheaply, for whoever may know them, and nothing but numbers."""

import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Connection, event, insert, text, update
from sqlalchemy.orm import Session

from models import clock, heartbeats, numbers, outbox, tallies
from models import texts as inbound
from models.base import table_of
from models.heartbeats import Heartbeat
from models.nudges import Nudge
from models.outbox import Draft, Letter
from tests.models import people
from tests.webhook.doors import Door
from webhook import gauges

NUMBER = "+447700900101"
NAME, BODY = "Nianiania", "Soliloquies"


def read(door: Door) -> dict[str, float]:
    """Every number, under its name and label."""
    answer = door.client.get("/metrics")
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        assert family.documentation, family.name
        for sample in family.samples:
            label = "".join(f"{{{value}}}" for value in sample.labels.values())
            found[sample.name.removeprefix("sounding_board_") + label] = sample.value
    return found


def fill(connection: Connection) -> None:
    """A house with something of everything in it."""
    with Session(bind=connection) as db:
        someone = people.person(db, NUMBER, NAME)
        db.flush()
        address, member = someone.address_id, someone.id
    now, letters = clock.now(), table_of(Letter)
    statuses = ["queued", "queued", "queued", "held", "sending", "delivered", "failed", "withdrawn"]
    outbox.put(
        connection, [Draft(address, BODY, due=now - timedelta(minutes=n)) for n in range(len(statuses))]
    )
    for number, status in enumerate(statuses, 1):
        connection.execute(update(letters).where(letters.c.id == number).values(status=status))
    connection.execute(update(letters).where(letters.c.status == "failed").values(error="30003"))
    plan(connection, member, "planned", [-60, -1, 60, 86_000, 90_000, 10**7])
    plan(connection, member, "spoken", [-60, 60])
    tallies.grow(connection, "sends", Counter(sent=5, refused=2))
    tallies.grow(connection, "sends", Counter(sent=1))
    for job in ("delivery", "cron"):
        heartbeats.begin(connection, job, timedelta())
        heartbeats.end(connection, job)
    connection.execute(update(table_of(Heartbeat)).values(ended_at=clock.wall() - timedelta(seconds=40)))
    heartbeats.begin(connection, "nudges", timedelta())
    numbers.lock(connection, (NUMBER, "whatsapp:" + NUMBER))
    numbers.halt(connection, NUMBER, "30034")
    for n in range(7):
        assert inbound.claim(connection, f"SM{n}")


def plan(connection: Connection, member: int, status: str, due: list[int]) -> None:
    """Nudges, due in so many seconds."""
    now = clock.now()
    rows = [
        {
            "key": f"{status}:{seconds}",
            "kind": "checkin",
            "member_id": member,
            "about": 1,
            "due_at": now + timedelta(seconds=seconds),
            "not_after": now + timedelta(days=400),
            "status": status,
            "created_at": now,
        }
        for seconds in due
    ]
    connection.execute(insert(table_of(Nudge)), rows)


def test_the_numbers_are_right(door: Door) -> None:
    door.do(fill)
    door.house.bell.ring(delivery=True, nudges=False)
    found = read(door)
    assert {name: value for name, value in found.items() if "seconds" not in name} == {
        "letters{queued}": 3,
        "letters{held}": 1,
        "letters{sending}": 1,
        "letters_dead{30003}": 1,
        "nudges_due": 2,
        "nudges_next_day": 2,
        "coordinators": 0,
        "senders_halted": 1,
        "acts_total": 0,
        "texts_total": 7,
        "sends_total{sent}": 6,
        "sends_total{refused}": 2,
        "redis_up": 1,
        "jobs{delivery}": 1,
        "jobs{nudges}": 0,
        "jobs{rounds}": 0,
    }
    assert found["oldest_letter_seconds"] == pytest.approx(4 * 60, abs=10), "of those queued or being sent"
    beats = {name: value for name, value in found.items() if name.startswith("heartbeat")}
    assert beats == {
        f"heartbeat_age_seconds{{{job}}}": pytest.approx(40, abs=10) for job in ("delivery", "cron")
    }


def test_an_empty_house_has_numbers_too(door: Door) -> None:
    found = read(door)
    assert {found["letters{queued}"], found["nudges_due"], found["texts_total"]} == {0}
    assert found["oldest_letter_seconds"] == 0


def test_nobody_is_in_them(door: Door) -> None:
    door.do(fill)
    said = door.client.get("/metrics").text
    for words in (NAME, BODY, NUMBER[1:], "SM0", "checkin"):
        assert words not in said


def test_they_cost_the_same_however_much_there_is(door: Door) -> None:
    statements: list[str] = []

    @event.listens_for(door.engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    read(door)
    empty = len(statements)
    door.do(fill)
    statements.clear()
    read(door)
    assert len(statements) == empty <= 5


def test_every_look_is_answered_by_an_index(door: Door) -> None:
    """PostgreSQL prefers to read a small table through, so it is told not to."""
    door.do(fill)

    def explained(connection: Connection) -> str:
        asked = gauges._looks(clock.now()).compile(connection.engine, compile_kwargs={"literal_binds": True})
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
        else:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            rows = connection.execute(text(f"EXPLAIN {asked}"))
        return "\n".join(str(row) for row in rows)

    plan = door.do(explained)
    assert "Seq Scan" not in plan.replace("Seq Scan on chain", "")  # the chain has one head
    for table in ("outbox", "nudges", "texts"):
        assert f"SCAN {table}" not in plan.replace(f"SCAN {table} USING", "")
    assert "ix_outbox_status_due_id" in plan
    assert "ix_nudges_status_due" in plan


def test_a_count_has_an_end(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gauges, "MOST", 2)
    door.do(fill)
    assert read(door)["letters{queued}"] == 2


def test_without_redis_the_rest_is_there(door: Door) -> None:
    door.lose_redis()
    began = time.monotonic()
    found = read(door)
    assert found["redis_up"] == 0
    assert not [name for name in found if name.startswith("jobs")]
    assert time.monotonic() - began < 5


def test_without_the_database_there_are_none(door: Door) -> None:
    door.lose_database()
    answer = door.client.get("/metrics")
    assert (answer.status_code, answer.data) == (503, b"")


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", "Bearer sésame\u00a0", "open sesame", "bearer open sesame "]
)
def test_a_token_is_asked_for_when_there_is_one(door: Door, given: str) -> None:
    door.ask_for("open sesame")
    refused = door.client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (refused.status_code, refused.data) == (401, b"")
    assert door.client.get("/metrics", headers={"Authorization": "Bearer open sesame"}).status_code == 200
