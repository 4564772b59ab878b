"""A time among free times, and the minutes that it means."""

from dataclasses import dataclass, replace

from flows.understand.clocks import DAY, Clock
from flows.understand.unclear import Reason
from flows.understand.weekly_words import AFTERNOON, ANY_TIME, EVENING, LUNCH, MORNING, OFFICE

NOON = 12 * 60
_LEAST = 2 * 60  # "after 9pm" is two hours at least
_LATEST = DAY + 6 * 60  # whoever is free until later than six in the morning has said something else
_DOUBTFUL = (8, 9)  # "after 8" is as often the evening as the morning

Part = tuple[int, int]
# How far people stretch a part of the day when they say the hours with it.
_REACH: dict[Part, Part] = {MORNING: (0, 13 * 60), AFTERNOON: (NOON, 21 * 60), EVENING: (15 * 60, _LATEST)}


@dataclass(frozen=True, slots=True)
class Time:
    """A part of the day, from a time on, until a time, or between two; a part beside a time says which half it is."""

    part: Part | None = None
    start: Clock | None = None
    end: Clock | None = None
    whole: bool = False  # all day

    @property
    def clocked(self) -> bool:
        """Whether figures were said."""
        return self.start is not None or self.end is not None

    @property
    def sure(self) -> bool:
        """Whether it says by itself which half of the day it is."""
        return self.part is not None or any(
            _exact(each) is not None for each in (self.start, self.end) if each
        )


def minutes_of(time: Time) -> Part | Reason:
    """Return since and till of `time`, or why it can't be said."""
    if time.start is not None and time.end is not None:
        found = _between(time.start, time.end, time.part)
    elif time.start is not None:
        found = _after(time.start, time.part)
    elif time.end is not None:
        found = _before(time.end, time.part)
    else:
        found = time.part or ANY_TIME
    if isinstance(found, tuple) and not (0 <= found[0] < DAY and found[0] < found[1] <= _LATEST):
        return Reason.AMBIGUOUS
    return found


def qualified(time: Time, other: Time, *, close: bool) -> Time | None:
    """Return one time of two that stand together, a part of the day and figures within it: "evenings 6-9".

    `close`: nothing is between them, so that "de 18 a 20 de la tarde" is one, though our afternoon ends at five.
    """
    for part, clocked in ((time, other), (other, time)):
        if part.part is None or part.clocked or not clocked.clocked or clocked.part is not None:
            continue
        found = minutes_of(replace(clocked, part=part.part))
        since, till = _REACH.get(part.part, part.part) if close or not clocked.sure else part.part
        if isinstance(found, tuple) and found[0] < till and since < found[1]:
            return replace(clocked, part=part.part)
    return None


def _exact(clock: Clock) -> int | None:
    """Return the minutes of a time that says which half of the day it is."""
    hour, minute = clock.hour, clock.minute
    if clock.style == "am" and hour <= 12:
        return hour % 12 * 60 + minute
    if clock.style == "pm":
        return (hour % 12 + 12 if hour <= 12 else hour) * 60 + minute
    if clock.style == "24" or hour > 12 or hour == 0:
        return hour * 60 + minute
    return None


def _halves(clock: Clock) -> tuple[int, ...]:
    exact = _exact(clock)
    early = clock.hour % 12 * 60 + clock.minute
    return (early, early + NOON) if exact is None else (exact,)


def _likely(clock: Clock, part: Part | None) -> int:
    """Return the minutes of a time in its part of the day; without one, when people are awake and off work."""
    exact = _exact(clock)
    if exact is not None:
        return exact
    early, late = _halves(clock)
    if clock.hour == 12:
        return DAY + clock.minute if part == EVENING else NOON + clock.minute
    if part == MORNING:
        return early
    if part == EVENING and clock.hour < 4:
        return early + DAY
    if part in (None, OFFICE, ANY_TIME, LUNCH):
        return early if clock.hour >= 8 else late
    return late


def _after(clock: Clock, part: Part | None) -> Part | Reason:
    if part is None and _exact(clock) is None and clock.hour in _DOUBTFUL:
        return Reason.AMBIGUOUS
    since = _likely(clock, part)
    if since >= DAY:
        return Reason.AMBIGUOUS
    till = part[1] if part is not None and since < part[1] else ANY_TIME[1]
    return since, max(till, since + _LEAST)


def _before(clock: Clock, part: Part | None) -> Part | Reason:
    if part is None and _exact(clock) is None and clock.hour in _DOUBTFUL:
        return Reason.AMBIGUOUS
    till = _likely(clock, part) or DAY  # until midnight
    since = (part or ANY_TIME)[0]
    return (since if since < till else max(0, till - _LEAST)), till


def _between(start: Clock, end: Clock, part: Part | None) -> Part | Reason:
    starts, ends = _exact(start), _exact(end)
    if starts is None and ends is not None:
        return _from_end(start, end, ends, part)
    since = _likely(start, part)
    if since >= DAY:
        return Reason.AMBIGUOUS
    if ends is not None:
        # "6pm-12pm": nobody is free until noon of the next day.
        noon = end.style == "pm" and end.hour == 12 and since >= NOON
        till = DAY + end.minute if noon else ends if ends > since else ends + DAY
        return since, till
    if part is not None and _likely(end, part) > since:
        return since, _likely(end, part)
    if starts is None and part is None:
        return _bare(start, end, since)
    return since, _next(end, since)


def _next(clock: Clock, since: int) -> int:
    """Return the first time after `since` at which a clock of twelve hours shows this."""
    return min(each + days * DAY for each in _halves(clock) for days in (0, 1) if each + days * DAY > since)


def _bare(start: Clock, end: Clock, since: int) -> Part:
    """Read "6-9", of which nobody says which half of the day: by day, if it can be."""
    till = _next(end, since)
    if till <= DAY:
        return since, till
    other = min(_halves(start)) if since >= NOON else since
    return (other, _next(end, other)) if other != since and other >= 6 * 60 else (since, till)


def _from_end(start: Clock, end: Clock, till: int, part: Part | None) -> Part | Reason:
    """Read "6-9pm", "9-5pm", "6:00-20:00", "10-1am": the end says it."""
    if end.style not in ("am", "pm"):
        since = start.hour * 60 + start.minute  # whoever counts to 24 does so twice
        return since, till if till > since else till + DAY
    if end.style == "pm" and end.hour == 12 and start.hour < 8 and part != MORNING:
        return Reason.AMBIGUOUS  # "6-12pm": noon, or midnight
    if part is not None:
        since = _likely(start, part)
        return since, till if till > since else till + DAY
    before = [each for each in _halves(start) if each < till]
    if end.style == "am" and (not before or till == 0):
        till += DAY
        before = [each for each in _halves(start) if each < till]
    return (max(before), till) if before else Reason.AMBIGUOUS
