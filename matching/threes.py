"""An odd number of people: one ring of three and pairs for all the others, at best. Exact where the bound closes.

Each ring of three that could be is looked at, the most promising first. What the others can be worth in pairs is bounded
by prices: if those of any two who may meet add up to what their pair is worth, no pairs are worth more than their people's
prices. Once what is still to be looked at can't be worth more than what was found, that is the best.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching import edmonds
from matching.graph import Graph, Whole
from matching.partition import Members

LOOKED_AT = 200  # rings for which the others are paired, at most
AT_MOST = 60  # people at once: a second


def threes(count: int, pairs: Whole) -> Whole:
    """All sets of three below `count` of whom each two are one of these pairs, in order, as an (m, 3) array."""
    near = np.zeros((count, count), bool)
    near[pairs[:, 0], pairs[:, 1]] = True
    # Each once: of three numbers the lowest two are the pair.
    at, third = np.nonzero(near[pairs[:, 0]] & near[pairs[:, 1]])
    return np.column_stack((pairs[at], third))


def with_one_ring(graph: Graph, component: Sequence[int], chosen: Whole) -> tuple[list[Members], bool]:
    """A ring of three and pairs of these people, so that nobody is left out, over these pairs of the graph; worth most.

    Without an answer: no groups. Said with it: whether it is certain that none is worth more.
    """
    count = len(component)
    lookup = np.full(len(graph.people), -1)
    lookup[list(component)] = np.arange(count)
    pairs, worth = lookup[graph.ends[chosen]], graph.worth[chosen]
    rings = threes(count, pairs)
    table = np.zeros((count, count), np.int64)
    table[pairs[:, 0], pairs[:, 1]] = worth
    held = table[rings[:, 0], rings[:, 1]] + table[rings[:, 1], rings[:, 2]] + table[rings[:, 0], rings[:, 2]]
    prices = _prices(count, pairs, 2 * worth)
    hoped = held + prices.sum() - prices[rings].sum(axis=1)
    best: tuple[int, list[Members]] | None = None
    order = np.argsort(-hoped, kind="stable")
    for ring in order[:LOOKED_AT].tolist():
        if best is not None and hoped[ring] <= best[0]:
            return best[1], True
        found = _the_others(count, pairs, worth, rings[ring])
        if found is not None:
            total = int(held[ring]) + found[0]
            if best is None or total > best[0]:
                three: Members = tuple(component[one] for one in rings[ring].tolist())
                rest: list[Members] = [(component[one], component[two]) for one, two in found[1].tolist()]
                best = total, sorted([three, *rest])
    return (best[1], len(order) <= LOOKED_AT) if best else ([], len(order) <= LOOKED_AT)


def _prices(count: int, pairs: Whole, worth: Whole) -> Whole:
    """A whole price for each person, so that those of two who may meet add up to no less than this; the least in all."""
    joined = csr_array(
        (-np.ones(2 * len(pairs)), (np.repeat(np.arange(len(pairs)), 2), pairs.ravel())),
        shape=(len(pairs), count),
    )
    scale = max(int(np.abs(worth).max(initial=0)), 1)
    from scipy.optimize import linprog  # a third of a second that most processes never need

    solved = linprog(np.ones(count), A_ub=joined, b_ub=-worth / scale, bounds=(None, None))
    rough: NDArray[np.float64] = solved.x if solved.x is not None else np.ones(count)
    prices = np.ceil(rough * scale).astype(np.int64)
    short = int((worth - prices[pairs].sum(axis=1)).max(initial=0))
    return prices + max(-(-short // 2), 0)  # whatever was rounded: no pair is worth more than its prices


def _the_others(count: int, pairs: Whole, worth: Whole, ring: Whole) -> tuple[int, Whole] | None:
    """All but the three in pairs that are worth most, counted twice; None when that can't be."""
    inside = np.ones(count, bool)
    inside[ring] = False
    at = np.flatnonzero(inside[pairs].all(axis=1))
    if count == 3:
        return 0, pairs[:0]
    if not len(at):
        return None
    low = int(worth[at].min())
    extra = 1 - low + count // 2 * (int(worth[at].max()) - low)
    graph = edmonds.Graph(np.arange(count), pairs[at], worth[at] + extra)
    found = edmonds.heaviest(graph)
    if 2 * len(found) < count - 3:
        return None
    return 2 * (graph.worth(found) - extra * len(found)), found
