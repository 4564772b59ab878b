"""Traces: what tells of somebody in words that others wrote or were written: their name, their number, their own words. Pure
functions; what they are looked for in says `models/others_words.py`.

A name is found however it is spelt, with or without accents and capitals, where nothing depends on it any more. In words that
are still of use (`strictly`) only as its owner spells it: "I hope so" is nobody called Hope.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

INSTEAD = "…"
SHORTEST = 20  # characters of somebody's words by which they are known again
HEAD = 40  # of longer ones: others may have read only their beginning
GRAM = 12  # characters of what is looked for by which it is found first
OWN = 9  # digits of a number that stay the same however it is dialled
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS, _DIGITS = re.compile(r"[a-z0-9]+"), re.compile(r"\d")


@dataclass(frozen=True)
class Look:
    """What a first glance at a text is for."""

    names: set[str]  # plain
    tails: list[str]  # of numbers
    pieces: list[str]  # of anything else


@dataclass(frozen=True)
class Traces:
    """What tells of one person."""

    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  # and WhatsApp's names for them
    words: list[str] = field(default_factory=list)
    near: list[int] = field(default_factory=list)  # the members in whose texts they may be spoken of
    broadcasts: list[int] = field(default_factory=list)  # of theirs: many have their words

    @cached_property
    def look(self) -> Look:
        """What is looked for first."""
        digits = [one.removeprefix("+") for one in self.numbers]
        return Look(
            {_plain(name) for name in self.names},
            [one[-OWN:] for one in digits if one.isdecimal()],
            [one for one in digits if not one.isdecimal()]
            + [name for name in self.names if _runs_on(name)]
            + [_head(one) for one in self.words],
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept until all is looked through."""
        return asdict(self)


def of(
    names: Iterable[str],
    addresses: Iterable[str],
    words: Iterable[str],
    near: Iterable[int],
    broadcasts: Iterable[int] = (),
) -> Traces:
    """The traces of who is called and reached so, and wrote this."""
    parts = {part for name in names for part in _parts(name) if len(part) > 1}
    said = {" ".join(one.split()) for one in words}
    return Traces(
        sorted(parts, key=len, reverse=True),
        sorted({one.removeprefix("whatsapp:") for one in addresses}),
        sorted((one for one in said if len(one) >= SHORTEST and _LETTERS.search(one)), key=len, reverse=True),
        sorted(set(near)),
        sorted(broadcasts),
    )


@dataclass(frozen=True)
class Crowd:
    """Several people whose traces are looked for at once, as quickly as one's: hardly any is in a text."""

    people: Sequence[Traces]

    @cached_property
    def _known(self) -> dict[str, set[int]]:
        """Whose a plain name is, or the first signs of a number or of anything else: their places among the people."""
        found: dict[str, set[int]] = defaultdict(set)
        for place, traces in enumerate(self.people):
            look = traces.look
            for one in (*look.names, *look.tails, *(piece[:GRAM] for piece in look.pieces)):
                found[one].add(place)
        return found

    @cached_property
    def _short(self) -> list[str]:
        """What is too short for its first signs to be looked up, and numbers."""
        looks = [traces.look for traces in self.people]
        pieces = {one for look in looks for one in look.pieces if len(one) < GRAM}
        return sorted(pieces | {one for look in looks for one in look.tails})

    def seen(self, text: str) -> "list[Traces]":
        """Those of whom something may be in this text."""
        glanced = _Glance.at(text)
        line = glanced.line
        there = glanced.words | {line[at : at + GRAM] for at in range(len(line) - GRAM + 1)}
        there.update(one for one in self._short if one in line or one in glanced.digits)
        places = {place for one in self._known.keys() & there for place in self._known[one]}
        return [one for at in sorted(places) if glanced.shows(one := self.people[at])]


def without(value: Any, traces: Traces, *, strictly: bool = False) -> Any:
    """`value`, a text or what JSON can hold, with no trace in it. The same object when there is none."""
    return without_any(value, Crowd([traces]), strictly=strictly)


def without_any(value: Any, crowd: Crowd, *, strictly: bool = False) -> Any:
    """The same, of several people."""
    if isinstance(value, str):
        return _text(value, crowd, strictly)
    if isinstance(value, list):
        made = [without_any(one, crowd, strictly=strictly) for one in value]
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    if isinstance(value, dict):
        kept = {key: without_any(one, crowd, strictly=strictly) for key, one in value.items()}
        return kept if any(kept[key] is not one for key, one in value.items()) else value
    return value


def _text(text: str, crowd: Crowd, strictly: bool) -> str:
    clean = text
    for traces in crowd.seen(text):
        clean = _without(clean, traces, strictly)
    return clean


@dataclass(frozen=True)
class _Glance:
    """A text as it is looked at first."""

    words: set[str]  # plain
    digits: str
    line: str

    @staticmethod
    def at(text: str) -> "_Glance":
        clean = text if text.isascii() else unicodedata.normalize("NFC", text)
        words = _WORDS.findall(clean.lower()) if text.isascii() else map(_plain, _parts(clean))
        return _Glance({*words}, "".join(_DIGITS.findall(clean)), " ".join(clean.split()))

    def shows(self, traces: Traces) -> bool:
        """Whether something of theirs may be in it."""
        look = traces.look
        return (
            not self.words.isdisjoint(look.names)
            or bool(self.digits and any(tail in self.digits for tail in look.tails))
            or any(one in self.line for one in look.pieces)
        )


def _without(text: str, traces: Traces, strictly: bool) -> str:
    clean = unicodedata.normalize("NFC", text)
    for words in traces.words:
        clean = _without_words(clean, words)
    for number in traces.numbers:
        clean = _pattern(number).sub(INSTEAD, clean)
    clean = _without_names(clean, traces.names, strictly)
    return text if clean == unicodedata.normalize("NFC", text) else clean


def _without_words(text: str, words: str) -> str:
    """Without these words; where only their beginning stands there, without all that follows."""
    head = _head(words)
    whole = _spaced(words).sub(INSTEAD, text)
    if whole != text:
        return whole
    found = _spaced(head).search(text) if len(words) > HEAD else None
    return text if found is None else text[: found.start()] + INSTEAD


def _head(words: str) -> str:
    return words[:HEAD].rpartition(" ")[0] or words[:HEAD]


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(one) for one in words.split()))


def _pattern(number: str) -> re.Pattern[str]:
    """A phone number as people write it, in its country or from abroad; anything else as it is."""
    digits = number.removeprefix("+")
    if not digits.isdecimal():
        return re.compile(re.escape(number))
    own = r"[\s().-]*".join(digits[-OWN:])
    return re.compile(rf"(?:\+|00)?(?:\d[\s().-]*){{0,5}}{own}(?!\d)")


def _without_names(text: str, names: list[str], strictly: bool) -> str:
    plain = {name if strictly else _plain(name) for name in names}
    pieces = []
    for letters, run in groupby(text, key=_is_letter):
        piece = "".join(run)
        pieces.append(INSTEAD if letters and (piece if strictly else _plain(piece)) in plain else piece)
    clean = "".join(pieces)
    for name in names:
        if _runs_on(name):
            clean = clean.replace(name, INSTEAD)
    return clean


def _runs_on(name: str) -> bool:
    """A script without capitals may write it together with other words."""
    return name.upper() == name.lower()


def _parts(name: str) -> list[str]:
    clean = unicodedata.normalize("NFC", name)
    return ["".join(run) for letters, run in groupby(clean, key=_is_letter) if letters]


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def _plain(name: str) -> str:
    """Without accents and capitals."""
    taken_apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))
