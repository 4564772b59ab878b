"""What Twilio posts, read: any form at all is a text, or plainly none."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import inbound
from messaging.inbound import Malformed, guess, read

SID, AMARA = "SM" + "1" * 32, "+447700900101"
FIELDS = st.sampled_from(
    [
        "MessageSid",
        "SmsSid",
        "From",
        "Body",
        "NumMedia",
        "ButtonPayload",
        "ListId",
        "OptOutType",
        "Latitude",
        "New",
    ]
)


@given(st.dictionaries(FIELDS, st.text(max_size=60) | st.sampled_from([SID, AMARA, "whatsapp:US.1", "3"])))
def test_any_form_is_read_or_refused(form: dict[str, str]) -> None:
    try:
        found = read(form)
    except Malformed:
        return
    assert found.sid.isalnum()
    assert found.address == form["From"]
    assert found.channel in ("sms", "whatsapp")
    assert found.phone is None or found.phone.startswith("+")
    assert 0 <= found.media < 1000


@pytest.mark.parametrize("sid", ["", "S" * 65, "SM\0", "SM 1", "SM-1", "SMé", "\0"])
def test_a_sid_that_is_none(sid: str) -> None:
    with pytest.raises(Malformed):
        read({"MessageSid": sid, "From": AMARA, "Body": "hello"})


@pytest.mark.parametrize("sender", ["", "+" + "4" * 300])
def test_a_sender_that_is_none(sender: str) -> None:
    with pytest.raises(Malformed):
        read({"MessageSid": SID, "From": sender})


def test_only_a_sid_and_a_sender_are_needed() -> None:
    found = read({"SmsSid": SID, "From": AMARA})
    assert (found.sid, found.body, found.media, found.button, found.unreadable) == (SID, "", 0, None, False)


@pytest.mark.parametrize("count", ["", "x", "-1", "1.5", "99999999999999999999", "²"])
def test_an_odd_count_of_media_is_none(count: str) -> None:
    assert read({"MessageSid": SID, "From": AMARA, "NumMedia": count}).media == 0


@pytest.mark.parametrize(
    ("more", "unreadable"),
    [
        ({"NumMedia": "1"}, True),
        ({"NumMedia": "1", "Body": " \n"}, True),
        ({"NumMedia": "1", "Body": "a caption"}, False),
        ({"Latitude": "51.5"}, True),
        ({"Latitude": "51.5", "Body": "here"}, False),
        ({"Body": ""}, False),
        ({"NumMedia": "1", "ButtonPayload": "1"}, False),
    ],
)
def test_what_can_not_be_read(more: dict[str, str], unreadable: bool) -> None:
    assert read({"MessageSid": SID, "From": AMARA} | more).unreadable is unreadable


@pytest.mark.parametrize(
    ("sender", "channel", "phone"),
    [
        (AMARA, "sms", AMARA),
        (f"whatsapp:{AMARA}", "whatsapp", AMARA),
        ("whatsapp:US.13491208655302741918", "whatsapp", None),
        ("TWILIO", "sms", None),
        ("12345", "sms", None),
    ],
)
def test_who_it_comes_from(sender: str, channel: str, phone: str | None) -> None:
    found = read({"MessageSid": SID, "From": sender})
    assert (found.channel, found.phone) == (channel, phone)


@pytest.mark.parametrize(
    ("phone", "language", "zone"),
    [
        ("+447400123456", "en", "Europe/London"),
        ("+573001234567", "es", "America/Bogota"),
        ("+34600123456", "es", "Europe/Madrid"),
        ("+254712345678", "en", "Africa/Nairobi"),
        ("+12025550123", "en", "America/New_York"),
        ("+34928123456", "es", "Atlantic/Canary"),
        ("+61412345678", "en", "Australia/Sydney"),
        ("+919876543210", "en", "Asia/Kolkata"),
        ("+353851234567", "en", "Europe/Dublin"),
        (None, "en", "UTC"),
        ("+", "en", "UTC"),
        ("+999", "en", "UTC"),
        ("+0000000000", "en", "UTC"),
    ],
)
def test_a_first_guess_from_the_number(phone: str | None, language: str, zone: str) -> None:
    found, its_zone = guess(phone)
    assert found == language
    assert ZoneInfo(its_zone).key == its_zone
    assert its_zone == zone


@given(st.from_regex(r"\+[0-9]{0,16}", fullmatch=True))
def test_any_number_gets_a_language_and_a_zone_that_exist(phone: str) -> None:
    language, zone = guess(phone)
    assert language in ("en", "es")
    assert ZoneInfo(zone)


def test_a_list_answer_says_what_it_stands_for() -> None:
    tapped = read({"MessageSid": SID, "From": AMARA, "Body": "Yes, keep it", "ListId": "1"})
    assert (tapped.button, tapped.body) == ("1", "Yes, keep it")
    assert inbound.read({"MessageSid": SID, "From": AMARA, "ButtonPayload": "2", "ListId": "1"}).button == "2"
