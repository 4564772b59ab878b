"""Free times of a week as we keep and show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from flows.understand.clocks import DAY
from flows.understand.countries import locale_of
from flows.understand.weekly_words import AFTERNOON, EVENING, MORNING, WEEKDAYS, WEEKEND, WEEKEND_DAY

_STORED = re.compile(r"([0-6]) (\d{1,4}) (\d{1,4})")
_LABELS = {
    "weekday mornings": (WEEKDAYS, MORNING),
    "weekday afternoons": (WEEKDAYS, AFTERNOON),
    "weekday evenings": (WEEKDAYS, EVENING),
    "weekends": (WEEKEND, WEEKEND_DAY),
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A free time of each week on the person's own clock: weekday (Monday 0), minutes after midnight, `till` exclusive.

    0 <= since < 1440. `till` may be past midnight, up to a day after `since`.
    """

    weekday: int
    since: int
    till: int


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` sorted, those of one day that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        last = found[-1] if found else None
        if last is not None and last.weekday == span.weekday and span.since <= last.till:
            till = min(max(last.till, span.till), last.since + DAY)
            found[-1] = Span(last.weekday, last.since, till)
        else:
            found.append(span)
    return tuple(found)


def encoded(spans: Iterable[Span]) -> list[str]:
    """Return `spans` for keeping: "1 1080 1260" is Tuesday 18:00-21:00."""
    return [f"{span.weekday} {span.since} {span.till}" for span in spans]


def decoded(stored: list[str]) -> tuple[Span, ...]:
    """Return what `encoded` kept, or one of the four labels of before ("weekday evenings"). Anything else is left out."""
    spans: list[Span] = []
    for row in stored:
        match = _STORED.fullmatch(row) if isinstance(row, str) else None
        if match is not None:
            weekday, since, till = map(int, match.groups())
            if since < till <= since + DAY and since < DAY:
                spans.append(Span(weekday, since, till))
        elif isinstance(row, str) and row in _LABELS:
            days, (since, till) = _LABELS[row]
            spans.extend(Span(day, since, till) for day in days)
    return joined(spans)


def shown_weekly(spans: Iterable[Span], language: str) -> str:
    """Return `spans` for reading: "Mon, Wed 18:00-21:00; Sat 09:00-12:00". With a hyphen: a dash isn't in GSM-7."""
    by_day: dict[int, list[Span]] = {}
    for span in joined(spans):
        by_day.setdefault(span.weekday, []).append(span)
    alike: dict[str, list[int]] = {}
    for day, each in by_day.items():
        alike.setdefault(", ".join(f"{_clock(span.since)}-{_clock(span.till)}" for span in each), []).append(
            day
        )
    return "; ".join(f"{_days(days, language)} {times}" for times, days in alike.items())


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _days(days: list[int], language: str) -> str:
    names = locale_of(language).days["format"]["abbreviated"]
    called = [str(names[day]).rstrip(".") for day in days]
    if len(days) > 2 and all(after - before == 1 for before, after in pairwise(days)):
        return f"{called[0]}-{called[-1]}"
    return ", ".join(called)
