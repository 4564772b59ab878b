"""How long reading a coordinator's text takes, without a database: what is a command, what is none, and what may be an answer.

    python -m bench.commands [--runs 5]

The texts are those of the grammar's own tables (tests/flows/wordings/commands.toml), each read anew; the mean and the worst
of one text, in milliseconds. Slips cost most: each wrong word is held against all words that there are.
"""

import argparse
import time
import tomllib
from pathlib import Path
from statistics import mean

import flows.conversation  # noqa: F401 - it declares all commands
from bench.table import show
from flows.coordinating import grammar

TABLE = Path(__file__).parents[1] / "tests" / "flows" / "wordings" / "commands.toml"


def texts() -> dict[str, list[str]]:
    """The tables' texts, by what becomes of them."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        "a command": [text for some in table["means"].values() for text in some],
        "can't be done as it is": list(table["rejected"]),
        "may be an answer": table["answers"]["texts"],
    }


def took(text: str, runs: int, *, strictly: bool) -> float:
    """The shortest of several readings of one text, in ms: what else the machine did isn't counted."""
    found = []
    for _run in range(runs):
        began = time.perf_counter()
        grammar.read(text, strictly=strictly)
        found.append((time.perf_counter() - began) * 1000)
    return min(found)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.commands", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    grammar.read("verify Amara")  # the patterns are compiled once for each process
    rows = []
    for name, some in texts().items():
        each = {text: took(text, runs, strictly=name == "may be an answer") for text in some}
        worst = max(each, key=lambda text: each[text])
        rows.append((name, f"{len(some)}", f"{mean(each.values()):.2f}", f"{each[worst]:.2f}", worst))
    show(("a text that is …", "texts", "mean ms", "worst ms", "the worst"), rows)


if __name__ == "__main__":
    main()
