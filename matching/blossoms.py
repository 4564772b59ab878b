"""A tighter bound than the double cover's: no more than (|S| − 1) / 2 pairs fit into an odd set S (Edmonds 1965).

The double cover knows nothing of that, so an odd circle counts as half a pair more than it can hold. Here such a set has a
price: each pair inside weighs so much less, and (|S| − 1) / 2 times the price is added to the bound. Whatever the prices
are, as long as none is below zero, no matching is worth more (Lagrangian relaxation), so the bound needs no trust in how
they were found: by subgradient steps (Polyak 1969), a few times, with the sets in which the double cover goes in circles.
"""

import numpy as np
from numpy.typing import NDArray

from matching import cover
from matching.edmonds import Graph

Whole = NDArray[np.int64]

ROUNDS = 8
CLOSE = 2_000  # what is nearer to the bound than one part in so many is left as it is
HOPED = 10  # each round goes for one part in so many of what lies between the bound and what was found
FINE = 2**20  # small weights are counted in so many steps of the largest
LARGEST_SET = 200  # people; it has to do with pairs, of which that many have 20,000


def tightened(graph: Graph, gives: Whole, bound: int) -> tuple[Whole, int]:
    """A matching as each person's partner or `ALONE`, and an upper bound at most this one, from a double cover."""
    best = cover.cut(gives, graph)
    worth, least, now = cover.worth(graph, best), bound, bound
    sets = _OddSets(graph)
    for _ in range(ROUNDS):
        if (least - worth) * CLOSE <= least or not sets.take_in(gives):
            break
        sets.charge(gives, (now - worth) / HOPED)
        gives, now = sets.cover()
        least = min(least, now)
        partner = cover.cut(gives, graph)
        found = cover.worth(graph, partner)
        if found > worth:
            best, worth = partner, found
    return best, least


class _OddSets:
    """Odd sets of people with their prices, in steps of `fine` to one of the graph's weights."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.size = len(graph.names)
        self.keys = graph.pairs[:, 0] * self.size + graph.pairs[:, 1]
        self.dearest = int(graph.weights.max())
        self.fine = max(1, FINE // self.dearest)
        self.known: set[tuple[int, ...]] = set()
        self.people = self.of = self.pairs = self.pairs_of = np.empty(0, np.int64)
        self.prices = self.rooms = np.empty(0, np.int64)

    def take_in(self, gives: Whole) -> bool:
        """Add the odd sets in which giving goes in circles; whether there is any set."""
        circles = (tuple(sorted(circle)) for circle in cover.circles(gives))
        new = [one for one in circles if len(one) % 2 and len(one) <= LARGEST_SET and one not in self.known]
        if new:
            self.known.update(new)
            number = np.arange(len(self.prices), len(self.prices) + len(new))
            inside = [self._inside(np.array(one, np.int64)) for one in new]
            self.people = np.concatenate((self.people, *map(np.array, new)))
            self.of = np.concatenate((self.of, np.repeat(number, [*map(len, new)])))
            self.pairs = np.concatenate((self.pairs, *inside))
            self.pairs_of = np.concatenate((self.pairs_of, np.repeat(number, [*map(len, inside)])))
            self.prices = np.concatenate((self.prices, np.zeros(len(new), np.int64)))
            self.rooms = np.concatenate((self.rooms, [len(one) // 2 for one in new]))
        return bool(self.known)

    def _inside(self, people: Whole) -> Whole:
        """Which pairs of the graph have both people in this set, which is in order."""
        low, high = np.triu_indices(len(people), 1)
        wanted = people[low] * self.size + people[high]
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: Whole = at[self.keys[at] == wanted]
        return found

    def charge(self, gives: Whole, hoped: float) -> None:
        """Raise the prices of sets that hold more than they can, lower those of sets that hold less, to gain so much."""
        keys = np.sort(self.of * self.size + self.people)
        given = self.of * self.size + gives[self.people]
        there = keys[np.minimum(np.searchsorted(keys, given), len(keys) - 1)] == given
        there &= gives[self.people] != self.people
        over = np.bincount(self.of, weights=there, minlength=len(self.rooms)) / 2 - self.rooms
        over[(self.prices == 0) & (over < 0)] = 0
        step = hoped * self.fine / max(float((over**2).sum()), 0.25)
        # Beyond the dearest pair a price changes nothing.
        change = np.clip(np.rint(over * step), -self.dearest * self.fine, self.dearest * self.fine)
        self.prices = np.clip(self.prices + change.astype(np.int64), 0, self.dearest * self.fine)

    def cover(self) -> tuple[Whole, int]:
        """The double cover at these prices, and the upper bound it gives for any matching of the graph itself."""
        charged = self.graph.weights * self.fine
        np.subtract.at(charged, self.pairs, self.prices[self.pairs_of])
        # A pair that isn't made weighs nothing, so none need weigh less than that.
        gives, most = cover.fractional(self.size, self.graph.pairs, np.maximum(charged, 0))
        room = sum(
            price * room for price, room in zip(self.prices.tolist(), self.rooms.tolist(), strict=True)
        )
        return gives, (most + room) // self.fine
