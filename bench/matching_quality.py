"""Round after round in a small community: who meets again, who is left out, and how long anyone waits.

    python -m bench.matching_quality [--seeds 100] [--rounds 19] [--only 1 2]

Side by side, on the same members in the same rounds: our matcher, and what existing pairing bots do (`bench.matching_bots`).
"""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations

import networkx

from bench.matching_bots import BOTS, Pair, Room, pair
from bench.table import show
from matching.groups import match
from matching.people import Person, Window
from matching.rules import Terms

ROUND = timedelta(weeks=6)
FIRST = date(2026, 1, 5)
EVENINGS = tuple(Window(day, 18 * 60, 21 * 60) for day in range(5))
AIMS = 8

Grouper = Callable[[Room, random.Random], list[tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A community: how many members, how many of them leave and are followed by others each round, blocks each, aims each."""

    name: str
    members: int = 20
    churn: float = 0.0
    blocks: int = 0
    aims: int = 0


SETTINGS = (
    Setting("20 members"),
    Setting("20 members with different aims", aims=2),
    Setting("20 members, 10 % leave and join each round", churn=0.1),
    Setting("20 members with different aims, 10 % leave and join", churn=0.1, aims=2),
    Setting("25 members with different aims", members=25, aims=2),
    Setting("24 members, 2 blocks each", blocks=2, members=24, aims=2),
    Setting(
        "25 members with aims, 2 blocks each, 10 % leave and join", members=25, churn=0.1, blocks=2, aims=2
    ),
)


@dataclass(slots=True)
class Tally:
    """What happened to members over all rounds and seeds."""

    meetings: int = 0
    aims: int = 0  # shared, over all meetings
    repeats: int = 0
    broken: int = 0  # pairs that a block should have kept apart
    unmatched: int = 0  # persons × rounds
    places: int = 0  # persons × rounds
    longest: int = 0  # rounds running
    unavoidable: int = 0  # repeats that there must be when nobody is left out
    seconds: float = 0
    waiting: dict[int, int] = field(default_factory=dict)

    def add(self, room: Room, groups: list[tuple[int, ...]]) -> None:
        """One round."""
        met = [pair(one, two) for group in groups for one, two in _beside(group)]
        self.meetings += len(met)
        self.aims += sum(len(room.aims[one] & room.aims[two]) for one, two in met)
        self.repeats += sum(one in room.met for one in met)
        self.broken += sum(one in room.blocks for one in met)
        placed = {person for group in groups for person in group}
        self.places += len(room.members)
        for person in room.members:
            self.waiting[person] = 0 if person in placed else self.waiting.get(person, 0) + 1
            self.unmatched += person not in placed
            self.longest = max(self.longest, self.waiting[person])

    def row(self, name: str) -> list[str]:
        """Its line in the table."""
        share = f"{self.repeats / self.meetings:.2%}"
        found = [self.repeats, self.unmatched, self.longest, self.broken]
        aims = f"{self.aims / self.meetings:.2f}"
        return [name, *(f"{one:,}" for one in found), share, aims, f"{self.places:,}", f"{self.seconds:.0f}"]


def _beside(group: tuple[int, ...]) -> list[Pair]:
    """Who meets whom: in a ring each meets the next one."""
    if len(group) == 2:
        return [pair(*group)]
    return [pair(one, two) for one, two in zip(group, group[1:] + group[:1], strict=True)]


def ours(room: Room, _: random.Random) -> list[tuple[int, ...]]:
    """Our matcher."""
    people = [
        Person(
            id=one,
            zone="Europe/London",
            languages=frozenset({"en"}),
            free=EVENINGS,
            joined=FIRST + timedelta(days=one),
            blocks=frozenset(other for other in room.members if pair(one, other) in room.blocks),
            aims=room.aims[one],
            left_out=room.waiting.get(one, 0),
            former={
                other: (room.number - room.met[pair(one, other)]) * ROUND.days
                for other in room.members
                if pair(one, other) in room.met
            },
        )
        for one in room.members
    ]
    # The same week every round: what is measured has nothing to do with clocks, and known overlaps stay known.
    return [group.members for group in match(people, Terms(first=FIRST)).groups]


WAYS: dict[str, Grouper] = {"ours": ours, **BOTS}


def play(setting: Setting, way: Grouper, seed: int, rounds: int, tally: Tally) -> None:
    """All rounds of one community. What happens to members doesn't depend on the way they are matched."""
    life, luck = random.Random(seed), random.Random(seed + 1_000_000)
    room = Room(members=[], met={}, blocks=set(), aims={}, waiting={}, number=0)
    tally.waiting = room.waiting
    joined = 0
    for number in range(rounds):
        leave = round(setting.churn * len(room.members)) if number else 0
        gone = set(life.sample(room.members, leave))
        room.members = [one for one in room.members if one not in gone]
        while len(room.members) < setting.members:
            _join(room, joined, setting, life)
            joined += 1
        if not setting.churn and not number:
            tally.unavoidable += unavoidable(room, rounds)
        room.number = number
        start = time.perf_counter()
        groups = way(replace(room, members=list(room.members)), luck)
        tally.seconds += time.perf_counter() - start
        tally.add(room, groups)
        for group in groups:
            room.met.update((one, number) for one in _beside(group))


def unavoidable(room: Room, rounds: int) -> int:
    """How many repeats there must be when these members all meet somebody in each of so many rounds.

    Whoever could meet fewer people than there are rounds meets somebody again; a repeat serves two of them at most.
    """
    short: list[tuple[int, int]] = []
    for one in room.members:
        could = sum(other != one and pair(one, other) not in room.blocks for other in room.members)
        short += [(one, at) for at in range(rounds - could)]
    net: networkx.Graph[tuple[int, int]] = networkx.Graph()
    net.add_edges_from(
        (one, two)
        for one, two in combinations(short, 2)
        if one[0] != two[0] and pair(one[0], two[0]) not in room.blocks
    )
    return len(short) - len(networkx.max_weight_matching(net, maxcardinality=True))


def _join(room: Room, person: int, setting: Setting, life: random.Random) -> None:
    """Somebody new, with their aims, and whom they block."""
    room.aims[person] = frozenset(f"aim {life.randrange(AIMS)}" for _ in range(setting.aims))
    # Each block has two sides, so half as many are declared.
    for _ in range(setting.blocks // 2):
        if room.members:
            room.blocks.add(pair(person, life.choice(room.members)))
    room.members.append(person)


def verdicts(setting: Setting, found: dict[str, Tally]) -> list[str]:
    """The goals for this community, met or missed."""
    own = found["ours"]
    others = {name: tally for name, tally in found.items() if name != "ours"}
    said = []
    for name, other in others.items():
        goal = f"no more repeats than {name} ({own.repeats}, {other.repeats})"
        if other.repeats < own.unavoidable:
            goal += f"; {own.unavoidable} must be, and {name} left out {other.unmatched}"
        said.append((own.repeats <= max(other.repeats, own.unavoidable), goal))
    longest = min(other.longest for other in others.values())
    said.append((own.longest <= longest, f"nobody waits longer than with any of them ({own.longest})"))
    said.append((own.unmatched == 0, "nobody unmatched"))
    said.append((own.broken == 0, "no block broken"))
    return [_verdict(met, f"{setting.name}: {goal}") for met, goal in said]


def _verdict(met: bool, goal: str) -> str:
    return f"Goal: {goal}, {'met' if met else 'MISSED'}."


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.matching_quality", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=100, help="how many communities of each kind (100)")
    parser.add_argument("--rounds", type=int, default=19, help="how many rounds each (19)")
    every = range(1, len(SETTINGS) + 1)
    parser.add_argument(
        "--only", type=int, nargs="+", choices=every, default=every, help="which communities (all)"
    )
    asked = parser.parse_args()
    said: list[str] = []
    for setting in (SETTINGS[number - 1] for number in asked.only):
        found = {}
        for name, way in WAYS.items():
            tally = found[name] = Tally()
            for seed in range(asked.seeds):
                play(setting, way, seed, asked.rounds, tally)
        print(f"\n{setting.name}: {asked.rounds} rounds × {asked.seeds} seeds\n", flush=True)
        head = [
            "",
            "repeats",
            "unmatched",
            "longest wait",
            "blocks broken",
            "of all meetings",
            "aims shared",
            "person-rounds",
            "s",
        ]
        show(head, [tally.row(name) for name, tally in found.items()])
        said += verdicts(setting, found)
    print("", *said, sep="\n")


if __name__ == "__main__":
    main()
