"""Whom to look at: nobody who could be a partner is missed when everybody may be listed, and the best come first when not."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.community import TERMS as ROUND
from bench.community import community
from matching import candidates as looking
from matching.candidates import candidates, listed
from matching.columns import columns
from matching.pairs import Pair
from matching.people import Person, Window
from matching.rules import Terms, broken
from tests.matching.crowds import TERMS, members, somebody


def feasible(people: list[Person], terms: Terms) -> set[Pair]:
    every = combinations(sorted(people, key=lambda one: one.id), 2)
    return {(one.id, two.id) for one, two in every if not broken(one, two, terms)}


def neighbours(pairs: list[Pair], person: int) -> set[int]:
    return {sum(pair) - person for pair in pairs if person in pair}


terms = st.builds(
    Terms,
    # Weeks in which clocks change in Europe, in America, nowhere.
    first=st.sampled_from([date(2026, 10, 19), date(2027, 3, 10), date(2026, 6, 4)]),
    weeks=st.integers(1, 5),
    session_minutes=st.sampled_from([30, 45, 60, 90]),
    sessions_a_week=st.integers(0, 3),
    level_gap=st.integers(0, 3),
)


@settings(deadline=None)
@given(members(), terms)
def test_every_partner_that_could_be_is_listed(people: list[Person], terms: Terms) -> None:
    assert feasible(people, terms) <= set(listed(people, terms, each=len(people)))


@settings(deadline=None)
@given(members(most=16), terms)
def test_none_is_missed_in_small_parts_and_by_chance_either(people: list[Person], terms: Terms) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "LOOKED_AT", 2)
        patch.setattr(looking, "CELLS", 6)
        found = listed(people, terms, each=4)
    everyone = {one for pair in feasible(people, terms) for one in pair}
    # Whoever could meet somebody has somebody on their list who isn't kept from them by what is looked at here.
    assert everyone <= {one for pair in found for one in pair}
    assert found == sorted(set(found))


def test_a_crowd_of_all_kinds_misses_none() -> None:
    people = community(120, seed=4)
    assert feasible(people, ROUND) <= set(listed(people, ROUND, each=120))


def test_each_lists_as_many_as_asked_or_all_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LOOKED_AT", 60)
    people = community(400, seed=1)
    every, few = listed(people, ROUND, each=400), listed(people, ROUND, each=6)
    assert set(few) < set(every)
    for person in people:
        assert len(neighbours(few, person.id)) >= min(6, len(neighbours(every, person.id)))


def test_few_are_listed_and_they_suit_best() -> None:
    people = [
        somebody(one, aims=frozenset({"writing"} if one % 10 == 0 else {"teams"})) for one in range(200)
    ]
    pairs = listed(people, TERMS, each=8)
    alike = [pair for pair in pairs if (pair[0] % 10 == 0) == (pair[1] % 10 == 0)]
    assert len(neighbours(alike, 0)) >= 6  # the other two are chosen by chance
    assert len(pairs) <= 200 * 8


def test_nobody_is_on_everybodys_list() -> None:
    people = [somebody(one) for one in range(300)]  # all alike
    lists = np.bincount(np.array(listed(people, TERMS, each=6)).ravel())
    assert lists.min() >= 6
    assert lists.max() <= 40


def test_rare_people_find_each_other_in_a_large_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LOOKED_AT", 10)
    night = (Window(6, 120, 300),)
    people = [somebody(one, free=night if one in (7, 381) else somebody().free) for one in range(400)]
    assert neighbours(listed(people, TERMS), 7) == {381}


def test_ties_blocks_and_bans_are_left_out_and_former_partners_come_last() -> None:
    people = [somebody(one) for one in range(12)]
    people[0] = replace(people[0], ties=frozenset({1}), blocks=frozenset({2}), former={3: 30, 4: 900})
    people[5] = replace(people[5], former={0: 10}, accepts_former=False)
    found = listed(people, TERMS, each=11, forbidden=[(6, 0)])
    assert neighbours(found, 0) == {3, 4, 7, 8, 9, 10, 11}
    table = columns(people, TERMS, [(6, 0)])
    points = looking._points(table, np.array([0]), np.arange(12))[0]
    assert max(points[[3, 4]]) < min(points[7:])
    assert set(np.flatnonzero(points < 0)) == {0, 1, 2, 5, 6}


def test_the_order_people_come_in_changes_nothing() -> None:
    people = community(300, seed=2)
    assert listed(people, ROUND, each=5) == listed(people[::-1], ROUND, each=5)


def test_more_languages_than_bits_only_list_more() -> None:
    people = [somebody(one, languages=frozenset({f"language {one // 2}"})) for one in range(800)]
    found = listed(people, TERMS)
    assert {(one, one + 1) for one in range(0, 800, 2)} <= set(found)
    assert len(found) < 1600


def test_free_time_in_bits_follows_the_clock_and_wraps_at_the_week() -> None:
    late = somebody(
        1, zone="America/Lima", free=(Window(6, 19 * 60, 21 * 60 + 10),)
    )  # Monday 00:00–02:10 UTC
    table = columns([late], TERMS)
    assert [at for at in range(384) if table.free[0][at // 64] >> np.uint64(at % 64) & np.uint64(1)] == [
        0,
        1,
        2,
        3,
        4,
    ]


def test_nobody() -> None:
    assert listed([], TERMS) == []
    assert listed([somebody(1)], TERMS) == []
    assert candidates(columns([], TERMS)).shape == (0, 2)
