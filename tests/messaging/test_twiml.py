"""TwiML: whatever is answered, the XML holds it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging import twiml
from messaging.segments import units


def heard(xml: str) -> list[str]:
    """What Twilio would read."""
    return [message.text or "" for message in ElementTree.fromstring(xml).iter("Message")]  # noqa: S314


@given(st.text(st.characters(), max_size=2000))
def test_any_words_make_xml_that_says_them(words: str) -> None:
    """In as many texts as Twilio takes; nothing is lost but white space where one ends."""
    said, expected = heard(twiml.answer(words, "whatsapp")), twiml.clean(words)
    # XML itself turns every line ending into \n.
    expected = expected.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join("".join(said).split()) == "".join(expected.split())
    assert all(part and units(part) <= twiml.BODY_LIMIT for part in said)
    if units(twiml.clean(words)) <= twiml.BODY_LIMIT:
        assert said == ([expected] if expected else [])


@pytest.mark.parametrize("character", [*map(chr, range(32)), "\x7f", "\ud800", "\ufffe", "\uffff"])
def test_control_characters_never_break_it(character: str) -> None:
    (said,) = heard(twiml.answer(f"Am{character}ara <&>\"'"))
    assert said.startswith("Am")
    assert said.endswith("ara <&>\"'")


@pytest.mark.parametrize(
    "words", ["👍🏾", "אבג", "سلام", "e\u0301", "\U0010fffd", "a\tb\nc", "]]>", "<Message>"]
)
def test_what_people_write_stays_as_it_is(words: str) -> None:
    assert heard(twiml.answer(words)) == [words]


@pytest.mark.parametrize("words", [None, ""])
def test_silence_is_an_empty_response(words: str | None) -> None:
    assert heard(twiml.answer(words)) == []
    assert ElementTree.fromstring(twiml.answer(words)).tag == "Response"  # noqa: S314


def test_no_longer_than_twilio_takes() -> None:
    assert [len(part) for part in heard(twiml.answer("x" * 5000))] == [*[twiml.BODY_LIMIT] * 3, 200]
    assert [len(part) for part in heard(twiml.answer("\N{EM DASH}" * 1601))] == [twiml.BODY_LIMIT, 1]
