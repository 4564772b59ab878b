"""The directory: what is looked for is read as people write it, a no can't be told from no answer, and who is kept apart
stays so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import unasked
from flows.chat import Chat
from flows.directory import looked_for
from flows.directory_contact import ANSWERED_WITHIN, NOTHING_CAME, would_you
from flows.directory_words import Sought, read
from models import clock, consents, directory, holdings, senders, talks, wishes
from models.directory import LISTED, DirectoryRequest
from models.members import Member
from tests.flows.two import AMA, CHIDI, Two


@pytest.fixture
def listed(two: Two) -> Two:
    """Chidi is in the directory; both are awake whatever the hour."""

    def act(_connection: Connection, db: Session) -> None:
        ama, chidi = db.get_one(Member, two.ama), db.get_one(Member, two.chidi)
        ama.quiet_from = ama.quiet_till = chidi.quiet_from = chidi.quiet_till = 0
        directory.put(db, chidi, "v", ["coaching", "mentoring"], ["en", "yo"], "On foot")

    two.do(act)
    return two


@pytest.fixture
def days_later() -> Iterator[None]:
    yield
    clock.follow(clock.wall)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("a mentor", Sought(kinds=("mentoring",))),
        ("supervisora", Sought(kinds=("supervision",))),
        ("EMCC supervisor near my time", Sought(("supervision",), bodies=("emcc",), zone="UTC")),
        ("a coach or mentor who speaks Yoruba", Sought(("coaching", "mentoring"), languages=("yo",))),
        ("mentoría en portugués", Sought(("mentoring",), languages=("pt",))),
        ("an ICF MCC coach in Bogotá", Sought(("coaching",), (), ("icf",), ("mcc",), "America/Bogota")),
        ("anybody", Sought()),
        ("a wizard of oz", None),
    ],
)
def test_what_is_looked_for_is_read(two: Two, text: str, sought: Sought | None) -> None:
    with two.engine.begin() as connection:
        sender = senders.lock_all(connection, [two.ama])[two.ama]
        assert read(text, Chat(connection, sender)) == sought


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("looking for a mentor", "mentor"),
        ("is there a mentor who speaks spanish?", "mentor who speaks spanish"),
        ("are there any supervisors near my time", "supervisors near my time"),
        ("hay alguna mentora que hable portugués", "mentora que hable portugues"),
        ("¿conoces a una supervisora?", "supervisora"),
        ("is there a circle", None),
        ("my mentor is late", None),
    ],
)
def test_that_somebody_is_looked_for_is_understood(text: str, what: str | None) -> None:
    assert looked_for(text) == what


@pytest.mark.parametrize("answer", [None, "2"])
def test_a_no_cannot_be_told_from_no_answer(listed: Two, days_later: None, answer: str | None) -> None:
    assert "On foot" in (listed.text(AMA, "find me a mentor") or "")
    assert "I'm asking" in (listed.text(AMA, "1") or "")
    began = clock.now()

    def put(connection: Connection, _db: Session) -> None:
        row = next(one for one in talks.agenda(connection, listed.chidi) if one.flow == "directory_contact")
        talks.save(connection, row.id, "open", would_you.name, {})

    if answer:
        listed.do(put)
        assert "nobody hears of it" in (listed.text(CHIDI, answer) or "")
    kept: list[object] = []

    def look(connection: Connection, db: Session) -> None:
        kept.append(holdings.of(db, listed.ama)["directory_requests"])
        assert directory.open_to(db, db.get_one(Member, listed.ama), clock.now()) == []
        assert directory.asked_since(db, listed.ama, began - timedelta(days=1)) == 1

    listed.do(look)
    assert [sorted(row) for row in kept[0]] == [["created_at", "kind", "member", "other"]]  # type: ignore[attr-defined]
    assert kept[0][0]["other"] is None, "they don't know each other's name"  # type: ignore[index]
    later = began + ANSWERED_WITHIN + timedelta(minutes=1)
    clock.follow(lambda: later)
    with listed.engine.begin() as connection:
        unasked.speak(connection, 50)
    assert listed.told(listed.ama) == [str(NOTHING_CAME)]


@pytest.mark.parametrize("by", ["ama", "chidi"])
def test_who_is_kept_apart_is_not_found(listed: Two, by: str) -> None:
    pair = (listed.ama, listed.chidi) if by == "ama" else (listed.chidi, listed.ama)
    listed.do(lambda _connection, db: wishes.block(db, *pair, "asked"))
    assert "I've found nobody" in (listed.text(AMA, "find me a mentor") or "")


def test_a_yes_to_somebody_who_is_kept_apart_since_comes_to_nothing(listed: Two) -> None:
    listed.text(AMA, "find me a coach")
    listed.text(AMA, "1")
    listed.do(lambda _connection, db: wishes.block(db, listed.ama, listed.chidi, "asked"))
    assert "directory" not in (listed.text(CHIDI, "hello") or "")
    listed.do(lambda _connection, db: _has(db, "asked"))


def _has(db: Session, status: str) -> None:
    assert db.get_one(DirectoryRequest, 1).status == status


@pytest.mark.parametrize(
    "text",
    [
        "unlist me",
        "please take me off the directory",
        "sácame del directorio, por favor",
        "leave the directory",
    ],
)
def test_one_text_leaves_it_and_nothing_else(listed: Two, text: str) -> None:
    assert "directory" in (listed.text(CHIDI, text) or "directorio").replace("directorio", "directory")

    def look(_connection: Connection, db: Session) -> None:
        chidi = db.get_one(Member, listed.chidi)
        assert directory.of(db, chidi.id) is None
        assert not consents.agrees(db, chidi, LISTED)
        assert consents.agrees(db, chidi, "texts")

    listed.do(look)
    assert not listed.has_stopped(listed.chidi)
