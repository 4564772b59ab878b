"""Rings only: each coaches the next one and is coached by the one before, never the two of them each other.

Whom each person is beside is a choice of pairs in which everybody has two or none. That is a matching in a larger graph
(Tutte 1954): two nodes a person, joined when they are left out, and two a pair, joined when the pair isn't used. So for a
few dozen people the best rings are found exactly, of whatever length from three.
"""

from collections.abc import Sequence

import rustworkx as rx

from matching.graph import Graph
from matching.partition import Members, place

AT_MOST = 40  # people at once: a tenth of a second


def best_rings(graph: Graph, people: Sequence[int]) -> list[Members]:
    """The best rings of these people by `matching.weights`; whoever is in none is left out. Exact, whole numbers only."""
    ordered = sorted(people)
    within = set(ordered)
    sides = {person: (2 * at, 2 * at + 1) for at, person in enumerate(ordered)}
    used = [
        (one, two, number)
        for one in ordered
        for two, number in graph.neighbours(one)
        if one < two and two in within
    ]
    # A locked pair outweighs even a place for everybody.
    lock = 2 * sum(place(graph, person) for person in ordered)
    edges = [(*sides[person], 0) for person in ordered]
    for at, (one, two, number) in enumerate(used):
        here, there = 2 * len(ordered) + 2 * at, 2 * len(ordered) + 2 * at + 1
        edges.append((here, there, 0))
        # Of what a pair is worth, and of both people's places, half is reached from each end.
        worth = int(graph.worth[number]) + (lock if (one, two) in graph.locks else 0)
        edges += [(side, here, worth + place(graph, one)) for side in sides[one]]
        edges += [(side, there, worth + place(graph, two)) for side in sides[two]]
    network = rx.PyGraph(multigraph=False)
    network.add_nodes_from(range(2 * len(ordered) + 2 * len(used)))
    network.add_edges_from(edges)
    mates = rx.max_weight_matching(network, max_cardinality=True, weight_fn=int)
    crossing = {node for pair in mates if min(pair) < 2 * len(ordered) <= max(pair) for node in pair}
    beside: dict[int, list[int]] = {person: [] for person in ordered}
    for at, (one, two, _) in enumerate(used):
        if 2 * len(ordered) + 2 * at in crossing:
            beside[one].append(two)
            beside[two].append(one)
    return _walked(beside)


def _walked(beside: dict[int, list[int]]) -> list[Members]:
    """The rings in which each person is beside these two: from the lowest number, towards the lower neighbour."""
    found, seen = [], set()
    for first in beside:
        if first in seen or not beside[first]:
            continue
        ring, here = [first], min(beside[first])
        while here != first:
            ring.append(here)
            ahead = [other for other in beside[here] if other != ring[-2]]
            here = ahead[0]
        seen.update(ring)
        found.append(tuple(ring))
    return found
