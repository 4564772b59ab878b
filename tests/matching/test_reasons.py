"""Reasons: what two share, and never anything private."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.fit import fit
from matching.groups import Group, match
from matching.people import Person, Wish
from matching.placing import hard_to_place
from matching.reasons import Reason, Why, for_coordinator, for_member
from matching.rules import Rule, Shape, together
from matching.weights import FIT_AT_MOST, WISH
from tests.examples import examples
from tests.matching.crowds import TERMS, members, somebody

PRIVATE = frozenset({"token-p", "token-q"})


@settings(max_examples=examples(35), deadline=None)
@given(members(), st.sampled_from(Shape))
def test_no_reason_takes_in_heritage_ties_or_blocks(people: list[Person], shape: Shape) -> None:
    """The same groups, explained as if nobody had a heritage, a wish, a tie or a block, read the same."""
    terms = replace(TERMS, shape=shape)
    bare = {
        person.id: replace(person, heritage=frozenset(), wish=Wish.NONE, ties=frozenset(), blocks=frozenset())
        for person in people
    }
    known = {person.id: person for person in people}
    found = match(people, terms)
    for group in found.groups:
        assert for_coordinator(group, known, terms) == for_coordinator(group, bare, terms)
        for one in group.members:
            said = for_member(one, group, known, terms)
            assert said == for_member(one, group, bare, terms)
            assert all(one in reason.people for reason in said)
            assert not {reason.code for reason in said} & {Why.WAITED, Why.LOCKED}
    hard = hard_to_place(people, terms, found)
    assert not any(token in repr((found, hard)) for token in PRIVATE)
    assert not {rule for one in hard for rule, _ in one.excluded} & {Rule.TIE, Rule.BLOCK}
    assert not any(token in repr(people) for token in PRIVATE)


ADA = somebody(
    1, aims=frozenset({"courage", "voice"}), style=frozenset({"calm"}), level=1, left_out=2, former={2: 90}
)
BEA = somebody(
    2, aims=frozenset({"voice"}), style=frozenset({"calm"}), level=3, languages=frozenset({"en", "es"})
)
CLEO = somebody(3, level=2)
KNOWN = {person.id: person for person in (ADA, BEA, CLEO)}


def test_a_coordinator_reads_all_that_counts() -> None:
    assert for_coordinator(Group((1, 2)), KNOWN, TERMS, locked=[(2, 1)]) == (
        Reason(Why.WAITED, (1,), amount=2),
        Reason(Why.LOCKED, (1, 2)),
        Reason(Why.FORMER, (1, 2), amount=90),
        Reason(Why.AIMS, (1, 2), words=("voice",)),
        Reason(Why.STYLE, (1, 2), words=("calm",)),
        Reason(Why.LANGUAGE, (1, 2), words=("en",)),
        Reason(Why.OVERLAP, (1, 2), amount=15 * 60),
        Reason(Why.LEVEL, (1, 2), amount=2),
    )


def test_a_member_reads_what_they_share_with_their_own_partners() -> None:
    said = for_member(3, Group((1, 2, 3)), KNOWN, TERMS)
    assert said == (
        Reason(Why.RING, (1, 2, 3), amount=3),
        Reason(Why.LANGUAGE, (2, 3), words=("en",)),
        Reason(Why.OVERLAP, (2, 3), amount=15 * 60),
        Reason(Why.LEVEL, (2, 3)),
        Reason(Why.LANGUAGE, (3, 1), words=("en",)),
        Reason(Why.OVERLAP, (3, 1), amount=15 * 60),
        Reason(Why.LEVEL, (3, 1)),
    )
    assert Why.LEVEL not in {reason.code for reason in for_member(1, Group((1, 2)), KNOWN, TERMS)}
    with pytest.raises(LookupError):
        for_member(3, Group((1, 2)), KNOWN, TERMS)


@pytest.mark.parametrize(
    ("wish", "other", "met"),
    [
        (Wish.SAME, "token-p", 1), (Wish.SAME, "token-q", 0), (Wish.ACROSS, "token-p", 0), (Wish.ACROSS, "token-q", 1),
        (Wish.EITHER, "token-p", 0), (Wish.NONE, "token-p", 0), (Wish.ACROSS, None, 0),
    ],
)  # fmt: skip
def test_each_wish_counts_for_whoever_has_it(wish: Wish, other: str | None, met: int) -> None:
    one = somebody(1, heritage=frozenset({"token-p"}), wish=wish)
    two = somebody(2, heritage=frozenset({other} if other else ()))
    shared = together(one, two, TERMS)
    without = fit(replace(one, wish=Wish.NONE), two, TERMS, shared)
    assert fit(one, two, TERMS, shared) == fit(two, one, TERMS, shared) == without + met * WISH


@settings(max_examples=examples(35), deadline=None)
@given(members(most=5))
def test_fit_stays_within_its_bounds_and_is_symmetric(people: list[Person]) -> None:
    for one in people:
        for two in people:
            shared = together(one, two, TERMS)
            assert 0 <= fit(one, two, TERMS, shared) == fit(two, one, TERMS, shared) <= FIT_AT_MOST
