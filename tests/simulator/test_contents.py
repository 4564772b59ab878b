"""The Content API, through Twilio's own library."""

import re
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import ACCOUNT, Desk, ElsewhereClient, TurnedClock
from tests.simulator.templates import (
    REMINDER,
    SAMPLES,
    approved,
    create,
    list_picker,
    quick_reply,
    submit,
    text,
    verdict,
)

AUTH = (ACCOUNT.sid, ACCOUNT.auth_token)


def test_a_content_is_kept_as_it_was_made(twilio: Client, clock: TurnedClock) -> None:
    sid = create(twilio, quick_reply() | text())
    assert re.fullmatch("HX[0-9a-f]{32}", sid)
    kept = twilio.content.v1.contents(sid).fetch()
    assert (kept.friendly_name, kept.language, kept.variables) == ("reminder", "en", SAMPLES)
    assert kept.types == quick_reply() | text()
    assert kept.date_created == clock.now()
    assert kept.links["approval_create"].endswith(f"/v1/Content/{sid}/ApprovalRequests/whatsapp")
    assert twilio.content.v1.contents(sid).delete()
    with pytest.raises(TwilioRestException) as gone:
        twilio.content.v1.contents(sid).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)


def test_lists_come_in_pages_newest_first(twilio: Client) -> None:
    made = [create(twilio, text()) for _ in range(5)]
    assert [content.sid for content in twilio.content.v1.contents.list(page_size=2)] == made[::-1]
    first = twilio.content.v1.contents.page(page_size=2)
    create(twilio, text())  # moves nothing between the pages
    second = first.next_page()
    assert second is not None
    assert [content.sid for content in second] == [made[2], made[1]]
    assert len(twilio.content.v1.content_and_approvals.list(page_size=4)) == 6


def test_approval_is_received_then_given(twilio: Client) -> None:
    sid = create(twilio, quick_reply())
    assert verdict(twilio, sid)["status"] == "unsubmitted"
    asked = submit(twilio, sid, "session_soon_en")
    assert (asked.status, asked.name, asked.category) == ("received", "session_soon_en", "UTILITY")
    told = verdict(twilio, sid)
    assert (told["status"], told["rejection_reason"]) == ("approved", "")
    assert (told["type"], told["content_type"]) == ("whatsapp", "twilio/quick-reply")
    [listed] = twilio.content.v1.content_and_approvals.list()
    assert (listed.sid, listed.approval_requests["status"]) == (sid, "approved")


def test_the_desk_holds_and_decides(twilio: Client, desk: Desk) -> None:
    sid = create(twilio, text())
    path = f"/api/templates/{sid}"
    assert desk.post(path, status="approved").status_code == 409
    assert desk.post("/api/templates/HXno", status="approved").status_code == 404
    desk.post("/api/templates", hold=True)
    submit(twilio, sid)
    assert verdict(twilio, sid)["status"] == "pending"
    assert verdict(twilio, sid)["status"] == "pending"
    assert desk.post(path, status="approved").json()["status"] == "approved"
    assert verdict(twilio, sid)["status"] == "approved"
    desk.post(path, status="rejected", reason="Not ours to say")
    assert verdict(twilio, sid)["rejection_reason"] == "Not ours to say"
    desk.post(path, status="paused")
    assert verdict(twilio, sid)["status"] == "paused"
    told = requests.get(f"{desk.url}/api/templates", timeout=5).json()
    assert (told["hold"], [one["status"] for one in told["templates"]]) == (True, ["paused"])


@pytest.mark.parametrize(
    ("types", "variables", "why"),
    [
        (text("{{1}} waits for you."), SAMPLES, "start or the end"),
        (text("You meet {{1}}"), SAMPLES, "start or the end"),
        (text("You meet {{1}} {{2}} soon."), SAMPLES, "next to each other"),
        (text("You meet {{1}}{{2}} soon."), SAMPLES, "next to each other"),
        (text(), {"1": "Amara"}, "variable 2 has no sample"),
        (text(), {"1": "Amara", "2": " "}, "variable 2 has no sample"),
        (text("You meet {{1}} at {{3}}, soon."), {"1": "a", "3": "b"}, "without a gap"),
        (text("x" * 1025), {}, "longer than 1024"),
        (quick_reply(choices=[("a", "To {{1}}")]), SAMPLES, "can't hold a variable"),
        (quick_reply(choices=[("a", "Yes"), ("b", "Yes")]), SAMPLES, "same title"),
    ],
)
def test_what_whatsapp_rejects(twilio: Client, types: Any, variables: Any, why: str) -> None:
    sid = create(twilio, types, variables)
    assert submit(twilio, sid).status == "received"
    told = verdict(twilio, sid)
    assert told["status"] == "rejected"
    assert why in told["rejection_reason"]


def test_a_name_serves_once_for_each_language(twilio: Client) -> None:
    def refused(sid: str, name: str) -> tuple[int, int]:
        with pytest.raises(TwilioRestException) as refusal:
            submit(twilio, sid, name)
        return refusal.value.status, refusal.value.code

    bad = create(twilio, text("{{1}} waits."))
    submit(twilio, bad, "waiting")
    assert verdict(twilio, bad)["status"] == "rejected"
    good = create(twilio, text())
    assert refused(good, "waiting") == (409, 20409)
    submit(twilio, good, "soon")
    assert refused(good, "soon_again") == (409, 20409)
    twilio.content.v1.contents(good).delete()
    assert refused(create(twilio, text()), "soon") == (409, 20409)
    submit(twilio, create(twilio, text(), language="es"), "soon")
    assert refused(create(twilio, text()), "Soon!") == (400, 20422)


def test_lists_are_never_approved_and_categories_are_known(twilio: Client) -> None:
    with pytest.raises(TwilioRestException, match="can't be submitted"):
        submit(twilio, create(twilio, list_picker()))
    with pytest.raises(TwilioRestException, match="category"):
        submit(twilio, create(twilio, text()), category="utility")


BAD: list[Any] = [
    [],
    {},
    {"language": "en"},
    {"language": "en", "types": {}},
    {"language": "en", "types": {"twilio/text": None}},
    {"language": "english", "types": text()},
    {"language": "en", "types": text(""), "variables": {}},
    {"language": "en", "types": text(), "variables": {"1": 7}},
    {"language": "en", "types": text(), "friendly_name": 7},
    {"language": "en", "types": text("Hello {{1}")},
    {"language": "en", "types": text("Hello {{}}")},
    {"language": "en", "types": text("x" * 1601)},
    {"language": "en", "types": {"twilio/text": {"body": "Hi", "colour": "red"}}},
    {"language": "en", "types": {"twilio/text": {"body": 7}}},
    {"language": "en", "types": {"twilio/card": {"title": "Hi"}}},
    {"language": "en", "types": quick_reply("x" * 1025)},
    {"language": "en", "types": quick_reply(choices=[])},
    {"language": "en", "types": quick_reply(choices=[(str(n), str(n)) for n in range(11)])},
    {"language": "en", "types": quick_reply(choices=[("a", "x" * 21)])},
    {"language": "en", "types": quick_reply(choices=[("a", "")])},
    {
        "language": "en",
        "types": {"twilio/quick-reply": {"body": "Hi", "actions": [{"title": "A", "type": "URL"}]}},
    },
    {"language": "en", "types": list_picker(items=0)},
    {"language": "en", "types": list_picker(items=11)},
    {"language": "en", "types": list_picker(title="x" * 24)},
    {"language": "en", "types": {"twilio/list-picker": {"body": "Hi", "items": [{"id": "a", "item": "A"}]}}},
]


@pytest.mark.parametrize("body", BAD)
def test_bad_contents_are_refused(desk: Desk, body: Any) -> None:
    answer = requests.post(f"{desk.url}/v1/Content", json=body, auth=AUTH, timeout=5)
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in (20001, 20422)
    assert requests.get(f"{desk.url}/v1/Content", auth=AUTH, timeout=5).json()["contents"] == []


def test_strangers_and_lost_ways(desk: Desk, twilio: Client) -> None:
    approved(twilio, text(REMINDER))
    for path in ("/v1/Content", "/v1/ContentAndApprovals"):
        assert requests.get(desk.url + path, timeout=5).status_code == 401
        bad_page = requests.get(f"{desk.url}{path}?PageSize=x", auth=AUTH, timeout=5)
        assert (bad_page.status_code, bad_page.json()["code"]) == (400, 20001)
    stranger = Client(ACCOUNT.sid, "wrong", http_client=ElsewhereClient(desk.url))
    with pytest.raises(TwilioRestException) as refused:
        create(stranger, text())
    assert (refused.value.status, refused.value.code) == (401, 20003)
    lost = requests.get(f"{desk.url}/v1/Nowhere", auth=AUTH, timeout=5)
    assert (lost.status_code, lost.json()["code"]) == (404, 20404)
