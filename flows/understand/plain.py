"""The form in which we compare what people text: no case, no stray marks, no accents."""

import re
import unicodedata
from functools import lru_cache

# Only short texts are kept in the cache: an answer is short, and a long text is somebody's own words,
# which should not stay in memory for longer than it takes to read them.
LONGEST_CACHED = 32

# Characters. A longer text is no answer to a yes-or-no question or a list: it is a letter, and a person should read it.
LONGEST_ANSWER = 400

_SPACES = re.compile(r"\s+")
# Accents of Latin, Greek and Cyrillic letters and Arabic vowel signs. Marks of other scripts (Devanagari,
# Thai…) are letters to their readers and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]+")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d", "þ": "th", "ŋ": "n"}
)
_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _dropped() -> dict[int, str | None]:
    """Characters that carry no meaning for us, mapped to nothing (white space is dealt with before)."""
    table: dict[int, str | None] = {
        point: None
        for point in (*range(0x3100), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0200))
        if unicodedata.category(chr(point)) in _DROPPED_CATEGORIES and not chr(point).isspace()
    }
    table.update(dict.fromkeys(range(0xD800, 0xE000)))  # half of a character, as broken senders cut it
    table.update(dict.fromkeys(range(0xFE00, 0xFE10)))  # variation selectors: text or emoji look
    table.update(dict.fromkeys(range(0xE0100, 0xE01F0)))
    table.update(dict.fromkeys(range(0x1F3FB, 0x1F400)))  # skin tones: 👍🏾 means what 👍 means
    table[0x20E3] = None  # the key around 2️⃣
    table.update({ord(quote): "'" for quote in "’‘ʼ`´＇"})
    table.update({ord(quote): '"' for quote in "“”«»„"})
    return table


_DROPPED = _dropped()
# Everything that may surround an answer without changing it: (2), "yes", ¿sí?, *ok*, ok…
_PUNCTUATION = "".join(chr(point) for point in range(0x10000) if unicodedata.category(chr(point))[0] == "P")
_AROUND = _PUNCTUATION + " "


def plain(text: str) -> str:
    """Return `text` as we compare it: one line, lower case, nothing invisible, nothing around it.

    A text that is only punctuation or emoji keeps it ("👍", "?"). Never raises; returns "" when nothing visible
    is left.
    """
    if len(text) <= LONGEST_CACHED:
        return _plain_cached(text)
    return _plain(text)


def fold(text: str) -> str:
    """Return `plain(text)` without accents: "Sí" becomes "si", "mañana" becomes "manana". Never raises."""
    if len(text) <= LONGEST_CACHED:
        return _fold_cached(text)
    return _fold(text)


def _plain(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.lower()
    if text.isascii() and text.isprintable():
        line = " ".join(text.lower().replace("`", "'").split())
        return line.strip(_AROUND) or line
    # White space first: a line break is a control character too, but it separates words.
    line = _SPACES.sub(" ", text).translate(_DROPPED)
    line = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", line).casefold())
    line = _SPACES.sub(" ", line).strip()
    return line.strip(_AROUND) or line


def _fold(text: str) -> str:
    line = _plain(text)
    if line.isascii():
        return line
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", line.translate(_LETTERS)))
    return unicodedata.normalize("NFC", bare)


_plain_cached = lru_cache(maxsize=4096)(_plain)
_fold_cached = lru_cache(maxsize=4096)(_fold)
