"""Which languages somebody coaches in, as they name them: "inglés y un poco de portugués", "Yoruba/Igbo", "en, fr"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand import tongue_words as said
from flows.understand.countries import country_called, locale_of
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.unclear import Reason, Unclear
from flows.understand.vocabulary import phrases

_SEPARATORS = re.compile(r"[,;/|&+\n\r\t.:()\[\]،、，؛•·!?¿¡…–—]+|\s-\s")
_SPELT = re.compile(r"['’ʼ\"]+")
_MOST_WORDS = 4  # of a name
_NO_TONGUES = frozenset(("mul", "und", "zxx", "mis", "root", "art"))


@dataclass(frozen=True, slots=True)
class Unplaced(Unclear):
    """Languages that can't all be placed. `part` is what wasn't understood, as we compare it; "" when it is everything."""

    part: str = ""


def tongues(text: str, *, language: str) -> tuple[str, ...] | Unclear:
    """Return the codes (as Babel has them: "en", "pcm") of the languages that `text` names, in its order, each once.

    Names are understood in English, Spanish, `language` and the language itself, common ones with a slip in them, and
    codes that stand alone. `Unplaced`, which is an `Unclear`, holds the part that can't be placed: UNREADABLE, or
    AMBIGUOUS for a name of several languages ("Creole"). Never raises.
    """
    if len(text) > LONGEST_ANSWER:
        return Unplaced(Reason.UNREADABLE)
    names = _names(locale_of(language).language)
    parts = [part for part in map(_spelt, _SEPARATORS.split(text)) if part]
    refusing = [word for part in parts for word in part.split() if word in said.REFUSING]
    if refusing:
        return Unplaced(Reason.UNREADABLE, part=next(part for part in parts if refusing[0] in part.split()))
    bits = [bit for part in parts for bit in _joined(part, names)]
    sure = any(word not in said.DOUBTFUL and _code(word) for bit in bits for word in bit.split())
    found: list[str] = []
    for bit in bits:
        read = _coded(bit, sure) or _named(bit, names)
        if isinstance(read, Unclear):
            return read
        found.extend(read)
    return tuple(dict.fromkeys(found)) or Unplaced(Reason.UNREADABLE)


def tongue_name(code: str, reader_language: str) -> str:
    """Return the name of the language `code` in `reader_language` ("es", "pt-BR"), `code` when it has none. Never raises."""
    reader = locale_of(reader_language)
    ours = said.NAMES.get(code)
    if ours is not None and reader.language in ("en", "es"):
        return ours[reader.language == "es"]
    own = _own_names().get(code)
    return str(
        reader.languages.get(code) or (ours and ours[0]) or locale_of("en").languages.get(code) or own or code
    )


def _spelt(text: str) -> str:
    """Return `text` as names are compared: "K'iche'" and "Serbo-Croatian" without their marks."""
    line = _SPELT.sub("", fold(text)).replace("-", " ").replace("_", " ")
    return " ".join(word for word in map(fold, line.split()) if any(sign.isalnum() for sign in word))


def _joined(part: str, names: dict[str, str]) -> list[str]:
    """Return `part`, cut where "and" or "y" stands."""
    bits: list[list[str]] = [[]]
    for word in part.split():
        if word in said.JOINING and part not in names:
            bits.append([])
        else:
            bits[-1].append(word)
    return [" ".join(bit) for bit in bits if bit]


def _coded(bit: str, sure: bool) -> tuple[str, ...]:
    """Return what `bit` means when it is codes alone: "en", "en fr". Codes that are words count beside others only."""
    codes = [_code(word) for word in bit.split()]
    if not all(codes) or not (sure or not any(word in said.DOUBTFUL for word in bit.split())):
        return ()
    return tuple(code for code in codes if code)


def _code(word: str) -> str | None:
    if word in said.CODES:
        return said.CODES[word]
    return _same(word) if len(word) == 2 and _same(word) in said.COMMON else None


def _named(bit: str, names: dict[str, str]) -> tuple[str, ...] | Unclear:
    """Return the languages named in `bit`, of which every other word has to be one that says nothing."""
    said_words = bit.split()
    found: list[str] = []
    at = 0
    while at < len(said_words):
        for length in range(min(_MOST_WORDS, len(said_words) - at), 0, -1):
            name = " ".join(said_words[at : at + length])
            if name in said.SEVERAL:
                return Unplaced(Reason.AMBIGUOUS, part=name)
            # A word such as "en" is a name only where names are expected alone.
            if name in names and (length > 1 or name not in said.FILLERS):
                found.append(names[name])
                break
        else:
            length = 1
            if said_words[at] not in said.FILLERS:
                near = _near(said_words[at])
                if near is None:
                    return Unplaced(Reason.UNREADABLE, part=bit)
                found.append(near)
        at += length
    return tuple(found)


@lru_cache(maxsize=1024)
def _near(word: str) -> str | None:
    """Return the common language whose name `word` misspells: only one, and no country's name."""
    if len(word) < 5 or len(word) > 20 or word in said.COUNTRY_LIKE or country_called(word) is not None:
        return None
    slips = 1 if len(word) < 8 else 2
    near = process.extract(word, _common_names(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    least = min((distance for _, distance, _ in near), default=0)
    codes = {
        _names("en")[name]
        for name, distance, _ in near
        if distance == least and name[0] == word[0] and len(name) > 4
    }
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=1)
def _common_names() -> tuple[str, ...]:
    return tuple(name for name, code in _names("en").items() if code in said.COMMON and " " not in name)


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    """Every name that we know, folded, with its code; our own list has the last word, and English goes before the rest."""
    names: dict[str, str] = {}
    for spoken in dict.fromkeys((language, "es", "en")):
        named = locale_of(spoken).languages
        # Base languages last: "Chinese" is zh, whatever "Simplified Chinese" is.
        for code in sorted(named, key=lambda code: "_" not in code):
            if code not in _NO_TONGUES:
                names[_spelt(named[code])] = _same(code)
    for code, name in _own_names().items():
        names.setdefault(_spelt(name), _same(code))
        names.setdefault(_spelt(name.split("(")[0]), _same(code))
    for code, line in said.CALLED.items():
        names.update(dict.fromkeys(map(_spelt, phrases(line)), code))
    names.pop("", None)
    return names


@lru_cache(maxsize=1)
def _own_names() -> dict[str, str]:
    rows = (row.strip().partition(" ") for row in said.OWN.replace("\n", " ").split("|"))
    return {code: name for code, _, name in rows}


def _same(code: str) -> str:
    base = said.SAME.get(code, code)
    alias = str(get_global("language_aliases").get(base, base)).split("_")[0]
    return said.SAME.get(alias, alias)
