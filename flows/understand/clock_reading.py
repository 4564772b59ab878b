"""Times of day as people write them: "6pm", "18h", "half past six", "las 7 menos cuarto", "10-11am"."""

from dataclasses import replace

from flows.understand.calendar_words import (
    CLOCK_LEADS,
    LASTING,
    MERIDIEMS,
    MIDNIGHT,
    MONTHS,
    NOON,
    O_CLOCK,
    PARTS,
    WEEKDAYS,
)
from flows.understand.clocks import Clock
from flows.understand.tokens import Token, count_at, word_at

_PAST = frozenset(("past", "after"))
_TO = frozenset(("to", "till", "before"))
_UNTIL = frozenset(("-", "to", "till", "til", "until", "hasta"))
# "5 to 6" is five minutes to six, or from five to six.
_COUNTED_TO = (5, 10, 20, 25)


def clock_at(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    """Return the time of day (or the span of time) at `at`, and where the next piece starts; None for no time."""
    read = _single(tokens, at)
    if read is None:
        return None
    clock, after = read
    lead = word_at(tokens, at - 1)
    opened = lead in ("from", "between", "desde", "entre", "de") or (
        lead in ("las", "la") and word_at(tokens, at - 2) in ("desde", "entre", "de")
    )
    joins = _UNTIL | ({"a", "and", "y"} if opened else {"a"} if not clock.naked else set())
    if word_at(tokens, after) not in joins:
        return read
    dashed = word_at(tokens, after) == "-"
    then = after + 1
    while word_at(tokens, then) in ("a", "las", "la", "about"):
        then += 1
    end = _single(tokens, then)
    if end is None or word_at(tokens, end[1]) in MONTHS:
        return read
    span = replace(clock, until=end[0], naked=False)
    if clock.naked and clock.hour in _COUNTED_TO and clock.minute == 0 and not (dashed or opened):
        before = _back(end[0], clock.hour)
        return replace(before, other=span), end[1]
    return span, end[1]


def _single(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    for reader in (_written_out, _figures, _number):
        read = reader(tokens, at)
        if read is not None:
            return read
    return None


def _back(clock: Clock, minutes: int) -> Clock:
    """Return the time `minutes` before the full hour of `clock`."""
    hour = clock.hour - 1
    if hour < 1 and clock.style != "24":
        hour = 12
    style = clock.style
    if hour == 11 and clock.hour == 12 and style in ("am", "pm"):
        style = "pm" if style == "am" else "am"  # ten to twelve pm is before noon
    return replace(clock, hour=hour % 24, minute=60 - minutes, style=style, naked=False)


def _written_out(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    """Read "noon", "half past six", "ten to five", "cuarto para las 7"."""
    word = word_at(tokens, at)
    if word in NOON and not (word == "mediodia" and word_at(tokens, at - 1) in ("del", "de")):
        return Clock(12, style="24"), at + 1
    if word in MIDNIGHT:
        # The midnight at which the day starts, or the one at which it ends: people mean both.
        return Clock(0, style="24", other=Clock(24, style="24")), at + 1
    after = at + 1 if word == "a" and word_at(tokens, at + 1) in ("quarter", "qtr") else at
    word = word_at(tokens, after)
    minutes: int | None = {"half": 30, "quarter": 15, "qtr": 15, "cuarto": 15, "un": 15}.get(word)
    if word == "un":
        after += 1
        if word_at(tokens, after) != "cuarto":
            return None
    if minutes is None:
        counted = count_at(tokens, after)
        if counted is None or not 1 <= counted[0] < 60:
            return None
        minutes, after = counted
        counting = word_at(tokens, after) in ("minutes", "mins", "minutos")
        after += counting
        if not counting and not _is_count(tokens, after, minutes):
            return None
    else:
        after += 1
    return _around_hour(tokens, after, minutes, word == "half")


def _is_count(tokens: list[Token], at: int, minutes: int) -> bool:
    """Tell whether the number before `at` counts minutes from or to the hour that follows.

    "Ten to six" does, "20 past 4" too. "5 to 6" and "ten to eleven" may be spans, "14 after 4" may be a date.
    """
    word = word_at(tokens, at)
    spoken = tokens[at - 1].kind == "word"
    if word == "to":
        following = count_at(tokens, at + 1)
        return spoken and following is not None and not minutes < following[0] < minutes + 4
    if word == "para":
        return spoken or (minutes in _COUNTED_TO and word_at(tokens, at - 2) not in WEEKDAYS)
    return spoken or word == "past"


def _around_hour(tokens: list[Token], at: int, minutes: int, half: bool) -> tuple[Clock, int] | None:
    word = word_at(tokens, at)
    if word == "para":
        at += 2 if word_at(tokens, at + 1) in ("las", "la") else 1
    elif word in _PAST or (word in _TO and minutes % 5 == 0 and minutes <= 30):
        at += 1
    elif not half:
        return None
    hour = _number(tokens, at)
    if hour is None or hour[0].minute or hour[0].hour > 23:
        return None
    clock, after = replace(hour[0], naked=False), hour[1]
    if word in _TO or word == "para":
        return _back(clock, minutes), after
    return replace(clock, minute=minutes), after


def _figures(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    """Read "18:30", "9.30", "18h30", "0930"."""
    token = tokens[at] if at < len(tokens) else None
    if token is None:
        return None
    if token.kind == "clock":
        hour, minute = token.figures[:2]
        leading_zero = token.text.startswith("0")
        style = "24" if leading_zero or hour > 12 or hour == 0 else "h" if "h" in token.text else "bare"
    elif token.kind == "number" and len(token.text) in (3, 4):
        hour, minute = divmod(token.figures[0], 100)
        if minute % 5:
            return None  # 2026 is a year
        style = "24" if token.text.startswith("0") or hour > 12 or hour == 0 else "bare"
    else:
        return None
    if hour > 23 or minute > 59:
        return None
    return _suffixed(tokens, at + 1, Clock(hour, minute, style))


def _number(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    """Read "6", "6pm", "18h", "seis y media", "six thirty", "6 o'clock"."""
    counted = count_at(tokens, at)
    if counted is None or counted[0] > 31 or (tokens[at].kind == "number" and len(tokens[at].text) > 2):
        return None
    hour, after = counted
    lead = word_at(tokens, at - 1)
    leading_zero = tokens[at].text.startswith("0")
    clock = Clock(
        hour,
        style="24" if hour > 12 or hour == 0 or leading_zero else "bare",
        naked=lead not in CLOCK_LEADS and not (lead == "la" and hour == 1),
        after_weekday=lead in WEEKDAYS,
    )
    joined = word_at(tokens, after)
    if joined in ("y", "menos", "con"):
        minutes = _spanish_minutes(tokens, after + 1)
        # "Viernes 4 y 5" are two hours; "a las 4 y 5" is five past four.
        between = "entre" in (lead, word_at(tokens, at - 2) if lead in ("las", "la") else "")
        hours = (clock.naked or between) and joined == "y" and minutes is not None and minutes[0] <= 12
        if minutes is not None and not hours:
            clock = replace(clock, minute=minutes[0], naked=False)
            clock = _back(clock, minutes[0]) if joined == "menos" else clock
            return _suffixed(tokens, minutes[1], clock)
    minutes = count_at(tokens, after)
    if minutes is not None and minutes[0] in range(10, 60, 5) and word_at(tokens, minutes[1]) not in MONTHS:
        timed = word_at(tokens, minutes[1]) in ("am", "pm")
        if timed or not clock.naked or tokens[at].kind == "word":
            return _suffixed(tokens, minutes[1], replace(clock, minute=minutes[0], naked=False))
    if (word_at(tokens, after), word_at(tokens, after + 1)) == ("de", "la"):
        # "Viernes 4 de la tarde" is four o'clock; "viernes 4 por la tarde" may be the 4th.
        clock = replace(clock, naked=clock.naked and word_at(tokens, after + 2) not in (*PARTS, "manana"))
    read = _suffixed(tokens, after, clock)
    # Above 24 it can only be a day of the month: "lunes 28 a las 5".
    return read if hour <= 24 or read[0].naked else None


def _spanish_minutes(tokens: list[Token], at: int) -> tuple[int, int] | None:
    word = word_at(tokens, at)
    if word == "media":
        return 30, at + 1
    if word == "cuarto":
        return 15, at + 1
    counted = count_at(tokens, at)
    if (
        counted is None
        or counted[0] not in range(5, 60, 5)
        or tokens[at].text.startswith("0")
        or word_at(tokens, counted[1]) in MONTHS
    ):
        return None
    return counted


def _suffixed(tokens: list[Token], at: int, clock: Clock) -> tuple[Clock, int]:
    """Read what follows a time: "pm", "h", "o'clock", "en punto", "ish"."""
    while at < len(tokens):
        word = word_at(tokens, at)
        if word in MERIDIEMS and (len(word) == 2 or tokens[at].glued):
            clock = replace(clock, style=MERIDIEMS[word], naked=False)
        elif word in LASTING and clock.naked and clock.style == "bare":
            break
        elif word == "hora" and word_at(tokens, at + 1) in ("de", "del", "este"):
            break  # somebody else's clock
        elif word in NOON and clock.hour == 12 and clock.style == "bare":
            clock = replace(clock, style="24", naked=False)
        elif word in O_CLOCK:
            in_24 = word in ("h", "hs", "hr", "hrs") and clock.style == "bare"
            clock = replace(clock, naked=False, style="h" if in_24 else clock.style)
        elif (word, word_at(tokens, at + 1)) in (("en", "punto"), ("o", "clock")):
            clock, at = replace(clock, naked=False), at + 1
        elif (word, word_at(tokens, at + 1)) == ("-", "ish"):
            at += 1
            continue
        elif word == "ish":
            clock = replace(clock, naked=False)
        else:
            break
        at += 1
    return clock, at
