"""Who is hard to place, and that what is said would help does help."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.groups import match
from matching.people import Person, Window
from matching.placing import Change, Hard, Lever, hard_to_place, partners_for
from matching.rules import Rule, Shape, Terms, broken
from tests.examples import examples
from tests.matching.crowds import EVENINGS, TERMS, crowd, members, somebody


def explained(people: list[Person], terms: Terms = TERMS) -> dict[int, Hard]:
    return {hard.id: hard for hard in hard_to_place(people, terms, match(people, terms))}


def changed(people: list[Person], hard: Hard, terms: Terms) -> tuple[list[Person], Terms]:
    """The round as it would be with the change."""
    change = hard.change
    assert change is not None
    facts: dict[Lever, dict[str, object]] = {
        Lever.FORMER: {"accepts_former": True},
        Lever.WIDER: {"wider": True},
        Lever.ROUND: {},
    }
    one = next(person for person in people if person.id == hard.id)
    facts[Lever.HOURS] = {"free": (*one.free, change.window)}
    facts[Lever.LANGUAGE] = {"languages": one.languages | {change.language}}
    gap = terms.level_gap + (change.lever is Lever.ROUND)
    others = [person for person in people if person.id != hard.id]
    return [*others, replace(one, **facts[change.lever])], replace(terms, level_gap=gap)  # type: ignore[arg-type]


@settings(max_examples=examples(40), deadline=None)
@given(members(most=8), st.sampled_from(Shape))
def test_what_is_said_to_give_a_place_gives_one(people: list[Person], shape: Shape) -> None:
    terms = replace(TERMS, shape=shape)
    before = match(people, terms)
    for hard in hard_to_place(people, terms, before):
        assert hard.left_out == (hard.id in before.left_out)
        if hard.change is not None and hard.change.places:
            after = match(*changed(people, hard, terms))
            assert hard.id not in after.left_out
            assert len(after.left_out) < len(before.left_out)


PAIR = [somebody(1, level=1), somebody(2, level=1)]


@pytest.mark.parametrize(
    ("third", "terms", "rule", "change"),
    [
        (somebody(3, level=3), TERMS, Rule.LEVEL, Change(Lever.ROUND, 2, True)),
        (somebody(3, accepts_former=False, former={1: 9, 2: 9}), TERMS, Rule.FORMER, Change(Lever.FORMER, 2, True)),
        (somebody(3, languages=frozenset({"fr"})), TERMS, Rule.LANGUAGE, Change(Lever.LANGUAGE, 2, True, language="en")),
        (
            somebody(3, free=(Window(5, 600, 700),)), TERMS, Rule.TIME,
            Change(Lever.HOURS, 2, True, window=Window(4, 1200, 1320)),
        ),
        (somebody(3, ties=frozenset({1}), blocks=frozenset({2})), TERMS, Rule.APART, None),
    ],
)  # fmt: skip
def test_the_change_that_would_help(third: Person, terms: Terms, rule: Rule, change: Change | None) -> None:
    hard = explained([*PAIR, third], terms)[3]
    assert hard == Hard(3, True, 0, ((rule, 2),), change)


def test_opting_in_to_a_wider_band_helps_where_others_did() -> None:
    people = [somebody(one, level=1, wider=True) for one in (1, 2)] + [somebody(3, level=4)]
    assert explained(people)[3].change == Change(Lever.WIDER, 2, True)


def test_two_people_who_could_meet_at_the_weekend() -> None:
    people = [somebody(1, free=(Window(6, 1200, 1320),)), somebody(2, free=EVENINGS)]
    found = explained(people)
    assert found[2].change == Change(Lever.HOURS, 1, True, window=Window(6, 1200, 1320))
    assert found[1].change == Change(Lever.HOURS, 1, True, window=Window(4, 1200, 1320))


def test_who_has_a_place_but_few_partners_is_hard_to_place_too() -> None:
    found = explained(crowd(6, dict.fromkeys(combinations(range(5), 2), 0) | {(4, 5): 0}))
    assert list(found) == [5]
    assert not found[5].left_out
    assert found[5].partners == 1


@settings(max_examples=examples(40), deadline=None)
@given(members())
def test_next_best_partners_break_no_rule_and_come_in_order(people: list[Person]) -> None:
    for person in people[:2]:
        found = partners_for(person, people, TERMS, forbidden=[(people[0].id, people[-1].id)])
        known = {one.id: one for one in people}
        met = {one.id for one in people if one.id != person.id and not broken(person, one, TERMS)}
        ends = {people[0].id, people[-1].id}
        met -= ends if person.id in ends else set()
        assert set(found) == met
        waits = [known[one].left_out for one in found]
        assert waits == sorted(waits, reverse=True)
        assert (
            partners_for(person, reversed(people), TERMS, forbidden=[(people[-1].id, people[0].id)]) == found
        )
