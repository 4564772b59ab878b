"""Pairs of people, by id or by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.rules import Rule

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair that a coordinator locked and that can't be kept: which rules it breaks (ids, the lower first)."""

    pair: Pair
    rules: tuple[Rule, ...]


def legs(members: Sequence[int]) -> list[Pair]:
    """Who coaches whom in a ring, each the next one and the last the first; for a pair, the one pair."""
    closing = [(members[-1], members[0])] if len(members) > 2 else []
    return [*pairwise(members), *closing]
