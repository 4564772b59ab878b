"""Whom to look at for each person, when there are too many to look at every pair.

People are taken in blocks that speak the same languages on the same level; whom such a block could meet is known without
looking at each pair. Of these each person's free half-hours are laid over theirs, in bits. What is left out here breaks a
hard rule for certain; what is listed may still break one, so every pair is checked again (`matching.rules`).

Of more than `LOOKED_AT` possible partners a person is compared with so many, chosen by chance; and with all of them when
too few of these could be. Of those who could be, the best are listed by a rough fit, and some by chance: a crowd in which
everybody lists only those who are most like them falls apart into odd little groups.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from matching.chance import mixed, shuffled
from matching.columns import Columns, columns
from matching.people import Person
from matching.rules import Terms, alone
from matching.weights import (
    AIM,
    AIMS_AT_MOST,
    EASE,
    EASE_AT_MOST,
    LEVEL,
    LEVEL_STEP,
    LEVEL_UNKNOWN,
    STYLE,
    STYLES_AT_MOST,
    WISH,
)

Whole = NDArray[np.int64]
Points = NDArray[np.int32]
Pair = tuple[int, int]

EACH = 20  # candidates that each person lists; others may list them too
BY_CHANCE = 4  # one in so many of them
LOOKED_AT = 4096
CELLS = 2**19  # pairs looked at in one go: a few megabytes, which stay in the processor's cache
CHANCE_BITS = 12  # beneath the points: decides between equals, for every two people otherwise
NEVER = -1


def listed(
    people: Iterable[Person], terms: Terms, each: int = EACH, forbidden: Iterable[Pair] = ()
) -> list[Pair]:
    """Pairs of ids worth looking at, the lower first, in order; of those who are in the round.

    Everybody lists `each` possible partners, or all when there are fewer. Raises ZoneInfoNotFoundError for a zone that
    the time zone database doesn't have.
    """
    inside = sorted((person for person in people if not alone(person, terms)), key=lambda person: person.id)
    ids = np.array([person.id for person in inside], np.int64)
    found = candidates(columns(inside, terms, forbidden), each)
    return [(one, two) for one, two in ids[found].tolist()]


def candidates(table: Columns, each: int = EACH) -> Whole:
    """Pairs of row numbers worth looking at, the lower first, in order, as an (m, 2) array."""
    found = [np.empty(0, np.int64)]
    for rows, others in _blocks(table):
        found.append(_of_block(table, rows, others, each))
    keys = np.unique(np.concatenate(found))
    count = max(table.count, 1)
    return np.stack((keys // count, keys % count), axis=1)


def _blocks(table: Columns) -> Iterator[tuple[Whole, Whole]]:
    """People of the same languages, level and width, and whom they could meet by that, in an order of chance."""
    if not table.count:
        return
    words = [*table.languages.T.astype(np.int64), table.level.astype(np.int64), table.wider.astype(np.int64)]
    order = np.lexsort(words)
    keys = np.stack(words, axis=1)[order]
    marks = np.flatnonzero((keys[1:] != keys[:-1]).any(axis=1)) + 1
    line = shuffled(table.count)
    languages, level, wider = table.languages[line], table.level[line], table.wider[line]
    for rows in np.split(order, marks):
        one = rows[0]
        fits = (languages & table.languages[one]).any(axis=1)
        if table.level[one] != table.UNKNOWN:
            near = np.abs(level - table.level[one]) <= table.level_gap
            fits &= near | (level == table.UNKNOWN) | (wider & table.wider[one])
        yield rows, line[fits]


def _of_block(table: Columns, rows: Whole, others: Whole, each: int) -> Whole:
    """The candidates of these people, each pair as one number."""
    found, few = [], []
    if len(others) <= max(LOOKED_AT, each):
        few.append(rows)
    else:
        for part in _parts(rows, LOOKED_AT):
            since = int(mixed(part[:1].astype(np.uint64))[0] % np.uint64(len(others)))
            chosen = np.take(others, np.arange(since, since + LOOKED_AT), mode="wrap")
            pairs, counts = _best(table, part, chosen, each)
            found.append(pairs)
            few.append(part[counts < each])
    for part in _parts(np.concatenate(few), len(others)):
        found.append(_best(table, part, others, each)[0])
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _parts(rows: Whole, width: int) -> Iterator[Whole]:
    """These rows, as many at a time as can be compared with `width` others in one go."""
    height = max(1, CELLS // max(width, 1))
    for at in range(0, len(rows), height):
        yield rows[at : at + height]


def _best(table: Columns, rows: Whole, others: Whole, each: int) -> tuple[Whole, Whole]:
    """The candidates of these people among `others`, each pair as one number; how many each of them could meet."""
    points = _points(table, rows, others)
    could = np.count_nonzero(points >= 0, axis=1)
    width = len(others)
    if each >= width:
        left, right = np.nonzero(points >= 0)
        return _keys(table, rows[left], others[right]), could
    by_chance = each // BY_CHANCE
    best = np.argpartition(points, width - (each - by_chance), axis=1)[:, width - (each - by_chance) :]
    chosen = [best]
    if by_chance:
        # The fit is in the high bits; without it what is left is the chance of each two people.
        luck = np.where(points >= 0, points & (2**CHANCE_BITS - 1), NEVER)
        np.put_along_axis(luck, best, NEVER, axis=1)
        chosen.append(np.argpartition(luck, width - by_chance, axis=1)[:, width - by_chance :])
    place = np.concatenate(chosen, axis=1)
    left, right = np.nonzero(np.take_along_axis(points, place, axis=1) >= 0)
    return _keys(table, rows[left], others[place[left, right]]), could


def _keys(table: Columns, ones: Whole, twos: Whole) -> Whole:
    return np.minimum(ones, twos) * table.count + np.maximum(ones, twos)


def _points(table: Columns, rows: Whole, others: Whole) -> Points:
    """A rough fit of each of `rows`, all of one block, with each of `others`; `NEVER` for those who can't meet."""
    free = _shared(table.free, rows, others)
    # Twice the half-hours that are shared beyond what is asked for, as if they were sessions.
    spare = np.clip(free - table.half_hours, 0, EASE_AT_MOST * 2)
    points = spare * np.int32(EASE // 2)
    points += np.minimum(_shared(table.aims, rows, others), AIMS_AT_MOST) * np.int32(AIM)
    points += np.minimum(_shared(table.style, rows, others), STYLES_AT_MOST) * np.int32(STYLE)
    points += _wishes_met(table, rows, others)
    points += _level(table, rows[0], others)
    place = np.full(table.count, NEVER)
    place[others] = np.arange(len(others))
    points[_cells(table.former, rows, place)] = 0
    luck = [mixed(who.astype(np.uint64)).astype(np.uint32) | np.uint32(1) for who in (rows, others)]
    by_chance = luck[0][:, None] * luck[1] >> np.uint32(32 - CHANCE_BITS)
    points = (points << CHANCE_BITS) + by_chance.astype(np.int32)
    points[free < table.half_hours] = NEVER
    points[_cells(table.apart, rows, place)] = NEVER
    itself = place[rows]
    points[itself >= 0, itself[itself >= 0]] = NEVER
    return points


def _shared(bits: NDArray[np.uint64], rows: Whole, others: Whole) -> Points:
    """How many bits each of `rows` has in common with each of `others`."""
    found = np.zeros((len(rows), len(others)), np.int32)
    for word in bits.T:
        found += np.bitwise_count(word[rows, None] & word[others])
    return found


def _wishes_met(table: Columns, rows: Whole, others: Whole) -> Points:
    """Points for the wishes of both; none where one of them hasn't said what their heritage is."""
    if not table.wants_same.any() and not table.wants_across.any():
        return np.zeros((1, 1), np.int32)
    token = table.heritage
    same = (token[rows, None] & token[others]) != 0
    known = (token[rows, None] != 0) & (token[others] != 0)
    wants = [wish.astype(np.int32) for wish in (table.wants_same, table.wants_across)]
    either = [wish[rows, None] + wish[others] for wish in wants]
    points: Points = np.where(same, either[0], either[1]) * known * np.int32(WISH)
    return points


def _level(table: Columns, one: int, others: Whole) -> Points:
    """Points for the level of one person and each of `others`."""
    if table.level[one] == table.UNKNOWN:
        return np.full(len(others), LEVEL_UNKNOWN, np.int32)
    gap = np.abs(table.level[others] - table.level[one]).astype(np.int32)
    points = np.maximum(0, LEVEL - gap * LEVEL_STEP)
    return np.where(table.level[others] == table.UNKNOWN, LEVEL_UNKNOWN, points).astype(np.int32)


def _cells(pairs: Whole, rows: Whole, place: Whole) -> tuple[Whole, Whole]:
    """Where in the table of `rows` by others, who stand at `place`, these pairs (sorted, both ways round) are."""
    since, till = np.searchsorted(pairs[:, 0], rows), np.searchsorted(pairs[:, 0], rows, side="right")
    height = np.repeat(np.arange(len(rows)), till - since)
    within = np.arange(len(height)) - np.repeat(np.cumsum(till - since) - (till - since), till - since)
    column = place[pairs[since[height] + within, 1]]
    return height[column >= 0], column[column >= 0]
