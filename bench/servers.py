"""The servers of one measurement: databases that keep what they were told, and web servers as we run them."""

import contextlib
import fcntl
import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response
from sqlalchemy import text

import stage
import wsgi
from bench import limit
from bench.crowd import ACCOUNT, PATH, PUBLIC_URL, TOKEN
from flows import limits
from models import database, migrate, sealing
from settings import Settings
from tests.servers import postgres, postgres_programs
from tests.servers.ports import free_port

_FORK, _SPAWN = multiprocessing.get_context("fork"), multiprocessing.get_context("spawn")
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_wal_size": "2GB"}
PATIENCE = 60.0  # seconds for a server to start


@dataclass(frozen=True, slots=True)
class Pair:
    """Two databases of one kind: ours, migrated, and the limit's."""

    kind: str
    what: str  # how it was set up, for the reader
    ours: str
    limit: str


@contextlib.contextmanager
def databases(kind: str, directory: Path, people: int) -> Iterator[Pair]:
    """A pair of databases, prepared."""
    with _sqlite(directory) if kind == "sqlite" else _postgresql(directory) as pair:
        migrate.upgrade(pair.ours)
        limit.prepare(pair.limit, people)
        yield pair


@contextlib.contextmanager
def _sqlite(directory: Path) -> Iterator[Pair]:
    files = [directory / f"{name}.sqlite3" for name in ("ours", "limit")]
    yield Pair("sqlite", "WAL, synchronous=FULL, one worker", *(f"sqlite:///{file}" for file in files))


@contextlib.contextmanager
def _postgresql(directory: Path) -> Iterator[Pair]:
    with _durable_server(directory), postgres.postgres_server(directory, "bench") as server:
        urls = [server.empty_database() for _ in range(2)]
        engine = database.connect(urls[0])
        with engine.connect() as connection:
            shown = [
                f"{name}={connection.execute(text(f'SHOW {name}')).scalar()}"
                for name in ("fsync", "synchronous_commit")
            ]
            version = connection.execute(text("SHOW server_version")).scalar()
        engine.dispose()
        yield Pair("postgresql", f"{version}, {', '.join(shown)}, two workers", *urls)
        for url in urls:
            server.drop(url)


@contextlib.contextmanager
def _durable_server(directory: Path) -> Iterator[None]:
    """The tests' server, but one that writes to disk what it was told."""
    state = directory / "postgres"
    state.mkdir()
    with (state / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # when we let go of it, the server ends
        keeper = _SPAWN.Process(target=_keep, args=(state,))  # a fork would hold the lock too
        keeper.start()
        until = time.monotonic() + PATIENCE
        while not (state / "url").exists():
            if not keeper.is_alive() or time.monotonic() > until:
                raise SystemExit("PostgreSQL didn't start.")
            time.sleep(0.02)
        yield
    keeper.join(PATIENCE)


def _keep(state: Path) -> None:
    postgres_programs.SETTINGS.update(DURABLE)
    postgres_programs._memory = lambda: None
    postgres._keep(state)


def settings_for(database_url: str, redis_url: str) -> Settings:
    """The house's settings."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        public_url=PUBLIC_URL,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sms_from=["+15005550006"],
        coordinators=["+447700900999"],
        encryption_keys=[sealing.new_key()],
        metrics_token="",
    )


@contextlib.contextmanager
def web(chosen: Settings, app: Callable[[], Flask] | None = None) -> Iterator[int]:
    """Serve the house, or another app in its place, exactly as `stage.web` does; gives the port."""
    port = free_port()
    server = _FORK.Process(target=_serve, args=(chosen, port, app))
    server.start()
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.join(PATIENCE)


def _serve(chosen: Settings, port: int, app: Callable[[], Flask] | None) -> None:
    # A bench's few phones text faster than any person: they are counted, and nobody is over a limit.
    limits.AT_ONCE, limits.A_DAY, limits.STRANGERS = ((most, timedelta(0)) for most in (100, 400, 1_000))
    if app is not None:
        wsgi.create_app = lambda given=None: app()
    stage.web(chosen, port)


def constant() -> Flask:
    """An app that checks nothing and keeps nothing: what the server and the load can do at most."""
    nothing = Flask("constant", static_folder=None)
    nothing.post(PATH, endpoint="inbound")(lambda: Response(limit.ANSWER, mimetype="text/xml"))
    return nothing


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as probe:
            probe.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            if probe.recv(100).startswith(b"HTTP/1.1 "):
                return
        if time.monotonic() > until:
            raise SystemExit("The web server didn't start.")
        time.sleep(0.05)
