"""Corrections by text: with a pair and a leg of a ring, both at once, and answers that come too late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows.conversation import receive
from flows.durations import minutes_of
from messaging.inbound import Inbound
from models import clock, database, minutes
from models.base import table_of
from models.corrections import Correction
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting
from tests.flows.two import AMA, CHIDI, Two


def had(two: Two) -> int:
    """A session of Ama and Chidi that took place yesterday."""
    return two.plan(two.pair("agreed"), (clock.now() - timedelta(days=1)).replace(microsecond=0), "happened")


def counted(two: Two) -> dict[int, tuple[int, int]]:
    """Given and received, of both."""
    found: dict[int, tuple[int, int]] = {}

    def look(_connection: Connection, db: Session) -> None:
        for who in (two.ama, two.chidi):
            found[who] = minutes.totals(minutes.shares(db, who))

    two.do(look)
    return found


def fates(two: Two) -> list[str]:
    table = table_of(Correction)
    with two.engine.begin() as connection:
        return list(connection.scalars(select(table.c.status).order_by(table.c.id)))


def ask(two: Two, who: str, said: str) -> str:
    """Somebody corrects their last session."""
    for body in ("correct the session", "1", said):
        two.text(who, body)
    return two.text(who, "1") or ""


def test_it_counts_for_both_once_the_other_agrees(two: Two) -> None:
    had(two)
    assert "I'm asking Chidi" in ask(two, AMA, "20 and 35")
    assert counted(two) == {two.ama: (30, 30), two.chidi: (30, 30)}
    assert "you coached for 35 min and were coached for 20 min" in (two.text(CHIDI, "hello") or "")
    assert "counts so for you both" in (two.text(CHIDI, "👍") or "")
    assert counted(two) == {two.ama: (20, 35), two.chidi: (35, 20)}
    assert two.told(two.ama)[-1].startswith("Chidi agrees about your session on ")
    assert fates(two) == ["agreed"]


def test_in_a_ring_there_is_one_number(two: Two) -> None:
    meeting = had(two)

    def turn(_connection: Connection, db: Session) -> None:
        one = db.get_one(Meeting, meeting)
        leg = db.get_one(Pairing, one.pairing_id)
        leg.coach_id, one.first_coached = two.ama, two.chidi

    two.do(turn)
    assert counted(two) == {two.ama: (60, 0), two.chidi: (0, 60)}
    two.text(AMA, "correct the session")
    assert "For example: 50" in (two.text(AMA, "1") or "")
    assert "I need one number" in (two.text(AMA, "25 and 30") or "")
    assert "you coached for 45 min. I'd ask Chidi" in (two.text(AMA, "45 minutes") or "")
    two.text(AMA, "1")
    assert "you were coached for 45 min. Is that right?" in (two.text(CHIDI, "hello") or "")
    two.text(CHIDI, "other minutes")
    assert "I'm asking Ama" in (two.text(CHIDI, "50") or "")
    two.text(AMA, "hello")
    two.text(AMA, "yes")
    assert counted(two) == {two.ama: (50, 0), two.chidi: (0, 50)}
    assert fates(two) == ["declined", "agreed"]


@pytest.mark.parametrize(
    ("said", "fate"), [("35 and 20", "agreed"), ("30 and 30", "declined")], ids=["the same", "as it was"]
)
def test_other_minutes_that_are_none(two: Two, said: str, fate: str) -> None:
    had(two)
    ask(two, AMA, "20 and 35")
    two.text(CHIDI, "hello")
    two.text(CHIDI, "3")
    two.text(CHIDI, said)
    assert fates(two) == [fate]


def test_the_same_minutes_ask_nobody(two: Two) -> None:
    had(two)
    assert "nothing changes" in ask(two, AMA, "30 and 30")
    assert fates(two) == []


def test_the_newer_waits_and_answers_the_older(two: Two) -> None:
    had(two)
    ask(two, AMA, "20 and 35")
    two.text(CHIDI, "correct the session")
    read = two.text(CHIDI, "1") or ""
    assert "Ama has told me how they remember it. Theirs came first:" in read
    assert "you coached for 35 min" in read
    two.text(CHIDI, "2")
    assert fates(two) == ["declined"]
    assert counted(two) == {two.ama: (30, 30), two.chidi: (30, 30)}


def test_a_yes_to_what_was_taken_back_changes_nothing(two: Two) -> None:
    had(two)
    ask(two, AMA, "20 and 35")
    two.text(CHIDI, "hello")
    two.text(AMA, "correct the session")
    two.text(AMA, "1")
    assert "Taken back" in (two.text(AMA, "take it back") or "")
    two.text(CHIDI, "1")
    assert fates(two) == ["withdrawn"]
    assert counted(two) == {two.ama: (30, 30), two.chidi: (30, 30)}


def test_a_yes_after_fourteen_days_changes_nothing(two: Two) -> None:
    had(two)
    ask(two, AMA, "20 and 35")
    two.text(CHIDI, "hello")
    then = clock.now() + timedelta(days=14)
    clock.follow(lambda: then)
    try:
        two.text(CHIDI, "1")
        assert counted(two) == {two.ama: (30, 30), two.chidi: (30, 30)}
        two.text(AMA, "correct the session")
        assert "How many minutes" in (two.text(AMA, "1") or ""), "what lapsed keeps nobody waiting"
        assert fates(two) == ["lapsed"]
    finally:
        clock.follow(clock.wall)


def test_nobody_is_asked_who_wants_no_texts(two: Two) -> None:
    had(two)
    two.text(CHIDI, "STOP")
    assert ask(two, AMA, "20 and 35") == "Chidi can't be reached by text just now."
    assert fates(two) == []


def at_once(two: Two, *texts: tuple[str, str]) -> None:
    """As the door does it, all in the same moment."""
    start = Barrier(len(texts))
    inbounds = [Inbound(f"SM{next(two.sids):032x}", "sms", who, body) for who, body in texts]

    def send(one: Inbound) -> None:
        start.wait(10)
        database.run(two.engine, lambda connection: receive(connection, one))

    with ThreadPoolExecutor(len(texts)) as pool:
        list(pool.map(send, inbounds))


@pytest.mark.both_databases
@pytest.mark.parametrize("attempt", range(4))
def test_both_propose_at_once(two: Two, attempt: int) -> None:
    had(two)
    for who, said in ((AMA, "20 and 35"), (CHIDI, "40 and 25")):
        for body in ("correct the session", "1", said):
            two.text(who, body)
    at_once(two, (AMA, "1"), (CHIDI, "1"))
    assert fates(two) == ["proposed"], "the newer waits"
    for who in (AMA, CHIDI):
        two.text(who, "1")
    first, second = counted(two)[two.ama], counted(two)[two.chidi]
    assert fates(two)[0] == "agreed"
    assert first in ((20, 35), (25, 40))
    assert second == first[::-1]


@pytest.mark.both_databases
@pytest.mark.parametrize("attempt", range(4))
def test_one_agrees_while_the_other_takes_it_back(two: Two, attempt: int) -> None:
    had(two)
    ask(two, AMA, "20 and 35")
    two.text(CHIDI, "hello")
    two.text(AMA, "correct the session")
    two.text(AMA, "1")
    at_once(two, (AMA, "take it back"), (CHIDI, "1"))
    (fate,) = fates(two)
    agreed = {two.ama: (20, 35), two.chidi: (35, 20)}
    as_it_was = {two.ama: (30, 30), two.chidi: (30, 30)}
    assert counted(two) == {"agreed": agreed, "withdrawn": as_it_was}[fate]


def test_a_session_of_others_can_not_be_chosen(two: Two) -> None:
    """Three are shown, one's own; a name that holds braces is only a name."""
    had(two)

    def others(_connection: Connection, db: Session) -> None:
        db.get_one(Member, two.chidi).name = "{who} %s"

    two.do(others)
    assert "{who} %s, " in (two.text(AMA, "correct the session") or "")
    assert "I need one number" in (two.text(AMA, "7") or "")


@pytest.mark.parametrize(
    ("said", "count", "meant"),
    [
        ("25 and 30", 2, (25, 30)),
        ("25/30", 2, (25, 30)),
        ("25 min, 30 min", 2, (25, 30)),
        ("25 y 30 minutos", 2, (25, 30)),
        ("twenty-five and thirty", 2, (25, 30)),
        ("veinticinco y treinta", 2, (25, 30)),
        ("٢٥ و ٣٠", 2, (25, 30)),
        ("0 and 60", 2, (0, 60)),
        ("50", 1, (50,)),
        ("fifty minutes", 1, (50,)),
        ("25", 2, None),
        ("25 and 30", 1, None),
        ("0 and 0", 2, None),
        ("-5 and 30", 2, None),
        ("2.5 and 30", 2, None),
        ("1:30 and 20", 2, None),
        ("25 and 300", 2, None),
        ("half an hour each", 2, None),
        ("", 2, None),
    ],
)
def test_minutes_as_people_write_them(said: str, count: int, meant: tuple[int, ...] | None) -> None:
    assert minutes_of(said, count) == meant
