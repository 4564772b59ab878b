"""Whole numbers, as people text them."""

import pytest

from flows.understand import number

NUMBERS = {
    "2": 2, "0": 0, "99": 99, " 3 ": 3, "2.": 2, "2!": 2, "(2)": 2, "2)": 2, "#2": 2, "2️⃣": 2,
    "1️⃣2️⃣": 12, "🔟": 10,
    "٣": 3, "３": 3, "५": 5, "۷": 7, "②": 2, "➂": 3, "三": 3, "no. 2": 2, "No 2": 2, "number two": 2,
    "Option 3": 3,
    "opción tres": 3, "la segunda": 2, "the third": 3, "third": 3, "primero": 1, "the first one": 1,
    "the 2nd": 2,
    "2nd one": 2, "3º": 3, "1er": 1, "one": 1, "uno": 1, "una": 1, "twelve": 12, "doce": 12, "quince": 15,
    "dieciséis": 16, "veintidós": 22, "twenty-one": 21, "twenty one": 21, "treinta y uno": 31,
    "ninety nine": 99,
    "noventa y nueve": 99, "cuarenta": 40, "a hundred": 100, "cien": 100, "one hundred and five": 105,
    "two thousand five hundred": 2500, "dos mil quinientos": 2500, "1,500": 1500, "2,500 hours": 2500,
    "about 20": 20, "I have coached 120 hours": 120, "two (2)": 2, "thirty-first": 31, "el once": 11,
    "one please": 1, "number one": 1, "I'd like the second": 2, "1,000,000": 1000000,
}  # fmt: skip
NO_NUMBERS = [
    "", "none", "no", "hello", "1 and 3", "1,3", "2-3", "10-11", "one or two", "five, six", "-3", "−3", "2.5", "1.500",
    "½", "this one", "which one", "no one", "the one I like", "one moment", "a second", "un segundo", "first of all",
    "once", "9" * 10, "9" * 1600, "²³x٣ 4", "twenty-one-two", "👍", "for", "to", "won", "someone", "phone", "\ud800", "\x00",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number(text: str) -> None:
    assert number(text) is None


ENGLISH = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SPANISH = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
SPANISH_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]


@pytest.mark.parametrize("tens", range(2, 10))
@pytest.mark.parametrize("unit", range(1, 10))
def test_compound_words(tens: int, unit: int) -> None:
    value = 10 * tens + unit
    for between in (" ", "-"):
        assert number(ENGLISH_TENS[tens - 2] + between + ENGLISH[unit - 1]) == value
    if tens > 2:
        assert number(f"{SPANISH_TENS[tens - 3]} y {SPANISH[unit - 1]}") == value
