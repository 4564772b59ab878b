"""The one-word texts that the carrier acts on."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, App, Desk

AMARA = "+447700900101"


@pytest.mark.parametrize(
    "word", ["STOP", " stop ", "StopAll", "UNSUBSCRIBE", "cancel", "END", "quit", "REVOKE", "optout"]
)
def test_stop_blocks_until_start(word: str, twilio: Client, desk: Desk, app: App) -> None:
    told = desk.text("p1", body=word)
    assert told["status"] == 200
    assert told["replies"] == []  # the app answered, and the carrier kept it
    [heard] = app.inbound()
    assert heard.form["Body"] == word
    assert "OptOutType" not in heard.form
    own, answer, kept = desk.chat("p1")
    assert (own["direction"], answer["carrier"], kept["direction"]) == ("sent", True, "note")
    assert "unsubscribed" in answer["body"]
    with pytest.raises(TwilioRestException) as refused:
        twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="Still there?")
    assert (refused.value.status, refused.value.code) == (400, 21610)

    assert len(desk.text("p1", body="START")["replies"]) == 1
    assert twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="Welcome back").sid
    assert [m["body"][:34] for m in desk.chat("p1") if m["carrier"]] == [
        "You have successfully been unsubsc",
        "You have successfully been re-subs",
    ]


@pytest.mark.parametrize("word", ["YES", "unstop"])
def test_yes_opts_in_only_somebody_who_is_out(word: str, desk: Desk) -> None:
    desk.text("p1", body=word)
    assert not any(m["carrier"] for m in desk.chat("p1"))
    desk.text("p1", body="STOP")
    desk.text("p1", body=word)
    assert sum(m["carrier"] for m in desk.chat("p1")) == 2


def test_help_is_answered_by_both(desk: Desk) -> None:
    desk.text("p1", body="help")
    assert [(m["direction"], m["carrier"]) for m in desk.chat("p1")] == [
        ("sent", False),
        ("received", True),
        ("received", False),
    ]


@pytest.mark.parametrize("words", ["STOP PLEASE", "please stop", "STOP."])
def test_more_than_the_word_is_left_to_the_app(words: str, desk: Desk) -> None:
    assert len(desk.text("p1", body=words)["replies"]) == 1
    assert not any(m["carrier"] for m in desk.chat("p1"))


def test_whatsapp_has_no_carrier(desk: Desk, twilio: Client) -> None:
    assert len(desk.text("p2", body="STOP")["replies"]) == 1
    assert twilio.messages.create(to="whatsapp:+573001234567", from_=ACCOUNT.whatsapp_from, body="Hola").sid
