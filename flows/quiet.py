"""When somebody may be texted unasked: outside their quiet hours, not during a pause, not on a day they keep.

Times of day are those of the person's own clock. When the clock changes, an hour that is shown twice is quiet until its
second pass, and one that is skipped ends with the jump: when in doubt, it is quiet.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from flows import holy_days

# Minutes after midnight: 20:00 and 09:00. Source: what coaching programmes and the rules for texting agree on.
QUIET_FROM = 20 * 60
QUIET_TILL = 9 * 60
DAY = timedelta(days=1)
# After a year of days that are kept without a gap there is nothing to wait for.
_FARTHEST = timedelta(days=366)


class Person(Protocol):
    """What has to be known of a person; a `Member` is one."""

    @property
    def zone(self) -> str:
        """The IANA zone of their clock; one that doesn't exist counts as UTC."""

    @property
    def quiet_from(self) -> int | None:
        """Minutes after midnight; None: 20:00."""

    @property
    def quiet_till(self) -> int | None:
        """Minutes after midnight; None: 09:00. The same as `quiet_from`: never quiet."""

    @property
    def paused_until(self) -> datetime | None:
        """Aware UTC."""

    @property
    def keeps(self) -> Sequence[str] | None:
        """Keys of the days they keep (`flows/holy_days.py`)."""


def free_from(person: Person, now: datetime) -> datetime:
    """The first moment, `now` (aware) or later, at which something unasked may reach `person`; in UTC.

    Who keeps every day of the year gets a moment a year ahead all the same.
    """
    moment = now.astimezone(UTC)
    paused = person.paused_until
    if paused is not None and paused > moment:
        moment = paused.astimezone(UTC)
    name = person.zone
    zone = zone_of(name)
    begins, ends = hours_of(person)
    kept = tuple(person.keeps) if person.keeps else None
    last = moment + _FARTHEST
    while moment < last:
        day = moment.astimezone(zone).date()
        free = moment
        for start, end in _quiet_around(name, begins, ends, day):
            if start <= free < end:
                free = end
        if kept is not None and free == moment:
            free = _after_kept(kept, zone, day, moment)
        if free == moment:
            return moment
        moment = free
    return moment


def awake_from(person: Person, now: datetime) -> datetime:
    """The first moment, `now` (aware) or later, outside the quiet hours of `person`, whatever they keep; in UTC.

    For news about what they booked themselves, which a pause or a kept day would bring too late.
    """
    moment = now.astimezone(UTC)
    begins, ends = hours_of(person)
    for start, end in _quiet_around(person.zone, begins, ends, local_day(person, moment)):
        if start <= moment < end:
            moment = end
    return moment


def away_until(person: Person, now: datetime) -> datetime | None:
    """When the break of `person` ends (UTC); None when they aren't on one."""
    return person.paused_until if person.paused_until is not None and person.paused_until > now else None


def next_morning(person: Person, now: datetime) -> datetime:
    """When the person's next day begins as far as texts go, or later when it is kept or in a pause; in UTC."""
    return free_from(person, morning_of(person, local_day(person, now) + DAY))


def local_day(person: Person, when: datetime) -> date:
    """The day it is for `person` at `when` (aware)."""
    return when.astimezone(zone_of(person.zone)).date()


def morning_of(person: Person, day: date) -> datetime:
    """When `day` begins for `person` as far as texts go: the end of their night's quiet hours, else 09:00. In UTC.

    Midnight is nobody's morning, though some may be texted then.
    """
    begins, ends = hours_of(person)
    in_the_night = begins > ends or begins <= QUIET_TILL < ends or begins < ends <= QUIET_TILL
    return at_clock(zone_of(person.zone), day, ends if in_the_night else QUIET_TILL, last_pass=True)


def hours_of(person: Person) -> tuple[int, int]:
    """From when until when it is quiet, in minutes after midnight."""
    begins, ends = person.quiet_from, person.quiet_till
    return QUIET_FROM if begins is None else begins, QUIET_TILL if ends is None else ends


@lru_cache(1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone called `name`, UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # LookupError: no such zone; OSError: a folder of zones
        return ZoneInfo("UTC")


@lru_cache(16384)
def _quiet_around(zone_name: str, begins: int, ends: int, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The quiet hours (UTC, without their end) that touch `day`, in order."""
    if begins == ends:
        return ()
    zone = zone_of(zone_name)
    over_midnight = begins > ends
    return tuple(
        (at_clock(zone, first, begins), at_clock(zone, first + over_midnight * DAY, ends, last_pass=True))
        for first in (day - DAY, day)
    )


def _after_kept(kept: tuple[str, ...], zone: ZoneInfo, day: date, moment: datetime) -> datetime:
    """The end of the kept days in which `moment` lies, or `moment` itself."""
    quiet_from = holy_days.closed(kept, day.year).get(day)
    if quiet_from is None or (quiet_from and moment < at_clock(zone, day, quiet_from)):
        return moment
    return at_clock(zone, day + DAY, 0)


@lru_cache(16384)
def at_clock(zone: ZoneInfo, day: date, minutes: int, *, last_pass: bool = False) -> datetime:
    """The UTC moment at which clocks in `zone` first (or last) show `minutes` after midnight on `day`.

    For a time that the clock skips: the moment of the jump.
    """
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first, second = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return second if last_pass else first
    # Skipped: `second` is before the jump and `first` after it.
    before = second.astimezone(zone).utcoffset()
    while first - second > timedelta(seconds=1):
        middle = second + (first - second) // 2
        if middle.astimezone(zone).utcoffset() == before:
            second = middle
        else:
            first = middle
    return first.replace(microsecond=0)
