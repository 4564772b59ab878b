"""Numbers that look like chance and are always the same."""

import numpy as np
from numpy.typing import NDArray


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each number one of 64 bits that looks like chance: the finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    found = numbers + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return found ^ (found >> np.uint64(31))


def shuffled(count: int, turn: int = 0) -> NDArray[np.int64]:
    """The indices below `count` in an order that looks like chance, another one for each `turn`."""
    start = np.uint64(turn) << np.uint64(40)
    return np.argsort(mixed(np.arange(count, dtype=np.uint64) + start), kind="stable")
