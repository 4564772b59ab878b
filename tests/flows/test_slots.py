"""The times that are offered: inside both people's free times by their own clocks, whatever the clocks do."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import quiet, slots
from flows.slots import Diary
from matching.people import Window
from tests.examples import examples
from tests.matching.crowds import windows

# Clocks that change on different days, by half an hour, not at all, and a quarter of an hour off.
ZONES = ("Europe/London", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca")
# Days before a change in one of them, and a plain one.
NOWS = [
    datetime(*day, 10, 20, tzinfo=UTC) for day in ((2026, 3, 2), (2026, 3, 23), (2026, 10, 19), (2027, 1, 12))
]
EVENINGS = tuple(Window(day, 17 * 60, 21 * 60) for day in range(5))
ALWAYS = tuple(Window(day, 0, 24 * 60) for day in range(7))


@dataclass(frozen=True)
class Somebody:
    zone: str = "Europe/London"
    quiet_from: int | None = None
    quiet_till: int | None = None
    paused_until: datetime | None = None
    keeps: tuple[str, ...] | None = None


people = st.builds(
    Somebody,
    zone=st.sampled_from(ZONES),
    quiet_from=st.sampled_from((None, 22 * 60, 60)),
    quiet_till=st.sampled_from((None, 6 * 60, 60)),
    paused_until=st.sampled_from((None, None, NOWS[0] + timedelta(days=5))),
    keeps=st.sampled_from((None, ("weekly:5",), ("good_friday", "weekly:2"))),
)


def is_free(one: Diary, at: datetime) -> bool:
    """Whether this minute is one of theirs, by their own clock."""
    local = at.astimezone(ZoneInfo(one.person.zone))
    minute = local.hour * 60 + local.minute
    spans = [
        (window.weekday * 1440 + window.since, window.weekday * 1440 + window.till) for window in one.free
    ]
    shown = local.weekday() * 1440 + minute
    return any(since <= at < till for since, till in spans for at in (shown, shown + 7 * 1440))


@settings(max_examples=examples(120), deadline=None)
@given(
    people, people, st.sampled_from(NOWS), st.sampled_from((30, 60, 90)),
    st.lists(windows, min_size=1, max_size=8).map(tuple), st.lists(windows, min_size=1, max_size=8).map(tuple),
)  # fmt: skip
def test_all_that_is_offered_suits_both(
    one: Somebody,
    two: Somebody,
    now: datetime,
    minutes: int,
    mine: tuple[Window, ...],
    theirs: tuple[Window, ...],
) -> None:
    busy = (now + timedelta(days=2), now + timedelta(days=3))
    diaries = (Diary(one, mine), Diary(two, theirs, (busy,)))
    found = slots.offered(*diaries, now=now, minutes=minutes)
    assert len(found) <= slots.MOST
    assert found == sorted(set(found))
    for start in found:
        end = start + timedelta(minutes=minutes)
        assert now + slots.NOTICE <= start
        assert end <= now + slots.AHEAD
        assert start.astimezone(ZoneInfo(one.zone)).minute in (0, 30)
        assert end <= busy[0] or busy[1] <= start
        for at in (start + timedelta(minutes=minute) for minute in range(0, minutes, 5)):
            for diary in diaries:
                assert is_free(diary, at)
                assert quiet.free_from(diary.person, at) == at
    days = {start.astimezone(ZoneInfo(one.zone)).date() for start in found}
    assert len(days) > 1 or len(found) <= 1, "never all on one day"


@settings(max_examples=examples(60), deadline=None)
@given(people, people, st.sampled_from(NOWS), st.integers(3, 200), st.integers(1, 9), st.booleans())
def test_a_time_that_was_named_is_kept_to(
    one: Somebody, two: Somebody, now: datetime, begins: int, hours: int, known: bool
) -> None:
    since = now + timedelta(hours=begins)
    within = ((since, since + timedelta(hours=hours)),)
    theirs = Diary(two, EVENINGS if known else ())
    found = slots.offered(Diary(one, ()), theirs, now=now, minutes=60, within=within)
    for start in found:
        assert since <= start <= since + timedelta(hours=hours - 1)
        assert not known or is_free(theirs, start)


def test_three_days_and_three_times_of_day_are_offered_where_there_are() -> None:
    here = Somebody()
    found = slots.offered(Diary(here, ALWAYS), Diary(here, ALWAYS), now=NOWS[3], minutes=60)
    assert [f"{start:%a %H:%M}" for start in found] == ["Wed 09:00", "Sun 12:00", "Fri 15:00"]


def test_nothing_is_offered_where_free_times_are_not_known_or_never_meet() -> None:
    london, kiritimati = Somebody(), Somebody("Pacific/Kiritimati")
    assert slots.offered(Diary(london, ()), Diary(london, ALWAYS), now=NOWS[3], minutes=60) == []
    assert slots.offered(Diary(london, EVENINGS), Diary(kiritimati, EVENINGS), now=NOWS[3], minutes=60) == []


def test_it_is_as_fair_as_can_be() -> None:
    """Los Angeles and London: late afternoon there is morning here, and nobody's evening when there is a better hour."""
    london, angeles = Diary(Somebody(), ALWAYS), Diary(Somebody("America/Los_Angeles"), ALWAYS)
    for start in slots.offered(london, angeles, now=NOWS[3], minutes=60):
        assert start.astimezone(ZoneInfo("Europe/London")).hour == 17
        assert start.astimezone(ZoneInfo("America/Los_Angeles")).hour == 9
