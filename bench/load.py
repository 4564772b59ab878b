"""The load: one thread over many kept-alive connections, with requests that were signed before.

It does little for each text (one send, one receive, one look at the answer), and says how much of a core it took.
"""

import gc
import random
import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bench.crowd import Crowd, Member, Shot


class WrongAnswer(Exception):
    """The server said something else than it should have."""


@dataclass(slots=True)
class Outcome:
    """What one run of load measured."""

    texts: int = 0
    seconds: float = 0.0
    own_seconds: float = 0.0  # what this side spent of a core
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Texts a second."""
        return self.texts / self.seconds


@dataclass(slots=True, eq=False)
class _Line:
    """One connection, with at most one request under way."""

    socket: socket.socket
    member: Member | None = None
    shot: Shot | None = None
    since: float = 0.0
    heard: bytes = b""


def at_full(port: int, crowd: Crowd, seconds: float, lines: int) -> Outcome:
    """Closed loop: every connection sends its next text as soon as the last one is answered."""
    with _quietly(), _connected(port, lines) as connected:
        run = _Run(crowd, connected)
        for line in connected:
            run.send(line, time.perf_counter())
        while run.under_way:
            for line in run.answered(None):
                now = time.perf_counter()
                if now - run.began < seconds and run.can_send:
                    run.send(line, now)
        return run.outcome()


def at_rate(port: int, crowd: Crowd, texts: int, rate: float, lines: int) -> Outcome:
    """Open loop: texts come when they come, at random moments. One that has to wait for us has begun to wait."""
    rng = random.Random(texts)
    with _quietly(), _connected(port, lines) as connected:
        run = _Run(crowd, connected)
        idle = list(connected)
        due: deque[float] = deque()
        at = run.began
        for _ in range(texts):
            at += rng.expovariate(rate)
            due.append(at)
        while due or run.under_way:
            now = time.perf_counter()
            while due and due[0] <= now and idle and run.can_send:
                run.send(idle.pop(), due.popleft())
            idle += run.answered(max(0.0, due[0] - now) if due and idle else None)
        return run.outcome()


class _Run:
    """One run: who is under way, and what was measured."""

    def __init__(self, crowd: Crowd, lines: list[_Line]) -> None:
        self._crowd = crowd
        self._selector = selectors.DefaultSelector()
        for line in lines:
            self._selector.register(line.socket, selectors.EVENT_READ, line)
        self._measured = Outcome()
        self.under_way = 0
        self.began = time.perf_counter()
        self._own = time.process_time()

    @property
    def can_send(self) -> bool:
        """Whether somebody who isn't waiting for an answer has something to say."""
        return bool(self._crowd.members) and bool(self._crowd.members[0].ready)

    def send(self, line: _Line, since: float) -> None:
        """Send the next member's text; `since` is when they wanted to."""
        line.member = self._crowd.members.popleft()
        line.shot = line.member.ready.popleft()
        line.since = since
        line.socket.sendall(line.shot.request)
        self.under_way += 1

    def answered(self, patience: float | None) -> list[_Line]:
        """Wait for answers; the connections that have theirs."""
        free: list[_Line] = []
        for key, _events in self._selector.select(patience):
            line: _Line = key.data
            line.heard += line.socket.recv(65536)
            if not _complete(line.heard):
                continue
            assert line.shot is not None
            assert line.member is not None
            self._measured.latencies.append(time.perf_counter() - line.since)
            if not line.heard.startswith(b"HTTP/1.1 200") or line.shot.reads not in line.heard:
                raise WrongAnswer(f"{line.shot.request!r}\n{line.heard!r}")
            self._crowd.members.append(line.member)
            line.heard, line.member, line.shot = b"", None, None
            self.under_way -= 1
            free.append(line)
        return free

    def outcome(self) -> Outcome:
        """What was measured."""
        self._measured.seconds = time.perf_counter() - self.began
        self._measured.own_seconds = time.process_time() - self._own
        self._measured.texts = len(self._measured.latencies)
        self._selector.close()
        return self._measured


def _complete(heard: bytes) -> bool:
    """Whether a whole answer is there."""
    if not heard:
        raise WrongAnswer("the connection was closed")
    head = heard.find(b"\r\n\r\n")
    if head < 0:
        return False
    field_at = heard.lower().find(b"content-length:", 0, head)
    length = int(heard[field_at + 15 : heard.index(b"\r\n", field_at)])
    return len(heard) >= head + 4 + length


@contextmanager
def _connected(port: int, lines: int) -> Iterator[list[_Line]]:
    opened = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(lines)]
    for line in opened:
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        yield opened
    finally:
        for line in opened:
            with suppress(OSError):
                line.socket.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the garbage collector's pauses, which would be measured as the server's."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
