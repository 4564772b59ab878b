"""What leaks: nothing. After busy days neither Redis nor any log, metric or health line holds a name, a number or a word
that anybody wrote, and not a text of ours."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from redis import Redis

import stage
from tests import crews, stages
from tests.models import people
from tests.playhouse import COORDINATOR, OPENING, settings_for
from tests.test_chaos import joining
from tests.workers.redis_contents import everything
from workers.queues import DELIVERY, QUEUES

NAME, ASKED, TOLD = "Zephyrinequill", "Quokkaquestion", "Wombatwords"
NUMBER = "+447700900177"
# "Sounding Board" begins our texts; the rest is in what a coach reads who joins.
WORDS = (NAME, ASKED, TOLD, NUMBER[1:], COORDINATOR[1:], "Sounding Board has", "would like to join")


def test_no_word_of_anybody_leaves_the_database(
    database_url: str, redis_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    port, page = stages.quiet_port(), ("127.0.0.1", stages.quiet_port())
    web = f"http://127.0.0.1:{port}"
    chosen = settings_for(database_url, redis_url, web, f"http://{page[0]}:{page[1]}")
    jobs = {name: (lambda name=name: stage.worker(chosen, name)) for name in QUEUES}
    jobs |= {"web": lambda: stage.web(chosen, port), "cron": lambda: stage.tick(chosen)}
    with crews.house(chosen, jobs, [web], page) as house, watched(redis_url) as seen:
        house.turn_to(OPENING)
        coach, coordinator = house.phone(NAME, NUMBER), house.phone("Coordinator", COORDINATOR)
        house.remembered(people.trusted_coordinators)
        for words, _answer in joining(NAME):
            house.text(coach, words)
        house.received(coordinator, 1)
        for words in ("menu", "ask a person", ASKED):
            house.text(coach, words)
        house.text(coordinator, f"TELL {NAME}: {TOLD}")
        house.wait_until_quiet()  # or the text before fails as well
        unreachable(house, coach)
        house.text(coordinator, f"TELL {NAME}: {TOLD} again")
        house.wait_until_quiet()
        outside = "".join(
            requests.get(f"{web}/{path}", timeout=30).text for path in ("metrics", "health/ready?all")
        )
        assert any(TOLD in body for body in house.received(coach))
        assert re.search(r'sends_total\{result="refused"\} [1-9]', outside)
    said = "".join(capfd.readouterr())
    assert "refused" in said, "there should be something in the log"
    kept = b"\n".join(seen)
    assert b"workers.ticks" in kept
    assert DELIVERY.encode() in kept
    for word in WORDS:
        assert word not in said
        assert word not in outside
        assert word.encode() not in kept


def unreachable(house: stages.House, phone: str) -> None:
    """From now on Twilio refuses what goes to this phone."""
    house.post(f"/api/phones/{phone}/trouble", {"error_code": 21211, "mode": "sync"})


@contextmanager
def watched(redis_url: str) -> Iterator[set[bytes]]:
    """All that was in Redis at some moment of the block, looked at again and again."""
    seen: set[bytes] = set()
    over = threading.Event()

    def look() -> None:
        with Redis.from_url(redis_url) as redis:
            while not over.wait(0.01):
                seen.update(everything(redis).split(b"\n"))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
