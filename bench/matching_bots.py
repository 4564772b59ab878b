"""What existing pairing bots do, plainly: the approaches, not anybody's code.

An odd member joins the last pair as a third, where the approach doesn't leave them out by its nature.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import networkx

Pair = tuple[int, int]
Groups = list[tuple[int, ...]]
ONE_MORE_PAIR = 1000  # outweighs every penalty of the soft way
PENALTY = 10  # for each time two have met
JITTER = 9  # so that not everybody meets in the same order


@dataclass(slots=True)
class Room:
    """Who is in a round: who met whom in which round last, who blocks whom, everybody's aims, how long they wait."""

    members: list[int]
    met: dict[Pair, int]
    blocks: set[Pair]
    aims: dict[int, frozenset[str]]
    waiting: dict[int, int]
    number: int


def pair(one: int, two: int) -> Pair:
    """The lower first."""
    return (one, two) if one < two else (two, one)


def shuffle(room: Room, luck: random.Random) -> Groups:
    """Everybody in an order of chance, two and two; somebody who is blocked waits for the next who isn't."""
    return _in_turn(room, luck, lambda one, others: others[0])


def prefer_new(room: Room, luck: random.Random) -> Groups:
    """In an order of chance, each takes somebody they haven't met, or else anybody."""
    return _in_turn(
        room,
        luck,
        lambda one, others: next((two for two in others if pair(one, two) not in room.met), others[0]),
    )


def _in_turn(room: Room, luck: random.Random, choose: Callable[[int, list[int]], int]) -> Groups:
    line = luck.sample(room.members, len(room.members))
    groups: Groups = []
    alone = []
    while line:
        one = line.pop(0)
        others = [two for two in line if pair(one, two) not in room.blocks]
        if others:
            two = choose(one, others)
            line.remove(two)
            groups.append((one, two))
        else:
            alone.append(one)
    return _with_a_third(room, groups, alone)


def cool_down(room: Room, luck: random.Random) -> Groups:
    """The most pairs of people who haven't met at all; who can't be in one is left out."""
    weights = {
        one: luck.randint(1, JITTER)
        for one in combinations(sorted(room.members), 2)
        if one not in room.met and one not in room.blocks
    }
    return [*_heaviest(weights)]


def penalties(room: Room, luck: random.Random) -> Groups:
    """The most pairs; of these the lightest penalties for having met."""
    weights = {
        one: ONE_MORE_PAIR - PENALTY * (1 + JITTER) * (one in room.met) + luck.randint(0, JITTER)
        for one in combinations(sorted(room.members), 2)
        if one not in room.blocks
    }
    found = _heaviest(weights)
    placed = {person for one in found for person in one}
    return _with_a_third(room, [*found], [one for one in room.members if one not in placed])


def _heaviest(weights: dict[Pair, int]) -> list[Pair]:
    net: networkx.Graph[int] = networkx.Graph()
    net.add_weighted_edges_from((*one, weight) for one, weight in sorted(weights.items()))
    return sorted(pair(*one) for one in networkx.max_weight_matching(net, maxcardinality=True))


def _with_a_third(room: Room, groups: list[tuple[int, ...]], alone: list[int]) -> Groups:
    """Each who is left joins the last pair that doesn't block them."""
    for person in alone:
        for at in range(len(groups) - 1, -1, -1):
            if len(groups[at]) == 2 and all(pair(person, other) not in room.blocks for other in groups[at]):
                groups[at] = (*groups[at], person)
                break
    return groups


BOTS = {
    "shuffle": shuffle,
    "greedy, prefers new": prefer_new,
    "max-weight, hard cool-down": cool_down,
    "max-weight, soft penalties": penalties,
}
