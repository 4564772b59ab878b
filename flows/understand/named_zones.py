"""Somebody else's clock in a text about a time: "5pm London time", "18h hora de Madrid", "3pm PT"."""

import re
from functools import lru_cache

from flows.understand.calendar_words import FILLERS, MONTHS, PARTS, RELATIVE, WEEKDAYS
from flows.understand.cities import called
from flows.understand.countries import clock_of, country_called
from flows.understand.places import places
from flows.understand.plain import fold
from flows.understand.vocabulary import words

_CLUE = re.compile(r"\b(?:time|hora|[ep]t|eastern|pacific)\b")
_MINE = re.compile(r"\b(?:(?:en )?(?:la )?hora (?:mia|local)|en mi hora)\b")
_TIME = re.compile(r"((?:[^\W\d_]+[ .'-]+){1,3})time\b")
_HORA = re.compile(r"\b(?:en )?(?:la )?hora (?:de (?:la )?)?((?:[^\W\d_]+[ .'-]*){1,3})")
_SHORT = re.compile(
    r"(?:(?<=\d)|(?<=[ap]m)|(?<=noon)) ?\b(?P<name>et|pt)\b|\b(?P<long>eastern|pacific)(?: time)?\b"
)
_ZONES = {"e": "America/New_York", "p": "America/Los_Angeles"}
# Cities that are other words: "a nice time", "reading time".
_WORDS = words("""
your yours his her hers their theirs our ours this that same any some what which every each no other another nice reading
bath split mobile orange male tea lunch dinner break noon midday midnight long short full part real prime tu su tus sus
comer cenar almuerzo comida siempre
""")
_NO_NAMES = _WORDS | FILLERS | {*WEEKDAYS, *MONTHS, *PARTS, *RELATIVE}
_FEWEST = 100_000  # people
_LARGER = 5  # how many times more people than in any other place of that name, to be the one that is meant


def named_zone(text: str, language: str) -> tuple[str, str | None]:
    """Return `text` without the clock that it names, and that clock's IANA zone.

    None, with `text` as it is, when it names none, or when it can't be told which: Spain has several, and EST is said
    in summer too. Never raises.
    """
    line = fold(text)
    if not _CLUE.search(line):
        return text, None
    if _MINE.search(line):
        return _MINE.sub(" ", line), None
    short = _SHORT.search(line)
    if short is not None:
        return f"{line[: short.start()]} {line[short.end() :]}", _ZONES[(short["name"] or short["long"])[0]]
    for match in _TIME.finditer(line):
        said = match[1].split()
        for size in range(len(said), 0, -1):
            zone = _zone_of(" ".join(said[-size:]), language)
            if zone is not None:
                return f"{line[: match.start()]}{' '.join(said[:-size])} {line[match.end() :]}", zone
    for match in _HORA.finditer(line):
        said = match[1].split()
        for size in range(len(said), 0, -1):
            zone = _zone_of(" ".join(said[:size]), language)
            if zone is not None:
                return f"{line[: match.start()]} {' '.join(said[size:])} {line[match.end() :]}", zone
    return text, None


@lru_cache(maxsize=256)
def _zone_of(name: str, language: str) -> str | None:
    """Return the zone of the one place that people mean by `name`, or None."""
    name = name.strip(" .'-")
    if not name or not _NO_NAMES.isdisjoint(name.split()):
        return None
    if country_called(name, language) is not None:
        found = places(name, language)
        clocks = {clock_of(place.zone) for place in found}
        return found[0].zone if len(clocks) == 1 else None
    cities = sorted((found.city for found in called(name)), key=lambda city: -city.population)
    if not cities or cities[0].population < _FEWEST:
        return None
    others = [city for city in cities if clock_of(city.zone) != clock_of(cities[0].zone)]
    return (
        cities[0].zone if all(city.population * _LARGER <= cities[0].population for city in others) else None
    )
