"""One text to Twilio: what is asked, what each answer means, from many threads."""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import pytest

from messaging.sending import Line, Refused, Senders, Unclear, same
from messaging.verdicts import CODES, Verdict, verdict
from tests.servers.ports import free_port
from tests.workers.houses import ACCOUNT, StandIn, stand_in

AMARA, LUCIA = "+447700900101", "whatsapp:+573001234567"
BOTH = Senders("+15005550006", "whatsapp:+15005550007", None)
CALLBACK = "https://board.example.org/twilio/status?ref=1"


@pytest.fixture
def twilio() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


@pytest.fixture
def line(twilio: StandIn) -> Line:
    return Line(ACCOUNT, "token", twilio.url, BOTH)


def test_a_base_with_a_path_keeps_it(twilio: StandIn) -> None:
    line = Line(ACCOUNT, "token", f"{twilio.url}/somewhere/", BOTH)
    assert line.send(AMARA, "hello", CALLBACK) == twilio.kept[0]["sid"]


def test_whom_a_text_comes_from(line: Line, twilio: StandIn) -> None:
    service = "MG" + "1" * 32
    for address, sender in ((AMARA, ""), (LUCIA, ""), (AMARA, "+447700900199"), (AMARA, service)):
        line.send(address, "hello", CALLBACK, sender=sender)
    assert [said.get("From") for said in twilio.said] == [
        "+15005550006",
        "whatsapp:+15005550007",
        "+447700900199",
        None,
    ]
    assert [said.get("MessagingServiceSid") for said in twilio.said] == [None, None, None, service]
    assert {said["StatusCallback"] for said in twilio.said} == {CALLBACK}


def test_a_template_goes_out_with_its_variables(line: Line, twilio: StandIn) -> None:
    twilio.script = [(201, {"sid": "SM1"}), (201, {"sid": "SM2"})]
    content = "HX" + "2" * 32
    variables = {"1": "Amara O'Brien", "2": "two\n\tlines  \0", "3": ""}
    assert line.send(LUCIA, "the words", CALLBACK, content_sid=content, variables=variables) == "SM1"
    line.send(LUCIA, "the words", CALLBACK, content_sid=content)
    first, second = twilio.said
    assert first["ContentSid"] == second["ContentSid"] == content
    assert json.loads(first["ContentVariables"]) == {"1": "Amara O'Brien", "2": "two lines", "3": "–"}
    assert "'" not in first["ContentVariables"]
    assert "Body" not in first
    assert "ContentVariables" not in second


@pytest.mark.parametrize("code", [*(code for code in CODES if code.isdigit()), "99999", "20404"])
def test_every_code_is_a_clear_no_with_its_verdict(line: Line, twilio: StandIn, code: str) -> None:
    status = 429 if code == "20429" else 400
    twilio.script = [(status, {"code": int(code), "message": "no", "status": status})]
    with pytest.raises(Refused) as refused:
        line.send(AMARA, "hello", CALLBACK)
    assert (refused.value.code, refused.value.http_status) == (code, status)
    assert refused.value.verdict is CODES.get(code, Verdict.DEAD)
    assert refused.value.again is (code == "20429")
    assert len(twilio.said) == 1, "nothing is tried again here"
    assert "hello" not in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "code", "asked"),
    [
        ((429, b""), "429", Verdict.AGAIN),
        ((429, b"<html>slow down</html>"), "429", Verdict.AGAIN),
        ((429, {"code": 21610, "status": 429}), "429", Verdict.AGAIN),
        ((400, b""), "400", Verdict.DEAD),
        ((400, []), "400", Verdict.DEAD),
        ((400, {"code": None}), "400", Verdict.DEAD),
        ((401, {"code": 20003, "status": 401}), "20003", Verdict.HALT),
        (
            (400, {"type": "about:blank", "title": "no", "status": 400, "code": 63016}),
            "63016",
            Verdict.TEMPLATE,
        ),
    ],
)
def test_other_clear_noes(line: Line, twilio: StandIn, answer: object, code: str, asked: Verdict) -> None:
    twilio.script = [answer]
    with pytest.raises(Refused) as refused:
        line.send(AMARA, "hello", CALLBACK)
    assert (refused.value.code, refused.value.verdict) == (code, asked)
    assert verdict(refused.value.code) is asked, "the code alone is enough"


@pytest.mark.parametrize(
    "answer",
    [
        "cut",
        "cut after",
        (500, b""),
        (599, b"x"),
        (503, {"code": 21610, "status": 503}),
        (201, b"{"),
        (201, b""),
        (201, {}),
        (201, []),
        (201, None),
        (201, "SM1"),
    ],
)
def test_an_unclear_one(line: Line, twilio: StandIn, answer: object) -> None:
    twilio.script = [answer]
    with pytest.raises(Unclear) as unclear:
        line.send(AMARA, "hello", CALLBACK)
    assert unclear.value.verdict is Verdict.UNCLEAR
    assert verdict(unclear.value.code) is Verdict.UNCLEAR
    assert len(twilio.said) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_a_connection_that_was_never_made_sent_nothing(host: str) -> None:
    line = Line(ACCOUNT, "token", f"http://{host}:{free_port()}", BOTH)
    with pytest.raises(Refused) as refused:
        line.send(AMARA, "hello", CALLBACK)
    assert (refused.value.code, refused.value.verdict) == ("unreachable", Verdict.AGAIN)


def test_what_was_sent_since(line: Line, twilio: StandIn) -> None:
    now = datetime.now(UTC)
    for to, body, age in (
        (AMARA, "long ago", 600),
        (AMARA, "just before", 30),
        (LUCIA, "another's", 0),
        (AMARA, "newest", 0),
    ):
        twilio.keep({"To": to, "Body": body}, now - timedelta(seconds=age))
    found = line.sent_since(AMARA, now)
    assert [(body, created) for _sid, body, created in found] == [
        ("newest", now.replace(microsecond=0)),
        ("just before", (now - timedelta(seconds=30)).replace(microsecond=0)),
    ]
    assert "DateSent>" not in twilio.listings[0], "what still waits at Twilio has no such date"


def test_what_says_no_date_may_be_it(line: Line, twilio: StandIn) -> None:
    twilio.keep({"To": AMARA, "Body": "hello"})["date_created"] = None
    assert [one.created for one in line.sent_since(AMARA, datetime.now(UTC))] == [None]


def test_what_reached_nobody_is_not_it(line: Line, twilio: StandIn) -> None:
    """Or a text that is sent once more, after its first try failed, would be taken for sent."""
    statuses = [
        "accepted",
        "queued",
        "sending",
        "sent",
        "delivered",
        "read",
        "scheduled",
        "partially_delivered",
    ]
    for status in (*statuses, "failed", "undelivered", "canceled"):
        twilio.keep({"To": AMARA, "Body": status})["status"] = status
    found = line.sent_since(AMARA, datetime.now(UTC) - timedelta(minutes=1))
    assert [one.body for one in found] == statuses[::-1]


@pytest.mark.parametrize(
    "answer",
    [
        (500, b""),
        (429, {"code": 20429, "status": 429}),
        (401, {"code": 20003, "status": 401}),
        (404, {"code": 20404, "status": 404}),
        (200, b""),
        (200, {}),
        (200, {"messages": None}),
        (200, []),
    ],
)
def test_a_list_that_can_not_be_had_says_nothing(line: Line, twilio: StandIn, answer: object) -> None:
    """Were it Refused, the text would be taken for one that was never sent, and go out twice."""
    twilio.listing_script = [answer]
    with pytest.raises(Unclear) as unclear:
        line.sent_since(AMARA, datetime.now(UTC))
    assert verdict(unclear.value.code) is Verdict.UNCLEAR


def test_a_list_that_can_not_be_asked_for_says_nothing_either() -> None:
    with pytest.raises(Unclear):
        Line(ACCOUNT, "token", f"http://127.0.0.1:{free_port()}", BOTH).sent_since(AMARA, datetime.now(UTC))


def test_typing_shows_and_never_gets_in_the_way(line: Line, twilio: StandIn) -> None:
    inbound = "SM" + "3" * 32
    twilio.script = [(200, {"success": True}), (400, {"code": 1}), (500, b""), (200, b"x"), "cut"]
    for _time in range(5):
        line.typing(inbound)
    assert twilio.said == [{"channel": "whatsapp", "messageId": inbound}] * 5
    Line(ACCOUNT, "token", f"http://127.0.0.1:{free_port()}", BOTH).typing(inbound)


def test_typing_waits_two_seconds_at_most() -> None:
    with busy(5) as (url, connected, _sent):
        began = time.monotonic()
        Line(ACCOUNT, "token", url, BOTH).typing("SM" + "3" * 32)
        assert time.monotonic() - began < 3
        assert connected


def test_control_characters_are_not_sent(line: Line, twilio: StandIn) -> None:
    line.send(AMARA, "Am\0ara\x1b\n👍", CALLBACK)
    assert twilio.said[0]["Body"] == "Amara\n👍"


def test_signs_that_cost_a_segment_are_not_sent_by_sms(line: Line, twilio: StandIn) -> None:
    words = "It’s “you” – and them. " * 4
    for address in (AMARA, LUCIA):
        line.send(address, words, CALLBACK)
    assert [said["Body"] for said in twilio.said] == ['It\'s "you" - and them. ' * 4, words]
    assert all(same(said["Body"], words) for said in twilio.said)


@pytest.mark.parametrize(
    ("sent", "body", "is_it"),
    [
        ("hello", "hello", True),
        ("hello there", " hello \r\n\tthere ", True),
        ("Amara", "Am\0ara", True),
        ("hello", "hello!", False),
        ("", "hello", False),
    ],
)
def test_the_same_words(sent: str, body: str, is_it: bool) -> None:
    assert same(sent, body) is is_it


@contextmanager
def busy(seconds: float) -> Iterator[tuple[str, list[object], list[str]]]:
    """An API that takes its time; gives its address, who connected, and what was sent."""
    connected: list[object] = []
    sent: list[str] = []
    numbers = count(1)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together

        def setup(self) -> None:
            super().setup()
            connected.append(self.client_address)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            time.sleep(seconds)
            sent.extend(form.get("Body", []))
            body = json.dumps({"sid": f"SM{next(numbers):032x}"}).encode()
            self.send_response(201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", connected, sent
    finally:
        server.shutdown()
        server.server_close()


def test_eight_threads_share_one_line() -> None:
    """At least 100 texts a second, each sent once, over one connection for each thread."""
    texts = [f"text {number}" for number in range(240)]
    with busy(0.03) as (url, connected, sent), ThreadPoolExecutor(8) as threads:
        line = Line(ACCOUNT, "token", url, BOTH)
        list(threads.map(lambda body: line.send(AMARA, body, CALLBACK), texts[:40]))  # all eight are there
        began = time.monotonic()
        sids = list(threads.map(lambda body: line.send(AMARA, body, CALLBACK), texts[40:]))
        took = time.monotonic() - began
    assert sorted(sent) == sorted(texts)
    assert len(set(sids)) == 200
    assert len(connected) <= 8
    assert 200 / took >= 100, f"{200 / took:.0f} a second"
