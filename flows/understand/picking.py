"""How one part of a text is compared with a menu."""

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from flows.understand.menus import Menu, tokens_of
from flows.understand.numbers import CARDINALS, ORDINALS, number
from flows.understand.vocabulary import words

SEPARATORS = re.compile(r"[\n\r;,،、，；]|\s[&+/|]\s|(?<=\d)[&+/](?=\d)|(?<=\d)\s?[.)]\s?(?=\d)")
"""What stands between two answers. "&" and "/" only with space around: names hold them too (IAPC&M)."""

_JOINING = words("and n y e or o u plus also then as well tambien")
_FILLERS = words("""
a an the el la los las un una uno of de del option opcion choice number numero answer respuesta i im id ill me my mi
its it is es soy am be with con for para please por favor thanks thank you gracias would like want choose pick
take think guess go going quiero elijo escojo prefiero prefer tomo creo que one ok okay yes si hi hola hello
mine accredited by from in en to a through think say said mean meant eh um well pues this that esta este esa ese
""")
# A text with one of these says something else than a choice.
_REFUSING = words("""
not no dont doesnt isnt wont cant without except but neither nor none never ni ninguna ninguno sin excepto menos
salvo pero nunca
""")
_ASKING = words("what which whats who how why where when que cual cuales quien como donde cuando porque")
_LAST = words("last ultimo ultima")
_SUFFIXED = re.compile(r"\d{1,3}(?:st|nd|rd|th|o|a|er|ro|do|to|vo|mo)?\Z")
# How many words we don't know may stand around a name: more than that is a story in which it occurs.
_MOST_STRANGERS = 4


def parts_of(line: str) -> list[str]:
    """Return the parts of a folded `line` in which separators are ` , `, cut there and at "and", "y", "or"…"""
    parts: list[list[str]] = [[]]
    for word in line.split():
        if word == "," or word in _JOINING:
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def named(line: str, menu: Menu) -> tuple[int, ...]:
    """Return the options whose whole names make up the folded `line`; () when anything else is said."""
    places, strangers = _names_in(tokens_of(line), menu)
    return () if strangers else places


def one(line: str, menu: Menu) -> tuple[int, ...]:
    """Return the options that fit the folded `line` equally well: one, several when it's unclear, () for none."""
    tokens = tokens_of(line)
    joined = " ".join(tokens)
    if joined in menu.quick:
        return (menu.quick[joined],)
    if not tokens or not menu.names:
        return ()
    if tokens[0] in _ASKING or any(token in _REFUSING and not menu.has(token) for token in tokens):
        return ()
    if all(token in _LAST or token in _FILLERS for token in tokens) and not _LAST.isdisjoint(tokens):
        return (len(menu.names) - 1,)
    if all(_counts(token) or token in _FILLERS for token in tokens):
        return _numbered(line, tokens, menu)
    places, strangers = _names_in(tokens, menu)
    if places:
        return places if strangers <= _MOST_STRANGERS else ()
    core = tuple(token for token in tokens if token not in _FILLERS)
    return _partly(core, menu) or _nearly(core, menu)


def _counts(token: str) -> bool:
    return token in CARDINALS or token in ORDINALS or _SUFFIXED.match(token) is not None


def _numbered(line: str, tokens: tuple[str, ...], menu: Menu) -> tuple[int, ...]:
    value = number(line)
    if value is None:
        return ()
    called = {place for place, words in enumerate(menu.tokens) if words[:1] == (str(value),)}
    if 1 <= value <= len(menu.names):
        return tuple(sorted(called | {value - 1}))
    # "30" is not on the menu as a number, but "30 minutes" may be.
    return tuple(sorted(called)) or _partly(tuple(token for token in tokens if _counts(token)), menu)


def _names_in(tokens: tuple[str, ...], menu: Menu) -> tuple[tuple[int, ...], int]:
    """Return the options named in full, and how many other words of any meaning there are."""
    places: set[int] = set()
    strangers = at = 0
    while at < len(tokens):
        length, found = max(
            (
                (len(name), place)
                for place, name in enumerate(menu.tokens)
                if name and tokens[at : at + len(name)] == name
            ),
            default=(0, -1),
        )
        if length:
            places.add(found)
        elif tokens[at] not in _FILLERS and tokens[at] not in _JOINING:
            strangers += 1
        at += length or 1
    return tuple(sorted(places)), strangers


def _partly(core: tuple[str, ...], menu: Menu) -> tuple[int, ...]:
    """Return the options whose names hold the words of `core` in this order.

    Whole words go before beginnings of words, and beginnings before what stands inside ("other", "another").
    """
    if not core or len("".join(core)) < 2:
        return ()
    for fits in (str.__eq__, str.startswith, _contains):
        found = tuple(place for place, name in enumerate(menu.tokens) if _holds(name, core, fits))
        if found:
            return found
    return ()


def _contains(word: str, token: str) -> bool:
    return len(token) >= 4 and token in word


def _holds(name: tuple[str, ...], core: tuple[str, ...], fits: Callable[[str, str], bool]) -> bool:
    left = iter(name)
    return all(any(fits(word, token) for word in left) for token in core)


def _nearly(core: tuple[str, ...], menu: Menu) -> tuple[int, ...]:
    """Return the options that differ from `core` by a typo or two: the whole name before a word of it."""
    typed = " ".join(core)
    slips = _slips(typed)
    if not slips or len(typed) > 60:
        return ()
    for whole in (True, False):
        nearest: dict[int, int] = {}
        for place, name in enumerate(menu.tokens):
            forms = (menu.names[place],) if whole else tuple(word for word in name if len(word) > 4)
            for form in forms:
                distance = OSA.distance(typed, form, score_cutoff=slips)
                if distance <= min(slips, _slips(form)):
                    nearest[place] = min(distance, nearest.get(place, distance))
        if nearest:
            best = min(nearest.values())
            return tuple(sorted(place for place, distance in nearest.items() if distance == best))
    return ()


def _slips(form: str) -> int:
    """Return how many slips of the finger we forgive in a word or name of this length."""
    length = len(form)
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 9 else 3
