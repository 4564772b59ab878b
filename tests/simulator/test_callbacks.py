"""Status callbacks: one for each step, in order, signed."""

from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, App, Desk, until, xml


def test_sms_callbacks_come_in_order_and_signed_with_their_query(twilio: Client, app: App) -> None:
    callback = f"{app.url}/twilio/status?row=7&name=caf%c3%a9&odd=a+b%20c"
    sid = twilio.messages.create(
        to="+447700900101", from_=ACCOUNT.sms_from, body="Hi", status_callback=callback
    ).sid
    until(lambda: len(app.statuses(sid)) == 2)
    told = app.statuses(sid)
    assert [t.form["MessageStatus"] for t in told] == ["sent", "delivered"]
    assert all(t.signed for t in told)
    assert {t.path for t in told} == {"/twilio/status?row=7&name=caf%c3%a9&odd=a+b%20c"}
    form = told[0].form
    assert (form["SmsSid"], form["SmsStatus"], form["ApiVersion"]) == (sid, "sent", "2010-04-01")
    assert (form["AccountSid"], form["From"], form["To"]) == (ACCOUNT.sid, ACCOUNT.sms_from, "+447700900101")
    assert "ErrorCode" not in form


def test_whatsapp_is_also_read(twilio: Client, app: App) -> None:
    sid = twilio.messages.create(
        to="whatsapp:+573001234567",
        from_=ACCOUNT.whatsapp_from,
        body="Hola",
        status_callback=f"{app.url}/twilio/status",
    ).sid
    until(lambda: len(app.statuses(sid)) == 3)
    assert [t.form["MessageStatus"] for t in app.statuses(sid)] == ["sent", "delivered", "read"]
    assert app.statuses(sid)[-1].form["EventType"] == "READ"


def test_a_phone_without_signal_is_undelivered_with_a_code(twilio: Client, app: App, desk: Desk) -> None:
    assert desk.post("/api/phones/p1/trouble", error_code=30003).json()["trouble"] == 30003
    sid = twilio.messages.create(
        to="+447700900101",
        from_=ACCOUNT.sms_from,
        body="Hi",
        status_callback=f"{app.url}/twilio/status",
    ).sid
    until(lambda: len(app.statuses(sid)) == 2)
    last = app.statuses(sid)[-1].form
    assert (last["MessageStatus"], last["ErrorCode"]) == ("undelivered", "30003")
    assert twilio.messages(sid).fetch().error_code == 30003
    assert desk.chat("p1")[0]["status"] == "undelivered"


def test_a_twiml_message_can_name_a_callback_too(desk: Desk, app: App) -> None:
    app.answer = lambda form: xml('<Response><Message action="/twilio/status?a=1">Hi</Message></Response>')
    sid = desk.text("p1", body="Hello")["replies"][0]["sid"]
    until(lambda: len(app.statuses(sid)) == 2)
    assert all(t.signed for t in app.statuses(sid))


def test_a_callback_that_fails_is_noted_once(desk: Desk, app: App, twilio: Client) -> None:
    app.status_answer = ("broken", 500)
    sid = twilio.messages.create(
        to="+447700900101",
        from_=ACCOUNT.sms_from,
        body="Hi",
        status_callback=f"{app.url}/twilio/status",
    ).sid
    until(lambda: len(app.statuses(sid)) == 2)
    until(lambda: twilio.messages(sid).fetch().status == "delivered")
    notes = [m for m in desk.chat("p1") if m["direction"] == "note"]
    assert len(notes) == 1
    assert "answered 500" in notes[0]["body"]
