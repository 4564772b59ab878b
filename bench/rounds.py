"""How long a coordinator waits for a round's plan, and what it costs the database; and how a large round goes.

    python -m bench.rounds [--large]

Members, their wishes and credentials are in a real database, sealed. For each size: seconds to read everybody who is in,
statements that takes, seconds to match them, and seconds to send it all. Up to 60 people that happens while the
coordinator waits for the answer; beyond, the workers do it. With `--large` also 100,000 people (many minutes).
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from bench.community import community
from bench.servers import databases
from bench.table import show
from flows import plan as plans
from flows import rounds_work
from matching.levels import LEVELS
from models import clock, database, sealing
from models.base import table_of
from models.consents import Consent
from models.members import Address, Credential, Member
from models.rounds import Entry, Round
from models.wishes import Wishes

SIZES = (20, 60, 1_000, 10_000)
LARGE = 100_000
BATCH = 5_000
EMCC = {row.band: row.words[0] for row in LEVELS if row.body == "EMCC"}


@dataclass
class Counter:
    """Statements."""

    count: int = 0

    def __call__(self, *_args: Any) -> None:
        self.count += 1


def fill(engine: Engine, size: int) -> int:
    """A community that is in a round; the round's id."""
    people = community(size)
    codes = {
        name: f"x{number}" for number, name in enumerate(sorted({t for p in people for t in p.languages}))
    }
    with engine.begin() as connection:
        made = connection.execute(
            insert(table_of(Member)).values(name="Maya", status="verified", language="en", zone="UTC")
            .returning(table_of(Member).c.id)
        ).scalar_one()  # fmt: skip
        number = connection.execute(
            insert(table_of(Round)).values(
                status="open", kind="coaching", shape="pairs", starts_on=clock.now().date() + timedelta(days=7),
                closes_at=clock.now() + timedelta(days=3), weeks=6, sessions=6, minutes=60, opened_by=made,
                level_gap=1, opened_at=clock.now(),
            ).returning(table_of(Round).c.id)
        ).scalar_one()  # fmt: skip
    for at in range(0, size, BATCH):
        with engine.begin() as connection:
            _insert(connection, people[at : at + BATCH], number, codes)
    return int(number)


def _insert(connection: Any, people: list[Any], number: int, codes: dict[str, str]) -> None:
    first = 1_000
    rows: dict[type, list[dict[str, Any]]] = {
        Member: [],
        Address: [],
        Credential: [],
        Consent: [],
        Wishes: [],
        Entry: [],
    }
    now = clock.now()
    for person in people:
        one = first + person.id
        free = [f"{window.weekday} {window.since} {window.till}" for window in person.free]
        rows[Member].append(
            {"id": one, "name": f"M{one}", "status": "verified", "language": "en", "zone": person.zone,
             "free": free, "created_at": now, "address_id": one}
        )  # fmt: skip
        rows[Address].append(
            {
                "id": one,
                "member_id": one,
                "channel": "sms",
                "address": f"+1555{one:07}",
                "lookup": one.to_bytes(32, "big"),
            }
        )
        rows[Credential].append(
            {"member_id": one, "body": "EMCC", "level": EMCC[person.level or 1], "reference": "-"}
        )
        rows[Consent].append(
            {"member_id": one, "purpose": "matching", "version": "1", "language": "en", "given_at": now}
        )
        rows[Wishes].append(
            {"member_id": one, "languages": [codes[t] for t in person.languages], "aims": sorted(person.aims),
             "style": sorted(person.style), "heritage": next(iter(person.heritage)),
             "partner_heritage": str(person.wish), "wider": person.wider, "accepts_former": True}
        )  # fmt: skip
        rows[Entry].append({"round_id": number, "member_id": one, "status": "in"})
    for model, values in rows.items():
        connection.execute(insert(table_of(model)), values)


def measure(engine: Engine, size: int) -> list[str]:
    """One line of the table."""
    number = fill(engine, size)
    counter = Counter()
    event.listen(engine, "before_cursor_execute", counter)
    start = time.perf_counter()
    with engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        plan = plans.gather(db, db.get_one(Round, number), clock.now().date())
    read, statements = time.perf_counter() - start, counter.count
    start = time.perf_counter()
    plans.solve(plan, number, explain=False)
    matched = time.perf_counter() - start
    explained = time.perf_counter()
    if size <= plans.EXPLAINED:
        plans.solve(plan, number)
    explained = time.perf_counter() - explained if size <= plans.EXPLAINED else 0.0
    with engine.begin() as connection, Session(bind=connection) as db:
        of = db.get_one(Round, number)
        of.plan, of.todo, of.todo_for = plan.kept(), "sending", of.opened_by
        db.flush()
    start = time.perf_counter()
    rounds_work.work(engine)
    sent = time.perf_counter() - start - matched - read
    with engine.begin() as connection:
        placed = connection.scalars(
            select(Entry.id).where(Entry.round_id == number, Entry.status == "placed")
        ).all()
    return [
        f"{engine.dialect.name}, {size:,}",
        f"{read:.2f}",
        str(statements),
        f"{matched:.2f}",
        f"{explained:.2f}" if explained else "–",
        f"{sent:.2f}",
        f"{len(placed):,}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}",
    ]


@contextmanager
def fresh(kind: str) -> Iterator[str]:
    """An empty database of our own tables."""
    with tempfile.TemporaryDirectory() as home, databases(kind, Path(home), 1) as pair:
        yield pair.ours


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.rounds", description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also 100,000 people")
    asked = parser.parse_args()
    sealing.use([sealing.new_key()])
    rows = []
    for size in (*SIZES, LARGE) if asked.large else SIZES:
        for kind in ("sqlite", "postgresql"):
            with fresh(kind) as url:
                engine = database.connect(url)
                rows.append(measure(engine, size))
                engine.dispose()
    print("\n")
    show(["", "read s", "statements", "match s", "with reasons s", "send s", "placed", "MiB"], rows)


if __name__ == "__main__":
    main()
