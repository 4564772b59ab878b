"""A whole number, as people text it: in figures of any script, in words, as a position."""

import re
import unicodedata
from functools import lru_cache

from flows.understand.plain import LONGEST_ANSWER, LONGEST_CACHED, fold
from flows.understand.vocabulary import words

_FROM_ZERO = """
zero cero, one uno una, two dos, three tres, four cuatro, five cinco, six seis, seven siete, eight ocho,
nine nueve, ten diez, eleven once, twelve doce, thirteen trece, fourteen catorce, fifteen quince,
sixteen dieciseis, seventeen diecisiete, eighteen dieciocho, nineteen diecinueve, ,
veintiuno veintiun veintiuna, veintidos, veintitres, veinticuatro, veinticinco, veintiseis, veintisiete,
veintiocho, veintinueve
"""
_FROM_TWENTY = """
twenty veinte, thirty treinta, forty fourty cuarenta, fifty cincuenta, sixty sesenta, seventy setenta,
eighty ochenta, ninety noventa
"""
_FROM_HUNDRED = """
cien ciento, doscientos doscientas, trescientos trescientas, cuatrocientos cuatrocientas,
quinientos quinientas, seiscientos seiscientas, setecientos setecientas, ochocientos ochocientas,
novecientos novecientas
"""
_FROM_FIRST = """
first primero primera primer, second segundo segunda, third tercero tercera tercer, fourth cuarto cuarta,
fifth fith quinto quinta, sixth sexto sexta, seventh septimo septima, eighth eigth octavo octava,
ninth nineth noveno novena, tenth decimo decima, eleventh, twelfth twelth, thirteenth, fourteenth, fifteenth,
sixteenth, seventeenth, eighteenth, nineteenth, twentieth
"""


def _counted(lines: str, start: int, step: int = 1) -> dict[str, int]:
    return {word: start + step * at for at, line in enumerate(lines.split(",")) for word in line.split()}


_UNITS = _counted(_FROM_ZERO, 0)
_TENS = _counted(_FROM_TWENTY, 20, 10)
_HUNDREDS = _counted(_FROM_HUNDRED, 100, 100)

CARDINALS = {**_UNITS, **_TENS}
"""Number words of one word from 0 to 90, folded, English and Spanish."""

ORDINALS = {**_counted(_FROM_FIRST, 1), "thirtieth": 30}
"""Position words ("third", "tercera"), folded, English and Spanish."""

# Words that often mean something else: "one moment", "a second", "once a week", "first of all". They count only
# when everything around them is a word that points ("number one", "the second", "el once").
_DOUBTFUL = {"one", "una", "once", *ORDINALS}
_POINTING = words("""
the la el lo los las number numero num nr n option opcion choice answer respuesta it is its it's es i'd i'll
i i'm pick choose take want like go with for me please thanks thank you por favor gracias para mi elijo escojo
quiero prefiero tomo eleccion line item punto posicion nro mine would ok okay
""")
# "The second one", "this one", "no one": here "one" stands for a thing, not for a number.
_ONE = {"one", "una"}
_BEFORE_ONE = words("the this that which each every no another last any some")

_PIECES = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\Z")
_SUFFIXES = words("st nd rd th o a er ro do to vo mo no")
_BELOW_ZERO = re.compile(r"\s*[-−]\d")
_LONGEST_FIGURE = 9

_COMMON = {str(value): value for value in range(100)}


def number(text: str) -> int | None:
    """Return the one whole number in `text`, or None when there is none, or more than one.

    Understands figures of any script (٣), keycaps (2️⃣), "#2", "no. 2", "2nd", "option three", "la segunda",
    words up to the thousands in English and Spanish, "1,500". A fraction, a negative number, a span ("2-3") and
    a figure of more than 9 digits are None. "Once" alone is None: 11 in Spanish, one time in English.
    So is a text of more than 400 characters. Never raises.
    """
    common = _COMMON.get(text)
    if common is not None:
        return common
    if len(text) <= LONGEST_CACHED:
        return _read_cached(text)
    return _read(text) if len(text) <= LONGEST_ANSWER else None


def western(text: str) -> str:
    """Return `text` with the digits of every script, and signs such as 🔟, ➂ or 三, in figures 0-9."""
    if text.isascii():
        return text
    if len(text) == 1:
        value = unicodedata.numeric(text, None)
        if value is not None and value == int(value):
            return str(int(value))
    return "".join(_western_sign(sign) for sign in text)


def _western_sign(sign: str) -> str:
    if sign == "🔟":
        return "10"
    if sign.isascii() or not sign.isdigit():
        return sign
    return str(unicodedata.digit(sign))


def _read(text: str) -> int | None:
    if is_negative(text):
        return None
    line = western(fold(text))
    pieces = _PIECES.findall(line)
    found: set[int] = set()
    doubtful = False
    others: list[str] = []
    at = 0
    while at < len(pieces):
        value, after = _number_at(pieces, at)
        if pieces[at] in _ONE and after == at + 1 and (found or pieces[max(at - 1, 0)] in _BEFORE_ONE):
            pass
        elif value is None:
            if pieces[at][0].isdigit():
                return None
            others.append(pieces[at])
        else:
            doubtful = doubtful or (after == at + 1 and pieces[at] in _DOUBTFUL)
            found.add(value)
        at = max(after, at + 1)
    if len(found) != 1 or (doubtful and not _all_point(others)) or pieces == ["once"]:
        return None
    return found.pop()


def is_negative(text: str) -> bool:
    """Tell whether `text` starts with a figure below zero. Folding takes its dash away."""
    return _BELOW_ZERO.match(text) is not None


def _all_point(words: list[str]) -> bool:
    return all(word in _POINTING or not word[0].isalnum() for word in words)


def _number_at(pieces: list[str], at: int) -> tuple[int | None, int]:
    """Return the number that starts at `at` (None when none does), and where the next piece starts."""
    piece = pieces[at]
    if piece[0].isdigit():
        return _figure_at(pieces, at)
    if piece in ORDINALS:
        return ORDINALS[piece], at + 1
    if piece == "hundred":
        return 100, at + 1
    total = group = 0
    start = at
    last = 0  # the size of the last word's place: a smaller one may follow it
    while at < len(pieces):
        word = pieces[at]
        if word in ("thousand", "mil") and (group or word == "mil") and total == 0:
            total, group, last = (group or 1) * 1000, 0, 1000
        elif word == "hundred" and 0 < group < 10:
            group, last = group * 100, 100
        elif word in _HUNDREDS and (at == start or last == 1000):
            group, last = group + _HUNDREDS[word], 100
        elif word in _TENS and (at == start or last >= 100):
            group, last = group + _TENS[word], 10
        elif word in _UNITS and (at == start or last >= 100 or (last == 10 and 0 < _UNITS[word] < 10)):
            group, last = group + _UNITS[word], 1
        elif word in ORDINALS and last == 10 and ORDINALS[word] < 10:
            return total + group + ORDINALS[word], at + 1
        elif not _joins(pieces, at, last):
            break
        at += 1
    return (None, start) if at == start else (total + group, at)


def _joins(pieces: list[str], at: int, last: int) -> bool:
    """Tell whether the word at `at` holds a number together: "treinta y uno", "hundred and five"."""
    following = pieces[at + 1] if at + 1 < len(pieces) else ""
    if pieces[at] in ("-", "y") and last == 10:
        return 0 < _UNITS.get(following, 0) < 10 or ORDINALS.get(following, 10) < 10
    return pieces[at] == "and" and last >= 100 and (following in _UNITS or following in _TENS)


def _figure_at(pieces: list[str], at: int) -> tuple[int | None, int]:
    figure = pieces[at].replace(",", "") if _THOUSANDS.match(pieces[at]) else pieces[at]
    if not figure.isdigit() or len(figure) > _LONGEST_FIGURE:
        return None, at
    following = pieces[at + 1] if at + 1 < len(pieces) else ""
    return int(figure), at + (2 if following in _SUFFIXES else 1)


_read_cached = lru_cache(maxsize=4096)(_read)
