"""The sweep: each due nudge has its turn, and one that stumbles holds up nobody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import select

from flows import nudging
from flows.chat import Chat
from models import clock, database, nudges
from models.base import table_of
from models.nudges import Nudge
from tests.workers.houses import House, house, settings_for
from workers import kit, queues, sweep

AMARA, LUCIA = "+447700900101", "whatsapp:+573001234567"


@pytest.fixture
def ours(database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setitem(nudging.KINDS, "hail", hail)
    monkeypatch.setitem(nudging.KINDS, "stumble", stumble)
    with house(lambda url: settings_for(database_url, redis_url, url, "http://127.0.0.1:1")) as made:
        made.write(AMARA)
        made.write(LUCIA)
        yield made


def hail(chat: Chat, about: int) -> None:
    chat.say(f"Number {about}.")


def stumble(chat: Chat, _about: int) -> None:
    chat.say("This must not be said.")
    raise LookupError("what it was about is gone")


def plan(kind: str, about: int, due: timedelta = timedelta(0), lapse: timedelta = timedelta(hours=1)) -> None:
    """Plan a nudge for the first of the two; the coordinator is member 1."""
    at = clock.now() + due
    database.run(kit.kit().engine, lambda c: nudges.plan(c, kind, 2, about, at, at + lapse))


def fates() -> list[str]:
    table = table_of(Nudge)
    return database.run(
        kit.kit().engine, lambda c: list(c.scalars(select(table.c.status).order_by(table.c.id)))
    )


def test_what_is_due_speaks_and_the_rest_waits(ours: House) -> None:
    plan("hail", 1)
    plan("hail", 2, due=timedelta(hours=1))
    assert sweep.sweep() == 1
    assert sweep.sweep() == 0
    assert fates() == ["spoken", "planned"]
    (letter,) = ours.letters()
    assert letter.body.splitlines()[1] == "Number 1."
    ours.ahead += 3601
    assert sweep.sweep() == 1


def test_too_late_is_silence(ours: House) -> None:
    plan("hail", 1)
    ours.ahead += 3601
    assert sweep.sweep() == 0
    assert fates() == ["lapsed"]
    assert ours.letters() == []


def test_one_that_stumbles_says_nothing_and_holds_up_nobody(ours: House) -> None:
    plan("stumble", 1)
    plan("hail", 2)
    assert sweep.sweep() == 1
    assert fates() == ["planned", "spoken"]
    assert [letter.body.splitlines()[1] for letter in ours.letters()] == ["Number 2."]
    assert sweep.sweep() == 0
    ours.ahead += sweep.STUMBLED.total_seconds() + 1
    assert sweep.sweep() == 0
    assert fates() == ["planned", "spoken"]


def test_a_nudge_of_a_kind_that_is_gone_is_silent(ours: House) -> None:
    plan("nobody-remembers", 1)
    assert sweep.sweep() == 0
    assert fates() == ["silent"]


def test_many_are_swept_in_turns(ours: House, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "BATCH", 3)
    for about in range(5):
        plan("hail", about)
    assert sweep.sweep() == 3
    with Redis.from_url(redis_url) as redis:
        assert Queue(queues.NUDGES, connection=redis).count == 1, "it comes back for the rest"
        assert Queue(queues.DELIVERY, connection=redis).count == 1
    assert sweep.sweep() == 2


def test_whom_to_nudge_after_they_stopped_nobody_asks(ours: House) -> None:
    def stop(connection: Any) -> None:
        from models.members import Member

        connection.execute(table_of(Member).update().values(stopped_at=clock.now()))

    plan("hail", 1)
    database.run(kit.kit().engine, stop)
    assert sweep.sweep() == 0
    assert fates() == ["silent"]
    assert ours.letters() == []
