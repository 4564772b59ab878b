"""Large rounds: the same, by the workers."""

from typing import Any

import pytest

from flows import placing, rounds_work, sending
from models import rounds
from tests.flows.rounds import Community, declare, ids


@pytest.fixture
def large(crowd: Community, monkeypatch: pytest.MonkeyPatch) -> Community:
    """Everything is large here."""
    monkeypatch.setattr(placing, "INLINE", 1)
    monkeypatch.setattr("flows.opening.INLINE", 1)
    monkeypatch.setattr(rounds_work, "MEMBERS", 3)
    monkeypatch.setattr(rounds_work, "GROUPS", 2)
    return crowd


def test_a_large_round_comes_to_the_same(large: Community) -> None:
    large.begin(9)
    large.text("Maya", "open round from 21 december")
    assert large.receive("Maya", "1").rounds
    assert rounds_work.work(large.engine) > 0
    large.work()
    assert large.news("Maya")[-1].endswith("everybody has been asked. To see who's in, text ROUND")
    for number in range(1, 10):
        large.text(f"M{number}", "in")
    assert large.receive("Maya", "preview").rounds
    rounds_work.work(large.engine)
    assert "9 in, 4 groups, 0 without" in large.news("Maya")[-1]
    assert "1 M1" in large.text("Maya", "more")
    large.text("Maya", "send")
    assert large.receive("Maya", "1").rounds
    assert large.groups() == []
    rounds_work.work(large.engine)
    large.work()
    assert "is sent: 4 groups" in large.news("Maya")[-1]
    assert sorted(map(len, large.groups())) == [2, 2, 2, 3]
    large.holds()
    large.text("Maya", "undo")
    rounds_work.work(large.engine)
    assert "is taken back" in large.news("Maya")[-1]
    assert set(large.entries().values()) == {"in"}


class Died(BaseException):
    """The process was killed here."""


def test_who_dies_in_the_middle_of_sending_leaves_nothing_half_done(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.begin(8)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, 9):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    real, calls = sending.send, [0]

    def dies(*args: Any) -> None:
        real(*args)
        calls[0] += 1
        if calls[0] in (1, 3):
            raise Died

    monkeypatch.setattr(sending, "send", dies)
    for _death in range(2):
        with pytest.raises(Died):
            rounds_work.work(large.engine)
    rounds_work.work(large.engine)
    large.work()
    assert sorted(map(len, large.groups())) == [2, 2, 2, 2]
    for number in range(1, 9):
        asked = [words for words in large.news(f"M{number}") if "Would you like to meet?" in words]
        assert len(asked) == 1
    large.holds()


def test_somebody_leaving_before_a_large_round_is_sent_is_noticed(large: Community) -> None:
    large.begin(4)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, 5):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    large.text("M1", "LEAVE")
    rounds_work.work(large.engine)
    assert "so nothing was sent" in large.news("Maya")[-1]
    assert large.groups() == []
    assert large.the_round()[:2] == ("open", None)


def test_every_todo_is_done() -> None:
    assert rounds_work.STEPS.keys() == set(rounds.TODO)


def in_a_large_round(large: Community, members: int) -> None:
    """All of so many have been asked and are in, and a plan is asked for."""
    large.begin(members)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    for number in range(1, members + 1):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")


def test_a_large_round_that_is_finished_while_it_is_taken_back(large: Community) -> None:
    in_a_large_round(large, 4)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    large.text("Maya", "undo")
    large.text("Maya", "finish round")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    assert large.the_round()[:2] == ("ended", None)


def test_what_is_decided_while_a_large_round_is_matched_holds(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 4)
    real, begun = rounds_work.plans.solve, []

    def solve(*args: Any, **more: Any) -> None:
        if not begun:
            begun.append(1)
            large.text("Maya", "forbid M1 and M2")
        real(*args, **more)

    monkeypatch.setattr(rounds_work.plans, "solve", solve)
    rounds_work.work(large.engine)
    known = ids(large)
    assert large.the_round()[2]["bans"] == [[known["M1"], known["M2"]]]
    assert large.the_round()[1] is None


def test_everybody_is_asked_whatever_a_coordinator_asks_for_meanwhile(large: Community) -> None:
    large.begin(5)
    large.text("Maya", "open round from 21 december")
    large.text("Maya", "1")
    for number in range(1, 4):
        large.text(f"M{number}", "in")
    large.text("Maya", "preview")
    rounds_work.work(large.engine)
    assert len(large.entries()) == 5


def test_who_was_taken_back_too_late_is_introduced_to_somebody(large: Community) -> None:
    in_a_large_round(large, 8)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    rounds_work.work(large.engine)
    large.work()
    large.text("Maya", "undo")
    rounds_work._withdraw(large.engine, 1)
    still = next(iter(large.groups()))
    large.text(next(iter(still)), "1")
    rounds_work.work(large.engine)
    assert sum(map(len, large.groups())) == 8
    large.holds()


def test_why_and_swap_of_a_large_round_are_worked_out_by_nobody_who_waits(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 6)
    rounds_work.work(large.engine)
    monkeypatch.setattr("flows.plan.match", None)
    names = {one: name for name, one in ids(large).items()}
    (one, two), (three, four), *_rest = [
        [names[member] for member in group] for group in large.the_round()[2]["groups"]
    ]
    assert large.text("Maya", f"why {one}").startswith(f"{one} + {two}")
    assert "could be together" in large.text("Maya", f"why {one} and {four}")
    large.text("Maya", f"lock {one} and {four}")
    large.text("Maya", f"swap {one} and {three}")
    known = ids(large)
    assert large.the_round()[2]["swapped"] == [[known[three], known[two]], [known[one], known[four]]]


def test_a_tie_declared_while_a_large_round_is_sent_holds(
    large: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_large_round(large, 4)
    rounds_work.work(large.engine)
    large.text("Maya", "send")
    large.text("Maya", "1")
    real, begun = rounds_work.plans.solve, []

    def solve(*args: Any, **more: Any) -> None:
        real(*args, **more)
        if not begun:
            begun.append(1)
            declare(large, "M1", name="M2")
            declare(large, "M1", name="M3")
            declare(large, "M1", name="M4")

    monkeypatch.setattr(rounds_work.plans, "solve", solve)
    rounds_work.work(large.engine)
    assert [group for group in large.groups() if "M1" in group] == []
    large.holds()
