"""When somebody may be texted unasked: quiet hours, breaks and kept days, also while clocks change."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import holy_days, quiet
from models.members import Member
from tests.examples import examples

LONDON, NEW_YORK = "Europe/London", "America/New_York"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Person:
    zone: str = LONDON
    quiet_from: int | None = None
    quiet_till: int | None = None
    paused_until: datetime | None = None
    keeps: tuple[str, ...] | None = None


def at(text: str, zone: str = LONDON, fold: int = 0) -> datetime:
    """What the clock shows, as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def shown(moment: datetime, zone: str) -> str:
    assert moment.tzinfo is UTC
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %Z")


@pytest.mark.parametrize(
    ("now", "free"),
    [
        ("2026-12-07 10:30", "2026-12-07 10:30 GMT"),
        ("2026-12-07 19:59", "2026-12-07 19:59 GMT"),
        ("2026-12-07 20:00", "2026-12-08 09:00 GMT"),
        ("2026-12-08 03:00", "2026-12-08 09:00 GMT"),
        ("2026-12-08 08:59", "2026-12-08 09:00 GMT"),
        ("2026-12-08 09:00", "2026-12-08 09:00 GMT"),
        ("2027-03-27 23:00", "2027-03-28 09:00 BST"),  # the night on which an hour is skipped
        ("2027-10-30 23:00", "2027-10-31 09:00 GMT"),  # and the one that has an hour twice
    ],
)
def test_nights_are_quiet(now: str, free: str) -> None:
    assert shown(quiet.free_from(Person(), at(now)), LONDON) == free


@pytest.mark.parametrize(
    ("begins", "ends", "now", "free"),
    [
        ("13:00", "15:00", "2026-12-07 14:00", "2026-12-07 15:00 GMT"),  # a window within the day
        ("13:00", "15:00", "2026-12-07 23:00", "2026-12-07 23:00 GMT"),
        ("00:00", "00:00", "2026-12-07 03:00", "2026-12-07 03:00 GMT"),  # never quiet
        ("10:00", "10:00", "2026-12-07 10:00", "2026-12-07 10:00 GMT"),
        (
            "22:00",
            "01:30",
            "2027-03-27 23:00",
            "2027-03-28 02:00 BST",
        ),  # 01:30 is skipped: the jump is at 01:00
        ("22:00", "01:30", "2027-10-30 23:00", "2027-10-31 01:30 GMT"),  # 01:30 comes twice: the second one
        ("01:30", "05:00", "2027-03-28 02:10", "2027-03-28 05:00 BST"),  # the beginning is skipped
        ("01:15", "01:45", "2027-03-28 02:10", "2027-03-28 02:10 BST"),  # all of it is
    ],
)
def test_hours_of_ones_own(begins: str, ends: str, now: str, free: str) -> None:
    def minutes(clock: str) -> int:
        return int(clock[:2]) * 60 + int(clock[3:])

    person = Person(quiet_from=minutes(begins), quiet_till=minutes(ends))
    assert shown(quiet.free_from(person, at(now)), LONDON) == free


def test_quiet_goes_on_through_both_passes_of_an_hour() -> None:
    person = Person(quiet_from=90, quiet_till=9 * 60)
    first, second = (at("2027-10-31 01:10", fold=fold) for fold in (0, 1))
    assert quiet.free_from(person, first) == first
    assert shown(quiet.free_from(person, second), LONDON) == "2027-10-31 09:00 GMT"


@pytest.mark.parametrize(
    ("zone", "free"),
    [
        ("Asia/Kathmandu", "2026-12-08 03:15"),
        ("Pacific/Chatham", "2026-12-08 19:15"),
        ("Africa/Nowhere", "2026-12-08 09:00"),
        ("", "2026-12-08 09:00"),
        ("Europe", "2026-12-08 09:00"),  # a folder of zones
        ("../UTC", "2026-12-08 09:00"),
    ],
)
def test_odd_zones(zone: str, free: str) -> None:
    now = (
        datetime(2026, 12, 7, 22, tzinfo=UTC)
        if zone != "Pacific/Chatham"
        else datetime(2026, 12, 8, 7, tzinfo=UTC)
    )
    assert quiet.free_from(Person(zone=zone), now).strftime("%Y-%m-%d %H:%M") == free


def test_a_break_ends_in_the_morning_of_its_last_day() -> None:
    person = Person(zone=NEW_YORK)
    until = quiet.morning_of(person, date(2027, 1, 3))
    assert shown(until, NEW_YORK) == "2027-01-03 09:00 EST"
    away = replace(person, paused_until=until)
    assert quiet.free_from(away, at("2026-12-20 12:00")) == until
    assert quiet.free_from(away, at("2027-01-03 15:00")) == at("2027-01-03 15:00")
    always = replace(person, quiet_from=0, quiet_till=0)
    assert shown(quiet.morning_of(always, date(2027, 1, 3)), NEW_YORK) == "2027-01-03 09:00 EST"
    early = replace(person, quiet_till=7 * 60)
    assert shown(quiet.morning_of(early, date(2027, 3, 14)), NEW_YORK) == "2027-03-14 07:00 EDT"


@pytest.mark.parametrize(
    ("keeps", "now", "free"),
    [
        (("weekly:5",), "2026-12-11 15:59", "2026-12-11 15:59 GMT"),
        (("weekly:5",), "2026-12-11 16:00", "2026-12-13 09:00 GMT"),  # Shabbat comes in on Friday
        (("weekly:4",), "2026-12-10 17:00", "2026-12-10 17:00 GMT"),
        (("weekly:4",), "2026-12-11 12:00", "2026-12-12 09:00 GMT"),
        (("weekly:4", "weekly:5", "weekly:6"), "2026-12-10 21:00", "2026-12-14 09:00 GMT"),
        (("kwanzaa",), "2026-12-31 12:00", "2027-01-02 09:00 GMT"),  # over the year's end
        (("01-01",), "2026-12-31 20:00", "2027-01-02 09:00 GMT"),
        (("timkat",), "2027-01-18 16:00", "2027-01-20 09:00 GMT"),
        (("eid_al_fitr",), "2027-03-08 17:00", "2027-03-11 09:00 GMT"),  # the moon may be late by a day
        (("2027-04-09",), "2027-04-09 12:00", "2027-04-10 09:00 BST"),
        (("2027-04-09",), "2028-04-09 12:00", "2028-04-09 12:00 BST"),
        (("03-28",), "2027-03-28 00:30", "2027-03-29 09:00 BST"),  # the day on which clocks change
        (("no such day", "13-77"), "2027-03-28 12:00", "2027-03-28 12:00 BST"),
    ],
)
def test_kept_days_are_quiet(keeps: tuple[str, ...], now: str, free: str) -> None:
    assert shown(quiet.free_from(Person(keeps=keeps), at(now)), LONDON) == free


def test_a_day_whose_midnight_is_skipped() -> None:
    """In Beirut the clock jumps from 24:00 to 01:00."""
    person = Person(zone="Asia/Beirut", quiet_from=0, quiet_till=0, keeps=("03-27",))
    free = quiet.free_from(person, at("2027-03-27 12:00", "Asia/Beirut"))
    assert shown(free, "Asia/Beirut") == "2027-03-28 01:00 EEST"


def test_who_keeps_every_day_is_not_waited_for() -> None:
    now = at("2026-12-07 12:00")
    free = quiet.free_from(Person(keeps=tuple(f"weekly:{day}" for day in range(7))), now)
    assert now + timedelta(days=365) < free < now + timedelta(days=369)


def test_the_next_morning_is_that_of_the_persons_own_day() -> None:
    late_in_tokyo = datetime(2026, 12, 7, 14, 30, tzinfo=UTC)  # 23:30 there
    tokyo = Person(zone="Asia/Tokyo")
    assert quiet.local_day(tokyo, late_in_tokyo) == date(2026, 12, 7)
    assert quiet.local_day(tokyo, late_in_tokyo + 30 * MINUTE) == date(2026, 12, 8)
    assert shown(quiet.next_morning(tokyo, late_in_tokyo), "Asia/Tokyo") == "2026-12-08 09:00 JST"
    assert (
        shown(quiet.next_morning(tokyo, late_in_tokyo + 30 * MINUTE), "Asia/Tokyo") == "2026-12-09 09:00 JST"
    )
    friday = at("2026-12-11 12:00")
    assert shown(quiet.next_morning(Person(keeps=("weekly:5",)), friday), LONDON) == "2026-12-13 09:00 GMT"


def test_news_of_what_they_booked_waits_for_the_morning_alone() -> None:
    person = Person(paused_until=at("2027-01-03 09:00"), keeps=("weekly:0", "weekly:1"))
    assert quiet.awake_from(person, at("2026-12-07 12:00")) == at("2026-12-07 12:00")
    assert shown(quiet.awake_from(person, at("2026-12-07 21:00")), LONDON) == "2026-12-08 09:00 GMT"
    assert shown(quiet.awake_from(person, at("2026-12-08 03:00")), LONDON) == "2026-12-08 09:00 GMT"


@pytest.mark.parametrize(
    ("begins", "ends", "morning"),
    [
        (None, None, "09:00"),
        (0, 0, "09:00"),  # never quiet; even so, midnight is no morning
        (13 * 60, 15 * 60, "09:00"),  # a rest at noon
        (22 * 60, 7 * 60, "07:00"),
        (0, 8 * 60, "08:00"),
        (2 * 60, 20 * 60, "20:00"),  # who works at night
    ],
)
def test_when_a_day_begins(begins: int | None, ends: int | None, morning: str) -> None:
    person = Person(quiet_from=begins, quiet_till=ends)
    assert shown(quiet.next_morning(person, at("2026-12-07 23:30")), LONDON) == f"2026-12-08 {morning} GMT"


def test_a_member_is_such_a_person() -> None:
    member = Member(zone=LONDON, quiet_from=None, quiet_till=600, paused_until=None, keeps=["weekly:6"])
    assert shown(quiet.free_from(member, at("2026-12-12 21:00")), LONDON) == "2026-12-14 10:00 GMT"


ZONES = (
    LONDON, NEW_YORK, "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut", "Asia/Kathmandu", "Pacific/Chatham",
    "Atlantic/Azores", "America/Havana", "Antarctica/Troll", "Africa/Casablanca", "UTC",
)  # fmt: skip
# Weeks in which clocks change somewhere, and the year's end.
WEEKS = [datetime(2026, 10, 23, tzinfo=UTC), datetime(2027, 3, 11, tzinfo=UTC), datetime(2027, 3, 25, tzinfo=UTC),
         datetime(2027, 4, 1, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC), datetime(2027, 9, 3, tzinfo=UTC)]  # fmt: skip
MINUTES = st.none() | st.integers(0, 1439) | st.sampled_from([0, 30, 60, 90, 120, 150, 1380, 1410])


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, datetime]:
    now = draw(st.sampled_from(WEEKS)) + draw(st.integers(0, 6 * 24 * 60)) * MINUTE
    paused = draw(st.none() | st.integers(-600, 2000).map(lambda minutes: now + minutes * MINUTE))
    keeps = st.lists(
        st.sampled_from(["weekly:5", "weekly:6", "kwanzaa", "03-28", "eid_al_fitr", "easter"]), max_size=2
    )
    return Person(
        draw(st.sampled_from(ZONES)), draw(MINUTES), draw(MINUTES), paused, tuple(draw(keeps)) or None
    ), now


def by_the_clock(person: Person, moment: datetime) -> bool:
    """Whether the clock on this person's wall, read at this minute, says that it is quiet."""
    if person.paused_until is not None and moment < person.paused_until:
        return True
    wall = moment.astimezone(ZoneInfo(person.zone))
    minute = wall.hour * 60 + wall.minute
    begins, ends = quiet.hours_of(person)
    if begins <= minute < ends or (begins > ends and not ends <= minute < begins):
        return True
    kept_from = holy_days.closed(person.keeps or (), wall.year).get(wall.date())
    return kept_from is not None and minute >= kept_from


def comes_twice(person: Person, moment: datetime) -> bool:
    """Whether this minute of the clock is one of an hour that is shown twice."""
    wall = moment.astimezone(ZoneInfo(person.zone))
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


@settings(max_examples=examples(300), deadline=None)
@given(people())
def test_free_is_the_first_moment_that_is(given: tuple[Person, datetime]) -> None:
    person, now = given
    free = quiet.free_from(person, now)
    assert free >= now
    assert not by_the_clock(person, free)
    assert quiet.free_from(person, free) == free
    moment = now
    while moment < free:
        assert by_the_clock(person, moment) or comes_twice(person, moment), shown(moment, person.zone)
        assert quiet.free_from(person, moment) == free
        moment += MINUTE


@settings(max_examples=examples(100), deadline=None)
@given(people())
def test_the_next_morning_is_free_and_on_a_later_day(given: tuple[Person, datetime]) -> None:
    person, now = given
    morning = quiet.next_morning(person, now)
    assert quiet.local_day(person, morning) > quiet.local_day(person, now)
    assert quiet.free_from(person, morning) == morning
    assert not by_the_clock(person, morning)


def test_thousands_are_asked_about_in_no_time() -> None:
    """A sweep asks for each of ten thousand. Measured: 2 to 5 µs each; the bound leaves room for a slow machine."""
    crowd = [
        Person(zone, None, 9 * 60 + at_, None, ("diwali", "weekly:5")) for zone in ZONES for at_ in (0, 30)
    ]
    nows = (at("2026-12-07 12:00"), at("2026-12-07 23:00"))
    for person in crowd:
        quiet.free_from(person, nows[1])
    began = time.process_time()
    for _round in range(200):
        for person in crowd:
            for now in nows:
                quiet.free_from(person, now)
    assert (time.process_time() - began) / (200 * len(crowd) * len(nows)) < 50e-6
