"""Sending a content: what the phone shows, and which variables are refused."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.simulator.conftest import App, Desk, until
from tests.simulator.templates import approved, create, list_picker, quick_reply, send, text

AMARA = "+447700900101"


def test_the_words_and_the_buttons_come_to_the_phone(twilio: Client, desk: Desk) -> None:
    choices = [("session:{{1}}:yes", "Yes"), ("session:{{1}}:no", "No, {{1}}")]
    sent = send(twilio, create(twilio, quick_reply(choices=choices)))
    read = "Your session with Amara is tomorrow at six, in your own zone."
    assert sent.body == read
    [bubble] = desk.chat("p2")
    assert (bubble["body"], bubble["sid"], bubble["list"]) == (read, sent.sid, None)
    assert bubble["buttons"] == [
        {"id": "session:Amara:yes", "title": "Yes"},
        {"id": "session:Amara:no", "title": "No, Amara"},
    ]


def test_a_list_comes_with_its_button_and_items(twilio: Client, desk: Desk) -> None:
    send(twilio, create(twilio, list_picker(items=2)), "")
    [bubble] = desk.chat("p2")
    assert bubble["buttons"] == []
    assert bubble["list"] == {
        "button": "Choose a day",
        "items": [
            {"id": "day:1", "title": "Day 1", "description": "The 1."},
            {"id": "day:2", "title": "Day 2", "description": "The 2."},
        ],
    }


def test_sms_reads_the_plain_text(twilio: Client, desk: Desk) -> None:
    both = create(twilio, quick_reply() | text("Hello {{1}}, it is {{2}}."))
    send(twilio, both, to=AMARA)
    [bubble] = desk.chat("p1")
    assert (bubble["body"], bubble["buttons"]) == ("Hello Amara, it is tomorrow at six.", [])
    with pytest.raises(TwilioRestException) as refused:
        send(twilio, create(twilio, quick_reply()), to=AMARA)
    assert refused.value.code == 21655


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ("[", 21656),
        ("[1]", 21656),
        ("[" * 100_000, 21656),
        ({"1": "Amara"}, 21656),
        ({}, 21656),
        ({"1": "Amara", "2": ""}, 21656),
        ({"1": "Amara", "2": None}, 21656),
        ({"1": "Amara", "2": 6}, 21656),
        ({"1": "Amara", "2": "x" * 1601}, 21658),
    ],
)
def test_bad_variables_are_refused(twilio: Client, desk: Desk, variables: Any, code: int) -> None:
    sid = create(twilio, text())
    with pytest.raises(TwilioRestException) as refused:
        send(twilio, sid, variables)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert desk.chat("p2") == []


@pytest.mark.parametrize("gap", ["six\nsharp", "six\tsharp", "six     sharp"])
def test_a_template_s_values_have_no_line_breaks(twilio: Client, desk: Desk, gap: str) -> None:
    template, draft = approved(twilio, text()), create(twilio, text())
    with pytest.raises(TwilioRestException) as refused:
        send(twilio, template, {"1": "Amara", "2": gap})
    assert refused.value.code == 21656
    send(twilio, draft, {"1": "Amara", "2": gap})  # within a conversation, nobody's template
    desk.post("/api/window", on=True)
    with pytest.raises(TwilioRestException) as refused:
        send(twilio, draft, {"1": "Amara", "2": gap})
    assert refused.value.code == 21656


@pytest.mark.parametrize(
    ("types", "why"),
    [
        (quick_reply(choices=[(str(n), str(n)) for n in range(4)]), "more than 3 buttons"),
        (quick_reply(choices=[("a", "To {{1}}, whom you know")]), "longer than 20"),
        (quick_reply(choices=[("a", "{{1}}"), ("b", "{{1}}")]), "same title"),
        (quick_reply("{{1}}" * 300, [("a", "Yes")]), "longer than 1024"),
        (list_picker(title="x" * 18 + "{{1}}"), "longer than 24"),
    ],
)
def test_what_whatsapp_refuses_in_a_conversation(
    twilio: Client, desk: Desk, app: App, types: Any, why: str
) -> None:
    sent = send(twilio, create(twilio, types), status_callback=f"{app.url}/twilio/status")
    until(lambda: app.statuses(sent.sid))
    [told] = app.statuses(sent.sid)
    assert (told.form["MessageStatus"], told.form["ErrorCode"]) == ("failed", "63021")
    assert any(why in line["body"] for line in desk.chat("p2") if line["direction"] == "note")


def test_an_approved_template_may_have_more_buttons(twilio: Client) -> None:
    types = quick_reply(choices=[(str(n), f"Choice {n}") for n in range(10)])
    sent = send(twilio, approved(twilio, types))
    until(lambda: twilio.messages(sent.sid).fetch().status == "read")
