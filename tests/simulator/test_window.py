"""The 24-hour window of WhatsApp."""

from collections.abc import Iterator
from typing import Any

import pytest
from twilio.rest import Client

from simulator import create_app
from tests.simulator.conftest import ACCOUNT, App, Desk, ElsewhereClient, TurnedClock, serve, until
from tests.simulator.templates import (
    LUCIA,
    SAMPLES,
    approved,
    create,
    list_picker,
    quick_reply,
    send,
    submit,
    text,
)

HOURS = 3600


@pytest.fixture
def desk(app: App, clock: TurnedClock) -> Iterator[Desk]:
    url, stop = serve(create_app(app_url=app.url, account=ACCOUNT, clock=clock, window=True))
    yield Desk(url)
    stop()


class Sending:
    """Sends to Lucía and waits for what becomes of it: the last status, and its code."""

    def __init__(self, desk: Desk, app: App) -> None:
        self.twilio = Client(ACCOUNT.sid, ACCOUNT.auth_token, http_client=ElsewhereClient(desk.url))
        self.app = app

    def content(self, sid: str, variables: Any = SAMPLES) -> tuple[str, str | None]:
        return self._outcome(send(self.twilio, sid, variables, status_callback=self._callback).sid)

    def words(
        self, to: str = LUCIA, sender: str = ACCOUNT.whatsapp_from, **what: Any
    ) -> tuple[str, str | None]:
        what = what or {"body": "Hola"}
        sent = self.twilio.messages.create(to=to, from_=sender, status_callback=self._callback, **what)
        assert sent.status == "queued"  # the REST API always takes it
        return self._outcome(sent.sid)

    @property
    def _callback(self) -> str:
        return f"{self.app.url}/twilio/status"

    def _outcome(self, sid: str) -> tuple[str, str | None]:
        ends = ("read", "delivered", "failed", "undelivered")
        until(lambda: self.twilio.messages(sid).fetch().status in ends)
        until(lambda: self.app.statuses(sid) and self.app.statuses(sid)[-1].form["MessageStatus"] in ends)
        last = self.app.statuses(sid)[-1].form
        return last["MessageStatus"], last.get("ErrorCode")


@pytest.fixture
def sending(desk: Desk, app: App) -> Sending:
    return Sending(desk, app)


CLOSED = ("failed", "63016")


def test_free_text_passes_for_24_hours_after_a_text(sending: Sending, desk: Desk, clock: TurnedClock) -> None:
    assert sending.words() == CLOSED  # she never wrote
    assert (desk.chat("p2")[0]["status"], desk.chat("p2")[0]["error_code"]) == ("failed", 63016)
    desk.text("p2", body="Hola")
    assert sending.words()[1] is None
    clock.turn(24 * HOURS - 1)
    assert sending.words(media_url=["https://example.org/a.ics"])[1] is None
    clock.turn(1)
    assert sending.words() == CLOSED
    assert sending.words(media_url=["https://example.org/a.ics"]) == CLOSED
    desk.text("p2", media="voice")
    assert sending.words()[1] is None


def test_only_an_approved_template_passes_outside(sending: Sending, desk: Desk) -> None:
    draft, template = create(sending.twilio, quick_reply()), approved(sending.twilio, quick_reply())
    assert sending.content(draft) == CLOSED
    assert sending.content(template)[1] is None
    desk.post("/api/templates", hold=True)
    submit(sending.twilio, draft, "another")
    assert sending.content(draft) == CLOSED
    desk.post(f"/api/templates/{template}", status="rejected")
    assert sending.content(template) == CLOSED
    desk.post(f"/api/templates/{template}", status="paused")
    assert sending.content(template) == ("failed", "63041")


def test_a_list_never_passes_outside(sending: Sending, desk: Desk) -> None:
    sid = create(sending.twilio, list_picker())
    assert sending.content(sid, "") == CLOSED
    desk.text("p2", body="Hola")
    assert sending.content(sid, "")[1] is None


def test_a_template_opens_nothing_and_a_tap_does(sending: Sending, desk: Desk) -> None:
    sending.content(approved(sending.twilio, quick_reply()))
    assert sending.words() == CLOSED
    desk.text("p2", tap="session:yes")
    assert sending.words()[1] is None


def test_sms_has_no_window_and_the_switch_turns_it_off(sending: Sending, desk: Desk) -> None:
    assert sending.words("+447700900101", ACCOUNT.sms_from)[1] is None
    assert desk.state()["window"] is True
    assert desk.post("/api/window", on=False).json() == {"on": False}
    assert desk.state()["window"] is False
    assert sending.words()[1] is None
    sid = create(sending.twilio, text())
    assert sending.content(sid)[1] is None


def test_it_is_remembered_who_wrote_while_the_switch_was_off(sending: Sending, desk: Desk) -> None:
    desk.post("/api/window", on=False)
    desk.text("p2", body="Hola")
    desk.post("/api/window", on=True)
    assert sending.words()[1] is None
    desk.post("/api/phones", name="Noor", address="whatsapp:US.13491208655302741918")
    assert sending.words("whatsapp:US.13491208655302741918") == CLOSED
