"""The heaviest set of pairs: maximum-weight matching in a general graph, with an upper bound that says how good it is.

Each connected component is looked at by itself. One that is small enough is solved exactly (Edmonds' algorithm, by
rustworkx). For a larger one there are pairs and a bound from the double cover (`matching.cover`); odd sets tighten the bound
(`matching.blossoms`), and the pairs are made better region by region (`matching.regions`). What is small is a rule about
size, not about time: the same pairs come out on any machine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matching import blossoms, cover, regions
from matching.edmonds import Graph, heaviest

Whole = NDArray[np.int64]

# Up to so many people × pairs a component is solved exactly: three to six seconds at most, measured on two old cores
# with 5,000 people of 20 candidates each, and with 1,000 people who all suit each other.
EXACT_UP_TO = 500_000_000
EXACT_FLOATS = 2**53  # whole numbers up to here are themselves in floats
FINEST = 2**31  # steps that weights with fractions are rounded to


@dataclass(frozen=True, slots=True)
class Solution:
    """Who is paired with whom, as indices with the lower first, in order; what it is worth; what nothing can exceed.

    `value` and `bound` are in the unit of the weights given. `exact`: no other matching is worth more. With
    `max_cardinality`, `bound` and `exact` speak of matchings with at least as many pairs as this one.
    """

    pairs: list[tuple[int, int]]
    value: float
    bound: float
    exact: bool


def solve(count: int, pairs: ArrayLike, weights: ArrayLike, *, max_cardinality: bool = False) -> Solution:
    """The heaviest matching of `count` people who may be put together as `pairs` say, at `weights`; or close to it.

    `pairs` is an (m, 2) array of indices below `count`; of a pair given twice the heavier counts. A pair of weight 0 or
    less is never made, unless `max_cardinality` asks for as many pairs as there can be, whatever they weigh. Whole
    weights are counted exactly; those with fractions in 2³¹ steps of the largest. Raises ValueError for a pair that
    can't be or a weight that isn't a number.
    """
    ends, given = _tidy(count, pairs, weights)
    whole, step = _in_whole_steps(given)
    if not max_cardinality:
        kept = whole > 0
        ends, given, whole = ends[kept], given[kept], whole[kept]
    if not len(ends):
        return Solution([], 0, 0, True)
    # Enough on top of every pair that one pair more always outweighs the rest.
    extra = 1 - int(whole.min()) + count // 2 * int(whole.max() - whole.min()) if max_cardinality else 0
    chosen, bound = [], 0
    for part in _components(count, ends, whole + extra):
        found, most = _solve_component(part)
        chosen.append(part.names[found])
        bound += most
    partner_pairs = np.concatenate(chosen)
    partner_pairs = partner_pairs[np.argsort(partner_pairs[:, 0])]
    at = np.searchsorted(ends[:, 0] * count + ends[:, 1], partner_pairs[:, 0] * count + partner_pairs[:, 1])
    reached = int(whole[at].sum())
    bound -= extra * len(at)
    value = given[at].sum().item()
    rounding = 0.0 if given.dtype == np.int64 else count / 2 * step
    listed = [(one, two) for one, two in partner_pairs.tolist()]
    if reached == bound:
        return Solution(listed, value, value, True)
    return Solution(listed, value, value + (bound - reached) * step + rounding, False)


def _tidy(
    count: int, pairs: ArrayLike, weights: ArrayLike
) -> tuple[Whole, NDArray[np.int64] | NDArray[np.float64]]:
    """Each pair once, the lower index first, in order; its weight."""
    ends = np.sort(np.asarray(pairs, np.int64).reshape(-1, 2), axis=1)
    given = np.asarray(weights)
    given = given.astype(np.int64 if given.dtype.kind in "iub" else np.float64)
    if (
        given.dtype == np.float64
        and (np.abs(given) <= EXACT_FLOATS).all()
        and (np.rint(given) == given).all()
    ):
        given = given.astype(np.int64)
    if len(given) != len(ends) or not np.isfinite(given).all():
        raise ValueError("each pair has one weight, a finite number")
    if len(ends) and (ends[:, 0].min() < 0 or ends[:, 1].max() >= count or (ends[:, 0] == ends[:, 1]).any()):
        raise ValueError(f"a pair is two different indices below {count}")
    key = ends[:, 0] * count + ends[:, 1]
    order = np.lexsort((-given, key))
    first = order[np.unique(key[order], return_index=True)[1]]
    return ends[first], given[first]


def _in_whole_steps(given: NDArray[np.int64] | NDArray[np.float64]) -> tuple[Whole, float]:
    """The weights as whole numbers, and what one of them is worth."""
    if given.dtype == np.int64 or not len(given):
        return given.astype(np.int64), 1
    step = float(np.abs(given).max()) / FINEST or 1.0
    return np.rint(given / step).astype(np.int64), step


def _components(count: int, ends: Whole, weights: Whole) -> list[Graph]:
    """The connected components that hold a pair, the one with the lowest index first."""
    joined = csr_array((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), shape=(count, count))
    label = connected_components(joined, directed=False)[1]
    people = np.argsort(label, kind="stable")
    since = np.searchsorted(label[people], np.arange(label.max() + 2))
    place = np.empty(count, np.int64)  # of each person among those of their component
    place[people] = np.arange(count) - since[label[people]]
    own = label[ends[:, 0]]
    order = np.argsort(own, kind="stable")
    marks = np.flatnonzero(np.diff(own[order], prepend=-1))
    parts = np.split(order, marks[1:])
    names = (people[since[one] : since[one + 1]] for one in own[order[marks]])
    return [Graph(who, place[ends[part]], weights[part]) for who, part in zip(names, parts, strict=True)]


def _solve_component(graph: Graph) -> tuple[Whole, int]:
    """Pairs of one component, and its upper bound."""
    if len(graph.names) * len(graph.pairs) <= EXACT_UP_TO:
        pairs = heaviest(graph)
        return pairs, graph.worth(pairs)
    gives, bound = cover.fractional(len(graph.names), graph.pairs, graph.weights)
    partner, bound = blossoms.tightened(graph, gives, bound)
    partner = regions.improve(graph, partner, bound)
    ones = np.flatnonzero(partner > np.arange(len(partner)))
    return np.stack((ones, partner[ones]), axis=1), bound
