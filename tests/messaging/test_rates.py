"""Whom our texts come from, and how fast."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import rates
from messaging.rates import Senders

SERVICE = "MG" + "1" * 32
SMS = ("+15005550006", "+447700900111", "+447700900112")
WHATSAPP = ("whatsapp:+15005550006", "whatsapp:+447700900111")
OURS = Senders(SMS, WHATSAPP)


def test_every_sender_has_its_name() -> None:
    assert Senders(SMS, WHATSAPP, SERVICE).names() == (*SMS, *WHATSAPP, SERVICE)
    assert Senders("+15005550006", None, None).names() == ("+15005550006",)
    assert Senders(None, ["whatsapp:+15005550006"]).names() == ("whatsapp:+15005550006",)
    assert Senders("", "").names() == ()


def test_a_person_hears_from_the_number_they_texted() -> None:
    for address_id in range(20):
        assert OURS.choose("sms", SMS[1], address_id) == SMS[1]
        assert OURS.choose("whatsapp", WHATSAPP[1], address_id) == WHATSAPP[1]
        assert Senders(SMS, WHATSAPP, SERVICE).choose("sms", SMS[2], address_id) == SMS[2]


@pytest.mark.parametrize("reached_at", [None, "", "+15005559999", WHATSAPP[0]])
def test_a_number_that_is_not_ours_any_more_is_no_sender(reached_at: str | None) -> None:
    assert OURS.choose("sms", reached_at, 7) in SMS
    assert Senders(SMS, WHATSAPP, SERVICE).choose("sms", reached_at, 7) == SERVICE


def test_a_messaging_service_is_for_sms_only() -> None:
    assert Senders(SMS, WHATSAPP, SERVICE).choose("whatsapp", None, 7) in WHATSAPP
    assert Senders((), (), SERVICE).choose("whatsapp", None, 7) == ""


def test_without_a_sender_there_is_none() -> None:
    assert Senders((), WHATSAPP).choose("sms", None, 1) == ""
    assert Senders((), WHATSAPP).of("+447700900101") == ""


@given(st.integers(1, 2**40))
def test_the_choice_stays(address_id: int) -> None:
    chosen = OURS.choose("sms", None, address_id)
    assert Senders(tuple(reversed(SMS)), ()).choose("sms", None, address_id) == chosen
    fewer = Senders(tuple(set(SMS) - {SMS[0]}), ())
    assert chosen == SMS[0] or fewer.choose("sms", None, address_id) == chosen, "theirs is still here"


def test_the_choices_are_spread() -> None:
    counted = Counter(OURS.choose("sms", None, address_id) for address_id in range(3000))
    assert set(counted) == set(SMS)
    assert min(counted.values()) > 850


def test_when_nobody_chose() -> None:
    assert OURS.of("+447700900101") == SMS[0]
    assert OURS.of("whatsapp:US.1") == WHATSAPP[0]
    assert Senders(SMS, WHATSAPP, SERVICE).of("+447700900101") == SERVICE


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("+12025550123", 1),  # Washington
        ("+16135550123", 1),  # Ottawa
        ("+18005550123", 3),
        ("+18335550123", 3),
        ("+447700900111", 1),
        ("+448081570000", 1),  # British toll-free: not the US's rate
        ("+573001234567", 1),
        ("+999", 1),
        ("12345", 100),
        (SERVICE, 1),
        ("whatsapp:+12025550123", 80),
        ("whatsapp:+18005550123", 80),
    ],
)
def test_how_fast_each_kind_is(name: str, rate: float) -> None:
    assert OURS.rate(name) == rate


def test_what_is_set_counts_more() -> None:
    said = rates.read(f" +15005550006 = 2.5 ,whatsapp:+15005550006=40,, 12345=10, {SERVICE}=7 ")
    ours = Senders(SMS, WHATSAPP, SERVICE, said)
    assert [ours.rate(name) for name in ("+15005550006", "whatsapp:+15005550006", "12345", SERVICE)] == [
        2.5,
        40,
        10,
        7,
    ]
    assert ours.rate(SMS[1]) == 1


@pytest.mark.parametrize("text", ["", "  ", ",,"])
def test_nothing_set(text: str) -> None:
    assert rates.read(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "+15005550006",
        "+15005550006=",
        "+15005550006=fast",
        "+15005550006=0",
        "+15005550006=-1",
        "+15005550006=nan",
        "+15005550006=inf",
        "07700900111=1",
        "whatsapp:12345=1",
        "MG1=1",
        "=3",
        "+15005550006=3=4",
    ],
)
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match=r"^must ") as wrong:
        rates.read(text)
    assert "fast" not in str(wrong.value)
    assert "07700900111" not in str(wrong.value)
