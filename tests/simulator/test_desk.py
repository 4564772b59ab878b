"""The page's JSON: what it says, what it takes, and whom it refuses."""

import threading
import time
from typing import Any

import pytest
import requests

from simulator import create_app
from simulator.bubbles import Bubble
from simulator.ledger import Ledger, Message
from simulator.phones import DEFAULT_PHONES, Phones
from simulator.segments import segments
from simulator.webhooks import Crew
from tests.simulator.conftest import ACCOUNT, Desk, TurnedClock, until


def test_the_default_desk(desk: Desk) -> None:
    state = desk.state()
    assert state["clock"] == "2026-11-23T10:00:00+00:00"
    assert [(p["id"], p["name"], p["channel"], p["address"]) for p in state["phones"]] == [
        ("p1", "Amara", "sms", "+447700900101"),
        ("p2", "Lucía", "whatsapp", "whatsapp:+573001234567"),
        ("p3", "Coordinator", "sms", "+447700900999"),
    ]


def test_since_tells_only_what_is_new(desk: Desk) -> None:
    desk.text("p1", body="one")
    version = desk.state()["version"]
    until(lambda: desk.chat("p1")[-1]["status"] == "delivered")
    version = desk.state()["version"]
    assert all(phone["messages"] == [] for phone in desk.state(version)["phones"])
    desk.text("p1", body="two")
    fresh = {phone["id"]: [m["body"] for m in phone["messages"]] for phone in desk.state(version)["phones"]}
    assert fresh == {"p1": ["two", "You said: two"], "p2": [], "p3": []}
    assert len(desk.state(10**9)["phones"][0]["messages"]) == 4  # a version from before a restart


def test_a_page_can_wait_for_news(desk: Desk) -> None:
    version = desk.state()["version"]
    threading.Timer(0.2, lambda: desk.post("/api/clock", seconds=60)).start()
    start = time.monotonic()
    told = requests.get(f"{desk.url}/api/state?since={version}&wait=5", timeout=10).json()
    assert time.monotonic() - start < 3
    assert told["clock"] == "2026-11-23T10:01:00+00:00"


def test_the_clock_turns_forward_only(desk: Desk, clock: TurnedClock) -> None:
    assert desk.post("/api/clock", seconds=90).json() == {"clock": "2026-11-23T10:01:30+00:00"}
    assert desk.post("/api/clock", to="2026-11-24T08:00:00Z").json() == {"clock": "2026-11-24T08:00:00+00:00"}
    assert desk.post("/api/clock", to="2026-11-24T09:00:00").json() == {"clock": "2026-11-24T09:00:00+00:00"}
    assert desk.post("/api/clock", to="2026-11-23T08:00:00Z").status_code == 400
    assert clock.now().hour == 9
    desk.text("p1", body="hi")
    assert desk.chat("p1")[0]["at"] == "2026-11-24T09:00:00+00:00"


def test_the_page_turns_it_and_waits_for_what_is_due(clock: TurnedClock) -> None:
    settled = []
    app = create_app(
        app_url="http://127.0.0.1:1", account=ACCOUNT, clock=clock, settle=lambda: settled.append(clock.now())
    )

    def turn(**asked: object) -> int:
        return app.test_client().post("/api/clock", json=asked).status_code

    assert (turn(seconds=60), settled) == (200, [])
    assert (turn(seconds=60, settle=True), settled) == (200, [clock.now()])
    assert (turn(seconds=60, settle="yes"), clock.now().minute) == (400, 2)


def test_adding_phones(desk: Desk) -> None:
    added = desk.post("/api/phones", name="Noor", address="whatsapp:US.13491208655302741918")
    assert (added.status_code, added.json()["id"], added.json()["channel"]) == (201, "p4", "whatsapp")
    again = desk.post("/api/phones", name="Other", address="whatsapp:US.13491208655302741918")
    assert (again.status_code, again.json()["name"]) == (200, "Noor")


BAD: list[tuple[str, Any]] = [
    ("/api/phones", {"name": "x", "address": "banana"}),
    ("/api/phones", {"name": 7, "address": "+447700900102"}),
    ("/api/phones", {"name": "x" * 81, "address": "+447700900102"}),
    ("/api/phones", []),
    ("/api/phones/p1/texts", {"body": 7}),
    ("/api/phones/p1/texts", {"body": "x" * 1601}),
    ("/api/phones/p1/texts", {"body": "half of \ud83d"}),
    ("/api/phones/p1/texts", {"media": "film"}),
    ("/api/phones/p1/texts", {"media": ["picture"]}),
    ("/api/phones/p1/texts", {"location": "here"}),
    ("/api/phones/p1/texts", {"button": 1}),
    ("/api/phones/p1/texts", {"fields": {"a": 1}}),
    ("/api/phones/p1/texts", {"fields": {"\ud83d": "a"}}),
    ("/api/phones/p1/texts", {"fields": "x"}),
    ("/api/phones/p1/trouble", {"error_code": "x"}),
    ("/api/phones/p1/texts", {"location": None}),
    ("/api/phones/p1/texts", {"tap": 7}),
    ("/api/phones/p1/texts", {"tap": "x", "of": 7}),
    ("/api/phones/p1/trouble", {"error_code": True}),
    ("/api/phones/p1/trouble", {"error_code": 30003, "mode": "later"}),
    ("/api/phones/p1/trouble", {"error_code": 30003, "mode": ["sync"]}),
    ("/api/phones/p1/trouble", {"error_code": 30003, "times": 0}),
    ("/api/phones/p1/trouble", {"error_code": 30003, "times": True}),
    ("/api/window", {}),
    ("/api/window", {"on": 1}),
    ("/api/opt-out", {"advanced": "yes"}),
    ("/api/templates", {"hold": None}),
    ("/api/templates/HX1", {"status": "wonderful"}),
    ("/api/templates/HX1", {"status": ["approved"]}),
    ("/api/clock", {}),
    ("/api/clock", {"seconds": -1}),
    ("/api/clock", {"seconds": True}),
    ("/api/clock", {"seconds": 10**400}),
    ("/api/clock", {"to": "soon"}),
    ("/api/clock", {"to": "0001-01-01T00:00:00+14:00"}),
    ("/api/clock", {"to": "9999-12-31T00:00:00Z"}),
]


@pytest.mark.parametrize(("path", "body"), BAD)
def test_bad_json_is_a_sentence_not_a_crash(desk: Desk, path: str, body: Any) -> None:
    answer = requests.post(desk.url + path, json=body, timeout=5)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[" * 100_000, b'{"seconds": NaN}', b'{"seconds": 1e999}', b"\xff"]
)
def test_raw_rubbish_too(desk: Desk, raw: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert requests.post(f"{desk.url}/api/clock", data=raw, headers=headers, timeout=5).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"), [("/api/phones/p9/texts", 404), ("/api/nothing", 404), ("/api/state", 405)]
)
def test_what_is_not_there(desk: Desk, path: str, status: int) -> None:
    assert desk.post(path, body="x").status_code == status
    assert desk.post("/api/phones/p1/texts", sid="SM" + "0" * 32).status_code == 404


@pytest.mark.parametrize("query", ["since=-1", "since=x", "since=²", "wait=x", "wait=-1", "wait=nan"])
def test_bad_state_queries(desk: Desk, query: str) -> None:
    assert requests.get(f"{desk.url}/api/state?{query}", timeout=5).status_code == 400


def test_other_sites_are_kept_out(desk: Desk) -> None:
    url = f"{desk.url}/api/clock"
    assert requests.post(url, data={"seconds": "60"}, timeout=5).status_code == 415
    plain = requests.post(url, data='{"seconds": 60}', headers={"Content-Type": "text/plain"}, timeout=5)
    assert plain.status_code == 415
    for host in (
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "192.168.1.5",
        "localhost.evil.example",
    ):
        assert requests.get(f"{desk.url}/api/state", headers={"Host": host}, timeout=5).status_code == 403
    for host in ("localhost:4010", "127.0.0.1", "[::1]:4010", "phones.localhost"):
        assert requests.get(f"{desk.url}/api/state", headers={"Host": host}, timeout=5).status_code == 200
    page = requests.get(desk.url, timeout=5)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_too_much_is_refused(desk: Desk) -> None:
    answer = desk.post("/api/phones/p1/texts", body="x" * 2_000_000)
    assert answer.status_code == 413


def hold(until_set: threading.Event) -> None:
    until_set.wait(5)


def test_memory_is_bounded(clock: TurnedClock) -> None:
    phones = Phones(clock, DEFAULT_PHONES, most_messages=10)
    phone = phones.get("p1")
    assert phone is not None
    for number in range(25):
        phones.show(phone, Bubble("received", str(number), "sent", clock.now()))
    assert [m["body"] for m in phone.as_json(clock.now())["messages"]] == [str(n) for n in range(15, 25)]
    for number in range(500):
        phones.at(f"+4477009{number:05d}")
    assert len(phones.state()["phones"]) == 200
    ledger, now = Ledger(most=3), clock.now()
    for number in range(5):
        ledger.add(Message(f"SM{number}", "AC", "+1", "+2", "", "inbound", "received", now, now))
    assert [message.sid for message in ledger.newest_first()] == ["SM4", "SM3", "SM2"]
    crew, held = Crew(threads=1, most_waiting=2), threading.Event()
    taken = [crew.take(lambda: hold(held)) for _ in range(10)]
    assert taken[0]
    assert not taken[-1]
    held.set()


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 153 * 2, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("👍" * 35, 1),
        ("👍" * 36, 2),
    ],
)
def test_segments(body: str, count: int) -> None:
    assert segments(body) == count
