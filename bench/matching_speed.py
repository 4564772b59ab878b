"""How fast pairs are found, and how far from the best they can be at most; side by side with networkx and rustworkx.

    python -m bench.matching_speed [--large] [--patience 60]

Each figure comes from a process of its own: seconds for finding the pairs (building the graph isn't counted, building a
library's own graph is), and the most memory that process ever had. Who takes longer than `--patience` seconds didn't
finish. With `--large` also 100,000 people, for whom only we are asked, and the candidates for as many made-up members.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.community import TERMS, community
from bench.matching_graphs import GRAPHS, Whole
from bench.table import show
from matching.candidates import listed
from matching.optimum import solve
from matching.people import Person

EACH = 20
COUNTS = (100, 1_000, 10_000)
LARGE = 100_000
GIB = 2**30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one process found: seconds, bytes, what its pairs are worth and can't be worth more than, how many there are."""

    seconds: float
    memory: int
    value: float
    bound: float
    pairs: int


def ours(count: int, pairs: Whole, weights: Whole) -> tuple[float, float, int]:
    """The matcher's own."""
    found = solve(count, pairs, weights)
    return found.value, found.bound, len(found.pairs)


def by_rustworkx(count: int, pairs: Whole, weights: Whole) -> tuple[float, float, int]:
    """The library alone, on the whole graph."""
    import rustworkx

    net: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
    net.add_nodes_from([None] * count)
    net.add_edges_from(list(zip(*pairs.T.tolist(), weights.tolist(), strict=True)))
    found = rustworkx.max_weight_matching(net, weight_fn=int)
    value = sum(net.get_edge_data(one, two) for one, two in found)
    return value, value, len(found)


def by_networkx(count: int, pairs: Whole, weights: Whole) -> tuple[float, float, int]:
    """The library alone, on the whole graph."""
    import networkx

    net: networkx.Graph[int] = networkx.Graph()
    net.add_nodes_from(range(count))
    net.add_weighted_edges_from(zip(*pairs.T.tolist(), weights.tolist(), strict=True))
    found = networkx.max_weight_matching(net)
    value = sum(net[one][two]["weight"] for one, two in found)
    return value, value, len(found)


def candidates(count: int, _pairs: object, _weights: object) -> tuple[float, float, int]:
    """The candidates of so many made-up members; there is no graph as yet."""
    return 0, 0, len(listed(PEOPLE, TERMS, EACH))


SOLVERS: dict[str, Callable[[int, Whole, Whole], tuple[float, float, int]]] = {
    "ours": ours,
    "rustworkx": by_rustworkx,
    "networkx": by_networkx,
    "candidates": candidates,
}
PEOPLE: list[Person] = []  # filled in the process that lists candidates, before the clock starts


def measured(solver: str, kind: str, count: int, patience: float) -> Outcome | None:
    """What that solver does with that graph, in a process of its own; None when it took longer than that."""
    command = [sys.executable, "-m", "bench.matching_speed", "--one", solver, kind, str(count)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=patience)
    except subprocess.TimeoutExpired:
        return None
    return Outcome(**json.loads(ran.stdout))


def one(solver: str, kind: str, count: int) -> None:
    """The work of such a process."""
    if solver == "candidates":
        PEOPLE.extend(community(count))
        pairs, weights = GRAPHS["random"](10, 2)
    else:
        pairs, weights = GRAPHS[kind](count, EACH)
    start = time.perf_counter()
    value, bound, found = SOLVERS[solver](count, pairs, weights)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "memory": memory, "value": value, "bound": bound, "pairs": found}))


def compare(kind: str, count: int, patience: float, given_up: set[str]) -> tuple[list[str], list[str]]:
    """A line of the table, and what it says about the goals."""
    own = measured("ours", kind, count, 600)
    assert own is not None
    others: dict[str, Outcome | None] = {}
    for name in ("rustworkx", "networkx"):
        others[name] = None if name in given_up or count >= LARGE else measured(name, kind, count, patience)
        if others[name] is None:
            given_up.add(name)
    best = next((other.value for other in others.values() if other), None)
    row = [
        f"{kind}, {count:,}",
        f"{own.seconds:.2f}",
        f"{own.memory / 2**20:,.0f}",
        f"{own.value / own.bound:.5f}",
        "–" if best is None else f"{own.value / best:.5f}",
        f"{count - 2 * own.pairs}",
        *("–" if other is None else f"{other.seconds:.2f}" for other in others.values()),
        *("–" if other is None else f"{other.memory / 2**20:,.0f}" for other in others.values()),
    ]
    return row, verdicts(kind, count, own, best)


def verdicts(kind: str, count: int, own: Outcome, best: float | None) -> list[str]:
    """The goals for this graph, met or missed. Against the optimum where somebody found it, else against the bound."""
    if count == 1_000:
        return [
            _verdict(own.value == own.bound, f"{kind}, 1,000: exact"),
            _verdict(own.seconds <= 0.3, f"{kind}, 1,000: at most 0.3 s"),
        ]
    goals = {
        ("random", 10_000): (0.999, 3),
        ("clustered", 10_000): (0.997, 8),
        ("random", LARGE): (0.999, 60),
    }
    if (kind, count) not in goals:
        return []
    share, seconds = goals[kind, count]
    said = [_verdict(own.seconds <= seconds, f"{kind}, {count:,}: at most {seconds} s")]
    if best is not None:
        said.append(
            _verdict(own.value >= share * best, f"{kind}, {count:,}: at least {share} of the optimum")
        )
    said.append(
        _verdict(
            own.value >= share * own.bound, f"{kind}, {count:,}: at least {share} of the certified bound"
        )
    )
    if count >= LARGE:
        said.append(_verdict(own.memory < 2 * GIB, f"{kind}, {count:,}: under 2 GiB"))
    return said


def _verdict(met: bool, goal: str) -> str:
    return f"Goal: {goal}, {'met' if met else 'MISSED'}."


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.matching_speed", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--large", action="store_true", help="also 100,000 people (some minutes)")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds that the others get (60)")
    parser.add_argument("--one", nargs=3, metavar=("SOLVER", "GRAPH", "COUNT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], asked.one[1], int(asked.one[2]))
        return
    rows, said = [], []
    for kind in GRAPHS:
        given_up: set[str] = set()
        for count in (*COUNTS, LARGE) if asked.large else COUNTS:
            row, goals = compare(kind, count, asked.patience, given_up)
            rows.append(row)
            said += goals
    print(f"\nPairs among people with {EACH} candidates each (others get {asked.patience:g} s each)\n")
    head = ["", "s", "MiB", "of the bound", "of the optimum", "left out"]
    show([*head, "rustworkx s", "networkx s", "rustworkx MiB", "networkx MiB"], rows)
    for count in (1_000, 10_000, LARGE) if asked.large else (1_000, 10_000):
        found = measured("candidates", "-", count, 600)
        assert found is not None
        print(
            f"\nCandidates of {count:,}: {found.pairs:,} pairs, {found.seconds:.1f} s, {found.memory / 2**20:,.0f} MiB."
        )
        if count == LARGE:
            said.append(_verdict(found.seconds <= 100, f"candidates of {count:,}: at most 100 s"))
            said.append(_verdict(found.memory < 2 * GIB, f"candidates of {count:,}: under 2 GiB"))
    print("", *said, sep="\n")


if __name__ == "__main__":
    main()
