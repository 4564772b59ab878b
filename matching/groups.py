"""Who is with whom in a round: people and terms in, groups out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.pairs import Pair, Refused, legs
from matching.people import Person
from matching.rules import Rule, Terms


@dataclass(frozen=True, slots=True)
class Group:
    """People who are together in a round, by id. Two: a pair, each way. More: each coaches the next, the last the first."""

    members: tuple[int, ...]

    @property
    def legs(self) -> list[Pair]:
        """Who is partner of whom; in a ring, the coach first."""
        return legs(self.members)


@dataclass(frozen=True, slots=True)
class Aside:
    """Somebody who was asked for but isn't in the round, and why (`alone`)."""

    id: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The outcome. `value` and `bound` are for the log: what the pairs are worth and can't be worth more than.

    `exact`: it is certain that no other groups rank higher by `matching.weights`, coming rounds aside.
    """

    groups: tuple[Group, ...]
    left_out: tuple[int, ...]
    aside: tuple[Aside, ...]
    refused: tuple[Refused, ...]
    exact: bool
    value: float
    bound: float

    def group_of(self, person: int) -> Group | None:
        """The group this person is in; None when they have none."""
        return next((group for group in self.groups if person in group.members), None)


def match(
    people: Sequence[Person],
    terms: Terms,
    *,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    candidates: Iterable[Pair] | None = None,
) -> Grouping:
    """The best groups of these people under these terms. Pairs are of ids, in any order.

    `locked` pairs stay together, those that can't are in `refused`; `forbidden` never meet.
    Only `candidates` are considered when they are given, and of more than `ALL_PAIRS` people those of
    `matching.candidates`. Raises ValueError for an id that is there twice, ZoneInfoNotFoundError for an unknown zone.
    """
    from matching.search import search  # with numpy and scipy: most processes never match, and start sooner

    return search(people, terms, locked, forbidden, candidates)
