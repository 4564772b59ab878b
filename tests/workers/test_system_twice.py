"""Two of everything: two webs, two workers for each queue, two crons. Every text arrives, and arrives once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import requests
from redis import Redis
from sqlalchemy import Connection, select

import stage
from flows import nudging
from flows.chat import Chat
from flows.nudging import Kind, Manner
from models import clock, heartbeats, nudges
from models.base import table_of
from models.members import Member
from models.outbox import Letter
from tests import crews, stages
from tests.models import people
from tests.playhouse import COORDINATOR, OPENING, settings_for
from tests.test_chaos import joining
from workers.queues import CRON, QUEUES, TICKS

NAMES = ("Abena", "Bilal", "Chidi", "Dalia", "Ekow", "Farida")
TELLS = 5  # to each
PLANNED = 5  # nudges for each


def test_every_text_arrives_once(database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(nudging.KINDS, "count", Kind("count", count, Manner.BOOKED, timedelta(days=1)))
    ports = stages.quiet_port(), stages.quiet_port()
    webs = [f"http://127.0.0.1:{port}" for port in ports]
    with crews.Switch(("127.0.0.1", 0), *(("127.0.0.1", port) for port in ports)) as switch:
        page = ("127.0.0.1", stages.quiet_port())
        chosen = settings_for(database_url, redis_url, switch.url, f"http://{page[0]}:{page[1]}")
        jobs = {f"web {port}": (lambda port=port: stage.web(chosen, port)) for port in ports}
        for n in (1, 2):
            jobs |= {f"{name} {n}": (lambda name=name: stage.worker(chosen, name)) for name in QUEUES}
            jobs[f"cron {n}"] = lambda: stage.tick(chosen)
        with crews.house(chosen, jobs, webs, page) as house:
            house.turn_to(OPENING + timedelta(hours=1))  # nobody is woken at night, nor early
            coordinator = house.phone("Coordinator", COORDINATOR)
            house.remembered(people.trusted_coordinators)
            phones = {name: house.phone(name, f"+4477009001{n:02d}") for n, name in enumerate(NAMES)}
            with ThreadPoolExecutor(len(NAMES)) as threads:
                list(threads.map(lambda name: join(house, name, phones[name]), NAMES))
            expected = {name: [f"Word {n} to {name}" for n in range(TELLS)] for name in NAMES}
            for n in range(TELLS):
                for name in NAMES:
                    house.text(coordinator, f"TELL {name}: {expected[name][n]}")
            house.remembered(plan)
            expected = {
                name: words + [f"Nudge {n}." for n in range(PLANNED)] for name, words in expected.items()
            }
            for name, words in expected.items():
                house.received(phones[name], len(joining(name)) + len(words))
            house.wait_until_quiet()
            for name, words in expected.items():
                received = house.received(phones[name])
                arrived = Counter(word for word in words for body in received if word in body)
                assert arrived == Counter(words), name
            told = [body for body in house.received(coordinator) if "would like to join" in body]
            assert len(told) == len(NAMES)
            assert (
                house.remembered(sids_are_different)
                == sum(map(len, expected.values())) + len(NAMES) + PLANNED
            )
            assert min(switch.calls.values()) > 20, switch.calls
            assert house.remembered(heartbeats.last).keys() == {CRON, *TICKS}
            with Redis.from_url(redis_url) as redis:
                assert len(redis.smembers("rq:workers")) == 2 * len(QUEUES)
                assert redis.zcard("rq:cron_schedulers") == 2


def join(house: stages.House, name: str, phone: str) -> None:
    with requests.Session() as http:
        for words, _answer in joining(name):
            told = http.post(f"{house.url}/api/phones/{phone}/texts", json={"body": words}, timeout=60).json()
            assert told["status"] == 200, told


def count(chat: Chat, about: int) -> None:
    chat.say(f"Nudge {about}.")


def plan(connection: Connection) -> None:
    """Nudges for everybody, all due at once."""
    members = connection.scalars(select(table_of(Member).c.id).order_by(table_of(Member).c.id)).all()
    past = clock.wall() - timedelta(days=40)
    for member in members:
        for n in range(PLANNED):
            nudges.plan(connection, "count", member, n, past, past + timedelta(days=4000))


def sids_are_different(connection: Connection) -> int:
    """How many letters were sent, each as a text of its own."""
    sids = connection.scalars(select(table_of(Letter).c.sid)).all()
    assert None not in sids
    assert len(set(sids)) == len(sids)
    return len(sids)
