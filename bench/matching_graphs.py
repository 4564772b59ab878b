"""Graphs for measuring the matcher: who could meet whom, and at what weight."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Whole = NDArray[np.int64]
HEAVIEST = 1000
DIMENSIONS = 3


def random_graph(count: int, each: int, seed: int = 0) -> tuple[Whole, Whole]:
    """Everybody with `each` others by chance, at weights by chance."""
    chance = np.random.default_rng(seed)
    ones = np.repeat(np.arange(count), each)
    twos = chance.integers(0, count - 1, count * each)
    twos += twos >= ones
    return _once(count, ones, twos, chance.integers(1, HEAVIEST + 1, count * each))


def clustered_graph(count: int, each: int, seed: int = 0) -> tuple[Whole, Whole]:
    """Everybody with the `each` nearest to them in a few dimensions, the heavier the nearer."""
    places = np.random.default_rng(seed).random((count, DIMENSIONS))
    far, who = cKDTree(places).query(places, each + 1)
    weights = np.maximum(1, np.round(HEAVIEST * (1 - far[:, 1:].ravel() / far.max()))).astype(np.int64)
    return _once(count, np.repeat(np.arange(count), each), who[:, 1:].ravel(), weights)


def _once(count: int, ones: Whole, twos: Whole, weights: Whole) -> tuple[Whole, Whole]:
    """Each pair once, the lower index first."""
    pairs = np.sort(np.stack((ones, twos), axis=1), axis=1)
    first = np.unique(pairs[:, 0] * count + pairs[:, 1], return_index=True)[1]
    return pairs[first], weights[first]


GRAPHS = {"random": random_graph, "clustered": clustered_graph}
