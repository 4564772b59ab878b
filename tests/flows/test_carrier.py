"""Opting out and in: on every address at once, whoever tells us of it, in whatever words."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from flows import agreement, booking, carrier
from models import clock, consents, pairings
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.two import AMA, AMA_TOO, MAYA, Two, soon


def test_one_stop_is_for_every_address(two: Two) -> None:
    two.text(AMA_TOO, "hello")
    two.write(two.ama)
    assert len(two.told(two.ama)) == 2
    assert two.text(AMA, "STOP") is None
    assert two.told(two.ama) == []
    assert two.text(AMA_TOO, "are you there?") is None
    assert two.text(AMA_TOO, "stop texting me") is None
    assert two.has_stopped(two.ama)


@pytest.mark.parametrize(
    ("sender", "body", "opt_out_type", "by_carrier"),
    [
        (AMA, "STOP", None, True),
        (AMA, " stop ", None, True),
        (AMA, "Unsubscribe", None, True),
        (AMA, "Stop.", None, False),  # the carrier acts on the bare word only
        (AMA, "STOP!!", None, False),
        (AMA, "plz stop", None, False),
        (AMA, "date de baja", None, False),
        (AMA, "please", "STOP", True),  # a word that was set in Advanced Opt-Out
        (AMA_TOO, "STOP", None, False),
        (AMA_TOO, "STOP", "STOP", True),
        (AMA_TOO, "stop txting me", None, False),
    ],
)
def test_who_answers_a_goodbye(
    two: Two, sender: str, body: str, opt_out_type: str | None, by_carrier: bool
) -> None:
    reply = two.text(sender, body, opt_out_type)
    assert two.has_stopped(two.ama)
    assert (reply is None) is by_carrier
    assert reply is None or reply.startswith("You won't hear from us again.")


def test_what_the_carrier_understood_wins_over_the_words(two: Two) -> None:
    two.text(AMA, "stop texting me", "HELP")
    assert not two.has_stopped(two.ama)
    two.text(AMA, "STOP")
    assert str(two.text(AMA, "whatever", "START")).startswith("Welcome back")


@pytest.mark.parametrize("sender", [AMA, AMA_TOO])
@pytest.mark.parametrize(
    "body", ["START", "unstop", "JOIN", "I'm back!", "Volver", "quiero volver, por favor", "ok text me again"]
)
def test_a_way_back_from_any_address(two: Two, sender: str, body: str) -> None:
    two.text(AMA, "leave")
    assert two.text(sender, "thanks") is None
    reply = two.text(sender, body)
    assert reply == "Welcome back. It's good to have you here."
    assert not two.has_stopped(two.ama)
    with two.engine.begin() as connection, Session(bind=connection) as db:
        assert consents.agrees(db, db.get_one(Member, two.ama), "texts")


def test_a_doubt_is_asked_back(two: Two) -> None:
    asked = "Shall I stop texting you?\n1 Yes, stop\n2 No, go on"
    assert two.text(AMA, "count me out") == asked
    assert two.text(AMA, "2") == "Good to have you here."
    assert two.text(AMA, "wrong number") == asked
    assert str(two.text(AMA, "1")).startswith("You won't hear from us again.")
    assert two.has_stopped(two.ama)
    assert two.text(AMA, "1") is None


def test_rather_not_is_an_answer(two: Two) -> None:
    pairing = two.pair("met")
    two.ask(two.ama, agreement.agreement, pairing)
    asked = two.text(AMA, "hello")
    assert two.text(AMA, "I'd rather not") != asked
    assert two.status(Pairing, pairing) == "ended"


def test_an_answer_that_is_offered_is_no_doubt(two: Two) -> None:
    two.text(AMA, "ES")
    assert str(two.text(AMA, "no quiero seguir")).startswith("¿Dejo de escribirte?")
    two.text(AMA, "2")
    pairing = two.pair("met")
    two.ask(two.ama, agreement.agreement, pairing)
    assert "Prefiero no seguir" in str(two.text(AMA, "hola"))
    two.text(AMA, "no quiero seguir")
    assert two.status(Pairing, pairing) == "ended"


def test_a_doubt_between_two_questions(two: Two) -> None:
    pairing = two.pair("agreed")
    two.ask(two.ama, booking.booking, pairing)
    asked = two.text(AMA, "what now")
    assert asked is not None
    assert asked.startswith("When could you meet Chidi")
    two.text(AMA, "enough")
    assert two.text(AMA, "no") == f"Good to have you here.\n\nBack to where we were:\n\n{asked}"


def test_goodbye_is_the_last_word(two: Two) -> None:
    """What waits for an answer isn't asked after it."""
    pairing = two.pair("agreed")
    two.ask(two.ama, booking.booking, pairing)
    two.text(AMA, "what now")
    two.text(AMA, "I quit")
    reply = two.text(AMA, "1")
    assert reply is not None
    assert reply.startswith("You won't")
    assert "\n\n" not in reply


def test_less_is_another_wish(two: Two) -> None:
    assert "QUIET HOURS" in str(two.text(AMA, "don't text me before 9"))
    assert "MOVE" in str(two.text(AMA, "cancel my session on Tuesday"))
    assert not two.has_stopped(two.ama)


def test_a_coordinator_may_pass_such_words_on(two: Two) -> None:
    two.text(MAYA, "TELL Chidi: please stop texting me")
    two.text(MAYA, "please tell Chidi: thanks, but please stop texting me")
    assert two.told(two.chidi) == [
        "A coordinator writes: please stop texting me",
        "A coordinator writes: thanks, but please stop texting me",
    ]
    two.text(MAYA, "please stop texting me")
    assert two.told(3) == []
    two.text(AMA, "leave")
    assert two.told(3) == ["Ama has asked us to send no more texts."]


# What the carrier tells us later: errors 21610 and 63014.


def test_told_by_the_carrier_it_is_all_that_a_stop_does(two: Two) -> None:
    meeting = two.plan(two.pair("agreed"), soon(), "booked")
    two.do(lambda connection, _db: carrier.opted_out(connection, two.ama))
    assert two.has_stopped(two.ama)
    assert two.status(Meeting, meeting) == "off"
    assert len(two.told(two.chidi)) == 1
    assert two.told(two.ama) == []
    with two.engine.begin() as connection, Session(bind=connection) as db:
        assert not consents.agrees(db, db.get_one(Member, two.ama), "texts")
        assert pairings.going(db, two.ama)


def test_told_twice_is_told_once(two: Two) -> None:
    two.plan(two.pair("agreed"), soon(), "booked")
    two.do(lambda connection, _db: carrier.opted_out(connection, two.ama))
    before = two.everything()
    two.do(lambda connection, _db: carrier.opted_out(connection, two.ama))
    two.do(lambda connection, _db: carrier.opted_out(connection, 4711))
    assert two.everything() == before


def test_news_from_before_they_came_back_is_no_news(two: Two) -> None:
    sent_at = clock.now()
    two.text(AMA, "STOP")
    two.text(AMA, "START")
    two.do(lambda connection, _db: carrier.opted_out(connection, two.ama, sent_at=sent_at))
    assert not two.has_stopped(two.ama)
    later = clock.now() + timedelta(seconds=1)
    two.do(lambda connection, _db: carrier.opted_out(connection, two.ama, sent_at=later))
    assert two.has_stopped(two.ama)
