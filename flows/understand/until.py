"""Until which day something lasts: "until 3 January", "two weeks", "a month", "hasta el lunes", "por diez días"."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz.distance import OSA

from flows.understand.moments import day
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.unclear import Reason, Unclear

_LEAD = re.compile(
    r"(?:(?:i'd like |i want |i need |quiero |necesito )?(?:a |una )?(?:break|pause|pausa|descanso) )?"
    r"(?:for about|for the next|for|about|until|untill|till|til|up to|over|hasta el dia|hasta|por unos|por unas|por|"
    r"durante unos|durante|unos|unas|during|in|en|dentro de) "
)
_YEAR = re.compile(r"(?:a|an|one|1|un|una) (?:whole |entire )?(?:year|ano)(?: entero)?")
_YEARS = re.compile(r"\w+ (?:years|anos)")
_DISPUTED = re.compile(
    r"(?:the )?next (?:week|month)|(?:la|el)? ?(?:semana|mes) que viene|(?:la|el)? ?proxim[oa] (?:semana|mes)"
)
_UNITS = ("weeks", "week", "months", "month", "semanas", "semana", "meses", "days", "dias", "fortnight")
_WORDS = {
    "a couple of": "two", "a couple": "two", "a few": "three", "un par de": "dos", "half a year": "six months",
    "medio ano": "seis meses", "quince dias": "15 dias", "one": "a", "the new year": "1 january", "new year": "1 january",
    "ano nuevo": "1 enero",
}  # fmt: skip


def until(text: str, *, now: datetime, zone: str, language: str) -> date | Unclear:
    """The day, tomorrow at the earliest and a year ahead at most, until which `text` says.

    Arguments and errors as for `moment`; today is PAST.
    """
    if len(text) > LONGEST_ANSWER:
        return Unclear(Reason.UNREADABLE)
    line = fold(text)
    line = _LEAD.sub("", line, count=1) if _LEAD.match(line) else line
    for said, meant in _WORDS.items():
        line = re.sub(rf"\b{said}\b", meant, line)
    line = " ".join(map(_spelt, line.split()))
    today = now_day(now, zone, language)
    if _YEAR.fullmatch(line):
        return today + timedelta(days=365)
    if _YEARS.fullmatch(line):
        return Unclear(Reason.TOO_FAR)
    if _DISPUTED.fullmatch(line):
        return Unclear(Reason.AMBIGUOUS)
    read = day(f"in {line}", now=now, zone=zone, language=language)
    if isinstance(read, Unclear):
        read = day(line, now=now, zone=zone, language=language)
    if isinstance(read, Unclear):
        # "Monday", said on a Monday: not today.
        later = {each.astimezone(ZoneInfo(zone)).date() for each in read.candidates} - {today}
        return later.pop() if read.reason is Reason.AMBIGUOUS and len(later) == 1 else read
    return read if read > today else Unclear(Reason.PAST)


def _spelt(word: str) -> str:
    """The unit of time that `word` misspells, or `word` itself."""
    if len(word) < 4 or not word.isalpha():
        return word
    near = [unit for unit in _UNITS if word[0] == unit[0] and OSA.distance(word, unit, score_cutoff=1) == 1]
    return word if word in _UNITS or not near else near[0]


def now_day(now: datetime, zone: str, language: str) -> date:
    """Today in `zone`."""
    today = day("today", now=now, zone=zone, language=language)
    assert isinstance(today, date)
    return today
