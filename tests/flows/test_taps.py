"""A tap means an option of the question it was asked with, and of no other that offers the same."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from flows import booking
from flows.conversation import receive
from flows.templates import key_of_labels
from flows.wording import Wording
from messaging.inbound import LONG_AGO, Inbound
from models import clock, outbox
from models.base import table_of
from models.members import Member
from models.outbox import Draft, Letter
from models.sessions import Meeting
from tests.flows.two import CHIDI, Two, soon

SID = "SM" + "7" * 32
SUITS = ("Yes, that suits me", "Another time")
KEEP = ("Yes, keep it", "Not now")


def tap(two: Two, labels: tuple[str, ...], replies_to: str | None, who: str = CHIDI) -> str:
    """The first of these options, on a text that Twilio calls so; what is read."""
    button = f"{key_of_labels(labels)}:1"
    inbound = Inbound(f"SM{next(two.sids):032x}", "sms", who, labels[0], button=button, replies_to=replies_to)
    with two.engine.begin() as connection:
        return receive(connection, inbound).reply or ""


def asked(two: Two) -> int:
    """Chidi is asked whether a time suits him; the session."""
    meeting = two.plan(two.pair("agreed"), soon(), "proposed")
    two.ask(two.chidi, booking.confirming, meeting)
    assert "Does that suit you?" in (two.text(CHIDI, "hi") or "")
    return meeting


def letter(two: Two, status: str = "delivered", sid: str | None = SID, age: timedelta = timedelta(0)) -> None:
    """A text to Chidi that was written so long ago, before anybody noted what it asks."""
    shown: Wording = {"labels": list(SUITS), "lead": "Does that suit you?", "language": "en"}

    def act(connection: Any, db: Any) -> None:
        address = db.get_one(Member, two.chidi).address_id
        outbox.put(connection, [Draft(address, "Does that suit you?", shown)])
        last = select(table_of(Letter).c.id).order_by(table_of(Letter).c.id.desc()).limit(1).scalar_subquery()
        made = table_of(Letter).update().where(table_of(Letter).c.id == last)
        connection.execute(made.values(status=status, sid=sid, created_at=clock.now() - age))

    two.do(act)


@pytest.mark.parametrize("age", [timedelta(hours=-1), timedelta(hours=1)])
def test_of_a_letter_that_does_not_say_its_hour_tells(two: Two, age: timedelta) -> None:
    meeting = asked(two)
    letter(two, age=age)
    assert ("earlier question" in tap(two, SUITS, SID)) is (age > timedelta(0))
    assert (two.status(Meeting, meeting) == "proposed") is (age > timedelta(0))


@pytest.mark.parametrize("replies_to", [SID, LONG_AGO])
def test_a_text_that_nobody_remembers_answers_nothing(two: Two, replies_to: str) -> None:
    """Twilio names the text for seven days, and we keep our letters for thirty."""
    meeting = asked(two)
    assert "earlier question" in tap(two, SUITS, replies_to)
    assert two.status(Meeting, meeting) == "proposed"


def test_a_text_that_has_only_just_left_has_no_name_yet(two: Two) -> None:
    meeting = asked(two)
    letter(two, "sending", None)
    assert "earlier question" in tap(two, SUITS, LONG_AGO)
    assert "Booked" in tap(two, SUITS, SID)
    assert two.status(Meeting, meeting) == "booked"


def test_what_always_asks_the_same_may_be_tapped_whenever(two: Two) -> None:
    who = "+447700900203"
    two.text(who, "hello")
    assert "suggest other members" in tap(two, KEEP, LONG_AGO, who)
