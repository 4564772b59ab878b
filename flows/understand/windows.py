"""Wide times as people write them: "thurs after 4ish", "friday afternoon", "el jueves por la tarde", "weekday evenings"."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.understand.calendar_words import FILLERS, PARTS, THIS, TONIGHT
from flows.understand.clock_reading import clock_at
from flows.understand.date_reading import days_at
from flows.understand.dates import Day, Now, together
from flows.understand.localtime import moment_at
from flows.understand.named_zones import named_zone
from flows.understand.tokens import Token, tokens_of, word_at
from flows.understand.unclear import Reason, Unclear
from flows.understand.weekly import weekly
from flows.understand.weekly_spans import Span
from flows.understand.weekly_words import AFTER, BEFORE, JOINING, ON_THE_CLOCK, SPANNING
from flows.understand.weekly_words import FILLERS as WEEKLY_FILLERS

_LONGEST = 200
_MOST_PIECES = 40
_FARTHEST = timedelta(days=366)
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AROUND = frozenset((",", "the", "el", "on", "of", "de", "del", "dia", "."))
_MEANING = AFTER | BEFORE | JOINING | ON_THE_CLOCK | SPANNING | {"partir", "despues"}
# What may stand around a time without changing it, and free times of a week don't know.
_COURTESY = (FILLERS - WEEKLY_FILLERS - _MEANING) | {"sometime", "some"}


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time in which something may be: from `since` until before `till`, both aware and in UTC."""

    since: datetime
    till: datetime


def span(text: str, *, now: datetime, zone: str, language: str) -> tuple[Window, ...] | Unclear:
    """Return the windows to come that `text` leaves open, in order of time, to somebody whose clock is in the IANA `zone`.

    "Thurs after 4ish" is Thursday 16:00 to 21:00, "friday afternoon" 12:00 to 17:00, "before noon" begins at 9:00: the
    parts of a day are those of weekly free times (`weekly`). A day without a time is the whole of it, 9:00 to 21:00,
    and so is each day of "next week". "Weekday evenings" and "any time" are those of the next seven days. What has
    begun goes on from `now`.

    One exact time ("thursday 6pm") is no window: it is UNREADABLE here, and `moment` reads it. `moment` reads "thursday
    after 4" too, as four o'clock, so ask here first. `Unclear` has no candidates. Raises as `moment` for `now` and
    `zone`, and never for any text.
    """
    if now.tzinfo is None:
        raise ValueError("`now` must be aware")
    text, named_as = named_zone(text, language) if len(text) <= _LONGEST else (text, None)
    local = ZoneInfo(named_as or zone)
    tokens = tokens_of(text) if len(text) <= _LONGEST else []
    if not tokens or len(tokens) > _MOST_PIECES:
        return Unclear(Reason.UNREADABLE)
    said = _Said(tokens, Now(now.astimezone(local).date(), language.replace("_", "-").split("-")[0].lower()))
    named = said.named()
    if isinstance(named, Reason):
        return Unclear(named)
    week = _free(said, language)
    if isinstance(week, Reason):
        return Unclear(week)
    today = now.astimezone(local).date()
    found: list[Window] = []
    for each in week:
        ahead = []
        for when in _dates(each.weekday, named, said, today):
            window = _window(when, each, local)
            if window.till > now:
                ahead.append(Window(max(window.since, now.astimezone(UTC)), window.till))
        if len(ahead) > 1 and each.weekday in named:
            return Unclear(Reason.AMBIGUOUS)  # "Thursday afternoon", said on a Thursday morning
        found.extend(ahead)
    if not found:
        return Unclear(Reason.PAST)
    return tuple(sorted(found)) if max(found).since - now <= _FARTHEST else Unclear(Reason.TOO_FAR)


@dataclass(slots=True)
class _Said:
    """A text with its dates taken for the weekdays they fall on: what is left is free times of a week."""

    tokens: list[Token]
    now: Now
    words: list[Token] = field(default_factory=list)
    runs: list[list[Day]] = field(default_factory=list)  # days that stand together: "thursday the 10th"
    week: int | None = None
    ranged: bool = False

    def named(self) -> dict[int, tuple[date, ...]] | Reason:
        """Return the dates that are named, by weekday, the first named first; fills `words` and `week`."""
        at, open_run = 0, False
        weeks = [at for at in range(len(self.tokens)) if self._week_at(at)]
        self.week = self.week if weeks else None
        named: dict[int, tuple[date, ...]] = {}
        while at < len(self.tokens):
            word = word_at(self.tokens, at)
            read = days_at(self.tokens, at, self.now)
            if read is None:
                this = word in THIS and word_at(self.tokens, at + 1) in (*PARTS, "manana")
                if this:
                    self._day([Day((self.now.today,))], open_run=False)
                elif word in THIS and word_at(self.tokens, at + 1) in ("weekend", "finde", "fin"):
                    self.week = 0
                elif word not in _COURTESY:
                    self.words.append(self.tokens[at])
                open_run = open_run and word in _AROUND
                at += 1
                continue
            days = [day for day in read[0] if day.week is None]
            ranged = len(days) > 1 and any(
                word_at(self.tokens, each) in ("-", "to", "a", "al") for each in range(at, read[1])
            )
            ranged = ranged or (bool(self.words) and self.words[-1].text in SPANNING and bool(self.runs))
            self._day(days, open_run=open_run, ranged=ranged)
            if word in TONIGHT:
                self.words.append(Token("word", "evening"))
            open_run, at = bool(days), read[1]
        for run in self.runs:
            for day in together(
                [*run, *([Day(week=self.week)] if self.week is not None else [])], self.now.today
            ):
                failed = self._add(named, day)
                if failed is not None:
                    return failed
        self._name()
        return named

    def _week_at(self, at: int) -> bool:
        read = days_at(self.tokens, at, self.now)
        weeks = [day.week for day in read[0] if day.week is not None] if read else []
        if weeks:
            self.week = weeks[0]
        return bool(weeks)

    def _day(self, days: list[Day], *, open_run: bool, ranged: bool = False) -> None:
        """Take up days; the word for each is filled in when all of its run is known."""
        if not days:
            return
        if open_run and self.runs and len(days) == 1:
            self.runs[-1].extend(days)
            return
        self.ranged = self.ranged or ranged
        for at, day in enumerate(days):
            if at:
                self.words.append(Token("mark", "-" if ranged else ","))
            self.runs.append([day])
            self.words.append(Token("day", str(len(self.runs) - 1)))

    def _add(self, named: dict[int, tuple[date, ...]], day: Day) -> Reason | None:
        if not day.readings:
            return Reason.NO_SUCH_DAY
        weekdays = {each.weekday() for each in day.readings}
        if len(weekdays) > 1:
            return Reason.AMBIGUOUS
        weekday = weekdays.pop()
        if named.setdefault(weekday, day.readings) != day.readings:
            return Reason.AMBIGUOUS  # two Mondays
        return None

    def _name(self) -> None:
        def name(run: list[Day]) -> str:
            return _NAMES[together(run, self.now.today)[0].readings[0].weekday()]

        self.words = [
            Token("word", name(self.runs[int(word.text)])) if word.kind == "day" else word
            for word in self.words
        ]


def _free(said: _Said, language: str) -> tuple[Span, ...] | Reason:
    """Return the free times of a week that the words left over name; of days alone, all of each."""
    line = "".join(f"{'' if word.glued else ' '}{word.text}" for word in said.words)
    found = weekly(line, language=language) if line else Unclear(Reason.NO_TIME)
    if not isinstance(found, Unclear):
        return found
    timed = any(clock_at(said.words, at) is not None for at in range(len(said.words)))
    if said.week is not None and not said.runs:
        found = weekly(f"every day {line if timed else f'{line} anytime'}", language=language)
    elif said.runs and not timed:
        found = weekly(f"{line} anytime", language=language)
    if isinstance(found, Unclear):
        return Reason.UNREADABLE if timed and found.reason is Reason.NO_TIME else found.reason
    return found


def _dates(weekday: int, named: dict[int, tuple[date, ...]], said: _Said, today: date) -> tuple[date, ...]:
    """Return the days that a weekday of the free times means."""
    if weekday in named:
        return named[weekday]
    if said.week is not None:
        return (today - timedelta(days=today.weekday()) + timedelta(days=7 * said.week + weekday),)
    # "Evenings but not Friday" is of the next seven days, "14 to 16 December" of those that follow the first.
    first = next(iter(named.values()))[0] if said.ranged else today
    return (first + timedelta(days=(weekday - first.weekday()) % 7),)


def _window(when: date, each: Span, zone: ZoneInfo) -> Window:
    # Of a time that the clock shows twice, a window has both; one that is skipped is an hour later.
    since, till = moment_at(when, each.since, zone), moment_at(when, each.till, zone)
    return Window(
        since.candidates[0] if isinstance(since, Unclear) else since,
        till.candidates[-1] if isinstance(till, Unclear) else till,
    )
