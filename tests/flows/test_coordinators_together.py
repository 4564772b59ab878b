"""Two coordinators at once: what one does while the other's text is not yet committed. Nothing is done or told twice, and
who comes second reads how it is."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import chain, members, removals, seats
from models.acts import Act
from models.members import Address, Member
from models.nudges import Nudge
from models.outbox import Letter
from models.pairings import Pairing
from models.queries import Query
from tests.flows.rounds import Community
from tests.flows.together import another_coordinator, while_under_way
from tests.models import people

pytestmark = pytest.mark.both_databases

ASK = "ask New: which year was that?"


@pytest.fixture
def board(crowd: Community) -> Community:
    """Four members, of whom the last two are together; Maya and Nia coordinate."""
    crowd.begin(4)
    another_coordinator(crowd)

    def together(db: Session) -> None:
        people.pairing(db, person(db, "M3"), person(db, "M4"), person(db, "M3"), "agreed")

    crowd.look(together)
    return crowd


def person(db: Session, name: str) -> Member:
    return next(one for one in db.scalars(select(Member)) if one.name == name)


def status_of(board: Community, name: str) -> str:
    found: str = board.look(lambda db: person(db, name).status)
    return found


def done(board: Community) -> list[str]:
    """What the log says was done, in order; it is whole."""
    with board.engine.begin() as connection:
        assert chain.verify(connection).broken is None
    found: list[str] = board.look(lambda db: list(db.scalars(select(Act.command).order_by(Act.place))))
    return found


def to_leave(board: Community, name: str) -> list[str]:
    """What will leave for somebody, without its first line."""

    def find(db: Session) -> list[str]:
        theirs = select(Letter).join(Address, Letter.address_id == Address.id)
        rows = theirs.where(Address.member_id == person(db, name).id, Letter.status == "queued").order_by(
            Letter.id
        )
        return [one.body.partition("\n")[2] for one in db.scalars(rows)]

    found: list[str] = board.look(find)
    return found


def wrote(board: Community, name: str, words: str) -> int:
    """The number of a text of theirs that waits for an answer."""

    def add(db: Session) -> int:
        made = Query(member_id=person(db, name).id, words=words)
        db.add(made)
        db.flush()
        return made.id

    number: int = board.look(add)
    return number


def test_both_verify(board: Community) -> None:
    board.join("New", status="applied")
    (said,) = while_under_way(board, ("Maya", "verify New"), ("Nia", "verify New"))
    assert "verified already" in said
    assert len(board.news("New")) == 1
    assert done(board) == ["verify"]


@pytest.mark.parametrize("texts", [("verify New", ASK), (ASK, "verify New")])
def test_one_verifies_while_the_other_asks(board: Community, texts: tuple[str, str]) -> None:
    """Whoever is verified stays so, asked or not."""
    board.join("New", status="applied")
    (said,) = while_under_way(board, ("Maya", texts[0]), ("Nia", texts[1]))
    assert "verified" in said
    assert status_of(board, "New") == "verified"


@pytest.mark.parametrize("first", ["answer 1: on Friday", "take 1"])
def test_a_text_is_answered_once(board: Community, first: str) -> None:
    number = wrote(board, "M1", "when do we meet?")
    (said,) = while_under_way(
        board, ("Maya", first.replace("1", str(number))), ("Nia", f"answer {number}: on Monday")
    )
    assert said.startswith("Another coordinator")
    assert "on Monday" in said  # her words aren't lost
    assert [one for one in board.news("M1") if "Monday" in one] == []
    assert done(board) == [first.split()[0]]


def proposed(board: Community) -> int:
    """Zora proposes that M1 no longer takes part."""
    for words in ("remove M1", "1"):
        board.text("Zora", words)
    number: int = board.look(lambda db: db.scalars(select(removals.Removal.id)).one())
    return number


@pytest.mark.parametrize("first", ["second", "pause"])
def test_one_gives_a_break_while_two_remove(board: Community, first: str) -> None:
    another_coordinator(board, "Zora")
    number = proposed(board)
    texts = [("Nia", f"second {number}"), ("Maya", "pause M1 till 20 December")]
    one, two = texts if first == "second" else texts[::-1]
    (said,) = while_under_way(board, one, two)
    assert ("no longer takes part" if first == "second" else "It is done, by two") in said
    assert status_of(board, "M1") == "removed"
    assert [one.split(",")[0] for one in to_leave(board, "M1")] == [
        "You no longer take part in Sounding Board"
    ]


def test_one_declines_while_another_agrees(board: Community) -> None:
    another_coordinator(board, "Zora")
    number = proposed(board)
    (said,) = while_under_way(board, ("Maya", f"decline {number}"), ("Nia", f"second {number}"))
    assert "Nothing with that number" in said
    assert status_of(board, "M1") == "verified"


def test_both_part_two(board: Community) -> None:
    board.text("Maya", "part M3 and M4")
    board.text("Nia", "rematch M4")
    (said,) = while_under_way(board, ("Maya", "1"), ("Nia", "1"))
    assert "weren't together any more" in said
    assert board.look(lambda db: db.scalars(select(Pairing.status)).all()) == ["ended"]
    assert len(board.news("M3")) == len(board.news("M4")) == 1
    assert done(board) == ["part"]


def test_one_parts_two_while_one_of_them_asks_for_somebody_else(board: Community) -> None:
    board.text("Maya", "part M3 and M4")
    board.text("M3", "rematch")
    while_under_way(board, ("M3", "1"), ("Maya", "1"))
    assert board.look(lambda db: db.scalars(select(Pairing.status)).all()) == ["ended"]
    assert len(board.news("M4")) == 1


def test_both_take_the_same_thing_back(board: Community) -> None:
    board.join("New", status="applied")
    board.text("Maya", "verify New")
    board.text("Nia", "undo 1")
    (said,) = while_under_way(board, ("Maya", "undo"), ("Nia", "1"))
    assert "taken back already" in said
    assert status_of(board, "New") == "applied"
    assert done(board) == ["verify", "undo"]


def test_one_verifies_anew_while_the_other_takes_it_back(board: Community) -> None:
    board.join("New", status="applied")
    board.text("Maya", "verify New")
    (said,) = while_under_way(board, ("Maya", "undo"), ("Nia", "verify New"))
    assert "has been told" in said
    assert status_of(board, "New") == "verified"
    assert done(board) == ["verify", "undo", "verify"]


def test_both_remind_the_same_person(board: Community) -> None:
    board.text("Maya", "pair M1 and M2")
    board.text("M1", "hello")
    while_under_way(board, ("Maya", "nudge M1"), ("Nia", "nudge M1"))
    planned = board.look(lambda db: len(db.scalars(select(Nudge).where(Nudge.kind == "reminded")).all()))
    assert planned == 1


def test_both_give_back_their_seats(board: Community) -> None:
    """One of them stays: somebody always coordinates."""
    for name in ("Maya", "Nia"):
        board.text(name, "give back my seat")
    (said,) = while_under_way(board, ("Maya", "1"), ("Nia", "1"))
    assert "the only one who coordinates" in said
    held: list[Any] = board.look(lambda db: [seats.all_held(db), members.coordinators(db)])
    assert [len(one) for one in held] == [1, 1]
