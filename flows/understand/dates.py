"""Days: what a date, a day of the month or of the week may mean, seen from a given day."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

# A day of the year that was this short a time ago is a slip, not a plan for next year.
JUST_BEEN = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names. `readings` are all the days that it may be; none when there is no such day.

    A `weekday` (Monday 0) says only which day of the week it is; `week` is which week after this one is meant (None:
    not said). `figures` tells that it was written 2026-12-14.
    """

    readings: tuple[date, ...] = ()
    weekday: int | None = None
    week: int | None = None
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """The day from which a text is read, in its writer's zone, and the language.

    `timed` tells that a moment is wanted, not only a day; `small_hours` that it is just after midnight.
    """

    today: date
    language: str
    timed: bool = False
    small_hours: bool = False


def dated(day: int, month: int, year: int | None, today: date) -> Day:
    """Return the day of that date; without a year the coming one, or the last when it has only just been."""
    if year is not None:
        return Day(existing(year + 2000 if year < 100 else year, month, day))
    for candidate in (today.year - 1, today.year, today.year + 1):
        found = existing(candidate, month, day)
        if found and found[0] >= today - JUST_BEEN:
            # 29 February counts only when the next one isn't years away.
            return Day(found) if (found[0] - today).days <= 366 else Day()
    return Day()


def counted_on(days: int, now: Now) -> Day:
    """Return the day that many days from today. Just after midnight, "tomorrow" may be the day that has begun."""
    found = now.today + timedelta(days=days)
    return Day((found - timedelta(days=1), found) if now.small_hours and days > 0 else (found,))


def in_month(day: int, today: date) -> Day:
    """Return the coming day of the month with that number: today's or a later one, this month or the next."""
    months = today.month - 1 + (day < today.day)
    return Day(existing(today.year + months // 12, months % 12 + 1, day))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """Return the `nth` (1 to 4; -1 is the last) `weekday` (Monday 0) of that month."""
    first = date(year, month, 1)
    if nth > 0:
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def weekday_readings(weekday: int, week: int | None, today: date) -> tuple[date, ...]:
    """Return the days that a weekday may mean; `week` is 0 for this week and 1 for next week."""
    if week is not None:
        # Weeks start on Monday for some and on Sunday for others. For most days of the week it makes no difference.
        starts = {
            (today - timedelta(days=today.weekday()), 0),
            (today - timedelta(days=(today.weekday() + 1) % 7), 6),
        }
        return tuple(
            sorted({start + timedelta(days=week * 7 + (weekday - first) % 7) for start, first in starts})
        )
    ahead = (weekday - today.weekday()) % 7
    coming = today + timedelta(days=ahead)
    # On a Tuesday, "Tuesday" may be today.
    return (coming,) if ahead else (coming, coming + timedelta(days=7))


def existing(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except (ValueError, OverflowError):
        return ()


def together(days: list[Day], today: date) -> list[Day]:
    """Return `days` with those that speak of one day made one: "lunes 7 de diciembre", "Tuesday next week"."""
    weeks = [day.week for day in days if day.week is not None]
    merged: list[Day] = []
    for day in (day for day in days if day.week is None):
        if weeks and day.weekday is not None:
            day = replace(day, readings=weekday_readings(day.weekday, weeks[0], today))
        last = merged[-1] if merged else None
        if last is None or (last.weekday is None) == (day.weekday is None):
            merged.append(day)
            continue
        named, numbered = (last, day) if day.weekday is None else (day, last)
        agreeing = tuple(each for each in numbered.readings if each.weekday() == named.weekday)
        # "Tuesday 7 December" when the 7th is a Monday: one of the two is a slip, so both stay.
        readings = agreeing or ((*numbered.readings, *named.readings) if numbered.readings else ())
        merged[-1] = Day(readings, figures=numbered.figures)
    return merged
