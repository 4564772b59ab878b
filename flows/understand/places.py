"""Where somebody lives, for their clock: a city, a country, or a time zone, as people write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import available_timezones

from flows.understand.cities import City, Found, called, near
from flows.understand.countries import clock_of, country_called, only_zone
from flows.understand.plain import fold
from flows.understand.regions import region_name, regions_called
from flows.understand.vocabulary import words
from flows.understand.yesno_words import NO, POLITE, YES

_MOST = 5
_LONGEST = 100
# A city called by another of its names weighs less than one that bears it; far below the largest, it is left out.
_OTHER_NAME_WEIGHT = 0.3
_AREAS = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()  # noqa: SIM905
_ZONE = re.compile(r"[a-z]+/[a-z_/ -]+\Z")
_LEAD_IN = re.compile(
    r"(?:hi|hello|hola|(?:i am|i'm|im|i|we) (?:live|stay|am living|living)|i am|i'm|im|currently|based|living|live|"
    r"from|near|in|at|around|outside(?: of)?|just|it's|its|my city is|my time ?zone is|the city of|city of|"
    r"vivo|estoy|soy|resido|desde|cerca|en|de|del?|la ciudad de|mi ciudad es|hora(?:rio)? de|la hora de|"
    r"aqui)[ ,:]+"
)
_TRAILING = re.compile(
    r"[ ,]+(?:time(?: ?zone)?|now|right now|currently|at the moment|area|please|thanks|thank you|city|"
    r"ahora|actualmente|por favor|gracias)\Z"
)
# Words that small towns bear too. Alone they are an answer to something else; "Hola, Kenya" is a place.
_WORDS = frozenset(fold(phrase) for phrase in (*YES, *NO, *POLITE)) | words("""
africa asia europe central north time mine same say best at can of to from never nothing nada donde where pueblo peer
""")


@dataclass(frozen=True, slots=True)
class Place:
    """A place with one clock. `country` is an ISO code, `zone` an IANA name; unknown parts are "".

    `city` is "" when somebody named a country or region; `region` is known for the US, Canada, Australia and the UK.
    """

    city: str
    region: str
    country: str
    zone: str


def places(text: str, language: str = "en") -> list[Place]:
    """Return the places that `text` may mean, best first, at most 5; [] when none, or when the clock isn't clear.

    Cities of 15,000 people and more by any of their common names, "city, country", "city, state", near misses,
    IANA zone names, and countries or states with one clock. Country names are understood in English, Spanish and
    `language`. Several places of one name come largest first. Never raises.
    """
    if len(text) > _LONGEST:
        return []
    line = fold(text)
    if line in _WORDS:
        return []
    zone = _zone(line)
    if zone is not None:
        return [zone]
    for form in _forms(line):
        for reading in (_area, _called, _qualified):
            found = reading(form, language)
            if found is None:
                return []
            if found:
                return found[:_MOST]
    shortest = _forms(line)[-1]
    return [_place(city) for city in near(shortest)][:_MOST]


def _forms(line: str) -> list[str]:
    """Return `line`, and what is left when "I live in", "time" and the like are taken away."""
    forms = [line]
    for _ in range(4):
        shorter = _TRAILING.sub("", _LEAD_IN.sub("", line) if _LEAD_IN.match(line) else line)
        if shorter in (line, ""):
            break
        line = shorter
        forms.append(line)
    return forms


def _area(form: str, language: str) -> list[Place] | None:
    """Return what a country's or region's name means; None when it has several clocks, [] for another name."""
    country = country_called(form, language)
    regions = regions_called(form)
    if country is None and not regions:
        return []
    areas: list[Place] = []
    for code, admin in [*([(country, "")] if country else []), *regions]:
        zone = only_zone(code, admin or None)
        if zone is None:
            return None
        areas.append(Place("", region_name(code, admin), code, zone))
    # Cities that bear the same name: New York, Singapore, Washington. In the area's own clock they say it all.
    cities = [_place(found.city) for found in _weighed(called(form)) if found.by_name or regions]
    clocks = {clock_of(city.zone) for city in cities[:1]}
    apart = [area for area in areas if clock_of(area.zone) not in clocks]
    inside = [city for city in cities if country in (None, city.country)]
    return _once([*inside[:1], *apart]) if inside else areas


def _called(form: str, language: str) -> list[Place]:
    return _ranked(called(form))


def _qualified(form: str, language: str) -> list[Place] | None:
    """Return the cities for "Portland, ME" or "London Ontario"; None when the city isn't in that country."""
    parts = [part.strip() for part in re.split(r"[,;()\n]", form) if part.strip()]
    if len(parts) > 1:
        return _in_areas(parts[0], parts[1:], language)
    said = form.split()
    for size in range(1, min(4, len(said))):
        city, area = " ".join(said[:-size]), " ".join(said[-size:])
        if _areas(area, language):
            found = _in_areas(city, [area], language)
            if found:
                return found
    return []


def _in_areas(name: str, areas: list[str], language: str) -> list[Place] | None:
    found = called(name) or [Found(city, True) for city in near(name)]
    if not found:
        # "Peckham, London": a part of town that we don't know, in a city that we do.
        return _ranked(called(areas[0])) if not _areas(areas[0], language) else []
    for area in areas:
        known = _areas(area, language)
        if known:
            found = [each for each in found if (each.city.country, each.city.admin) in known
                     or (each.city.country, "") in known]  # fmt: skip
            if not found:
                return None
        else:
            # "Harrow, London": the one in the larger city's country and clock, when there is one.
            around = {(each.city.country, each.city.zone) for each in _weighed(called(area))[:1]}
            found = [each for each in found if (each.city.country, each.city.zone) in around] or found
    return _ranked(found)


@lru_cache(maxsize=256)
def _areas(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Return (country, region) for every area that `text` may name after a city; the region is "" for a country."""
    country = country_called(text, language, codes=True)
    countries = [(country, "")] if country else []
    return frozenset([*countries, *regions_called(text, codes=True)])


def _weighed(found: list[Found]) -> list[Found]:
    def weight(each: Found) -> float:
        return each.city.population * (1 if each.by_name else _OTHER_NAME_WEIGHT)

    ranked = sorted(found, key=weight, reverse=True)
    return [each for each in ranked if each.by_name or weight(each) * 10 >= weight(ranked[0])]


def _ranked(found: list[Found]) -> list[Place]:
    return _once(_place(each.city) for each in _weighed(found))


def _place(city: City) -> Place:
    return Place(city.name, region_name(city.country, city.admin), city.country, city.zone)


def _once(found: Iterable[Place]) -> list[Place]:
    return list(dict.fromkeys(found))


def _zone(line: str) -> Place | None:
    """Return the place for an IANA name such as "Europe/Paris", or None."""
    if not _ZONE.match(line):
        return None
    zone = _zones().get(line.replace(" ", "_"))
    if zone is None:
        return None
    name = zone.rsplit("/", 1)[1].replace("_", " ")
    for place in _ranked(called(name)):
        if clock_of(place.zone) == clock_of(zone):
            return Place(place.city, place.region, place.country, zone)
    return Place(name, "", "", zone)


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {zone.lower(): zone for zone in available_timezones() if zone.split("/")[0] in _AREAS}
