"""A tiny app on loopback, and a simulator in front of it: everything over real HTTP."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
import requests
from flask import Flask, Response, request
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from werkzeug.serving import make_server

from simulator import Account, create_app

ACCOUNT = Account("AC" + "a1" * 16, "a-token", "+15005550006", "whatsapp:+15005550007")


class TurnedClock:
    """Stands still unless turned."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def turn(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Received:
    """One webhook, as it came over the wire."""

    path: str
    form: dict[str, str]
    signed: bool
    headers: dict[str, str]


@dataclass
class App:
    """An app that checks signatures, remembers what it got, and answers as it is told."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answer: Callable[[dict[str, str]], Any] = lambda form: twiml(f"You said: {form['Body']}")
    status_answer: Any = ""

    def hear(self) -> None:
        url = self.url + request.environ["RAW_URI"]
        signature = request.headers.get("X-Twilio-Signature", "")
        form = request.form.to_dict()
        signed = RequestValidator(ACCOUNT.auth_token).validate(url, form, signature)
        self.received.append(Received(request.environ["RAW_URI"], form, signed, dict(request.headers)))

    def inbound(self) -> list[Received]:
        return [r for r in list(self.received) if r.path == "/twilio/inbound"]

    def statuses(self, sid: str) -> list[Received]:
        return [r for r in list(self.received) if r.path != "/twilio/inbound" and r.form["MessageSid"] == sid]


def twiml(*bodies: str) -> Response:
    messages = "".join(f"<Message>{escape(body)}</Message>" for body in bodies)
    return xml(f"<Response>{messages}</Response>")


def xml(text: str) -> Response:
    return Response(text, content_type="text/xml")


def until(true: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def serve(app: Flask) -> tuple[str, Callable[[], None]]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}", server.shutdown


@pytest.fixture
def app() -> Iterator[App]:
    flask, told = Flask("app"), App()

    @flask.post("/twilio/inbound")
    def inbound() -> Any:
        told.hear()
        return told.answer(request.form.to_dict())

    @flask.post("/twilio/status")
    def status() -> Any:
        told.hear()
        return told.status_answer

    told.url, stop = serve(flask)
    yield told
    stop()


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


class Desk:
    """Drives the simulator as a test of conversations would."""

    def __init__(self, url: str) -> None:
        self.url = url

    def state(self, since: int = 0) -> dict[str, Any]:
        return requests.get(f"{self.url}/api/state", params={"since": since}, timeout=5).json()

    def post(self, path: str, **body: Any) -> requests.Response:
        return requests.post(self.url + path, json=body, timeout=20)

    def text(self, phone: str, **what: Any) -> dict[str, Any]:
        answer = self.post(f"/api/phones/{phone}/texts", **what)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def chat(self, phone: str) -> list[dict[str, Any]]:
        return next(p["messages"] for p in self.state()["phones"] if p["id"] == phone)

    def bodies(self, phone: str) -> list[tuple[str, str]]:
        return [(m["direction"], m["body"]) for m in self.chat(phone)]


@pytest.fixture
def desk(app: App, clock: TurnedClock) -> Iterator[Desk]:
    url, stop = serve(create_app(app_url=app.url, account=ACCOUNT, clock=clock))
    yield Desk(url)
    stop()


class ElsewhereClient(TwilioHttpClient):
    """Twilio's own HTTP client, sent to another host."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=5)
        self.base = url

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        asked = urlsplit(url)
        assert asked.netloc.endswith(".twilio.com") or asked.hostname == "127.0.0.1"
        there = self.base + asked.path + (f"?{asked.query}" if asked.query else "")
        return super().request(method, there, *args, **kwargs)


@pytest.fixture
def twilio(desk: Desk) -> Client:
    return Client(ACCOUNT.sid, ACCOUNT.auth_token, http_client=ElsewhereClient(desk.url))
