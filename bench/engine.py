"""A form of five questions through the engine alone, side by side with the engines that others use for such forms.

    python -m bench.engine [--rounds 25] [--talks 100]

Each engine gets the same texts, in turn, and must give the same replies and keep the same answers. In memory, without
a database or network. python-telegram-bot and aiogram parse raw updates, as ours does Twilio's form; transitions gets
the bare text, and so does ours beside it. What each does is in `bench/forms`.
"""

import argparse
import gc
import time
from collections.abc import Callable
from statistics import median

from bench.forms import Engine, Talk, plain_talk, real_talk
from bench.forms.with_flows import ours, ours_from_text
from bench.table import show, spread

MISSING = "The engines to compare with are missing. To install them, run: make bench"


def peers() -> list[Engine]:
    """The others."""
    try:
        from bench.forms.with_aiogram import aiogram
        from bench.forms.with_telegram import telegram
        from bench.forms.with_transitions import transitions
    except ImportError:
        raise SystemExit(MISSING) from None
    return [telegram(), transitions(), aiogram()]


def timed(engine: Engine, talks: list[Talk]) -> float:
    """µs of this process for each message. Raises AssertionError when a reply or a kept answer is wrong."""
    said = [(talk.person, text) for talk in talks for text in talk.texts]
    arrived = [engine.raw(number, person, text) for number, (person, text) in enumerate(said, 1)]
    gc.collect()
    gc.disable()
    began = time.process_time()
    replies = engine.run(arrived)
    took = time.process_time() - began
    gc.enable()
    expected = [reply for talk in talks for reply in talk.replies]
    wrong = [pair for pair in zip(said, replies, expected, strict=True) if pair[1] != pair[2]]
    assert not wrong, f"{engine.name}: {wrong[:3]}"
    kept = engine.answers()
    assert all(len(kept[talk.person]) == 5 for talk in talks), engine.name
    return 1e6 * took / len(said)


def measure(mine: tuple[Engine, Engine], others: list[Engine], rounds: int, talks: int) -> None:
    """Measure, the engines taking turns, and print what was found."""
    engines = [*mine, *others]
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    understood: list[float] = []
    for number in range(-1, rounds):  # the first round warms up
        turn = number % len(engines)
        for engine in engines[turn:] + engines[:turn]:
            times[engine.name].append(timed(engine, _people(plain_talk, talks)))
        understood.append(timed(mine[0], _people(real_talk, talks)))

    print(f"\nA form of five questions, µs for one message, {rounds} rounds of {talks} people in turn\n")
    rows = [[engine.name, spread(times[engine.name][1:], 1), ""] for engine in mine]
    faster = True
    for engine in others:
        took, same_input = times[engine.name][1:], next(one for one in mine if one.parses == engine.parses)
        ratios = [its / our for its, our in zip(took, times[same_input.name][1:], strict=True)]
        rows.append([engine.name, spread(took, 1), spread(ratios, 1)])
        faster = faster and median(ratios) > 1
    show(["", "µs", "times ours, from the same"], rows)
    print(f"\nGoal: faster than all three, {'met' if faster else 'MISSED'}.")
    print(
        f"Ours with answers as people text them (“emcc please”, 👍, “the second one”): "
        f"{spread(understood[1:], 1)} µs."
    )


def _people(talk: Callable[[], Talk], talks: int) -> list[Talk]:
    return [talk() for _ in range(talks)]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25, help="how often each engine has its turn (25)")
    parser.add_argument("--talks", type=int, default=100, help="people a round (100)")
    asked = parser.parse_args()
    measure((ours(), ours_from_text()), peers(), asked.rounds, asked.talks)


if __name__ == "__main__":
    main()
