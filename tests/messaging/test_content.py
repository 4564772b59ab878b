"""Buttons, lists and templates: before Twilio's official description, and what answers behind it remembers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from messaging.content import Contents, check
from messaging.sending import Line, Refused, Senders, Unclear
from messaging.verdicts import Verdict
from tests.servers.peers import ACCOUNT_SID, AUTH_TOKEN, described
from tests.servers.ports import free_port

WORDS = "Hello {{1}}, shall we keep the session on {{2}}? Please choose."
SAMPLES = {"1": "Amara", "2": "Friday"}
GONE = "HX" + "f" * 32


@dataclass
class Shelf:
    """Holds contents as Twilio does; `script` is what to answer next instead."""

    url: str = ""
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    script: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    page: int = 50  # contents on a page, whatever is asked for
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def answer(self, method: str, path: str, query: dict[str, list[str]], form: Any) -> tuple[int, Any]:
        self.asked.append(f"{method} {path}")
        if self.script:
            return self.script.pop(0)
        parts = path.removeprefix("/v1/").split("/")
        if parts[0] == "ContentAndApprovals":
            return 200, self.listing(int(query.get("Page", ["0"])[0]))
        if method == "POST" and len(parts) == 1:
            sid = f"HX{next(self.numbers):032x}"
            self.held[sid] = form | {"sid": sid, "account_sid": ACCOUNT_SID}
            return 201, self.held[sid]
        if parts[1] not in self.held:
            return 404, {"code": 20404, "message": "not found", "status": 404}
        content = self.held[parts[1]]
        if method == "DELETE":
            del self.held[parts[1]]
            return 204, None
        if method == "POST":
            content["approval"] = form | {"status": "received", "rejection_reason": ""}
            return 201, content["approval"]
        return 200, {"sid": content["sid"], "account_sid": ACCOUNT_SID, "whatsapp": content.get("approval")}

    def listing(self, page: int) -> dict[str, Any]:
        contents = list(self.held.values())[page * self.page : (page + 1) * self.page]
        more = (page + 1) * self.page < len(self.held)
        following = f"https://content.twilio.com/v1/ContentAndApprovals?PageSize={self.page}&Page={page + 1}"
        told = [
            {name: one[name] for name in ("sid", "friendly_name", "language", "variables", "types")}
            | {"approval_requests": one.get("approval")}
            for one in contents
        ]
        meta = {
            "key": "contents",
            "page": page,
            "page_size": self.page,
            "next_page_url": following if more else None,
        }
        return {"contents": told, "meta": meta}


@contextmanager
def shelf() -> Iterator[Shelf]:
    kept = Shelf()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def _any(self) -> None:
            asked = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            form = json.loads(sent) if "json" in self.headers.get("Content-Type", "") else {}
            status, answer = kept.answer(self.command, asked.path, parse_qs(asked.query), form)
            body = (
                answer
                if isinstance(answer, bytes)
                else b""
                if answer is None
                else json.dumps(answer).encode()
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _any

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, str]]:
    """The shelf, and the address of the official description before it."""
    with shelf() as kept, described(tmp_path_factory.mktemp("content"), "content_v1", kept.url) as url:
        yield kept, url


@pytest.fixture
def there(checked: tuple[Shelf, str]) -> Shelf:
    """An empty shelf."""
    kept = checked[0]
    kept.held, kept.script, kept.asked, kept.page = {}, [], [], 50
    return kept


@pytest.fixture
def contents(checked: tuple[Shelf, str], there: Shelf) -> Contents:
    return Contents(ACCOUNT_SID, AUTH_TOKEN, checked[1])


def test_words_alone(contents: Contents, there: Shelf) -> None:
    sid = contents.create("reminder_en", "en", WORDS, SAMPLES)
    made = there.held[sid]
    assert (made["friendly_name"], made["language"], made["variables"]) == ("reminder_en", "en", SAMPLES)
    assert made["types"] == {"twilio/text": {"body": WORDS}}


def test_words_with_buttons(contents: Contents, there: Shelf) -> None:
    sid = contents.create("keep", "es", WORDS, SAMPLES, buttons=[("1", "Sí, claro"), ("2", "No")])
    assert there.held[sid]["types"] == {
        "twilio/quick-reply": {
            "body": WORDS,
            "actions": [
                {"type": "QUICK_REPLY", "id": "1", "title": "Sí, claro"},
                {"type": "QUICK_REPLY", "id": "2", "title": "No"},
            ],
        }
    }


def test_words_with_a_list(contents: Contents, there: Shelf) -> None:
    items = [("1", "Friday", "at nine"), ("2", "Monday", "at six")]
    sid = contents.create("when", "en", WORDS, SAMPLES, items=items, opens="Times")
    assert there.held[sid]["types"] == {
        "twilio/list-picker": {
            "body": WORDS,
            "button": "Times",
            "items": [
                {"id": "1", "item": "Friday", "description": "at nine"},
                {"id": "2", "item": "Monday", "description": "at six"},
            ],
        }
    }
    with pytest.raises(ValueError, match="together"):
        contents.create("both", "en", WORDS, SAMPLES, buttons=[("1", "Yes")], items=items)


def test_an_approval_from_first_to_last(contents: Contents, there: Shelf) -> None:
    sid = contents.create("reminder_en", "en", WORDS, SAMPLES)
    assert contents.approval(sid) == ("unsubmitted", "")
    assert contents.submit(sid, "reminder_en") == "received"
    assert there.held[sid]["approval"]["category"] == "UTILITY"
    assert contents.approval(sid) == ("received", "")
    there.held[sid]["approval"] |= {"status": "rejected", "rejection_reason": "PROMOTIONAL"}
    assert contents.approval(sid) == ("rejected", "PROMOTIONAL")


@pytest.mark.parametrize("name", ["", "Reminder", "a b", "a-b", "é", "a" * 513])
def test_a_name_that_whatsapp_does_not_allow(contents: Contents, there: Shelf, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        contents.submit(GONE, name)
    assert there.asked == []


def test_all_of_them_over_pages(contents: Contents, there: Shelf) -> None:
    there.page = 2
    sids = [contents.create(f"one_{number}", "en", WORDS, SAMPLES) for number in range(5)]
    contents.submit(sids[3], "one_3")
    assert contents.listed() == [
        (sid, f"one_{number}", "en", "received" if number == 3 else "unsubmitted")
        for number, sid in enumerate(sids)
    ]
    assert there.asked.count("GET /v1/ContentAndApprovals") == 3


def test_one_taken_away_twice_is_gone(contents: Contents, there: Shelf) -> None:
    sid = contents.create("reminder_en", "en", WORDS, SAMPLES)
    contents.delete(sid)
    assert there.held == {}
    contents.delete(sid)
    with pytest.raises(Refused) as refused:
        contents.approval(sid)
    assert refused.value.code == "20404"


def test_the_description_does_check(contents: Contents, there: Shelf) -> None:
    """What Twilio wouldn't take never gets to the shelf."""
    with pytest.raises(Refused):
        contents.submit("HX1", "reminder_en")
    with pytest.raises(Refused):
        contents.create("reminder_en", "en", WORDS, {"1": 7})  # type: ignore[dict-item]
    with pytest.raises(Refused):
        contents.delete("SM" + "1" * 32)
    assert there.asked == []


@pytest.mark.parametrize(
    ("answer", "code", "asked"),
    [
        ((400, {"code": 63043, "message": "no", "status": 400}), "63043", Verdict.DEAD),
        ((429, {"code": 20429, "message": "no", "status": 429}), "20429", Verdict.AGAIN),
        ((401, {"code": 20003, "message": "no", "status": 401}), "20003", Verdict.HALT),
    ],
)
def test_a_clear_no(contents: Contents, there: Shelf, answer: Any, code: str, asked: Verdict) -> None:
    for call in (
        lambda: contents.create("one", "en", WORDS, SAMPLES),
        lambda: contents.submit(GONE, "one"),
        lambda: contents.approval(GONE),
        contents.listed,
        lambda: contents.delete(GONE),
    ):
        there.script = [answer]
        with pytest.raises(Refused) as refused:
            call()
        assert (refused.value.code, refused.value.verdict) == (code, asked)


@pytest.mark.parametrize(
    "answer", [(500, b""), (503, {"code": 20003, "status": 503}), (201, b"x"), (201, {}), (200, [])]
)
def test_an_unclear_answer(answer: tuple[int, Any]) -> None:
    with shelf() as kept:
        kept.script = [answer]
        with pytest.raises(Unclear):
            Contents(ACCOUNT_SID, AUTH_TOKEN, kept.url).create("one", "en", WORDS, SAMPLES)
        kept.script = [(answer[0] if answer[0] >= 500 else 200, answer[1])]
        with pytest.raises(Unclear):
            Contents(ACCOUNT_SID, AUTH_TOKEN, kept.url).listed()


def test_a_connection_that_was_never_made() -> None:
    with pytest.raises(Refused) as refused:
        Contents(ACCOUNT_SID, AUTH_TOKEN, f"http://127.0.0.1:{free_port()}").listed()
    assert refused.value.verdict is Verdict.AGAIN


def test_typing_is_what_the_description_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A refusal would go unsaid, so what passed is counted behind the description."""
    with shelf() as kept, described(tmp_path_factory.mktemp("typing"), "messaging_v2", kept.url) as url:
        kept.script = [(200, {"success": True})] * 2
        line = Line(ACCOUNT_SID, AUTH_TOKEN, url, Senders())
        line.typing("XX1")
        line.typing("SM" + "1" * 32)
    assert kept.asked == ["POST /v2/Indicators/Typing.json"]


GOOD = "Your session with {{1}} is at {{2}}. Reply 1 to keep it."
CHECKS = [
    (GOOD, (), (), []),
    ("No variables at all.", (), (), []),
    ("Please keep {{1}} in mind, and also please {{1}} again today.", (), (), []),
    ("", (), (), ["no words"]),
    (" \n ", (), (), ["no words"]),
    ("x" * 1024, (), (), []),
    ("x" * 1025, (), (), ["1025 characters"]),
    ("{{1}} is what we are here for.", (), (), ["begins"]),
    ("What we are here for is {{1}}", (), (), ["ends"]),
    (" {{1}} is what we are here for {{2}} \n", (), (), ["begins", "ends"]),
    ("We are here for {{1}} {{2}} and all of them.", (), (), ["side by side"]),
    ("We are here for {{1}}{{2}} and all of them.", (), (), ["side by side"]),
    ("We are here for {{1}}, {{2}} and all of them.", (), (), []),
    ("We are here for {{2}} and all of them.", (), (), ["in that order"]),
    ("We are here for {{2}}, then for {{1}} and all of them.", (), (), ["in that order"]),
    ("We are here for {{name}} and all of them.", (), (), ["in that order"]),
    ("At {{1}} now.", (), (), ["Too few words"]),
    (GOOD, [("1", "x" * 20), ("2", "y"), ("3", "z")], (), []),
    (GOOD, [("1", "x" * 21)], (), ["21 characters"]),
    (GOOD, [("1", "")], (), ["no words"]),
    (GOOD, [(str(n), f"b{n}") for n in range(4)], (), ["4 buttons"]),
    (GOOD, [("1", "Yes"), ("1", "No")], (), ["same id"]),
    (GOOD, [("1", "Yes"), ("2", "Yes")], (), ["same title"]),
    (GOOD, (), [(str(n), f"i{n}", "d") for n in range(10)], []),
    (GOOD, (), [(str(n), f"i{n}", "d") for n in range(11)], ["11 items"]),
    (GOOD, (), [("1", "x" * 24, "y" * 72)], []),
    (GOOD, (), [("1", "x" * 25, "y")], ["25 characters"]),
    (GOOD, (), [("1", "x", "y" * 73)], ["73 characters"]),
    (GOOD, (), [("1", "x", "")], ["description has no words"]),
    (GOOD, [("1", "Yes")], [("1", "x", "y")], ["together"]),
]


@pytest.mark.parametrize(("body", "buttons", "items", "wrong"), CHECKS)
def test_what_whatsapp_would_not_take(body: str, buttons: Any, items: Any, wrong: list[str]) -> None:
    found = check(body, buttons, items, opens="Times")
    assert len(found) == len(wrong), found
    for sentence, part in zip(found, wrong, strict=True):
        assert part in sentence


def test_a_list_needs_what_opens_it() -> None:
    assert check(GOOD, (), [("1", "x", "y")]) == ["What opens the list has no words."]
    assert "21 characters" in check(GOOD, (), [("1", "x", "y")], opens="x" * 21)[0]


def test_every_variable_needs_a_sample() -> None:
    assert check(GOOD, samples={"1": "Amara", "2": "nine"}) == []
    assert check(GOOD, samples={"1": "Amara"}) == ["No sample for 2."]
    assert check(GOOD, samples={}) == ["No sample for 1, 2."]
