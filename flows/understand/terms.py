"""What a coordinator says a round should be: "from 7 dec, 6 weeks, an hour every week, in pairs"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand import terms_words as said
from flows.understand.calendar_words import MONTHS, RELATIVE, WEEKDAYS
from flows.understand.numbers import western
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.terms_dates import Dates, Seen

_PIECES = re.compile(r"\n|[,;•|]|[^\s,;•|]+")
_DASHES = str.maketrans(dict.fromkeys("–—−‒", "-"))
_LATIN = re.compile(r"[a-z]{5,14}\Z")
_GLUED = re.compile(r"(?<=[^\W\d_])-(?=\d)|(?<=\d)[xX×](?=\d)")  # "7dec-20jan", "6x60"
_EACH = re.compile(r"(?:a|per|each|every|a la|por|al|cada) (?:week|month|fortnight|semana|mes)\Z")
_TIDY = re.compile(r"\s+([,;])")
_READ = "\x00"  # stands for what has been read as a date: no term reaches over it


class _Word(NamedTuple):
    """A word as typed, as we compare it, and where that begins in the line of all words."""

    typed: str
    folded: str
    start: int


def round_terms(text: str, *, now: datetime, zone: str, language: str) -> tuple[dict[str, object], str]:
    """Return what `text` says of a round, and the rest of its words, as typed, that we can't read ("": none).

    Keys, each only where it is said: `kind` ("coaching", "mentoring", "supervision"), `shape` ("pairs", "rings"),
    `weeks` 1-26, `sessions` 1-30, `every` (weeks between sessions), `minutes` 20-180, `level_gap` 0-3, and the dates
    `starts_on`, `closes_on`, `ends_on`, today to a year ahead in the IANA `zone`. What is said twice and differently
    ("pairs or rings"), and what may mean two things, is left in the rest. Raises as `moment` for `now` and `zone`, and
    never for any text.
    """
    dates = Dates(now, zone, language)
    if len(text) > LONGEST_ANSWER:
        return {}, text.strip()
    typed = _words_of(text)
    line = " ".join(word.folded for word in typed)
    seen: list[Seen] = [*dates.read(line)]
    for found in seen:
        line = _without(line, found.start, found.end, _READ)
    whole = line
    for terms in (said.KINDS, said.TERMS):
        for term in terms:
            for match in term.said.finditer(line):
                if _held(term.key, match, line, whole):
                    continue
                value = term.meant(match)
                if value is not None:
                    seen.append(Seen(term.key, value, match.start(), match.end()))
                    line = _without(line, match.start(), match.end(), " ")
    agreed = _agreed(seen)
    known = [found for found in seen if found.key in agreed]
    return agreed, _rest(typed, known)


def _words_of(text: str) -> list[_Word]:
    found: list[_Word] = []
    start = 0
    line = _GLUED.sub(r" \g<0> ", western(text).translate(_DASHES))
    for piece in _PIECES.findall(line):
        folded = "," if piece in ("\n", ";", "•", "|") else _meant(fold(piece))
        if folded:
            found.append(_Word("," if piece == "\n" else piece, folded, start))
            start += len(folded) + 1
    return found


@lru_cache(maxsize=1024)
def _meant(word: str) -> str:
    """Return the word of ours that `word` is a slip of, or `word`."""
    if word in said.SHORT_FOR:
        return said.SHORT_FOR[word]
    if not _LATIN.match(word) or word in _KNOWN:
        return word
    slips = 1 if len(word) < 8 else 2
    near = process.extractOne(word, said.KEYS, scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near is not None and near[0][0] == word[0] else word


_KNOWN = said.KNOWN | said.FILLERS | frozenset(said.KEYS) | {*WEEKDAYS, *MONTHS, *RELATIVE}


def _without(line: str, start: int, end: int, mark: str) -> str:
    return line[:start] + mark * (end - start) + line[end:]


def _held(key: str, match: re.Match[str], line: str, whole: str) -> bool:
    """Whether a word before or after keeps a term from being what it says."""
    before, after = line[: match.start()], line[match.end() :]
    if key == "weeks" and said.AHEAD.search(whole[: match.start()]):
        return True
    if match[0][0].isdigit() and said.LISTED.search(before):
        return True
    if key == "every" and match[0].startswith("a ") and not said.ONE_EACH.search(before):
        return True
    if key == "every" and _EACH.match(match[0]) and said.SEVERAL_IN.search(before):
        return True
    if key == "every" and re.search(rf"(?:{said.COUNT}|twice|thrice|veces|times) *\Z", before):
        # "6 weekly sessions" are six; "twice a week" and "6 weekly" have to be asked.
        return not re.match(r"(?: +[\w'-]+){0,3} +(?:sessions|meetings|calls)\b", after)
    return (said.HOLDS.search(before) or said.HOLDS_AFTER.match(after)) is not None


def _agreed(seen: list[Seen]) -> dict[str, object]:
    """Return what is said once, or twice and the same."""
    agreed: dict[str, object] = {}
    for key in dict.fromkeys(found.key for found in seen):
        values = {found.value for found in seen if found.key == key}
        if len(values) == 1:
            agreed[key] = values.pop()
    start, end = agreed.get("starts_on"), agreed.get("ends_on")
    if isinstance(start, date) and isinstance(end, date) and end <= start:
        del agreed["ends_on"]
    return agreed


def _rest(typed: list[_Word], known: list[Seen]) -> str:
    """Return the words outside of everything known, without those around them that say nothing."""
    starts = [word.start for word in typed]
    read: set[int] = set()
    for found in known:
        first = max(bisect_right(starts, found.start) - 1, 0)
        read.update(at for at in range(first, len(typed)) if starts[at] < found.end)
    return _TIDY.sub(r"\1", ", ".join(_runs(typed, read)))


def _runs(typed: list[_Word], read: set[int]) -> Iterator[str]:
    run: list[_Word] = []
    for at, word in enumerate([*typed, _Word("", "", -1)]):
        if word.start >= 0 and at not in read:
            run.append(word)
            continue
        while run and _says_nothing(run[-1].folded):
            run.pop()
        while run and _says_nothing(run[0].folded):
            run.pop(0)
        if run:
            yield " ".join(each.typed for each in run)
        run = []


def _says_nothing(word: str) -> bool:
    return word in said.FILLERS or not any(sign.isalnum() for sign in word)
