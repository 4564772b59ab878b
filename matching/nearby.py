"""Groups made better step by step: the groups around somebody are taken apart and put together again, exactly.

A heuristic: each step is the best there is for the people it touches, but no proof that no other grouping of all is
better. It is used where a component is too large to try everything, and only near people who have no place, meet a former
partner again, or are in a ring.
"""

from collections.abc import Callable, Iterator, Sequence

from matching.graph import Graph
from matching.pairs import legs
from matching.partition import Members, Solver, total

TURNS = 8  # neighbourhoods tried around one person


def improved(
    graph: Graph,
    component: Sequence[int],
    groups: list[Members],
    solver: Solver,
    size: int,
    steps: int,
    usual: Callable[[Members], bool],
) -> list[Members]:
    """These groups of a component, or better ones: never fewer people placed, never worth less in all.

    At most `steps` neighbourhoods of at most `size` people are tried. `usual` says which groups are no reason to look for
    better ones; no place and former partners always are.
    """
    of = {person: members for members in groups for person in members}
    changed = True
    while changed:
        changed = False
        for person in [person for person in component if _in_trouble(graph, of.get(person), usual)]:
            for around in _neighbourhoods(graph, person, of, size):
                if steps <= 0:
                    return sorted(set(of.values()))
                steps -= 1
                before = list(dict.fromkeys(of[one] for one in around if one in of))
                after = solver(graph, around)
                if total(graph, after) > total(graph, before):
                    for one in around:
                        of.pop(one, None)
                    of.update({one: members for members in after for one in members})
                    changed = True
                    break
    return sorted(set(of.values()))


def _in_trouble(graph: Graph, members: Members | None, usual: Callable[[Members], bool]) -> bool:
    """Whether people in this group could do better. None: left out."""
    return members is None or not usual(members) or meets_former(graph, members)


def meets_former(graph: Graph, members: Members) -> bool:
    """Whether two who were partners before are partners in this group."""
    ours = {frozenset(leg) for leg in legs(members)}
    return any(
        graph.former[number] and frozenset((one, two)) in ours
        for one in members
        for two, number in graph.neighbours(one)
    )


def _neighbourhoods(graph: Graph, person: int, of: dict[int, Members], size: int) -> Iterator[list[int]]:
    """Some sets of whole groups around a person, at most `size` people each; each set once."""
    tried = set()
    for turn in range(TURNS):
        around = list(of.get(person, (person,)))
        at = 0
        while at < len(around) and len(around) < size:
            near = [other for other, _ in graph.neighbours(around[at])]
            shift = turn * len(near) // TURNS
            for other in near[shift:] + near[:shift]:
                group = of.get(other, (other,))
                if other not in around and len(around) + len(group) <= size:
                    around += group
                # Beside one person, leave room for the neighbours of the next.
                if len(around) >= size * (at + 2) // (at + 3):
                    break
            at += 1
        around.sort()
        if tuple(around) not in tried:
            tried.add(tuple(around))
            yield around
