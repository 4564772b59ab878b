"""A day that may be years away or may have been: when an accreditation runs out, when something was learnt."""

import re
from calendar import monthrange
from datetime import date, timedelta

from flows.understand.calendar_words import MONTHS, RELATIVE
from flows.understand.numbers import western
from flows.understand.plain import fold

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|o|º)?(?: of| de| del)? ([a-z]+)\.?,?(?: of| de| del)?(?: (\d{4}))?"
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_MONTH_ALONE = re.compile(r"(?:end of |fin de |finales de )?([a-z]+)(?: of| de| del)? (\d{4})")


def far_day(text: str) -> date | None:
    """The day that `text` names with its year: '31 December 2028', '2028-12-31', '31/12/2028'. A month alone is its last
    day. None when there is none, or when it could be two: 3/4/2028 is another day across a border. Never raises."""
    said = _said(text)
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(said):
        one, two, year = (int(part) for part in found.groups())
        readings = {day for day in (_day(year, two, one), _day(year, one, two)) if day is not None}
        return readings.pop() if len(readings) == 1 else None
    if (found := _MONTH_ALONE.fullmatch(said)) and found[1] in MONTHS:
        year, month = int(found[2]), MONTHS[found[1]]
        return _day(year, month, monthrange(year, month)[1]) if year > 0 else None
    named = _named(said)
    return _day(named[0], *named[1:]) if named is not None and named[0] is not None else None


def past_day(text: str, today: date) -> date | None:
    """The day up to `today` that `text` means: 'today', 'yesterday', '3 December', or one with its year. None when there is
    none, or it is to come."""
    said = _said(text)
    if RELATIVE.get(said, 1) <= 0:
        return today + timedelta(days=RELATIVE[said])
    found = far_day(text)
    named = _named(said)
    if found is None and named is not None and named[0] is None:
        years = (_day(year, *named[1:]) for year in (today.year, today.year - 1))
        found = next((day for day in years if day is not None and day <= today), None)
    return found if found is not None and found <= today else None


def _said(text: str) -> str:
    return re.sub(r"^(?:on |the |el |del )+", "", western(fold(text)).strip(" .!,"))


def _named(said: str) -> tuple[int | None, int, int] | None:
    """Year if it is there, month, day."""
    if (found := _DAY_FIRST.fullmatch(said)) and found[2] in MONTHS:
        return int(found[3]) if found[3] else None, MONTHS[found[2]], int(found[1])
    if (found := _MONTH_FIRST.fullmatch(said)) and found[1] in MONTHS:
        return int(found[3]) if found[3] else None, MONTHS[found[1]], int(found[2])
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
