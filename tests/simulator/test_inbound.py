"""What the app gets when somebody texts, and what its answers do to the phone."""

import time
from typing import Any

import pytest
import requests

from simulator import webhooks
from tests.simulator.conftest import ACCOUNT, App, Desk, twiml, until, xml


def test_an_sms_has_the_true_fields_and_a_good_signature(desk: Desk, app: App) -> None:
    told = desk.text("p1", body="Grüße & 100% +1=? 👍")
    [got] = app.inbound()
    assert got.signed
    assert got.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    sid = told["sid"]
    assert {got.form[name] for name in ("MessageSid", "SmsSid", "SmsMessageSid")} == {sid}
    expected = {"Body": "Grüße & 100% +1=? 👍", "From": "+447700900101", "To": ACCOUNT.sms_from}
    expected |= {"AccountSid": ACCOUNT.sid, "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01"}
    expected |= {"FromCountry": "GB", "ToCountry": "US", "FromCity": "", "SmsStatus": "received"}
    assert got.form.items() >= expected.items()
    assert not got.form.keys() & {"ProfileName", "WaId", "OptOutType", "MessagingServiceSid"}
    assert told["status"] == 200
    assert [reply["body"] for reply in told["replies"]] == ["You said: Grüße & 100% +1=? 👍"]
    assert desk.bodies("p1") == [("sent", expected["Body"]), ("received", f"You said: {expected['Body']}")]


def test_whatsapp_adds_who_it_is(desk: Desk, app: App) -> None:
    desk.text("p2", body="Hola")
    desk.post("/api/phones", name="نور", address="whatsapp:US.13491208655302741918")
    desk.text("p4", body="hi")
    lucia, noor = app.inbound()
    assert lucia.signed
    assert noor.signed
    assert (lucia.form["ProfileName"], lucia.form["WaId"]) == ("Lucía", "573001234567")
    assert lucia.form["ExternalUserId"].startswith("CO.")
    assert "FromCountry" not in lucia.form
    assert (noor.form["From"], noor.form["ProfileName"]) == ("whatsapp:US.13491208655302741918", "نور")
    assert noor.form["ExternalUserId"] == "US.13491208655302741918"
    assert "WaId" not in noor.form


def test_attachments_places_and_buttons(desk: Desk, app: App) -> None:
    desk.text("p2", media="picture", body="Look")
    desk.text("p2", media="voice")
    desk.text("p2", location=True)
    desk.text("p2", button="accept-7", body="Accept")
    desk.text("p2", body="x", fields={"Forwarded": "true", "OptOutType": "STOP"})
    picture, voice, place, button, extra = (got.form for got in app.inbound())
    assert all(got.signed for got in app.inbound())
    assert (picture["NumMedia"], picture["MediaContentType0"], picture["Body"]) == ("1", "image/jpeg", "Look")
    assert picture["MessageSid"].startswith("MM")
    assert voice["MediaContentType0"] == "audio/ogg"
    for form in (picture, voice):
        media = requests.get(form["MediaUrl0"], timeout=5)
        assert (media.status_code, media.headers["Content-Type"]) == (200, form["MediaContentType0"])
    assert {"Latitude", "Longitude", "Address", "Label"} <= place.keys()
    assert (button["ButtonPayload"], button["ButtonText"], button["Body"]) == ("accept-7", "Accept", "Accept")
    assert (extra["Forwarded"], extra["OptOutType"]) == ("true", "STOP")


def test_the_same_webhook_again(desk: Desk, app: App) -> None:
    sid = desk.text("p1", body="Once")["sid"]
    assert desk.text("p1", sid=sid)["sid"] == sid
    first, second = app.inbound()
    assert first.form == second.form
    assert first.headers["I-Twilio-Idempotency-Token"]
    assert desk.text("p1", sid=sid, body="Changed")["sid"] == sid
    assert app.inbound()[-1].form["Body"] == "Changed"
    assert [direction for direction, _ in desk.bodies("p1")].count("sent") == 2


def test_twiml_bodies_media_and_other_people(desk: Desk, app: App) -> None:
    app.answer = lambda form: xml(
        "<?xml version='1.0' encoding='UTF-8'?><Response>"
        "<Message><Body>Line 1\nשלום</Body><Media>https://example.org/s.ics</Media></Message>"
        "<Message to='+447700900999'>A question from Amara</Message></Response>"
    )
    told = desk.text("p1", body="hi")
    assert [(r["body"], r["media"][0]["url"]) for r in told["replies"]] == [
        ("Line 1\nשלום", "https://example.org/s.ics")
    ]
    assert desk.bodies("p3") == [("received", "A question from Amara")]
    until(lambda: desk.chat("p3")[0]["status"] == "delivered")


@pytest.mark.parametrize(
    ("answer", "status", "note"),
    [
        (("no", 403), 403, "Error 11200: the app answered 403 FORBIDDEN."),
        (("oops", 500), 500, "Error 11200"),
        (("", 302, {"Location": "/elsewhere"}), 302, "Error 11200"),
        (xml("<Response><Message>"), 200, "Error 12100"),
        (xml("<Response><Message>a\x0bb</Message></Response>"), 200, "Error 12100"),
        (xml("<html/>"), 200, "Error 12100"),
        (xml("<?xml version='1.0' encoding='nonsense'?><Response/>"), 200, "Error 12100"),
        (({"not": "xml"}, 200), 200, "Error 12300"),
        (xml("<Response>" + " " * 70_000 + "</Response>"), 200, "Error 11750"),
        (xml("<Response><Message/></Response>"), 200, "Error 14103"),
        (xml(f"<Response><Message>{'x' * 1601}</Message></Response>"), 200, "Error 14103"),
        (xml("<Response><Message to='banana'>Hi</Message></Response>"), 200, "Error 14101"),
    ],
)
def test_a_bad_answer_is_a_note_on_the_phone(
    desk: Desk, app: App, answer: Any, status: int, note: str
) -> None:
    app.answer = lambda form: answer
    told = desk.text("p1", body="hi")
    assert (told["status"], told["replies"]) == (status, [])
    last = desk.chat("p1")[-1]
    assert (last["direction"], last["status"]) == ("note", "error")
    assert last["body"].startswith(note)


@pytest.mark.parametrize("answer", [("", 204), xml("<Response/>"), xml(""), ("", 200)])
def test_saying_nothing_is_fine(desk: Desk, app: App, answer: Any) -> None:
    app.answer = lambda form: answer
    assert desk.text("p1", body="hi")["replies"] == []
    assert [direction for direction, _ in desk.bodies("p1")] == ["sent"]


def test_an_app_that_is_away_or_slow(desk: Desk, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.switchboard.post", lambda *a: webhooks.post(*a, timeout=0.2))

    def dawdle(form: dict[str, str]) -> Any:
        time.sleep(0.6)
        return twiml("late")

    app.answer = dawdle
    assert desk.text("p1", body="hi")["status"] is None
    assert desk.chat("p1")[-1]["body"].endswith("no answer within 0.2 s.")
    assert desk.chat("p1")[0]["status"] == "failed"
    with pytest.raises(webhooks.NoAnswer, match="nobody is listening"):
        webhooks.post("http://127.0.0.1:9/twilio/inbound", {}, "token")
