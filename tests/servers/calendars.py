"""A calendar server of another author: Radicale, over HTTP, for one test at a time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.servers.ports import free_port

PATIENCE = 30  # seconds until it answers


@contextmanager
def calendar_server(directory: Path) -> Iterator[str]:
    """Run it for the block, and give the address of an empty calendar in it."""
    port = free_port()
    program = [sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}"]
    choices = [
        "--auth-type",
        "none",
        "--storage-filesystem-folder",
        str(directory),
        "--logging-level",
        "error",
    ]
    with subprocess.Popen([*program, *choices]) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            until = time.monotonic() + PATIENCE
            while not _answers(base):
                assert server.poll() is None, "Radicale ended"
                assert time.monotonic() < until, "Radicale doesn't answer"
                time.sleep(0.05)
            made = requests.request(
                "MKCALENDAR", f"{base}/somebody/calendar/", auth=("somebody", ""), timeout=15
            )
            assert made.status_code == 201, made.text
            yield f"{base}/somebody/calendar/"
        finally:
            server.terminate()


def _answers(base: str) -> bool:
    try:
        requests.get(base, timeout=5)
    except requests.ConnectionError:
        return False
    return True
