"""Equal airtime: who is first in turn, equal shares, and what becomes of them when somebody goes, comes or is done."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import airtime
from models.airtime import Turns

SIX = datetime(2027, 1, 14, 18, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return SIX + timedelta(minutes=minutes)


def shape(turns: Turns) -> list[tuple[int, float, float]]:
    return [
        (one.member_id, (one.since - SIX) / timedelta(minutes=1), (one.till - SIX) / timedelta(minutes=1))
        for one in turns
    ]


@pytest.mark.parametrize(
    ("ids", "last", "order"),
    [
        ([3, 1, 2], None, [1, 2, 3]),
        ([1, 2, 3], 1, [2, 3, 1]),
        ([1, 2, 3], 3, [1, 2, 3]),
        ([1, 3, 5], 2, [3, 5, 1]),  # who was first has left
        ([1, 3, 5], 9, [1, 3, 5]),
        ([], 4, []),
        ([7], 7, [7]),
    ],
)
def test_each_is_first_in_turn(ids: list[int], last: int | None, order: list[int]) -> None:
    assert airtime.rotated(ids, last) == order


@given(st.sets(st.integers(1, 99), min_size=1, max_size=8))
def test_in_as_many_meetings_as_people_each_is_first_once(ids: set[int]) -> None:
    last, firsts = None, []
    for _meeting in ids:
        last = airtime.rotated([*ids], last)[0]
        firsts.append(last)
    assert sorted(firsts) == sorted(ids)


@pytest.mark.parametrize(("size", "minutes"), [(3, 60), (4, 60), (5, 75), (6, 90), (8, 120)])
def test_how_long_a_circle_meets(size: int, minutes: int) -> None:
    assert airtime.minutes_for(size) == minutes


FOUR = airtime.spread([1, 2, 3, 4], at(0), at(40))


@pytest.mark.parametrize(
    ("turns", "becomes"),
    [
        (FOUR, [(1, 0, 10), (2, 10, 20), (3, 20, 30), (4, 30, 40)]),
        # Two is speaking when three goes: 30 minutes for two who have them all, of which two has had five.
        (airtime.without(FOUR, 3, at(15), at(40)), [(1, 0, 10), (2, 10, 25), (4, 25, 40)]),
        # The one who speaks goes: the others begin at once.
        (airtime.without(FOUR, 2, at(16), at(40)), [(1, 0, 10), (2, 10, 16), (3, 16, 28), (4, 28, 40)]),
        # Who has spoken already takes nothing along, and gives nothing back.
        (airtime.without(FOUR, 1, at(16), at(40)), shape(FOUR)),
        (airtime.without(FOUR, 9, at(16), at(40)), shape(FOUR)),
        # The last one has all that is left.
        (airtime.without(FOUR, 4, at(32), at(40)), [(1, 0, 10), (2, 10, 20), (3, 20, 30), (4, 30, 32)]),
        (airtime.without(FOUR, 3, at(35), at(40)), shape(FOUR)),
        # Before it begins.
        (airtime.without(FOUR, 1, at(-5), at(40)), [(2, 0, 40 / 3), (3, 40 / 3, 80 / 3), (4, 80 / 3, 40)]),
        # Done early: the next begins, and there is more for each.
        (airtime.passed_on(FOUR, at(4), at(40)), [(1, 0, 4), (2, 4, 16), (3, 16, 28), (4, 28, 40)]),
        (airtime.passed_on(FOUR, at(45), at(40)), shape(FOUR)),
        # Somebody comes late.
        (airtime.joined_by(FOUR, 5, at(20), at(40)),
         [(1, 0, 10), (2, 10, 20), (3, 20, 20 + 20 / 3), (4, 20 + 20 / 3, 20 + 40 / 3), (5, 20 + 40 / 3, 40)]),
        (airtime.joined_by(FOUR, 4, at(20), at(40)), shape(FOUR)),
        # Less time: who has had more than their share ends now.
        (airtime.shared_anew(FOUR, [3, 4], at(29), at(36)), [(1, 0, 10), (2, 10, 20), (3, 20, 29), (4, 29, 36)]),
        # A pause of five minutes.
        (airtime.later(FOUR, at(20), timedelta(minutes=5)), [(1, 0, 10), (2, 10, 25), (3, 25, 35), (4, 35, 45)]),
    ],
)  # fmt: skip
def test_shares(
    turns: Turns | list[tuple[int, float, float]], becomes: list[tuple[int, float, float]]
) -> None:
    found = shape(turns)  # type: ignore[arg-type]
    assert [one[0] for one in found] == [one[0] for one in becomes]
    assert [edge for one in found for edge in one[1:]] == pytest.approx(
        [edge for one in becomes for edge in one[1:]], abs=1 / 60
    )


@given(st.integers(3, 8), st.integers(1, 7), st.floats(0, 89))
def test_those_left_have_the_same_and_all_of_it(size: int, gone: int, when: float) -> None:
    """Whoever goes whenever: nothing is lost, and who is yet to begin has what each other who is has."""
    turns = airtime.spread(range(size), at(0), at(90))
    after = airtime.without(turns, gone % size, at(when), at(90))
    nobody_left = airtime.to_speak(turns, at(when)) == [gone % size]
    assert sum((one.till - one.since for one in after), at(0)) == at(when if nobody_left else 90)
    assert all(one.till == two.since for one, two in pairwise(after))
    waiting = [one.till - one.since for one in after if one.since > at(when)]
    assert not waiting or max(waiting) - min(waiting) <= timedelta(milliseconds=1)
