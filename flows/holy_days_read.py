"""Which kept days people name: "Diwali, Saturdays and 14 March", "not Easter", nearly right or in Spanish."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from rapidfuzz.distance import OSA

from flows.holy_days import HOLY_DAYS
from flows.understand import Unclear, day, fold
from flows.understand.calendar_words import WEEKDAYS
from flows.words import LANGUAGES, translate

_LIST = frozenset(
    ("list", "the list", "show list", "show the list", "lista", "la lista", "ver lista", "ver la lista")
)
_NONE = frozenset(
    (
        "none",
        "none of them",
        "no days",
        "remove all",
        "clear",
        "ninguno",
        "ninguna",
        "quitar todo",
        "borrar todo",
    )
)
_COMMAS = re.compile(r"[;\n]|,(?!\s*\d{4}\b)")
_AND = re.compile(r"\s(?:and|y|e|&|\+)\s")
_NOT = re.compile(
    r"(?:not|no|without|remove|delete|drop|except|minus|no longer|sin|quitar|quita|menos|borrar|borra|ya no) (.+)"
)
_BEFORE = re.compile(
    r"(?:i|we|keep|observe|celebrate|also|add|and|plus|the|please|feast of|on|all|every|each|guardo|celebro|tambien|"
    r"anade|agrega|el|la|los|las|en|cada|todos|todas|y|my birthday|mi cumpleanos|birthday) "
)
_AFTER = re.compile(
    r" (?:please|too|as well|every year|each year|yearly|cada ano|todos los anos|tambien|por favor)\Z"
)
_WEEKLY = {
    "shabbat": (5,), "shabat": (5,), "shabbos": (5,), "sabbath": (5,), "jumuah": (4,), "jumah": (4,), "jummah": (4,),
    "friday prayer": (4,), "friday prayers": (4,), "weekend": (5, 6), "weekends": (5, 6), "fin de semana": (5, 6),
    "fines de semana": (5, 6),
}  # fmt: skip
# Two days of one year, with a 29 February, from which every date without a year is read the same.
_FROM = (datetime(2028, 2, 1, 12, tzinfo=UTC), datetime(2028, 8, 1, 12, tzinfo=UTC))
_HAS_YEAR = re.compile(r"\b(?:20\d\d)\b")


@dataclass(slots=True)
class Named:
    """What a text names: keys to keep and to let go, and what we don't know."""

    add: list[str] = field(default_factory=list)
    drop: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    wants_list: bool = False
    wants_none: bool = False

    @property
    def understood(self) -> bool:
        """Whether there is anything in it to act on."""
        return bool(self.add or self.drop or self.wants_list or self.wants_none)


def named(text: str, *, now: datetime, zone: str, language: str) -> Named:
    """The days that `text` names. `now` is aware; `zone` and `language` read dates."""
    found = Named()
    said = fold(text)
    if said in _LIST:
        found.wants_list = True
        return found
    if said in _NONE:
        found.wants_none = True
        return found
    for piece in filter(None, (piece.strip(" .!") for piece in _COMMAS.split(text[:600]))):
        without = _NOT.match(fold(piece))
        into = found.drop if without else found.add
        whole = without[1] if without else piece
        for part in (whole,) if _keys(whole, now, zone, language) else _AND.split(whole):
            keys = _keys(part, now, zone, language)
            if keys:
                into.extend(key for key in keys if key not in into)
            elif part.strip():
                found.unknown.append(part.strip())
    return found


def _keys(piece: str, now: datetime, zone: str, language: str) -> tuple[str, ...]:
    """The keys of one day that was named; none when we don't know it."""
    line = _bare(fold(piece))
    while line not in _names() and (lead := _BEFORE.match(line)):
        line = line[lead.end() :]
    line = _AFTER.sub("", line)
    weekly = _WEEKLY.get(line) or _weekday(line)
    if weekly:
        return tuple(f"weekly:{each}" for each in weekly)
    return _names().get(line) or _date(piece, line, now, zone, language) or _nearly(line)


def _bare(line: str) -> str:
    """Letters, figures and what dates are written with: 'eid al-fitr' and 'eid al fitr' are one."""
    return " ".join(re.sub(r"(?<=[^\W\d])-|-(?=[^\W\d])|['’]", " ", line).split())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every name of every day, in every language; "eid" is two days."""
    found: dict[str, list[str]] = {}
    for key, known in HOLY_DAYS.items():
        names = [translate(known.name, language) for language in LANGUAGES]
        for name in (*names, *known.also.split(",")):
            keys = found.setdefault(_bare(fold(name)), [])
            if key not in keys:
                keys.append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def _weekday(line: str) -> tuple[int, ...]:
    day_of_week = WEEKDAYS.get(line, WEEKDAYS.get(line.removesuffix("s")))
    return () if day_of_week is None else (day_of_week,)


def _nearly(line: str) -> tuple[str, ...]:
    """A near miss of one name alone. Easter Sunday is no near miss of Easter Monday."""
    if len(line) < 4:
        return ()
    slips = 1 if len(line) < 8 else 2
    near: dict[str, int] = {}
    for name in _names():
        distance = OSA.distance(line, name, score_cutoff=slips)
        if distance <= slips and len(name) >= 4 and _weekdays_in(name) == _weekdays_in(line):
            near[name] = distance
    best = {_names()[name] for name, distance in near.items() if distance == min(near.values())}
    return best.pop() if len(best) == 1 else ()


def _weekdays_in(line: str) -> set[int]:
    return {WEEKDAYS[word] for word in line.split() if word in WEEKDAYS}


def _date(piece: str, line: str, now: datetime, zone: str, language: str) -> tuple[str, ...]:
    """A date: every year's when it has no year of its own and doesn't depend on today."""
    if not _HAS_YEAR.search(line):
        always: set[date] = set()
        for start in _FROM:
            read = day(line, now=start, zone="UTC", language=language)
            if not isinstance(read, Unclear):
                always.add(read)
        if len({(each.month, each.day) for each in always}) == 1:
            return (f"{always.pop():%m-%d}",)
    for form in (line, piece):
        once = day(form, now=now, zone=zone, language=language)
        if not isinstance(once, Unclear):
            return (once.isoformat(),)
    return ()
