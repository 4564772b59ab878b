"""A few people split into the best pairs and odd rings, exactly: by trying everything that makes a difference.

Every subset that can come up is solved once (dynamic programming over subsets, taking the first person still there and
each group they could be in). It takes time in 2^n, so it is for a dozen people; `matching.nearby` uses it on parts of more.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

from matching.graph import Graph
from matching.pairs import legs

Members = tuple[int, ...]  # by number; a ring in its order
Solver = Callable[[Graph, Sequence[int]], list[Members]]
AT_MOST = 12


def place(graph: Graph, person: int) -> int:
    """What it is worth that this person has a place at all: one person more outweighs any waiting, and that all else."""
    highest = int(graph.waits.max(initial=0))
    return (1 + len(graph.people) * highest + int(graph.waits[person])) * graph.scale.place


def total(graph: Graph, groups: Sequence[Members]) -> int:
    """What these groups are worth together, on the scale of `matching.weights`, locks kept before all: the more the better."""
    kept = sum((min(leg), max(leg)) in graph.locks for members in groups for leg in legs(members))
    everybody = sum(place(graph, person) for person in range(len(graph.people))) if kept else 0
    return kept * everybody + sum(value(graph, members, _pairs(graph, members)) for members in groups)


def value(graph: Graph, members: Members, pairs: dict[tuple[int, int], int]) -> int:
    """What one group is worth, places included. `pairs` numbers the pairs among its members."""
    single = [int(graph.worth[pairs[min(leg), max(leg)]]) for leg in legs(members)]
    places = sum(place(graph, person) for person in members)
    if len(members) == 2:
        return places + 2 * single[0]
    return places + sum(single) - graph.scale.ring * len(members)


def _pairs(graph: Graph, people: Sequence[int]) -> dict[tuple[int, int], int]:
    """The numbers of the pairs that these people could form among each other."""
    within = set(people)
    return {
        (one, two): number
        for one in sorted(within)
        for two, number in graph.neighbours(one)
        if one < two and two in within
    }


def _threes(graph: Graph, ordered: Sequence[int], pairs: dict[tuple[int, int], int]) -> list[Members]:
    """Every ring of three among these people, lowest number first."""
    return [
        three
        for three in combinations(ordered, 3)
        if all(leg in pairs for leg in combinations(three, 2)) and _keeps_locks(graph, three)
    ]


def _longer(graph: Graph, ordered: Sequence[int], pairs: dict[tuple[int, int], int]) -> list[Members]:
    """For each five, seven … of these people the best ring of all of them, if there is one (Held and Karp 1962)."""
    lock = 1 + 2 * len(ordered) * (1 + max(abs(int(graph.worth[number])) for number in pairs.values()))
    worth = {}
    for (one, two), number in pairs.items():
        legs_worth = int(graph.worth[number]) + (lock if (one, two) in graph.locks else 0)
        worth[one, two] = worth[two, one] = legs_worth
    near = {one: [two for two in ordered if (one, two) in worth] for one in ordered}
    bit = {person: 1 << at for at, person in enumerate(ordered)}
    found: list[Members] = []
    for first in ordered:
        paths: dict[tuple[int, int], tuple[int, Members]] = {(bit[first], first): (0, (first,))}
        for size in range(2, len(ordered) + 1):
            further: dict[tuple[int, int], tuple[int, Members]] = {}
            rings: dict[int, tuple[int, Members]] = {}
            for (mask, last), (so_far, path) in paths.items():
                for person in near[last]:
                    if person > first and not mask & bit[person]:
                        reached = (so_far + worth[last, person], (*path, person))
                        key = (mask | bit[person], person)
                        further[key] = max(further.get(key, reached), reached)
            for (mask, last), (so_far, path) in further.items():
                if size >= 5 and size % 2 and (last, first) in worth:
                    closed = (so_far + worth[last, first], path)
                    rings[mask] = max(rings.get(mask, closed), closed)
            found += [ring for _, ring in rings.values() if _keeps_locks(graph, ring)]
            paths = further
    return found


def _keeps_locks(graph: Graph, members: Members) -> bool:
    """Whether all that are locked to one of these are beside them in the group."""
    if not graph.locks:
        return True
    beside = {frozenset(leg) for leg in legs(members)}
    return all(
        frozenset((person, other)) in beside for person in members for other in graph.locked_to(person)
    )


def best_partition(graph: Graph, people: Sequence[int], *, longer: bool = False) -> list[Members]:
    """The best pairs and rings of three of these people, or with `longer` rings of any odd length; who is in none is left
    out. Exact. A ring of an even length is never needed: it holds two sets of pairs, one of them worth no less.
    """
    ordered = sorted(people)
    pairs = _pairs(graph, ordered)
    groups: list[Members] = [pair for pair in pairs if _keeps_locks(graph, pair)]
    groups += _threes(graph, ordered, pairs)
    if longer and pairs:
        groups += _longer(graph, ordered, pairs)
    return _chosen(graph, ordered, groups, pairs)


def _chosen(
    graph: Graph, ordered: Sequence[int], groups: list[Members], pairs: dict[tuple[int, int], int]
) -> list[Members]:
    """Which of these groups to take, so that nobody is in two and they are worth most."""
    bit = {person: 1 << at for at, person in enumerate(ordered)}
    options: dict[int, list[tuple[int, int, Members]]] = {1 << at: [] for at in range(len(ordered))}
    for members in groups:
        mask = sum(bit[person] for person in members)
        options[mask & -mask].append((mask, value(graph, members, pairs), members))
    locked = {bit[person] for person in ordered if graph.locked_to(person)}
    known: dict[int, tuple[int, Members | None, int]] = {0: (0, None, 0)}

    def solve(left: int) -> int:
        """What the people of this mask are worth at best."""
        if left in known:
            return known[left][0]
        first = left & -left
        best: tuple[int, Members | None, int] | None = None
        if first not in locked:
            best = (solve(left ^ first), None, left ^ first)
        for mask, worth, members in options[first]:
            if mask & left == mask:
                found = worth + solve(left ^ mask)
                if best is None or found > best[0]:
                    best = (found, members, left ^ mask)
        known[left] = best or (solve(left ^ first), None, left ^ first)
        return known[left][0]

    left, chosen = (1 << len(ordered)) - 1, []
    solve(left)
    while left:
        _, group, left = known[left]
        if group is not None:
            chosen.append(group)
    return chosen
