"""Whether somebody is in for a round, sits it out, or when they are back."""

import re
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from flows.understand import inout_words as said
from flows.understand.calendar_words import MONTHS, WEEKDAYS, spelt
from flows.understand.inout_days import Days
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.unclear import Reason, Unclear
from flows.understand.yesno import yes_no
from flows.understand.yesno_words import NO, NO_SIGNS, POLITE, YES, YES_SIGNS


class InOut(StrEnum):
    """What somebody says to a round."""

    IN = "in"
    SKIP = "skip"


_PIECES = re.compile(rf"[^\W_][\w\u0900-\u0dff]*|[{YES_SIGNS}{NO_SIGNS}]")
_CLAUSES = re.compile(r"[,.;:!\n()…–—]+|\s-\s")
_JOINTS = re.compile(r"\s(?:and|but|so|because|y|pero|porque|asi que)\s")
_COURTESY = re.compile(rf"\A(?:{said.COURTESY}\s)+|(?:\s{said.COURTESY})+\Z")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_UNFINISHED = re.compile(r"\b(?:but|pero)\W*\Z")
_LONGEST_PHRASE = 8
_DATED = re.compile(
    r"\d|\b(?:back|until|till|til|after|before|vuelvo|vuelta|regreso|hasta|despues|antes|away|weeks?|months?|semanas?|"
    r"mes|meses|days?|dias?|break|descanso|pausa|summer|winter|spring|easter|christmas|verano|invierno|navidad|pascua)\b"
)


def in_or_out(text: str, *, now: datetime, zone: str, language: str) -> InOut | date | Unclear:
    """Return whether somebody is in for a round or sits it out; or the day on which they are back.

    A month alone is its first day. The day is tomorrow at the earliest and a year ahead at most, in the IANA `zone`.
    Doubt, conditions, and both answers at once are UNREADABLE or AMBIGUOUS. Raises as `moment` for `now` and `zone`,
    and never for any text.
    """
    when = Days(now, zone, language)
    if len(text) > LONGEST_ANSWER or "?" in text or _UNFINISHED.search(fold(text)):
        return Unclear(Reason.UNREADABLE)
    whole = _part(fold(text), when)
    if whole is not None and not isinstance(whole, Unclear):
        return whole
    wish = said.WISH.fullmatch(fold(text))
    back = _part(wish["but"] or wish["pero"], when) if wish is not None else None
    if isinstance(back, date):
        return back
    parts = [part for part in _CLAUSES.split(_shortened(text)) if fold(part)]
    read: list[InOut | date | Unclear | None] = []
    strangers: list[str] = []
    for part in parts:
        line = fold(part)
        found = _part(line, when)
        for piece in [line] if found is not None else _JOINTS.split(f" {line} "):
            found = _part(piece.strip(), when)
            if found is None and _answer(piece) is None:
                strangers.append(piece)
            read.append(found)
    return _together(read, strangers, text)


def back_when(text: str, *, now: datetime, zone: str, language: str) -> date | None:
    """Return the day on which `text` clearly says that its writer is back, or until which they need a break.

    For any text at all, so only whole sentences in the first person count: "I'm back in March", "necesito un descanso
    hasta febrero". None for all else, for a question, and where a time or any other word stands beside it. The day is
    as for `in_or_out`. Raises as `moment` for `now` and `zone`, and never for any text.
    """
    when = Days(now, zone, language)
    if len(text) > LONGEST_ANSWER or "?" in text or "¿" in text or '"' in text:
        return None
    whole = _returning(_corrected(fold(text)), when)
    if isinstance(whole, date):
        return whole
    days: set[date] = set()
    for part in _CLAUSES.split(_shortened(text)):
        line = _corrected(fold(part))
        if not line or _answer(line) is _POLITE:
            continue
        found = _returning(line, when)
        if not isinstance(found, date):
            return None
        days.add(found)
    return days.pop() if len(days) == 1 else None


def _shortened(text: str) -> str:
    """Return `text` with the marks inside of dates kept from ending a clause: "3.1.", "10 Feb. 2027"."""
    return re.sub(r"(?<=\d)[.](?=\d)", "/", text)


def _part(line: str, when: Days) -> InOut | date | Unclear | None:
    """Return what one part of an answer says; None when it says nothing that we know."""
    line = _corrected(line)
    answer = _answer(line)
    if isinstance(answer, InOut):
        return answer
    if answer is _POLITE:
        return None
    line = _COURTESY.sub("", line)
    found = _returning(line, when)
    if found is not None:
        return found
    if _clear_date(line):
        return when.day(line)
    match = said.LENIENT.fullmatch(line)
    if match is None:
        return None
    return when.day(match["when"])


def _clear_date(line: str) -> bool:
    """Whether `line` is a day of a month without anything beside it: "3 January", "march"."""
    if said.DATED.fullmatch(line) or said.PART.fullmatch(line):
        return True
    pieces = [spelt(word.strip(".")) for word in line.split()]
    return any(word in MONTHS and word not in ("may", "mar", "set") for word in pieces) and all(
        word in MONTHS
        or word in WEEKDAYS
        or word[:1].isdigit()
        or word in ("the", "of", "el", "de", "in", "en", "on")
        for word in pieces
    )


def _returning(line: str, when: Days) -> date | Unclear | None:
    line = _COURTESY.sub("", line)
    for pattern in (said.BACK, said.AWAY, said.BREAK_FOR):
        match = pattern.fullmatch(line)
        if match is not None:
            return when.day(match["when"])
    return None


_POLITE = "polite"
_PHRASES: dict[tuple[str, ...], InOut | str] = {
    tuple(fold(phrase).split()): meaning
    for phrases, meaning in (
        (said.AROUND, _POLITE),
        (POLITE, _POLITE),
        ([phrase for phrase in YES if phrase not in said.NEITHER], InOut.IN),
        ([phrase for phrase in NO if phrase not in said.NEITHER], InOut.SKIP),
        (said.IN, InOut.IN),
        (said.SKIP, InOut.SKIP),
        (list(YES_SIGNS), InOut.IN),
        (list(NO_SIGNS), InOut.SKIP),
        (["🙏"], _POLITE),
    )
    for phrase in phrases
}
_KNOWN = frozenset(word for phrase in _PHRASES for word in phrase)


@lru_cache(maxsize=1024)
def _word(word: str) -> str:
    if word in said.SHORT_FOR:
        return said.SHORT_FOR[word]
    for form in (word, _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)):
        if form in _KNOWN:
            return form
    return word


def _corrected(line: str) -> str:
    """Return `line` without its common slips."""
    return " ".join(said.SHORT_FOR.get(word, word) for word in line.replace("i m ", "im ").split())


def _answer(line: str) -> InOut | str | None:
    """Return the one answer of a line, `_POLITE` for words that go around one, None when any word is something else."""
    pieces = [_word(piece) for piece in _PIECES.findall(line.replace("'", ""))]
    meanings = _meanings(tuple(pieces), 0)
    if meanings is None:
        return None
    answers = meanings - {_POLITE}
    if not answers:
        return _POLITE
    return answers.pop() if len(answers) == 1 else None


def _meanings(pieces: tuple[str, ...], at: int) -> set[InOut | str] | None:
    """Return what the phrases mean of which the pieces from `at` on are made, the longest first; None: they aren't."""
    # From the end, so that each place is looked at once.
    found: list[set[InOut | str] | None] = [None] * len(pieces) + [set()]
    for start in range(len(pieces) - 1, at - 1, -1):
        for length in range(min(_LONGEST_PHRASE, len(pieces) - start), 0, -1):
            meaning = _PHRASES.get(pieces[start : start + length])
            after = found[start + length]
            if meaning is not None and after is not None:
                found[start] = {meaning, *after}
                break
    return found[at]


def _together(
    read: list[InOut | date | Unclear | None], strangers: list[str], text: str
) -> InOut | date | Unclear:
    """Return what the parts of an answer say together."""
    days = {found for found in read if isinstance(found, date)}
    answers = {found for found in read if isinstance(found, InOut)}
    asked = [found for found in read if isinstance(found, Unclear)]
    if asked:
        return asked[0]
    if len(days) > 1 or len(answers) > 1 or (days and InOut.IN in answers):
        return Unclear(Reason.AMBIGUOUS)
    if any(_doubtful(piece) for piece in strangers):
        return Unclear(Reason.UNREADABLE)
    if days:
        return days.pop()
    if answers:
        return answers.pop()
    # "No, I'm too busy": a sentence that begins with its answer.
    agreed = None if _DATED.search(fold(text)) else yes_no(text)
    return Unclear(Reason.UNREADABLE) if agreed is None else InOut.IN if agreed else InOut.SKIP


def _doubtful(piece: str) -> bool:
    words = piece.replace("'", "").split()
    return (
        not said.LATE.isdisjoint(words)
        or _DATED.search(piece) is not None
        or any(spelt(word) in MONTHS or spelt(word) in WEEKDAYS for word in words)
    )
