"""What care costs with many people: a change of keys and the sweep of what is old, in bounded memory.

    python -m bench.care [--people 100000] [--db sqlite|postgresql|both]

Each person has a name, an address, two texts with their answers and two letters and two nudges that were settled, one of
each older than is kept; each two have a session whose place is to be forgotten. Each task runs in a process of its
own, as `sounding-board rotate-keys` and `worker nudges` run it, first with a tenth of the people and then with all: its
peak of memory (`VmHWM`) may not grow with them. Goal: at most a tenth more.
"""

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, func, insert, literal, select, type_coerce, update

from bench.nudges import NAMES, newest, people
from bench.servers import databases, settings_for
from bench.table import show
from models import clock, database, rotation, sealing
from models.base import Base, table_of
from models.nudges import Nudge
from models.outbox import Letter
from models.sealing import Keyring, Sealed, SealedJSON
from models.sessions import Meeting
from models.texts import Text
from workers import retention

PEOPLE = 100_000
STEP = 5_000  # people a transaction, when they are made
OLD, NEW = timedelta(days=100), timedelta(days=1)
GROWS = 1.1  # how much more memory ten times as many people may take
WORDS = "I would like to talk about how to rest when everybody at work leans on me, and nobody asks how I am."
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Took:
    """One task, in a process of its own."""

    done: int  # values sealed, rows forgotten
    seconds: float
    peak: float  # MB, of the whole process


def fill(engine: Engine, count: int) -> None:
    """People, and what they leave behind."""
    database.run(engine, lambda connection: people(connection, count))
    last = database.run(engine, newest)
    for age in (OLD, NEW):
        for first in range(last - count + 1, last + 1, STEP):
            ids = range(first, min(first + STEP, last + 1))
            database.run(engine, partial(_left_behind, ids=ids, age=age))
    database.run(engine, _met_somewhere)


def _left_behind(connection: Connection, ids: range, age: timedelta) -> None:
    """Of each a text, a letter and a nudge of this age."""
    at, mark = clock.now() - age, age.days
    texts: list[dict[str, Any]] = [
        {"sid": f"SM{mark}x{one}", "address_id": one, "body": WORDS, "reply": WORDS, "received_at": at}
        for one in ids
    ]
    letters: list[dict[str, Any]] = [
        {"ref": f"{mark}x{one}", "address_id": one, "status": "delivered", "body": WORDS,
         "wording": {"copy": WORDS, "facts": {"who": f"Member {one}"}},
         "due_at": at, "not_before": at, "not_after": at + NEW, "created_at": at}
        for one in ids
    ]  # fmt: skip
    nudges: list[dict[str, Any]] = [
        {"key": f"{mark}x{one}", "kind": "follow-up", "member_id": one, "status": "spoken", "due_at": at,
         "not_after": at, "settled_at": at, "created_at": at}
        for one in ids
    ]  # fmt: skip
    for table, rows in ((Text, texts), (Letter, letters), (Nudge, nudges)):
        connection.execute(insert(table_of(table)), rows)


def _met_somewhere(connection: Connection) -> None:
    connection.execute(update(table_of(Meeting)).values(place="At the old mill", starts_at=clock.now() - OLD))


# The tasks, each as its process runs it.


def rotate(engine: Engine, _database_url: str) -> int:
    """`sounding-board rotate-keys`."""
    return rotation.rotate(engine)


def sweep(_engine: Engine, database_url: str) -> int:
    """The hourly turn of `worker nudges`, until it finds nothing."""
    import stage

    stage.prepare(settings_for(database_url, "redis://127.0.0.1:1"))
    sealing.use(json.loads(os.environ["CARE_KEYS"]))
    done = 0
    while gone := retention.forget():
        done += gone
    return done


TASKS: dict[str, Callable[[Engine, str], int]] = {"rotation": rotate, "retention": sweep}


def _in_its_process(task: str, database_url: str, to: "Pipe") -> None:
    sealing.use(json.loads(os.environ["CARE_KEYS"]))
    engine = database.connect(database_url)
    began = time.perf_counter()
    done = TASKS[task](engine, database_url)
    took = time.perf_counter() - began
    to.send(Took(done, took, peak()))


def peak() -> float:
    """The most memory this program ever had, in MB. (`ru_maxrss` also counts what was there before it, in the process that
    started it.)"""
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def run(task: str, database_url: str, keys: list[str]) -> Took:
    """One task."""
    os.environ["CARE_KEYS"] = json.dumps(keys)
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_in_its_process, args=(task, database_url, theirs))
    process.start()
    theirs.close()
    took: Took = ours.recv()
    process.join()
    return took


# Was it done?


def not_by(connection: Connection, key: str) -> int:
    """How many sealed values another key sealed, read as they lie there."""
    id_of = Keyring([key]).seal(b"", b"")[:4]
    there = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJSON):
                begins = func.substr(type_coerce(column, LargeBinary), 1, 4)
                others = select(func.count()).where(
                    column.is_not(None), begins != literal(id_of, LargeBinary)
                )
                there += connection.scalar(others) or 0
    return there


def measure(kind: str, count: int, home: Path) -> Iterator[tuple[str, Took]]:
    """Each task with so many people."""
    keys = [sealing.new_key(), sealing.new_key()]
    with databases(kind, home, 1) as pair:
        sealing.use(keys[1:])
        engine = database.connect(pair.ours)
        fill(engine, count)
        engine.dispose()  # no connection of ours stays open beside theirs
        yield "rotation", run("rotation", pair.ours, keys)
        sealing.use(keys[:1])
        left = database.run(engine, lambda connection: not_by(connection, keys[0]))
        assert left == 0, f"{left} values are sealed by the old key still"
        yield "retention", run("retention", pair.ours, keys[:1])
        texts = database.run(engine, lambda c: c.scalar(select(func.count()).select_from(table_of(Text))))
        assert texts == count, (texts, count)
        engine.dispose()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.care", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"how many ({PEOPLE:,})")
    parser.add_argument("--db", choices=(*NAMES, "both"), default="both")
    asked = parser.parse_args()
    print(f"Load of the machine when we began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    for kind in NAMES if asked.db == "both" else (asked.db,):
        rows: list[list[str]] = []
        peaks: dict[str, list[float]] = {}
        for count in (asked.people // 10, asked.people):
            with ExitStack() as stack:
                home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sb-care-")))
                for task, took in measure(kind, count, home):
                    peaks.setdefault(task, []).append(took.peak)
                    each = f"{took.done / took.seconds:,.0f}"
                    rows.append(
                        [
                            task,
                            f"{count:,}",
                            f"{took.done:,}",
                            f"{took.seconds:.1f}",
                            each,
                            f"{took.peak:.0f}",
                        ]
                    )
        print(f"\n{NAMES[kind]}\n")
        show(["task", "people", "done", "seconds", "a second", "peak MB"], rows)
        for task, (few, many) in peaks.items():
            print(f"{task}: ×{many / few:.2f} of memory with ten times the people (goal ×{GROWS}, "
                  f"{'met' if many / few <= GROWS else 'MISSED'}).")  # fmt: skip


if __name__ == "__main__":
    main()
