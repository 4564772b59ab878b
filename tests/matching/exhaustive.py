"""The best grouping by trying every one: slow, plain, and written without a look at how the matcher does it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from matching.fit import fit
from matching.people import Person, former_days
from matching.rules import Terms, alone, broken, together
from matching.weights import former_step

Group = tuple[Person, ...]
Worth = tuple[int, ...]  # compared from the left: the more the better


def worth(group: Group, terms: Terms, points: Mapping[tuple[int, int], int] | None = None) -> Worth:
    """People placed, how long they waited, repeats, people in rings, points; for each person, so a pair counts double."""
    legs = [
        (group[at], group[(at + 1) % len(group)]) for at in range(len(group))
    ]  # of a pair: there and back
    days = (former_days(*leg) for leg in legs)
    fits = (
        points[min(one.id, two.id), max(one.id, two.id)]
        if points
        else fit(one, two, terms, together(one, two, terms))
        for one, two in legs
    )
    return (
        len(group),
        sum(person.left_out for person in group),
        -sum(former_step(day) for day in days if day is not None),
        -len(group) if len(group) > 2 else 0,
        sum(fits),
    )


def groups_of(first: Person, others: Sequence[Person], sizes: Sequence[int], terms: Terms) -> Iterator[Group]:
    """Every group of these sizes that begins with this person and breaks no rule; rings in one direction."""
    met = {frozenset((a.id, b.id)) for a, b in combinations((first, *others), 2) if not broken(a, b, terms)}
    paths: list[Group] = [(first,)]
    for size in range(2, max(sizes) + 1):
        ahead = [(*path, one) for path in paths for one in others if one not in path]
        paths = [path for path in ahead if frozenset((path[-2].id, path[-1].id)) in met]
        if size in sizes:
            closed = (path for path in paths if frozenset((path[0].id, path[-1].id)) in met)
            yield from (path for path in closed if path[1].id <= path[-1].id)


def best(people: Sequence[Person], terms: Terms, sizes: Sequence[int]) -> Worth:
    """The highest worth of all ways to put people into groups of these sizes, or into none."""
    inside = [person for person in people if not alone(person, terms)]
    known = {person.id: person for person in inside}
    points = {
        (one.id, two.id): fit(one, two, terms, together(one, two, terms))
        for one in inside
        for two in inside
        if one.id < two.id
    }
    options = {
        person.id: [
            (frozenset(one.id for one in group), worth(group, terms, points))
            for group in groups_of(person, [one for one in inside if one.id > person.id], sizes, terms)
        ]
        for person in inside
    }

    @cache
    def at_best(left: frozenset[int]) -> Worth:
        if not left:
            return (0,) * 5
        first = min(left)
        found = [at_best(left - {first})]
        for members, value in options[first]:
            if members <= left:
                found.append(tuple(map(sum, zip(value, at_best(left - members), strict=True))))
        return max(found)

    return at_best(frozenset(known))


def most_placed(people: Sequence[Person], terms: Terms) -> int:
    """How many people can be in pairs and odd rings at best, each in one; all have a place in `terms` or in none."""
    met = {
        (at, to)
        for at, one in enumerate(people)
        for to, two in enumerate(people)
        if at != to and not broken(one, two, terms)
    }
    circles = {1 << at | 1 << to for at, to in met}
    for first in range(len(people)):
        paths = {(1 << first, first)}
        for size in range(2, len(people) + 1):
            ahead = {
                (mask, last, to)
                for mask, last in paths
                for to in range(first + 1, len(people))
                if not mask >> to & 1
            }
            paths = {(mask | 1 << to, to) for mask, last, to in ahead if (last, to) in met}
            if size > 2 and size % 2:
                circles |= {mask for mask, last in paths if (last, first) in met}

    @cache
    def most(left: int) -> int:
        if not left:
            return 0
        first = left & -left
        fitting = [mask for mask in circles if mask & first and mask & left == mask]
        return max([most(left ^ first), *(mask.bit_count() + most(left ^ mask) for mask in fitting)])

    return most((1 << len(people)) - 1)
