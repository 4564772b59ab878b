"""Dates with a time in forms and languages beside our own grammar, checked so that nothing is guessed."""

import re
from datetime import UTC, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from flows.understand.countries import locale_of
from flows.understand.dates import dated
from flows.understand.localtime import settled
from flows.understand.numbers import western
from flows.understand.plain import fold, plain
from flows.understand.unclear import Reason, Unclear

_LONGEST = 60
_DIGITS = re.compile(r"\d+")
# A clock time in figures; without one, dateparser would fill in a time of its own.
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)?(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NOON = 12 * 60
# Days to read a text from, without a zone as dateparser wants them.
_BASES = (
    datetime(2024, 2, 3, 4, 5),  # noqa: DTZ001
    datetime(2028, 9, 17, 22, 50),  # noqa: DTZ001
)


def absolute(
    text: str, *, now: datetime, zone: ZoneInfo, language: str, timeless: bool = False
) -> datetime | Unclear | None:
    """Return the moment of a day and month in words with a clock time of 24 hours, in the person's own language.

    None when the text isn't one, or when dateparser and the text don't agree on every figure. With `timeless` the
    text names a day only, and the moment is at noon in `zone`.
    """
    line = western(plain(text))
    if len(line) > _LONGEST or not _LETTERS.search(line) or not _DIGITS.search(line):
        return None
    clocks = _CLOCK.findall(line)
    if len(clocks) != (0 if timeless else 1):
        return None
    # Read twice, from two different days: what is the same both times is what the text says, the rest a guess.
    first, second = (_parsed(line, base, language) for base in _BASES)
    if first is None or second is None or first.replace(year=1904) != second.replace(year=1904):
        return None
    figures = sorted(int(figure) for figure in _DIGITS.findall(line) if len(figure) < 5)
    hour, minute = (int(clocks[0][0]), int(clocks[0][1] or 0)) if clocks else (first.hour, first.minute)
    year = first.year if first.year == second.year else None
    said = [first.day, *([hour] if clocks else []), *([int(clocks[0][1])] if clocks and clocks[0][1] else [])]
    said += [year] if year else []
    if figures != sorted(said) or (first.hour, first.minute) != ((hour, minute) if clocks else (0, 0)):
        return None
    today = now.astimezone(zone).date()
    day = dated(first.day, first.month, year, today)
    if not day.readings:
        return Unclear(Reason.NO_SUCH_DAY)
    if not _weekdays(line, language) <= {each.weekday() for each in day.readings}:
        return None  # "Tuesday 14 December" when the 14th is a Monday
    at = _NOON if timeless else 60 * hour + minute
    start = datetime.combine(today, time(), zone).astimezone(UTC) if timeless else now
    return settled([(each, at) for each in day.readings], now=start, zone=zone)


def _weekdays(line: str, language: str) -> set[int]:
    """Return the days of the week (Monday 0) that `line` names in `language`: dateparser lets them pass unread."""
    names = locale_of(language).days["format"]
    words = set(_LETTERS.findall(fold(line)))
    return {
        day for width in ("wide", "abbreviated") for day, name in names[width].items() if fold(name) in words
    }


@lru_cache(maxsize=256)
def _parsed(line: str, base: datetime, language: str) -> datetime | None:
    # Imported here: it takes half a second, and most texts never need it.
    import dateparser

    settings = {
        "RELATIVE_BASE": base,
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "DMY",
    }
    try:
        found = dateparser.parse(
            line, languages=[language.replace("_", "-").split("-")[0]], settings=settings
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, re.error):
        return None  # an unknown language, or a text that its expressions stumble over
    # With a zone in it ("9:30 EST") it is not in the zone that we were told.
    return found if isinstance(found, datetime) and found.tzinfo is None else None
