"""A house whose processes a test chooses: how many of which, and where each runs.

It is a `tests.stages.House`, so a transcript plays on it.
"""

import contextlib
import itertools
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

import settings
import stage
from flows import understand
from tests import stages

Place = str | tuple[str, int]  # a Unix socket's path, or host and port


class Crew(stage.Stage):
    """The processes of one house, by name. One that dies is started again when it is looked after."""

    def __init__(self, jobs: Mapping[str, Callable[[], None]], turned: stage.TurnedClock) -> None:
        self._jobs, self._turned, self._running = dict(jobs), turned, {}


@contextlib.contextmanager
def house(
    chosen: settings.Settings,
    jobs: Mapping[str, Callable[[], None]],
    webs: Sequence[str],
    page: tuple[str, int],
) -> Iterator[stages.House]:
    """The house, for as long as the block does: it runs `jobs`, waits until each of `webs` answers, and has the
    simulator at `page`."""
    understand.places("London")  # read once, before the web processes are forked
    turned = stage.TurnedClock(stages.DAWN)
    crew = Crew(jobs, turned)
    try:
        crew.look_after()
        with stages.opened(chosen, turned, crew, webs=webs, page=page) as one:
            yield one
    finally:
        crew.end()


class Switch:
    """Takes calls at one address and puts them through to others in turn, counting."""

    def __init__(
        self, address: tuple[str, int], *others: Place, outside: Callable[[], None] | None = None
    ) -> None:
        """`outside` is called in the thread of each call before it is put through."""
        self.calls = dict.fromkeys(others, 0)
        turn, lock = itertools.cycle(others), threading.Lock()

        class Call(socketserver.BaseRequestHandler):
            def handle(call) -> None:
                with lock:
                    other = next(turn)
                    self.calls[other] += 1
                if outside is not None:
                    outside()
                with _reach(other) as far:
                    _put_through(call.request, far)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(address, Call)
        self._server.daemon_threads = True
        self.url = f"http://{address[0]}:{self._server.server_address[1]}"
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> "Switch":
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _reach(place: Place) -> socket.socket:
    if isinstance(place, str):
        far = socket.socket(socket.AF_UNIX)
        far.connect(place)
        return far
    return socket.create_connection(place, timeout=None)


def _put_through(near: socket.socket, far: socket.socket) -> None:
    """Carry bytes both ways until both have hung up, or one breaks off."""

    def carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(1 << 16):
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    back = threading.Thread(target=carry, args=(far, near), daemon=True)
    back.start()
    carry(near, far)
    back.join()
