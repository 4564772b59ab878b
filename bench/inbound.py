"""Signed texts a second through the whole path, side by side with the bare limit.

    python -m bench.inbound [--seconds 4] [--rounds 4] [--db sqlite|postgresql|both]

The whole path: signature, claim, lock, step, reply, commit, for two hundred members in the middle of sign-up. The
bare limit is `bench/limit.py`. Both are served by `stage.web`, take turns, and get the same load from `bench/load.py`.

Both write to disk what they answered. To leave the disk out of it: TMPDIR=/dev/shm python -m bench.inbound
"""

import argparse
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import wsgi
from bench import inside, limit, load, servers
from bench.crowd import Crowd
from bench.load import Outcome
from bench.table import show, spread
from workers.embedded import embedded_redis

MEMBERS = 200
LINES, LINES_AT_HALF = 16, 64  # connections
WARM_UP = 8 * MEMBERS  # texts: everybody is in the middle of sign-up, every cache is filled
ENOUGH = 60.0  # seconds; a fixed number of texts ends long before
INSIDE = 4_000  # texts looked at from inside
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(slots=True)
class Side:
    """One of the two sides: where it is served, who texts it, what was measured."""

    name: str
    port: int
    crowd: Crowd
    full: list[Outcome] = field(default_factory=list)
    half: list[Outcome] = field(default_factory=list)

    def warm_up(self) -> None:
        """Text until it runs at its pace."""
        self.crowd.sign(WARM_UP)
        self.full = [load.at_full(self.port, self.crowd, ENOUGH, LINES)]

    def run_at_full(self, seconds: float) -> None:
        """One round as fast as it goes. There are texts for twice what it did before."""
        self.crowd.sign(int(2 * seconds * max(one.rate for one in self.full)) + MEMBERS)
        self.full.append(load.at_full(self.port, self.crowd, seconds, LINES))

    def run_at_half(self, seconds: float) -> None:
        """One round at half of what it could do a moment ago."""
        rate = self.full[-1].rate / 2
        texts = int(rate * seconds)
        self.crowd.sign(texts + LINES_AT_HALF * MEMBERS)
        self.half.append(load.at_rate(self.port, self.crowd, texts, rate, LINES_AT_HALF))

    def row(self) -> list[str]:
        """Its line in the table."""
        return [
            self.name,
            spread([one.rate for one in self.full]),
            spread([percentile(one, 0.5) for one in self.full], 1),
            spread([percentile(one, 0.99) for one in self.full], 1),
            spread([percentile(one, 0.99) for one in self.half], 1),
        ]


def percentile(outcome: Outcome, share: float) -> float:
    """A latency, in ms."""
    return 1000 * sorted(outcome.latencies)[int(len(outcome.latencies) * share)]


def measure(kind: str, seconds: float, rounds: int) -> None:
    """Measure on one kind of database, and print what was found."""
    with ExitStack() as running:
        directory = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="sb-bench-")))
        redis_url = running.enter_context(embedded_redis(directory / "redis"))
        pair = running.enter_context(servers.databases(kind, directory, MEMBERS))
        house = servers.settings_for(pair.ours, redis_url)
        ours = Side("the whole path", running.enter_context(servers.web(house)), Crowd(MEMBERS))
        bare = Side(
            "the bare limit",
            running.enter_context(servers.web(house, lambda: limit.create_app(pair.limit))),
            Crowd(MEMBERS, reads=limit.READS),
        )
        _take_turns((ours, bare), seconds, rounds)
        with servers.web(house, servers.constant) as port:
            constant = Side("a constant answer", port, Crowd(MEMBERS, reads=limit.READS))
            constant.warm_up()
            constant.run_at_full(min(seconds, 2.0))
        print(
            f"\n{NAMES[kind]} ({pair.what}, files in {directory.parent}): "
            f"{rounds} rounds of {seconds:g} s each, {LINES} connections\n"
        )
        _show_speed(ours, bare, constant)

        app = wsgi.create_app(house)
        _show_statements(inside.statements(app))
        _show_shares(inside.shares(app, ours.crowd, INSIDE))
        app.extensions["house"].engine.dispose()


def _take_turns(sides: tuple[Side, ...], seconds: float, rounds: int) -> None:
    """A, B, A, B: what else the machine does meets both alike."""
    for side in sides:
        side.warm_up()
    for number in range(rounds):
        turn = sides if number % 2 == 0 else sides[::-1]
        for side in turn:
            side.run_at_full(seconds)
        for side in turn:
            side.run_at_half(seconds)
    for side in sides:
        del side.full[0]  # the warm-up


def _show_speed(ours: Side, bare: Side, constant: Side) -> None:
    show(
        ["", "texts/s", "p50 ms", "p99 ms", "p99 ms at half load"],
        [ours.row(), bare.row()],
    )
    ratios = [one.rate / other.rate for one, other in zip(ours.full, bare.full, strict=True)]
    tail = median(percentile(one, 0.99) for one in ours.half)
    own = max(one.own_seconds / one.seconds for side in (ours, bare) for one in side.full)
    print(
        f"\nRatio to the limit: {spread(ratios, 2)}. {_verdict(median(ratios) >= 0.5, 'at least 0.5')}\n"
        f"p99 at half load: {tail:.1f} ms. {_verdict(tail < 60, 'under 60 ms')}\n"
        f"The load took {own:.0%} of one core at most; the same load and server do "
        f"{constant.full[-1].rate:,.0f} texts/s with a constant answer, so neither is what limits."
    )


def _show_statements(found: dict[str, list[str]]) -> None:
    ordinary = found["an ordinary answer"]
    print(
        f"\nSQL statements for one text (BEGIN and COMMIT not counted): {len(ordinary)}. "
        f"{_verdict(len(ordinary) <= 8, 'at most 8')}"
    )
    for kind, said in found.items():
        print(f"  {kind}: {len(said)} ({', '.join(said)})")


def _show_shares(spent: dict[str, float]) -> None:
    whole = sum(spent.values())
    print(
        f"\nWhere the time of a text goes ({INSIDE:,} texts in one process, perf_counter around each part):\n"
    )
    most_first = sorted(spent.items(), key=lambda part: -part[1])
    show(["", "µs", "share"], [[label, f"{took:,.0f}", f"{took / whole:.0%}"] for label, took in most_first])


def _verdict(met: bool, goal: str) -> str:
    return f"Goal: {goal}, {'met' if met else 'MISSED'}."


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.inbound", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each round takes (4)")
    parser.add_argument("--rounds", type=int, default=4, help="how many rounds for each side (4)")
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    asked = parser.parse_args()
    for kind in NAMES if asked.db == "both" else (asked.db,):
        measure(kind, asked.seconds, asked.rounds)


if __name__ == "__main__":
    main()
