"""The ledger: what all gave is what all received, and each has their own, whatever happens to sessions and people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import clock, corrections, database, erasing, minutes, pairings, sealing
from models.base import Base
from models.consents import Consent
from models.corrections import LAPSES_AFTER, Correction
from models.learning import Learning
from models.listings import NAMED, Listing, allowed
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting
from tests.examples import examples
from tests.flows.rounds import Statements
from tests.models import people

START = datetime(2026, 12, 7, 9, tzinfo=UTC)
NAMES = ("Ama", "Bisi", "Chidi", "Dara", "Efua")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(database_url)
    yield made
    made.dispose()
    clock.follow(clock.wall)


def community(db: Session) -> tuple[list[Member], list[Pairing]]:
    """Five people: three pairs, somebody in two of them, and a ring of three that turns."""
    who = [people.person(db, f"+4477009001{number:02}", name) for number, name in enumerate(NAMES)]
    pairs = [
        people.pairing(db, who[one], who[two], who[one], "agreed") for one, two in ((0, 1), (0, 2), (3, 4))
    ]
    ring = pairings.propose(db, who[1:4], who[0].id)
    legs = [pairings.leg(db, ring, one, ring.partner(one.id)) for one in who[1:4]]
    return who, [*pairs, *legs]


@dataclass
class Ledger:
    """What should be so, kept beside the database in the plainest way: who was coached for how long, by session."""

    db: Session
    people: list[Member]
    pairings: list[Pairing]
    now: datetime = START
    meetings: list[Meeting] = field(default_factory=list)
    counts: dict[int, list[int]] = field(default_factory=dict)  # session → minutes of the first, of the other
    asked: dict[int, tuple[int, datetime, list[int]]] = field(default_factory=dict)  # by whom, when, minutes

    def meet(self, which: int, length: int, status: str, first: int) -> None:
        pairing = self.pairings[which % len(self.pairings)]
        one, two = (side.member_id for side in pairing.sides)
        coached = two if pairing.coach_id == one else one if pairing.coach_id == two else (one, two)[first]
        self.now += timedelta(hours=1)
        made = Meeting(
            uid=f"uid{len(self.meetings)}", pairing=pairing, status=status, proposed_by=one, first_coached=coached,
            starts_at=self.now, minutes=length,
        )  # fmt: skip
        self.db.add(made)
        self.db.flush()
        self.meetings.append(made)
        self.counts[made.id] = [length, 0] if made.is_whole else [length // 2, length // 2]

    def remember(self, which: int) -> None:
        """One says later that it did take place."""
        meeting = self.pick(which)
        if meeting is not None and meeting.status == "missed":
            meeting.status = "happened"

    def shorten(self, which: int, length: int) -> None:
        meeting = self.pick(which)
        if meeting is not None:
            meeting.first_seconds, meeting.second_seconds = (
                length * 60,
                0 if meeting.is_whole else length * 60 + 61,
            )
            if not self.corrected(meeting):
                self.counts[meeting.id] = [length, 0] if meeting.is_whole else [length, length + 1]

    def corrected(self, meeting: Meeting) -> bool:
        rows = select(Correction.id).where(Correction.session_id == meeting.id, Correction.status == "agreed")
        return self.db.scalar(rows) is not None

    def propose(self, which: int, by: int, first: int, second: int) -> None:
        meeting = self.pick(which)
        if meeting is None:
            return
        who = meeting.pairing.sides[by].member_id
        said = [first, 0 if meeting.is_whole else second]
        waits = self.asked.get(meeting.id)
        waits = waits if waits is not None and self.now < waits[1] + LAPSES_AFTER else None
        made = corrections.propose(self.db, meeting, who, *said)
        assert (made is None) == (waits is not None and waits[0] != who), "the newer waits"
        if made is not None:
            self.asked[meeting.id] = (who, self.now, said)

    def answer(self, which: int, status: str) -> None:
        meeting = self.pick(which)
        waiting = corrections.waiting(self.db, meeting.id) if meeting is not None else None
        if meeting is None or waiting is None:
            return
        _who, since, said = self.asked.pop(meeting.id)
        assert self.now < since + LAPSES_AFTER
        corrections.settle(waiting, status)
        if status == "agreed":
            self.counts[meeting.id] = said

    def forget(self, which: int) -> None:
        gone = self.people[which % len(self.people)]
        self.db.flush()
        erasing.forget(self.db, gone)  # all of theirs, not only what this ledger knows
        theirs = {
            one.id for one in self.meetings if gone.id in {side.member_id for side in one.pairing.sides}
        }
        self.asked = {meeting: said for meeting, said in self.asked.items() if meeting not in theirs}

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def pick(self, which: int) -> Meeting | None:
        return self.meetings[which % len(self.meetings)] if self.meetings else None

    def of(self, member: Member) -> tuple[int, int]:
        """What this member gave and received."""
        given = received = 0
        for meeting in self.meetings:
            sides = [side.member_id for side in meeting.pairing.sides]
            if meeting.status == "happened" and member.id in sides:
                first, second = self.counts[meeting.id]
                mine = meeting.first_coached == member.id
                received, given = received + (first if mine else second), given + (second if mine else first)
        return given, received


WHICH, LENGTH, SIDE = st.integers(0, 11), st.integers(1, 60), st.integers(0, 1)
STATUS = st.sampled_from(["happened", "happened", "happened", "missed", "booked", "replaced", "proposed"])
STEP = st.one_of(
    st.tuples(st.just("meet"), WHICH, LENGTH.map(lambda half: 2 * half), STATUS, SIDE),
    st.tuples(st.just("meet"), WHICH, LENGTH.map(lambda half: 2 * half), STATUS, SIDE),
    st.tuples(st.just("propose"), WHICH, SIDE, LENGTH, st.integers(0, 60)),
    st.tuples(st.just("propose"), WHICH, SIDE, LENGTH, st.integers(0, 60)),
    st.tuples(st.just("answer"), WHICH, st.sampled_from(["agreed", "agreed", "declined", "withdrawn"])),
    st.tuples(st.just("answer"), WHICH, st.just("agreed")),
    st.tuples(st.just("shorten"), WHICH, LENGTH),
    st.tuples(st.just("remember"), WHICH),
    st.tuples(st.just("forget"), WHICH),
    st.tuples(st.just("wait"), st.integers(1, 20)),
)


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=5, max_size=40))
def test_all_that_is_given_is_received(engine: Engine, steps: list[Any]) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(bind=connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as db:
            ledger = Ledger(db, *community(db))
            clock.follow(lambda: ledger.now)
            for what, *said in steps:
                getattr(ledger, what)(*said)
            db.commit()
            expected = {one.id: ledger.of(one) for one in ledger.people}
        with Session(bind=connection) as db:  # as somebody else reads it
            found = {one: minutes.totals(minutes.shares(db, one)) for one in expected}
            assert found == expected
        assert sum(given for given, _received in found.values()) == sum(
            received for _given, received in found.values()
        )
        transaction.rollback()


def test_who_is_erased_leaves_their_partner_the_minutes(engine: Engine) -> None:
    clock.follow(lambda: START)
    with Session(engine) as db:
        ledger = Ledger(db, *community(db))
        ama, bisi = ledger.people[:2]
        ledger.meet(0, 60, "happened", 0)
        ledger.meet(0, 60, "happened", 0)
        ledger.propose(0, 0, 20, 40)
        ledger.answer(0, "agreed")
        before = minutes.totals(minutes.shares(db, bisi.id))
        ledger.propose(1, 0, 10, 10)
        ledger.forget(0)
        assert minutes.totals(minutes.shares(db, bisi.id)) == before == ledger.of(bisi)
        assert corrections.waiting(db, ledger.meetings[1].id) is None, "nobody is there to agree with"
        assert [one.partner.name for one in minutes.shares(db, bisi.id)] == [None, None]
        assert ama.name is None


def test_every_table_that_knows_somebody_was_thought_of(engine: Engine) -> None:
    """What `minutes.forget` has to see to: whatever this room keeps about a member."""
    ours = {"corrections", "listings", "learning"}
    assert ours <= set(Base.metadata.tables)
    with Session(engine) as db:
        ledger = Ledger(db, *community(db))
        gone = ledger.people[0]
        ledger.meet(0, 60, "happened", 0)
        ledger.propose(0, 0, 10, 10)
        db.add_all(_kept_about(gone, ledger.people[1]))
        db.flush()
        minutes.forget(db, gone.id)
        assert db.scalars(select(Learning)).all() == []
        assert db.scalars(select(Listing)).all() == []
        assert allowed(db, ledger.people[1].id) == {} == allowed(db, gone.id)


def _kept_about(gone: Member, other: Member) -> list[Base]:
    return [
        Learning(member_id=gone.id, on_day=START.date(), minutes=90, what="a book"),
        Listing(coach_id=gone.id, client_id=other.id),
        Listing(coach_id=other.id, client_id=gone.id),
        Consent(member_id=gone.id, to_id=other.id, purpose=NAMED, version="1", language="en"),
        Consent(member_id=other.id, to_id=gone.id, purpose=NAMED, version="1", language="en"),
    ]


def test_reading_them_takes_as_many_statements_with_many_sessions(engine: Engine) -> None:
    with Session(engine) as db:
        ledger = Ledger(db, *community(db))
        counted = []
        for often in (2, 40):
            for number in range(often):
                ledger.meet(number, 60, "happened", 0)
            db.flush()
            db.expire_all()
            mine = ledger.people[0].id
            seen = Statements(engine)
            minutes.shares(db, mine)
            counted.append(seen.count)
        assert counted[1] <= counted[0] <= 6, counted
