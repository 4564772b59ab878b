"""Each hard rule on its own, the bodies' levels, and what a coordinator may read of rules."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from matching import levels
from matching.people import Person, Window
from matching.rules import Rule, Terms, alone, broken, may_talk, shown
from tests.matching.crowds import EVENINGS, MONDAY, TERMS, members, somebody

ONE, TWO = somebody(1), somebody(2)


@pytest.mark.parametrize(
    ("one", "two", "rule"),
    [
        (somebody(1, ties=frozenset({2})), TWO, Rule.TIE),
        (somebody(1, blocks=frozenset({2})), TWO, Rule.BLOCK),
        (somebody(1, languages=frozenset({"es"})), TWO, Rule.LANGUAGE),
        (somebody(1, free=(Window(5, 600, 900),)), TWO, Rule.TIME),
        (somebody(1, free=(Window(0, 18 * 60, 18 * 60 + 59),)), TWO, Rule.TIME),
        (somebody(1, level=1), somebody(2, level=3), Rule.LEVEL),
        (somebody(1, level=1, wider=True), somebody(2, level=3), Rule.LEVEL),
        (somebody(1, paused_until=date(2026, 12, 1)), TWO, Rule.PAUSED),
        (somebody(1, verified=False), TWO, Rule.UNVERIFIED),
        (somebody(1, kinds=frozenset({"supervision"})), TWO, Rule.KIND),
        (somebody(1, former={2: 3000}, accepts_former=False), TWO, Rule.FORMER),
        (somebody(1, former={2: 3000}), somebody(2, accepts_former=False), Rule.FORMER),
    ],
)
def test_each_rule_keeps_two_people_apart_from_either_side(one: Person, two: Person, rule: Rule) -> None:
    assert broken(one, two, TERMS) == broken(two, one, TERMS) == (rule,)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (ONE, TWO),
        (somebody(1, free=(Window(0, 18 * 60, 19 * 60),)), TWO),
        (somebody(1, level=1), somebody(2, level=2)),
        (somebody(1, level=1), somebody(2, level=None)),
        (somebody(1, level=1, wider=True), somebody(2, level=4, wider=True)),
        (somebody(1, paused_until=MONDAY), TWO),
        (somebody(1, former={2: 10}), TWO),
        (somebody(1, accepts_former=False, former={3: 10}), TWO),
        (
            somebody(1, free=EVENINGS[:1]),
            somebody(2, zone="America/New_York", free=(Window(0, 13 * 60, 14 * 60),)),
        ),
    ],
)
def test_what_breaks_no_rule(one: Person, two: Person) -> None:
    assert broken(one, two, TERMS) == ()


def test_a_round_can_ask_for_more_or_less_time_and_a_narrower_band() -> None:
    one = somebody(1, free=EVENINGS[:1], level=1)
    two = somebody(2, level=2)
    assert broken(one, two, replace(TERMS, sessions_a_week=3)) == ()
    assert broken(one, two, replace(TERMS, sessions_a_week=4)) == (Rule.TIME,)
    assert broken(one, two, replace(TERMS, level_gap=0)) == (Rule.LEVEL,)
    assert broken(ONE, replace(TWO, free=()), replace(TERMS, sessions_a_week=0)) == ()


@settings(max_examples=60, deadline=None)
@given(members(most=5))
def test_rules_are_the_same_from_both_sides_and_the_short_way_agrees(people: list[Person]) -> None:
    for one in people:
        for two in people:
            if one.id < two.id:
                found = broken(one, two, TERMS)
                assert found == broken(two, one, TERMS)
                if not alone(one, TERMS) and not alone(two, TERMS):
                    assert may_talk(one, two, TERMS) == (not set(found) - {Rule.TIME})


def test_a_coordinator_reads_neither_of_ties_nor_of_blocks() -> None:
    one = somebody(1, ties=frozenset({2}), blocks=frozenset({2}), languages=frozenset())
    assert shown(broken(one, TWO, TERMS)) == (Rule.APART, Rule.LANGUAGE)


def test_a_round_has_weeks_and_minutes() -> None:
    with pytest.raises(ValueError, match="at least a week"):
        Terms(first=MONDAY, weeks=0)


@pytest.mark.parametrize(
    ("body", "level", "band"),
    [
        ("ICF", "PCC", 2), ("icf", "Professional Certified Coach (PCC)", 2), ("ICF", "MCC", 4),
        ("EMCC", "EIA Senior Practitioner", 3), ("EMCC", "Practitioner", 2), ("EMCC", "Master Practitioner", 4),
        ("AC", "Accredited Coach", 2), ("AC", "Accredited Professional Coach", 3), ("AC", "Foundation Coach", 1),
        ("APECS", "Accredited Master", 4), ("IAPC&M", "Accredited Senior Coach", 3), ("IAPC&M", "Fellow", 4),
        ("ICF", "ACC, soon PCC", None), ("ICF", "", None), ("ICF", None, None), ("A school", "Master", None),
    ],
)  # fmt: skip
def test_levels_of_all_bodies_are_on_one_scale(body: str, level: str | None, band: int | None) -> None:
    assert levels.band(body, level, date(2026, 12, 1)) == band


def test_a_level_counts_from_its_day_on() -> None:
    assert levels.band("ICF", "PCC", date(2026, 10, 31)) is None
