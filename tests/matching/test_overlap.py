"""The overlap of two people's weeks, against looking at a clock every single minute."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.overlap import free, minute_of, overlap
from matching.people import Window
from tests.matching.crowds import windows

# Clocks that change on different days, by half an hour, by two hours, not at all, and in the middle of Ramadan.
ZONES = (
    "Europe/London", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Antarctica/Troll", "Asia/Kolkata",
    "Africa/Casablanca", "Pacific/Apia", "Pacific/Kiritimati",
)  # fmt: skip
# Before or in the week of a change in one of them.
DAYS = (
    date(2026, 3, 2),
    date(2026, 3, 23),
    date(2026, 4, 3),
    date(2026, 10, 19),
    date(2026, 10, 26),
    date(2027, 2, 1),
)
WEEKS = 2


@cache
def clock(zone: str, first: date) -> list[tuple[int, int]]:
    """What the clock of this zone shows in each minute: day of the week, minute of the day."""
    start = minute_of(first) * 60
    here = ZoneInfo(zone)
    shown = (datetime.fromtimestamp(start + 60 * at, UTC).astimezone(here) for at in range(WEEKS * 7 * 1440))
    return [(moment.weekday(), moment.hour * 60 + moment.minute) for moment in shown]


def free_minutes(zone: str, week: tuple[Window, ...], first: date) -> list[bool]:
    table = [[False] * 1440 for _ in range(7)]
    for window in week:
        for minute in range(window.since, window.till):
            table[(window.weekday + minute // 1440) % 7][minute % 1440] = True
    return [table[day][minute] for day, minute in clock(zone, first)]


@settings(max_examples=70, deadline=None)
@given(
    st.sampled_from(ZONES), st.sampled_from(ZONES), st.sampled_from(DAYS),
    st.lists(windows, max_size=6).map(tuple), st.lists(windows, max_size=6).map(tuple), st.sampled_from((30, 60, 90)),
)  # fmt: skip
def test_overlap_is_what_the_clocks_show_minute_by_minute(
    left: str, right: str, first: date, one: tuple[Window, ...], two: tuple[Window, ...], session: int
) -> None:
    both = [
        a and b for a, b in zip(free_minutes(left, one, first), free_minutes(right, two, first), strict=True)
    ]
    line = "".join("x" if minute else "." for minute in both)
    found = overlap(free(left, one, first, WEEKS), free(right, two, first, WEEKS), session, WEEKS)
    assert found.minutes == sum(both)
    assert found.sessions == sum(len(stretch) // session for stretch in line.split("."))
    assert found.minutes_a_week == sum(both) // WEEKS


@pytest.mark.parametrize(("first", "minutes"), [(date(2026, 10, 19), 120), (date(2026, 10, 26), 60)])
def test_an_hour_that_is_there_before_the_clocks_change_can_be_gone_after(first: date, minutes: int) -> None:
    # London 18–20, New York 13–15. Europe goes back on 25 October, New York on 1 November: a week at four hours apart.
    london = free("Europe/London", (Window(2, 18 * 60, 20 * 60),), first, 1)
    new_york = free("America/New_York", (Window(2, 13 * 60, 15 * 60),), first, 1)
    assert overlap(london, new_york, 60, 1).minutes == minutes


@pytest.mark.parametrize("window", [(7, 0, 60), (0, 60, 60), (0, -1, 60), (0, 0, 1441), (0, 1440, 1500)])
def test_an_impossible_window_is_refused(window: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such window"):
        Window(*window)
