"""The report: what the space did, with everything hidden that could point at somebody (`flows/disclosure.py`).

It is made once a month, when somebody first asks for it, and kept as it was told. All that anybody reads of it, in words,
as a picture or as a spreadsheet, is of this one report. A month is told a week after its end, when those who met in it have
said so, and stands from then on.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from babel import Locale
from babel.core import get_global
from sqlalchemy.orm import Session

from flows.disclosure import FEWEST, Sum, folded, hidden_too, in_fives, is_open, too_few
from models import clock, impact
from models.impact import Month, Numbers

SETTLES = timedelta(days=7)  # by then people have said whether they met
MONTHS = 12
# What is a part of what; the other part is never told, and may be few.
PARTS = {"with_partner": "verified", "agreed": "introduced", "went_on": "asked"}
AMOUNTS = ("sessions", "hours")


@dataclass(frozen=True, slots=True)
class Told:
    """A report, as anybody may read it. None: hidden."""

    month: str  # the last it tells of: 2026-11
    made_at: datetime
    numbers: Mapping[str, int | None]
    groups: Mapping[str, Mapping[str, int]]  # people verified: body, language, country

    @property
    def months(self) -> list[str]:
        """The months it tells of, the oldest first; none before the first session of all."""
        return [one for one in window(self.month) if f"sessions {one}" in self.numbers]

    def of(self, what: str, month: str) -> int | None:
        """Sessions, or whole hours of coaching, of one month."""
        return self.numbers.get(f"{what} {month}")

    def year(self, what: str) -> int | None:
        """Sessions, or whole hours of coaching, of all its months: exact where each of them is told, else in fives."""
        each = [self.of(what, month) for month in self.months]
        shown = [one for one in each if one is not None]
        return sum(shown) if each and len(shown) == len(each) else self.numbers.get(total(what, self.month))

    @property
    def is_exact(self) -> bool:
        """Whether every month is told."""
        return all(self.of("sessions", month) is not None for month in self.months)

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to draw."""
        drawn = (self.numbers["verified"], *(self.of("sessions", month) for month in self.months))
        return any(one is not None for one in drawn)


def total(what: str, month: str) -> str:
    """What the sum of so many months up to this one is called."""
    return f"{what} to {month}"


def window(month: str) -> list[str]:
    """A month and those before it, the oldest first."""
    year, number = map(int, month.split("-"))
    counted = [year * 12 + number - 1 - back for back in reversed(range(MONTHS))]
    return [f"{one // 12}-{one % 12 + 1:02d}" for one in counted]


def newest(now: datetime) -> str:
    """The last month that is told now (aware UTC)."""
    settled = (now - SETTLES).astimezone(UTC).date().replace(day=1) - timedelta(days=1)
    return f"{settled:%Y-%m}"


def this_months(db: Session) -> Told:
    """The report of this month; made now, in this transaction, when nobody has asked for it before."""
    month = newest(clock.now())
    kept = impact.told(db, month)
    if kept is None:
        before: dict[str, int | None] = {}
        for report in impact.told_before(db, month):
            before |= report.numbers["numbers"]
        first, last = window(month)[0], date.fromisoformat(f"{month}-01")
        till = (last + timedelta(days=32)).replace(day=1)
        read = impact.read(db, _midnight(date.fromisoformat(f"{first}-01")), _midnight(till))
        kept = impact.tell(db, month, as_told(read, month, before))
    return told(kept)


def of_month(db: Session, month: str) -> Told | None:
    """The report of a month as it was told; None when it is forgotten."""
    kept = impact.told(db, month)
    return told(kept) if kept is not None else None


def told(report: impact.Report) -> Told:
    """A report that was kept."""
    return Told(report.month, report.made_at, report.numbers["numbers"], report.numbers["groups"])


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def as_told(read: Numbers, month: str, before: Mapping[str, int | None]) -> dict[str, Any]:
    """What may be told of these numbers, after all that was told before."""
    numbers = _people(read) | {"rounds": read.rounds}
    for what in AMOUNTS:
        numbers |= _amounts(what, read, month, before)
    # What is hidden of one is hidden of the other: an hour a session is easily guessed.
    for name in [name for name, value in numbers.items() if value is None and name not in before]:
        what, _, rest = name.partition(" ")
        if what in AMOUNTS:
            numbers[f"{AMOUNTS[1 - AMOUNTS.index(what)]} {rest}"] = None
    groups = {"body": read.bodies, "language": read.languages, "country": countries(read.zones)}
    return {"numbers": numbers, "groups": _groups(groups, numbers, _rests(read))}


def _rests(read: Numbers) -> list[str]:
    """The other parts, which are never told, that are few."""
    few = (part for part, whole in PARTS.items() if getattr(read, whole) - getattr(read, part) < FEWEST)
    return [f"not {part}" for part in few]


def _sums() -> list[Sum]:
    return [Sum(whole, (part, f"not {part}"), frozenset((whole, part))) for part, whole in PARTS.items()]


def _people(read: Numbers) -> dict[str, int | None]:
    """Counts of people, and of introductions."""
    shown = {name: in_fives(getattr(read, name)) for name in (*PARTS, *PARTS.values())}
    return shown | dict.fromkeys(hidden_too(shown, _sums(), _rests(read)))


def _groups(
    every: Mapping[str, Counter[str]], people: Mapping[str, int | None], small: list[str]
) -> dict[str, dict[str, int]]:
    """People by group; a table by which more could be worked out than without it isn't there at all."""
    known, sums, told = dict(people), _sums(), dict[str, dict[str, int]]()
    small = small + [name for name in PARTS if people[name] is None]
    for kind, counts in every.items():
        groups = {f"{kind} {name}": in_fives(count) for name, count in folded(counts).items()}
        its_sum = Sum("verified", tuple(groups), frozenset(("verified", *groups)))
        if (
            people["verified"] is None
            or not groups
            or hidden_too({**known, **groups}, [*sums, its_sum], small, known)
        ):
            groups = {}
        else:
            known |= groups
            sums.append(its_sum)
        told[kind] = {name.removeprefix(f"{kind} "): count or 0 for name, count in groups.items()}
    return told


def _amounts(what: str, read: Numbers, month: str, before: Mapping[str, int | None]) -> dict[str, int | None]:
    """Sessions or hours: of each month, and of all. What was told of a month stays."""
    year, true = Month(), 0
    shown: dict[str, int | None] = {}
    for one in window(month):
        there = read.months.get(one, Month())
        name = f"{what} {one}"
        if read.began is None or one < f"{read.began:%Y-%m}":
            continue
        for pair, minutes in there.by_pair.items():
            year.by_pair[pair] += minutes
        year.sessions += there.sessions
        amount = there.sessions if what == "sessions" else round(there.minutes / 60)
        shown[name] = before[name] if name in before else None if _is_small(there) else amount
        true += amount if shown[name] is None else shown[name] or 0
    shown[total(what, month)] = None if _is_small(year) else in_fives(true)
    known = {**before, **shown}
    # What was hidden before only for others' sake may have been narrowed down already, and needn't stay open.
    earlier = _sums_of(what, before)
    small = [
        name
        for name, value in known.items()
        if value is None
        and name.startswith(f"{what} 2")
        and (name not in before or is_open(name, before, earlier))
    ]
    return shown | dict.fromkeys(hidden_too(known, _sums_of(what, known), small, before))


def _sums_of(what: str, known: Mapping[str, int | None]) -> list[Sum]:
    """Each total that was told, of as many of its months as there are."""
    sums = []
    for whole in (name for name in known if name.startswith(f"{what} to ")):
        months = window(whole.rpartition(" ")[2])
        parts = tuple(name for one in months if (name := f"{what} {one}") in known)
        sums.append(Sum(whole, parts, frozenset((whole,))))
    return sums


def _is_small(month: Month) -> bool:
    return too_few(month.people, month.by_pair.values(), month.sessions)


def countries(zones: Mapping[str, int]) -> Counter[str]:
    """Zones as the countries they lie in: GB, CO. A zone of no country is itself."""
    there: Mapping[str, str] = get_global("zone_territories")
    found = Counter[str]()
    for zone, count in zones.items():
        found[there.get(zone, zone)] += count
    return found


def country_name(code: str, language: str) -> str:
    """A country, as a language calls it."""
    return str(Locale(language).territories.get(code, code))
