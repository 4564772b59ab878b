"""A look ahead, so that fit doesn't use up the new people: whoever goes by fit alone has everybody meet again too soon.

In a small community that has met for some rounds, who hasn't met may fall apart into odd circles; then somebody meets a
former partner again in a round in which nobody needed to. So after the groups that fit best, the coming rounds are played
in advance, several times, by chance that is always the same: how many people lack a new partner, round by round? If that
is more than there must be, other groups are tried, with a little more of chance in their fit each time, and those are taken
that leave the fewest lacking, the next round before the one after; between equals those tried first, which fit better.

It is a heuristic: what was played can be done, but that nothing better can be isn't proven. Nobody foresees who will join
or leave; whoever is new only adds to whom the others can meet.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from matching import edmonds
from matching.chance import mixed
from matching.graph import Graph, Whole
from matching.pairs import Pair, legs
from matching.partition import Members, total
from matching.threes import threes
from matching.weights import FIT_AT_MOST

Lack = tuple[int, ...]  # people without a new partner, round by round

ROUNDS = 12  # played in advance: a year and a half; with eight, in odd pools some had been in too many rings by then
AT_MOST = 60  # people in a component; more would take ten years of rounds to meet
MET = 3  # it begins when somebody has met one in so many of those they could
GAMES = 3  # each grouping is played so often
TURNS = 8  # groupings tried beside the one that fits best
RINGS = 4  # tried for a round of an odd number of people
CHANCE_BITS = 10


def needed(graph: Graph, component: Sequence[int]) -> bool:
    """Whether these are few enough for a look ahead, and somebody has met so many that it is due."""
    if not 4 <= len(component) <= AT_MOST:
        return False
    for person in component:
        could = graph.neighbours(person)
        met = sum(graph.former[number] > 0 for _, number in could)
        if met and met * MET >= len(could):
            return True
    return False


def foreseen(
    graph: Graph, component: Sequence[int], first: list[Members], again: Callable[[Graph], list[Members]]
) -> list[Members]:
    """`first`, the groups that fit best, or others of the same rank but for the fit that leave more new partners for later.

    `again` finds the groups of this component in a graph in which the fit is another.
    """
    ranks = replace(graph, worth=-graph.former * graph.scale.former)
    highest, best = total(ranks, first), first
    left = np.bincount(_unmet(graph, component, ()).ravel(), minlength=len(component))
    # Everybody meets somebody new now, or so it is hoped; then so many have nobody new left.
    fewest = tuple(int(np.count_nonzero(left - 1 <= number)) for number in range(ROUNDS))
    least, _ = lacking(graph, component, first)
    seen = {frozenset(first)}
    for turn in range(1, TURNS + 1):
        if least <= fewest:
            break
        groups = again(replace(graph, worth=_less_of_the_fit(graph, turn)))
        if frozenset(groups) not in seen and total(ranks, groups) >= highest:
            seen.add(frozenset(groups))
            found, _ = lacking(graph, component, groups, least)
            if found < least:
                best, least = groups, found
    return best


def _less_of_the_fit(graph: Graph, turn: int) -> Whole:
    """What pairs are worth when chance has `turn` parts of `TURNS` in their fit."""
    luck = (_chances(graph.ends, turn) * (FIT_AT_MOST + 1)) >> CHANCE_BITS
    change: Whole = (luck - graph.fit) * turn // TURNS * graph.scale.point
    return graph.worth + change


def _chances(pairs: Whole, turn: int) -> Whole:
    """A number below 2¹⁰ for each pair, another one for each turn, that looks like chance."""
    named = pairs.astype(np.uint64)
    start = np.uint64(turn) << np.uint64(40)
    found = mixed(mixed(named[:, 0] + start) + named[:, 1]) >> np.uint64(64 - CHANCE_BITS)
    return found.astype(np.int64)


def lacking(
    graph: Graph, component: Sequence[int], groups: Sequence[Members], below: Lack = ()
) -> tuple[Lack, Lack]:
    """How many lack a new partner in each of the rounds after this one: in the best game played, and at least.

    A lack in an earlier round is worse than any later. Games that come to nothing better than `below` aren't played out.
    """
    pairs = _unmet(graph, component, groups)
    left = np.bincount(pairs.ravel(), minlength=len(component))
    fewest = tuple(int(np.count_nonzero(left <= number)) for number in range(ROUNDS))
    least = below or (len(component) + 1,)
    for game in range(GAMES):
        least = min(least, _played(len(component), pairs, game, least))
        if least <= fewest:
            break
    return least, fewest


def _unmet(graph: Graph, component: Sequence[int], groups: Sequence[Members]) -> Whole:
    """The pairs, by place in the component, that haven't met and don't in these groups."""
    place = {person: at for at, person in enumerate(component)}
    beside = {frozenset(leg) for members in groups for leg in legs(members)}
    found = [
        (place[one], place[two])
        for one in component
        for two, number in graph.neighbours(one)
        if one < two and not graph.former[number] and frozenset((one, two)) not in beside
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def _played(count: int, pairs: Whole, game: int, below: Lack) -> Lack:
    """How many lack a new partner in each round of one game, which ends when it can't come below this."""
    lack: Lack = ()
    for number in range(ROUNDS):
        left = np.bincount(pairs.ravel(), minlength=count)
        met = _round(count, pairs, left, game * ROUNDS + number)
        lack += (count - len({person for pair in met for person in pair}),)
        if lack > below[: len(lack)]:
            break
        keys = {one * count + two for one, two in met}
        pairs = pairs[~np.isin(pairs[:, 0] * count + pairs[:, 1], list(keys))]
    return lack


def _round(count: int, pairs: Whole, left: Whole, turn: int) -> set[Pair]:
    """Who meets in one such round: as many new pairs as there can be, and who is left joins a pair that is new to them.

    Whoever has fewest new people left comes first; between equals chance decides.
    """
    if not len(pairs):
        return set()
    scarce = (left.max() - left)[pairs].sum(axis=1) + 1
    weights = (scarce << CHANCE_BITS) + _chances(pairs, turn)
    weights += (int(weights.max()) + 1) * count  # one pair more outweighs all that
    if count % 2:
        for ring in _rings(count, pairs, left, turn).tolist():
            apart = ~np.isin(pairs, ring).any(axis=1)
            chosen = _heaviest(count, pairs[apart], weights[apart])
            if 2 * len(chosen) == count - 3:
                return {*map(tuple, chosen.tolist()), *combinations(ring, 2)}
    chosen = _heaviest(count, pairs, weights)
    alone = sorted(set(range(count)).difference(chosen.ravel().tolist()))
    met = {(one, two) for one, two in chosen.tolist()}
    return met | _joined(alone, chosen, pairs, left) if alone else met


def _heaviest(count: int, pairs: Whole, weights: Whole) -> Whole:
    return edmonds.heaviest(edmonds.Graph(np.arange(count), pairs, weights)) if len(pairs) else pairs


def _rings(count: int, pairs: Whole, left: Whole, turn: int) -> Whole:
    """Some rings of three: those whose people have most new people left, between equals by chance."""
    rings = threes(count, pairs)
    luck = _chances(rings[:, :2], turn) ^ _chances(rings[:, 1:], turn)
    return rings[np.lexsort((luck, -left[rings].sum(axis=1)))[:RINGS]]


def _joined(alone: Sequence[int], chosen: Whole, pairs: Whole, left: Whole) -> set[Pair]:
    """Whom those who are alone meet when each joins one of the chosen pairs: the one with most new people left."""
    new = {(one, two) for one, two in pairs.tolist()}
    ranked = sorted(chosen.tolist(), key=lambda pair: -int(left[pair].sum()))
    found: set[Pair] = set()
    for person in alone:
        for at, pair in enumerate(ranked):
            legs_new = {(min(person, other), max(person, other)) for other in pair}
            if legs_new <= new:
                found |= legs_new
                del ranked[at]
                break
    return found
