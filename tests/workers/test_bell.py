"""Redis wakes the workers and nothing more: without it, texts are answered and letters leave with the next tick."""

import socket
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import requests
from redis import Redis
from rq import Queue
from twilio.request_validator import RequestValidator

from flows import understand
from tests.workers.houses import ACCOUNT, COORDINATOR, TOKEN, House, StandIn, house, settings_for, stand_in
from workers import queues, run, ticks
from workers.queues import Bell

AMARA = "+447700900101"


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


def nobody_there() -> str:
    return "redis://127.0.0.1:1"


@pytest.fixture
def hanging() -> Iterator[str]:
    """Something that takes calls and says nothing."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(64)
        yield f"redis://127.0.0.1:{deaf.getsockname()[1]}"


def text(ours: House, body: str, sender: str) -> tuple[requests.Response, float]:
    url = f"{ours.settings.public_url}/twilio/inbound"
    form = {
        "MessageSid": f"SM{uuid4().hex}",
        "AccountSid": ACCOUNT,
        "From": sender,
        "To": "+15005550006",
        "Body": body,
    }
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    began = time.monotonic()
    answer = requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=15)
    return answer, time.monotonic() - began


def leaves_a_letter(ours: House) -> list[float]:
    """A conversation whose end writes to the coordinator; how long each text took."""
    took = []
    for body in ("hello", "1", "1", "1", "1", "Nia", "London", "EMCC", "skip", "skip", "skip", "1"):
        answer, seconds = text(ours, body, AMARA)
        assert answer.status_code == 200
        assert "<Message>" in answer.text
        took.append(seconds)
    assert ours.statuses() == ["queued"]
    return took


@pytest.mark.parametrize("how", ["nobody there", "hanging"])
def test_without_redis_texts_are_answered_and_soon(
    database_url: str, twilio: StandIn, hanging: str, how: str
) -> None:
    redis_url = hanging if how == "hanging" else nobody_there()
    understand.places("London", "en")  # the first one reads all the cities there are
    with house(lambda url: settings_for(database_url, redis_url, url, twilio.url)) as ours:
        assert max(leaves_a_letter(ours)) < 1.5
        for _more in range(3):  # nobody heard just now, so nobody is waited for again
            answer, seconds = text(ours, f"tell Nia: {uuid4()}", COORDINATOR)
            assert answer.status_code == 200
            assert seconds < 0.9
        assert len(ours.letters()) == 4
        for job in queues.TICKS:  # Redis is back, and the tick comes
            ticks.turn(job)
        assert ours.statuses() == ["accepted"] * 4
        assert len(twilio.kept) == 4


def test_the_bell_wakes_the_worker_of_the_queue(redis_url: str, database_url: str, twilio: StandIn) -> None:
    with house(lambda url: settings_for(database_url, redis_url, url, twilio.url)) as ours:
        leaves_a_letter(ours)
        with Redis.from_url(redis_url) as redis:
            assert Queue(queues.DELIVERY, connection=redis).count == 1
            run.run(queues.connect(redis_url), queues.DELIVERY, burst=True)
        assert ours.statuses() == ["accepted"]


def test_one_waiting_job_is_enough(redis_url: str) -> None:
    bell = Bell(queues.connect(redis_url))
    for _ring in range(10):
        bell.ring(delivery=True, nudges=True, rounds=True)
    with Redis.from_url(redis_url) as redis:
        assert [Queue(name, connection=redis).count for name in queues.QUEUES] == [2, 2, 2]


def test_nothing_to_do_rings_nothing(redis_url: str) -> None:
    Bell(queues.connect(redis_url)).ring(delivery=False, nudges=False)
    with Redis.from_url(redis_url) as redis:
        assert redis.keys("*") == []


def test_the_bell_rings_again_when_redis_is_back(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bell = Bell(queues.connect(nobody_there()))
    bell.ring(delivery=True, nudges=False)
    back = Bell(queues.connect(redis_url))
    monkeypatch.setattr(bell, "_queues", back._queues)
    bell.ring(delivery=True, nudges=False)
    with Redis.from_url(redis_url) as redis:
        assert Queue(queues.DELIVERY, connection=redis).count == 0
        monkeypatch.setattr(queues, "UNHEARD", 0)
        monkeypatch.setattr(bell, "_silent_until", time.monotonic())
        bell.ring(delivery=True, nudges=False)
        assert Queue(queues.DELIVERY, connection=redis).count == 1


def test_every_job_the_bell_names_exists(redis_url: str) -> None:
    Bell(queues.connect(redis_url)).ring(delivery=True, nudges=True, rounds=True)
    with Redis.from_url(redis_url) as redis:
        for name in queues.QUEUES:
            (job,) = Queue(name, connection=redis).jobs
            assert job.func == ticks.rung
            assert job.args == (name,)
            assert name in ticks.WORK
