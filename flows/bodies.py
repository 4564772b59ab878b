"""What each accrediting body asks of a log and of a renewal: dated data, in `flows/logs`, that anybody can edit.

We say what a body asks, as we found it on a day; what it accepts is its own affair.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flows.understand import fold
from models.kinds import Kind

ROOM = Path(__file__).parent / "logs"
# What a column may hold. Hours are in hundredths, days are the coach's own.
COLUMNS = (
    "client", "contact", "organisation", "individual", "group_size", "context", "first_day", "last_day", "sessions",
    "minutes", "hours", "paid", "pro_bono",
)  # fmt: skip
Words = Mapping[str, Any]  # by language


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a log: what is in it, and its heading."""

    holds: str  # one of COLUMNS
    heading: Words


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a body asks for going on: how long it lasts, and hours of learning where it says how many."""

    years: int
    hours: int | None
    asks: Words


@dataclass(frozen=True, slots=True)
class Body:
    """One body's log."""

    name: str
    as_of: date
    sources: tuple[str, ...]
    by_session: bool  # a row for each session; otherwise for each client
    named: bool  # clients stand there by name; otherwise by number
    exchange_is_paid: bool  # coaching in exchange for coaching, up to what was received
    columns: tuple[Column, ...]
    rules: Words
    levels: Mapping[str, int]
    renewal: Renewal
    others: Mapping[str, Words]  # by kind of meeting: what the body says of hours that aren't coaching


@cache
def every() -> Mapping[str, Body]:
    """All bodies whose log we know, by name. Raises KeyError or ValueError for a file that isn't whole."""
    read = (_body(tomllib.loads(path.read_text())) for path in sorted(ROOM.glob("*.toml")))
    return {body.name: body for body in read}


def of(name: str) -> Body | None:
    """The body somebody names, however it is written."""
    return next((body for body in every().values() if fold(body.name) == fold(name)), None)


def _body(data: dict[str, Any]) -> Body:
    renewal = data["renewal"]
    return Body(
        name=data["name"],
        as_of=data["as_of"],
        sources=tuple(data["sources"]),
        by_session=_one_of(data["rows"], "session", "client"),
        named=_one_of(data["client"], "name", "number"),
        exchange_is_paid=_one_of(data["exchange"], "paid", "pro bono"),
        columns=tuple(Column(COLUMNS[COLUMNS.index(one.pop("is"))], one) for one in data["columns"]),
        rules=data["rules"],
        levels=data["levels"],
        renewal=Renewal(renewal.pop("years"), renewal.pop("hours", None), renewal),
        others={kind.value: data["others"][kind] for kind in Kind if kind is not Kind.COACHING},
    )


def _one_of(said: str, yes: str, no: str) -> bool:
    if said not in (yes, no):
        raise ValueError(f"{said!r} is neither {yes!r} nor {no!r}")
    return said == yes
