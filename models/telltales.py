"""Traces: what tells of somebody in words that others wrote or were written: their name, their number, their own words. Pure
functions; what they are looked for in says `models/others_words.py`.

A name is found however it is spelt, with or without accents and capitals, where nothing depends on it any more. In words that
are still of use (`strictly`) only as its owner spells it: "I hope so" is nobody called Hope.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

INSTEAD = "…"
SHORTEST = 20  # characters of somebody's words by which they are known again
HEAD = 40  # of longer ones: others may have read only their beginning
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Traces:
    """What tells of one person."""

    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  # and WhatsApp's names for them
    words: list[str] = field(default_factory=list)
    near: list[int] = field(default_factory=list)  # the members in whose texts they may be spoken of

    def as_json(self) -> dict[str, Any]:
        """As it is kept until all is looked through."""
        return asdict(self)


def of(names: Iterable[str], addresses: Iterable[str], words: Iterable[str], near: Iterable[int]) -> Traces:
    """The traces of who is called and reached so, and wrote this."""
    parts = {part for name in names for part in _parts(name) if len(part) > 1}
    said = {" ".join(one.split()) for one in words}
    return Traces(
        sorted(parts, key=len, reverse=True),
        sorted({one.removeprefix("whatsapp:") for one in addresses}),
        sorted((one for one in said if len(one) >= SHORTEST and _LETTERS.search(one)), key=len, reverse=True),
        sorted(set(near)),
    )


def without(value: Any, traces: Traces, *, strictly: bool = False) -> Any:
    """`value`, a text or what JSON can hold, with no trace in it. The same object when there is none."""
    if isinstance(value, str):
        return _text(value, traces, strictly)
    if isinstance(value, list):
        made = [without(one, traces, strictly=strictly) for one in value]
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    if isinstance(value, dict):
        kept = {key: without(one, traces, strictly=strictly) for key, one in value.items()}
        return kept if any(kept[key] is not one for key, one in value.items()) else value
    return value


def _text(text: str, traces: Traces, strictly: bool) -> str:
    clean = unicodedata.normalize("NFC", text)
    for words in traces.words:
        clean = _without_words(clean, words)
    for number in traces.numbers:
        clean = _pattern(number).sub(INSTEAD, clean)
    clean = _without_names(clean, traces.names, strictly)
    return text if clean == unicodedata.normalize("NFC", text) else clean


def _without_words(text: str, words: str) -> str:
    """Without these words; where only their beginning stands there, without all that follows."""
    head = words[:HEAD].rpartition(" ")[0] or words[:HEAD]
    if head.split()[0] not in text:
        return text
    whole = _spaced(words).sub(INSTEAD, text)
    if whole != text:
        return whole
    found = _spaced(head).search(text) if len(words) > HEAD else None
    return text if found is None else text[: found.start()] + INSTEAD


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(one) for one in words.split()))


def _pattern(number: str) -> re.Pattern[str]:
    """A phone number as people write it, in its country or from abroad; anything else as it is."""
    digits = number.removeprefix("+")
    if not digits.isdecimal():
        return re.compile(re.escape(number))
    own = r"[\s().-]*".join(digits[-9:])
    return re.compile(rf"(?:\+|00)?(?:\d[\s().-]*){{0,5}}{own}(?!\d)")


def _without_names(text: str, names: list[str], strictly: bool) -> str:
    plain = {name if strictly else _plain(name) for name in names}
    pieces = []
    for letters, run in groupby(text, key=_is_letter):
        piece = "".join(run)
        pieces.append(INSTEAD if letters and (piece if strictly else _plain(piece)) in plain else piece)
    clean = "".join(pieces)
    for name in names:
        if name.upper() == name.lower():  # a script without capitals may write it together with other words
            clean = clean.replace(name, INSTEAD)
    return clean


def _parts(name: str) -> list[str]:
    clean = unicodedata.normalize("NFC", name)
    return ["".join(run) for letters, run in groupby(clean, key=_is_letter) if letters]


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def _plain(name: str) -> str:
    """Without accents and capitals."""
    taken_apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))
