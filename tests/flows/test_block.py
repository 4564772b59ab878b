"""Who never wants to meet somebody isn't brought together with them again by anything, and the other learns nothing: they read
what they'd read for any reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows import community, introduction, listening, parting
from flows.words import render
from models import clock, concerns, hearings, queries, seats, wishes
from models.base import table_of
from models.members import Member
from models.nudges import Nudge
from models.pairings import GOING, Pairing
from models.sessions import Meeting
from models.talks import TalkRow
from models.wishes import Block
from tests.flows.rounds import Community
from tests.flows.two import AMA, CHIDI, MAYA, Two
from tests.models import people

ANY_REASON = {
    "proposed": introduction.NO_FIT,
    "met": parting.NOT_AFTER_ALL,
    "agreed": parting.NOT_AFTER_ALL_BOOKED,
}


def _blocks(two: Two, sender: str, name: str) -> str:
    two.text(sender, f"I never want to be paired with {name}")
    return str(two.text(sender, "yes"))


def _members(two: Two, db: Session) -> tuple[Member, Member]:
    return db.get_one(Member, two.ama), db.get_one(Member, two.chidi)


@pytest.mark.parametrize("status", ANY_REASON)
def test_the_other_reads_what_they_would_for_any_reason(two: Two, status: str) -> None:
    pairing = two.pair(status)
    if status == "agreed":
        two.plan(pairing, clock.now() + timedelta(days=3), "booked")
    else:
        flow = introduction.introduction if status == "proposed" else parting.FLOWS["agreement"]
        two.ask(two.chidi, flow, pairing)
        two.do(lambda connection, _db: connection.execute(
            table_of(TalkRow).update().values(asked_at=clock.now(), status="open")
        ))  # fmt: skip
    assert _blocks(two, AMA, "Chidi").startswith("Done, for good")
    said = render(ANY_REASON[status], "en", "Europe/London", {"partner": "\u2068Ama\u2069"})
    assert [one.replace("\u2068", "").replace("\u2069", "") for one in two.told(two.chidi)] == [
        said.replace("\u2068", "").replace("\u2069", "")
    ]
    with two.engine.begin() as connection:
        theirs = table_of(Nudge).c.member_id == two.chidi, table_of(Nudge).c.status == "planned"
        assert connection.scalars(select(table_of(Nudge).c.kind).where(*theirs)).all() == []
        assert connection.scalars(select(table_of(TalkRow).c.flow).where(table_of(TalkRow).c.member_id == two.chidi)
        .where(table_of(TalkRow).c.flow != "introduction")).all() == []  # fmt: skip
        assert not {"booked", "proposed"} & set(connection.scalars(select(table_of(Meeting).c.status)))
        assert not set(GOING) & set(connection.scalars(select(table_of(Pairing).c.status)))


@pytest.mark.parametrize(("blocks", "name"), [(AMA, "Chidi"), (CHIDI, "Ama")])
def test_nobody_and_nothing_brings_them_together(two: Two, blocks: str, name: str) -> None:
    two.pair("agreed")
    _blocks(two, blocks, name)

    def neither(_connection: object, db: Session) -> None:
        ama, chidi = _members(two, db)
        for one, other in ((ama, chidi), (chidi, ama)):
            assert community.may_not_meet(db, one, other, clock.now().date())
            assert wishes.blocked(db, one.id, other.id)
        people.trusted(db, db.get_one(Member, 3))

    two.do(neither)
    for asked in ("PAIR Ama AND Chidi", "PAIR Chidi AND Ama"):
        assert "can't be put together" in str(two.text(MAYA, asked))
    for sender, other in ((AMA, "Chidi"), (CHIDI, "Ama")):
        for words in (f"tell {other}: hello", "tell my partner: hello", "chat"):
            two.text(sender, words)
            two.text(sender, "menu")
    assert not [one for one in (*two.told(two.ama), *two.told(two.chidi)) if "hello" in one]


@pytest.mark.parametrize("blocks", ["who looks", "who listens"])
@pytest.mark.parametrize("when", ["before", "while asked", "while found"])
def test_no_listener_who_is_kept_apart(two: Two, blocks: str, when: str) -> None:
    """Nor one who was named in what they raised."""

    def begins(_connection: object, db: Session) -> None:
        for one in _members(two, db):
            one.quiet_from = one.quiet_till = 0
        hearings.offer(db, two.chidi, True)

    two.do(begins)
    one, other = (two.ama, two.chidi) if blocks == "who looks" else (two.chidi, two.ama)

    def apart(_connection: object, db: Session) -> None:
        concerns.raise_one(db, one, None, [other])

    if when == "before":
        two.do(apart)
    two.text(AMA, "incident")
    said = str(two.text(AMA, "1"))
    assert (listening.NOBODY_NOW in said) is (when == "before")
    if when == "before":
        return
    if when == "while asked":
        two.do(apart)
    assert "Could you listen" in str(two.text(CHIDI, "hello"))
    said = str(two.text(CHIDI, "yes"))
    assert (listening.NO_LONGER in said) is (when == "while asked")
    if when == "while found":
        two.do(apart)
        assert "Somebody here can listen" in str(two.text(AMA, "hello"))
        assert listening.NOBODY_NOW in str(two.text(AMA, "yes"))
        assert any("no longer needed" in each for each in two.told(two.chidi))
    assert not [each for each in two.told(two.ama) if "Chidi" in each]
    assert not [each for each in two.told(two.chidi) if "Ama" in each]


def test_a_coordinator_who_is_blocked_reads_nothing_of_theirs(two: Two) -> None:
    """Neither what needs a person, nor that they are in danger, nor what they raise: also when they were never introduced."""
    two.do(
        lambda _connection, db: (seats.give(db, two.chidi), people.trusted(db, db.get_one(Member, two.chidi)))
    )
    _blocks(two, AMA, "Chidi")

    def hidden(_connection: object, db: Session) -> None:
        assert two.chidi not in {one.id for one in queries.readers(db, two.ama) or ()}
        assert two.chidi not in {one.id for one in queries.carers(db, two.ama)}
        assert two.chidi not in {one.id for one in concerns.carers(db, two.ama, ())}
        assert two.ama not in {one.id for one in queries.readers(db, two.chidi) or ()}

    two.do(hidden)
    two.text(AMA, "I'd like to talk to a person")
    assert "Ama" not in str(two.text(CHIDI, "QUEUE"))


def test_a_coordinator_who_is_blocked_cant_write_to_them_in_the_houses_name(two: Two) -> None:
    """Not to them alone, nor to a few: but what all are to know reaches them, and any other coordinator does."""
    two.do(
        lambda _connection, db: (seats.give(db, two.chidi), people.trusted(db, db.get_one(Member, two.chidi)))
    )
    two.do(lambda _connection, db: people.trusted(db, db.get_one(Member, 3)))
    assert "texted it to" in str(two.text(CHIDI, "TELL Ama: one"))
    _blocks(two, AMA, "Chidi")
    assert "Somebody else who coordinates can" in str(two.text(CHIDI, "TELL Ama: two"))
    two.text(CHIDI, "TELL EVERYONE: three")
    two.text(CHIDI, "1")
    assert "texted it to" in str(two.text(MAYA, "TELL Ama: four"))
    read = "".join(two.told(two.ama))
    assert [word for word in ("one", "two", "three", "four") if f": {word}" in read] == ["one", "four"]


def _groups(crowd: Community) -> list[set[str]]:
    """Who are being introduced to each other, or were."""

    def them(db: Session) -> list[set[str]]:
        return [{str(side.member.name) for side in one.sides} for one in db.scalars(select(Pairing)).unique()]

    found: list[set[str]] = crowd.look(them)
    return found


def test_a_round_never_puts_them_together_again(crowd: Community) -> None:
    """The two are alone in it, so nothing would be easier: not before it is sent, nor while they are asked."""
    crowd.begin(2)
    crowd.open()
    crowd.send()
    assert _groups(crowd) == [{"M1", "M2"}]
    crowd.text("M1", "block M2")
    assert crowd.text("M1", "yes").startswith("Done, for good")
    crowd.wait(timedelta(days=30))
    assert _groups(crowd) == [{"M1", "M2"}], "they are asked about somebody else, or nobody"
    crowd.join("M3")
    crowd.text("M3", "in")
    crowd.wait(timedelta(days=1))
    assert all(group != {"M1", "M2"} for group in _groups(crowd)[1:])


def test_who_blocked_somebody_before_they_met_is_not_in_their_ring_either(crowd: Community) -> None:
    crowd.begin(3)
    crowd.text("M1", "block M2")
    crowd.text("M1", "yes")
    crowd.open()
    crowd.text("Maya", "preview")
    crowd.text("Maya", "send")
    crowd.text("Maya", "1")
    assert not [group for group in _groups(crowd) if {"M1", "M2"} <= group]


def test_it_is_for_good(two: Two) -> None:
    """No text of theirs takes it back, and no other one says that it is there."""
    two.pair("agreed")
    _blocks(two, AMA, "Chidi")
    for words in ("undo", "block", "skip", "match me again", "my data", "menu"):
        two.text(AMA, words)
        two.text(CHIDI, words)
    with two.engine.begin() as connection:
        rows = connection.execute(select(table_of(Block).c.member_id, table_of(Block).c.other_id)).all()
    assert (two.ama, two.chidi) in [tuple(row) for row in rows]


@pytest.mark.parametrize("raises", [AMA, CHIDI])
def test_who_raised_a_concern_isnt_introduced_to_whom_it_is_about(two: Two, raises: str) -> None:
    """Neither while nor after it is handled, until they say so themselves; nobody learns why."""
    one, other = (two.ama, two.chidi) if raises == AMA else (two.chidi, two.ama)
    said: list[str] = []
    for words in ("concern", "1", "Chidi" if raises == AMA else "Ama", "skip", "yes"):
        said.append(str(two.text(raises, words)))
    assert "You won't be introduced" in "".join(said)

    def are(expected: bool, db: Session) -> None:
        today, them = clock.now().date(), _members(two, db)
        assert {expected} == {
            *(community.may_not_meet(db, *pair, today) for pair in (them, them[::-1])),
            *(bool(community.kept_apart(db, me, {who}, today)) for me, who in ((one, other), (other, one))),
            *(who in wishes.apart_from(db, me) for me, who in ((one, other), (other, one))),
        }

    two.do(lambda _connection, db: are(True, db))
    two.do(lambda _connection, db: people.trusted(db, db.get_one(Member, 3)))
    assert "can't be put together" in str(two.text(MAYA, "PAIR Ama AND Chidi"))
    two.do(lambda connection, _db: connection.execute(table_of(concerns.Concern).delete()))
    two.do(lambda _connection, db: are(True, db))  # also when it is forgotten
    two.text(raises, "meet them again")
    two.text(raises, "yes")
    two.do(lambda _connection, db: are(False, db))
    assert "I'm asking" in str(two.text(MAYA, "PAIR Ama AND Chidi"))


def test_a_round_keeps_them_apart_for_a_concern_too(crowd: Community) -> None:
    crowd.begin(2)
    with crowd.engine.begin() as connection, Session(bind=connection) as db:
        first, second = db.scalars(select(Member.id).where(Member.status == "verified").order_by(Member.id))
        wishes.keep_apart(db, first, [second])
        db.commit()
    crowd.open()
    for words in ("preview", "send", "1"):
        crowd.text("Maya", words)
    assert not _groups(crowd)
