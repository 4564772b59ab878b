"""A house on real processes: web, both workers and cron, each its own, with the simulator for Twilio beside them.

It has the same few handles as `tests.playhouse.Playhouse`, so a transcript plays on either.
"""

import contextlib
import itertools
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import requests
from redis import Redis
from sqlalchemy import Connection, Engine, and_, func, or_, select
from werkzeug.serving import make_server

import settings
import simulator
import stage
from messaging.content import Contents
from models import database, sealing
from models.nudges import Nudge
from models.outbox import Letter
from simulator.phones import PhoneSpec
from tests.playhouse import ACCOUNT, COORDINATOR, OPENING, TOKEN, settings_for, shown
from workers import templating
from workers.queues import Bell

Result = TypeVar("Result")

PATIENCE = 30.0  # seconds for what is unasked: cron ticks every five, and the machine may be busy
DAWN = OPENING - timedelta(minutes=10)  # before the first line of a play, which turns the clock itself


class House:
    """One house on real processes. Its clock runs on in real time, from wherever it was turned to."""

    def __init__(self, chosen: settings.Settings, turned: stage.TurnedClock, processes: stage.Stage) -> None:
        self.settings = chosen
        self.processes = processes
        self.url = chosen.twilio_api_url  # of the page with the phones
        self.last_sid = ""
        self._turned = turned
        self._http = requests.Session()
        self._seen = 0  # the version of the desk that we know
        self._read: dict[str, dict[int, str]] = {}  # what each phone received, in the order it was read

    @property
    def at(self) -> datetime:
        """The house's time."""
        return self._turned.now()

    def push_templates(self) -> None:
        """Let there be templates and buttons at Twilio, and WhatsApp have approved them."""
        contents = Contents(ACCOUNT, TOKEN, self.settings.twilio_api_url)
        with self._engine() as engine:
            templating.push(engine, contents)

    # Phones.

    def phone(self, name: str, address: str) -> str:
        """Put a phone on the desk; returns its id."""
        return str(self.post("/api/phones", {"name": name, "address": address})["id"])

    def text(self, phone: str, body: str = "", **more: Any) -> list[str]:
        """Send a text; returns what it was answered: in the same breath or, when it has buttons, right after it."""
        answer = self.post(f"/api/phones/{phone}/texts", {"body": body, **more})
        assert answer["status"] == 200, answer
        self.last_sid = answer["sid"]
        read = self._read.setdefault(phone, {})
        for reply in answer["replies"]:  # read first, even when something unasked was faster
            read.setdefault(reply["id"], reply["body"])
        said = [reply["body"] for reply in answer["replies"]]
        if "sid" in more:  # a repeat is answered only with what a first text is answered at once
            return said
        for sid, words in self._letters(answer["sid"]):
            bubble = self._bubble(phone, sid)
            assert untapped(bubble) == re.sub(r"\n{2,}", "\n", words)
            read.setdefault(bubble["id"], words)
            said.append(words)
        return said

    def received(self, phone: str, wanted: int = 0) -> list[str]:
        """All that this phone ever received, waiting a while until there are `wanted`."""
        until = time.monotonic() + PATIENCE
        self._look(0)
        while len(self._read.setdefault(phone, {})) < wanted and (left := until - time.monotonic()) > 0:
            self._look(left)
        return list(self._read[phone].values())

    # Time and what happens in it.

    def work(self) -> None:
        """Nothing to do here: the workers do it."""

    def turn_to(self, when: datetime) -> None:
        """Turn the clock on, as the page does, stopping at every nudge on the way: at its hour somebody is awake who
        isn't later. The bell is rung at each stop, which saves waiting for the tick.

        Real time may have passed `when` by less than a minute.
        """
        planned = select(func.min(Nudge.due_at)).where(Nudge.status == "planned")
        stop = None
        while stop != when:
            due = self.remembered(lambda connection: connection.scalar(planned.where(Nudge.due_at > self.at)))
            stop = when if due is None else min(due, when)
            if (ahead := (stop - self.at).total_seconds()) > 0:
                self.post("/api/clock", {"seconds": ahead})
            with Redis.from_url(self.settings.redis_url) as redis:
                Bell(redis).ring(delivery=True, nudges=True)
            if stop != when:
                self.wait_until_quiet()
        assert self.at - when < timedelta(minutes=1), "the play is too slow for what its clock shows"

    def remembered(self, work: Callable[[Connection], Result]) -> Result:
        """Look into the house's database. Nothing of it stays open: a process forked later must not share it."""
        with self._engine() as engine:
            return database.run(engine, work)

    @contextlib.contextmanager
    def _engine(self) -> Iterator[Engine]:
        sealing.use(self.settings.encryption_keys)
        engine = database.connect(self.settings.database_url)
        try:
            yield engine
        finally:
            engine.dispose()

    def wait_until_quiet(self, seconds: float = PATIENCE) -> None:
        """Wait until every text left and every nudge that is due was decided. Raises AssertionError."""
        wait_until(lambda: not self.remembered(self._unfinished), seconds, "there is still something to do")

    def _unfinished(self, connection: Connection) -> int:
        leaves = and_(Letter.status == "queued", Letter.due_at <= self.at)
        letters = select(func.count()).where(or_(Letter.status == "sending", leaves))
        due = select(func.count()).where(Nudge.status == "planned", Nudge.due_at <= self.at)
        return (connection.scalar(letters) or 0) + (connection.scalar(due) or 0)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask the simulator for something."""
        answer = self._http.post(f"{self.url}{path}", json=body, timeout=60)
        assert answer.ok, answer.text
        result: dict[str, Any] = answer.json()
        return result

    def _letters(self, text_sid: str) -> list[tuple[str, str]]:
        """Sid and words of the letters that answer a text, when they have left."""
        these = select(Letter.sid, Letter.body).where(Letter.answers == text_sid).order_by(Letter.id)

        def left() -> list[tuple[str, str]] | None:
            rows = self.remembered(lambda connection: connection.execute(these).all())
            return None if any(row.sid is None for row in rows) else [(row.sid, row.body) for row in rows]

        wait_until(lambda: left() is not None, PATIENCE, "an answer doesn't leave")
        return left() or []

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
                    read.setdefault(bubble["id"], shown(bubble))


def untapped(bubble: Any) -> str:
    """A text as one without buttons would read, but for empty lines, which what Twilio fills in can't have."""
    number = itertools.count(1)
    numbered = re.sub(
        r"^\[(.+)\]$", lambda found: f"{next(number)} {found[1]}", shown(bubble), flags=re.MULTILINE
    )
    return re.sub(r"\n{2,}", "\n", numbered)


@contextlib.contextmanager
def house(
    database_url: str,
    redis_url: str,
    *,
    phones: Sequence[PhoneSpec] = (),
    coordinators: Sequence[str] = (COORDINATOR,),
    dawn: datetime = DAWN,
) -> Iterator[House]:
    """The house, for as long as the block does. The simulator's thread starts after the processes were forked."""
    web_port, page_port = quiet_port(), quiet_port()
    chosen = settings_for(
        database_url, redis_url, f"http://127.0.0.1:{web_port}", f"http://127.0.0.1:{page_port}"
    ).model_copy(update={"coordinators": list(coordinators)})
    turned = stage.TurnedClock(dawn)
    with stage.staged(chosen, turned, web_port) as processes:
        page = ("127.0.0.1", page_port)
        with opened(chosen, turned, processes, webs=[chosen.public_url], page=page, phones=phones) as one:
            yield one


@contextlib.contextmanager
def opened(
    chosen: settings.Settings,
    turned: stage.TurnedClock,
    processes: stage.Stage,
    *,
    webs: Sequence[str],
    page: tuple[str, int],
    phones: Sequence[PhoneSpec] = (),
) -> Iterator[House]:
    """The house whose processes run already, from the moment each of `webs` answers. Its phones are at `page`."""
    account = simulator.Account(ACCOUNT, TOKEN, chosen.twilio_sms_from[0], chosen.twilio_whatsapp_from[0])
    desk = simulator.create_app(
        app_url=chosen.public_url, account=account, clock=turned, phones=phones, window=True
    )

    def from_anywhere(environ: Any, start: Any) -> Any:
        """The simulator answers on its own computer only; here another machine may ask it too."""
        return desk(environ | {"HTTP_HOST": "localhost"}, start)

    server = make_server(*page, desk if page[0] == "127.0.0.1" else from_anywhere, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        for web in webs:
            wait_until(lambda url=web: ready(url), 60, f"{web} doesn't answer")
        yield House(chosen, turned, processes)
    finally:
        server.shutdown()
        server.server_close()


def ready(public_url: str) -> bool:
    """Whether the web process answers."""
    try:
        return requests.get(f"{public_url}/health/ready", timeout=5).ok
    except requests.RequestException:
        return False


def wait_until(true: Callable[[], object], seconds: float, otherwise: str) -> None:
    """Wait until something is so. Raises AssertionError with `otherwise`."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)


def quiet_port() -> int:
    """A free port that the system gives to no outgoing connection, so that it stays free through a restart."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class Running:
    """A process, told apart from a later one with the same number."""

    pid: int
    started: str
    parent: int = field(compare=False)  # another one, when its own ends first


def everybody() -> set[Running]:
    """Every process of this machine that runs now (Linux)."""
    found = set()
    for directory in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # The name, in brackets, may hold anything; what follows it is plain.
            state, parent, *rest = (directory / "stat").read_text().rpartition(")")[2].split()
            if state not in ("Z", "X"):
                found.add(Running(int(directory.name), rest[17], int(parent)))
    return found


def descendants(pid: int) -> set[Running]:
    """The processes that `pid` started, and those they started."""
    every = everybody()
    found: set[Running] = set()
    parents = {pid}
    while parents:
        children = {one for one in every if one.parent in parents} - found
        found |= children
        parents = {one.pid for one in children}
    return found
