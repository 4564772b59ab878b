"""Times of day, and what they mean in a part of the day."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flows.understand.calendar_words import (
    AFTER_NOON,
    AFTERNOON,
    BEFORE_NOON,
    DAWN,
    EVENING,
    MIDDAY,
    MORNING,
    NIGHT,
)

DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `style` says how it was written:

    "am", "pm"; "24" (18:30, 06:30, noon); "h" (6h: of 24 hours, probably); "bare" (6, 6:30: of 12 hours, and nobody
    says which half of the day). `until` is the end of a span; `other` is another way to read the same words. `naked`
    is a number alone, which may as well be a day of the month.
    """

    hour: int
    minute: int = 0
    style: str = "bare"
    until: "Clock | None" = None
    other: "Clock | None" = None
    naked: bool = False
    after_weekday: bool = False


def minutes_of(clock: Clock, part: int | None) -> tuple[int, ...]:
    """Return the minutes after midnight that `clock` may mean, in the `part` of the day; () when it makes no sense."""
    if clock.until is not None:
        return _start_of(clock, clock.until, part)
    found = {60 * hour + clock.minute for hour in _hours(clock, part)}
    if clock.other is not None:
        found.update(minutes_of(clock.other, part))
    return tuple(sorted(minutes for minutes in found if 0 <= minutes <= 2 * DAY))


def _hours(clock: Clock, part: int | None) -> tuple[int, ...]:
    hour, style = clock.hour, clock.style
    found: tuple[int, ...]
    if style == "am" and hour == 12 and not clock.minute:
        return (0, 24)  # as "midnight": people mean either end of the day
    if style == "am":
        found = (hour % 12,) if hour <= 12 else ()
    elif style == "pm":
        found = (hour % 12 + 12,) if hour <= 12 else (hour,)
    elif style == "24" or hour > 12 or hour == 0:
        found = (24,) if hour == 0 and part == NIGHT else (hour,)
    elif part is not None:
        return _HOURS_IN[part](hour)
    elif style == "h" and hour < 8:
        return (hour, hour + 12)
    else:
        # Nobody said which half of the day. Calls are held by day, so 9 to 12 is the morning and noon, 1 to 6 the
        # afternoon; 7 and 8 may be before or after work. Whoever asks shows the full date and time before it counts.
        return (
            (hour, hour + 12)
            if style == "bare" and hour in (7, 8)
            else (hour,)
            if hour >= 8
            else (hour + 12,)
        )
    if part is not None and not all(_fits(each, part) for each in found):
        return ()
    return found


def _fits(hour: int, part: int) -> bool:
    first, last = {
        MORNING: (0, 11), AFTERNOON: (12, 20), EVENING: (15, 24), NIGHT: (17, 24), DAWN: (0, 7), MIDDAY: (11, 15),
        BEFORE_NOON: (0, 11), AFTER_NOON: (12, 23),
    }[part]  # fmt: skip
    return first <= hour <= last or (part == NIGHT and hour < 6)


# What an hour of twelve means in each part of the day; two hours where people differ.
_HOURS_IN: dict[int, Callable[[int], tuple[int, ...]]] = {
    MORNING: lambda hour: (0, 12) if hour == 12 else (hour,),
    AFTERNOON: lambda hour: (12,) if hour == 12 else (hour + 12,) if hour < 9 else (hour, hour + 12),
    EVENING: lambda hour: (0, 24) if hour == 12 else (hour + 12,) if hour > 3 else (hour + 12, hour + 24),
    NIGHT: lambda hour: (0, 24) if hour == 12 else (hour + 12,) if hour > 5 else (hour, hour + 24),
    DAWN: lambda hour: (0,) if hour == 12 else (hour,) if hour < 8 else (),
    MIDDAY: lambda hour: (hour,) if hour > 10 else (hour + 12,) if hour < 4 else (),
    BEFORE_NOON: lambda hour: (hour % 12,),
    AFTER_NOON: lambda hour: (hour % 12 + 12,),
}


def _start_of(clock: Clock, end: Clock, part: int | None) -> tuple[int, ...]:
    """Return when a span starts: "10-11am" at 10:00, "11-1pm" at 11:00; both halves of the day for "7-8"."""
    start = replace(clock, until=None)
    starts = set(minutes_of(start, part))
    if clock.style != "bare" or clock.hour > 12 or part is not None:
        return tuple(sorted(starts))
    halves = (60 * (clock.hour % 12) + clock.minute, 60 * (clock.hour % 12) + clock.minute + DAY // 2)
    ends = minutes_of(end, part)
    if end.style != "bare":
        before = [half for half in halves if ends and half < ends[0]]
        return (max(before),) if before else halves
    if len(starts) > 1:
        return halves
    first = starts.pop()
    return (first,) if any(0 < last - first <= DAY // 2 for last in ends) else halves
