"""What care costs with many people: a change of keys, the sweep of what is old, and forgetting whom one asks to, in bounded
memory.

    python -m bench.care [--people 100000] [--db sqlite|postgresql|both]

Each person has a name, an address, two texts with their answers and two letters and two nudges that were settled, one of
each older than is kept; each two have a session whose place is to be forgotten. One in ten has a note of a coordinator's that
speaks of their partner, and somebody they know outside; each five coordinators read and wrote of others. One in fifty asked to be
forgotten. Each task runs in a process of its
own, as `sounding-board rotate-keys` and `worker nudges` run it, first with a tenth of the people and then with all: its
peak of memory (`VmHWM`) may not grow with them. Goal: at most a tenth more.
"""

import argparse
import json
import multiprocessing
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    bindparam,
    event,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)

from bench.nudges import NAMES, newest, people
from bench.servers import databases, settings_for
from bench.table import show
from models import clock, database, rotation, sealing
from models.base import Base, table_of
from models.commitments import Commitment
from models.consents import Consent
from models.erasures import Erasure
from models.member_notes import MemberNote
from models.members import Member
from models.nudges import Nudge
from models.outbox import Letter
from models.sealing import Keyring, Sealed, SealedJSON
from models.seats import Seat
from models.sessions import Meeting
from models.talks import TalkRow
from models.texts import Text
from models.wishes import Tie
from workers import erasing, retention

PEOPLE = 100_000
STEP = 5_000  # people a transaction, when they are made
OLD, NEW = timedelta(days=100), timedelta(days=1)
FORGOTTEN = 50  # one in so many asked for it
COORDINATORS, READ = 5, 400  # each, of texts and of letters in which somebody is named
GROWS = 1.1  # how much more memory ten times as many people may take
WORDS = (
    "{0} I would like to talk about how to rest when everybody at work leans on me, and nobody asks how I am."
)
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Took:
    """One task, in a process of its own."""

    done: int  # values sealed, rows forgotten
    seconds: float
    cpu: float  # seconds of its process, without the database's
    peak: float  # MB, of the whole process
    statements: int


def fill(engine: Engine, count: int) -> None:
    """People, and what they leave behind."""
    database.run(engine, lambda connection: people(connection, count))
    last = database.run(engine, newest)
    for age in (OLD, NEW):
        for first in range(last - count + 1, last + 1, STEP):
            ids = range(first, min(first + STEP, last + 1))
            database.run(engine, partial(_left_behind, ids=ids, age=age))
    database.run(engine, _met_somewhere)
    for first in range(last - count + 1, last + 1, STEP):
        database.run(engine, partial(_named, ids=range(first, min(first + STEP, last + 1))))
    database.run(engine, partial(_coordinate, ids=range(last - count + 1, last + 1)))


def called(number: int) -> str:
    """A name that nobody else bears: `Bcaaf`."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:06}").capitalize()


def said(number: int) -> str:
    """What nobody else wrote."""
    return WORDS.format(number)


def _named(connection: Connection, ids: range) -> None:
    """What they are called, and what is kept of them beside texts."""
    members, now = table_of(Member), clock.now()
    name = update(members).where(members.c.id == bindparam("b_id")).values(name=bindparam("b_name"))
    connection.execute(name, [{"b_id": one, "b_name": called(one)} for one in ids])
    some = [one for one in ids if one % 10 == 0]
    rows: dict[type[Base], list[dict[str, Any]]] = {
        Consent: [
            {"member_id": one, "purpose": purpose, "version": "2026-11", "language": "en", "given_at": now}
            for one in ids
            for purpose in ("data", "matching", "texts")
        ],
        Commitment: [
            {"member_id": one, "status": "open", "words": said(one), "witness_id": one ^ 1, "created_at": now,
             "follow_up_at": now + NEW, "asked_again": False}
            for one in ids if one ^ 1 in ids
        ],
        TalkRow: [
            {"member_id": one, "status": "waiting", "flow": "commitment", "state": "words", "about": one, "urgency": 5,
             "memory": {"answers": {}}, "created_at": now}
            for one in ids
        ],
        MemberNote: [
            {"member_id": one, "by_id": ids[0], "words": f"{called(one)} meets {called(one ^ 1)} on Fridays.",
             "written_at": now}
            for one in some
        ],
        Tie: [{"member_id": one, "name": called(one ^ 3), "phone": f"+4479{one:08}", "created_at": now} for one in some],
    }  # fmt: skip
    for model, each in rows.items():
        if each:
            connection.execute(insert(table_of(model)), each)


def _coordinate(connection: Connection, ids: range) -> None:
    """A few of them coordinate and have read of many; some wish to be forgotten."""
    now = clock.now()
    seats = [
        {"member_id": one, "status": "held", "role": "coordinator", "until": (now + OLD).date(), "since": now, "offered_at": now}
        for one in ids[:COORDINATORS]
    ]  # fmt: skip
    gone = ids[COORDINATORS::FORGOTTEN]
    read = [
        {"sid": f"SMc{seat['member_id']}x{at}", "address_id": seat["member_id"], "body": f"look {who}",
         "reply": f"{who} takes part since May. {said(at)}", "received_at": now}
        for seat in seats for at in range(READ) if (who := called(gone[at % len(gone)]))
    ]  # fmt: skip
    wish = [
        {"member_id": one, "status": "asked", "asked_at": now - NEW, "due_at": now - timedelta(hours=1)} for one in gone
    ]  # fmt: skip
    for model, rows in ((Seat, seats), (Text, read), (Erasure, wish)):
        connection.execute(insert(table_of(model)), rows)


def _left_behind(connection: Connection, ids: range, age: timedelta) -> None:
    """Of each a text, a letter and a nudge of this age."""
    at, mark = clock.now() - age, age.days
    texts: list[dict[str, Any]] = [
        {
            "sid": f"SM{mark}x{one}",
            "address_id": one,
            "body": said(one),
            "reply": said(one),
            "received_at": at,
        }
        for one in ids
    ]
    letters: list[dict[str, Any]] = [
        {"ref": f"{mark}x{one}", "address_id": one, "status": "delivered", "body": said(one),
         "wording": {"copy": said(one), "facts": {"who": f"Member {one}"}},
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
    return _again_and_again(retention.forget, database_url)


def forget(_engine: Engine, database_url: str) -> int:
    """The turns of `worker nudges`, each minute's, until nobody is left who asked."""
    return _again_and_again(erasing.erase, database_url)


def _again_and_again(turn: Callable[[], int], database_url: str) -> int:
    import stage

    stage.prepare(settings_for(database_url, "redis://127.0.0.1:1"))
    sealing.use(json.loads(os.environ["CARE_KEYS"]))
    done = 0
    while some := turn():
        done += some
    return done


TASKS: dict[str, Callable[[Engine, str], int]] = {"rotation": rotate, "retention": sweep, "erasure": forget}


def _in_its_process(task: str, database_url: str, to: "Pipe") -> None:
    sealing.use(json.loads(os.environ["CARE_KEYS"]))
    engine = database.connect(database_url)
    statements = Counter[str]()
    event.listen(Engine, "before_cursor_execute", lambda *given: statements.update([given[2]]))
    began, cpu = time.perf_counter(), time.process_time()
    done = TASKS[task](engine, database_url)
    took = time.perf_counter() - began
    to.send(Took(done, took, time.process_time() - cpu, peak(), statements.total()))


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
        assert texts == count + COORDINATORS * READ, (texts, count)
        engine.dispose()
        yield "erasure", run("erasure", pair.ours, keys[:1])
        database.run(engine, nobody_is_left)
        engine.dispose()


def nobody_is_left(connection: Connection) -> None:
    """Whoever asked is nobody, and coordinators' texts don't name them."""
    gone = [called(one) for one in connection.scalars(select(table_of(Erasure).c.member_id))]
    named = connection.scalar(
        select(func.count()).where(table_of(Member).c.status == "erased", table_of(Member).c.name.is_(None))
    )
    assert named == len(gone), (named, len(gone))
    for column in (table_of(Text).c.body, table_of(Text).c.reply):
        words = connection.scalars(select(column).where(table_of(Text).c.sid.like("SMc%")))
        assert not {one for text in words for one in text.replace(".", "").split()} & {*gone}
    assert connection.scalar(select(func.count()).where(table_of(Erasure).c.traces.is_not(None))) == 0


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
                            f"{took.cpu:.1f}",
                            each,
                            f"{took.statements / took.done:.1f}",
                            f"{took.peak:.0f}",
                        ]
                    )
        print(f"\n{NAMES[kind]}\n")
        show(["task", "people", "done", "seconds", "CPU", "a second", "statements each", "peak MB"], rows)
        for task, (few, many) in peaks.items():
            print(f"{task}: ×{many / few:.2f} of memory with ten times the people (goal ×{GROWS}, "
                  f"{'met' if many / few <= GROWS else 'MISSED'}).")  # fmt: skip


if __name__ == "__main__":
    main()
