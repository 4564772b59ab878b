"""The table of times in wordings/times.toml, read for those who count by it: our test, and the bench."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

TABLE = Path(__file__).parent / "wordings" / "times.toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, who writes it when, and the moment it means; None when it is to be asked back."""

    text: str
    now: datetime
    zone: str
    language: str
    means: datetime | None


def wordings() -> list[Wording]:
    """Return the whole table."""
    found = []
    for group in tomllib.loads(TABLE.read_text(encoding="utf-8")).values():
        zone = group["zone"]
        for text, means in group["means"].items():
            meant = None if means == "ask" else _moment(means, zone)
            found.append(Wording(text, _moment(group["now"], zone), zone, group["language"], meant))
    return found


def judged(read: Callable[[Wording], datetime | None]) -> dict[str, list[Wording]]:
    """Return the table by what came of it: right (asking back what is to be asked), asked (needlessly) and wrong."""
    verdicts: dict[str, list[Wording]] = {"right": [], "asked": [], "wrong": []}
    for wording in wordings():
        found = read(wording)
        verdicts["right" if found == wording.means else "asked" if found is None else "wrong"].append(wording)
    return verdicts


def _moment(text: str, zone: str) -> datetime:
    day, clock, *named = text.split(" ")
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(named[0] if named else zone))
