"""Who meets at another hour because clocks change: in every zone there is, told from an offset table, not from our code."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clock_changes import Shift, clock_change, shift
from tests.examples import examples

ZONES = sorted(zone for zone in available_timezones() if zone not in ("localtime", "Factory"))
LONDON, ANGELES, LAGOS, LISBON = "Europe/London", "America/Los_Angeles", "Africa/Lagos", "Europe/Lisbon"
moments = st.integers(0, 3 * 365 * 48).map(
    lambda halves: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=halves / 2)
)


def ahead(zone: str, at: datetime) -> timedelta:
    found = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(ZONES), moments, st.integers(1, 40))
def test_a_clock_change_is_a_day_on_which_the_clock_changes(zone: str, usual: datetime, weeks: int) -> None:
    this = usual + timedelta(weeks=weeks)
    found = clock_change(zone, usual, this)
    assert (found is None) == (ahead(zone, usual) == ahead(zone, this))
    if found is not None:
        noon = datetime.combine(found, datetime.min.time(), UTC) + timedelta(hours=12)
        around = {ahead(zone, noon + timedelta(hours=hours)) for hours in range(-48, 49)}
        assert len(around) > 1
        assert usual.astimezone(ZoneInfo(zone)).date() <= found <= this.astimezone(ZoneInfo(zone)).date()


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(ZONES), st.sampled_from(ZONES), moments, st.integers(1, 8))
def test_who_keeps_the_hour_is_told_nothing_and_the_other_what_shifts(
    mine: str, other: str, usual: datetime, weeks: int
) -> None:
    """A series that keeps the hour of `other`."""
    local = usual.astimezone(ZoneInfo(other)).replace(tzinfo=None) + timedelta(weeks=weeks)
    this = local.replace(tzinfo=ZoneInfo(other)).astimezone(UTC)
    if this.astimezone(ZoneInfo(other)).replace(tzinfo=None) != local:
        return  # the clock skips that hour
    assert shift(other, mine, usual, this) is None
    found = shift(mine, other, usual, this)
    moved = ahead(mine, this) - ahead(mine, usual) != ahead(other, this) - ahead(other, usual)
    assert (found is not None) == moved
    if found is not None:
        assert found.own == (ahead(mine, usual) != ahead(mine, this))


def at(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("zone", "other", "usual", "this", "expected"),
    [
        # Thursday 9 am in Los Angeles. The US change on 14 March 2027, Europe on the 28th.
        (LONDON, ANGELES, at(ANGELES, 2027, 3, 11, 9), at(ANGELES, 2027, 3, 18, 9), (date(2027, 3, 14), False)),
        (LONDON, ANGELES, at(ANGELES, 2027, 3, 18, 9), at(ANGELES, 2027, 3, 25, 9), None),
        (LONDON, ANGELES, at(ANGELES, 2027, 3, 25, 9), at(ANGELES, 2027, 4, 1, 9), (date(2027, 3, 28), True)),
        # In autumn Europe is first.
        (LONDON, ANGELES, at(ANGELES, 2027, 10, 28, 9), at(ANGELES, 2027, 11, 4, 9), (date(2027, 10, 31), True)),
        (LONDON, ANGELES, at(ANGELES, 2027, 11, 4, 9), at(ANGELES, 2027, 11, 11, 9), (date(2027, 11, 7), False)),
        (LAGOS, LONDON, at(LONDON, 2027, 3, 25, 18), at(LONDON, 2027, 4, 1, 18), (date(2027, 3, 28), False)),
        # Both change alike; and another hour that was chosen, or another day.
        (LISBON, LONDON, at(LONDON, 2027, 3, 25, 18), at(LONDON, 2027, 4, 1, 18), None),
        (LAGOS, LONDON, at(LONDON, 2027, 3, 25, 18), at(LONDON, 2027, 4, 1, 17), None),
        (LAGOS, LONDON, at(LONDON, 2027, 3, 25, 18), at(LONDON, 2027, 4, 2, 18), None),
    ],
)  # fmt: skip
def test_the_change_that_shifts_it(
    zone: str, other: str, usual: datetime, this: datetime, expected: tuple[date, bool] | None
) -> None:
    found = shift(zone, other, usual, this)
    assert found == (Shift(usual, *expected) if expected is not None else None)


def test_who_moves_to_another_zone_has_not_had_their_clock_changed() -> None:
    """Six in London in January, six in Lagos after she moved there: an hour earlier for everybody else, and no clock changed."""
    assert shift("Asia/Kolkata", LAGOS, at(LONDON, 2027, 1, 7, 18), at(LAGOS, 2027, 1, 14, 18)) is None
