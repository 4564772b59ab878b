"""When two people are both free: their weekly windows laid over the real dates of a round, clock changes included.

Instants are whole minutes after 1970-01-01 00:00 UTC. A minute is free when the person's own clock shows a time inside
one of their windows; so an hour that a clock shows twice counts twice, and one it skips not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from matching.people import DAY, Window

EPOCH = date(1970, 1, 1)

# Since, till, since, till …: in order, not touching.
Stretches = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two people share in the weeks looked at: minutes in all, and how many whole sessions fit."""

    minutes: int
    sessions: int
    weeks: int

    @property
    def minutes_a_week(self) -> int:
        """Shared minutes in an average week, rounded down."""
        return self.minutes // self.weeks


def minute_of(day: date) -> int:
    """The instant at which `day` begins in UTC."""
    return (day - EPOCH).days * DAY


def _offset(zone: ZoneInfo, minute: int) -> int:
    """How many minutes the clocks of `zone` are ahead of UTC at this instant."""
    offset = datetime.fromtimestamp(minute * 60, UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


@lru_cache(maxsize=4096)
def offsets(zone: str, first: date, weeks: int) -> tuple[tuple[int, int, int], ...]:
    """The stretches of (since, till, minutes ahead of UTC) between two clock changes, for `weeks` weeks from `first`, UTC.

    Raises ZoneInfoNotFoundError for a zone that the time zone database doesn't have.
    """
    clock = ZoneInfo(zone)
    since, end = minute_of(first), minute_of(first) + weeks * 7 * DAY
    ahead, found = _offset(clock, since), []
    for midnight in range(since, end, DAY):
        if _offset(clock, midnight + DAY) == ahead:
            continue
        low, high = midnight, midnight + DAY  # clocks change at most once in a day
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(clock, middle) == ahead else (low, middle)
        if high < end:
            found.append((since, high, ahead))
            since, ahead = high, _offset(clock, high)
    return (*found, (since, end, ahead))


@lru_cache(maxsize=65536)
def free(zone: str, windows: tuple[Window, ...], first: date, weeks: int) -> Stretches:
    """When somebody with these windows is free, for `weeks` weeks from `first`, UTC."""
    spans: list[tuple[int, int]] = []
    for since, till, ahead in offsets(zone, first, weeks):
        # The day before may reach past midnight; own midnights fall up to 14 hours away from those of UTC.
        days = range((since + ahead) // DAY - 1, (till + ahead) // DAY + 1)
        for day in days:
            weekday = (day + 3) % 7  # 1970-01-01 was a Thursday
            for window in windows:
                if window.weekday == weekday:
                    start = max(since, day * DAY + window.since - ahead)
                    end = min(till, day * DAY + window.till - ahead)
                    if start < end:
                        spans.append((start, end))
    return _joined(sorted(spans))


def _joined(spans: Sequence[tuple[int, int]]) -> Stretches:
    """These spans, sorted by their beginning, with what touches or overlaps made one."""
    line: list[int] = []
    for since, till in spans:
        if line and since <= line[-1]:
            line[-1] = max(line[-1], till)
        else:
            line += (since, till)
    return tuple(line)


def both_free(one: Stretches, two: Stretches) -> list[tuple[int, int]]:
    """The stretches in which both are free, in order."""
    shared, left, right = [], 0, 0
    while left < len(one) and right < len(two):
        since = one[left] if one[left] > two[right] else two[right]
        till = one[left + 1] if one[left + 1] < two[right + 1] else two[right + 1]
        if since < till:
            shared.append((since, till))
        if one[left + 1] < two[right + 1]:
            left += 2
        else:
            right += 2
    return shared


def overlap(one: Stretches, two: Stretches, session_minutes: int, weeks: int) -> Overlap:
    """How much these two share, and how many sessions of this length fit without a break in the middle."""
    shared = both_free(one, two)
    minutes = sum(till - since for since, till in shared)
    sessions = sum((till - since) // session_minutes for since, till in shared)
    return Overlap(minutes, sessions, weeks)
