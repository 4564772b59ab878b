"""The whole house on one machine: web, workers and cron as processes of their own, with a clock that can be turned.

The turned clock is a piece of memory that the processes started here inherit. No setting reaches it, and no process
started any other way can.
"""

import contextlib
import errno
import gc
import mmap
import multiprocessing
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from redis import Redis

import settings
import wsgi
from flows import links, outside
from messaging.content import Contents
from messaging.sending import Line, Senders
from models import clock, database, sealing
from webhook import gauges
from workers import cron, kit, queues, run
from workers.embedded import ends_with_parent

_FORK = multiprocessing.get_context("fork")


class TurnedClock:
    """How far the house's time runs ahead of the machine's, in memory that children share."""

    def __init__(self, start: datetime | None = None) -> None:
        """From now on, or from another `start`: a play has its own day, before or after ours."""
        self._memory = mmap.mmap(-1, 8)
        self._lock = threading.Lock()
        if start is not None:
            self._put((start - clock.wall()).total_seconds())

    def now(self) -> datetime:
        """The house's time, aware UTC."""
        return clock.wall() + timedelta(seconds=self._ahead())

    def turn(self, seconds: float) -> None:
        """Turn the time forward."""
        if seconds < 0:
            raise ValueError("the clock only turns forward")
        with self._lock:
            self._put(self._ahead() + seconds)

    def _put(self, ahead: float) -> None:
        self._memory[:8] = struct.pack("d", ahead)

    def _ahead(self) -> float:
        return float(struct.unpack("d", self._memory[:8])[0])


def web(
    chosen: settings.Settings,
    port: int,
    host: str = "127.0.0.1",
    *,
    listening: Callable[[], None] = lambda: None,
    quiet: bool = False,
) -> None:
    """Answer Twilio's webhooks, and say so once, by `listening`. SQLite has one writer at a time, so a second process would
    only wait. `quiet`: warnings of how the server ends aren't told."""
    workers = 1 if chosen.database_url.startswith("sqlite") else 2
    multiprocessing.set_start_method("fork", force=True)  # what `load` holds can't be sent to a fresh process
    arm = ends_with_parent(signal.SIGKILL)
    unsaid = _FORK.Semaphore(1)

    def load() -> Flask:
        if arm is not None:
            arm()
        app = wsgi.create_app(chosen)
        if unsaid.acquire(block=False):
            listening()
        return app

    server = Granian(
        "wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backpressure=512,
        log_level=LogLevels.error if quiet else LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
    )
    server.serve(target_loader=load, wrap_loader=False)


def worker(chosen: settings.Settings, queue: str) -> None:
    """Work on one queue."""
    prepare(chosen)
    run.run(queues.connect(chosen.redis_url), queue)


def tick(chosen: settings.Settings) -> None:
    """Tick, so that nothing due is forgotten."""
    prepare(chosen)
    cron.run(queues.connect(chosen.redis_url))


def prepare(chosen: settings.Settings) -> None:
    """Give a worker its tools."""
    sealing.use(chosen.encryption_keys)
    links.use(chosen.public_url)
    outside.use(chosen.outside_contact)
    senders = Senders(
        chosen.twilio_sms_from,
        chosen.twilio_whatsapp_from,
        chosen.twilio_messaging_service_sid or None,
        chosen.twilio_rates,
    )
    line = Line(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api_url, senders)
    redis: Redis = queues.connect(chosen.redis_url)
    gc.freeze()  # what is loaded by now stays: the collector needn't look at it again and again
    contents = Contents(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api_url)
    engine = database.connect(chosen.database_url)
    kept = [timedelta(days=days) for days in (chosen.message_days, chosen.concern_days)]
    kit.take(kit.Kit(engine, line, queues.Bell(redis), senders, contents, *kept))


class Stage:
    """The processes of one house. One that dies is started again."""

    def __init__(self, chosen: settings.Settings, turned: TurnedClock, web_port: int) -> None:
        self._jobs: dict[str, Callable[[], None]] = {
            "web": lambda: web(chosen, web_port, quiet=True),
            "cron": lambda: tick(chosen),
            **{queue: (lambda name=queue: worker(chosen, name)) for queue in queues.QUEUES},
        }
        self._turned = turned
        self._running: dict[str, BaseProcess] = {}

    def look_after(self) -> None:
        """Start what doesn't run. Call it again and again."""
        for name, job in self._jobs.items():
            running = self._running.get(name)
            if running is None or not running.is_alive():
                self._running[name] = self._start(name, job)

    def pid(self, name: str) -> int:
        """The process id of web, cron or a queue's worker."""
        found = self._running[name].pid
        assert found is not None
        return found

    def end(self) -> None:
        """End them all, kindly at first."""
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + 5
        for process in self._running.values():
            process.join(max(0.1, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _start(self, name: str, job: Callable[[], None]) -> BaseProcess:
        process = _FORK.Process(
            target=_child,
            args=(job, self._turned, ends_with_parent(signal.SIGKILL)),
            name=f"sounding-board {name}",
        )
        process.start()
        return process


@contextlib.contextmanager
def staged(chosen: settings.Settings, turned: TurnedClock, web_port: int) -> Iterator[Stage]:
    """The house's processes, running for as long as the block does."""
    stage = Stage(chosen, turned, web_port)
    try:
        stage.look_after()
        yield stage
    finally:
        stage.end()


def _child(job: Callable[[], None], turned: TurnedClock, arm: Callable[[], None] | None) -> None:
    """In the child: follow the turned clock, leave Ctrl-C to the parent, and don't outlive it."""
    os.setpgrp()
    for signum in (signal.SIGTERM, signal.SIGHUP):  # what the parent does then is its own affair
        signal.signal(signum, signal.SIG_DFL)
    if arm is not None:
        arm()
    clock.follow(turned.now)
    job()


def settle(chosen: settings.Settings, seconds: float = 15) -> None:
    """Let nudges that are due speak and texts leave, and wait for it, for so long at most: who turns the clock again and again
    overtakes none of them. In a process that follows the turned clock."""
    queues.Bell(queues.connect(chosen.redis_url)).ring(delivery=True, nudges=True)
    until = time.monotonic() + seconds
    engine = database.connect(chosen.database_url, pool_size=1)
    try:
        while time.monotonic() < until:
            seen = database.run_patiently(engine, gauges.read)
            if not seen.due and seen.oldest is None:
                return
            time.sleep(0.2)
    finally:
        engine.dispose()


def cannot_listen(host: str, port: int) -> str:
    """Why nobody can listen there, in a sentence that says what to do; empty when somebody can."""
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # it may have been in use a moment ago
            probe.bind(address)
    except PermissionError:
        return f"Port {port} is for root alone. Please choose another: --port 8000"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is taken. Please choose another: --port {port + 1}"
        return "This machine has no such address. Please mend --host, or leave it out."
    return ""


def free_port(wanted: int) -> int:
    """`wanted`, or any free port when somebody has it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def wait_for(port: int, seconds: float = 30) -> None:
    """Wait until somebody answers there. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the web process didn't start")
