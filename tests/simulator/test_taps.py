"""Tapping a quick-reply button, or picking from a list."""

import pytest
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, App, Desk, until
from tests.simulator.templates import create, list_picker, quick_reply, send


def test_a_quick_reply_tells_its_id_and_what_it_answers(twilio: Client, desk: Desk, app: App) -> None:
    sent = send(twilio, create(twilio, quick_reply()))
    told = desk.text("p2", tap="session:yes")
    assert told["status"] == 200
    [got] = app.inbound()
    assert got.signed
    expected = {
        "MessageSid": told["sid"],
        "Body": "Yes, gladly",
        "ButtonText": "Yes, gladly",
        "ButtonPayload": "session:yes",
        "MessageType": "button",
        "OriginalRepliedMessageSid": sent.sid,
        "OriginalRepliedMessageSender": ACCOUNT.whatsapp_from,
    }
    assert got.form.items() >= expected.items()
    assert not got.form.keys() & {"ListId", "ListTitle"}
    assert desk.bodies("p2")[1:] == [("sent", "Yes, gladly"), ("received", "You said: Yes, gladly")]


def test_a_pick_from_a_list(twilio: Client, desk: Desk, app: App) -> None:
    sent = send(twilio, create(twilio, list_picker()), "")
    desk.text("p2", tap="day:2")
    [got] = app.inbound()
    expected = {
        "Body": "Day 2",
        "ListTitle": "Day 2",
        "ListId": "day:2",
        "MessageType": "interactive",
        "OriginalRepliedMessageSid": sent.sid,
    }
    assert got.form.items() >= expected.items()
    assert not got.form.keys() & {"ButtonText", "ButtonPayload"}


def test_an_older_message_can_be_tapped_and_a_tap_repeated(twilio: Client, desk: Desk, app: App) -> None:
    sid = create(twilio, quick_reply())
    old, new = send(twilio, sid).sid, send(twilio, sid).sid
    desk.text("p2", tap="session:no")
    own = desk.text("p2", tap="session:no", of=old)["sid"]
    desk.text("p2", sid=own)  # Twilio posts it again
    newest, older, again = app.inbound()
    assert newest.form["OriginalRepliedMessageSid"] == new
    assert older.form["OriginalRepliedMessageSid"] == old
    assert again.form == older.form


@pytest.mark.parametrize("what", [{"tap": "session:maybe"}, {"tap": "session:yes", "of": "SM" + "0" * 32}])
def test_what_is_not_there_can_not_be_tapped(
    twilio: Client, desk: Desk, app: App, what: dict[str, str]
) -> None:
    send(twilio, create(twilio, quick_reply()))
    assert desk.post("/api/phones/p2/texts", **what).status_code == 404
    assert app.inbound() == []


def test_nor_what_never_arrived(twilio: Client, desk: Desk) -> None:
    desk.post("/api/phones/p2/trouble", error_code=63024)
    sent = send(twilio, create(twilio, quick_reply()))
    until(lambda: twilio.messages(sent.sid).fetch().status == "undelivered")
    assert desk.post("/api/phones/p2/texts", tap="session:yes").status_code == 404
