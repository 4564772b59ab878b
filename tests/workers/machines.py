"""The real commands, each a process with an environment of its own, as a process manager starts them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models import sealing
from tests.workers.houses import ACCOUNT, COORDINATOR, TOKEN


class Commands:
    """Starts `sounding-board …` and keeps what each says."""

    def __init__(self, directory: Path, **environment: str) -> None:
        self.environment = {
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_SMS_FROM": "+15005550006",
            "TWILIO_WHATSAPP_FROM": "whatsapp:+15005550007",
            "COORDINATORS": COORDINATOR,
            "ENCRYPTION_KEYS": sealing.new_key(),
        } | environment
        self._directory = directory
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run one command, in an empty directory of its own."""
        home = self._directory / f"machine{len(self._started)}"
        home.mkdir()
        with (self._directory / "said").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "cli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=home,
                env=os.environ | {"PYTHONPATH": os.getcwd()} | self.environment,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def said(self) -> str:
        """All that any of them said."""
        return (self._directory / "said").read_text()

    def end(self) -> None:
        """End them all, at once."""
        for process in self._started:
            process.kill()
            process.wait()


@contextmanager
def commands(directory: Path, **environment: str) -> Iterator[Commands]:
    """For the block."""
    made = Commands(directory, **environment)
    try:
        yield made
    finally:
        made.end()


def stopped(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Tell a process to stop (SIGTERM); its exit code, and how many seconds it took."""
    process.terminate()
    return ended(process)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """The same of a process that was told before: being told twice, it may end at once."""
    began = time.monotonic()
    return process.wait(30), time.monotonic() - began
