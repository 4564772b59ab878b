"""Whom our texts come from, and what an answer means."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from messaging.sending import Line, Refused, Senders, Unclear, same
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


def test_senders() -> None:
    assert BOTH.of(AMARA) == {"from_": "+15005550006"}
    assert BOTH.of(LUCIA) == {"from_": "whatsapp:+15005550007"}
    service = Senders("+15005550006", "whatsapp:+15005550007", "MG" + "1" * 32)
    assert service.of(AMARA) == {"messaging_service_sid": "MG" + "1" * 32}
    assert service.of(LUCIA) == {"from_": "whatsapp:+15005550007"}


def test_a_base_with_a_path_keeps_it(twilio: StandIn) -> None:
    line = Line(ACCOUNT, "token", f"{twilio.url}/somewhere/", BOTH)
    assert line.send(AMARA, "hello", CALLBACK) == twilio.kept[0]["sid"]


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ((429, {"code": 20429, "status": 429}), True),
        ((429, b""), True),
        ((400, {"code": 21211, "status": 400}), False),
    ],
)
def test_a_clear_no(line: Line, twilio: StandIn, answer: tuple[int, object], again: bool) -> None:
    twilio.script = [answer]
    with pytest.raises(Refused) as refused:
        line.send(AMARA, "hello", CALLBACK)
    assert refused.value.again is again
    assert "hello" not in str(refused.value)


@pytest.mark.parametrize("answer", ["cut", (500, b""), (599, b"x"), (201, b"{"), (201, b""), (201, {})])
def test_an_unclear_one(line: Line, twilio: StandIn, answer: object) -> None:
    twilio.script = [answer]
    with pytest.raises(Unclear):
        line.send(AMARA, "hello", CALLBACK)


def test_what_was_sent_since(line: Line, twilio: StandIn) -> None:
    now = datetime.now(UTC)
    for to, body, age in (
        (AMARA, "long ago", 600),
        (AMARA, "just before", 30),
        (LUCIA, "another's", 0),
        (AMARA, "newest", 0),
    ):
        twilio.keep({"To": to, "Body": body}, now - timedelta(seconds=age))
    assert [body for _sid, body in line.sent_since(AMARA, now)] == ["newest", "just before"]
    assert "DateSent>" not in twilio.listings[0], "what still waits at Twilio has no such date"


def test_what_says_no_date_may_be_it(line: Line, twilio: StandIn) -> None:
    twilio.keep({"To": AMARA, "Body": "hello"})["date_created"] = None
    assert len(line.sent_since(AMARA, datetime.now(UTC))) == 1


def test_control_characters_are_not_sent(line: Line, twilio: StandIn) -> None:
    line.send(AMARA, "Am\0ara\x1b\n👍", CALLBACK)
    assert twilio.said[0]["Body"] == "Amara\n👍"


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
