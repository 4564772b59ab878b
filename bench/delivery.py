"""Letters a second through one worker, against an API that takes 30 ms; side by side with bare twilio-python calls.

    python -m bench.delivery [--letters 10000] [--db sqlite|postgresql|both]

Ours: `workers.delivery.deliver` as the worker runs it: claimed, sealed words opened, sent, noted, in order for each
address. The bare loops only call `client.messages.create`: one call at a time, and as many at once as we do. The API is
a process of its own on loopback, which looks at the order.
"""

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs
from uuid import uuid4

from sqlalchemy import Connection, func, select

import stage
from bench import servers
from bench.crowd import ACCOUNT, PUBLIC_URL, TOKEN
from bench.nudges import NAMES, people
from bench.table import show, spread
from messaging.calls import client
from models import database, outbox
from models.base import table_of
from models.members import Address
from models.outbox import Draft, Letter
from tests.servers.ports import free_port
from workers import kit
from workers.delivery import HANDS, deliver
from workers.embedded import embedded_redis

ADDRESSES = 1_000
ANSWERS_IN = 0.030  # seconds
ONE_AT_A_TIME = 200  # calls
RATE, RATIO = 100, 0.8  # what we mean to reach
_SPAWN = multiprocessing.get_context("spawn")


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: dict[str, list[int]]
) -> None:
    """One connection: each request to send is answered after 30 ms, as Twilio answers."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            form = parse_qs((await reader.readexactly(length)).decode())
            seen.setdefault(form["To"][0], []).append(int(form["Body"][0].rsplit(" ", 1)[1]))
            await asyncio.sleep(ANSWERS_IN)
            body = json.dumps({"sid": f"SM{uuid4().hex}", "status": "queued"}).encode()
            writer.write(
                b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                % (len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(port: int, pipe: Pipe) -> None:
    """The API; asked through the pipe, it tells in which order each address got its texts, and forgets."""
    seen: dict[str, list[int]] = {}

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
def api() -> Iterator[tuple[str, Pipe]]:
    """The API's base URL, and the pipe to it."""
    port, (mine, its) = free_port(), _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(port, its), daemon=True)
    process.start()
    mine.recv()
    yield f"http://127.0.0.1:{port}", mine
    process.kill()


def write(connection: Connection, letters: int) -> None:
    """Letters to a thousand addresses, each with its number in its address's line."""
    first = (connection.scalar(select(func.max(Address.id))) or 0) - ADDRESSES + 1
    drafts = [
        Draft(first + number % ADDRESSES, f"A note for you, number {number // ADDRESSES}")
        for number in range(letters)
    ]
    for at in range(0, letters, 1000):
        outbox.put(connection, drafts[at : at + 1000])


def ours(letters: int, pipe: Pipe) -> float:
    """Letters a second; raises AssertionError when one is lost, doubled or out of order."""
    engine = kit.kit().engine
    database.run(engine, lambda connection: connection.execute(table_of(Letter).delete()))
    database.run(engine, lambda connection: write(connection, letters))
    began = time.perf_counter()
    done = 0
    while done < letters:
        done += deliver()
    took = time.perf_counter() - began
    pipe.send("tell")
    seen = pipe.recv()
    assert sum(map(len, seen.values())) == letters, "lost or doubled"
    assert all(numbers == sorted(numbers) for numbers in seen.values()), "out of order"
    return letters / took


def bare(url: str, letters: int, at_once: int, pipe: Pipe) -> float:
    """The same calls with nothing around them."""
    of_thread = threading.local()

    def call(number: int) -> None:
        address = f"+4477{number % ADDRESSES:08d}"
        if not hasattr(of_thread, "client"):
            of_thread.client = client(ACCOUNT, TOKEN, url)
        of_thread.client.messages.create(
            to=address,
            body=f"A note for you, number {number // ADDRESSES}",
            from_="+15005550006",
            status_callback=f"{PUBLIC_URL}/twilio/status?ref={number:032x}",
        )

    with ThreadPoolExecutor(at_once) as hands:
        list(hands.map(call, range(at_once)))  # connections are made
        began = time.perf_counter()
        list(hands.map(call, range(letters)))
        took = time.perf_counter() - began
    pipe.send("tell")
    pipe.recv()
    return letters / took


def measure(kind: str, letters: int, rounds: int) -> None:
    """Both sides in turn, on one kind of database."""
    with ExitStack() as running:
        home = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sb-bench-")))
        redis_url = running.enter_context(embedded_redis(home / "redis"))
        url, pipe = running.enter_context(api())
        pair = running.enter_context(servers.databases(kind, home, 1))
        chosen = servers.settings_for(pair.ours, redis_url)
        stage.prepare(
            chosen.model_copy(update={"twilio_api_url": url, "twilio_rates": {"+15005550006": 10_000.0}})
        )
        engine = kit.kit().engine
        database.run(engine, lambda connection: people(connection, ADDRESSES))
        ours(2 * ADDRESSES, pipe)  # warm up
        mine, theirs = [], []
        for _round in range(rounds):
            theirs.append(bare(url, letters // rounds, HANDS, pipe))
            mine.append(ours(letters, pipe) if _round == 0 else ours(letters // rounds, pipe))
        single = bare(url, ONE_AT_A_TIME, 1, pipe)
        engine.dispose()
    ratio = median(one / other for one, other in zip(mine, theirs, strict=True))
    print(
        f"\n{NAMES[kind]} ({pair.what}): {letters:,} letters to {ADDRESSES:,} addresses, API {ANSWERS_IN * 1000:.0f} ms\n"
    )
    show(
        ["", "a second"],
        [
            [f"one worker ({HANDS} calls at once)", spread(mine)],
            [f"bare calls, {HANDS} at once", spread(theirs)],
            ["bare calls, one at a time", f"{single:,.0f}"],
        ],
    )
    print(f"\nAll {letters:,} arrived once, in order for each address.")
    print(
        f"First round, all {letters:,}: {mine[0]:.0f} a second. Goal: at least {RATE}, {_met(mine[0] >= RATE)}."
    )
    print(f"Ratio to the bare calls: {ratio:.2f}. Goal: at least {RATIO}, {_met(ratio >= RATIO)}.")


def _met(it_is: bool) -> str:
    return "met" if it_is else "MISSED"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.delivery", description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=10_000, help="how many letters (10,000)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds; the first sends them all, others a part (3)"
    )
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    for kind in NAMES if asked.db == "both" else (asked.db,):
        measure(kind, asked.letters, asked.rounds)


if __name__ == "__main__":
    main()
