"""The REST API, through Twilio's own library."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, App, Desk, ElsewhereClient, TurnedClock, until

AMARA = "+447700900101"
LUCIA = "whatsapp:+573001234567"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT.sid}/Messages"


def create(desk: Desk, **form: object) -> requests.Response:
    credentials = (ACCOUNT.sid, ACCOUNT.auth_token)
    return requests.post(f"{desk.url}{MESSAGES}.json", data=form, auth=credentials, timeout=5)


def test_a_message_is_queued_and_reaches_the_phone(twilio: Client, desk: Desk, clock: TurnedClock) -> None:
    sent = twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="Hello ¿qué tal?")
    assert re.fullmatch("SM[0-9a-f]{32}", sent.sid)
    assert (sent.status, sent.direction, sent.num_segments, sent.num_media) == (
        "queued",
        "outbound-api",
        "1",
        "0",
    )
    assert sent.date_created == clock.now()
    assert desk.bodies("p1") == [("received", "Hello ¿qué tal?")]
    assert desk.chat("p1")[0]["sid"] == sent.sid
    until(lambda: twilio.messages(sent.sid).fetch().status == "delivered")


def test_the_resource_has_every_field_of_the_real_one(desk: Desk) -> None:
    told = create(desk, To=AMARA, From=ACCOUNT.sms_from, Body="x" * 161).json()
    assert told.keys() == {
        *("account_sid", "api_version", "body", "date_created", "date_sent", "date_updated", "direction"),
        *("error_code", "error_message", "from", "messaging_service_sid", "num_media", "num_segments"),
        *("price", "price_unit", "sid", "status", "subresource_uris", "to", "uri"),
    }
    assert told["date_created"] == "Mon, 23 Nov 2026 10:00:00 +0000"
    assert told["uri"] == f"{MESSAGES}/{told['sid']}.json"
    assert told["num_segments"] == "2"


def test_whatsapp_is_read_and_a_service_chooses_its_sender(twilio: Client) -> None:
    sent = twilio.messages.create(to=LUCIA, messaging_service_sid="MG" + "0" * 32, body="Hola")
    assert (sent.status, sent.from_, sent.num_segments) == ("accepted", None, "0")
    until(lambda: twilio.messages(sent.sid).fetch().status == "read")
    assert twilio.messages(sent.sid).fetch().from_ == ACCOUNT.whatsapp_from


def test_media(twilio: Client, desk: Desk) -> None:
    sent = twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, media_url=["https://example.org/a.ics"])
    assert sent.sid.startswith("MM")
    assert desk.chat("p1")[0]["media"] == [{"url": "https://example.org/a.ics", "content_type": ""}]


def test_a_number_no_phone_has_gets_a_phone(twilio: Client, desk: Desk) -> None:
    twilio.messages.create(to="whatsapp:US.13491208655302741918", from_=ACCOUNT.whatsapp_from, body="Hi")
    added = desk.state()["phones"][-1]
    assert (added["name"], added["channel"]) == ("whatsapp:US.13491208655302741918", "whatsapp")
    desk.post("/api/phones", name="Noor", address=added["address"])
    assert desk.state()["phones"][-1]["name"] == "Noor"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "banana"}, 21211),
        ({"To": "447700900101"}, 21211),
        ({"To": "whatsapp:us.1"}, 21211),
        ({"From": ""}, 21603),
        ({"From": "+15005550001"}, 21606),
        ({"From": "whatsapp:+15005550001"}, 63007),
        ({"From": ACCOUNT.whatsapp_from}, 21910),
        ({"To": ACCOUNT.sms_from}, 21266),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"MediaUrl": ["https://example.org/a"] * 11}, 21623),
        ({"MediaUrl": "javascript:alert(1)"}, 21620),
        ({"ContentSid": "HX1"}, 21655),
        ({"ContentSid": "HX" + "0" * 32}, 21655),
        ({"StatusCallback": "not a url"}, 21609),
        ({"From": "", "MessagingServiceSid": "MG1"}, 21701),
        ({"SendAt": "2026-11-24T10:00:00Z", "ScheduleType": "fixed"}, 20001),
    ],
)
def test_bad_orders_are_refused_as_twilio_refuses_them(
    desk: Desk, change: dict[str, object], code: int
) -> None:
    refused = create(desk, **{"To": AMARA, "From": ACCOUNT.sms_from, "Body": "Hi"} | change)
    told = refused.json()
    assert (refused.status_code, told["code"], told["status"]) == (400, code, 400)
    assert told["more_info"] == f"https://www.twilio.com/docs/errors/{code}"
    assert desk.chat("p1") == []


def test_the_account_and_who_may_see_it(twilio: Client, desk: Desk) -> None:
    assert twilio.api.accounts(ACCOUNT.sid).fetch().status == "active"
    stranger = Client(ACCOUNT.sid, "wrong", http_client=ElsewhereClient(desk.url))
    with pytest.raises(TwilioRestException) as refused:
        stranger.messages("SM" + "0" * 32).fetch()
    assert (refused.value.status, refused.value.code) == (401, 20003)
    bare = requests.get(f"{desk.url}{MESSAGES}.json", timeout=5)
    assert (bare.status_code, bare.json()["code"]) == (401, 20003)


@pytest.mark.parametrize(
    "path",
    [f"{MESSAGES}/SM{'0' * 32}.json", "/2010-04-01/Accounts/ACother/Messages.json", "/2010-04-01/Nowhere"],
)
def test_what_is_not_there_is_a_twilio_404(desk: Desk, path: str) -> None:
    answer = requests.get(desk.url + path, auth=(ACCOUNT.sid, ACCOUNT.auth_token), timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_lists_are_newest_first_and_filtered(twilio: Client, clock: TurnedClock) -> None:
    for number in range(3):
        twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body=f"day {number}")
        twilio.messages.create(to=LUCIA, from_=ACCOUNT.whatsapp_from, body=f"día {number}")
        clock.turn(86_400)

    def listed(**filters: object) -> list[str]:
        return [message.body for message in twilio.messages.list(**filters)]

    noon = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert listed() == ["día 2", "day 2", "día 1", "day 1", "día 0", "day 0"]
    assert listed(to=AMARA) == ["day 2", "day 1", "day 0"]
    assert listed(from_=ACCOUNT.whatsapp_from, limit=1) == ["día 2"]
    assert listed(to=AMARA, date_sent=date(2026, 11, 24)) == ["day 1"]
    assert listed(to=AMARA, date_sent_after=noon) == ["day 2", "day 1"]
    assert listed(to=AMARA, date_sent_after=noon + timedelta(seconds=1)) == ["day 2"]
    assert listed(to=AMARA, date_sent_before=noon) == ["day 1", "day 0"]
    assert listed(to="+15550000000") == []


def test_pages_hold_still_while_messages_arrive(twilio: Client) -> None:
    for number in range(5):
        twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body=str(number))
    first = twilio.messages.page(page_size=2)
    assert [message.body for message in first] == ["4", "3"]
    twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="late")
    second = first.next_page()
    assert second is not None
    assert [message.body for message in second] == ["2", "1"]
    last = second.next_page()
    assert last is not None
    assert [message.body for message in last] == ["0"]
    assert last.next_page() is None
    assert [message.body for message in twilio.messages.list(page_size=2)] == [
        "late",
        "4",
        "3",
        "2",
        "1",
        "0",
    ]


@pytest.mark.parametrize(
    "query", ["PageSize=0", "PageSize=x", "Page=-1", "DateSent=soon", "DateSent%3E=2026-13-01"]
)
def test_bad_queries_are_refused(desk: Desk, query: str) -> None:
    credentials = (ACCOUNT.sid, ACCOUNT.auth_token)
    answer = requests.get(f"{desk.url}{MESSAGES}.json?{query}", auth=credentials, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_a_message_can_be_redacted_and_deleted(twilio: Client) -> None:
    sent = twilio.messages.create(to=AMARA, from_=ACCOUNT.sms_from, body="secret")
    assert twilio.messages(sent.sid).update(body="").body == ""
    assert twilio.messages(sent.sid).delete()
    assert twilio.messages.list() == []


def test_texts_of_people_are_listed_too(twilio: Client, desk: Desk, app: App) -> None:
    sid = desk.text("p1", body="Hi")["sid"]
    assert [(m.direction, m.status) for m in twilio.messages.list(from_=AMARA)] == [("inbound", "received")]
    assert twilio.messages(sid).fetch().body == "Hi"
    assert twilio.messages.list(to=AMARA)[0].direction == "outbound-reply"


def test_many_sends_at_once(desk: Desk) -> None:
    with ThreadPoolExecutor(16) as crew:
        answers = list(
            crew.map(lambda n: create(desk, To=AMARA, From=ACCOUNT.sms_from, Body=str(n)), range(400))
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["sid"] for answer in answers}) == 400
    assert sorted(int(body) for _, body in desk.bodies("p1")) == list(range(400))
