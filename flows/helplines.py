"""Who listens where somebody is: dated data in `flows/helplines.toml` that anybody can edit.

We say what we found on a day. Which country it is, is told by where they live, by their own word, and by their number.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import get_global

from flows.chat import Chat
from flows.words import _
from messaging.inbound import region_of
from models.members import Address

HERE = Path(__file__).parent / "helplines.toml"
OLD = timedelta(days=183)  # numbers change; half a year is as long as we believe one
MOST = 2  # lines a country: whoever is in danger doesn't choose from a list

CALL = _("{name}: call {number}")
TEXT = _("{name}: text {word} to {number}")
WHATSAPP = _("{name}: WhatsApp {number}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is called, and one way to reach it."""

    name: str
    number: str
    word: str  # to be texted to the number; empty: it is called
    on_whatsapp: bool
    checked: date


@dataclass(frozen=True, slots=True)
class Country:
    """What there is in one country."""

    emergency: str
    lines: tuple[Line, ...]
    racism: tuple[Line, ...]  # for who met it: to be heard or to report it


def of(chat: Chat) -> list[tuple[str, Country]]:
    """Where this person may be, and what there is: where they live first, then the country of their number if it is
    another. Empty where we know of nothing."""
    address = chat.db.get_one(Address, chat.sender.address_id).address
    lives = get_global("zone_territories").get(chat.zone)
    places = dict.fromkeys((lives, region_of(address.removeprefix("whatsapp:"))))
    return [(code, every()[code]) for code in places if code is not None and code in every()]


def anywhere() -> str:
    """A page that knows lines in nearly every country."""
    return str(_data()["anywhere"])


def said(chat: Chat, line: Line) -> str:
    """One line, in this person's language."""
    if line.word:
        return chat.phrase(TEXT, name=line.name, word=line.word, number=line.number)
    return chat.phrase(WHATSAPP if line.on_whatsapp else CALL, name=line.name, number=line.number)


def say_against_racism(chat: Chat) -> None:
    """Who listens when it was racism, where this person is; then who listens to anybody."""
    there = of(chat)
    against = [said(chat, line) for _code, one in there for line in one.racism]
    anybody = [said(chat, line) for _code, one in there[:1] for line in one.lines]
    if against:
        chat.say(
            _("People who listen when somebody met racism, and can take a report of it:\n{lines}"),
            lines="\n".join(against),
        )
    if anybody:
        chat.say(_("To talk with somebody, day or night:\n{lines}"), lines="\n".join(anybody))
    else:
        chat.say(_("To talk with somebody in your country: {page}"), page=anywhere())


def lacking(today: date) -> list[str]:
    """What is wrong with the list on that day, a sentence for each: for `sounding-board doctor`."""
    if not every():
        return ["flows/helplines.toml names no country: somebody in danger would read of nobody who listens."]
    found = []
    for code, country in every().items():
        if not country.lines or not country.emergency:
            found.append(f"flows/helplines.toml has nothing to call for {code}.")
        found += [
            f"Please look up {line.name} ({code}) again: the number was last checked on {line.checked}."
            for line in (*country.lines, *country.racism)
            if today - line.checked > OLD
        ]
    return found


@cache
def every() -> Mapping[str, Country]:
    """All countries in the list. Raises KeyError or ValueError for a file that isn't whole."""
    return {code: _country(code, data) for code, data in _data().items() if isinstance(data, dict)}


def _country(code: str, data: dict[str, Any]) -> Country:
    lines = tuple(_line(one) for one in data.get("lines", ()))
    if len(lines) > MOST:
        raise ValueError(f"{code} has more than {MOST} lines")
    return Country(data["emergency"], lines, tuple(_line(one) for one in data.get("racism", ())))


def _line(data: dict[str, Any]) -> Line:
    number = data.get("call") or data.get("to") or data["whatsapp"]
    return Line(data["name"], number, data.get("text", ""), "whatsapp" in data, data["checked"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(HERE.read_text())
