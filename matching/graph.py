"""Who could meet whom: the people of a round in a fixed order, and every pair that breaks no hard rule, with its worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from matching.fit import fit
from matching.overlap import Overlap, Stretches, free, overlap
from matching.pairs import Pair, Refused
from matching.people import Person, former_days
from matching.rules import Rule, Shape, Terms, alone, broken, enough, may_talk
from matching.weights import Scale, former_step, scale

Whole = npt.NDArray[np.int64]
TABLE_MAX = 1_000_000  # remembered overlaps of two timetables


@dataclass(frozen=True, eq=False)
class Graph:
    """People by number, in the order they joined (of one day, by id), and the pairs of them that may meet.

    `ends` are pairs of numbers, the lower first, in order; `worth` says what each is worth beyond having a place, for each
    of the two people in it; `former` the step of a former pair, 0 for none. `waits` ranks people by how often they were
    left out. `start`, `near`, `by` list for each person whom they may meet and by which pair.
    """

    people: tuple[Person, ...]
    ends: Whole
    fit: Whole
    former: Whole
    worth: Whole
    waits: Whole
    scale: Scale
    locks: frozenset[Pair]
    start: Whole
    near: Whole
    by: Whole

    def neighbours(self, person: int) -> list[tuple[int, int]]:
        """Whom this person may meet, and the number of that pair; in order."""
        span = slice(self.start[person], self.start[person + 1])
        return list(zip(self.near[span].tolist(), self.by[span].tolist(), strict=True))

    def locked_to(self, person: int) -> list[int]:
        """With whom a coordinator locked this person."""
        return [one + two - person for one, two in self.locks if person in (one, two)]


class Meetings:
    """The overlaps of a round's people; those who keep the same hours share the work."""

    def __init__(self, people: Sequence[Person], terms: Terms) -> None:
        self.terms = terms
        hours = dict.fromkeys((person.zone, person.free) for person in people)
        self._tables: list[Stretches] = [free(*key, terms.first, terms.weeks) for key in hours]
        number = {key: at for at, key in enumerate(hours)}
        self._of = [number[person.zone, person.free] for person in people]
        self._known: dict[Pair, Overlap] = {}

    def __call__(self, one: int, two: int) -> Overlap:
        """When these two (by number) are both free."""
        left, right = sorted((self._of[one], self._of[two]))
        found = self._known.get((left, right))
        if found is None:
            tables = self._tables[left], self._tables[right]
            found = overlap(*tables, self.terms.session_minutes, self.terms.weeks)
            if len(self._known) < TABLE_MAX:
                self._known[left, right] = found
        return found


def ordered(people: Iterable[Person]) -> list[Person]:
    """People in the order that decides between equals: who joined first, and of one day the lower id."""
    return sorted(people, key=lambda person: (person.joined, person.id))


def build(
    people: Sequence[Person],
    terms: Terms,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    candidates: Iterable[Pair] | None = None,
) -> tuple[Graph, tuple[Refused, ...]]:
    """The graph of those of `people` who are in the round, and the locks that can't be kept.

    Pairs are of ids. With `candidates`, only those pairs (and the locked ones) are looked at; each is checked all the
    same. Raises ValueError when an id is there twice.
    """
    if len({person.id for person in people}) < len(people):
        raise ValueError("the same id twice")
    inside = ordered(person for person in people if not alone(person, terms))
    number = {person.id: at for at, person in enumerate(inside)}
    banned = _numbered(forbidden, number)
    locks, refused = _locks(people, terms, locked, forbidden, number)
    chosen: Iterable[Pair] = combinations(range(len(inside)), 2)
    if candidates is not None:
        chosen = sorted(_numbered(candidates, number) | locks)
    return _graph(inside, terms, chosen, locks, banned), refused


def _numbered(pairs: Iterable[Pair], number: dict[int, int]) -> frozenset[Pair]:
    """These pairs of ids as pairs of numbers, the lower first; those of people who aren't in the round are dropped."""
    found = ((number[one], number[two]) for one, two in pairs if one in number and two in number)
    return frozenset((min(pair), max(pair)) for pair in found if pair[0] != pair[1])


def _locks(
    people: Sequence[Person],
    terms: Terms,
    locked: Iterable[Pair],
    forbidden: Iterable[Pair],
    number: dict[int, int],
) -> tuple[frozenset[Pair], tuple[Refused, ...]]:
    """The locks that can be kept, by number, and those that can't. Of two locks on one person, the first in order holds."""
    known = {person.id: person for person in people}
    banned = {frozenset(pair) for pair in forbidden}
    most = 2 if terms.shape is Shape.RINGS else 1
    taken: dict[int, int] = {}
    kept, refused = set(), []
    for pair in sorted({(min(pair), max(pair)) for pair in locked}):
        if pair[0] == pair[1] or not known.keys() >= set(pair):
            refused.append(Refused(pair, (Rule.UNKNOWN,)))
            continue
        rules = broken(known[pair[0]], known[pair[1]], terms)
        if frozenset(pair) in banned:
            rules = (Rule.FORBIDDEN, *rules)
        if not rules and max(taken.get(one, 0) for one in pair) >= most:
            rules = (Rule.TAKEN,)
        if rules:
            refused.append(Refused(pair, rules))
            continue
        taken.update({one: taken.get(one, 0) + 1 for one in pair})
        kept.add(pair)
    return _numbered(kept, number), tuple(refused)


def _graph(
    inside: list[Person],
    terms: Terms,
    chosen: Iterable[Pair],
    locks: frozenset[Pair],
    banned: frozenset[Pair],
) -> Graph:
    """The graph of these people over those of the `chosen` pairs that break no rule."""
    meetings = Meetings(inside, terms)
    rows: list[tuple[int, int, int, int]] = []
    for one, two in chosen:
        left, right = inside[one], inside[two]
        if (one, two) in banned or not may_talk(left, right, terms):
            continue
        shared = meetings(one, two)
        if enough(shared, terms):
            days = former_days(left, right)
            rows.append((one, two, fit(left, right, terms, shared), 0 if days is None else former_step(days)))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    levels, waits = np.unique([person.left_out for person in inside], return_inverse=True)
    return weighed(inside, table, waits.astype(np.int64), max(len(levels) - 1, 0), locks)


def weighed(
    inside: Sequence[Person],
    table: Whole,
    waits: Whole,
    highest: int,
    locks: frozenset[Pair] = frozenset(),
) -> Graph:
    """The graph of a table with a row for each pair, in order: both numbers, points of fit, step of a former pair."""
    count, ends = len(inside), table[:, :2]
    ranks = scale(max(count, 2), highest)
    worth = table[:, 2] * ranks.point - table[:, 3] * ranks.former
    if ranks.point > 1:
        worth = worth + round_robin(ends, count)
    both = np.concatenate([ends, ends[:, ::-1]])
    by = np.concatenate([np.arange(len(ends))] * 2)
    order = np.lexsort((both[:, 1], both[:, 0]))
    start = np.searchsorted(both[order, 0], np.arange(count + 1)).astype(np.int64)
    return Graph(
        tuple(inside), ends, table[:, 2], table[:, 3], worth, waits, ranks, locks,
        start, both[order, 1], by[order],
    )  # fmt: skip


def round_robin(ends: Whole, count: int) -> Whole:
    """How early each pair has its turn in a round robin of so many people: the earlier the more, from 0 to `count` - 1.

    In such a table (the circle method) everybody meets everybody once. Following it among equals keeps later rounds
    free of repeats as long as there are people whom somebody hasn't met.
    """
    even = count + count % 2
    turns = max(even - 1, 1)
    one, two = ends[:, 0], ends[:, 1]
    turn = np.where(two == even - 1, 2 * one, one + two) % turns
    return turns - 1 - turn
