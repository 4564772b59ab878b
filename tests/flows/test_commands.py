"""The commands' tables in wordings/commands.toml: what is read from each text, what is none, and what is read back."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete
from sqlalchemy.orm import Session

from flows.coordinating import grammar, obeying, teaching
from flows.coordinating.command import COMMANDS
from flows.words import LANGUAGES, translate
from models import clock
from models.base import table_of
from models.talks import TalkRow
from models.texts import Text
from tests.flows.two import MAYA, Two
from tests.models import people

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "wordings" / "commands.toml").read_text(encoding="utf-8")
)
MEANS = [(text, name, gaps) for name, texts in TABLE["means"].items() for text, gaps in texts.items()]
ALL_THERE_IS = "(all there is)"  # the list of all commands
NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
GAPS = ("who", "other", "group", "what", "sought", "where", "new", "day", "n", "kind", "words")


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_read_as_it_is_taught(language: str) -> None:
    """With names and numbers put in."""
    gaps = {
        "name": "Amara",
        "nombre": "Lucía",
        "number": "3",
        "número": "3",
        "date": "3 January",
        "fecha": "3 enero",
    }
    wrong = {}
    for name, command in COMMANDS.items():
        taught = translate(command.shows, language)
        for gap, word in gaps.items():
            taught = re.sub(rf"\b{gap}\b", word, taught)
        found = grammar.read(taught)
        if found is None or (found.command.name != name and found.command.shows != command.shows):
            wrong[name] = taught
    assert wrong == {}


@pytest.mark.parametrize("text", TABLE["answers"]["texts"])
def test_an_answer_is_no_command(text: str) -> None:
    assert read(text, strictly=True) is None


def test_what_can_t_be_done_says_what_to_write(two: Two) -> None:
    """Each is read back exactly. By WhatsApp, for nobody can forge that."""

    def others(_connection: Connection, db: Session) -> None:
        for number, name, status, zone in (
            ("+447700900211", "Lucía Gómez", "verified", "America/Bogota"),
            ("+447700900212", "Bisi", "applied", "Europe/London"),
            ("+447700900213", "Noor", "verified", "Europe/London"),
            ("+447700900214", "Noor", "verified", "Africa/Accra"),
            ("+447700900215", "Amara", "verified", "Europe/London"),
        ):
            people.person(db, number, name, status).zone = zone
        people.person(db, "+447700900216", status="newcomer")

    two.do(others)
    wrong = {}
    clock.follow(lambda: NOON)
    try:
        for text, answer in TABLE["rejected"].items():
            got = two.text(f"whatsapp:{MAYA}", text)
            two.do(lambda connection, _db: _forget(connection))
            if not _is_read_back(got or "", answer):
                wrong[text] = got
    finally:
        clock.follow(clock.wall)
    assert wrong == {}


def _forget(connection: Connection) -> None:
    """No question is open, and she hasn't texted too often."""
    for model in (TalkRow, Text):
        connection.execute(delete(table_of(model)))


def _is_read_back(got: str, answer: str) -> bool:
    """Exactly; where it is said how a command goes, others may begin with the same word."""
    if answer == ALL_THERE_IS:
        return got.startswith(f"{obeying.UNREAD}\n\n{teaching.topic.prompt}\n1 ")
    first, *ways = answer.split("\n")
    if "goes like this" in first:
        return got.startswith(first) and set(ways) <= set(got.split("\n"))
    return got == answer


def test_every_command_is_taught_in_a_short_text() -> None:
    topics = (teaching.PEOPLE, teaching.ROUNDS, teaching.WORDS, teaching.SEATS)
    taught = {name for lines in topics for _copy, names in lines for name in names}
    assert taught == set(COMMANDS) - {"commands"}
    for language in LANGUAGES:
        for lines in topics:
            assert len("\n".join(translate(copy, language) for copy, _names in lines)) <= 400
