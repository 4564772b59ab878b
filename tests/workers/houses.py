"""A house whose Twilio is given: the real app on loopback, and this process as its worker."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

import stage
import wsgi
from models import clock, database, members, outbox, sealing
from models.base import AnyRow, table_of
from models.members import Address, Member
from models.outbox import Letter
from models.sealing import keyring
from models.texts import Text
from settings import Settings
from tests.models import people
from workers import kit

COORDINATOR = "+447700900999"
ACCOUNT, TOKEN = "AC" + "5" * 32, "a token for the tests"


def settings_for(database_url: str, redis_url: str, public_url: str, api_url: str, **more: Any) -> Settings:
    """What such a house would read from its environment."""
    values: dict[str, Any] = {
        "database_url": database_url,
        "redis_url": redis_url,
        "public_url": public_url,
        "twilio_account_sid": ACCOUNT,
        "twilio_auth_token": TOKEN,
        "twilio_api_url": api_url,
        "twilio_sms_from": "+15005550006",
        "twilio_whatsapp_from": "whatsapp:+15005550007",
        "twilio_rates": "+15005550006=5000, whatsapp:+15005550007=5000",
        "coordinators": [COORDINATOR],
        "encryption_keys": [sealing.new_key()],
    }
    return Settings(**values | more)


@dataclass
class House:
    """The house, its clock ahead of the machine's by as much as `ahead` says."""

    settings: Settings
    ahead: float = 0.0  # seconds

    def write(self, address: str, *bodies: str) -> None:
        """Put texts into somebody's outbox."""

        def put(connection: Connection) -> None:
            found = _address_id(connection, address)
            outbox.put(connection, [outbox.Draft(found, body) for body in bodies])

        database.run(kit.kit().engine, put)

    def heard(self, address: str, ago: timedelta = timedelta(0)) -> None:
        """A text came from there, which opens WhatsApp's window."""

        def note(connection: Connection) -> None:
            found = _address_id(connection, address)
            sid, at = f"SM{uuid4().hex}", clock.now() - ago
            connection.execute(
                table_of(Text).insert().values(sid=sid, address_id=found, body="hi", received_at=at)
            )

        database.run(kit.kit().engine, note)

    def letters(self) -> list[AnyRow]:
        """The outbox."""
        table = table_of(Letter)
        return database.run(kit.kit().engine, lambda c: list(c.execute(select(table).order_by(table.c.id))))

    def statuses(self) -> list[str]:
        return [row.status for row in self.letters()]

    def lease_over(self) -> None:
        """As if those who hold letters had held them for longer than they may."""
        table = table_of(Letter)
        long_ago = clock.wall() - 2 * outbox.LEASE
        database.run(kit.kit().engine, lambda c: c.execute(table.update().values(claimed_at=long_ago)))


def _address_id(connection: Connection, address: str) -> int:
    """An address's row; who has none is taken in."""
    table = table_of(Address)
    hashed = keyring().lookups(address)[0]
    found: int | None = connection.scalar(select(table.c.id).where(table.c.lookup == hashed))
    if found is None:
        with Session(bind=connection) as db:
            found = people.person(db, address, "Amara").address_id
    assert found is not None
    return found


def wake_everybody(database_url: str) -> None:
    """Whoever is known so far, the coordinators that is, may be texted at any hour, for tests run at night too; and they need
    no code."""
    engine = database.connect(database_url)
    awake = table_of(Member).update().values(quiet_from=0, quiet_till=0)
    database.run(engine, lambda connection: connection.execute(awake))
    database.run(engine, trusting)
    engine.dispose()


def trusting(connection: Connection) -> None:
    with Session(bind=connection) as db:
        for coordinator in members.coordinators(db):
            people.trusted(db, coordinator)


@contextmanager
def house(chosen: Callable[[str], Settings]) -> Iterator[House]:
    """Open a house; `chosen` gets its public URL and gives its settings."""
    server = make_server("127.0.0.1", 0, lambda _environ, _start: [], threaded=True)
    settings = chosen(f"http://127.0.0.1:{server.server_port}")
    made = House(settings)
    clock.follow(lambda: datetime.fromtimestamp(time.time() + made.ahead, UTC))
    server.app = wsgi.create_app(settings)
    wake_everybody(settings.database_url)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    stage.prepare(settings)
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        kit.kit().engine.dispose()
        server.app.extensions["house"].engine.dispose()
        clock.follow(clock.wall)


@dataclass
class StandIn:
    """A Twilio that does as it's told, and counts."""

    url: str = ""
    said: list[dict[str, str]] = field(default_factory=list)  # every request to send that was read
    kept: list[dict[str, Any]] = field(default_factory=list)  # what became a message
    listings: list[dict[str, str]] = field(default_factory=list)
    # What to do with the next requests to send: a status and an answer, or one of the words below.
    script: list[Any] = field(default_factory=list)
    listing_script: list[Any] = field(default_factory=list)
    delay: float = 0.0  # seconds before "slow" answers

    def keep(self, form: dict[str, str], made: datetime | None = None) -> dict[str, Any]:
        """Make it a message."""
        message = {
            "sid": f"SM{len(self.kept) + 1:032x}",
            "to": form["To"],
            "from": form.get("From") or form.get("MessagingServiceSid"),
            "body": form.get("Body", ""),
            "status": "queued",
            "date_created": format_datetime(made or datetime.now(UTC)),
            "date_sent": None,
        }
        self.kept.insert(0, message)
        return message


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Run it on loopback."""
    twilio = StandIn()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()}
            twilio.said.append(form)
            act = twilio.script.pop(0) if twilio.script else "yes"
            if act == "cut":  # read, never made
                self.connection.close()
                self.close_connection = True
            elif act == "cut after":  # made, and never told
                twilio.keep(form)
                self.connection.close()
                self.close_connection = True
            elif act == "slow":  # made, and told too late
                twilio.keep(form)
                time.sleep(twilio.delay)
                self._tell(201, twilio.kept[0])
            elif act == "yes":
                self._tell(201, twilio.keep(form))
            else:
                self._tell(*act)

        def do_GET(self) -> None:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            twilio.listings.append(asked)
            if twilio.listing_script:
                self._tell(*twilio.listing_script.pop(0))
                return
            # Like the emulator, it pays no heed to dates; unlike Twilio not even to whom it is for.
            page = twilio.kept[: int(asked.get("PageSize", "50"))]
            self._tell(200, {"messages": page, "next_page_uri": None, "page": 0, "page_size": len(page)})

        def _tell(self, status: int, answer: Any) -> None:
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    twilio.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield twilio
    finally:
        server.shutdown()
        server.server_close()
