"""Times as people text them, read by us and by dateparser alone: right, asked back needlessly, and guessed wrong.

    python -m bench.times

The table is tests/flows/wordings/times.toml. dateparser is told the writer's language, zone and clock, and that what is
meant lies ahead: once to parse the whole text, once to search it for a date. Where it finds nothing (or, searching,
several dates) it is taken to ask back.
"""

import time
from collections.abc import Callable
from datetime import datetime
from statistics import median
from typing import Any

import dateparser
from dateparser.search import search_dates

from bench.table import show
from flows.understand import Unclear, moment
from tests.flows.times import Wording, judged, wordings


def ours(wording: Wording) -> datetime | None:
    found = moment(wording.text, now=wording.now, zone=wording.zone, language=wording.language)
    return None if isinstance(found, Unclear) else found


def parsed(wording: Wording) -> datetime | None:
    found = dateparser.parse(wording.text, languages=[wording.language], settings=_settings(wording))
    return found if isinstance(found, datetime) else None


def searched(wording: Wording) -> datetime | None:
    found = search_dates(wording.text, languages=[wording.language], settings=_settings(wording))
    return found[0][1] if found and len(found) == 1 else None


def _settings(wording: Wording) -> dict[str, Any]:
    return {
        "TIMEZONE": wording.zone,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "RELATIVE_BASE": wording.now.replace(tzinfo=None),
        "PREFER_DATES_FROM": "future",
    }


READERS: dict[str, Callable[[Wording], datetime | None]] = {
    "ours": ours,
    "dateparser.parse": parsed,
    "dateparser.search_dates": searched,
}


def main() -> None:
    table = wordings()
    rows = []
    for name, read in READERS.items():
        verdicts = judged(read)
        taken = []
        for wording in table:
            started = time.perf_counter()
            read(wording)
            taken.append(1000 * (time.perf_counter() - started))
        counts = [f"{len(verdicts[verdict])}" for verdict in ("right", "asked", "wrong")]
        share = f"{100 * len(verdicts['right']) / len(table):.1f} %"
        rows.append(
            [name, *counts, share, f"{median(taken):.2f}", f"{sorted(taken)[len(taken) * 99 // 100]:.2f}"]
        )
    print(f"{len(table)} times, English and Spanish")
    show(["", "right", "asked back", "wrong", "right of all", "median ms", "p99 ms"], rows)


if __name__ == "__main__":
    main()
