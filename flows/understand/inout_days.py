"""The day on which somebody is back: "in March", "the 10th of Feb", "en dos meses"."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.understand import inout_words as said
from flows.understand.calendar_words import MONTH_UNITS, MONTHS, WEEKDAYS, spelt
from flows.understand.numbers import CARDINALS, ORDINALS
from flows.understand.unclear import Reason, Unclear
from flows.understand.until import until

_MONTH = re.compile(
    r"(?:(?:the )?(?:month of |mes de )?)(?P<month>[a-z]+)\.?(?: (?:de |del )?(?P<year>20\d\d))?"
)
_MONTHS_AHEAD = re.compile(
    r"(?:in |en |dentro de |for |por )?(?P<count>[a-z]+|\d{1,2}) (?P<unit>[a-z]+)(?: time)?"
)
_LEAD = re.compile(r"(?:in|on|from|en|desde|a partir del?|until|till|hasta|by|this|este|the|el|para|at|a)\s")
_DAY_PIECES = re.compile(r"[^\W\d_]+|\d+")
_DAY_WORDS = said.DAY_WORDS | said.MONTH_PARTS | {*MONTHS, *WEEKDAYS, *CARDINALS, *ORDINALS}


class Days:
    """Reads a day as somebody in `zone` means it at `now`."""

    def __init__(self, now: datetime, zone: str, language: str) -> None:
        if now.tzinfo is None:
            raise ValueError("`now` must be aware")
        self._now, self._zone, self._language = now, zone, language
        self._today = now.astimezone(ZoneInfo(zone)).date()

    def day(self, line: str) -> date | Unclear:
        """Return the day that `line` names: a month's first, a number of months from now, or any date."""
        if said.TIMED.search(line) or said.AFTER.search(line) or not _is_day(line):
            return Unclear(Reason.UNREADABLE)
        bare = line
        while _LEAD.match(bare):
            bare = _LEAD.sub("", bare, count=1)
        part = said.PART.fullmatch(bare)
        month = _MONTH.fullmatch(bare)
        for match in (part, month):
            number = self._month(spelt(match["month"])) if match is not None else None
            if match is not None and number is not None:
                return self._in_month(number, match["year"], match if match is part else None)
        ahead = _MONTHS_AHEAD.fullmatch(line)
        if ahead is not None and ahead["unit"] in MONTH_UNITS and not line.startswith(("next", "this")):
            return self._months_ahead(ahead["count"])
        return until(line, now=self._now, zone=self._zone, language=self._language)

    def _month(self, word: str) -> int | None:
        # "Mar" alone is the sea, or Tuesday.
        return None if word == "mar" and self._language.startswith("es") else MONTHS.get(word)

    def _in_month(self, month: int, year: str | None, part: re.Match[str] | None) -> date | Unclear:
        if month == self._today.month and year is None:
            return Unclear(Reason.AMBIGUOUS)
        found_year = int(year) if year else self._today.year + (month < self._today.month)
        day = 1
        if part is not None and said.ENDS.search(part["part"]):
            day = monthrange(found_year, month)[1]
        elif part is not None and said.MIDDLES.search(part["part"]):
            day = 15
        return self._ahead(date(found_year, month, day))

    def _months_ahead(self, counted: str) -> date | Unclear:
        count = 1 if counted in ("a", "an", "un") else CARDINALS.get(counted)
        count = int(counted) if counted.isdecimal() else count
        if not count:
            return Unclear(Reason.UNREADABLE)
        months = self._today.month - 1 + count
        year, month = self._today.year + months // 12, months % 12 + 1
        return self._ahead(date(year, month, min(self._today.day, monthrange(year, month)[1])))

    def _ahead(self, found: date) -> date | Unclear:
        if found <= self._today:
            return Unclear(Reason.PAST)
        return found if found - self._today <= timedelta(days=366) else Unclear(Reason.TOO_FAR)


def _is_day(line: str) -> bool:
    """Whether every word of `line` is one of a day. `day` lets others pass, such as "call you on"."""
    return all(
        piece in _DAY_WORDS or spelt(piece) in _DAY_WORDS or piece.isdigit()
        for piece in _DAY_PIECES.findall(line)
    )
