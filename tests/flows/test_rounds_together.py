"""Rounds with two at once: what one does while another's text is not yet committed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from flows import unasked
from models import clock, database, sealing
from tests.flows.rounds import OPENING, Community, use_clock
from tests.flows.together import another_coordinator, at_once, reply, while_under_way

pytestmark = pytest.mark.both_databases


@pytest.fixture
def crowd(database_url: str) -> Iterator[Community]:
    sealing.use([sealing.new_key()])
    made = Community(database.connect(database_url, pool_size=20), OPENING)
    use_clock(made)
    yield made
    clock.follow(clock.wall)
    made.engine.dispose()


def sent(crowd: Community, members: int) -> None:
    crowd.begin(members)
    crowd.open()
    crowd.send()


def ready_to_send(crowd: Community) -> None:
    crowd.text("Maya", "preview")
    crowd.text("Maya", "send")


def test_who_says_in_while_the_round_is_sent_is_a_late_joiner(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    crowd.join("Late")
    ready_to_send(crowd)
    (said,) = while_under_way(crowd, ("Maya", "1"), ("Late", "in"))
    assert "Nobody else is waiting just now" in said
    crowd.holds()


def test_who_says_in_while_the_round_is_finished_is_told_kindly(crowd: Community) -> None:
    sent(crowd, 2)
    crowd.join("Late")
    crowd.text("Maya", "finish round")
    (said,) = while_under_way(crowd, ("Maya", "1"), ("Late", "in"))
    assert "That round is over meanwhile" in said or "no round to join" in said
    assert crowd.entries().get("Late") != "in"


def test_a_yes_counts_that_came_before_the_round_was_finished(crowd: Community) -> None:
    sent(crowd, 2)
    crowd.text("M1", "1")
    crowd.text("Maya", "finish round")
    while_under_way(crowd, ("M2", "1"), ("Maya", "1"))
    assert crowd.groups("met") == [{"M1", "M2"}]
    assert "do you agree" in crowd.news("M1")[-1]


def test_who_leaves_while_the_round_is_sent_keeps_nobody_waiting(crowd: Community) -> None:
    crowd.begin(2)
    crowd.open()
    ready_to_send(crowd)
    while_under_way(crowd, ("Maya", "1"), ("M1", "LEAVE"))
    assert crowd.groups() == []
    crowd.holds()


@pytest.mark.parametrize("members", [2, 3])
def test_who_agrees_while_another_parts_is_told_so(crowd: Community, members: int) -> None:
    sent(crowd, members)
    names = [f"M{number}" for number in range(1, members + 1)]
    for name in names:
        crowd.text(name, "1")
    for name in names[1:]:
        crowd.text(name, "1")
    crowd.text("M2", "rematch")
    while_under_way(crowd, ("M2", "1"), ("M1", "1"))
    assert crowd.groups("met", "agreed", "turning") == []
    crowd.holds()


def test_two_who_part_at_once_are_introduced_once(crowd: Community) -> None:
    sent(crowd, 4)
    (mine,) = [group for group in crowd.groups() if "M1" in group]
    one, two = sorted(mine)
    others = sorted({"M1", "M2", "M3", "M4"} - mine)
    crowd.text(others[0], "no")
    for name in (one, two):
        crowd.text(name, "1")
    # Both would rather not go on, and two others wait.
    while_under_way(crowd, (one, "3"), (two, "3"))
    crowd.holds()


def test_a_no_to_what_is_taken_back_meanwhile_is_none(crowd: Community) -> None:
    sent(crowd, 2)
    while_under_way(crowd, ("Maya", "undo"), ("M1", "2"))
    crowd.send()
    assert crowd.groups() == [{"M1", "M2"}]
    assert crowd.text("Maya", "undo").startswith("Taken back")


def test_a_yes_while_it_is_taken_back(crowd: Community) -> None:
    sent(crowd, 2)
    while_under_way(crowd, ("M1", "1"), ("Maya", "undo"))
    assert crowd.groups() == [{"M1", "M2"}]
    assert crowd.the_round()[0] == "sent"


def test_what_two_coordinators_decide_at_once_holds(crowd: Community) -> None:
    crowd.begin(6)
    crowd.open()
    another_coordinator(crowd)
    while_under_way(crowd, ("Maya", "lock M1 and M6"), ("Nia", "forbid M2 and M3"))
    plan = crowd.the_round()[2]
    assert len(plan["locks"]) == 1
    assert len(plan["bans"]) == 1


def test_who_leaves_while_they_are_paired_is_introduced_to_nobody(crowd: Community) -> None:
    crowd.begin(2)
    while_under_way(crowd, ("M1", "LEAVE"), ("Maya", "pair M1 and M2"))
    assert crowd.groups() == []


def test_two_coordinators_send_at_once(crowd: Community) -> None:
    crowd.begin(4)
    crowd.open()
    another_coordinator(crowd)
    ready_to_send(crowd)
    reply(crowd, "Nia", "send")
    (said,) = while_under_way(crowd, ("Maya", "1"), ("Nia", "1"))
    assert "sent already" in said or "Sent" not in said
    assert sorted(map(len, crowd.groups())) == [2, 2]
    crowd.holds()


def test_all_say_no_at_once(crowd: Community) -> None:
    """Everybody is with somebody once, or waits; and nobody met anew who was said no to."""
    sent(crowd, 8)
    at_once(*(partial(reply, crowd, f"M{number}", "2") for number in range(1, 9)))
    crowd.work()
    crowd.holds()


def test_answers_while_unanswered_introductions_lapse(crowd: Community) -> None:
    sent(crowd, 8)
    crowd.at += timedelta(days=5, hours=2)

    def sweep() -> str:
        database.run(crowd.engine, lambda connection: unasked.speak(connection, 500))
        return ""

    at_once(
        sweep, *(partial(reply, crowd, f"M{number}", "2" if number % 2 else "1") for number in range(1, 9))
    )
    crowd.work()
    crowd.holds()
