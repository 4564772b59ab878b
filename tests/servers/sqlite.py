"""Migrated SQLite files: made once a run, copied for each test."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path


def fresh_database(shared: Path, directory: Path, migrate: Callable[[str], None]) -> str:
    """Give the URL of a new file in `directory`, as `migrate(url)` leaves it; it is called once in a run."""
    what = f"{getattr(migrate, '__module__', '')}.{getattr(migrate, '__qualname__', repr(migrate))}"
    template = shared / f"{blake2b(what.encode(), digest_size=6).hexdigest()}.sqlite3"
    if not template.exists():
        with template.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not template.exists():
                _make(template, migrate)
    file = directory / "sounding-board.sqlite3"
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


def _make(template: Path, migrate: Callable[[str], None]) -> None:
    draft = template.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    migrate(f"sqlite:///{draft}")
    connection = sqlite3.connect(draft)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # one file, nothing beside it
    finally:
        connection.close()
    draft.replace(template)
