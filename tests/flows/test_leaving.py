"""What ends when somebody leaves, what others read of it, and what is still true when they come back."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import afterwards, agreement, booking, introduction, leaving, parting, session, words
from flows.unasked import speak
from models import clock, nudges, sessions
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.two import AMA, AMA_TOO, CHIDI, Two, soon


@pytest.mark.parametrize("status", ["queued", "held"])
def test_what_was_on_its_way_is_withdrawn(two: Two, status: str) -> None:
    two.write(two.ama, status)
    two.text(AMA, "take me off ur list")
    assert two.letters()[0] == "withdrawn"


@pytest.mark.parametrize("who_said_yes", ["nobody", "ama", "chidi"])
def test_an_introduction_ends_as_for_any_reason(two: Two, who_said_yes: str) -> None:
    pairing = two.pair("proposed")

    for member_id in (two.ama, two.chidi):
        two.ask(member_id, introduction.introduction, pairing)
    for sender in (AMA, CHIDI):
        two.text(sender, "hello")
    if who_said_yes != "nobody":
        two.text(AMA if who_said_yes == "ama" else CHIDI, "1")
    two.text(AMA, "leave me alone")
    assert two.status(Pairing, pairing) == "lapsed"
    assert two.told(two.chidi) == [introduction.NO_FIT]
    assert two.text(AMA, "join") == "Welcome back. It's good to have you here."


@pytest.mark.parametrize("knows", [True, False])
def test_an_agreement_ends_as_for_any_reason(two: Two, knows: bool) -> None:
    pairing = two.pair("met")
    two.ask(two.chidi, agreement.agreement, pairing)
    if knows:
        two.text(CHIDI, "hello")
    two.text(AMA, "STOP")
    assert two.status(Pairing, pairing) == "ended"
    expected = parting.NOT_AFTER_ALL.format(partner="Ama") if knows else introduction.NO_FIT
    assert two.told(two.chidi) == [expected]


def test_a_session_is_off_and_taken_up_again(two: Two) -> None:
    pairing, when = two.pair("agreed"), soon()
    meeting = two.plan(pairing, when, "booked")
    two.text(AMA, "STOP")
    assert two.status(Meeting, meeting) == "off"
    read = words.moment(when, "en", "UTC")
    off = f"Your session with Ama on {read} is off: Ama can't be reached by text just now."
    (told,) = two.told(two.chidi)
    assert told.startswith(f"{off}\nTo take it out of your calendar: http")
    assert two.text(CHIDI, "book") == "Ama can't be reached by text just now."
    reply = two.text(AMA_TOO, "join")
    assert (
        reply == f"Welcome back. It's good to have you here.\n\nI'm asking Chidi whether {read} still suits."
    )
    assert two.status(Meeting, meeting) == "proposed"
    assert str(two.text(CHIDI, "hello")).startswith(f"Ama could meet you on {read}")
    assert str(two.text(CHIDI, "1")).startswith("Booked with Ama")
    assert two.status(Meeting, meeting) == "booked"
    assert two.status(Pairing, pairing) == "agreed"


def test_a_session_that_is_past_is_not_taken_up(two: Two) -> None:
    meeting = two.plan(two.pair("agreed"), soon(), "booked")
    two.text(AMA, "STOP")
    clock.follow(lambda: clock.wall() + timedelta(days=4))
    try:
        assert two.text(AMA, "START") == "Welcome back. It's good to have you here."
    finally:
        clock.follow(clock.wall)
    assert two.status(Meeting, meeting) == "off"


def test_when_both_left_the_second_to_return_takes_it_up(two: Two) -> None:
    meeting = two.plan(two.pair("agreed"), soon(), "booked")
    two.text(AMA, "STOP")
    two.text(CHIDI, "STOP")
    assert two.text(AMA, "START") == "Welcome back. It's good to have you here."
    assert "I'm asking Ama" in str(two.text(CHIDI, "START"))
    assert two.status(Meeting, meeting) == "proposed"


def test_a_suggestion_that_waits_for_the_one_who_left(two: Two) -> None:
    when = soon()
    meeting = two.plan(two.pair("agreed"), when, "proposed", by=two.chidi)
    two.text(AMA, "STOP")
    read = words.moment(when, "en", "UTC")
    assert two.told(two.chidi) == [
        f"The time you suggested, {read}, is no longer open: Ama can't be reached by text just now."
    ]
    assert two.status(Meeting, meeting) == "replaced"


@pytest.mark.parametrize("answer", ["1", "2"])
def test_a_suggestion_of_the_one_who_left(two: Two, answer: str) -> None:
    meeting = two.plan(two.pair("agreed"), soon(), "proposed", by=two.ama)
    two.ask(two.chidi, booking.confirming, meeting)
    assert str(two.text(CHIDI, "hello")).startswith("Ama could meet you on")
    two.text(AMA, "STOP")
    assert two.told(two.chidi) == []  # it is their turn, and they wait for nothing
    assert two.text(CHIDI, answer) == "Ama can't be reached by text just now."


@pytest.mark.parametrize(("days", "arrives"), [(2, False), (8, True)])
def test_words_written_to_one_who_left_wait_for_them(two: Two, days: int, arrives: bool) -> None:
    meeting = two.plan(two.pair("agreed"), clock.now() - timedelta(days=9), "happened")

    def write(_connection: Connection, db: Session) -> None:
        account = sessions.account(db, meeting, two.chidi)
        account.audience, account.feedback = "partner", "You listened so well."
        account.written_at = clock.now() - timedelta(days=days)

    two.do(write)
    two.text(AMA, "STOP")
    assert two.told(two.ama) == []
    two.text(AMA, "START")
    expected = ["Chidi wrote to you after your session: You listened so well."]
    assert two.told(two.ama) == (expected if arrives else [])
    two.text(AMA, "STOP")
    two.text(AMA, "START")
    assert two.told(two.ama) == []  # once is enough


def test_a_witness_who_left(two: Two) -> None:
    meeting = two.plan(two.pair("agreed"), clock.now() - timedelta(hours=3), "booked")
    two.ask(two.chidi, afterwards.afterwards, meeting)
    for answer in ("hello", "1", "4", "I call my mentor", "tomorrow"):
        asked = two.text(CHIDI, answer)
    assert "Ama, as my witness" in str(asked)
    two.text(AMA, "STOP")
    said = "Ama can't be reached by text just now, so your commitment stays with me alone."
    assert said in str(two.text(CHIDI, "2"))


def test_who_left_is_no_witness(two: Two) -> None:
    two.pair("agreed")
    two.text(AMA, "STOP")
    two.text(CHIDI, "commit: if it rains, then I read")
    assert str(two.text(CHIDI, "tomorrow")).startswith("Kept.")


def test_nobody_learns_of_it_but_the_coordinators(two: Two) -> None:
    two.plan(two.pair("agreed"), soon(), "booked")
    two.text(AMA, "no more texts")
    assert two.told(3) == ["Ama has asked us to send no more texts."]
    assert not any("asked us" in text or "left" in text for text in two.told(two.chidi))


def test_a_nudge_for_one_who_left_is_silent(two: Two) -> None:
    meeting = two.plan(two.pair("agreed"), soon(), "booked")

    def plan(connection: Connection, _db: Session) -> None:
        for member_id in (two.ama, two.chidi):
            nudges.plan(connection, session.soon.name, member_id, meeting, clock.now(), soon())

    two.do(plan)
    two.text(AMA, "STOP")
    known = two.told(two.chidi)
    with two.engine.begin() as connection:
        speak(connection, 10)
    assert two.told(two.ama) == []
    assert two.told(two.chidi) == known


def test_one_word_that_may_have_been_meant_for_a_session_is_told_as_that(two: Two) -> None:
    """The carrier takes it for all texts, so nobody can ask; a coordinator may."""
    when = soon()
    two.plan(two.pair("agreed"), when, "booked")
    two.text(AMA, "Cancel")
    (told,) = two.told(3)
    assert told == leaving.MEANT_THE_SESSION.format(who="Ama", when=words.moment(when, "en", "Europe/London"))


@pytest.mark.parametrize(("text", "booked"), [("cancel", False), ("stop", True)])
def test_any_other_leaving_is_told_as_such(two: Two, text: str, booked: bool) -> None:
    if booked:
        two.plan(two.pair("agreed"), soon(), "booked")
    two.text(AMA, text)
    assert two.told(3) == [leaving.HAS_LEFT.format(who="Ama")]
