"""Groups: nobody left out who needn't be, the best there are, no rule broken, the same every time."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching import ahead, partition, rings
from matching.groups import Group, Grouping, match
from matching.pairs import Pair
from matching.people import Person
from matching.rules import Rule, Shape, alone, broken
from tests.examples import examples
from tests.matching.crowds import TERMS, crowd, crowds, members, somebody
from tests.matching.exhaustive import best, most_placed, worth

RINGS = replace(TERMS, shape=Shape.RINGS)
EVERY_RING = tuple(range(3, 9))


def value(people: list[Person], grouping: Grouping) -> tuple[int, ...]:
    known = {person.id: person for person in people}
    rows = [worth(tuple(known[one] for one in group.members), TERMS) for group in grouping.groups]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * 5


def complete(count: int) -> list[Person]:
    return crowd(count, dict.fromkeys(combinations(range(count), 2), 0))


def circle(count: int) -> list[Person]:
    """People of whom each may meet two."""
    return crowd(count, {tuple(sorted((one, (one + 1) % count))): 0 for one in range(count)})  # type: ignore[misc]


def sizes(grouping: Grouping) -> list[int]:
    return sorted(len(group.members) for group in grouping.groups)


@settings(max_examples=examples(800), deadline=None)
@given(crowds(most=7))
def test_no_way_to_group_people_is_better(people: list[Person]) -> None:
    """Exhaustively: fewest left out, of them nobody who waited, fewest repeats, fewest in rings, most points.

    The look ahead gives up nothing of that but points, and says so.
    """
    most = best(people, TERMS, (2, 3, 5, 7))
    found = match(people, TERMS)
    reached = value(people, found)
    assert reached[:4] == most[:4]
    assert reached[4] == most[4] or not found.exact
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(ahead, "AT_MOST", 0)
        by_fit = match(people, TERMS)
    assert value(people, by_fit) == most
    assert by_fit.exact


@settings(max_examples=examples(80), deadline=None)
@given(crowds(most=10, new=True))
def test_nobody_is_left_out_where_everybody_can_have_a_place(people: list[Person]) -> None:
    assert len(people) - len(match(people, TERMS).left_out) == most_placed(people, TERMS)


@settings(max_examples=examples(50), deadline=None)
@given(crowds(most=12, new=True))
def test_pairs_have_the_most_points_there_are(people: list[Person]) -> None:
    found = match(people, TERMS)
    assume(sizes(found) == [2] * (len(people) // 2) and len(people) % 2 == 0)
    assert value(people, found) == best(people, TERMS, (2,))


@settings(max_examples=examples(60), deadline=None)
@given(crowds(most=7))
def test_rings_of_any_length_are_the_best_there_are(people: list[Person]) -> None:
    found = match(people, RINGS)
    assert value(people, found) == best(people, RINGS, EVERY_RING)
    assert found.exact


@settings(max_examples=examples(70), deadline=None)
@given(members(), st.sampled_from(Shape), st.randoms(use_true_random=False))
def test_no_hard_rule_is_ever_broken_and_everybody_is_somewhere_once(
    people: list[Person], shape: Shape, chance: random.Random
) -> None:
    terms = replace(TERMS, shape=shape)
    everybody = [(one.id, two.id) for one, two in combinations(people, 2)]
    forbidden = chance.sample(everybody, len(everybody) // 6)
    locked = chance.sample(everybody, len(everybody) // 12)
    found = match(people, terms, locked=locked, forbidden=forbidden)
    known = {person.id: person for person in people}
    for group in found.groups:
        assert len(group.members) in (
            (2, 3, 5, 7, 9, 11) if shape is Shape.PAIRS else range(3, len(people) + 1)
        )
        for one, two in group.legs:
            assert not broken(known[one], known[two], terms)
            assert (one, two) not in forbidden
            assert (two, one) not in forbidden
    kept = {frozenset(leg) for group in found.groups for leg in group.legs}
    refused = {frozenset(refusal.pair) for refusal in found.refused}
    assert {frozenset(pair) for pair in locked} <= kept | refused
    places = Counter(one for group in found.groups for one in group.members)
    places.update(found.left_out)
    places.update(aside.id for aside in found.aside)
    assert places == Counter(known.keys())
    assert all(aside.rules == alone(known[aside.id], terms) for aside in found.aside)


@settings(max_examples=examples(40), deadline=None)
@given(members(), st.sampled_from(Shape), st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_makes_no_difference(
    people: list[Person], shape: Shape, chance: random.Random
) -> None:
    terms = replace(TERMS, shape=shape)
    locked = [(one.id, two.id) for one, two in pairwise(people)][:3]
    first = match(people, terms, locked=locked)
    mixed = chance.sample(people, len(people))
    assert match(mixed, terms, locked=[(two, one) for one, two in reversed(locked)]) == first


@pytest.mark.parametrize("shape", Shape)
def test_the_order_makes_no_difference_in_a_crowd_either(shape: Shape) -> None:
    terms = replace(TERMS, shape=shape)
    people = sparse(60, 1, 2.4 if shape is Shape.PAIRS else 9)
    first = match(people, terms)
    assert not first.exact
    for seed in range(2):
        assert match(random.Random(seed).sample(people, len(people)), terms) == first


def sparse(count: int, seed: int, degree: float = 3) -> list[Person]:
    """A crowd in which each may meet about so many others, some of them for the second time."""
    chance = random.Random(seed)
    pairs: dict[Pair, int] = {}
    for pair in combinations(range(count), 2):
        if chance.random() < degree / count:
            pairs[pair] = chance.randrange(4)
    return crowd(count, pairs, {pair: 30 for pair in pairs if chance.random() < 0.1})


def test_beyond_what_is_tried_out_whole_as_many_find_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounded search, made to work on people few enough for the exact one beside it."""
    for seed in range(60):
        people = sparse(12, seed, 2.5 + seed % 3)
        exact = match(people, TERMS)
        with monkeypatch.context() as changed:
            changed.setattr(partition, "AT_MOST", 2)
            changed.setattr("matching.search.NEARBY", 7)
            bounded = match(people, TERMS)
        assert len(bounded.left_out) == len(exact.left_out), seed


def test_beyond_what_is_tried_out_whole_rings_are_found_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly as good as exact: of 270 people, each of whom could meet about eight, so many more are left out."""
    more = 0
    for seed in range(6):
        people = sparse(45, seed, 8)
        exact = match(people, RINGS)
        with monkeypatch.context() as changed:
            changed.setattr(rings, "AT_MOST", 20)
            bounded = match(people, RINGS)
        assert value(people, bounded)[0] <= value(people, exact)[0]
        more += len(bounded.left_out) - len(exact.left_out)
    assert more <= 15


def test_an_odd_count_makes_one_ring_of_three_and_pairs() -> None:
    for count in (3, 5, 9, 13, 31):
        assert sizes(match(complete(count), TERMS)) == [2] * ((count - 3) // 2) + [3]


def test_rings_only_never_pair_two_people() -> None:
    for count in (3, 4, 5, 11, 40):
        found = match(complete(count), RINGS)
        assert not found.left_out
        assert sizes(found)[0] >= 3


def test_who_can_only_be_placed_in_a_ring_is() -> None:
    assert sizes(match(circle(3), TERMS)) == [3]
    assert sizes(match(circle(5), TERMS)) == [5]
    assert sizes(match(circle(9), TERMS)) == [9]
    assert sizes(match(circle(31), TERMS)) == [31]


def test_two_rings_come_before_meeting_a_former_partner_again() -> None:
    triangles = {(0, 1): 0, (0, 2): 0, (1, 2): 0, (3, 4): 0, (3, 5): 0, (4, 5): 0}
    people = crowd(6, triangles | {(2, 3): 3}, former={(2, 3): 800})
    assert sizes(match(people, TERMS)) == [3, 3]


def test_who_was_left_out_comes_before_any_fit() -> None:
    pairs = {(0, 1): 3, (1, 2): 0}
    assert match(crowd(3, pairs), TERMS).left_out == (2,)
    assert match(crowd(3, pairs, left_out={2: 1}), TERMS).left_out == (0,)
    assert match(crowd(3, pairs, left_out={0: 1, 2: 2}), TERMS).left_out == (0,)


def test_former_partners_come_last_and_the_longest_ago_first() -> None:
    square = {(0, 1): 3, (1, 2): 0, (2, 3): 3, (0, 3): 0}
    assert match(crowd(4, square), TERMS).groups == (Group((0, 1)), Group((2, 3)))
    assert match(crowd(4, square, former={(0, 1): 50}), TERMS).groups == (Group((0, 3)), Group((1, 2)))
    both = {(0, 1): 50, (2, 3): 50, (0, 3): 900, (1, 2): 900}
    assert match(crowd(4, square, former=both), TERMS).groups == (Group((0, 3)), Group((1, 2)))


@pytest.mark.parametrize("count", [6, 10, 20])
def test_everybody_meets_everybody_before_anybody_meets_again(count: int) -> None:
    people, met = complete(count), Counter[Pair]()
    for _ in range(count - 1):
        found = match(people, TERMS)
        assert sizes(found) == [2] * (count // 2)
        met.update(group.members for group in found.groups)  # type: ignore[misc]
        people = [
            replace(
                one,
                former={
                    **one.former,
                    found.group_of(one.id).members[found.group_of(one.id).members[0] == one.id]: 30,
                },
            )  # type: ignore[union-attr]
            for one in people
        ]
    assert set(met.values()) == {1}


def test_what_a_coordinator_locked_stays_together_and_what_they_forbade_does_not() -> None:
    people = complete(5)
    found = match(people, TERMS, locked=[(4, 0)], forbidden=[(1, 2), (2, 3)])
    assert not found.refused
    assert not found.left_out
    legs = {frozenset(leg) for group in found.groups for leg in group.legs}
    assert {0, 4} in legs
    assert not legs & {frozenset({1, 2}), frozenset({2, 3})}


def test_rings_hold_what_is_locked_too() -> None:
    for one, two in combinations(range(7), 2):
        found = match(complete(7), RINGS, locked=[(one, two)])
        assert not found.refused
        assert any({one, two} == set(leg) for group in found.groups for leg in group.legs)


def test_a_lock_that_cannot_be_kept_is_said() -> None:
    people = [*complete(3), somebody(7), somebody(8, verified=False)]
    found = match(people, TERMS, locked=[(0, 1), (2, 1), (7, 0), (7, 8), (9, 1), (0, 2)], forbidden=[(2, 0)])
    assert {refused.pair: refused.rules for refused in found.refused} == {
        (1, 2): (Rule.TAKEN,),
        (0, 7): (Rule.LANGUAGE,),
        (7, 8): (Rule.UNVERIFIED,),
        (1, 9): (Rule.UNKNOWN,),
        (0, 2): (Rule.FORBIDDEN,),
    }
    assert Group((0, 1)) in found.groups
    alone_together = match(crowd(2, {(0, 1): 0}), RINGS, locked=[(0, 1)])
    assert [refused.rules for refused in alone_together.refused] == [(Rule.NO_RING,)]


def test_only_candidates_meet_when_candidates_are_given() -> None:
    found = match(complete(4), TERMS, candidates=[(3, 1), (0, 2), (0, 99)])
    assert found.groups == (Group((0, 2)), Group((1, 3)))


def test_nobody_and_one_and_the_same_twice() -> None:
    assert match([], TERMS).groups == ()
    assert match([somebody(5)], TERMS).left_out == (5,)
    with pytest.raises(ValueError, match="twice"):
        match([somebody(5), somebody(5)], TERMS)
