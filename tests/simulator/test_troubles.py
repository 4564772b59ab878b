"""Phones that fail: at once or later, for a while or until mended; and Advanced Opt-Out."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, App, Desk, until

AMARA = "+447700900101"


def trouble(desk: Desk, phone: str = "p1", **how: Any) -> dict[str, Any]:
    answer = desk.post(f"/api/phones/{phone}/trouble", **how)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def send(twilio: Client, app: App) -> str:
    callback = f"{app.url}/twilio/status"
    return str(
        twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="Hi", status_callback=callback).sid
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        *((code, 400) for code in (21211, 21610, 21614, 21408, 21606, 21611, 63007)),
        (20429, 429),
        (20503, 503),
    ],
)
def test_the_call_itself_is_refused(twilio: Client, desk: Desk, app: App, code: int, status: int) -> None:
    told = trouble(desk, error_code=code, mode="sync")
    assert (told["trouble"], told["trouble_mode"], told["trouble_left"]) == (code, "sync", None)
    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            send(twilio, app)
        assert (refused.value.status, refused.value.code) == (status, code)
    assert desk.chat("p1") == []
    assert trouble(desk, error_code=None)["trouble"] is None
    send(twilio, app)


def test_it_lasts_for_so_many_messages(twilio: Client, desk: Desk, app: App) -> None:
    trouble(desk, error_code=20429, mode="sync", times=2)
    for left in (1, None):
        with pytest.raises(TwilioRestException):
            send(twilio, app)
        assert desk.state()["phones"][0]["trouble_left"] == left
    send(twilio, app)
    trouble(desk, error_code=30003, times=1)
    first, second = send(twilio, app), send(twilio, app)
    until(lambda: twilio.messages(first).fetch().status == "undelivered")
    until(lambda: twilio.messages(second).fetch().status == "delivered")


@pytest.mark.parametrize(
    ("code", "statuses"),
    [(21610, ["failed"]), (30001, ["failed"]), (30005, ["sent", "undelivered"])],
)
def test_accepted_and_then_failed(
    twilio: Client, desk: Desk, app: App, code: int, statuses: list[str]
) -> None:
    """21610 so: a phone that opted out at its carrier, of which Twilio learns only now."""
    trouble(desk, error_code=code)
    sid = send(twilio, app)
    until(lambda: len(app.statuses(sid)) == len(statuses))
    told = app.statuses(sid)
    assert [one.form["MessageStatus"] for one in told] == statuses
    assert told[-1].form["ErrorCode"] == str(code)
    assert desk.chat("p1")[0]["error_code"] == code
    fetched = twilio.messages(sid).fetch()
    assert (fetched.error_code, fetched.status) == (code, statuses[-1])
    assert (fetched.date_sent is None) == (statuses == ["failed"])


def test_an_answer_is_refused_too(desk: Desk) -> None:
    trouble(desk, error_code=21614, mode="sync", times=1)
    assert desk.text("p1", body="Hello")["replies"] == []
    assert "21614" in desk.chat("p1")[-1]["body"]
    assert len(desk.text("p1", body="Hello")["replies"]) == 1


@pytest.mark.parametrize(
    ("word", "kind"),
    [("stop", "STOP"), (" Unsubscribe ", "STOP"), ("YES", "START"), ("info", "HELP"), ("stop it", None)],
)
def test_advanced_opt_out_tells_the_app_what_it_understood(
    desk: Desk, app: App, word: str, kind: str | None
) -> None:
    desk.text("p1", body=word)
    assert desk.post("/api/opt-out", advanced=True).json() == {"advanced": True}
    assert desk.state()["advanced_opt_out"] is True
    desk.text("p1", body=word)
    desk.text("p2", body=word)
    plain, sms, whatsapp = (got.form for got in app.inbound())
    assert all(got.signed for got in app.inbound())
    assert "OptOutType" not in plain
    assert sms.get("OptOutType") == kind
    assert sms["MessagingServiceSid"] == ACCOUNT.service_sid
    assert not whatsapp.keys() & {"OptOutType", "MessagingServiceSid"}  # that sender is in no service


def test_stop_is_kept_for_each_sender_and_whatsapp_never_blocks(desk: Desk, twilio: Client, app: App) -> None:
    desk.post("/api/opt-out", advanced=True)
    desk.text("p1", body="STOP")
    desk.text("p2", body="STOP")
    with pytest.raises(TwilioRestException) as refused:
        send(twilio, app)
    assert refused.value.code == 21610
    hola = twilio.messages.create(to="whatsapp:+573001234567", from_=ACCOUNT.whatsapp_from, body="Hola")
    until(lambda: twilio.messages(hola.sid).fetch().status == "read")
    desk.text("p1", body="START")
    send(twilio, app)
