"""The look ahead: as long as everybody could still meet somebody new, somebody new is whom they meet."""

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import ahead
from matching.graph import build
from matching.groups import Grouping, match
from matching.pairs import Pair
from matching.partition import total
from matching.people import Person
from matching.threes import threes, with_one_ring
from tests.examples import examples
from tests.matching.crowds import TERMS, crowd


def acquainted(count: int, chance: random.Random) -> list[Person]:
    """People who all could meet, with aims in common by chance."""
    return crowd(count, {pair: chance.randrange(4) for pair in combinations(range(count), 2)})


def played(people: list[Person], rounds: int) -> tuple[int, list[Grouping]]:
    """How many meetings of so many rounds were repeats, and the rounds."""
    met: set[Pair] = set()
    repeats, found = 0, []
    for _ in range(rounds):
        known = {person.id: person for person in people}
        found.append(match(people, TERMS))
        assert not found[-1].left_out
        for group in found[-1].groups:
            for one, two in group.legs:
                repeats += (min(one, two), max(one, two)) in met
                met.add((min(one, two), max(one, two)))
                known[one] = replace(known[one], former={**known[one].former, two: 30})
                known[two] = replace(known[two], former={**known[two].former, one: 30})
        people = [known[person.id] for person in people]
    return repeats, found


@settings(max_examples=examples(12), deadline=None)
@given(st.sampled_from((6, 8, 10)), st.randoms(use_true_random=False))
def test_everybody_meets_everybody_once_whatever_their_aims(count: int, chance: random.Random) -> None:
    assert played(acquainted(count, chance), count - 1)[0] == 0


def test_fit_alone_would_have_people_meet_again_too_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    crowds = [acquainted(10, random.Random(seed)) for seed in range(8)]
    assert sum(played(people, 9)[0] for people in crowds) == 0
    monkeypatch.setattr(ahead, "AT_MOST", 0)
    assert sum(played(people, 9)[0] for people in crowds) > 0


def test_an_odd_number_of_people_goes_on_meeting_new_ones_too() -> None:
    for seed in range(2):
        people = acquainted(15, random.Random(seed))
        repeats, rounds = played(people, 9)
        assert repeats == 0
        assert {len(group.members) for found in rounds for group in found.groups} == {2, 3}


def test_the_first_rounds_are_for_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    people = acquainted(12, random.Random(5))
    _, rounds = played(people, 3)
    monkeypatch.setattr(ahead, "AT_MOST", 0)
    assert rounds == played(people, 3)[1]


def test_the_order_in_which_people_come_makes_no_difference_late_in_a_community(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    foreseen = ahead.foreseen
    monkeypatch.setattr(ahead, "foreseen", lambda graph, *rest: asked.append(1) or foreseen(graph, *rest))
    chance = random.Random(2)
    people = acquainted(14, chance)
    every = list(combinations(range(14), 2))
    for one, two in chance.sample(every, 55):
        people[one] = replace(people[one], former={**people[one].former, two: 30})
    found = match(people, TERMS)
    assert asked
    for _ in range(3):
        assert match(chance.sample(people, 14), TERMS) == found


def test_at_least_so_many_lack_a_new_partner_as_have_none_left() -> None:
    people = acquainted(6, random.Random(1))
    people[0] = replace(people[0], former=dict.fromkeys(range(1, 5), 30))  # only 5 is new to 0
    graph, _ = build(people, TERMS)
    least, fewest = ahead.lacking(graph, range(6), [(0, 5), (1, 2), (3, 4)])
    assert fewest[:3] == (1, 1, 1)
    assert fewest <= least


def test_one_ring_and_pairs_are_the_best_there_are() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        count = chance.choice((5, 7))
        every = combinations(range(count), 2)
        people = crowd(count, {pair: chance.randrange(4) for pair in every if chance.random() < 0.8})
        graph, _ = build(people, TERMS)
        groups, certain = with_one_ring(graph, range(count), np.arange(len(graph.ends)))
        exact = match(people, TERMS)
        assert certain
        if {len(group.members) for group in exact.groups} == {2, 3} and not exact.left_out:
            rings = [members for members in groups if len(members) == 3]
            assert len(rings) == 1
            assert sum(map(len, groups)) == count
            assert total(graph, groups) == total(graph, [group.members for group in exact.groups])


def test_all_threes_are_seen_once() -> None:
    every = np.array(list(combinations(range(6), 2)))
    assert threes(6, every).tolist() == [list(three) for three in combinations(range(6), 3)]
    assert len(threes(6, every[:0])) == 0
