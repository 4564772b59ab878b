"""How the best groups of a round are found, behind `matching.groups`.

What is exact and what isn't, component by component (people who could meet through others):

- Pairs: the best matching by `matching.weights`, proven best where `matching.optimum` says so. It leaves out as few as
  pairs can, of these not those who waited, repeats as few partners as that allows, and has the most points.
- If that leaves somebody out or repeats a partner and odd rings would help (`matching.giving` says so exactly, at any
  size), rings are taken in: of three where that does, else longer. A ring of four is never needed: it holds two pairs. In
  a component of up to `partition.AT_MOST` people the result is exact in every respect. Beyond, nobody is left out and no
  partner repeated who needn't be (but for locks, which only the search near them takes into rings), while how many are
  in rings, and their points, come from a bounded search: exact on the neighbourhood of everybody in trouble. One ring of
  three for an odd number of up to `threes.AT_MOST` people is exact as a rule, and `exact` says whether (`matching.threes`).
- Rings only: exact in a component of up to `rings.AT_MOST` people; beyond, exact in parts of that size, and again around
  everybody who has no ring yet. That is a heuristic: measured where 40 people of 45 would be too many (parts of 20, about
  eight candidates each), it left out 15 more of 270 than the exact way.

- Where somebody has met a third of those they could, in a component of up to `ahead.AT_MOST` people, fit decides only
  among groups after which the coming rounds, as far as played in advance, stay as free of repeats (`matching.ahead`). The
  groups that fit best are kept when they are such; otherwise `exact` is False.

Who isn't beside whom in a ring is never introduced; the hard rules hold for all who are.

The same people, terms, locks and bans, in any order, give the same groups on any machine: everything is in the order of
joining and id, and all sums are whole numbers. Between equals see `weights`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from matching import ahead, partition, rings, threes
from matching.candidates import listed
from matching.giving import given, merged, reached
from matching.graph import Graph, build
from matching.groups import Aside, Group, Grouping
from matching.nearby import improved, meets_former
from matching.optimum import solve
from matching.pairs import Pair, Refused, legs
from matching.partition import Members, best_partition, total
from matching.people import Person
from matching.rings import best_rings
from matching.rules import Rule, Shape, Terms, alone
from matching.threes import with_one_ring

ALL_PAIRS = 400  # people; half a second
NEARBY = 10  # people a step of the search takes apart
STEPS = 400  # such steps at most, and one more for every ten people
RING_STEPS = 40  # the same for rings only, where a step is of more people
MANY_RINGS = 2  # three rings of three hold more people than one of five


@dataclass(slots=True)
class _Part:
    """What was found for one component."""

    groups: list[Members]
    exact: bool
    value: float = 0
    bound: float = 0


def search(
    people: Sequence[Person],
    terms: Terms,
    locked: Iterable[Pair],
    forbidden: Iterable[Pair],
    candidates: Iterable[Pair] | None,
) -> Grouping:
    """The best groups, as `matching.groups.match` promises them."""
    locked, forbidden = list(locked), list(forbidden)
    if candidates is None and len(people) > ALL_PAIRS:
        candidates = listed(people, terms, forbidden=forbidden)
    graph, refused = build(people, terms, locked, forbidden, candidates)
    parts = [_part(graph, component, terms.shape) for component in components(graph)]
    groups = sorted(_canonical(members) for part in parts for members in part.groups)
    placed = {person for members in groups for person in members}
    ids = [person.id for person in graph.people]
    beside = {tuple(sorted(leg)) for members in groups for leg in legs(members)}
    lost = [Refused(_ids(pair, ids), (Rule.NO_RING,)) for pair in sorted(graph.locks - beside)]
    return Grouping(
        tuple(Group(tuple(ids[person] for person in members)) for members in groups),
        tuple(sorted(one for at, one in enumerate(ids) if at not in placed)),
        tuple(
            Aside(person.id, alone(person, terms))
            for person in sorted(people, key=lambda one: one.id)
            if alone(person, terms)
        ),
        (*refused, *lost),
        all(part.exact for part in parts),
        sum(part.value for part in parts),
        sum(part.bound for part in parts),
    )


def _ids(pair: Pair, ids: Sequence[int]) -> Pair:
    one, two = ids[pair[0]], ids[pair[1]]
    return min(one, two), max(one, two)


def _canonical(members: Members) -> Members:
    """The same group from its first member, a ring in the direction of the earlier neighbour."""
    at = members.index(min(members))
    turned = members[at:] + members[:at]
    return turned if turned[1] <= turned[-1] else (turned[0], *reversed(turned[1:]))


def components(graph: Graph) -> list[list[int]]:
    """The people who could meet through others, part by part; those who could meet nobody are a part of their own."""
    count = len(graph.people)
    if not count:
        return []
    links = coo_array((np.ones(len(graph.ends)), graph.ends.T), shape=(count, count))
    parts, label = connected_components(links, directed=False)
    order = np.argsort(label, kind="stable")
    cuts = np.searchsorted(label[order], np.arange(parts + 1))
    return sorted(order[cuts[at] : cuts[at + 1]].tolist() for at in range(parts))


def _part(graph: Graph, component: list[int], shape: Shape) -> _Part:
    """The groups of one component."""
    if shape is Shape.RINGS:
        return _only_rings(graph, component)
    found = _pairs_and_rings(graph, component)
    if ahead.needed(graph, component):
        groups = ahead.foreseen(
            graph, component, found.groups, lambda other: _pairs_and_rings(other, component).groups
        )
        if groups != found.groups:
            return _Part(groups, False, _worth(graph, groups), found.bound)
    return found


def _worth(graph: Graph, groups: Sequence[Members]) -> int:
    """What those of these groups that are pairs are worth, as `paired` counts it."""
    chosen = {members for members in groups if len(members) == 2}
    numbers = [number for one, _ in chosen for two, number in graph.neighbours(one) if (one, two) in chosen]
    return int(_with_places(graph, np.array(numbers, np.int64)).sum())


def _with_places(graph: Graph, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What each of these pairs is worth, both places included."""
    waited: npt.NDArray[np.int64] = graph.waits[graph.ends[chosen]].sum(axis=1)
    return (2 + waited) * graph.scale.place + 2 * graph.worth[chosen]


def _pairs_and_rings(graph: Graph, component: list[int]) -> _Part:
    """The groups of one component that fit best: pairs, and rings where pairs can't do."""
    found = paired(graph, component)
    if len(component) < 3 or not _to_improve(graph, component, found.groups):
        return found
    every = given(graph, component, _within(graph, component))
    if reached(graph, every) == reached(graph, found.groups):
        return found  # no ring would leave out fewer or repeat fewer
    if len(component) <= partition.AT_MOST:
        groups = best_partition(graph, component)
        if reached(graph, groups) < reached(graph, every) or sum(len(one) > 2 for one in groups) > MANY_RINGS:
            groups = best_partition(graph, component, longer=True)
        return _Part(groups, True, found.value, found.bound)
    if len(component) % 2 and not graph.locks and len(component) <= threes.AT_MOST:
        groups, certain = with_one_ring(graph, component, _within(graph, component))
        if groups and reached(graph, groups) == reached(graph, every):
            return _Part(groups, certain, found.value, found.bound)
    better = partial(
        improved,
        graph,
        component,
        solver=best_partition,
        size=NEARBY,
        steps=STEPS + len(component) // 10,
        usual=lambda members: len(members) == 2,
    )
    groups = better(groups=found.groups)
    if reached(graph, groups) < reached(graph, every):
        single = given(graph, component, _within(graph, component, _as_pairs(graph)))
        other = better(groups=merged(graph, single))
        groups = max(groups, other, key=lambda one: total(graph, one))
    return _Part(groups, False, found.value, found.bound)


def _within(
    graph: Graph, component: Sequence[int], allowed: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.int64]:
    """The numbers of the pairs of these people, of those that are `allowed`."""
    inside = np.zeros(len(graph.people), dtype=bool)
    inside[list(component)] = True
    chosen = inside[graph.ends].all(axis=1)
    return np.flatnonzero(chosen if allowed is None else chosen & allowed)


def _to_improve(graph: Graph, component: list[int], groups: list[Members]) -> bool:
    """Whether pairs alone leave somebody out or bring former partners together."""
    return sum(map(len, groups)) < len(component) or any(meets_former(graph, members) for members in groups)


def paired(graph: Graph, component: Sequence[int]) -> _Part:
    """The best pairs of these people: places first, then no former partners, then points."""
    chosen = _within(graph, component, _as_pairs(graph))
    if not len(chosen):
        return _Part([], True)
    ends = graph.ends[chosen]
    lookup = np.full(len(graph.people), -1)
    lookup[list(component)] = np.arange(len(component))
    solution = solve(len(component), lookup[ends], _with_places(graph, chosen))
    groups = sorted((component[min(pair)], component[max(pair)]) for pair in solution.pairs)
    return _Part([*groups], solution.exact, solution.value, solution.bound)


def _as_pairs(graph: Graph) -> npt.NDArray[np.bool_]:
    """Which pairs may stand by themselves: not those that would part somebody from whom they are locked to."""
    allowed = np.ones(len(graph.ends), dtype=bool)
    held = {person for pair in graph.locks for person in pair}
    if held:
        for person in held:
            for other, number in graph.neighbours(person):
                allowed[number] &= (min(person, other), max(person, other)) in graph.locks
    return allowed


def _only_rings(graph: Graph, component: list[int]) -> _Part:
    """The rings of one component."""
    if len(component) <= rings.AT_MOST:
        return _Part(best_rings(graph, component), True)
    links = coo_array((np.ones(len(graph.ends)), graph.ends.T), shape=(len(graph.people),) * 2).tocsr()
    near = breadth_first_order(links, component[0], directed=False, return_predecessors=False).tolist()
    groups = []
    for at in range(0, len(near), rings.AT_MOST):
        groups += best_rings(graph, near[at : at + rings.AT_MOST])
    groups = improved(
        graph,
        component,
        groups,
        best_rings,
        size=2 * rings.AT_MOST,
        steps=RING_STEPS + len(component) // 100,
        usual=lambda members: True,
    )
    return _Part(groups, False)
