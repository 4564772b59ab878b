"""Dates as people write them: "14 Dec", "December 14th, 2026", "el 7 del 12", "03/04", "2026-12-14"."""

from flows.understand.calendar_words import (
    CHOICE,
    DAY_LEADS,
    FEASTS,
    MERIDIEMS,
    MONTHS,
    NTHS,
    O_CLOCK,
    WEEKDAYS,
)
from flows.understand.dates import JUST_BEEN, Day, Now, dated, existing, in_month, nth_weekday
from flows.understand.relative_reading import Read, ahead_at, relative_at, week_at, weekday_at, weeks_from_at
from flows.understand.tokens import Token, count_at, word_at

_SUFFIXES = frozenset(("st", "nd", "rd", "th", "ro", "do", "er", "o", "ero"))
_OF = frozenset(("of", "de", "del", "the", "el"))
# After these a number is a time, whatever follows: "at 5 Dec 14".
_AT = frozenset(("at", "las", "sobre", "approx", "circa"))


def days_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Return the day (or days, "14 or 15 Dec") named at `at`, and where the next piece starts; None for no day."""
    for reader in _READERS:
        read = reader(tokens, at, now)
        if read is not None:
            return read
    return None


def _figures(tokens: list[Token], at: int, now: Now) -> Read | None:
    token = tokens[at]
    if token.kind == "ymd":
        found = Day(existing(*token.figures[:3]), figures=True)
        return [found], at + (2 if word_at(tokens, at + 1) == "t" else 1)
    if token.kind == "dotted":
        day, month = token.figures[:2]
        return [dated(day, month, None, now.today)], at + 1
    if token.kind not in ("dmy", "dm"):
        return None
    first, second = token.figures[:2]
    year = token.figures[2] if token.kind == "dmy" else None
    # Spanish writes the day first, and so does everybody who writes dots. Others we have to ask.
    orders = (
        {(first, second)} if now.language == "es" or "." in token.text else {(first, second), (second, first)}
    )
    readings = {reading for day, month in orders for reading in dated(day, month, year, now.today).readings}
    return [Day(tuple(sorted(readings)))], at + 1


def _numbered(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return a day of the month ("14", "14th", "fourteenth") and where the next piece starts, or None."""
    counted = count_at(tokens, at, ordinals=True)
    if counted is None:
        return None
    day, after = counted
    if after < len(tokens) and tokens[after].glued and word_at(tokens, after) in _SUFFIXES:
        after += 1
    return (day, after) if 1 <= day <= 31 else None


def _month(tokens: list[Token], at: int, now: Now) -> int | None:
    word = word_at(tokens, at)
    return None if word == "mar" and now.language == "es" else MONTHS.get(word)


def _year(tokens: list[Token], at: int) -> tuple[int | None, int]:
    after = at
    while word_at(tokens, after) in (",", "de", "del", "of"):
        after += 1
    if after < len(tokens) and tokens[after].kind == "number" and len(tokens[after].text) == 4:
        year = tokens[after].figures[0]
        if 2000 <= year <= 2099:
            return year, after + 1
    return None, at


def _day_month(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "14 Dec", "7 de diciembre de 2026", "14 or 15 Dec", "14-16 December"."""
    if word_at(tokens, at - 1) in _AT:
        return None
    days: list[int] = []
    while True:
        read = _numbered(tokens, at)
        if read is None:
            return None
        days.append(read[0])
        at = read[1]
        while word_at(tokens, at) in _OF:
            at += 1
        month = _month(tokens, at, now)
        if month is not None:
            break
        if word_at(tokens, at) not in CHOICE | {",", "-", "/", "&", "to", "a"} or len(days) > 4:
            return None
        at += 1
    if word_at(tokens, at + 1) == ".":
        at += 1
    year, after = _year(tokens, at + 1)
    return [dated(day, month, year, now.today) for day in days], after


def _month_day(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "December 14th, 2026", "Dec 14 or 15"."""
    month = _month(tokens, at, now)
    if month is None:
        return None
    at += 1
    while word_at(tokens, at) in ("the", "el", "dia", "."):
        at += 1
    read = _numbered(tokens, at)
    if read is None or _is_clock(tokens, read[1]):
        return None
    days = [read[0]]
    at = read[1]
    year, after = _year(tokens, at)
    while year is None and word_at(tokens, at) in CHOICE | {"-", "/", "&"}:
        more = _numbered(tokens, at + 1)
        if more is None or _is_clock(tokens, more[1]):
            break
        days.append(more[0])
        at = more[1]
        year, after = _year(tokens, at)
    return [dated(day, month, year, now.today) for day in days], after


def _is_clock(tokens: list[Token], at: int) -> bool:
    """Tell whether the number before `at` is a time of day by what follows it."""
    word = word_at(tokens, at)
    return word in O_CLOCK or word == "ish" or (word in MERIDIEMS and (len(word) == 2 or tokens[at].glued))


def _of_month(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "the 14th", "14th", "el 14", "el día 14", and in Spanish "el 7 del 12"."""
    read = _numbered(tokens, at)
    if read is None:
        return None
    day, after = read
    lead = word_at(tokens, at - 1)
    marked = tokens[after - 1].glued and word_at(tokens, after - 1) in _SUFFIXES
    if not (lead in DAY_LEADS or marked) or _is_clock(tokens, after):
        return None
    if word_at(tokens, after) == "del" and after + 1 < len(tokens) and tokens[after + 1].kind == "number":
        year, end = _year(tokens, after + 2)
        return [dated(day, tokens[after + 1].figures[0], year, now.today)], end
    return [in_month(day, now.today)], after


def _weekday_in_month(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "the first Monday in January", "el último viernes de enero": the coming one."""
    if not now.timed:
        return None
    while word_at(tokens, at) in ("the", "el"):
        at += 1
    nth, weekday = NTHS.get(word_at(tokens, at)), WEEKDAYS.get(word_at(tokens, at + 1))
    month = MONTHS.get(word_at(tokens, at + 3))
    if None in (nth, weekday, month) or word_at(tokens, at + 2) not in ("in", "of", "de", "en"):
        return None
    year, after = _year(tokens, at + 4)
    years = [year] if year else [now.today.year, now.today.year + 1]
    found = [nth_weekday(each, month or 1, nth or 1, weekday or 0) for each in years]
    return [Day(tuple(each for each in found if each >= now.today - JUST_BEEN)[:1])], after


def _feast(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "Christmas Eve", "New Year's Day", "nochebuena"."""
    for size in (3, 2, 1):
        named = FEASTS.get(" ".join(word_at(tokens, at + ahead) for ahead in range(size)))
        if named is not None:
            return [dated(*named, None, now.today)], at + size
    return None


_READERS = (
    _figures,
    _feast,
    _weekday_in_month,
    _day_month,
    _month_day,
    weeks_from_at,
    week_at,
    weekday_at,
    ahead_at,
    relative_at,
    _of_month,
)
