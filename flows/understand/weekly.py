"""When in the week somebody is free: "Tue 6-9pm", "weekday evenings", "entre semana por la noche"."""

import re
from dataclasses import replace

from flows.understand.clock_reading import clock_at
from flows.understand.clocks import DAY
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.tokens import Token, tokens_of, word_at
from flows.understand.unclear import Reason, Unclear
from flows.understand.weekly_groups import Group, Piece, groups_of
from flows.understand.weekly_spans import Span, joined
from flows.understand.weekly_times import Time, minutes_of, qualified
from flows.understand.weekly_words import (
    AFTER,
    AFTERNOON,
    ANY_TIME,
    BEFORE,
    DAYS,
    EVENING,
    EVERY,
    EXCEPT,
    FILLERS,
    JOINING,
    MORNING,
    ON_THE_CLOCK,
    ONLY,
    ONWARDS,
    PARTS,
    REWORDED,
    SPANNING,
    WEEKEND,
    WEEKEND_DAY,
    WHOLE_DAY,
)

_LINES = re.compile(r"[\n\r;•|()]+|\.(?=\s|\Z)|:(?!\d)")
_MOST_PIECES = 80
# What a part of the day takes away: "except mornings" leaves nothing before noon.
_TAKEN = {
    MORNING: (0, 12 * 60),
    AFTERNOON: AFTERNOON,
    EVENING: (17 * 60, DAY + 6 * 60),
    ANY_TIME: (0, 2 * DAY),
}


def weekly(text: str, *, language: str) -> tuple[Span, ...] | Unclear:
    """Return the free times of a week that `text` names on its writer's own clock, sorted and joined.

    Times without days are of every day. Where nobody says which half of the day it is, "6-9" is the evening: show what
    was understood (`shown_weekly`) before it counts. `Unclear` is UNREADABLE when any word can't be read, NO_TIME for
    days without times, NO_DATE for "6-9" without days, AMBIGUOUS where people differ. Never raises.
    """
    if len(text) > LONGEST_ANSWER:
        return Unclear(Reason.UNREADABLE)
    tokens = tokens_of(_reworded(text))
    tokens = [token._replace(kind="clock") if token.kind == "dotted" else token for token in tokens]
    if not tokens or len(tokens) > _MOST_PIECES:
        return Unclear(Reason.UNREADABLE)
    reading = _Reading(tokens)
    while reading.at < len(tokens):
        failed = reading.step()
        if failed is not None:
            return Unclear(failed)
    if not any(piece.days or piece.times for piece in reading.pieces[0]):
        return Unclear(Reason.UNREADABLE)
    base, taken = groups_of(reading.pieces[0]), groups_of(reading.pieces[1], taking=True)
    if isinstance(base, Reason) or isinstance(taken, Reason):
        return Unclear(base if isinstance(base, Reason) else Reason.AMBIGUOUS)
    spans = _spans(base)
    if isinstance(spans, Reason):
        return Unclear(spans)
    for group in taken:
        left = _without(spans, group)
        if left == spans or left is None:
            return Unclear(Reason.AMBIGUOUS)
        spans = left
    return spans or Unclear(Reason.UNREADABLE)


def _reworded(text: str) -> str:
    line = re.sub(r"([ap])\. ?m\b\.?", r"\1m", text.lower())
    line = fold(_LINES.sub(" , ", line))
    for said, meant in REWORDED:
        line = said.sub(meant, line)
    return line


class _Reading:
    """A walk over the words, from the first to the last; none is left unread."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.pieces: tuple[list[Piece], list[Piece]] = ([Piece()], [])
        self.taking = False
        self.bare = False  # "but" alone led to what is taken

    @property
    def _piece(self) -> Piece:
        return self.pieces[self.taking][-1]

    def step(self) -> Reason | None:
        """Read the next word or words; returns why they can't be read."""
        word = word_at(self.tokens, self.at)
        if word in EXCEPT:
            return self._except(word)
        if self.taking and word in ONLY:
            return Reason.AMBIGUOUS  # "weekends but only mornings"
        if word in DAYS:
            self._days(word)
            return None
        if word in (*PARTS, WHOLE_DAY) or (
            word == "am" and self.at and word_at(self.tokens, self.at - 1) in DAYS
        ):
            return self._part(word)
        read = self._time()
        if read is not None:
            return read if isinstance(read, Reason) else self._timed(read)
        if word in JOINING:
            self.pieces[self.taking].append(Piece(comma=word in (",", ";")))
        elif word not in FILLERS:
            return Reason.UNREADABLE
        self.at += 1
        return None

    def _except(self, word: str) -> Reason | None:
        following = word_at(self.tokens, self.at + 1)
        self.bare = word == "but" and following not in EXCEPT
        if self.bare and EVERY.isdisjoint(token.text for token in self.tokens[: self.at]):
            return Reason.AMBIGUOUS
        self.taking = True
        self.pieces[1].append(Piece())
        self.at += 1
        return None

    def _days(self, word: str) -> None:
        first = DAYS[word]
        self.at += 1
        then = self.at + 1
        last = DAYS.get(word_at(self.tokens, then), frozenset())
        if len(first) == len(last) == 1 and word_at(self.tokens, self.at) in SPANNING:
            since, till = min(first), min(last)
            first = frozenset((since + ahead) % 7 for ahead in range((till - since) % 7 + 1))
            self.at = then + 1
        piece = self._piece
        # "Mon 9-12 wed 18-21": a day after times is another piece, unless the times came first.
        if piece.days and piece.times and (piece.days_first or not self._follows_day()):
            piece = Piece()
            self.pieces[self.taking].append(piece)
        piece.weekend = first == WEEKEND and (piece.weekend or not piece.days)
        piece.days_first = not piece.times if not piece.days else piece.days_first
        piece.days |= first

    def _follows_day(self) -> bool:
        """Whether the word before the day just read is a day too."""
        return any(word_at(self.tokens, self.at - back) in DAYS for back in (2, 3, 4))

    def _part(self, word: str) -> Reason | None:
        before = word_at(self.tokens, self.at - 1)
        if word == "manana" and before not in ("la", "las", "cada", "tarde", "y", "o", *DAYS):
            return Reason.UNREADABLE  # tomorrow
        self.at += 1
        part = MORNING if word == "am" else PARTS.get(word, ANY_TIME)
        return self._timed(Time(part=part, whole=word == WHOLE_DAY))

    def _time(self) -> Time | Reason | None:
        """Read "6-9pm", "after 6", "6pm onwards"; None for no time."""
        lead = word_at(self.tokens, self.at)
        then = self.at + (lead in AFTER or lead in BEFORE)
        while then > self.at and word_at(self.tokens, then) in ON_THE_CLOCK:
            then += 1
        read = clock_at(self.tokens, then)
        if read is None:
            return Reason.UNREADABLE if lead in AFTER - FILLERS or lead in BEFORE else None
        clock, self.at = read
        if clock.until is None and clock.other is not None and clock.other.until is not None:
            clock = clock.other  # "10 to 6" is ten minutes to six elsewhere
        if max(clock.hour, clock.until.hour if clock.until else 0) > 24 or (
            clock.until is None and clock.hour > 23
        ):
            return Reason.UNREADABLE
        if clock.until is not None:
            return Time(start=replace(clock, until=None), end=clock.until)
        if word_at(self.tokens, self.at) == ONWARDS:
            self.at += 1
            return Time(start=clock)
        if lead in BEFORE:
            return Time(end=clock)
        return Time(start=clock) if lead in AFTER else Reason.NO_TIME

    def _timed(self, time: Time) -> Reason | None:
        if self.taking and self.bare and time.clocked:
            return Reason.AMBIGUOUS  # "any day but not before 10"
        piece = self._piece
        if piece.days and piece.times and not piece.days_first and not self.taking:
            # "6-9pm mon 9-12 tue": times after days that had theirs.
            piece = Piece(days_first=False)
            self.pieces[self.taking].append(piece)
        together = qualified(piece.times[-1], time, close=True) if piece.times else None
        if together is not None:
            piece.times[-1] = together
        else:
            piece.times.append(time)
        return None


def _spans(groups: list[Group]) -> tuple[Span, ...] | Reason:
    spans: list[Span] = []
    for group in groups:
        last = 0
        for time in group.times:
            found = minutes_of(time)
            if isinstance(found, Reason):
                return found
            if found[0] < last and time.clocked and not time.sure:
                return Reason.AMBIGUOUS  # "5-7 and 8-10": the morning, or later in the evening?
            last = found[0]
            for day in group.days:
                since, till = WEEKEND_DAY if time.whole and day in WEEKEND else found
                spans.append(Span(day, since, till))
    return joined(spans)


def _without(spans: tuple[Span, ...], group: Group) -> tuple[Span, ...] | None:
    """Return `spans` without the times of `group`; None when those can't be read."""
    for time in group.times:
        found = minutes_of(time)
        if isinstance(found, Reason):
            return None
        if not time.clocked and time.part is not None:
            found = _TAKEN.get(time.part, found)
        left: list[Span] = []
        for span in spans:
            if span.weekday not in group.days:
                left.append(span)
                continue
            left.extend(
                Span(span.weekday, since, till)
                for since, till in (
                    (span.since, min(span.till, found[0])),
                    (max(span.since, found[1]), span.till),
                )
                if since < till and since < DAY
            )
        spans = tuple(left)
    return spans
