"""A matching made better, region by region: what is there is freed inside a region and solved exactly, again and again.

A region is a neighbourhood: who is nearest to the same chosen person, by heavy pairs. In each sweep the regions lie
elsewhere, so what one border kept apart the next one joins. No sweep makes a matching lighter.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from matching.chance import shuffled
from matching.cover import ALONE, worth
from matching.edmonds import Graph, heaviest

Whole = NDArray[np.int64]

SWEEPS = 2
REGION = 2_500_000  # people × pairs in an average region: a fortieth of a second
ENOUGH = 0.02  # a sweep that gains less than this share of what is missing to the bound is the last one


def improve(graph: Graph, partner: Whole, bound: int) -> Whole:
    """A matching at least as heavy as this one, given and returned as each person's partner or `ALONE`."""
    size = len(graph.names)
    degree = 2 * len(graph.pairs) / size
    width = max(2, int((2 * REGION / degree) ** 0.5))
    partner, reached = partner.copy(), worth(graph, partner)
    for sweep in range(SWEEPS):
        middles = np.sort(shuffled(size, sweep)[: max(1, size // width)])
        _solve_in(_inside(graph, _regions(_nearness(graph, partner), middles, partner, 2 * width)), partner)
        before, reached = reached, worth(graph, partner)
        if reached - before <= ENOUGH * (bound - before):
            break
    for wider in (2, 4):
        if np.count_nonzero(partner == ALONE) > 1:
            near = _nearness(graph, partner)
            _solve_in(_inside(graph, _around_the_left_out(near, partner, wider * width)), partner)
    return partner


def _solve_in(regions: list[Graph], partner: Whole) -> None:
    for region in regions:
        pairs = region.names[heaviest(region)]
        partner[region.names] = ALONE
        partner[pairs[:, 0]], partner[pairs[:, 1]] = pairs[:, 1], pairs[:, 0]


def _nearness(graph: Graph, partner: Whole) -> csr_array:
    """How far apart the two of each pair are: what it would cost to make it, when each person is half their present pair."""
    size, half = len(partner), np.zeros(len(partner))
    ones = np.flatnonzero(partner != ALONE)
    held = graph.weights[graph.at(np.sort(np.stack((ones, partner[ones]), axis=1), axis=1))]
    half[ones] = held / 2
    far = np.maximum(half[graph.pairs].sum(axis=1) - graph.weights, 0) + 1
    near = csr_array((far, (graph.pairs[:, 0], graph.pairs[:, 1])), shape=(size, size))
    return (near + near.T).tocsr()


def _around_the_left_out(near: csr_array, partner: Whole, widest: int) -> Whole:
    """One region, 0, of those nearest to anybody who is alone; everybody else in a region of their own."""
    everyone = np.arange(len(partner))
    alone = np.flatnonzero(partner == ALONE)
    far = dijkstra(near, directed=False, indices=alone, min_only=True)
    inside = np.zeros(len(partner), bool)
    inside[np.argsort(far, kind="stable")[:widest]] = True
    inside[partner[inside & (partner != ALONE)]] = True
    return np.where(inside, 0, everyone + 1)


def _regions(near: csr_array, middles: Whole, partner: Whole, widest: int) -> Whole:
    """The region of each person: that of the nearest of `middles`; at most `widest` people, and one more for each pair."""
    far, _, middle = dijkstra(near, directed=False, indices=middles, min_only=True, return_predecessors=True)
    order = np.lexsort((far, middle))
    since = np.searchsorted(middle[order], middle[order])
    region = np.empty(len(partner), np.int64)
    region[order] = middle[order] * len(partner) + (np.arange(len(order)) - since) // widest
    everyone = np.arange(len(partner))
    paired = partner != ALONE
    return region[np.where(paired, np.minimum(partner, everyone), everyone)]


def _inside(graph: Graph, region: Whole) -> list[Graph]:
    """Each region that holds a pair, as a graph of its own."""
    own = region[graph.pairs[:, 0]]
    inside = np.flatnonzero(own == region[graph.pairs[:, 1]])
    inside = inside[np.argsort(own[inside], kind="stable")]
    marks = np.flatnonzero(np.diff(own[inside], prepend=-1))
    parts = []
    for part in np.split(inside, marks[1:]):
        who, place = np.unique(graph.pairs[part], return_inverse=True)
        parts.append(Graph(who, place.reshape(-1, 2), graph.weights[part]))
    return parts
