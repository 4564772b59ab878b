"""A text to 10,000 people, from its confirmation to the outbox; and how long others wait for their answers meanwhile.

    python -m bench.broadcast [--people 10000] [--seconds 6] [--db sqlite|postgresql|both]

Letters are written by `flows.broadcast_work.work`, as the worker runs it, in a process of its own. Others text through the
whole path of `bench/inbound.py` at the same rate: with nothing else on, and while letters are written, one broadcast after
the other, three times in turn. Goals: as many statements for each batch, 2,000 letters a second, and a p99 of at most
twice that of idle (the median of the three). The previews, which note who reads it, are made beforehand.
"""

import argparse
import multiprocessing
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, func, insert, select, text, update
from sqlalchemy.orm import Session

from bench import load, servers
from bench.crowd import Crowd
from bench.inbound import MEMBERS, NAMES, WARM_UP, percentile
from bench.nudges import counted, newest, people
from bench.table import show
from flows import broadcast_work
from models import broadcasts, clock, database, sealing
from models.base import table_of
from models.broadcasts import Broadcast
from models.consents import Consent
from models.members import Member
from models.outbox import Letter
from workers.embedded import embedded_redis

LINES = 64  # connections
TURNS = 3  # idle and busy take turns, so that what else the machine does meets both alike
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


def draft(engine: Engine, count: int) -> int:
    """One broadcast to the newest so many people, previewed. Its id."""

    def put(connection: Any) -> int:
        with Session(bind=connection) as db:
            ids = sorted(db.scalars(select(Member.id).order_by(Member.id.desc()).limit(count)))
            made = broadcasts.draft(db, ids[0], WORDS, [], ids)
            made.status = "expired"  # so that the next draft leaves it alone
            db.flush()
            return made.id

    return database.run(engine, put)


def confirm(engine: Engine, broadcast_id: int) -> None:
    """Its coordinator has said yes."""
    table = table_of(Broadcast)
    yes = update(table).where(table.c.id == broadcast_id).values(status="confirmed", confirmed_at=clock.now())
    database.run(engine, lambda c: c.execute(yes).rowcount)


def alone(engine: Engine, count: int) -> list[str]:
    """Letters a second with nothing else on, and statements a batch."""
    made = draft(engine, count)
    before = database.run(engine, _letters)
    with counted(engine) as said:
        began = time.perf_counter()
        confirm(engine, made)
        wrote = broadcast_work.work(engine)
        took = time.perf_counter() - began
    # One letter more: its author reads that it is written.
    batches = sum(one.startswith("INSERT INTO outbox") for one in said) - 1
    assert wrote == count == database.run(engine, _letters) - before - 1
    meant = [one for one in said if not one.startswith("BEGIN")]
    each = f"{len(meant) / batches:.1f}"
    rate = wrote / took
    return [f"{wrote:,}", f"{took:.2f}", f"{rate:,.0f}", str(batches), each, _met(rate >= 2000)]


def _letters(connection: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table_of(Letter))) or 0


def _keep_writing(url: str, keys: list[str], drafts: list[int], go: Any, still: Any, over: Any) -> None:
    """What the worker does, one broadcast after another for as long as it may."""
    sealing.use(keys)
    engine = database.connect(url)
    broadcast_work.work(engine)  # the catalogues are read
    while not over.is_set():
        if not go.wait(0.1):
            continue
        assert drafts, "more broadcasts were written than there are"
        still.clear()
        confirm(engine, drafts.pop())
        broadcast_work.work(engine)
        still.set()


def meanwhile(
    engine: Engine, port: int, crowd: Crowd, texts: int, go: Any, still: Any
) -> tuple[float, float, float]:
    """The p99 of others' texts, in ms: idle, and while letters are written; and how many letters a second those are."""
    crowd.sign(2 * texts + LINES * MEMBERS)
    idle = percentile(load.at_rate(port, crowd, texts, RATE, LINES), 0.99)
    go.set()
    time.sleep(0.5)
    before, began = database.run(engine, _letters), time.perf_counter()
    busy = percentile(load.at_rate(port, crowd, texts, RATE, LINES), 0.99)
    wrote = (database.run(engine, _letters) - before) / (time.perf_counter() - began)
    go.clear()
    still.wait(120)  # the last of it is written
    return idle, busy, wrote


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
        print(
            f"\n{NAMES[kind]} ({pair.what}), batches of at most {broadcast_work.TURNS[kind].most}; {_load()}\n"
        )
        head = ["", "people", "s", "letters/s", "batches", "statements each", "goal 2,000/s"]
        show(head, [[f"nothing else on, {turn + 1}", *alone(engine, count)] for turn in range(TURNS)])
        texts = int(RATE * seconds)
        # Enough for the time there is, at twice the pace it has.
        drafts = [draft(engine, count) for _ in range(int(TURNS * (seconds + 2) * 6000 / count) + 2)]
        engine.dispose()
        port, crowd = running.enter_context(servers.web(house)), Crowd(MEMBERS)
        crowd.sign(WARM_UP)
        load.at_full(port, crowd, 60.0, 16)
        go, still, over = _FORK.Event(), _FORK.Event(), _FORK.Event()
        writer = _FORK.Process(target=_keep_writing, args=(pair.ours, keys, drafts, go, still, over))
        writer.start()
        turns = [meanwhile(engine, port, crowd, texts, go, still) for _ in range(TURNS)]
        over.set()
        writer.join(60)
        _show_turns(turns, texts)


def _show_turns(turns: list[tuple[float, float, float]], texts: int) -> None:
    rows = [
        [f"turn {at + 1}", f"{a:.1f}", f"{b:.1f}", f"x{b / a:.1f}", f"{wrote:,.0f}"]
        for at, (a, b, wrote) in enumerate(turns)
    ]
    print(f"\np99 of {texts} texts of others at {RATE:g} a second; {_load()}\n")
    show(["", "idle, ms", "meanwhile, ms", "times", "letters/s meanwhile"], rows)
    times = median(b / a for a, b, _wrote in turns)
    print(f"\nmedian x{times:.1f} (goal: at most x2, {_met(times <= 2)})", flush=True)


def _load() -> str:
    return "load of the machine " + " ".join(f"{one:.1f}" for one in os.getloadavg())


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
