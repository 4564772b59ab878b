"""One connected graph and its heaviest matching, exactly: Edmonds' algorithm, by rustworkx."""

from dataclasses import dataclass

import numpy as np
import rustworkx
from numpy.typing import NDArray

from matching.chance import mixed

Whole = NDArray[np.int64]

# Which of several equally heavy matchings the library finds isn't promised. So each pair gets a little more, by chance
# but always the same, below the smallest step of the weights: then one matching is the heaviest.
CHANCE_BITS = 40


@dataclass(frozen=True, slots=True)
class Graph:
    """People 0 … len(names) − 1, by what they are called outside; pairs in order, the lower first; weights above zero."""

    names: Whole
    pairs: Whole
    weights: Whole

    def at(self, pairs: Whole) -> Whole:
        """Where these pairs, which must be there, are among all pairs."""
        size = len(self.names)
        return np.searchsorted(self.pairs[:, 0] * size + self.pairs[:, 1], pairs[:, 0] * size + pairs[:, 1])

    def worth(self, pairs: Whole) -> int:
        """What these pairs weigh together."""
        return int(self.weights[self.at(pairs)].sum())

    def chances(self) -> NDArray[np.uint64]:
        """A number below 2⁴⁰ for each pair that looks like chance and depends on the two names alone."""
        named = self.names[self.pairs].astype(np.uint64)
        return mixed(mixed(named[:, 0]) + named[:, 1]) >> np.uint64(64 - CHANCE_BITS)


def heaviest(graph: Graph) -> Whole:
    """The pairs of the heaviest matching, in order. Takes about people × pairs / 10⁸ seconds."""
    size = len(graph.names)
    if size == 2:
        return graph.pairs
    room = CHANCE_BITS + size.bit_length()
    fine = zip(graph.weights.tolist(), graph.chances().tolist(), strict=True)
    ones, twos = graph.pairs.T.tolist()
    net: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    net.add_nodes_from([None] * size)
    net.add_edges_from(
        [
            (one, two, (weight << room) + chance)
            for one, two, (weight, chance) in zip(ones, twos, fine, strict=True)
        ]
    )
    found = rustworkx.max_weight_matching(net, max_cardinality=False, weight_fn=int)
    pairs = sorted((min(pair), max(pair)) for pair in found)
    return np.array(pairs, np.int64).reshape(-1, 2)
