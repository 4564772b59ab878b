"""WhatsApp's typing indicator, asked for with Twilio's own library."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, Desk, TurnedClock

LUCIA = "whatsapp:+573001234567"


def typing(desk: Desk, phone: str = "p2") -> bool:
    return next(bool(one["typing"]) for one in desk.state()["phones"] if one["id"] == phone)


def ask(twilio: Client, sid: str, channel: str = "whatsapp") -> bool:
    return bool(twilio.messaging.v2.typing_indicator.create(channel=channel, message_id=sid).success)


def test_it_shows_until_the_next_message(twilio: Client, desk: Desk) -> None:
    sid = desk.text("p2", body="Hola")["sid"]
    assert not typing(desk)
    assert ask(twilio, sid)
    assert typing(desk)
    assert not typing(desk, "p1")
    twilio.messages.create(to=LUCIA, from_=ACCOUNT.whatsapp_from, body="Hola")
    assert not typing(desk)


def test_it_ends_after_25_seconds(twilio: Client, desk: Desk, clock: TurnedClock) -> None:
    ask(twilio, desk.text("p2", media="voice")["sid"])
    clock.turn(24)
    assert typing(desk)
    clock.turn(1)
    assert not typing(desk)


def test_what_is_refused(twilio: Client, desk: Desk) -> None:
    def refused(sid: str, channel: str = "whatsapp") -> int:
        with pytest.raises(TwilioRestException) as refusal:
            ask(twilio, sid, channel)
        return int(refusal.value.status)

    whatsapp = desk.text("p2", body="Hola")
    assert refused(desk.text("p1", body="Hello")["sid"]) == 400  # an SMS
    assert refused(whatsapp["replies"][0]["sid"]) == 400  # our own
    assert refused(whatsapp["sid"], "sms") == 400
    assert refused("SM" + "0" * 32) == 404
    assert refused("banana") == 400
    assert not typing(desk)
    plain = {"messageId": whatsapp["sid"], "channel": "whatsapp"}
    path = f"{desk.url}/v2/Indicators/Typing.json"
    assert requests.post(path, data=plain, timeout=5).status_code == 401
    answer = requests.post(path, data=plain, auth=(ACCOUNT.sid, ACCOUNT.auth_token), timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"success": True})
