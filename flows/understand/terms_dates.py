"""The dates among a round's terms: when it starts, until when people say that they are in, when it ends."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flows.understand import terms_words as said
from flows.understand.calendar_words import MONTHS, WEEKDAYS, spelt
from flows.understand.date_reading import days_at
from flows.understand.dates import Now
from flows.understand.moments import day
from flows.understand.tokens import tokens_of, word_at

_WORD = re.compile(r"\S+")
_MOST_WORDS = 9  # "monday the 7th of december , 2026"
_AROUND = frozenset((",", "the", "el", "on", "of", "de", "del", "dia", "."))
# A date that goes on after these has not been read to its end.
_GOES_ON = frozenset(("of", "de", "del", "or", "o", "/", "week", "que", "at"))
_NUMBER_TO = re.compile(
    r"(?:the |el )?(\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|till|until|al?|hasta(?: el)?) ?(?=\d)"
)
_REST_OF_RANGE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of |de )?(\w+)")
_BEFORE = re.compile(r"(?:\A|[\s,])\Z")


class Seen(NamedTuple):
    """Something read: its key and value, and where it stands in the line."""

    key: str
    value: object
    start: int
    end: int


class Dates:
    """Reads the dates in a folded line, as somebody in `zone` means them at `now`."""

    def __init__(self, now: datetime, zone: str, language: str) -> None:
        if now.tzinfo is None:
            raise ValueError("`now` must be aware")
        self._now, self._zone, self._language = now, zone, language
        self._today = now.astimezone(ZoneInfo(zone)).date()

    def read(self, line: str) -> list[Seen]:
        """Return the dates of `line` of which we know what happens on them, in their order."""
        found: list[Seen] = []
        at = 0
        for word in _WORD.finditer(line):
            if word.start() < at:
                continue
            step = list(self._step(line, word.start()))
            if step:
                found.extend(step)
                at = step[-1].end
        return self._settled(found)

    def _step(self, line: str, at: int) -> Iterator[Seen]:
        """Read a lead and its date, or two dates with "to" between, at `at`."""
        for key, lead in (("starts_on", said.STARTS), ("ends_on", said.ENDS), ("closes_on", said.CLOSES)):
            match = lead.match(line, at)
            if match is None or not _ends_word(line, match.end()) or said.HOLDS.search(line[:at]):
                continue
            first = _skipped(line, match.end())
            read = self._range(line, first) if key == "starts_on" else None
            read = read or self._date(line, first)
            if read is None:
                continue
            yield Seen(_unsure(key, match[0]), read[0], at, read[1])
            if key == "starts_on":
                yield from self._end(line, read[1])
            return
        read = self._range(line, at) or self._date(line, at)
        if read is not None:
            end = list(self._end(line, read[1]))
            if end:
                yield Seen("starts_on", read[0], at, read[1])
                yield from end

    def _end(self, line: str, at: int) -> Iterator[Seen]:
        """Read "to 20 jan" after a day."""
        while line[at : at + 1] in (" ", ","):
            at += 1
        match = said.TO.match(line, at)
        read = self._date(line, _skipped(line, match.end())) if match else None
        if read is not None:
            yield Seen("ends_on", read[0], at, read[1])

    def _range(self, line: str, at: int) -> tuple[date, int] | None:
        """Read the first day of "7 to 20 jan" and "del 7 al 20 de enero"; it ends where "to" stands."""
        match = _NUMBER_TO.match(line, at)
        rest = _REST_OF_RANGE.match(line, match.end()) if match else None
        if match is None or rest is None or spelt(rest[2]) not in MONTHS or int(match[1]) >= int(rest[1]):
            return None
        read = day(f"{match[1]} {rest[2]}", now=self._now, zone=self._zone, language=self._language)
        return (read, match.end(1)) if isinstance(read, date) else None

    def _date(self, line: str, at: int) -> tuple[date, int] | None:
        """Return the one day that the longest date at `at` means, and where it ends."""
        words = [match for match in _WORD.finditer(line, at)][:_MOST_WORDS]
        for size in range(len(words), 0, -1):
            end = words[size - 1].end()
            phrase = line[at:end]
            if words[size - 1][0] in _AROUND or not phrase[-1].isalnum() or not self._is_date(phrase):
                continue
            following = words[size][0] if size < len(words) else ""
            if following in _GOES_ON or spelt(following) in MONTHS or spelt(following) in WEEKDAYS:
                return None
            read = day(phrase, now=self._now, zone=self._zone, language=self._language)
            return (read, end) if isinstance(read, date) else None
        return None

    def _is_date(self, phrase: str) -> bool:
        """Whether `phrase` is a date and nothing else."""
        tokens = tokens_of(phrase)
        at = 0
        seen = False
        while at < len(tokens):
            read = days_at(
                tokens, at, Now(self._today, self._language.replace("_", "-").split("-")[0].lower())
            )
            if read is not None:
                seen, at = True, read[1]
            elif word_at(tokens, at) in _AROUND:
                at += 1
            else:
                return False
        return seen

    def _settled(self, found: list[Seen]) -> list[Seen]:
        """Return `found` with "hasta el 3 de diciembre" taken for the end of saying in, unless it comes after the start."""
        starts = {each.value for each in found if each.key == "starts_on"}
        first = min((value for value in starts if isinstance(value, date)), default=None)
        settled: list[Seen] = []
        for each in found:
            if each.key == "until":
                if first is not None and isinstance(each.value, date) and each.value > first:
                    continue
                each = each._replace(key="closes_on")
            settled.append(each)
        return settled


def _unsure(key: str, lead: str) -> str:
    return "until" if lead in said.BARE_UNTIL else key


def _ends_word(line: str, at: int) -> bool:
    return at == len(line) or line[at] in " ,:"


def _skipped(line: str, at: int) -> int:
    while at < len(line) and line[at] in " ,:=-":
        at += 1
    return at
