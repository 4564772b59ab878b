"""The commands' tables in wordings/commands.toml: what is read from each text, what is none, and what is read back."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from flows.coordinating import grammar
from flows.coordinating.command import COMMANDS

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "wordings" / "commands.toml").read_text(encoding="utf-8")
)
MEANS = [(text, name, gaps) for name, texts in TABLE["means"].items() for text, gaps in texts.items()]
GAPS = ("who", "other", "what", "where", "new", "day", "n", "words")


def read(text: str, *, strictly: bool = False) -> tuple[str, str] | None:
    """The command and what is in its gaps."""
    meant = grammar.read(text, strictly=strictly)
    if meant is None:
        return None
    held = [str(meant.slots[gap]) for gap in GAPS if meant.slots.get(gap) is not None]
    return meant.command.name, " | ".join(held)


@pytest.mark.parametrize(("text", "name", "gaps"), MEANS, ids=[text for text, *_ in MEANS])
def test_a_text_is_the_command_it_is_meant_as(text: str, name: str, gaps: str) -> None:
    assert read(text) == (name, gaps)


def test_every_command_is_in_the_table() -> None:
    assert COMMANDS.keys() - TABLE["means"].keys() == set()


def test_every_command_is_read_as_it_is_taught() -> None:
    """With names in place of "name", in capitals."""
    wrong = {}
    for name, command in COMMANDS.items():
        taught = command.shows.replace("name AND name", "Amara AND Lucía").replace("name", "Amara")
        found = grammar.read(taught.replace("number", "3").replace("date", "3 January"))
        if found is None or (found.command.name != name and found.command.shows != command.shows):
            wrong[name] = taught
    assert wrong == {}


@pytest.mark.parametrize("text", TABLE.get("answers", ()))
def test_an_answer_is_no_command(text: str) -> None:
    assert read(text, strictly=True) is None
