"""One search in what members shared: by our index, and by a LIKE scan over the same words, side by side in one run.

    python -m bench.search [--items 100000] [--runs 5]

On a database of its own: SQLite in a temporary directory, and PostgreSQL as the tests start it.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.orm import Session

from bench.table import show, spread
from flows import looking_up
from flows.understand.topics import terms
from models import database, migrate, sealing
from models.base import table_of
from models.knowledge_index import Entry
from tests import shelves
from tests.models import people
from tests.servers.postgres import postgres_server

CHUNK = 5000
RARE = "Sankofa and the weaver's knot"  # there is one of it
QUESTIONS = {
    "two topics": "grief rituals",
    "a slip, in Spanish": "rituales de deulo",
    "what one alone has": "sankofa weavers knot",
    "a slip in a rare word": "sankoffa knott",
    "four words": "questions about rest and money at work",
}


def fill(connection: Connection, items: int) -> None:
    """So many are published, in a few large steps."""
    chance, uses = random.Random(45), Counter[str]()
    with Session(bind=connection) as db:
        author = people.person(db, "+447700900101", "Amara").id
    for start in range(0, items, CHUNK):
        rows = [shelves.somebodys(number, chance) for number in range(start, min(items, start + CHUNK))]
        if start <= items // 2 < start + CHUNK:
            rows[items // 2 - start]["title"] = RARE
        uses.update(shelves.file_all(connection, author, rows, start + 1))
    shelves.count(connection, uses)


def scan(connection: Connection, asked: str) -> list[int]:
    """What a LIKE scan finds: rows that have all words somewhere. It knows no slips, so it is given the right words."""
    table = table_of(Entry)
    rows = select(table.c.item_id)
    for word in terms(asked):
        rows = rows.where((table.c.title + table.c.topics + table.c.credit + table.c.words).like(f"%{word}%"))
    return list(connection.execute(rows.order_by(table.c.item_id.desc()).limit(60)).scalars())


def timed(
    engine: Engine, work: Callable[[Connection, str], list[int]], asked: str, runs: int
) -> tuple[str, int]:
    """Milliseconds of each run, and how many were found."""
    took, found = [], 0
    for _ in range(runs):
        with engine.begin() as connection:
            began = time.perf_counter()
            found = len(work(connection, asked))
            took.append((time.perf_counter() - began) * 1000)
    return spread(took, 1), found


def measure(name: str, url: str, items: int, runs: int) -> list[list[str]]:
    """A line for each question."""
    migrate.upgrade(url)
    sealing.use([sealing.new_key()])
    engine = database.connect(url)
    began = time.perf_counter()
    with engine.begin() as connection:
        fill(connection, items)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE knowledge_index"))
    print(f"{name}: {items:,} filed in {time.perf_counter() - began:.0f} s")
    lines = []
    for what, asked in QUESTIONS.items():
        timed(engine, looking_up.found, asked, 1)  # read once, so that both meet a warm database
        ours, found = timed(engine, looking_up.found, asked, runs)
        theirs, scanned = timed(engine, scan, asked, runs)
        lines.append([f"{name}, {what}", ours, str(found), theirs, str(scanned)])
    engine.dispose()
    return lines


def main() -> None:
    """Both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        lines = measure("SQLite", f"sqlite:///{directory}/bench.db", given.items, given.runs)
        with postgres_server(Path(directory), "search") as server:
            lines += measure("PostgreSQL", server.fresh_database(migrate.upgrade), given.items, given.runs)
    show(["question", "index, ms", "found", "LIKE scan, ms", "found"], lines)


if __name__ == "__main__":
    main()
