"""People as columns of numbers and bits, for looking at very many pairs at a time (`matching.candidates`)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from matching.overlap import offsets
from matching.people import DAY, Person, Window, Wish
from matching.rules import Terms

Bits = NDArray[np.uint64]
Whole = NDArray[np.int64]
Pair = tuple[int, int]

HALF_HOUR = 30  # minutes
WEEK = 7 * DAY // HALF_HOUR  # 336 half-hours
WORD = 64  # bits
LANGUAGE_WORDS = 4  # beyond 256 languages two may share a bit, which only lists more pairs than need be


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A row for each person. `free` are the half-hours of a week from Monday 00:00 UTC, 336 bits in six words.

    A half-hour counts as free when any minute of it is, in any week of the round; so nobody who has time enough in
    common with somebody shares fewer than `half_hours` bits with them. `level` is a band, or `UNKNOWN`. `apart` and
    `former` are pairs of row numbers, both ways round, sorted: never partners, and partners as a last resort.
    """

    UNKNOWN: ClassVar[int] = -1

    languages: Bits
    free: Bits
    level: NDArray[np.int16]
    wider: NDArray[np.bool_]
    aims: Bits
    style: Bits
    heritage: Bits = field(repr=False)
    wants_same: NDArray[np.bool_] = field(repr=False)
    wants_across: NDArray[np.bool_] = field(repr=False)
    apart: Whole = field(repr=False)
    former: Whole = field(repr=False)
    half_hours: int
    level_gap: int

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.level)


def columns(people: Sequence[Person], terms: Terms, forbidden: Iterable[Pair] = ()) -> Columns:
    """These people, in this order, as columns. `forbidden` are pairs of ids who must not meet.

    Raises ZoneInfoNotFoundError for a zone that the time zone database doesn't have.
    """
    row = {person.id: at for at, person in enumerate(people)}
    apart = [(row[one], row[two]) for one, two in forbidden if one in row and two in row]
    former: list[Pair] = []
    for at, person in enumerate(people):
        apart += [(at, row[other]) for other in person.ties | person.blocks if other in row]
        for other in person.former.keys() & row.keys():
            both = person.accepts_former and people[row[other]].accepts_former
            (former if both else apart).append((at, row[other]))
    return Columns(
        languages=_bits([person.languages for person in people], LANGUAGE_WORDS),
        free=_weeks(people, terms),
        level=np.array([Columns.UNKNOWN if one.level is None else one.level for one in people], np.int16),
        wider=np.array([person.wider for person in people], bool),
        aims=_bits([person.aims for person in people], 1),
        style=_bits([person.style for person in people], 1),
        heritage=_bits([person.heritage for person in people], 1)[:, 0],
        wants_same=np.array([person.wish is Wish.SAME for person in people], bool),
        wants_across=np.array([person.wish is Wish.ACROSS for person in people], bool),
        apart=both_ways(apart),
        former=both_ways(former),
        # The fullest week of a round has at least what is asked for on average.
        half_hours=-(-terms.sessions_a_week * terms.session_minutes // HALF_HOUR),
        level_gap=terms.level_gap,
    )


def both_ways(pairs: Sequence[Pair]) -> Whole:
    """Each pair once in either order, sorted, as an (m, 2) array."""
    found = np.array(pairs, np.int64).reshape(-1, 2)
    return np.unique(np.concatenate((found, found[:, ::-1])), axis=0)


def _bits(sets: Sequence[Collection[str]], most: int) -> Bits:
    """A bit for each word that somebody has, in as many columns as that takes; `most` columns, then words share bits."""
    place = {word: at for at, word in enumerate(sorted(set().union(*sets)))}
    width = min(max(1, -(-len(place) // WORD)), most)
    masks = [sum(1 << at for at in {place[word] % (width * WORD) for word in words}) for words in sets]
    return _words(masks, width)


def _words(masks: Sequence[int], width: int) -> Bits:
    """These bits as rows of so many words."""
    data = b"".join(mask.to_bytes(8 * width, "little") for mask in masks)
    return np.frombuffer(data, "<u8").astype(np.uint64).reshape(-1, width)


def _weeks(people: Sequence[Person], terms: Terms) -> Bits:
    """The free half-hours of each person."""
    masks = []
    for person in people:
        ahead = frozenset(ahead for _, _, ahead in offsets(person.zone, terms.first, terms.weeks))
        masks.append(_week(ahead, person.free))
    return _words(masks, -(-WEEK // WORD))


@lru_cache(maxsize=65536)
def _week(ahead: frozenset[int], windows: tuple[Window, ...]) -> int:
    """The half-hours of a week in UTC that these windows touch, on clocks that are so many minutes ahead."""
    mask = 0
    for window in windows:
        for minutes in ahead:
            since = window.weekday * DAY + window.since - minutes
            till = since + window.till - window.since
            first = since // HALF_HOUR
            for half_hour in range(first, -(-till // HALF_HOUR)):
                mask |= 1 << half_hour % WEEK
    return mask
