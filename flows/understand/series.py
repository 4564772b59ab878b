"""Sessions that repeat, as people write them: "every second Thursday at 6", "los lunes a las 7 de la tarde"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from flows.understand import series_words as said
from flows.understand.calendar_words import MONTHS, NTHS, WEEKDAYS, spelt
from flows.understand.dates import nth_weekday
from flows.understand.inout_days import Days
from flows.understand.localtime import moment_at
from flows.understand.moments import day, moment
from flows.understand.named_zones import named_zone
from flows.understand.plain import fold
from flows.understand.unclear import Reason, Unclear

_LONGEST = 200
_MOST = 52
_MOST_WORDS = 6  # "the 10th of february , 2027"
_CLOCK = re.compile(
    r"(?:las? )?\d|noon|midday|(?:las? )?(?:una|two|three|four|five|six|seven|dos|tres|cuatro|cinco|seis|siete)\b"
)
_NAMES = {month: word for word, month in reversed(MONTHS.items())}


@dataclass(frozen=True, slots=True)
class Series:
    """Sessions that repeat at one time of a clock, which stays when that clock changes.

    `first` is aware and in UTC; `zone` is the writer's, or the one that they named ("6pm London time"). Either every
    `weeks` weeks, or (then `weeks` is None) on the `nth` weekday of each month, -1 being the last. `count` (sessions) and
    `until` (the last day on which there may be one) are None where nobody said them.
    """

    first: datetime
    zone: str
    weeks: int | None
    nth: int | None = None
    count: int | None = None
    until: date | None = None

    @property
    def at(self) -> time:
        """The time on the clock of `zone`."""
        return self.first.astimezone(ZoneInfo(self.zone)).time()

    def moments(self, count: int) -> list[datetime]:
        """Return the first `count` moments, aware and in UTC; fewer where the series ends before.

        A local time that a clock change skips is an hour later that day, as the clock itself goes; of one that comes
        twice the first is taken.
        """
        zone = ZoneInfo(self.zone)
        begins = self.first.astimezone(zone).replace(tzinfo=None)
        last = None if self.until is None else datetime.combine(self.until, time.max)
        wanted = max(min(count, self.count or count), 0)
        if self.weeks is None:
            on = weekday(begins.weekday(), self.nth or 1)
            rule = rrule(MONTHLY, dtstart=begins, byweekday=on, count=None if last else wanted, until=last)
        else:
            rule = rrule(
                WEEKLY, dtstart=begins, interval=self.weeks, count=None if last else wanted, until=last
            )
        found = []
        for at in rule.xafter(begins, count=wanted, inc=True):
            read = moment_at(at.date(), 60 * at.hour + at.minute, zone)
            found.append(read.candidates[0] if isinstance(read, Unclear) else read)
        return found


def series(text: str, *, now: datetime, zone: str, language: str) -> Series | Unclear:
    """Return the series of sessions that `text` means to somebody whose clock is in the IANA `zone`.

    UNREADABLE when nothing in it repeats, and for "biweekly", which is twice a week or every two weeks; NO_TIME and
    NO_DATE when the hour or the weekday is missing; else as for `moment`, which reads what doesn't repeat. A weekday
    that is today's is AMBIGUOUS: both first moments are its candidates. Raises as `moment` for `now` and `zone`, and
    never for any text.
    """
    if now.tzinfo is None:
        raise ValueError("`now` must be aware")
    text, named = named_zone(text, language) if len(text) <= _LONGEST else (text, None)
    zone = named or ZoneInfo(zone).key
    line = " ".join(map(_known, fold(text).split())) if len(text) <= _LONGEST else ""
    reading = _Reading(now, zone, language)
    nth = reading.monthly(line)
    if isinstance(nth, Series | Unclear):
        return nth
    for wording, weeks in said.STEPS:
        match = wording.search(line)
        if match is not None:
            on = match.groupdict().get("day") or ""
            return reading.weekly(f"{line[: match.start()]} {on} {line[match.end() :]}", weeks)
    return reading.weekly(line, 1) if said.PLURAL.search(line) else Unclear(Reason.UNREADABLE)


def how_often(text: str) -> int | None:
    """Weeks from one to the next in "every other", "weekly", "cada 15 días"; 0 for once a month. None when it isn't said."""
    line = fold(text) if len(text) <= _LONGEST else ""
    if said.SAID_MONTHLY.search(line):
        return 0
    if said.EVERY_OTHER.search(line):
        return 2
    return next((weeks for wording, weeks in said.STEPS if wording.search(line)), None)


class _Reading:
    """Reads what is left of a text once it is known how it repeats."""

    def __init__(self, now: datetime, zone: str, language: str) -> None:
        self.now, self.zone, self.language = now, zone, language
        self.days = Days(now, zone, language)
        self.today = now.astimezone(ZoneInfo(zone)).date()

    def weekly(self, line: str, weeks: int) -> Series | Unclear:
        """Return a series of every `weeks` weeks, whose weekday and time `line` names."""
        ends = self._ends(line, weeks)
        if isinstance(ends, Unclear):
            return ends
        rest, count, until = ends
        once = _weekly_words(rest)
        if once is None:
            return Unclear(Reason.UNREADABLE)
        first = self._first(once)
        if isinstance(first, Unclear):
            return first
        return self._within(Series(first, self.zone, weeks, None, count, until))

    def monthly(self, line: str) -> Series | Unclear | None:
        """Return a series on the nth weekday of each month; None when `line` names no such day."""
        match = said.MONTHLY.search(line)
        if match is None:
            return None
        rest, monthly = said.SAID_MONTHLY.subn(" ", f"{line[: match.start()]} {line[match.end() :]}")
        if match["loose"] is not None and not monthly and "monthly" not in match[0]:
            return None
        ends = self._ends(rest, None)
        if isinstance(ends, Unclear):
            return ends
        rest, count, until = ends
        if said.DOUBTFUL.search(rest):
            return Unclear(Reason.UNREADABLE)
        nth, on = NTHS[match["nth"]], WEEKDAYS[match["day"]]
        when = self.today.replace(day=1)
        first: datetime | Unclear = Unclear(Reason.PAST)
        for _ in range(2):
            found = nth_weekday(when.year, when.month, nth, on)
            first = self._moment(f"{found.day} {_NAMES[found.month]} {rest}")
            if not isinstance(first, Unclear) or first.reason is not Reason.PAST:
                break
            when = (when + timedelta(days=32)).replace(day=1)
        if isinstance(first, Unclear):
            return first
        return self._within(Series(first, self.zone, None, nth, count, until))

    def _moment(self, line: str, now: datetime | None = None) -> datetime | Unclear:
        return moment(line, now=now or self.now, zone=self.zone, language=self.language)

    def _ends(self, line: str, weeks: int | None) -> tuple[str, int | None, date | None] | Unclear:
        """Return `line` without how often or until when, and these."""
        count = until = None
        times = said.TIMES.search(line)
        if times is not None:
            number = times["count"] or times["bare"] or times["by"] or times["of"]
            count = said.COUNTS.get(number) or int(number)
            line = f"{line[: times.start()]} {line[times.end() :]}"
        lasting = said.LASTING.search(line)
        if lasting is not None:
            number = said.COUNTS.get(lasting["count"]) or int(lasting["count"])
            if count is not None:
                return Unclear(Reason.AMBIGUOUS)
            if lasting["unit"].startswith("m"):
                number *= 1 if weeks is None else 4
            elif weeks is None:
                return Unclear(Reason.UNREADABLE)
            count = max(number // (weeks or 1), 1)
            line = f"{line[: lasting.start()]} {line[lasting.end() :]}"
        ending = said.UNTIL.search(line)
        if ending is not None:
            found, left = self._last_day(ending["lead"], ending["when"])
            if isinstance(found, date):
                until, line = found, f"{line[: ending.start()]} {left}"
            elif not _CLOCK.match(ending["when"]):
                return found
        if count is not None and (until is not None or not 0 < count <= _MOST):
            return Unclear(Reason.AMBIGUOUS if until else Reason.TOO_FAR)
        return line, count, until

    def _last_day(self, lead: str, when: str) -> tuple[date | Unclear, str]:
        """Return the last day of a series that goes on until `when`, and what follows that day in the text."""
        words = when.split()[:_MOST_WORDS]
        read = Unclear(Reason.UNREADABLE)
        for size in range(len(words), 0, -1):
            named = " ".join(words[:size]).strip(",.")
            found = self.days.day(named)
            if isinstance(found, Unclear):
                read = found if read.reason is Reason.UNREADABLE else read
                continue
            if _month_alone(named):
                # "Until February" has nothing in it any more, "through February" has.
                last = monthrange(found.year, found.month)[1]
                found = found.replace(day=last) if lead in said.THROUGH else found - timedelta(days=1)
            return found, " ".join(when.split()[size:])
        return read, ""

    def _first(self, line: str) -> datetime | Unclear:
        found = self._moment(line)
        start = said.STARTING.search(line)
        if not isinstance(found, Unclear) or start is None:
            return found
        # "Thursdays at 6 from 10 December": the first such day that isn't before it.
        begins = self.days.day(start["when"])
        if isinstance(begins, Unclear):
            begins = day(start["when"], now=self.now, zone=self.zone, language=self.language)
        if isinstance(begins, Unclear):
            return found
        opened = datetime.combine(begins, time(), ZoneInfo(self.zone)).astimezone(UTC) - timedelta(minutes=1)
        after = self._moment(line[: start.start()], max(opened, self.now))
        if isinstance(after, Unclear) and after.reason is Reason.AMBIGUOUS and begins > self.today:
            return min(after.candidates, default=after)
        return after

    def _within(self, found: Series) -> Series | Unclear:
        return found if found.moments(1) else Unclear(Reason.AMBIGUOUS)


def _weekly_words(line: str) -> str | None:
    """Return `line` with one weekday in the singular; None when something in it repeats otherwise, or may not."""
    for wording, _ in said.STEPS:
        match = wording.search(line)
        if match is not None and match.groupdict().get("day") is None:
            line = f"{line[: match.start()]} {line[match.end() :]}"
    line = said.PLURAL.sub(lambda match: _singular(match[0]), line)
    repeats = any(wording.search(line) for wording, _ in said.STEPS)
    return None if repeats or said.DOUBTFUL.search(line) else line


def _singular(words: str) -> str:
    last = words.split()[-1].replace("'", "")
    return last if last in WEEKDAYS else last[:-1]


def _known(word: str) -> str:
    """Return `word` spelt right, a weekday's plural kept."""
    bare = word.strip(",.")
    if bare in WEEKDAYS or bare.rstrip("s").rstrip("'") in WEEKDAYS or len(bare) < 6 or not bare.isalpha():
        return word
    read = spelt(bare)
    return word.replace(bare, read) if read in WEEKDAYS else word


def _month_alone(words: str) -> bool:
    return re.sub(r"\b(?:the|el|de|of|mes)\b|\s", "", words) in MONTHS
