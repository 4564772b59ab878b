"""A text to 10,000 people, from its confirmation to the outbox; and how long others wait for their answers meanwhile.

    python -m bench.broadcast [--people 10000] [--seconds 6] [--db sqlite|postgresql|both]

Letters are written by `flows.broadcast_work.work`, as the worker runs it, in a process of its own. Others text through the
whole path of `bench/inbound.py` at the same rate twice in this run: with nothing else on, and while letters are written, one
broadcast after the other. Goals: as many statements for each batch, 2,000 letters a second, and a p99 of at most twice that
of idle.
"""

import argparse
import multiprocessing
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from bench import load, servers
from bench.crowd import Crowd
from bench.inbound import MEMBERS, NAMES, WARM_UP, percentile
from bench.nudges import counted, newest, people
from bench.table import show
from flows import broadcast_work
from models import broadcasts, clock, database, sealing
from models.base import table_of
from models.consents import Consent
from models.members import Member
from models.outbox import Letter
from workers.embedded import embedded_redis

LINES = 64  # connections
RATE = 60.0  # texts a second of others
WORDS = "The circle on rest meets on Friday 11 December at 18:00 London time. Whoever would like to come is welcome."
_FORK = multiprocessing.get_context("fork")


def fill(engine: Engine, count: int) -> None:
    """So many people who agree to be texted."""

    def put(connection: Any) -> None:
        people(connection, count)
        ids = range(newest(connection) - count + 1, newest(connection) + 1)
        given = {"purpose": "texts", "version": "1", "language": "en", "given_at": clock.now()}
        connection.execute(insert(table_of(Consent)), [{"member_id": one, **given} for one in ids])
        if connection.dialect.name == "postgresql":  # whoever joins from now on has the next number
            for table in ("members", "addresses"):
                last = (
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 - ours
                )
                connection.execute(text(last))

    database.run(engine, put)


def confirm(engine: Engine, count: int) -> None:
    """One broadcast to the newest so many people, confirmed."""

    def put(connection: Any) -> None:
        with Session(bind=connection) as db:
            ids = sorted(db.scalars(select(Member.id).order_by(Member.id.desc()).limit(count)))
            made = broadcasts.draft(db, ids[0], WORDS, [], ids)
            made.status, made.confirmed_at = "confirmed", clock.now()
            db.flush()

    database.run(engine, put)


def alone(engine: Engine, count: int) -> list[str]:
    """Letters a second with nothing else on, and statements a batch."""
    confirm(engine, count)
    with counted(engine) as said:
        began = time.perf_counter()
        wrote = broadcast_work.work(engine)
        took = time.perf_counter() - began
    letters = [one for one in said if one.startswith("INSERT INTO outbox")]
    batches = -(-count // broadcast_work.BATCH)
    in_outbox = database.run(engine, lambda c: c.scalar(select(func.count()).select_from(table_of(Letter))))
    assert wrote == count == (in_outbox or 0) - 1  # its author reads that it is written
    meant = [one for one in said if not one.startswith("BEGIN")]
    each = f"{len(meant) / batches:.1f}"
    return [
        f"{wrote:,}",
        f"{took:.2f}",
        f"{wrote / took:,.0f}",
        str(len(letters)),
        each,
        _met(wrote / took >= 2000),
    ]


def _keep_writing(url: str, keys: list[str], count: int, until: Any) -> None:
    """What the worker does, again and again."""
    sealing.use(keys)
    engine = database.connect(url)
    while not until.is_set():
        confirm(engine, count)
        broadcast_work.work(engine)


def measure(kind: str, count: int, seconds: float) -> None:
    """One kind of database."""
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sb-bench-")))
        redis_url = running.enter_context(embedded_redis(home / "redis"))
        pair = running.enter_context(servers.databases(kind, home, MEMBERS))
        house = servers.settings_for(pair.ours, redis_url)
        keys = house.encryption_keys
        sealing.use(keys)
        engine = database.connect(pair.ours)
        fill(engine, count)
        print(f"\n{NAMES[kind]} ({pair.what}), batches of {broadcast_work.BATCH}\n")
        head = ["", "people", "s", "letters/s", "batches", "statements each", "goal 2,000/s"]
        show(head, [["nothing else on", *alone(engine, count)]])
        port, crowd = running.enter_context(servers.web(house)), Crowd(MEMBERS)
        crowd.sign(WARM_UP)
        load.at_full(port, crowd, 60.0, 16)
        texts = int(RATE * seconds)
        crowd.sign(2 * texts + LINES * MEMBERS)
        idle = load.at_rate(port, crowd, texts, RATE, LINES)
        until = _FORK.Event()
        writer = _FORK.Process(target=_keep_writing, args=(pair.ours, keys, count, until))
        writer.start()
        time.sleep(1)
        busy = load.at_rate(port, crowd, texts, RATE, LINES)
        until.set()
        writer.join(60)
        before, meanwhile = percentile(idle, 0.99), percentile(busy, 0.99)
        print(
            f"\np99 of {texts} texts at {RATE:g} a second: {before:.1f} ms idle, {meanwhile:.1f} ms meanwhile, "
            f"×{meanwhile / before:.1f} (goal: at most ×2, {_met(meanwhile <= 2 * before)})"
        )
        engine.dispose()


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.broadcast", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000, help="who read it (10,000)")
    parser.add_argument("--seconds", type=float, default=6.0, help="how long others text, each time (6)")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    for kind in NAMES if asked.db == "both" else (asked.db,):
        measure(kind, asked.people, asked.seconds)


if __name__ == "__main__":
    main()
