"""After a session, in any order and however late: a status follows both accounts, and sealed words are read by their
reader, once, and never early."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from flows import afterwards, feedback, unasked
from models import clock, database, nudges, sealing, seats, sessions
from models.base import Base, table_of
from models.outbox import Letter
from models.sessions import Account, Meeting
from tests.examples import examples
from tests.flows.two import AMA, CHIDI, MAYA, Two
from tests.models import people

START = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)
SAID = (None, True, False)


def told(happened: bool | None, again: bool) -> Account:
    return Account(happened=happened, looked_again_at=START if again else None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (told(None, False), told(None, False), "booked"),
        (told(True, False), told(None, False), "happened"),
        (told(None, False), told(False, False), "missed"),
        (told(True, False), told(True, False), "happened"),
        (told(False, False), told(False, True), "missed"),
        (told(True, False), told(False, False), "unsure"),
        (told(True, True), told(False, False), "unsure"),
        (told(False, True), told(True, True), "unsettled"),
    ],
)
def test_a_session_is_what_the_two_say(one: Account, other: Account, expected: str) -> None:
    assert sessions.as_told("booked", [one, other]) == expected
    assert sessions.as_told("booked", [other, one]) == expected


def test_every_change_of_mind_is_a_move_its_lifecycle_knows() -> None:
    """From whatever the two had said, to whatever one of them says now."""
    ways = [
        (happened, again) for happened in SAID for again in (False, True) if happened is not None or not again
    ]
    for mine, theirs in itertools.product(ways, ways):
        before = sessions.as_told("booked", [told(*mine), told(*theirs)])
        for now, again in ways:
            if now is None or (mine[1] and not again):
                continue  # nobody unsays that they looked again
            after = sessions.as_told(before, [told(now, again), told(*theirs)])
            assert after == before or after in sessions.SESSION.moves[before], (mine, theirs, now, again)


@pytest.mark.parametrize("status", sorted(set(sessions.SESSION.moves) - set(sessions.TOLD)))
def test_what_never_took_place_stays_so(status: str) -> None:
    assert sessions.as_told(status, [told(True, True)]) == status


# On a real database, whatever the two do and whenever.

# What people do, each a few texts; and single ones, which may come in the middle of that.
DOINGS = (
    ("we met",),
    ("we didn't meet", "4"),
    ("change my feedback", "1", "you listened well", "skip"),
    ("change my feedback", "1", "you listened so well", "skip"),
    ("change my feedback", "3", "a word to myself", "skip"),
    ("delete my feedback", "1"),
    ("STOP",),
    ("START",),
    *((text,) for text in ("1", "2", "3", "4", "skip", "hello", "a few words")),
)
WHO = st.sampled_from((AMA, CHIDI))
STEP = st.one_of(
    st.tuples(WHO, st.sampled_from(DOINGS[:4])),
    st.tuples(WHO, st.sampled_from(DOINGS)),
    st.tuples(st.just("wait"), st.sampled_from((1, 26, 50, 24 * 4, 24 * 8))),
)


class Play:
    """Ama and Chidi after their session, and what must be so after every step."""

    def __init__(self, two: Two) -> None:
        self.two, self.at, self.read = two, START, set[int]()
        self.meeting = two.plan(two.pair("agreed"), START - timedelta(hours=4), "booked")
        for member_id in (two.ama, two.chidi):
            two.ask(member_id, afterwards.afterwards, self.meeting)

    def step(self, who: str, what: tuple[str, ...] | int) -> None:
        if not isinstance(what, int):
            for text in what:
                self.two.text(who, text)
                self.two.do(self.look)
        else:
            self.at += timedelta(hours=what)
            for _turn in range(10):
                with self.two.engine.begin() as connection:
                    unasked.speak(connection, 20)
        self.two.do(self.look)

    def look(self, connection: Connection, db: Session) -> None:
        meeting = db.get_one(Meeting, self.meeting)
        said = sessions.accounts(db, self.meeting)
        assert meeting.status == sessions.as_told(meeting.status, said), "a status follows both accounts"
        written = [one for one in said if one.written_at is not None]
        bodies = list(connection.scalars(select(table_of(Letter).c.body)))
        for one in said:
            opened = one.handed_over_at is not None and one.audience == "partner"
            if opened and one.id not in self.read:
                self.read.add(one.id)
                assert one.written_at is not None
                both = len(written) == 2
                assert both or self.at >= one.written_at + feedback.SEALED_FOR, "read early"
            author = "Ama" if one.member_id == self.two.ama else "Chidi"
            letters = sum(f"{author} wrote to you after your session" in body for body in bodies)
            assert letters == (1 if one.id in self.read else 0), "handed over once"


@pytest.fixture
def keys() -> None:
    sealing.use([sealing.new_key()])


@pytest.mark.usefixtures("keys")
@settings(
    max_examples=examples(25),
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=6, max_size=16))
def test_sealed_words_are_read_once_and_never_early(
    database_url: str, steps: list[tuple[str, tuple[str, ...] | int]]
) -> None:
    engine = database.connect(database_url)
    two = Two(engine, iter(range(1, 1000)))

    def begin(_connection: Connection, db: Session) -> None:
        for table in reversed(Base.metadata.sorted_tables):
            db.execute(delete(table))
        two.ama, two.chidi = (people.person(db, at, name).id for at, name in ((AMA, "Ama"), (CHIDI, "Chidi")))
        people.coordinator(db, MAYA)

    now = [START]
    clock.follow(lambda: now[0])
    try:
        two.do(begin)
        play = Play(two)
        for who, what in steps:
            if isinstance(what, int):
                now[0] += timedelta(hours=what)
            play.step(who, what)
        now[0] += timedelta(days=40)
        play.step("wait", 40 * 24)
    finally:
        clock.follow(clock.wall)
        engine.dispose()


# Two moments that are easy to get wrong.


@pytest.fixture
def had(two: Two) -> Iterator[int]:
    at = [START]
    clock.follow(lambda: at[0])
    yield two.plan(two.pair("agreed"), START - timedelta(hours=4), "happened")
    clock.follow(clock.wall)


def write(two: Two, meeting: int, sender: str, member_id: int, *texts: str) -> None:
    two.ask(member_id, feedback.feedback, meeting)
    for body in ("hello", *texts):
        two.text(sender, body)


def test_what_was_deleted_and_written_anew_opens_in_its_own_time(two: Two, had: int) -> None:
    write(two, had, AMA, two.ama, "1", "one", "skip")
    two.text(AMA, "delete my feedback")
    two.text(AMA, "1")
    clock.follow(lambda: START + timedelta(days=8))
    with two.engine.begin() as connection:
        unasked.speak(connection, 20)
    assert not any("wrote to you" in text for text in two.told(two.chidi))
    write(two, had, AMA, two.ama, "1", "two words")
    clock.follow(lambda: START + timedelta(days=15, hours=1))
    with two.engine.begin() as connection:
        due = nudges.claim_due(connection, 20)
        assert feedback.feedback_opens.name in {row.kind for row in due}
        unasked.speak(connection, 20)
    assert "Ama wrote to you after your session: two words" in two.told(two.chidi)


def test_words_of_somebody_who_left_are_still_meant(two: Two, had: int) -> None:
    write(two, had, AMA, two.ama, "1", "It was good.", "skip")
    two.text(AMA, "STOP")
    clock.follow(lambda: START + timedelta(days=8))
    with two.engine.begin() as connection:
        unasked.speak(connection, 20)
    assert "Ama wrote to you after your session: It was good." in two.told(two.chidi)


def test_a_coordinator_who_is_named_does_not_read_of_it(two: Two, had: int) -> None:
    def name(_connection: Connection, db: Session) -> None:
        seats.give(db, people.person(db, "+447700900777", "Nia Okoro").id)

    two.do(name)
    write(two, had, AMA, two.ama, "2", "Nia, who coordinates, hurried us.", "skip")
    with two.engine.begin() as connection:
        bodies = list(connection.scalars(select(table_of(Letter).c.body)))
    assert sum("wrote to the coordinators" in body for body in bodies) == 1  # Maya alone
    assert any("hurried us" in text for text in two.told(3))


def test_reflect_means_itself_at_any_question(two: Two, had: int) -> None:
    two.ask(two.ama, feedback.feedback, had)
    for body in ("hello", "1"):
        two.text(AMA, body)
    assert str(
        two.text(AMA, "reflect: I want to stop pleasing people. Stop texting me, I thought.")
    ).startswith("It's kept for you alone.")
    assert not two.has_stopped(two.ama)
    assert str(two.text(AMA, "my reflections")).count("I want to stop pleasing people") == 1
    assert two.told(two.chidi) == []
