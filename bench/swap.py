"""How late the texts to swap are: 1,000 sessions whose half time is the same, through one worker.

    python -m bench.swap [--sessions 1000] [--db sqlite|postgresql|both] [--within 0 60]

Each session has two people, so there are twice as many texts. Half times lie within so many seconds: 0 is the worst case,
all in one second. One process sweeps at its tick of five seconds and delivers what is written, as one worker would. Lateness
is from half time to the moment the call arrives at a stand-in for Twilio, which answers after 30 ms.

Kinds of sender: `ours`, whose pace is no bound, shows what is ours to do; `whatsapp` sends 80 messages a second; a `pool` of
150 long codes one segment a second each; one long code alone can't, and is only reckoned.
"""

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from urllib.parse import parse_qs
from uuid import uuid4

from sqlalchemy import Connection, select

import stage
from bench import servers
from bench.nudges import NAMES, people
from bench.table import show
from messaging.rates import LONG_CODE, WHATSAPP
from messaging.segments import fit, segments
from models import clock, database, nudges
from models.base import table_of
from models.members import Address
from models.outbox import Letter
from models.pairings import Side
from models.sessions import Meeting
from models.texts import Text
from tests.servers.ports import free_port
from workers import kit
from workers.delivery import deliver
from workers.embedded import embedded_redis
from workers.sweep import sweep

GOAL = 60.0  # seconds, of which 99 in 100 are to be quicker
ANSWERS_IN = 0.030  # seconds
TICK = 5.0  # seconds; `workers/cron.py`
HALF = timedelta(minutes=30)
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Kind:
    """Whom the texts come from."""

    name: str
    numbers: tuple[str, ...]
    pace: float  # units a second, each


KINDS = (
    Kind("ours", ("+15005550006",), 10_000.0),
    Kind("whatsapp", ("whatsapp:+15005550006",), WHATSAPP),
    Kind("pool", tuple(f"+1500556{number:04d}" for number in range(150)), LONG_CODE),
)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: dict[str, float]) -> None:
    """One connection: when each text arrived, and an answer after 30 ms."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.lower().split(b"\r\n")
            length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
            form = parse_qs((await reader.readexactly(length)).decode())
            assert form["To"][0] not in seen, "twice"
            seen[form["To"][0]] = time.time()
            await asyncio.sleep(ANSWERS_IN)
            body = json.dumps({"sid": f"SM{uuid4().hex}", "status": "queued"}).encode()
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n")
            writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(port: int, pipe: Pipe) -> None:
    seen: dict[str, float] = {}

    async def run() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(r, w, seen), "127.0.0.1", port)
        pipe.send("ready")
        loop = asyncio.get_running_loop()
        async with server:
            while await loop.run_in_executor(None, pipe.recv):
                pipe.send(dict(seen))
                seen.clear()

    asyncio.run(run())


@contextmanager
def stand_in() -> Iterator[tuple[str, Pipe]]:
    """Its base URL, and a pipe: asked, it tells when each address got its text, and forgets."""
    port, (mine, its) = free_port(), _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(port, its), daemon=True)
    process.start()
    mine.recv()
    yield f"http://127.0.0.1:{port}", mine
    process.kill()


def prepare(connection: Connection, kind: Kind, half: datetime, within: float) -> dict[str, datetime]:
    """Plan the swap of every session, their half times this close together. Each address's half time."""
    meeting, side = table_of(Meeting), table_of(Side)
    for table in (table_of(Letter), table_of(nudges.Nudge), table_of(Text)):
        connection.execute(table.delete())
    people_of = select(meeting.c.id, side.c.member_id).join(side, side.c.pairing_id == meeting.c.pairing_id)
    rows = connection.execute(people_of.order_by(meeting.c.id, side.c.id)).all()
    sessions, halves = len(rows) // 2, {}
    for number, row in enumerate(rows):
        at = half + timedelta(seconds=within * (number // 2) / sessions)
        if number % 2 == 0:
            connection.execute(meeting.update().where(meeting.c.id == row.id).values(starts_at=at - HALF))
        halves[row.member_id] = at
        nudges.plan(connection, "session-swap", row.member_id, row.id, at, at + HALF)
    return {_reached_at(connection, kind, member_id): at for member_id, at in halves.items()}


def _reached_at(connection: Connection, kind: Kind, member_id: int) -> str:
    """Where this member is reached by this kind of sender. On WhatsApp they have written today, so that any words may."""
    address = table_of(Address)
    bare = f"+4477{member_id:08d}"
    where = f"whatsapp:{bare}" if kind.name == "whatsapp" else bare
    mine = address.update().where(address.c.member_id == member_id)
    number = kind.numbers[member_id % len(kind.numbers)]
    connection.execute(
        mine.values(address=where, channel="whatsapp" if kind.name == "whatsapp" else "sms", number=number)
    )
    if kind.name == "whatsapp":
        heard = {"sid": uuid4().hex, "address_id": member_id, "received_at": clock.now()}
        connection.execute(table_of(Text).insert().values(**heard))
    return where


def work(texts: int, half: datetime) -> None:
    """What one worker does until all is sent: a sweep at each tick, and delivery."""
    sent, tick = 0, 0.0
    patience = time.monotonic() + (half - clock.now()).total_seconds() + 600
    while sent < texts and time.monotonic() < patience:
        if time.monotonic() >= tick:
            tick = time.monotonic() + TICK
            sweep()
        sent += deliver()
        time.sleep(0.05)


def measure(database_kind: str, count: int, spans: list[float]) -> bool:
    """Every kind of sender on one kind of database. Whether the goal was met by all."""
    rows, met = [], True
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sb-bench-")))
        redis_url = running.enter_context(embedded_redis(home / "redis"))
        url, pipe = running.enter_context(stand_in())
        pair = running.enter_context(servers.databases(database_kind, home, 1))
        ours = servers.settings_for(pair.ours, redis_url)
        everyone = [number for kind in KINDS for number in kind.numbers]
        stage.prepare(
            ours.model_copy(
                update={
                    "twilio_api_url": url,
                    "twilio_sms_from": [one for one in everyone if not one.startswith("whatsapp")],
                    "twilio_whatsapp_from": [one for one in everyone if one.startswith("whatsapp")],
                    "twilio_rates": {number: kind.pace for kind in KINDS for number in kind.numbers},
                }
            )
        )
        engine = kit.kit().engine
        database.run(engine, lambda connection: people(connection, 2 * count))
        alone = 0.0
        for kind in KINDS:
            for within in spans:
                half = clock.now() + timedelta(seconds=20)
                halves = database.run(engine, lambda c: prepare(c, kind, half, within))  # noqa: B023 (run at once)
                time.sleep(max(0.0, (half - clock.now()).total_seconds()))
                work(2 * count, half)
                pipe.send("tell")
                seen = pipe.recv()
                assert seen.keys() == halves.keys(), f"{len(seen)} of {len(halves)} arrived"
                late = sorted(seen[where] - at.timestamp() for where, at in halves.items())
                bodies = database.run(engine, lambda c: c.scalars(select(Letter.body)).all())
                alone = sum(segments(fit(body)) for body in bodies)
                p99 = late[ceil(0.99 * len(late)) - 1]
                met = met and p99 < GOAL
                units = len(bodies) if kind.name == "whatsapp" else alone
                pace = units / (kind.pace * len(kind.numbers))
                figures = [late[len(late) // 2], p99, late[-1], pace]
                rows.append([kind.name, f"{within:.0f} s", *(f"{one:.1f} s" for one in figures)])
        engine.dispose()
    print(f"\n{NAMES[database_kind]}, one worker: {2 * count:,} texts to swap, {alone:,.0f} segments\n")
    show(["sender", "half times within", "p50", "p99", "latest", "its pace alone takes"], rows)
    print(
        f"\nOne long code alone would take {alone / LONG_CODE:,.0f} s at its pace of {LONG_CODE:.0f} segment a second."
    )
    return met


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.swap", description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=1_000, help="how many sessions (1,000)")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--within", type=float, nargs="+", default=[0.0, 60.0], help="seconds (0 60)")
    asked = parser.parse_args()
    kinds = tuple(NAMES) if asked.db == "both" else (asked.db,)
    met = [measure(kind, asked.sessions, asked.within) for kind in kinds]
    print(f"\nGoal: 99 in 100 within {GOAL:.0f} s of half time: {'met' if all(met) else 'MISSED'}.")


if __name__ == "__main__":
    main()
