"""Which of the options offered somebody picks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.understand.calendar_words import DAY_UNITS, MERIDIEMS, MONTHS, O_CLOCK, UNITS, WEEKDAYS
from flows.understand.menus import Menu, menu_of
from flows.understand.numbers import is_negative, western
from flows.understand.picking import SEPARATORS, named, one, parts_of
from flows.understand.plain import LONGEST_ANSWER, LONGEST_CACHED, fold
from flows.understand.vocabulary import phrases

ALL = frozenset(
    phrases("""
all, all of them, all of these, all of the above, everything, every one, any, any of them, any of these,
either, either one, both, both of them, whichever, todas, todos, todo, todas ellas, todos ellos,
cualquiera, cualquier, cualquiera de ellas, cualquiera de ellos, ambas, ambos, las dos, los dos, all three, las tres,
los tres, all please, todas por favor, i don't mind, me da igual
""")
)
_AS_MANY = {  # they mean all only where there are so many
    **dict.fromkeys(phrases("both, both of them, ambas, ambos, las dos, los dos, either, either one"), 2),
    **dict.fromkeys(phrases("all three, las tres, los tres"), 3),
}


DATED = frozenset((*MERIDIEMS, *MONTHS, *WEEKDAYS, *O_CLOCK)) - {"a"}
_LENGTHS = frozenset((*DATED, *UNITS, *DAY_UNITS)) - {"m", "day", "dia"}  # "in 3 weeks" isn't the third
_ADDRESS = re.compile(r"://|\bwww\.|@|[^\W\d_]\.[^\W\d_]|[^\W_]/\d")
_MOST_WORDS = 8  # a longer sentence picks only with "number 2", "option 2", "#2"
_POINTED = re.compile(r"(?:#|\b(?:number|num|no|nr|option|choice|numero|nro|opcion|la|el)\b\.?) ?\d")


@dataclass(frozen=True, slots=True)
class Several:
    """Two or more options fit the text: their places from 0, in the order of the menu."""

    indexes: tuple[int, ...]


def choice(text: str, options: Sequence[str]) -> int | Several | None:
    """Return the place (from 0) of the option that `text` picks.

    An option is picked by its number (from 1), its name, a part of its name that no other has, or a near miss of
    its name. `Several` when more than one fits, or more than one was picked; None when none does, and for a number
    that is not on the menu. Never raises.
    """
    menu = menu_of(options)
    place = menu.quick.get(text)
    if place is not None:
        return place
    if len(text) <= LONGEST_CACHED:
        return _choice_cached(text, menu)
    return _choice(text, menu)


def picked(text: str, count: int) -> int | None:
    """Which of `count` dates or times that were offered is meant by its number, from 0; None when the text may be a date
    or a time itself: "2" and "the second one" pick, "2 pm" and "1 January" don't, nor does a figure in an address or
    somewhere in a long sentence."""
    said = re.findall(r"[^\W\d_]+", fold(text))
    if any(word in _LENGTHS for word in said) or re.search(r"\d\s*[:.h]\s*\d", text) or _ADDRESS.search(text):
        return None
    if len(said) > _MOST_WORDS and not _POINTED.search(fold(text)):
        return None
    found = choice(text, [chr(0x2460 + index) for index in range(count)])
    return found if isinstance(found, int) else None


def choices(text: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """Return the places (from 0, sorted, each once) of all the options that `text` picks.

    "1 and 3", "1,3", "13" (on a menu of at most 9), "all", names, and mixtures of them. None when any part of the
    text isn't understood. Never raises.
    """
    menu = menu_of(options)
    place = menu.quick.get(text)
    if place is not None:
        return (place,)
    return _choices(text, menu)


def _choice(text: str, menu: Menu) -> int | Several | None:
    if len(text) > LONGEST_ANSWER or is_negative(text):
        return None
    line = western(fold(text))
    found = _everything(line, menu) or _listed(text, menu)
    if found is None:
        found = one(line, menu)
    if not found:
        return None
    return found[0] if len(found) == 1 else Several(found)


def _choices(text: str, menu: Menu) -> tuple[int, ...] | None:
    if len(text) > LONGEST_ANSWER or is_negative(text):
        return None
    line = western(fold(text))
    found = _everything(line, menu) or _figures(line, menu) or _listed(text, menu)
    if found:
        return found
    found = one(line, menu)
    return found if len(found) == 1 else None


def _everything(line: str, menu: Menu) -> tuple[int, ...]:
    if line not in ALL or _AS_MANY.get(line, len(menu.names)) != len(menu.names):
        return ()
    return tuple(range(len(menu.names)))


def _figures(line: str, menu: Menu) -> tuple[int, ...]:
    """Return the places for "13" or "1 3 4": figures without anything between them, each on the menu."""
    figures = line.replace(" ", "")
    if not (figures.isascii() and figures.isdigit()) or not 1 < len(figures) <= len(menu.names) <= 9:
        return ()
    if any(name[:1] == (figures,) for name in menu.tokens):
        return ()  # "45" is "45 minutes"
    places = {int(figure) - 1 for figure in figures}
    if len(places) < len(figures) or not all(0 <= place < len(menu.names) for place in places):
        return ()
    return tuple(sorted(places))


def _listed(text: str, menu: Menu) -> tuple[int, ...] | None:
    """Return the places when `text` is a list of which every part picks one option; None when it is no such list."""
    line = western(fold(SEPARATORS.sub(" , ", text)))
    whole = named(line, menu)
    if len(whole) > 1:
        return whole
    parts = parts_of(line)
    if len(parts) < 2:
        return None
    places: set[int] = set()
    for part in parts:
        found = one(part, menu)
        if len(found) != 1:
            return None
        places.update(found)
    return tuple(sorted(places))


_choice_cached = lru_cache(maxsize=4096)(_choice)
