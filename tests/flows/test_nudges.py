"""Each kind of nudge, in one place: declared whole, read in a transcript, safe on a lock screen."""

import re

import pytest

from flows import (
    agreement,
    booking,
    circle_day,
    circle_host,
    circle_turns,
    closing,
    correction,
    credential,
    directory_contact,
    followed_up,
    half_way,
    introduction,
    listening,
    monthly_letter,
    opening,
    parting,
    renewal,
    stalled,
    taking_part,
    templates,
)
from flows.afterwards import A_HAND, STAYS_OPEN, afterwards
from flows.asking_a_person import NEEDS_A_PERSON
from flows.chat import UNASKED
from flows.commitments import follow_up
from flows.coordinating import removing, terms
from flows.coordinating.queue import SOME_WAIT
from flows.feedback import TO_PARTNER
from flows.letters import HALTED, SOME
from flows.missed import EACH_OTHER
from flows.nudging import KINDS, Manner, nudge
from flows.passing import NOT_ARRIVED
from flows.role_prompts import COACHES_YOU, NOW_COACH, NOW_COACHED, YOU_COACH
from flows.session import CLOSED, COACHED_FIRST, COACHES_FIRST, TOMORROW
from flows.wording import NOTES
from flows.words import LANGUAGES, translate
from messaging.content import check
from tests import chats

# What each kind says; a transcript has at least one of its texts.
WORDS = {
    "agenda": (
        agreement.agreement.entry.prompt,
        booking.confirming.entry.prompt,
        credential.credential.entry.prompt,
    ),
    "reminded": (introduction.introduction.entry.prompt,),
    "offer": (introduction.introduction.entry.prompt, taking_part.taking_part.entry.prompt),
    "introduction-lapses": (introduction.NO_FIT, introduction.LET_GO),
    "agreement-waits": (agreement.agreement.entry.prompt,),
    "agreement-over": (parting.NOT_AFTER_ALL,),
    "stalled-first": (stalled.stalled.entry.prompt,),
    "stalled-again": (booking.confirming.entry.prompt,),
    "stalled-rested": (stalled.stalled.entry.prompt,),
    "stalled-later": (stalled.stalled.entry.prompt,),
    "stalled-told": (stalled.STALLED,),  # it says nothing itself
    "half-way": (half_way.half_way.entry.prompt,),
    "half-way-by-weeks": (half_way.half_way.entry.prompt,),
    "closing": (closing.closing.entry.prompt,),
    "closing-by-weeks": (closing.closing.entry.prompt,),
    "closing-over": (closing.PARTED,),
    "digest": (stalled.STALLED, A_HAND, EACH_OTHER),
    "round-closes": (taking_part.taking_part.entry.prompt,),
    "round-closed": (opening.CLOSED,),
    "round-over": (opening.OVER,),
    "session-tomorrow": (TOMORROW,),
    "session-soon": (COACHED_FIRST, COACHES_FIRST),
    "session-begins": (YOU_COACH, COACHES_YOU),
    "session-closes": (CLOSED,),
    "session-swap": (NOW_COACH, NOW_COACHED),
    "session-after": (afterwards.entry.prompt,),
    "session-after-again": (afterwards.entry.prompt,),
    "feedback-opens": (TO_PARTNER,),
    "stays-open": (STAYS_OPEN,),
    "follow-up": (follow_up.entry.prompt,),
    "not-arrived": (NOT_ARRIVED,),
    "renewal-90": (renewal.NEARS,),
    "renewal-30": (renewal.NEARS,),
    "renewal-7": (renewal.NEARS,),
    "renewal-over": (renewal.IS_OVER,),
    "correction-lapses": (correction.LAPSED,),
    "term-month": (terms.NEARS,),
    "term-week": (terms.NEARS, terms.ALONE_NEARS),
    "term-over": (terms.THANKS, terms.GOES_ON),
    "removal-lapses": (removing.LAPSED,),
    "circle-tomorrow": (circle_day.TOMORROW, circle_day.TOMORROW_YOU_HOST, circle_day.TOMORROW_IF_MORE),
    "circle-soon": (circle_day.SOON, circle_day.TOO_FEW),
    "circle-turn": (circle_turns.YOUR_TURN, circle_turns.THEIR_TURN, circle_day.CLOSED),
    "circle-goes-on": (circle_day.SOON,),  # it says nothing itself
    "circle-host-waits": (circle_host.NO_HOST,),
    "hearing-over": (listening.NOBODY_FREE,),
    "hearing-closes": (listening.LINE_CLOSES,),
    "monthly-letter": (monthly_letter.monthly_letter.entry.prompt, monthly_letter.COMES),
    "directory-over": (directory_contact.NOTHING_CAME,),
    "directory-closes": (directory_contact.CLOSES,),
    "concern-waits": (followed_up.WAITS,),
    "concern-kindly": (followed_up.NOT_FORGOTTEN, followed_up.AFTER_OUTSIDE),
    "undelivered": (SOME,),
    "halted": (HALTED,),
    "query": (NEEDS_A_PERSON, SOME_WAIT),
}


def test_every_kind_is_known_here() -> None:
    assert set(KINDS) == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_a_transcript_has_it(name: str) -> None:
    patterns = [
        ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", translate(copy, language)))
        for copy in WORDS[name]
        for language in LANGUAGES
    ]
    assert any(re.search(pattern, text, re.DOTALL) for pattern in patterns for text in chats.every_reading())


def test_only_what_they_booked_comes_at_any_hour() -> None:
    assert {name for name, kind in KINDS.items() if kind.manner is Manner.BOOKED} == {
        "digest",  # at the hour they chose; the night is minded there
        "session-soon",
        "session-begins",
        "session-swap",
        "session-closes",
        "circle-soon",
        "circle-turn",
    }


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="session-soon"):
        nudge("session-soon", manner=Manner.BOOKED, lapse=KINDS["session-soon"].lapse)(
            lambda _chat, _about: None
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_may_come_unasked_is_a_template(language: str) -> None:
    """WhatsApp takes each as it is, and its first line tells nothing."""
    made = [one for one in templates.wanted() if one.approval and one.language == language]
    assert {one.what for one in made} >= {str(copy) for copy in NOTES}
    wrong = {one.what: check(one.body, one.buttons, samples=one.samples) for one in made}
    assert {what: faults for what, faults in wrong.items() if faults} == {}
    first = {one.body.split("\n")[0] for one in made}
    assert first == {translate(UNASKED, language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_fit(language: str) -> None:
    """Every set of options is buttons or a list."""
    made = {one.what for one in templates.wanted() if not one.approval and one.language == language}
    asked = {" / ".join(labels) for labels in templates._option_sets()}
    assert asked == made
    wrong = [
        fault
        for one in templates.wanted()
        if not one.approval and one.language == language
        for fault in check("words", one.buttons, one.described() if one.items else (), opens=one.opens)
    ]
    assert wrong == []
