"""Due nudges turned into letters, with a million more planned; side by side with as many jobs in RQ's scheduler.

    python -m bench.nudges [--planned 1000000] [--due 10000] [--db sqlite|postgresql|both]

Ours: `workers.sweep.sweep` as the worker runs it, on reminders an hour before a session: each is asked whether it is
still true, rendered in its person's language and zone, sealed, and written to the outbox. RQ: as many `enqueue_at`
jobs that do nothing, promoted by its scheduler and run by its SimpleWorker. Both in this process, in turn.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from redis import Redis
from rq import Queue, SimpleWorker
from rq.scheduler import RQScheduler
from sqlalchemy import Connection, Engine, delete, event, func, insert, select

import stage
from bench import servers
from bench.table import show, spread
from flows import session  # noqa: F401 (declares the kinds)
from models import clock, database
from models.base import table_of
from models.members import Address, Member
from models.nudges import Nudge
from models.outbox import Letter
from models.pairings import Pairing, Side
from models.sealing import keyring
from models.sessions import Meeting
from workers import kit
from workers.embedded import embedded_redis
from workers.sweep import sweep

ROUNDS = 3
CHUNK = 10_000
GOAL = 20
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(slots=True)
class Took:
    """One sweep of all that is due."""

    seconds: float
    statements: int
    letters: int

    @property
    def rate(self) -> float:
        """Letters a second."""
        return self.letters / self.seconds


def people(connection: Connection, count: int) -> None:
    """Members with names, in pairs, each pair with a session booked an hour from now."""
    ring, now = keyring(), clock.now()
    numbers = [f"+4477{number:08d}" for number in range(count)]
    zones = ("Europe/London", "America/Bogota", "Africa/Lagos", "Asia/Kolkata")
    first = (connection.scalar(select(func.max(Member.id))) or 0) + 1
    ids = range(first, first + count)
    _insert(
        connection,
        Member,
        (
            {
                "id": one,
                "status": "verified",
                "language": ("en", "es")[one % 2],
                "zone": zones[one % 4],
                "name": f"Member {one}",
                "created_at": now,
                "address_id": one,
            }
            for one in ids
        ),
    )
    _insert(
        connection,
        Address,
        (
            {
                "id": one,
                "member_id": one,
                "channel": "sms",
                "address": number,
                "lookup": ring.lookups(number)[0],
                "phone_lookup": ring.lookups(number)[0],
            }
            for one, number in zip(ids, numbers, strict=True)
        ),
    )
    pairs = range(1, count // 2 + 1)
    _insert(
        connection,
        Pairing,
        ({"id": one, "status": "agreed", "proposed_by": first, "created_at": now} for one in pairs),
    )
    sides = [(pair, first + 2 * (pair - 1) + which) for pair in pairs for which in (0, 1)]
    _insert(connection, Side, ({"pairing_id": pair, "member_id": one} for pair, one in sides))
    _insert(
        connection,
        Meeting,
        (
            {
                "id": one,
                "uid": f"{one:032x}",
                "pairing_id": one,
                "status": "booked",
                "proposed_by": first,
                "first_coached": first + 2 * (one - 1),
                "starts_at": now + timedelta(hours=1),
                "minutes": 60,
                "created_at": now - timedelta(days=3),
            }
            for one in pairs
        ),
    )


def newest(connection: Connection) -> int:
    """The last member's id."""
    return connection.scalar(select(func.max(Member.id))) or 0


def plan(connection: Connection, kind: str, count: int, due: datetime, first: int, label: str) -> None:
    """Plan `count` nudges, one for each member in turn, about the sessions they are in."""
    members = connection.scalar(select(func.count()).where(Address.id >= first)) or 1
    now = clock.now()
    _insert(
        connection,
        Nudge,
        (
            {
                "key": f"{label}:{number}",
                "kind": kind,
                "member_id": first + number % members,
                "about": (number % members) // 2 + 1,
                "due_at": due + timedelta(seconds=number % 86_400),
                "not_after": due + timedelta(days=2),
                "status": "planned",
                "created_at": now,
            }
            for number in range(count)
        ),
    )


def _insert(connection: Connection, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    statement, chunk = insert(table_of(model)), []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            connection.execute(statement, chunk)
            chunk = []
    if chunk:
        connection.execute(statement, chunk)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that an engine runs."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def one_sweep(due: int, number: int) -> Took:
    """Plan what is due, then sweep until nothing is."""
    engine = kit.kit().engine
    first = database.run(engine, newest) - due + 1

    def prepare(connection: Connection) -> None:
        connection.execute(delete(table_of(Letter)))
        connection.execute(delete(table_of(Nudge)).where(table_of(Nudge).c.key.like("due-%")))
        connection.execute(delete(table_of(Nudge)).where(table_of(Nudge).c.status != "planned"))
        plan(
            connection,
            "session-soon",
            due,
            clock.now() - timedelta(days=1, minutes=1),
            first,
            f"due-{number}",
        )

    database.run(engine, prepare)
    with counted(engine) as said:
        began = time.perf_counter()
        letters = 0
        while wrote := sweep():
            letters += wrote
        took = time.perf_counter() - began
    return Took(took, len(said), letters)


def ours(kind: str, planned: int, due: int, redis_url: str, directory: Path) -> list[Took]:
    """Measure on one kind of database, and print."""
    with servers.databases(kind, directory, 1) as pair:
        stage.prepare(servers.settings_for(pair.ours, redis_url))
        engine = kit.kit().engine
        database.run(engine, lambda c: people(c, due))
        none_planned = [one_sweep(due, number) for number in range(ROUNDS)]
        later = clock.now() + timedelta(days=1)
        first = database.run(engine, newest) - due + 1
        for part in range(0, planned, 100_000):
            count = min(100_000, planned - part)
            more = partial(
                plan, count=count, kind="session-soon", due=later, first=first, label=f"later-{part}"
            )
            database.run(engine, more)
        _analyze(engine)
        full = [one_sweep(due, ROUNDS + number) for number in range(ROUNDS)]
        letters = database.run(engine, lambda c: c.scalar(select(func.count()).select_from(table_of(Letter))))
        assert letters == due, (letters, due)
        engine.dispose()
    print(f"\n{NAMES[kind]} ({pair.what}): {due:,} due, {ROUNDS} sweeps each\n")
    show(
        ["planned besides", "seconds", "letters a second", "SQL statements"],
        [_row("0", none_planned), _row(f"{planned:,}", full)],
    )
    same = {one.statements for one in none_planned} == {one.statements for one in full}
    print(f"Statements don't grow with what is planned: {'met' if same else 'MISSED'}.")
    return full


def _analyze(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _row(label: str, took: list[Took]) -> list[str]:
    return [
        label,
        spread([one.seconds for one in took], 2),
        spread([one.rate for one in took]),
        spread([one.statements for one in took]),
    ]


def nothing() -> None:
    """What RQ's jobs do here."""


@dataclass(slots=True)
class RQTook:
    """As many jobs in RQ's scheduler."""

    promoted: float  # a second
    done: float  # a second, promoted and run
    bytes_each: float


def with_rq(due: int, redis_url: str) -> RQTook:
    """`enqueue_at` jobs that are due: promoted, and run."""
    with Redis.from_url(redis_url) as redis:
        redis.flushall()
        queue = Queue("bench", connection=redis)
        before = int(redis.info("memory")["used_memory"])
        at = datetime.now(UTC) - timedelta(minutes=1)
        for _each in range(due):
            queue.enqueue_at(at, "bench.nudges.nothing", result_ttl=0)
        size = (int(redis.info("memory")["used_memory"]) - before) / due
        scheduler: Any = RQScheduler([queue], connection=redis)
        scheduler.acquire_locks()
        began = time.perf_counter()
        while queue.count < due:
            scheduler.enqueue_scheduled_jobs()
        promoted = time.perf_counter() - began
        scheduler.release_locks()
        worker = SimpleWorker([queue], connection=redis)
        began = time.perf_counter()
        worker.work(burst=True, logging_level="ERROR")
        ran = time.perf_counter() - began
        redis.flushall()
    return RQTook(due / promoted, due / (promoted + ran), size)


def measure(kinds: tuple[str, ...], planned: int, due: int) -> None:
    """Both sides, and the ratio."""
    clock.follow(_standing_still())
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sb-bench-")))
        redis_url = running.enter_context(embedded_redis(home / "redis"))
        rates = {}
        for kind in kinds:
            (home / kind).mkdir()
            rates[kind] = ours(kind, planned, due, redis_url, home / kind)
        rq = with_rq(due, redis_url)
    print(f"\nRQ's scheduler, {due:,} due jobs that do nothing:\n")
    show(
        ["", "a second", "bytes of Redis each"],
        [
            ["promoted to the queue", f"{rq.promoted:,.0f}", f"{rq.bytes_each:,.0f}"],
            ["promoted and run", f"{rq.done:,.0f}", ""],
        ],
    )
    print("Ours need no memory of Redis: the schedule is in SQL.\n")
    for kind, took in rates.items():
        mine = sorted(one.rate for one in took)[len(took) // 2]
        met = "met" if mine / rq.done >= GOAL else "MISSED"
        print(
            f"{NAMES[kind]}: ×{mine / rq.done:.0f} of RQ's jobs promoted and run (goal: ×{GOAL}, {met}); "
            f"×{mine / rq.promoted:.1f} of jobs only promoted."
        )


def _standing_still() -> Callable[[], datetime]:
    now = datetime.now(UTC)
    return lambda: now


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.nudges", description=__doc__.splitlines()[0])
    parser.add_argument("--planned", type=int, default=1_000_000, help="nudges planned for later (1,000,000)")
    parser.add_argument("--due", type=int, default=10_000, help="nudges that are due (10,000)")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    measure(tuple(NAMES) if asked.db == "both" else (asked.db,), asked.planned, asked.due)


if __name__ == "__main__":
    main()
