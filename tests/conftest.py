"""What tests can ask for: databases, Redis, Twilio's stand-ins, a browser.

A test that takes a database runs on SQLite and on PostgreSQL. A transcript, and a test of what is said (in `tests/flows`, or
after each of Twilio's codes), runs on one of the two, always the same: the flows go through `models`, which is tested on
both, and each of them has tests on either. Those in which it matters what the database does say so with `both_databases`:
locks, two at once, search, statements written out by hand. `pytest --db both` runs everything on both; `--db sqlite`
everything on one, for a quick loop.
"""

from __future__ import annotations

import gc
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import NIGHT
from tests.servers import sqlite
from tests.servers.postgres import Postgres, postgres_server
from tests.servers.redis import empty, redis_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.playhouse import Playhouse
    from tests.servers.peers import TwilioPeers

DATABASES = ("sqlite", "postgresql")
ON_ONE = (
    "tests/flows/",
    "tests/test_conversations.py",
    "tests/workers/test_every_code.py",
)  # unless marked `both_databases`
# How quickly examples are made is the machine's affair: a busy one must not fail what is right.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# CI plays the same examples each time, so that what was seen to pass there passes again; everybody else plays new ones,
# and so does CI by night.
settings.register_profile("ci", settings.get_profile("any machine"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") and not NIGHT else "any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=(*DATABASES, "both", "shared"),
        default="shared",
        help="the database that tests run on (shared: both, but what is said on one of them)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: what the database does matters here")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--db")
        kinds = (wanted,) if wanted in DATABASES else DATABASES
        metafunc.parametrize("database_url", kinds, ids=kinds, indirect=True)


# They wait more than they work: begun first, they don't keep the run waiting at its end.
LONGEST = (
    "test_delivery_chaos.py",
    "test_system_killed.py",
    "test_chaos.py",
    "test_processes.py",
    "test_apart.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--db") == "shared":
        items[:] = [item for item in items if not on_the_other(item)]
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    gc.freeze()  # ten thousand tests stay: the collector needn't look at them again and again


def on_the_other(item: pytest.Item) -> bool:
    """Whether a test that runs on one database only runs on the other than this."""
    called = getattr(item, "callspec", None)
    kind = called.params.get("database_url") if called else None
    if kind is None or not item.nodeid.startswith(ON_ONE) or item.get_closest_marker("both_databases"):
        return False
    test, _, params = item.nodeid.partition("[")
    name = f"{test}[{params.replace(kind, '', 1)}"
    return DATABASES[zlib.crc32(name.encode()) % 2] != kind


@pytest.fixture(scope="session")
def migrate() -> Callable[[str], None]:
    """What turns an empty database into ours; `migrate(url)`."""
    from models.migrate import upgrade

    return upgrade


@pytest.fixture(scope="session")
def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def postgres(shared_directory: Path) -> Iterator[Postgres]:
    """The run's PostgreSQL, for tests that are about PostgreSQL itself."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "alone")[:8]
    with postgres_server(shared_directory, run) as server:
        yield server


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, shared_directory: Path, tmp_path: Path, migrate: Callable[[str], None]
) -> Iterator[str]:
    """A database of the test's own, migrated and empty. The test runs once on each kind."""
    if request.param == "sqlite":
        yield sqlite.fresh_database(shared_directory, tmp_path, migrate)
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh_database(migrate)
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def redis_process_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """This test process's Redis, as earlier tests left it; take `redis_url` instead."""
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def redis_url(redis_process_url: str) -> str:
    """An empty Redis."""
    empty(redis_process_url)
    return redis_process_url


@pytest.fixture(scope="session")
def twilio_peers_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwilioPeers]:
    """This test process's stand-ins, as earlier tests left them; take `twilio_peers` instead."""
    from tests.servers.peers import twilio_stand_ins

    with twilio_stand_ins(tmp_path_factory.mktemp("peers")) as peers:
        yield peers


@pytest.fixture
def twilio_peers(twilio_peers_process: TwilioPeers) -> TwilioPeers:
    """Twilio's official description as a checking proxy, before an emulator that holds no message yet."""
    twilio_peers_process.reset()
    return twilio_peers_process


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Of the module only: while it lives, no other event loop can run in its thread."""
    from tests.servers.browser import chromium_browser

    with chromium_browser() as browser:
        yield browser


@pytest.fixture
def house(database_url: str, redis_url: str, shared_directory: Path) -> Iterator[Playhouse]:
    """The real app over real HTTP, with the simulator for Twilio and a clock that stands still."""
    from tests.playhouse import Playhouse

    playhouse = Playhouse(database_url, redis_url, shared_directory)
    yield playhouse
    playhouse.close()
