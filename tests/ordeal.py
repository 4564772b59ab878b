"""A house under siege: who writes letters, and who kills, flushes and restarts meanwhile.

All that is random comes from one seed.
"""

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from redis import Redis
from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import settings
import stage
from flows.chat import Chat
from models import clock, database, nudges, outbox, sealing, texts
from models.members import Member
from models.outbox import Draft
from tests import stages
from tests.models import people
from workers import kit, queues
from workers.embedded import embedded_redis

PEOPLE = 125  # every other one on WhatsApp
LETTERS, NUDGES = 2_000, 500
PAGES = 100  # transactions that write them
PAUSE = 0.1  # seconds between two
SAME = "The same words again."  # of one letter in ten: nobody may take one for the other
HAIL = "hail"  # the kind of nudge
KILLS = {"delivery": 12, "delivery 2": 12, "nudges": 4, "nudges 2": 4, "cron": 3, "web": 2, "writer": 3}
OUTAGE = 0.7  # seconds for which a server is away


def hail(chat: Chat, about: int) -> None:
    """What a nudge says."""
    chat.say(f"Nudge {about:04d}.")


@dataclass
class Page:
    """What is written in one transaction: (person, words), and (person, number, seconds until it is due)."""

    letters: list[tuple[int, str]] = field(default_factory=list)
    nudges: list[tuple[int, int, float]] = field(default_factory=list)


@dataclass
class Plan:
    """All that is to be written, and what each address must get, by its last line."""

    pages: list[Page]
    expected: dict[str, Counter[str]]
    order: dict[str, list[str]]  # the words of an address's letters that differ, as they are written


def address(person: int) -> str:
    """Where somebody is."""
    return f"whatsapp:+447700{900_000 + person}" if person % 2 else f"+447700{900_000 + person}"


def planned(dice: random.Random) -> Plan:
    """Letters to people in random order, each one's numbered."""
    plan = Plan([Page() for _ in range(PAGES)], {}, {})
    for person in range(PEOPLE):
        plan.expected[address(person)], plan.order[address(person)] = Counter(), []
    for number in range(LETTERS):
        person = dice.randrange(PEOPLE)
        to = address(person)
        words = SAME if dice.random() < 0.1 else f"Letter {len(plan.order[to]):03d}, of all {number:04d}"
        plan.pages[number * PAGES // LETTERS].letters.append((person, words))
        plan.expected[to][words] += 1
        if words != SAME:
            plan.order[to].append(words)
    for number in range(NUDGES):
        person = dice.randrange(PEOPLE)
        plan.pages[number * PAGES // NUDGES].nudges.append((person, number, dice.uniform(0, 3)))
        plan.expected[address(person)][f"Nudge {number:04d}."] += 1
    return plan


Ids = list[tuple[int, int]]  # of each person: member, address


def peopled(chosen: settings.Settings) -> Ids:
    """Put everybody into the database; those on WhatsApp have just texted us, so that the window is open."""
    sealing.use(chosen.encryption_keys)
    engine = database.connect(chosen.database_url)

    def fill(connection: Connection) -> Ids:
        with Session(bind=connection) as db:
            members = [people.person(db, address(person)) for person in range(PEOPLE)]
            ids = [(member.id, member.address_id or 0) for member in members]
        for person, (_member, at) in enumerate(ids):
            text = texts.claim(connection, f"SM{'a' * 24}{person:08x}")
            assert text is not None
            texts.answered(connection, text, at, None, None)
        return ids

    try:
        return database.run(engine, fill)
    finally:
        engine.dispose()


def writer(chosen: settings.Settings, plan: Plan, ids: Ids) -> None:
    """Write page after page. Started again it goes on where it was: each page is claimed, as a text's answer is."""
    stage.prepare(chosen)
    for number, page in enumerate(plan.pages):
        while True:
            try:
                new = database.run(
                    kit.kit().engine, lambda c, number=number, page=page: _write(c, number, page, ids)
                )
                break
            except SQLAlchemyError:
                time.sleep(0.2)
        if new:
            kit.kit().bell.ring(delivery=True, nudges=True)
            time.sleep(PAUSE)
    signal.pause()


def _write(connection: Connection, number: int, page: Page, ids: Ids) -> bool:
    if texts.claim(connection, f"SM{'b' * 24}{number:08x}") is None:
        return False
    # Whoever writes to a person holds their row; so there is an order in which letters are written.
    whom = sorted({ids[person][0] for person, *_ in page.letters})
    rows = select(Member.id).where(Member.id.in_(whom)).order_by(Member.id)
    connection.execute(rows.with_for_update(key_share=True)).all()
    outbox.put(connection, [Draft(ids[person][1], words) for person, words in page.letters])
    for person, about, wait in page.nudges:
        due = clock.now() + timedelta(seconds=wait)
        nudges.plan(connection, HAIL, ids[person][0], about, due, due + timedelta(hours=1))
    return True


class Crew(stage.Stage):
    """The house's processes: web, cron, the writer, and two workers of each queue."""

    def __init__(self, chosen: settings.Settings, port: int, write: Callable[[], None]) -> None:
        self.turned = stage.TurnedClock()  # not turned: letters are as old here as at Twilio
        super().__init__(chosen, self.turned, port)
        self._jobs |= {f"{queue} 2": self._jobs[queue] for queue in queues.QUEUES} | {"writer": write}

    def kill(self, name: str) -> int:
        """kill -9. Returns how many it hit."""
        return self.kill_all([self.pid(name)])

    def kill_all(self, pids: list[int]) -> int:
        """kill -9 at one moment: none of them sees another one gone."""
        hit = 0
        for blow in (signal.SIGSTOP, signal.SIGKILL):
            hit = 0
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, blow)
                    hit += 1
        return hit

    def holding(self, file: Path) -> list[int]:
        """Those of them that have this file open."""
        mine = {one.pid for name in self._jobs for one in stages.descendants(self.pid(name))}
        mine |= {self.pid(name) for name in self._jobs}
        return [pid for pid in sorted(mine) if _has_open(pid, file)]


def _has_open(pid: int, file: Path) -> bool:
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if str(link.readlink()) == str(file):
                    return True
    return False


class Fickle:
    """A Redis that can be flushed, and be away for a while with all that it knew."""

    def __init__(self, directory: Path, port: int) -> None:
        self._directory, self._port = directory, port
        self._running = contextlib.ExitStack()
        self.url = self._running.enter_context(embedded_redis(directory, port=port))

    def flush(self) -> None:
        """Forget everything."""
        with Redis.from_url(self.url) as redis:
            redis.flushall()

    def close(self) -> None:
        """End it."""
        self._running.close()

    def start(self) -> None:
        """Back, empty."""
        self._running.enter_context(embedded_redis(self._directory, port=self._port))


@dataclass
class Siege:
    """What happens to the house, by how many messages were made until then."""

    crew: Crew
    redis: Fickle
    database: Callable[[], int]  # restarts it; returns how many processes it took with it
    moments: list[tuple[int, str]]
    did: Counter[str] = field(default_factory=Counter)

    def go_on(self, made: int) -> None:
        """Do what is due, then start what doesn't run."""
        while self.moments and made >= self.moments[0][0]:
            self._do(self.moments.pop(0)[1])
            self.crew.look_after()
        self.crew.look_after()

    def _do(self, what: str) -> None:
        if what == "redis flushed":
            self.redis.flush()
        elif what == "redis restarted":
            self.redis.close()
            time.sleep(OUTAGE)
            self.redis.start()
        elif what == "database restarted":
            self.did["killed with the database"] += self.database()
        else:
            self.did[f"{what} killed"] += self.crew.kill(what)
            return
        self.did[what] += 1


def moments(dice: random.Random, whole: int) -> list[tuple[int, str]]:
    """When what happens: kills at random, Redis and the database in the middle."""
    found = [
        (dice.randrange(whole // 50, whole * 95 // 100), who)
        for who, times in KILLS.items()
        for _ in range(times)
    ]
    found = [(min(at, whole * 3 // 4) if who == "writer" else at, who) for at, who in found]
    found += [(whole * dice.randrange(18, 24) // 100, "redis flushed")]
    found += [
        (whole * at // 100, "database restarted") for at in (dice.randrange(30, 40), dice.randrange(60, 70))
    ]
    found += [
        (whole * at // 100, "redis restarted") for at in (dice.randrange(45, 55), dice.randrange(75, 85))
    ]
    return sorted(found)


def database_file(url: str) -> Path | None:
    """SQLite's file; None on PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "").resolve() if parsed.get_backend_name() == "sqlite" else None


@contextlib.contextmanager
def crewed(crew: Crew, public_url: str) -> Iterator[None]:
    """Its processes, for the block."""
    try:
        crew.look_after()
        stages.wait_until(lambda: stages.ready(public_url), 60, "the web process doesn't answer")
        yield
    finally:
        crew.end()
