"""Disclosure control, tested by trying to deduce what is hidden from all that is told.

The attacker here shares no code with what it attacks: it takes reports, spreadsheets and charts alike are made of them, of
several months running, writes down all it knows as one linear program, and asks between what each hidden number must lie.
"""

from collections import Counter
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from flows import disclosure, impact_report
from flows.disclosure import OTHERS, Sum
from models.impact import Month, Numbers

MONTHS = ("2026-10", "2026-11", "2026-12")
PEOPLE = (("verified", "with_partner"), ("introduced", "agreed"), ("asked", "went_on"))
FAR = 10**6


class Attacker:
    """Knows every report that was told, that the rules are as they are, and that people can be counted."""

    def __init__(self) -> None:
        self.cells: dict[str, tuple[float, float]] = {}
        self.equal: list[tuple[str, list[str]]] = []  # the first is the sum of the others

    def exactly(self, name: str, told: int | None) -> str:
        self.cells[name] = (0, FAR) if told is None else (told, told)
        return name

    def in_fives(self, name: str, told: int | None) -> str:
        # 5 is 5 to 7: 3 and 4 aren't told.
        self.cells[name] = (0, FAR) if told is None else (5, 7) if told == 5 else (told - 2, told + 2)
        return name

    def adds_up(self, whole: str, *parts: str) -> None:
        for part in parts:
            self.cells.setdefault(part, (0, FAR))
        self.equal.append((whole, list(parts)))

    def reads(self, month: str, report: dict) -> None:
        numbers, groups = report["numbers"], report["groups"]
        for whole, part in PEOPLE:
            names = (
                self.in_fives(f"{month} {whole}", numbers[whole]),
                self.in_fives(f"{month} {part}", numbers[part]),
            )
            self.adds_up(names[0], names[1], f"{month} not {part}")
        for what in ("sessions", "hours"):
            parts = [
                self.exactly(name, told) for name, told in numbers.items() if name.startswith(f"{what} 2")
            ]
            self.adds_up(self.in_fives(f"{month} {what}", numbers[f"{what} to {month}"]), *parts)
        for kind, told in groups.items():
            if told:
                parts = [self.in_fives(f"{month} {kind} {name}", count) for name, count in told.items()]
                self.adds_up(f"{month} verified", *parts)

    def between(self, name: str) -> tuple[float, float]:
        names = list(self.cells)
        rows = [[(one == whole) - (one in parts) for one in names] for whole, parts in self.equal]
        limits = [self.cells[one] for one in names]
        found = [
            linprog([sign * (one == name) for one in names], A_eq=rows, b_eq=[0] * len(rows), bounds=limits)
            for sign in (1, -1)
        ]
        assert all(one.status == 0 for one in found), "what is told contradicts itself"
        return found[0].fun, -found[1].fun


def month_of(sessions: int, pairs: int, favoured: int = 0) -> Month:
    made = Month()
    for number in range(sessions):
        pair = 0 if number < favoured else number % pairs
        made.add((2 * pair, 2 * pair + 1), 60)
    return made


def numbers(months: dict[str, Month], people: dict[str, int], **groups: Counter[str]) -> Numbers:
    nobody = Counter[str]()
    return Numbers(
        **people, rounds=2, began=date(2025, 11, 3), months=months,
        bodies=groups.get("bodies", nobody), languages=groups.get("languages", nobody), zones=groups.get("zones", nobody),
    )  # fmt: skip


@st.composite
def spaces(draw: st.DrawFn) -> list[Numbers]:
    """Three months running of a space: small, large, and in between."""
    every = [one for month in MONTHS for one in impact_report.window(month)]
    months = {}
    for name in sorted(set(every)):
        sessions = draw(st.sampled_from((0, 1, 2, 3, 4, 5, 6, 9, 25)))
        months[name] = month_of(sessions, draw(st.sampled_from((1, 3, 8))), draw(st.sampled_from((0, 0, 20))))
    told = []
    for month in MONTHS:
        people = {}
        for whole, part in PEOPLE:
            people[whole] = draw(st.integers(0, 40))
            people[part] = max(0, people[whole] - draw(st.integers(0, 9)))
        sizes = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6))
        bodies = Counter({f"body {at}": size for at, size in enumerate(sizes)})
        people["verified"] = bodies.total()
        people["with_partner"] = min(people["with_partner"], people["verified"])
        there = {one: months[one] for one in impact_report.window(month)}
        told.append(numbers(there, people, bodies=bodies, languages=Counter(en=bodies.total())))
    return told


@settings(max_examples=4, deadline=None, phases=(Phase.explicit, Phase.generate))  # shrinking takes minutes
@given(spaces())
def test_nobody_can_deduce_a_hidden_number_from_three_months_of_reports(truth: list[Numbers]) -> None:
    attacker, before = Attacker(), {}
    for month, true in zip(MONTHS, truth, strict=True):
        report = impact_report.as_told(true, month, before)
        attacker.reads(month, report)
        before |= report["numbers"]
    for month, true in zip(MONTHS, truth, strict=True):
        for whole, part in PEOPLE:
            rest = getattr(true, whole) - getattr(true, part)
            if rest < 5:
                is_left_open(attacker, f"{month} not {part}")
            if getattr(true, part) < 5:
                is_left_open(attacker, f"{month} {part}")
        for name, there in true.months.items():
            if len(there.by_pair) < 3 or there.sessions < 5:
                is_left_open(attacker, f"sessions {name}")
                is_left_open(attacker, f"hours {name}")


def is_left_open(attacker: Attacker, name: str) -> None:
    """Whoever knows that it is under five, too, must think three numbers possible."""
    low, high = attacker.between(name)
    assert low <= 2.001, (name, low, high)
    assert high >= 3.999, (name, low, high)


def test_the_attacker_finds_what_only_small_numbers_being_hidden_would_give_away() -> None:
    """It can tell: without the second step a hidden month comes out of a total."""
    attacker = Attacker()
    parts = [attacker.exactly(f"sessions 2026-{at:02d}", count) for at, count in enumerate((9, 12, None), 1)]
    attacker.adds_up(attacker.exactly("all", 24), *parts)
    assert attacker.between("sessions 2026-03") == pytest.approx((3, 3))


def test_one_more_is_hidden_when_a_total_would_give_one_away() -> None:
    shown = {"all": 24, "a": 9, "b": 12, "c": None}
    assert disclosure.hidden_too(shown, [Sum("all", ("a", "b", "c"))], ["c"]) == {"a"}
    fives = Sum("all", ("a", "b", "c"), frozenset(("all",)))
    # 23 to 27 in all, so 2 to 6 are left for c: it may be few or not so few.
    assert disclosure.hidden_too(shown | {"all": 25}, [fives], ["c"]) == set()
    # What was told can't be taken back, so the total isn't told.
    assert disclosure.hidden_too(shown, [Sum("all", ("a", "b", "c"))], ["c"], ("a", "b")) == {"all"}


def test_totals_of_other_months_are_thought_of() -> None:
    """Each total alone leaves c open; their difference wouldn't."""
    first, second = Sum("till b", ("a", "b", "c")), Sum("till d", ("b", "c", "d"))
    shown = {"a": None, "b": 9, "c": None, "d": 7, "till b": 15, "till d": 20}
    assert disclosure.bounds("c", shown, [first]) == (0, 6)
    assert disclosure.bounds("c", shown, [first, second]) == (4, 4)
    told_before = ("a", "b", "c", "till b")
    assert disclosure.hidden_too(shown, [first, second], ["a", "c"], told_before) == {"d"}


@pytest.mark.parametrize(
    ("count", "told"), [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (44, 45)]
)
def test_people_are_told_in_fives(count: int, told: int | None) -> None:
    assert disclosure.in_fives(count) == told


@pytest.mark.parametrize(
    ("shares", "hidden"),
    [
        ([60, 60, 60], False),
        ([600, 60, 60, 30], True),  # the second takes her 60 from 750, and knows 600 to within 90
        ([600, 60, 60, 60], False),
        ([60, 60], True),
        ([], True),
    ],
)
def test_an_amount_that_is_mostly_one_pairs_is_hidden(shares: list[int], hidden: bool) -> None:
    assert disclosure.dominated(shares) is hidden


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 30), max_size=8))
def test_groups_are_never_small_and_add_up(counts: dict[str, int]) -> None:
    told = disclosure.folded(counts)
    assert all(count >= 5 for count in told.values())
    assert not told or sum(told.values()) == sum(counts.values())
    gone = [counts[name] for name in counts if name not in told]
    assert not told or len(gone) != 1, "one alone is what all others are"
    assert told.keys() != {OTHERS}


def test_a_month_stands_as_it_was_told() -> None:
    there = {one: month_of(12, 5) for one in impact_report.window("2026-10")}
    people = dict.fromkeys(("verified", "with_partner", "introduced", "agreed", "asked", "went_on"), 20)
    before = impact_report.as_told(numbers(there, people), "2026-10", {})["numbers"]
    assert before["sessions 2026-09"] == 12
    there["2026-09"] = month_of(13, 5)  # somebody says only now that they met
    later = impact_report.as_told(numbers(there, people), "2026-11", before)["numbers"]
    assert later["sessions 2026-09"] == 12
