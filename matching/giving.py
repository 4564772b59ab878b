"""Everybody gives once and receives once: pairs and odd rings that leave out as few people as can be.

Who gives to whom, each at most once and each receiving at most once, is an assignment; its circles of two are pairs, those
of four or six can be split into pairs, and what remains are odd rings. So the fewest people left out, those of them who
waited, and the fewest repeats are found exactly at any size, which for rings of three alone would be hard. It may use more
rings than needed: two with somebody who could meet are made into pairs, but the fewest aren't promised.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from matching.cover import fractional
from matching.graph import Graph, Whole
from matching.pairs import legs
from matching.partition import Members, total
from matching.weights import FIT_AT_MOST, FORMER_AT_MOST, LARGEST


def ranks(graph: Graph, chosen: Whole) -> Whole:
    """What each of these pairs is worth by places, waiting and repeats alone, in this order."""
    count, highest = len(graph.people), int(graph.waits.max(initial=0))
    people = 2 * (1 + count * highest) + graph.waits[graph.ends[chosen]].sum(axis=1)
    worth: Whole = people * (FORMER_AT_MOST * count + 1) - 2 * graph.former[chosen]
    return worth


def reached(graph: Graph, groups: Sequence[Members]) -> int:
    """What these groups are worth by `ranks`, for each person."""
    found = 0
    for members in groups:
        ours = {frozenset(leg) for leg in legs(members)}
        numbers = [
            number
            for one in members
            for two, number in graph.neighbours(one)
            if one < two and frozenset((one, two)) in ours
        ]
        found += int(ranks(graph, np.array(numbers)).sum()) * (2 if len(members) == 2 else 1)
    return found


def given(graph: Graph, component: Sequence[int], chosen: Whole) -> list[Members]:
    """Pairs and odd rings of these people, over these pairs, that are worth most by `ranks`, then by points."""
    if not len(chosen):
        return []
    lookup = np.full(len(graph.people), -1)
    lookup[list(component)] = np.arange(len(component))
    weights, finer = ranks(graph, chosen), len(component) * (FIT_AT_MOST + 1)
    if (
        int(weights.max()) * finer < LARGEST
    ):  # in a round of many thousands the ranks alone fill the whole numbers
        weights = weights * finer + graph.fit[chosen]
    gives, _ = fractional(len(component), lookup[graph.ends[chosen]], weights)
    groups: list[Members] = []
    seen: set[int] = set()
    for start, target in enumerate(gives.tolist()):
        if start in seen or target == start:
            continue
        circle = [start]
        while (after := int(gives[circle[-1]])) != start:
            circle.append(after)
        seen.update(circle)
        groups += _split(graph, tuple(component[one] for one in circle))
    return groups


def _split(graph: Graph, circle: Members) -> list[Members]:
    """A circle of even length as pairs, the better way; an odd one as it is."""
    if len(circle) % 2:
        return [circle]
    ways = [_every_other(circle), _every_other((*circle[1:], circle[0]))]
    return max(ways, key=lambda way: total(graph, way))


def _every_other(line: Members) -> list[Members]:
    """Neighbours in a line of even length as pairs."""
    return [(min(line[at : at + 2]), max(line[at : at + 2])) for at in range(0, len(line), 2)]


def merged(graph: Graph, groups: Sequence[Members]) -> list[Members]:
    """These groups with fewer rings: of two rings in which somebody could meet somebody, all as pairs, where that's better."""
    found = list(groups)
    while True:
        rings = [members for members in found if len(members) > 2]
        better = next((swap for pair in combinations(rings, 2) if (swap := _as_pairs(graph, *pair))), None)
        if better is None:
            return found
        gone, pairs = better
        found = [*(members for members in found if members not in gone), *pairs]


def _as_pairs(
    graph: Graph, one: Members, two: Members
) -> tuple[tuple[Members, Members], list[Members]] | None:
    """Both rings, and all their people in pairs, if that's possible and better."""
    before = total(graph, [one, two])
    for at, person in enumerate(one):
        for other, _ in graph.neighbours(person):
            if other in two:
                there = two.index(other)
                lines = (one[at + 1 :] + one[:at], two[there + 1 :] + two[:there])
                pairs = [
                    (min(person, other), max(person, other)),
                    *_every_other(lines[0]),
                    *_every_other(lines[1]),
                ]
                if total(graph, pairs) > before:
                    return (one, two), pairs
    return None
