"""Taking back what a coordinator did, and what is noted of it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from flows import conversation
from flows.coordinating import acts, logged, put_back, telling, undoing
from flows.coordinating.command import COMMANDS
from flows.coordinating.no_way_back import INSTEAD
from messaging.rates import Senders
from models import chain, clock
from models.acts import Act
from models.base import table_of
from models.members import Credential, Member
from models.nudges import Nudge
from models.outbox import Letter
from models.talks import TalkRow
from tests.flows.rounds import Community
from tests.flows.two import AMA, MAYA, Two
from tests.models import people
from workers.claiming import claim

FLOWS = Path(acts.__file__).parents[1]
NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
NIGHT = datetime(2026, 12, 7, 23, 30, tzinfo=UTC)
TUNDE, NIA = "+447700900203", "+447700900998"
LEFT = ("sending", "accepted", "sent", "delivered", "read")
SENDERS = Senders("+15005550006", None, None, {"+15005550006": 5000.0})


@pytest.fixture
def board(two: Two) -> Any:
    """Two, and somebody who waits to be verified, at noon."""

    def more(_connection: Connection, db: Session) -> None:
        people.person(db, TUNDE, "Tunde", "applied").zone = "Europe/London"
        for member in db.scalars(select(Member)):
            member.zone = "Europe/London"

    two.do(more)
    clock.follow(lambda: NOON)
    yield two
    clock.follow(clock.wall)


def told(two: Two, name: str) -> list[str]:
    """What waits for somebody in the outbox."""
    ids: list[int] = []
    two.do(
        lambda _connection, db: ids.extend(one.id for one in db.scalars(select(Member)) if one.name == name)
    )
    return two.told(ids[0])


def all_left(two: Two, status: str = "sent") -> None:
    two.do(
        lambda connection, _db: connection.execute(update(table_of(Letter)).values(status=status)) and None
    )


def log(two: Two) -> list[Act]:
    found: list[Act] = []
    two.do(lambda _connection, db: found.extend(db.scalars(select(Act).order_by(Act.place))))
    return found


def test_what_had_not_left_is_read_by_nobody(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    answer = board.text(MAYA, "undo") or ""
    assert "Taken back. Tunde: verified." in answer
    assert "nobody has read it" in answer
    assert told(board, "Tunde") == []
    assert board.letters() == ["withdrawn"]


@pytest.mark.parametrize("status", LEFT)
def test_what_had_left_is_followed_by_words(board: Two, status: str) -> None:
    board.text(MAYA, "verify Tunde")
    all_left(board, status)
    assert "it isn't so: Tunde" in (board.text(MAYA, "take that back") or "")
    assert told(board, "Tunde") == [put_back.TOO_EARLY]


def test_who_was_asked_when_they_texted_us_has_read_it(board: Two) -> None:
    board.text(MAYA, "pair ama and chidi")
    assert "Would you like to meet?" in (board.text(AMA, "hello") or "")
    answer = board.text(MAYA, "undo") or ""
    assert "hadn't left yet for Chidi" in answer
    assert "it isn't so: Ama" in answer
    assert [one.startswith("Please don't mind") for one in told(board, "Ama")] == [True]
    assert told(board, "Chidi") == []
    assert "Lovely" not in (board.text(AMA, "1") or "")


def test_it_is_too_late_once_somebody_has_answered(board: Two) -> None:
    board.text(MAYA, "pair ama and chidi")
    board.text(AMA, "hello")
    board.text(AMA, "1")
    assert "answered already" in (board.text(MAYA, "undo") or "")
    assert len(log(board)) == 1


def test_a_second_undo_never_does_it_again(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    board.text(MAYA, "undo")
    assert "nothing of yours" in (board.text(MAYA, "undo") or "")
    assert "taken back already" in (board.text(MAYA, "undo 1") or "")
    assert "give its command once more" in (board.text(MAYA, "undo 2") or "")
    assert [one.command for one in log(board)] == ["verify", "undo"]


def test_each_has_its_time(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    board.text(MAYA, "tell ama: hello")
    all_left(board)
    clock.follow(lambda: NOON + timedelta(minutes=16))
    assert "too long ago" in (board.text(MAYA, "undo") or "")
    clock.follow(lambda: NOON + timedelta(minutes=14))
    assert "Ama: written to" in (board.text(MAYA, "undo") or "")
    # What nobody has read yet has longer.
    clock.follow(lambda: NIGHT)
    board.text(MAYA, "tell chidi: good night")
    clock.follow(lambda: NIGHT + timedelta(hours=7))
    assert "nobody has read it" in (board.text(MAYA, "undo") or "")


def test_it_asks_first_when_there_was_something_since(board: Two) -> None:
    board.do(lambda _connection, db: people.coordinator(db, NIA) and None)
    board.text(MAYA, "verify Tunde")
    board.text(NIA, "tell Tunde: welcome")
    assert "Shall I take this one back?" in (board.text(MAYA, "undo") or "")
    assert "stays as it is" in (board.text(MAYA, "2") or "")
    assert "Shall I take this one back?" in (board.text(MAYA, "undo 2") or ""), "somebody else's"
    assert "Tunde: written to" in (board.text(MAYA, "1") or "")
    assert [one.undoes for one in log(board)] == [None, None, 2]


def test_with_a_question_open_undo_alone_means_the_question_before(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    board.text(MAYA, "open round")
    board.text(MAYA, "2")
    assert "Shall I?" in (board.text(MAYA, "undo") or "")
    assert "Taken back" in (board.text(MAYA, "undo that") or "")


def test_nobody_else_takes_anything_back(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    for words in ("undo", "undo 1", "undo that", "what did I do?", "log Tunde", "check the log"):
        board.text(AMA, words)
    assert len(log(board)) == 1


def test_a_letter_is_either_claimed_or_withdrawn(board: Two) -> None:
    """Whoever claims it first has it: then it has left, and words follow."""
    for name in ("verify Tunde", "tell ama: hello"):
        board.text(MAYA, name)
    with board.engine.begin() as connection:
        assert len(claim(connection, SENDERS, {}, 1).parcels) == 1
    assert "nobody has read it" in (board.text(MAYA, "undo") or "")
    assert "Shall I" in (board.text(MAYA, "undo") or "")
    assert "it isn't so: Tunde" in (board.text(MAYA, "1") or "")
    assert board.letters() == ["sending", "withdrawn", "queued"]
    with board.engine.begin() as connection:
        assert claim(connection, SENDERS, {}, 9).parcels == [], (
            "each address in order: the first is still on its way"
        )


# What is noted.

# What each command that changes something is given, and what has to be so before; `None`: somebody else's test.
SAMPLES: dict[str, tuple[str, ...]] = {
    "verify": ("verify Tunde",),
    "ask": ("ask ama: which year?",),
    "tell": ("tell ama: hello",),
    "pair": ("pair ama and chidi",),
    "undo": ("verify Tunde", "undo"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_command_that_changes_something_leaves_an_act(board: Two, name: str) -> None:
    for words in SAMPLES[name]:
        board.text(MAYA, words)
    last = log(board)[-1]
    assert (last.command, len(log(board))) == (name, len(SAMPLES[name]))
    assert last.rows
    with board.engine.begin() as connection:
        assert chain.verify(connection).broken is None


def test_a_command_that_changes_nothing_leaves_none(board: Two) -> None:
    for words in (
        "waiting",
        "look Tunde",
        "verify ama",
        "undelivered",
        "round",
        "preview",
        "tell nobody: hello",
        "more",
    ):
        board.text(MAYA, words)
    assert log(board) == []


# Acts that are done by an answer: `acts.does`.
NOT_COMMANDS = set(
    re.findall(r'acts\.does\("(\w+)"\)', "".join(one.read_text() for one in FLOWS.rglob("*.py")))
)


def test_what_can_be_taken_back_is_a_command_with_words_for_it() -> None:
    done = {name for name, one in COMMANDS.items() if one.changes} | NOT_COMMANDS
    assert acts.UNDOES.keys() | INSTEAD.keys() | {undoing.undo.__name__} == done
    assert not acts.UNDOES.keys() & INSTEAD.keys()
    assert COMMANDS.keys() | telling.PHRASES.keys() >= NOT_COMMANDS
    assert set(logged.VERBS.values()) <= COMMANDS.keys()
    assert undoing.undo.__name__ in COMMANDS


def test_what_is_not_taken_back_says_what_to_do_instead(board: Two) -> None:
    board.text(MAYA, "change Tunde's city to Bogotá")
    assert "CHANGE name's city TO Leeds" in (board.text(MAYA, "undo") or "")
    assert log(board)[-1].command == "change"


@pytest.mark.parametrize("words", ["tell ama: could you bring the tea?", "answer ama: gladly, on Friday"])
def test_what_answers_a_coordinators_words_is_read_by_a_person(board: Two, words: str) -> None:
    board.text(MAYA, words)
    all_left(board)
    assert (board.text(AMA, "lovely, the green one from the market then") or "") == conversation.TO_A_PERSON


def test_what_follows_a_text_of_ours_is_not_taken_for_an_answer_to_a_person(board: Two) -> None:
    board.text(MAYA, "verify Tunde")
    all_left(board)
    assert conversation.NOT_READ in (board.text(TUNDE, "lovely, the green one from the market then") or "")


def test_a_reminder_that_was_not_spoken_is_not_spoken(board: Two) -> None:
    board.text(MAYA, "pair ama and chidi")
    board.text(AMA, "hello")
    assert "once more" in (board.text(MAYA, "nudge ama") or "")
    assert "Taken back" in (board.text(MAYA, "undo") or "")
    planned: list[str] = []
    board.do(
        lambda connection, _db: planned.extend(
            connection.scalars(select(Nudge.kind).where(Nudge.act_id == 2))
        )
    )
    assert planned == []
    assert log(board)[-1].undoes == 2


def test_a_reminder_that_was_spoken_is_said_to_be(board: Two) -> None:
    board.text(MAYA, "pair ama and chidi")
    board.text(AMA, "hello")
    board.text(MAYA, "nudge ama")
    board.do(
        lambda connection, _db: connection.execute(update(table_of(Nudge)).values(status="spoken")) and None
    )
    assert "asked once more already" in (board.text(MAYA, "undo") or "")
    assert [one.command for one in log(board)] == ["pair", "nudge"]


def test_a_round_is_noted_and_its_decisions_are_put_back(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    crowd.text("Maya", "preview")
    plan = crowd.the_round()[2]
    for words in ("lock M1 and M4", "forbid M1 and M2", "allow M1 and M4", "clear"):
        before = crowd.the_round()[2]
        crowd.text("Maya", words)
        assert crowd.the_round()[2] != plan or words.startswith(("allow", "clear"))
        assert crowd.text("Maya", "undo").startswith("Taken back"), words
        kept = crowd.the_round()[2]
        assert {name: kept[name] for name in ("locks", "bans")} == {
            name: before[name] for name in ("locks", "bans")
        }
        crowd.text("Maya", words)
    crowd.text("Maya", "lock M1 and M2")
    crowd.text("Maya", "lock M3 and M4")
    crowd.text("Maya", "undo 20")
    crowd.send()
    crowd.text("Maya", "undo")
    commands = [
        one.command for one in crowd.look(lambda db: list(db.scalars(select(Act).order_by(Act.place))))
    ]
    assert commands[0] == "open_round"
    assert commands[-2:] == ["send_round", "undo"]
    crowd.holds()


# Whatever was done and taken back at once is as if it had never been.

KEPT = (Member, Credential, TalkRow)
ANY = st.lists(st.sampled_from([*SAMPLES.values()][:-1]), min_size=1, max_size=4)


def state(two: Two) -> list[Any]:
    """The rows that matter; not the talk a coordinator has about it."""
    found: list[Any] = []

    def read(connection: Connection, _db: Session) -> None:
        for model in KEPT:
            table = table_of(model)
            found.extend(tuple(row) for row in connection.execute(select(table).order_by(table.c.id)))

    two.do(read)
    return found


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=ANY)
def test_done_and_taken_back_is_as_before(board: Two, given_: list[tuple[str, ...]]) -> None:
    for (words,) in given_:
        before = state(board)
        board.text(MAYA, words)
        count = len(log(board))
        answer = board.text(MAYA, "undo that") or ""
        if "Shall I" in answer:
            answer = board.text(MAYA, "1") or ""
        assert "Taken back" in answer, (words, count)
        assert state(board) == before, words
    assert set(board.letters()) <= {"withdrawn"}
