"""A house whose processes a test chooses: how many of which, and where each runs.

It is a `tests.stages.House` for the rest, so a transcript plays on it.
"""

import contextlib
import itertools
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from redis import Redis
from sqlalchemy import Connection, and_, func, or_, select
from werkzeug.serving import make_server

import settings
import simulator
import stage
from flows import understand
from messaging.content import Contents
from models import database
from models.base import table_of
from models.nudges import Nudge
from models.outbox import Letter
from tests import stages
from tests.playhouse import ACCOUNT, TOKEN
from workers import templating
from workers.queues import Bell

Place = str | tuple[str, int]  # a Unix socket's path, or host and port


class Crew(stage.Stage):
    """The processes of one house, by name. One that dies is started again when it is looked after."""

    def __init__(self, jobs: Mapping[str, Callable[[], None]], turned: stage.TurnedClock) -> None:
        self._jobs, self._turned, self._running = dict(jobs), turned, {}


class House(stages.House):
    """A house on such a crew. Where delivery brings buttons, they are read as the numbers they stand for."""

    def push_templates(self) -> None:
        """Let there be templates and buttons at Twilio, and WhatsApp have approved them."""
        chosen = self.settings
        contents = Contents(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api_url)
        engine = database.connect(chosen.database_url)
        try:
            templating.push(engine, contents)
        finally:
            engine.dispose()

    def text(self, phone: str, body: str = "", **more: Any) -> list[str]:
        """Send a text; returns what it was answered, be it in the same breath or, with buttons, right after it."""
        answers = [closed_up(answer) for answer in super().text(phone, body, **more)]
        if "sid" in more:  # a repeat is answered only with what a first text is answered at once
            return answers
        read = self._read.setdefault(phone, {})
        for sid in self._letters():
            bubble = self._bubble(phone, sid)
            answers.append(read.setdefault(bubble["id"], plain(bubble)))
        return answers

    def turn_to(self, when: datetime) -> None:
        """Turn the clock on, stopping at every nudge on the way: at its hour somebody is awake who isn't later. The bell
        is rung at each stop, which saves waiting for the tick."""
        planned = select(func.min(Nudge.due_at)).where(Nudge.status == "planned")
        while True:
            due = self.remembered(lambda connection: connection.scalar(planned.where(Nudge.due_at > self.at)))
            stop = when if due is None else min(due, when)
            super().turn_to(stop)
            with Redis.from_url(self.settings.redis_url) as redis:
                Bell(redis).ring(delivery=True, nudges=True)
            if stop == when:
                return
            self.wait_until_quiet()

    def _unfinished(self, connection: Connection) -> int:
        letters = select(func.count()).where(
            or_(Letter.status == "sending", and_(Letter.status == "queued", Letter.due_at <= self.at))
        )
        due = select(func.count()).where(Nudge.status == "planned", Nudge.due_at <= self.at)
        return (connection.scalar(letters) or 0) + (connection.scalar(due) or 0)

    def _letters(self) -> list[str]:
        """The sids of the letters that answer the last text, when they have left."""
        letters = table_of(Letter)
        these = select(letters.c.sid).where(letters.c.answers == self.last_sid).order_by(letters.c.id)

        def left() -> list[str | None]:
            return self.remembered(lambda connection: list(connection.execute(these).scalars()))

        stages.wait_until(lambda: None not in left(), stages.PATIENCE, "an answer doesn't leave")
        return [sid for sid in left() if sid is not None]

    def _bubble(self, phone: str, sid: str) -> Any:
        state = self._http.get(f"{self.url}/api/state", timeout=60).json()
        (mine,) = [one for one in state["phones"] if one["id"] == phone]
        (bubble,) = [bubble for bubble in mine["messages"] if bubble["sid"] == sid]
        return bubble

    def _look(self, wait: float) -> None:
        """Take in what happened on the desk since we looked, waiting a little for it."""
        asked = {"since": str(self._seen), "wait": f"{wait:.3f}"}
        state = self._http.get(f"{self.url}/api/state", params=asked, timeout=60).json()
        self._seen = state["version"]
        for phone in state["phones"]:
            read = self._read.setdefault(phone["id"], {})
            for bubble in phone["messages"]:
                if bubble["direction"] == "received" and bubble["status"] not in ("failed", "undelivered"):
                    read.setdefault(bubble["id"], plain(bubble))


def plain(bubble: Any) -> str:
    """A text as one without buttons would read, but for empty lines, which templates can't have."""
    choices = bubble["buttons"] or (bubble["list"] or {"items": []})["items"]
    return closed_up(
        "\n".join([bubble["body"], *(f"{n} {choice['title']}" for n, choice in enumerate(choices, 1))])
    )


def numbered(text: str) -> str:
    """What a transcript shows of buttons, as `plain` reads them."""
    number = itertools.count(1)
    lines = [
        re.sub(r"^\[(.+)\]$", lambda found: f"{next(number)} {found[1]}", line) for line in text.split("\n")
    ]
    return closed_up("\n".join(lines))


def closed_up(text: str) -> str:
    """Without empty lines."""
    return re.sub(r"\n{2,}", "\n", text)


@contextlib.contextmanager
def house(
    chosen: settings.Settings,
    jobs: Mapping[str, Callable[[], None]],
    webs: Sequence[str],
    page: tuple[str, int],
) -> Iterator[House]:
    """The house, for as long as the block does: it runs `jobs`, waits until each of `webs` answers, and has the
    simulator at `page`."""
    understand.places("London")  # read once, before the web processes are forked
    turned = stage.TurnedClock(stages.DAWN)
    crew = Crew(jobs, turned)
    account = simulator.Account(ACCOUNT, TOKEN, chosen.twilio_sms_from[0], chosen.twilio_whatsapp_from[0])
    try:
        crew.look_after()
        desk = simulator.create_app(
            app_url=chosen.public_url, account=account, clock=turned, phones=(), window=True
        )
        server = make_server(*page, _from_anywhere(desk), threaded=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            for web in webs:
                stages.wait_until(lambda url=web: stages.ready(url), 60, f"{web} doesn't answer")
            yield House(chosen, turned, crew)
        finally:
            server.shutdown()
            server.server_close()
    finally:
        crew.end()


def _from_anywhere(desk: Any) -> Callable[..., Any]:
    """The simulator answers on its own computer only; here another machine may ask it too."""
    return lambda environ, start: desk(environ | {"HTTP_HOST": "localhost"}, start)


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
