"""A PostgreSQL of one test's own, which may be ended in the middle without hurting any other test."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.servers.postgres_programs import Place, installed, wait_until_it_answers
from workers.embedded import ends_with_parent

# What was committed must be there after the server was ended at once. (Only a power cut could take it.)
# And as it runs for long, it gathers statistics, as any server does.
LASTING = {"synchronous_commit": "on", "autovacuum_naptime": "7s"}


class OwnPostgres:
    """A server that can be ended and started again, its one database kept."""

    def __init__(self, place: Place, log: Path, said: IO[bytes]) -> None:
        self.url = place.url
        self._place, self._log, self._said = place, log, said
        self._server: subprocess.Popen[bytes]
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers. After `end` it mends itself from its log first."""
        arm = ends_with_parent(signal.SIGQUIT)
        self._server = self._place.start(self._said, arm, **LASTING)
        wait_until_it_answers(self.url, self._server, self._log)

    def end(self) -> None:
        """End it at once: every connection breaks, every open transaction is lost."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(30)


@contextmanager
def own_postgres(directory: Path, migrate: Callable[[str], None]) -> Iterator[OwnPostgres]:
    """The server, migrated, for the block."""
    log = directory / "postgres.log"
    with installed() as place, log.open("wb") as said:
        server = OwnPostgres(place, log, said)
        try:
            migrate(server.url)
            yield server
        finally:
            server.end()
