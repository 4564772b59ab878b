"""The double cover: everybody gives once and receives once, at best total weight. For graphs beyond an exact solution.

Halved, its value is the linear relaxation of the matching: an upper bound that needs no trust. Where giving and receiving
agree, a pair is found; what remains are cycles, and each is cut into pairs at its best place.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.edmonds import Graph

Whole = NDArray[np.int64]

ALONE = -1  # in place of a partner
COUNTED = 2**53  # whole numbers up to here are exact in the library's floats


def fractional(count: int, pairs: Whole, weights: Whole) -> tuple[Whole, int]:
    """To whom each of `count` people gives (to themselves: to nobody), and the upper bound of any matching's weight.

    Weights are whole and above zero. Where their sum is too much for floats they are rounded up, which widens the bound.
    """
    step = 1
    while (int(weights.max()) // step + 2) * 2 * count > COUNTED:
        step *= 2
    coarse = -(-weights // step)
    # Cheapest instead of heaviest. Staying alone costs as much as a pair of weight 0; a cost of 0 would mean "can't be".
    dearest = int(coarse.max()) + 1
    everyone = np.arange(count)
    giver = np.concatenate((pairs[:, 0], pairs[:, 1], everyone))
    taker = np.concatenate((pairs[:, 1], pairs[:, 0], everyone))
    cost = dearest - np.concatenate((coarse, coarse, np.zeros(count, np.int64)))
    table = csr_array((cost.astype(np.float64), (giver, taker)), shape=(count, count))
    table.sort_indices()
    rows, taken = min_weight_full_bipartite_matching(table)
    gives = np.empty(count, np.int64)
    gives[rows] = taken
    spent = int(table[rows, taken].sum())
    return gives, (dearest * count - spent) * step // 2


def circles(gives: Whole) -> list[list[int]]:
    """The circles of three or more in which people give to each other."""
    everyone = np.arange(len(gives))
    on_circles = np.flatnonzero((gives[gives] != everyone) & (gives != everyone))
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in on_circles.tolist():
        if start in seen:
            continue
        circle = [start]
        while (after := int(gives[circle[-1]])) != start:
            circle.append(after)
        seen.update(circle)
        found.append(circle)
    return found


def cut(gives: Whole, graph: Graph) -> Whole:
    """Pairs from who gives to whom: each person's partner, or `ALONE`."""
    everyone = np.arange(len(gives))
    agreed = (gives[gives] == everyone) & (gives != everyone)
    partner = np.where(agreed, gives, ALONE)
    for circle in circles(gives):
        ahead = np.stack((circle, gives[circle]), axis=1)
        for at in best_cut(graph.weights[graph.at(np.sort(ahead, axis=1))].tolist()):
            one, two = circle[at], circle[(at + 1) % len(circle)]
            partner[one], partner[two] = two, one
    return partner


def worth(graph: Graph, partner: Whole) -> int:
    """What a matching, given as each person's partner or `ALONE`, weighs."""
    ones = np.flatnonzero(partner > np.arange(len(partner)))
    return graph.worth(np.stack((ones, partner[ones]), axis=1))


def best_cut(steps: list[int]) -> list[int]:
    """Which steps of a cycle to keep: every other one, an odd cycle leaving one person out, so that they weigh most."""
    size, half = len(steps), len(steps) // 2
    # Going round by twos passes every step of an odd cycle, so a sliding sum sees every cut of it.
    order = [2 * at % size for at in range(size)] if size % 2 else [*range(0, size, 2), *range(1, size, 2)]
    starts = range(size) if size % 2 else (0, half)
    held, best, since = sum(steps[at] for at in order[:half]), -1, 0
    if size % 2 == 0:
        return order[:half] if held >= sum(steps) - held else order[half:]
    for start in starts:
        if held > best:
            best, since = held, start
        held += steps[order[(start + half) % size]] - steps[order[start]]
    return [order[(since + at) % size] for at in range(half)]
