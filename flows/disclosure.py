"""Disclosure control: which numbers about people may be read without anybody being found in them. Pure.

The rules are those of official statistics (Hundepool et al., "Handbook on Statistical Disclosure Control", Eurostat's ESSnet,
chapters 4 and 5, which the programs tau-ARGUS and sdcTable carry out):

- a count under five is hidden, nought too: "nobody" says something of everybody;
- counts of people are told in fives, so that the same number a month later doesn't tell of one who came or left;
- an amount is hidden when it comes from under five people, or when it would tell one pair too much about another (p% rule);
- what could be worked out from what remains is hidden as well: whoever puts all numbers together that were ever told, and
  knows these rules, must still think 2, 3 and 4 possible.

Python has no library for the last of these: `acro` judges one table at a time, and leaves what follows from totals to a person.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5  # people, pairs or sessions
STEP = 5  # people are told in fives
P = 20  # percent: nobody may be able to work out another pair's share more closely
LEFT_OPEN = (2, 4)  # what a hidden number must still be able to be, and all between
OTHERS = "*"  # all that are too few to be told apart

Shown = Mapping[str, int | None]  # numbers by name as they are told; None: hidden
Band = tuple[float, float]  # what a number may be, both ends included
ANYTHING: Band = (0, 10**9)


@dataclass(frozen=True, slots=True)
class Sum:
    """What everybody knows: a number is the sum of others. `fives`: those of them that are told in fives."""

    whole: str
    parts: tuple[str, ...]
    fives: frozenset[str] = frozenset()


def in_fives(count: int) -> int | None:
    """A count of people as it may be told: to the nearest five; None when it is under five."""
    return None if count < FEWEST else (count + STEP // 2) // STEP * STEP


def dominated(shares: Iterable[float]) -> bool:
    """Whether the second largest of these could work out the largest to within `P` percent: the p% rule."""
    ordered = sorted(shares, reverse=True)
    return not ordered or sum(ordered[2:]) < ordered[0] * P / 100


def too_few(people: Collection[int], shares: Collection[float], count: int) -> bool:
    """Whether an amount is hidden: it comes from too few people, from too few times, or mostly from one pair."""
    return min(len(people), count) < FEWEST or dominated(shares)


def folded(counts: Mapping[str, int]) -> dict[str, int]:
    """Groups of people with those of under five taken together, so that not even a small one's name is told. Where these
    are still under five, the next smallest joins them. Empty when nothing could be told apart."""
    told = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    others = 0
    while told and (0 < others < FEWEST or min(told.values()) < FEWEST):
        others += told.popitem()[1]
    if others:
        told[OTHERS] = others
    return {} if told.keys() <= {OTHERS} else told


def hidden_too(
    shown: Shown, sums: Collection[Sum], small: Collection[str], told_before: Collection[str] = ()
) -> set[str]:
    """Which more numbers have to be hidden, so that nobody can work out those that are `small`. What was told before can't be
    taken back, and stays. A number that isn't in `shown` was never told."""
    now = dict(shown)
    while (found := next((name for name in sorted(small) if not is_open(name, now, sums)), None)) is not None:
        linked = _linked(found, sums)
        wholes = {one.whole for one in linked}
        may_go = [
            (value, name in wholes, name)  # as little as can be, and a total last
            for name in wholes.union(*(one.parts for one in linked))
            if (value := now.get(name)) is not None and name not in told_before
        ]
        if not may_go:
            raise ValueError(f"{found} can be worked out from what was told before")
        now[min(may_go)[2]] = None
    return {name for name in shown if shown[name] is not None and now[name] is None}


def is_open(name: str, shown: Shown, sums: Collection[Sum]) -> bool:
    """Whether a hidden number may still be few or none, as far as anybody can tell."""
    low, high = bounds(name, shown, sums)
    return low <= LEFT_OPEN[0] and high >= LEFT_OPEN[1]


def bounds(name: str, shown: Shown, sums: Collection[Sum]) -> Band:
    """Between what a hidden number must be, for somebody who puts together all that is told. Whole numbers, because the sums
    are of kinds whose corners are whole: parts of one total, and totals of so many months running."""
    from scipy.optimize import linprog  # takes a while, and nobody else in a text needs it

    linked = _linked(name, sums)
    if not linked:
        return ANYTHING
    names = sorted({other for one in linked for other in (one.whole, *one.parts)})
    fives = frozenset().union(*(one.fives for one in linked))
    rows = [[(other == one.whole) - (other in one.parts) for other in names] for one in linked]
    ends = []
    for sign in (1, -1):
        found = linprog(
            [sign * (other == name) for other in names],
            A_eq=rows,
            b_eq=[0] * len(rows),
            bounds=[band(shown.get(other), other in fives) for other in names],
        )
        if found.status != 0:  # a month was told, and has changed since
            return float("inf"), float("-inf")
        ends.append(round(sign * float(found.fun), 6))
    return ends[0], ends[1]


def band(told: int | None, fives: bool) -> Band:
    """What a number may be that is told so."""
    if told is None:
        return ANYTHING
    return (max(FEWEST, told - STEP // 2), told + STEP // 2) if fives else (told, told)


def _linked(name: str, sums: Collection[Sum]) -> list[Sum]:
    """The sums a number is in, and those that share a number with them, and so on."""
    known, found, left = {name}, list[Sum](), list(sums)
    while more := [one for one in left if known.intersection((one.whole, *one.parts))]:
        found += more
        left = [one for one in left if one not in more]
        known.update(other for one in more for other in (one.whole, *one.parts))
    return found
