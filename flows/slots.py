"""Which times to offer two people: inside both their free times, awake, on no day either keeps, fair to both.

Pure: what is known of each comes as a `Diary`. Moments are aware UTC. The weekly windows are laid over real dates by
`matching/overlap.py`, so clock changes are in it; whether it is an hour for somebody, says `flows/quiet.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from flows import quiet
from matching.overlap import both_free, free
from matching.people import Window

MOST = 3
AHEAD = timedelta(days=14)
NOTICE = timedelta(hours=12)  # nobody is asked for a time sooner than this
NOTICE_ASKED = timedelta(hours=2)  # unless they named the time themselves
APART = timedelta(hours=1)  # at least, between two starts on one day
QUARTER = 15  # minutes
STEP = 30  # minutes: sessions begin at the full or the half hour
_DAY_FROM, _DAY_TILL = 9 * 60, 18 * 60  # outside of these it is less easy, early and late alike
_WEEK = 7

Between = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Diary:
    """What is known of one person's time."""

    person: quiet.Person
    free: tuple[Window, ...]  # weekly, on their own clock; none: they never said
    taken: tuple[Between, ...] = ()  # other sessions of theirs


def offered(
    mine: Diary, theirs: Diary, *, now: datetime, minutes: int, within: Sequence[Between] = ()
) -> list[datetime]:
    """Up to three starts of a session of so many minutes, in order; none when one of them never said when they are free.

    `mine` is who is asked: starts are round on their clock. With `within`, spans that they named, they are free there
    whatever they said before, and the other may never have said; without it, the next two weeks, at most one a day while
    there are three days, and never all on one.
    """
    if not within and not (mine.free and theirs.free):
        return []
    spans = within or ((now + NOTICE, now + AHEAD),)
    soonest = now + (NOTICE_ASKED if within else NOTICE)
    zone = quiet.zone_of(mine.person.zone)
    by_day: dict[date, list[datetime]] = {}
    for start in _starts(mine, theirs, spans, minutes, named=bool(within)):
        if start >= soonest and all(_suits(one, start, minutes) for one in (mine, theirs)):
            by_day.setdefault(start.astimezone(zone).date(), []).append(start)
    people = (mine.person, theirs.person)
    days = [_easiest_first(starts, minutes, *people) for _day, starts in sorted(by_day.items())]
    return _spread(days, alone=bool(within))


def _starts(
    mine: Diary, theirs: Diary, spans: Sequence[Between], minutes: int, *, named: bool
) -> Iterator[datetime]:
    """Round starts of whole sessions inside these spans and both people's free times."""
    zone = quiet.zone_of(mine.person.zone)
    for since, till in spans:
        first = (since - timedelta(days=1)).astimezone(UTC).date()
        weeks = ((till - since).days + 2) // _WEEK + 1
        line: list[tuple[int, int]] = [(_minute(since), _minute(till))]
        for diary in (theirs,) if named else (mine, theirs):
            if diary.free:
                name = quiet.zone_of(diary.person.zone).key
                line = both_free(
                    tuple(edge for span in line for edge in span), free(name, diary.free, first, weeks)
                )
        for begins, ends in line:
            # Today's clocks are ahead of UTC by whole quarters of an hour.
            for minute in range(-(-begins // QUARTER) * QUARTER, ends - minutes + 1, QUARTER):
                start = datetime.fromtimestamp(minute * 60, UTC)
                if start.astimezone(zone).minute % STEP == 0:
                    yield start


def _minute(moment: datetime) -> int:
    """Whole minutes after 1970, in UTC, rounded up."""
    return -(-int(moment.timestamp()) // 60)


def _suits(diary: Diary, start: datetime, minutes: int) -> bool:
    """Whether all of a session is at an hour, and on a day, for this person, who has nothing else then."""
    end = start + timedelta(minutes=minutes)
    if any(since < end and start < till for since, till in diary.taken):
        return False
    points = (start + timedelta(minutes=at) for at in (*range(0, minutes, STEP), minutes - 1))
    return all(quiet.free_from(diary.person, point) == point for point in points)


def _easiest_first(starts: list[datetime], minutes: int, *people: quiet.Person) -> list[list[datetime]]:
    """These, those that are alike together: first for whom it is farther from the middle of the day, the full hour before
    the half."""

    def unease(start: datetime) -> tuple[int, int, int]:
        far = sorted(_outside(start, minutes, one) for one in people)
        return far[-1], far[0], start.astimezone(quiet.zone_of(people[0].zone)).minute % 60

    return [
        list(alike) for _key, alike in groupby(sorted(starts, key=lambda one: (unease(one), one)), unease)
    ]


def _outside(start: datetime, minutes: int, person: quiet.Person) -> int:
    """Minutes outside the easy hours, at the worse end."""
    local = start.astimezone(quiet.zone_of(person.zone))
    begins = local.hour * 60 + local.minute
    return max(_DAY_FROM - begins, begins + minutes - _DAY_TILL, 0)


def _spread(days: list[list[list[datetime]]], *, alone: bool) -> list[datetime]:
    """One of each of three days, evenly from the first on, and early, midway and late among what is alike; then more of
    the same days. `alone`: one day will do."""
    count = len(days)
    chosen: list[datetime] = []
    for turn, at in enumerate(sorted({0, count // MOST, 2 * count // MOST}) if count else ()):
        alike = days[at][0]
        chosen.append(alike[len(alike) * turn // MOST])
    if count > 1 or alone:
        for start in (start for day in days for alike in day for start in alike):
            if len(chosen) < MOST and all(abs(start - other) >= APART for other in chosen):
                chosen.append(start)
    return sorted(chosen)
