"""Days seen from today: "Thursday", "next Tuesday", "pasado mañana", "in two weeks", "la semana que viene"."""

from datetime import timedelta

from flows.understand.calendar_words import AFTER_NEXT, DAY_UNITS, MONTH_UNITS, NEXT, RELATIVE, THIS, WEEKDAYS
from flows.understand.dates import Day, Now, counted_on, existing, weekday_readings
from flows.understand.tokens import Token, count_at, word_at

Read = tuple[list[Day], int]
"""The days that were read, and where the next piece starts."""


def weekday_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "Thursday", "this Thursday", "next Thursday", "el jueves que viene", "Tuesday week"."""
    start = at
    while word_at(tokens, at) in THIS | {"coming", "the", "el"}:
        at += 1
    following = word_at(tokens, at) in NEXT
    at += following
    weekday = WEEKDAYS.get(word_at(tokens, at))
    if weekday is None:
        return None
    at += 1
    if word_at(tokens, at) == "que" and word_at(tokens, at + 1) == "viene":
        following, at = True, at + 2
    elif word_at(tokens, at) in AFTER_NEXT and word_at(tokens, at + 1) not in DAY_UNITS:
        following, at = True, at + 1
    if following:
        # "Next Tuesday" is the coming one to some, and the one in next week to others.
        coming = now.today + timedelta(days=(weekday - now.today.weekday()) % 7 or 7)
        readings = sorted({coming, *weekday_readings(weekday, 1, now.today)})
        return [Day(tuple(readings), weekday)], at
    days = weekday_readings(weekday, None, now.today)
    if word_at(tokens, at) == "week" and word_at(tokens, start - 1) != "next":
        # "Tuesday week" is a week after the coming Tuesday, and on a Tuesday a week from today.
        return [Day((days[-1] + timedelta(days=7 * (len(days) == 1)),))], at + 1
    return [Day(days, weekday)], at


def week_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "next week", "this week", "la semana que viene": a week, which some day of it must go with."""
    while word_at(tokens, at) in ("la", "the", "of", "de"):
        at += 1
    words = [word_at(tokens, at + ahead) for ahead in range(3)]
    if words == ["week", "after", "next"]:
        return [Day(week=2)], at + 3
    if words[0] in NEXT and words[1] in ("week", "wk", "semana"):
        return [Day(week=1)], at + 2
    if words[0] in THIS and words[1] in ("week", "wk", "semana"):
        return [Day(week=0)], at + 2
    if words == ["semana", "que", "viene"]:
        return [Day(week=1)], at + 3
    if words[0] == "semana" and words[1] in AFTER_NEXT:
        return [Day(week=1)], at + 2
    return None


def relative_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "today", "pasado mañana", "the day after tomorrow"; "mañana" after "de la" is the morning."""
    word = word_at(tokens, at)
    ahead = at
    while word_at(tokens, ahead) in ("the", "day", "after"):
        ahead += 1
    if ahead > at and word_at(tokens, ahead - 1) == "after" and RELATIVE.get(word_at(tokens, ahead)) == 1:
        return ([counted_on(2, now)], ahead + 1) if "day" in (word, word_at(tokens, at + 1)) else None
    if word in ("pasado", "pasao") and word_at(tokens, at + 1) == "manana":
        return [counted_on(2, now)], at + 2
    if word not in RELATIVE or (word == "manana" and is_morning(tokens, at)):
        return None
    if RELATIVE[word] >= 0 and word_at(tokens, at + 1) in ("week", "fortnight"):
        days = 14 if word_at(tokens, at + 1) == "fortnight" else 7
        return [counted_on(RELATIVE[word] + days, now)], at + 2  # "tomorrow week"
    return [counted_on(RELATIVE[word], now)], at + 1


def is_morning(tokens: list[Token], at: int) -> bool:
    """Tell whether the "mañana" at `at` is the morning ("de la mañana", "esta mañana"), not tomorrow."""
    before = word_at(tokens, at - 1)
    return before in THIS or (before == "la" and word_at(tokens, at - 2) in ("de", "por", "en", "a"))


def lead_length(tokens: list[Token], at: int) -> int:
    """Return how many words of "in", "en" or "dentro de" stand at `at`."""
    if word_at(tokens, at) in ("in", "en"):
        return 1
    return 2 if (word_at(tokens, at), word_at(tokens, at + 1)) == ("dentro", "de") else 0


def weeks_from_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "a week on Thursday", "two weeks from tomorrow", "a fortnight today", "de hoy en ocho"."""
    words = [word_at(tokens, at + ahead) for ahead in range(4)]
    if words[:3] == ["de", "hoy", "en"] and words[3] in ("ocho", "quince"):
        return [counted_on(7 if words[3] == "ocho" else 14, now)], at + 4
    if words[0] in ("a", "an", "one"):
        count, at = 1, at + 1
    else:
        counted = count_at(tokens, at)
        if counted is None:
            return None
        count, at = counted
    days = DAY_UNITS.get(word_at(tokens, at), 0)
    if days < 7 or count > 52 or word_at(tokens, at).startswith("semana"):
        return None
    at += 1
    on = word_at(tokens, at) in ("on", "from")
    at += on
    weekday, relative = WEEKDAYS.get(word_at(tokens, at)), RELATIVE.get(word_at(tokens, at), -1)
    if weekday is not None and on:
        readings = weekday_readings(weekday, None, now.today)
        return [Day(tuple(each + timedelta(days=count * days) for each in readings))], at + 1
    return ([counted_on(count * days + relative, now)], at + 1) if relative >= 0 else None


def ahead_at(tokens: list[Token], at: int, now: Now) -> Read | None:
    """Read "in 3 days", "en dos semanas", "dentro de un mes", "two weeks from now"."""
    lead = lead_length(tokens, at)
    at += lead
    if word_at(tokens, at) in ("a", "an", "un", "una", "one"):
        count, at = 1, at + 1
    else:
        counted = count_at(tokens, at)
        if counted is None:
            return None
        count, at = counted
    unit = word_at(tokens, at)
    if unit not in DAY_UNITS and unit not in MONTH_UNITS:
        return None
    at += 1
    if not lead:
        if word_at(tokens, at) != "from" or word_at(tokens, at + 1) not in ("now", "today"):
            return None
        at += 2
    if unit in DAY_UNITS:
        if now.timed and unit in ("dia", "dias") and count == 15:
            # "En quince días" is a fortnight to most.
            return [Day((now.today + timedelta(days=14), now.today + timedelta(days=15)))], at
        return [Day((now.today + timedelta(days=min(count * DAY_UNITS[unit], 9999)),))], at
    months = now.today.month - 1 + min(count, 99)
    return [Day(existing(now.today.year + months // 12, months % 12 + 1, now.today.day))], at
