"""The answers in one text about a date or time: "Mon 5pm or Tue 6pm" holds two."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from flows.understand.calendar_words import (
    BEFORE_NOON,
    CHOICE,
    FILLERS,
    MIDDAY,
    MORNING,
    NIGHT,
    PARTS,
    TONIGHT,
    UNITS,
)
from flows.understand.clock_reading import clock_at
from flows.understand.clocks import Clock
from flows.understand.date_reading import days_at
from flows.understand.dates import Day, Now, in_month
from flows.understand.relative_reading import is_morning, lead_length
from flows.understand.tokens import Token, count_at, word_at

_AFTER = frozenset(("after", "despues"))
_MARKS = frozenset((",", "-", ".", "@", "+"))


@dataclass(slots=True)
class Clause:
    """One answer in a text: "Mon 5pm" and "Tue 6pm" are two."""

    days: list[Day] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    part: int | None = None
    after: timedelta | None = None  # "in two hours"
    in_utc: bool = False
    unsure: bool = False  # "Monday 7": seven o'clock, or the 7th?


def clauses_of(tokens: list[Token], now: Now, *, timeless: bool = False) -> list[Clause] | None:
    """Return the answers that `tokens` hold, what one leaves out taken from its neighbour; None when any can't be read.

    With `timeless`, "lunes 7" is the 7th; else it may be seven o'clock.
    """
    reading = _Reading(tokens, now)
    while reading.at < len(tokens):
        if not reading.steps():
            return None
    clauses = [clause for clause in reading.clauses if clause != Clause()]
    return _filled([_with_days(clause, now.today, timeless) for clause in clauses])


class _Reading:
    """A walk over the pieces of a text, from the first to the last; none is left unread."""

    def __init__(self, tokens: list[Token], now: Now) -> None:
        self.tokens = tokens
        self.now = now
        self.at = 0
        self.clauses = [Clause()]
        self.day_last = False  # whether the last thing read was a day

    def steps(self) -> bool:
        """Read the next piece. Returns False when it is nothing that we know."""
        kinds = (
            self._lasting,
            self._wait,
            self._day,
            self._part,
            self._clock,
            self._choice,
            self._zone,
            self._filler,
        )
        return any(kind() for kind in kinds)

    def _before(self) -> str:
        return word_at(self.tokens, self.at - 1)

    def _lasting(self) -> bool:
        """Read over "for an hour", "por 60 minutos": how long a session is says nothing of when."""
        if word_at(self.tokens, self.at) not in ("for", "por", "durante"):
            return False
        counted = count_at(self.tokens, self.at + 1)
        then = counted[1] if counted is not None else self.at + 2
        lasts = counted is not None or word_at(self.tokens, self.at + 1) in ("a", "an", "una")
        if not lasts or UNITS.get(word_at(self.tokens, then), 0) == 0 or word_at(self.tokens, then) == "m":
            return False
        self.at = then + 1
        return True

    def _wait(self) -> bool:
        read = _wait_at(self.tokens, self.at)
        if read is None:
            return False
        self.clauses[-1].after, self.at = read
        return True

    def _day(self) -> bool:
        read = days_at(self.tokens, self.at, self.now)
        if read is None:
            return False
        clause = self.clauses[-1]
        if clause.clocks and not self.day_last and _same_kind(clause.days, read[0]):
            self.clauses.append(clause := Clause())
        clause.days.extend(read[0])
        if word_at(self.tokens, self.at) in TONIGHT:
            clause.part = NIGHT
        self.day_last, self.at = True, read[1]
        return True

    def _part(self) -> bool:
        part = _part_at(self.tokens, self.at)
        if part is None:
            return False
        clause = self.clauses[-1]
        if self._before() in ("this", "esta") and not clause.days:
            clause.days.append(Day((self.now.today,)))
        clause.part = part
        self.at += 1
        return True

    def _clock(self) -> bool:
        read = clock_at(self.tokens, self.at)
        if read is None:
            return False
        clause = self.clauses[-1]
        if not read[0].naked and any(not clock.naked for clock in clause.clocks):
            self.clauses.append(clause := Clause())
        clause.clocks.append(read[0])
        self.day_last, self.at = False, read[1]
        return True

    def _choice(self) -> bool:
        word = word_at(self.tokens, self.at)
        if word not in CHOICE and word not in ("/", "&", ";"):
            return False
        if self.clauses[-1] != Clause():
            self.clauses.append(Clause())
        self.at += 1
        return True

    def _zone(self) -> bool:
        if word_at(self.tokens, self.at) not in ("utc", "z"):
            return False
        self.clauses[-1].in_utc = True
        self.at += 1
        return True

    def _filler(self) -> bool:
        word = word_at(self.tokens, self.at)
        if (word, word_at(self.tokens, self.at + 1)) == ("any", "time") and word_at(
            self.tokens, self.at + 2
        ) in ("after", "from"):
            self.at += 1
            return True
        if word in _AFTER and _day_follows(self.tokens, self.at + 1, self.now):
            return False  # "after Monday" is not Monday
        if word in ("in", "en") and count_at(self.tokens, self.at + 1) is not None:
            return False  # "de mañana en ocho" is a week from tomorrow
        following = word_at(self.tokens, self.at + 1)
        if (word == "hora" and following in ("de", "del", "este")) or (word, following) == ("us", "time"):
            return False  # somebody else's clock
        if word == "si" and self._before() in ("solo", "solamente"):
            return False
        known = word in FILLERS or word in _MARKS
        if (
            not known
            and (word, self._before()) not in (("am", "i"), ("vez", "tal"))
            and (word, following) != ("by", "phone")
        ):
            return False
        self.at += 1
        return True


def _same_kind(days: list[Day], others: list[Day]) -> bool:
    """Tell whether two lists name days in the same way, so that they are two days and not one: "Mon…, Tue…"."""
    return any(
        (day.weekday is None) == (other.weekday is None)
        for day in days
        for other in others
        if day.week is None and other.week is None
    )


def _part_at(tokens: list[Token], at: int) -> int | None:
    word = word_at(tokens, at)
    if word == "manana" and is_morning(tokens, at):
        return MORNING
    if word == "mediodia" and word_at(tokens, at - 1) in ("del", "de"):
        return MIDDAY
    if word == "am" and word_at(tokens, at - 1) != "i":
        return BEFORE_NOON
    return PARTS.get(word)


def _day_follows(tokens: list[Token], at: int, now: Now) -> bool:
    while word_at(tokens, at) in ("de", "del", "el", "the"):
        at += 1
    return at < len(tokens) and days_at(tokens, at, now) is not None


def _wait_at(tokens: list[Token], at: int) -> tuple[timedelta, int] | None:
    """Read "in two hours", "en media hora", "dentro de hora y media", "half an hour from now"."""
    lead = lead_length(tokens, at)
    at += lead
    counted = count_at(tokens, at)
    minutes = 0
    if word_at(tokens, at) in ("half", "media"):
        at += 2 if word_at(tokens, at + 1) in ("a", "an") else 1
        minutes = UNITS.get(word_at(tokens, at), 0) // 2
    elif word_at(tokens, at) in ("a", "an", "un", "una", "hora"):
        at += word_at(tokens, at) != "hora"
        minutes = UNITS.get(word_at(tokens, at), 0)
    elif counted is not None:
        at = counted[1]
        minutes = counted[0] * UNITS.get(word_at(tokens, at), 0)
    if not minutes:
        return None
    at += 1
    for half in (("and", "a", "half"), ("y", "media")):
        if minutes % 60 == 0 and tuple(word_at(tokens, at + ahead) for ahead in range(len(half))) == half:
            minutes, at = minutes + 30, at + len(half)
    if not lead:
        if (word_at(tokens, at), word_at(tokens, at + 1)) != ("from", "now"):
            return None
        at += 2
    return timedelta(minutes=minutes), at


def _with_days(clause: Clause, today: date, timeless: bool) -> Clause:
    """Return `clause` with its numbers alone taken for days of the month where a time stands beside them."""
    naked = [clock for clock in clause.clocks if clock.naked]
    timed = [clock for clock in clause.clocks if not clock.naked]
    weekdays = [each.weekday for each in clause.days if each.weekday is not None]
    if len(naked) != 1 or not 1 <= naked[0].hour <= 31 or naked[0].minute:
        return clause
    number = naked[0]
    numbered = _on_weekday(number.hour, weekdays, today)
    fits = any(each.weekday() in weekdays for each in numbered.readings)
    # "14 at 5pm" is the 14th; "5 a las 6" may be a span.
    is_day = timed and (number.after_weekday or (not clause.days and number.hour > 12))
    if number.hour > 24 or is_day or (timeless and fits):
        return replace(clause, clocks=timed, days=[*clause.days, numbered])
    return replace(clause, unsure=number.after_weekday and fits and not timed)


def _on_weekday(number: int, weekdays: list[int], today: date) -> Day:
    """Return the coming day of the month `number`; with a weekday, in one of the next months where it falls on it."""
    start = today
    for _ in range(3):
        found = in_month(number, start)
        if not weekdays or any(each.weekday() in weekdays for each in found.readings):
            return found
        start = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return in_month(number, today)


def _filled(clauses: list[Clause]) -> list[Clause]:
    """Return `clauses` with what one leaves out taken from its neighbour: "Mon or Tue at 5", "Mon 5 or 6pm"."""
    for ordered in (clauses, clauses[::-1]):
        for before, clause in pairwise(ordered):
            alone = not clause.days
            clause.days = clause.days or before.days
            if not clause.clocks:
                clause.clocks = before.clocks
                clause.part = before.part if clause.part is None else clause.part
            elif clause.part is None and all(clock.style == "bare" for clock in clause.clocks):
                clause.part = before.part
                styles = {clock.style for clock in before.clocks}
                if alone and ordered is not clauses and styles <= {"am", "pm"} and len(styles) == 1:
                    clause.clocks = [replace(clock, style=next(iter(styles))) for clock in clause.clocks]
    return clauses
