"""What every answer of the door says about itself, whatever route it comes from; and what a stumbling one gives away."""

import ast
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
import structlog
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

import cli
from flows import conversation, links
from tests.webhook.doors import Door
from webhook.files import HEADERS

ROOT = Path(cli.__file__).parent
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE")
WORDS = ("Zephyrinequill", "Quokkaquestion", "447700900177")


def paths(door: Door) -> list[str]:
    """Every route, with something made up where it takes a token; and paths that lead nowhere."""
    rules = [rule.rule for rule in door.client.application.url_map.iter_rules()]
    return [re.sub(r"<[^>]+>", "made-up", rule) for rule in rules] + ["/", "/nothing", "/twilio/inbound/%00"]


def test_every_answer_of_every_route_is_covered(door: Door) -> None:
    """Also what isn't allowed, isn't there, or isn't ours."""
    seen = set()
    for path in paths(door):
        for method in METHODS:
            answer = door.client.open(path, method=method)
            seen.add(answer.status_code)
            said = {name: answer.headers.get(name) for name in HEADERS}
            assert said == HEADERS, (method, path)
            assert answer.headers["Strict-Transport-Security"]
            assert "Set-Cookie" not in answer.headers
            if answer.status_code >= 400:
                assert answer.data == b"", (method, path)
    assert {200, 403, 404, 405, 415} >= seen - {308}
    assert {200, 404, 405} <= seen


def test_no_page_may_be_framed_scripted_or_remembered() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy, "what default-src forbids stays forbidden"
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"


def test_without_https_nobody_is_kept_to_it(door: Door) -> None:
    door.reach("http://127.0.0.1:8000")
    assert "Strict-Transport-Security" not in door.client.get("/health/live").headers


def test_links_are_made_and_read_in_one_place() -> None:
    """Whoever signs is there, so that no link is without a purpose, and each ends."""
    signing = re.compile(r"\b(?:itsdangerous|signing_keys)\b")
    rooms = ("webhook", "flows", "matching", "messaging", "workers", "models")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if signing.search(path.read_text())
    }
    assert found == {"flows/links.py", "models/sealing.py"}
    tree = ast.parse((ROOT / "flows/links.py").read_text())
    (read,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "read")
    assert "max_age" in [argument.arg for argument in read.args.args]
    assert read.args.defaults == [], "who reads a link says how long it lives"


@pytest.mark.parametrize("purpose", ["hours", "picture", "impact", "reflections", "calendar"])
def test_a_link_of_another_purpose_opens_nothing(door: Door, purpose: str) -> None:
    links.use(door.house.public_url)
    token = links.make("a purpose of its own", [1, "en"], "x").rsplit("/", 1)[1].rsplit(".", 1)[0]
    (rule,) = {
        rule.rule
        for rule in door.client.application.url_map.iter_rules()
        if rule.rule.startswith(f"/{purpose}/")
    }
    answer = door.client.get(rule.replace("<token>", token))
    assert (answer.status_code, answer.data) == (404, b"")


# What stumbles.


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What is logged as the command has it logged, by us and by any library."""
    hooks, make = (sys.excepthook, threading.excepthook), logging.getLogRecordFactory()
    said = StringIO()
    with redirect_stderr(said):
        cli._log_ids_only()
    libraries = logging.StreamHandler(said)
    logging.getLogger().addHandler(libraries)
    yield said
    logging.getLogger().removeHandler(libraries)
    structlog.reset_defaults()
    (sys.excepthook, threading.excepthook) = hooks
    logging.setLogRecordFactory(make)


def text(door: Door, body: str, sender: str = "+447700900177") -> TestResponse:
    """What comes back from a text that Twilio signed."""
    form = {
        "MessageSid": f"SM{uuid4().hex}",
        "AccountSid": door.house.account_sid,
        "From": sender,
        "Body": body,
    }
    url = f"{door.house.public_url}/twilio/inbound"
    signed = RequestValidator(door.house.auth_token).compute_signature(url, form)
    return door.client.post("/twilio/inbound", data=form, headers={"X-Twilio-Signature": signed})


def test_a_flow_that_stumbles_over_somebodys_words_keeps_them_to_itself(
    door: Door, monkeypatch: pytest.MonkeyPatch, logged: StringIO
) -> None:
    """With a name, a number and a question in hand, in an error, its cause and a library's record of it."""
    monkeypatch.setattr(conversation, "respond", stumble)
    answer = text(door, " ".join(WORDS))
    assert (answer.status_code, answer.data) == (500, b"")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    said = logged.getvalue()
    assert "a request stumbled" in said
    assert "ValueError < KeyError" in said
    assert "a library's own (LookupError" in said
    assert "tests/webhook/test_covered.py" in said, "where it came up is told"
    assert '"route": "/twilio/inbound"' in said
    for word in (*WORDS, "Traceback", door.house.auth_token):
        assert word not in said


def stumble(_chat: object, inbound: object) -> None:
    words = vars(inbound) if hasattr(inbound, "__dict__") else {"body": " ".join(WORDS)}
    logging.getLogger("rq").error("a library's own", exc_info=LookupError(str(words)))
    try:
        {}[" ".join(WORDS)]  # a KeyError says what was looked for
    except KeyError as error:
        raise ValueError(f"{words} {WORDS}") from error


def test_a_link_whose_page_stumbles_is_not_in_the_log(
    door: Door, monkeypatch: pytest.MonkeyPatch, logged: StringIO
) -> None:
    """A log holds no key to anybody's file."""
    monkeypatch.setattr(links, "read", lambda *_: [][1])
    assert door.client.get("/hours/Quokkaquestion.xlsx").status_code == 500
    said = logged.getvalue()
    assert '"route": "/hours/<token>.xlsx"' in said
    assert "Quokkaquestion" not in said
