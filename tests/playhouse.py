"""A house to play in: the real app over real HTTP, real Redis, a real database, and the simulator for Twilio.

The workers' jobs run here too, in turn, so that a play is the same each time; `tests/test_processes.py` plays on
real processes instead.
"""

import fcntl
import logging
import pickle
import threading
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server

import simulator
import stage
import wsgi
from flows import taps
from messaging.content import Contents
from models import clock, database, heartbeats, members, outcomes, sealing
from models.base import table_of
from models.erasures import Erasure
from models.nudges import Nudge
from models.numbers import Number
from models.templates import Template
from settings import Settings
from tests.models import people, spaces
from workers import kit, templating
from workers.delivery import deliver
from workers.erasing import erase
from workers.mornings import plan_letters
from workers.sweep import sweep

logging.getLogger("werkzeug").setLevel(logging.ERROR)
OPENING = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
COORDINATOR = "+447700900999"
ACCOUNT = "AC" + "5" * 32
TOKEN = "a token for the play"


def settings_for(database_url: str, redis_url: str, public_url: str, api_url: str) -> Settings:
    """What the house would read from its environment."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        public_url=public_url,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_api_url=api_url,
        twilio_sms_from="+15005550006",
        twilio_whatsapp_from="whatsapp:+15005550006",
        twilio_messaging_service_sid="",
        twilio_rates="+15005550006=5000, whatsapp:+15005550006=5000",  # what takes time at Twilio isn't what is played
        coordinators=[COORDINATOR],
        encryption_keys=[sealing.new_key()],
        outside_contact="Nora Bell, nora@care.example",
    )


def shown(bubble: dict[str, Any]) -> str:
    """A text as it is read: that it shows a picture, its words, and a line for each button or list item."""
    choices = bubble["buttons"] or (bubble["list"] or {"items": []})["items"]
    above = ["(a picture)"] * len(bubble["media"])
    return "\n".join([*above, bubble["body"], *(f"[{choice['title']}]" for choice in choices)])


class _Clock:
    """The simulator's hold on the play's clock."""

    def __init__(self, house: "Playhouse") -> None:
        self._house = house

    def now(self) -> datetime:
        return self._house.at

    def turn(self, seconds: float) -> None:
        self._house.at += timedelta(seconds=seconds)


class Playhouse:
    """The house, its clock standing still until it is turned."""

    def __init__(self, database_url: str, redis_url: str, shared: Path) -> None:
        """`shared`: a directory where the houses of one run keep what the first of them made."""
        self.at = OPENING
        self._pushed = shared / "pushed-templates.pickle"
        clock.follow(lambda: self.at)
        desk_server, web_server = _reserve(), _reserve()
        self.settings = settings_for(
            database_url,
            redis_url,
            f"http://127.0.0.1:{web_server.server_port}",
            f"http://127.0.0.1:{desk_server.server_port}",
        )
        self.app = wsgi.create_app(self.settings)
        account = simulator.Account(ACCOUNT, TOKEN, "+15005550006", "whatsapp:+15005550006")
        desk = simulator.create_app(
            app_url=self.settings.public_url, account=account, clock=_Clock(self), phones=(), window=True
        )
        self._at_twilio = desk.extensions["switchboard"].contents
        for server, app in ((desk_server, desk), (web_server, self.app)):
            server.app = app
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self._servers = (desk_server, web_server)
        stage.prepare(self.settings)
        self._http = requests.Session()
        self._http.trust_env = False  # to this machine; looking for proxies took a tenth of a play
        self.last_sid = ""
        self._version = 0  # of the desk as far as it was looked at
        self._fresh = False  # whether nothing has happened since
        self._arrived: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)  # by phone and bubble

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
        kit.kit().engine.dispose()
        self.app.extensions["house"].engine.dispose()
        clock.follow(clock.wall)

    def push_templates(self) -> None:
        """Let there be templates and buttons at Twilio, and WhatsApp have approved them."""
        if self._at_twilio.newest_first():
            return
        with self._pushed.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._pushed.exists():
                self._push()
                return
        # A database is copied rather than migrated again, and so is what the first push made, over HTTP.
        rows, contents = pickle.loads(self._pushed.read_bytes())  # noqa: S301 - written by this very run
        self._at_twilio.take_over(contents)
        database.run(kit.kit().engine, lambda connection: _set_out(connection, rows))

    def _push(self) -> None:
        """Over HTTP, as the command does it; keep what it made, the rows here and the contents at Twilio."""
        templating.push(kit.kit().engine, Contents(ACCOUNT, TOKEN, self.settings.twilio_api_url))
        with kit.kit().engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(select(table_of(Template))).mappings()]
        draft = self._pushed.with_suffix(".draft")
        draft.write_bytes(pickle.dumps((rows, self._at_twilio.newest_first())))
        draft.replace(self._pushed)

    def fill(self) -> None:
        """Let there be people who have met for a year. They have no phones, so nobody writes to them."""
        database.run(kit.kit().engine, spaces.a_year)

    def bring_buttons(self) -> None:
        """Let answers on WhatsApp come with buttons, as they do while somebody delivers."""
        self.push_templates()
        database.run(kit.kit().engine, lambda c: heartbeats.begin(c, taps.DELIVERY, timedelta(0)))
        database.run(kit.kit().engine, lambda c: heartbeats.end(c, taps.DELIVERY))
        taps.forget()

    def seat(self, address: str) -> None:
        """Let the owner of this number coordinate, and need no code for it."""

        def sit(connection: Connection) -> None:
            with Session(bind=connection) as db:
                people.trusted(db, members.seat(db, address.removeprefix("whatsapp:"), "en", "Europe/London"))
                db.commit()

        database.run(kit.kit().engine, sit)

    # Phones.

    def phone(self, name: str, address: str) -> str:
        """Put a phone on the desk; returns its id."""
        return str(self._post("/api/phones", {"name": name, "address": address})["id"])

    def text(self, phone: str, body: str = "", **more: Any) -> list[str]:
        """Send a text; returns what was read at once."""
        before = len(self.received(phone))
        self.send(phone, body, **more)
        return self.received(phone)[before:]  # the carrier may have answered too

    def send(self, phone: str, body: str = "", **more: Any) -> None:
        """Send a text, whatever is read at once."""
        answer = self._post(f"/api/phones/{phone}/texts", {"body": body, **more})
        assert answer["status"] == 200, answer
        self.last_sid = answer["sid"]

    def tap(self, phone: str, title: str, on: str = "") -> list[str]:
        """Tap what reads so on the last text that has it, and says `on`."""
        state = self._http.get(f"{self.settings.twilio_api_url}/api/state").json()
        mine = next(one for one in state["phones"] if one["id"] == phone)
        choices = [
            (choice["id"], bubble["sid"])
            for bubble in mine["messages"]
            for choice in bubble["buttons"] or (bubble["list"] or {"items": []})["items"]
            if choice["title"] == title and on in bubble["body"]
        ]
        choice, of = choices[-1]
        return self.text(phone, tap=choice, of=of)

    def trouble(self, phone: str, code: int) -> None:
        """Let this phone's texts fail with Twilio's `code`; 0: let them arrive again."""
        self._post(f"/api/phones/{phone}/trouble", {"error_code": code or None, "mode": "sync"})

    def received(self, phone: str, _wanted: int = 0) -> list[str]:
        """All that this phone ever received, in order, with what can be tapped. Here there is nothing to wait for."""
        if not self._fresh:
            self._look()
        arrived = self._arrived[phone].values()
        return [shown(bubble) for bubble in arrived if bubble["status"] not in ("failed", "undelivered")]

    def _look(self) -> None:
        """See what is new on the desk, for all phones at once. The page looks the same way."""
        desk = self._http.get(
            f"{self.settings.twilio_api_url}/api/state", params={"since": self._version}
        ).json()
        self._version, self._fresh = desk["version"], True
        for phone in desk["phones"]:
            new = {bubble["id"]: bubble for bubble in phone["messages"] if bubble["direction"] == "received"}
            self._arrived[phone["id"]].update(new)

    # Time and what happens in it.

    def work(self) -> None:
        """Do what the workers would: speak what is due, deliver what is queued, until there is nothing left."""
        plan_letters()
        while erase() or sweep() or deliver():
            self._fresh = False

    def turn_to(self, when: datetime) -> None:
        """Let time pass, stopping at all that is due on the way. The carrier's seconds are real ones; they pass too."""
        rested = table_of(Number).update().values(free_at=clock.wall() - timedelta(days=1))
        database.run(kit.kit().engine, lambda connection: connection.execute(rested))
        while (due := self._next_due()) is not None and due <= when:
            self.at = max(self.at, due)
            self.work()
        self.at = when
        self.work()

    def _next_due(self) -> datetime | None:
        planned = select(Nudge.due_at).where(Nudge.status == "planned").order_by(Nudge.due_at).limit(1)
        asked = select(Erasure.due_at).where(Erasure.status == "asked").order_by(Erasure.due_at).limit(1)
        both = database.run(kit.kit().engine, lambda c: (c.scalar(planned), c.scalar(asked)))
        return min((one for one in both if one is not None), default=None)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        self._fresh = False
        answer = self._http.post(f"{self.settings.twilio_api_url}{path}", json=body)
        assert answer.ok, answer.text
        result: dict[str, Any] = answer.json()
        return result


def _set_out(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(table_of(Template)), rows)
    outcomes.release_all(connection)


def _reserve() -> BaseWSGIServer:
    """A server on a free port, its app to come."""
    return make_server("127.0.0.1", 0, lambda _environ, _start: [], threaded=True)
