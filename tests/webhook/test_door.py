"""The door, over real HTTP: what is let in, what isn't, and that nothing comes in twice."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4
from xml.etree import ElementTree

import pytest
import requests
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator

from flows.expects import YesNo
from flows.flow import FLOWS, State
from flows.templates import key_of_labels
from models import database, outbox, outcomes
from models.base import table_of
from models.members import Member
from models.outbox import Letter
from models.texts import Text
from tests.playhouse import ACCOUNT, TOKEN, Playhouse
from workers.claiming import claim
from workers.kit import kit


def form(body: str = "hello", sender: str = "+447700900123", **more: str) -> dict[str, str]:
    sid = f"SM{uuid4().hex}"
    return {
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": sender,
        "To": "+15005550006",
        "Body": body,
    } | more


def post(
    house: Playhouse, fields: dict[str, str], path: str = "/twilio/inbound", **headers: str
) -> requests.Response:
    url = house.settings.public_url + path
    signature = RequestValidator(TOKEN).compute_signature(url, fields)
    return requests.post(url, data=fields, headers={"X-Twilio-Signature": signature} | headers, timeout=15)


def said(answer: requests.Response) -> str:
    assert answer.status_code == 200
    return "\n".join(message.text or "" for message in ElementTree.fromstring(answer.text).iter("Message"))  # noqa: S314


def tap(first: str, number: int) -> str:
    """What comes back when somebody taps an option of the question whose first option this is."""
    states = (state for flow in FLOWS.values() for state in flow.states.values() if isinstance(state, State))
    labels = (state.expects.options(None) for state in states if isinstance(state.expects, YesNo))
    return f"{key_of_labels(next(found for found in labels if found[0] == first))}:{number}"


def count(model: type) -> int:
    return (
        database.run(kit().engine, lambda c: c.scalar(select(func.count()).select_from(table_of(model)))) or 0
    )


def test_a_signed_text_is_answered(house: Playhouse) -> None:
    answer = post(house, form())
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert "Welcome to Sounding Board" in said(answer)


def test_a_repeat_gets_the_stored_answer_word_for_word(house: Playhouse) -> None:
    first = form()
    welcome = post(house, first)
    post(house, form("1"))
    assert post(house, first).text == welcome.text
    assert count(Text) == 2


def test_the_same_webhook_ten_times_at_once(house: Playhouse) -> None:
    same = form()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: post(house, same).text, range(10)))
    assert len(set(answers)) == 1
    assert (count(Text), count(Member)) == (1, 2)  # the coordinator is the other


def test_two_first_texts_at_the_same_moment_are_one_person(house: Playhouse) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(house, form("hi")).status_code, range(8)))
    assert set(answers) == {200}
    assert (count(Text), count(Member)) == (8, 2)


@pytest.mark.parametrize("signature", ["", "bm90IGl0", "é" * 20])
def test_a_wrong_or_missing_signature_is_refused(house: Playhouse, signature: str) -> None:
    url = house.settings.public_url + "/twilio/inbound"
    headers = {"X-Twilio-Signature": signature.encode("latin-1")} if signature else {}
    answer = requests.post(url, data=form(), headers=headers, timeout=15)
    assert (answer.status_code, answer.text) == (403, "")
    assert count(Text) == 0


def test_another_account_is_refused(house: Playhouse) -> None:
    assert post(house, form(AccountSid="AC" + "9" * 32)).status_code == 403


def test_the_signature_covers_the_raw_query(house: Playhouse) -> None:
    path = "/twilio/inbound?note=a%20b%2Fc&x="
    assert post(house, form(), path).status_code == 200
    fields = form()
    signature = RequestValidator(TOKEN).compute_signature(house.settings.public_url + path, fields)
    answer = requests.post(
        f"{house.settings.public_url}/twilio/inbound?note=a%20b%2Fd&x=",
        data=fields,
        headers={"X-Twilio-Signature": signature},
        timeout=15,
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"MessageSid": ""}, 400),
        ({"MessageSid": "S" * 200}, 400),
        ({"From": ""}, 400),
        ({"From": "+" + "4" * 400}, 400),
        ({"Body": "x" * 20_000}, 400),
        ({"Body": "x" * 80_000}, 413),
    ],
)
def test_malformed_or_oversized_bodies_are_the_senders_fault(
    house: Playhouse, fields: dict[str, str], status: int
) -> None:
    answer = post(house, form() | fields)
    assert (answer.status_code, answer.text) == (status, "")


def test_json_is_not_a_form(house: Playhouse) -> None:
    url = house.settings.public_url + "/twilio/inbound"
    signature = RequestValidator(TOKEN).compute_signature(url, {})
    answer = requests.post(url, json=form(), headers={"X-Twilio-Signature": signature}, timeout=15)
    assert answer.status_code == 415


def test_other_methods_and_paths(house: Playhouse) -> None:
    base = house.settings.public_url
    assert requests.get(f"{base}/twilio/inbound", timeout=15).status_code == 405
    assert requests.get(f"{base}/nothing", timeout=15).status_code == 404
    assert requests.get(f"{base}/calendar/made-up.ics", timeout=15).status_code == 404
    assert requests.get(f"{base}/health/live", timeout=15).text == "yes\n"
    assert requests.get(f"{base}/health/ready", timeout=15).text.startswith("yes\n")


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "x" * 1600,
        "😀😀😀",
        "\x00\x0b\x1b\x07",
        "ثمانية",
        "ç̶̱̈" * 50,
        "<Message>&amp;]]>",
        "\ud83d",
        "\u202eabc",
        "'; --",
    ],
)
def test_any_text_gets_an_answer(house: Playhouse, body: str) -> None:
    post(house, form("hi"))
    body = body.encode("utf-8", "replace").decode()
    assert said(post(house, form(body)))


def test_control_characters_in_a_name_never_break_the_answer(house: Playhouse) -> None:
    for body in ("hi", "1", "1", "1", "1", "Am\x00ar\x0ba\x1b", "London"):
        answer = said(post(house, form(body)))
    assert answer


def test_media_buttons_places_and_unknown_fields(house: Playhouse) -> None:
    sender = "whatsapp:US.13491208655302741918"
    assert "Welcome" in said(
        post(
            house,
            form(
                "",
                sender,
                NumMedia="1",
                MediaUrl0="https://x",
                MediaContentType0="audio/ogg",
                ExternalUserId="US.13491208655302741918",
                SomethingNew="1",
            ),
        )
    )
    assert "suggest other members" in said(
        post(house, form("?", sender, ButtonPayload=tap("Yes, keep it", 1), ButtonText="Yes, keep it"))
    )
    assert "can't open" in said(
        post(house, form("", sender, Latitude="51.5", Longitude="-0.1", Label="home"))
    )
    assert "text you here" in said(post(house, form("", sender, ListId=tap("Yes, suggest", 1))))


def test_a_second_channel_is_the_same_person(house: Playhouse) -> None:
    post(house, form("hi", "+447700900123"))
    post(house, form("1", "+447700900123"))
    answer = said(post(house, form("1", "whatsapp:+447700900123")))
    assert "text you here" in answer
    assert count(Member) == 2


def test_a_whatsapp_person_who_lost_their_number_is_found_by_their_id(house: Playhouse) -> None:
    post(house, form("hola", "whatsapp:+573001234567", ExternalUserId="CO.77"))
    answer = said(post(house, form("sí", "whatsapp:CO.77", ExternalUserId="CO.77")))
    assert "proponerte" in answer
    assert count(Member) == 2


def test_a_callback_about_an_unknown_text_changes_nothing(house: Playhouse) -> None:
    fields = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
    assert post(house, fields, "/twilio/status").status_code == 204
    assert post(house, fields, "/twilio/status?ref=nobody").status_code == 204
    assert post(house, fields | {"MessageStatus": ""}, "/twilio/status").status_code == 400
    assert count(Letter) == 0


def test_callbacks_in_any_order_only_move_on(house: Playhouse) -> None:
    """Before the answer to the call, doubled, reversed: the status is the furthest that was reported."""
    post(house, form("hi"))
    database.run(kit().engine, lambda c: outbox.put(c, [outbox.Draft(1, "a text")]))
    (letter,) = database.run(kit().engine, lambda c: claim(c, kit().senders, {}, 1)).parcels
    sid = "SM" + "2" * 32
    for status in ("delivered", "sent", "queued", "delivered", "sending"):
        fields = {"MessageSid": sid, "MessageStatus": status, "AccountSid": ACCOUNT}
        assert post(house, fields, f"/twilio/status?ref={letter.ref}").status_code == 204
    database.run(kit().engine, lambda c: outcomes.accepted(c, [(letter.letter, letter.ref, sid)]))
    row = database.run(kit().engine, lambda c: c.execute(select(table_of(Letter))).one())
    assert (row.status, row.sid) == ("delivered", sid)
