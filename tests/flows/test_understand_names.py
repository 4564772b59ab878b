"""Names and pronouns, in any script."""

import pytest

from flows.understand import Person, person

NAMES = """
Amara | María José | N’Golo | O'Brien | Jean-Luc | Nguyễn Thị Minh Khai | X Æ | Zoë | Ngũgĩ wa Thiong'o | Sinéad |
Sam (Samantha) | Sam/Samantha | Dr. Ada Obi | Sam Jr. | J.R. | Im Yoona | Si Woo | Nguyen, Le | Ella | Dale | Vale |
Soy | Xi He | Amara 🌸 | R2 | أمارة | محمد بن سلمان | فاطمة الزهراء | अमृता | प्रिया शर्मा | 李小龍 | 山田 太郎 | ゆき | 김민준 |
Дарья | Γιώργος | שרה | ተስፋዬ | ⵎⴰⵙⵉⵏⵉⵙⵙⴰ | சுந்தர் | ณัฐ | გიორგი | Հայկ | علی‌رضا | श्री‍मती | I'd rather not say
"""


@pytest.mark.parametrize("name", [name.strip() for name in NAMES.replace("\n", " ").split("|")])
def test_a_name_is_kept_as_typed(name: str) -> None:
    assert person(name) == Person(name, None)


WITH_PRONOUNS = {
    "Amara, she/her": ("Amara", "she/her"), "Amara she/her": ("Amara", "she/her"),
    "Amara,She/Her": ("Amara", "she/her"),
    "Amara (she/her)": ("Amara", "she/her"), "Amara [she / her]": ("Amara", "she/her"),
    "Sam, they": ("Sam", "they"),
    "Amara, she/her/hers": ("Amara", "she/her/hers"), "Ola - they/them": ("Ola", "they/them"),
    "Ola — they/them": ("Ola", "they/them"), "Lucía (ella)": ("Lucía", "ella"),
    "Ana, ella/la": ("Ana", "ella/la"),
    "Juan, él": ("Juan", "él"), "Ola, pronouns she/they": ("Ola", "she/they"), "Lu, elle": ("Lu", "elle"),
    "Amara. Pronouns: she/her": ("Amara", "she/her"), "Sam they them": ("Sam", "they/them"),
    "My name is Amara and my pronouns are she/her": ("Amara", "she/her"),
    "(she/her) Amara": ("Amara", "she/her"),
    "She/her Amara": ("Amara", "she/her"), "Sam, mage/wizard": ("Sam", "mage/wizard"),
    "Sam (xe/xyr)": ("Sam", "xe/xyr"),
    "Sam, any pronouns": ("Sam", "any"), "Amara\nshe/her": ("Amara", "she/her"), "Sam\n\nthey": ("Sam", "they"),
    "Amara\nmy pronouns are she/her": ("Amara", "she/her"), "Ella, ella": ("Ella", "ella"),
    "Kwame, he": ("Kwame", "he"),
    "Me llamo Lucía, mis pronombres son ella/la": ("Lucía", "ella/la"), "Дарья, она": ("Дарья", "она"),
    "Hi, I'm Sam (they/them)": ("Sam", "they/them"), "Sam (Samantha), she/her": ("Sam (Samantha)", "she/her"),
    "李小龍 (he/him)": ("李小龍", "he/him"), "أمارة، she/her": ("أمارة", "she/her"),
    "Amara, she/her!": ("Amara", "she/her"),
    "Ren, she or they": ("Ren", "she/they"), "Amara, she/her, thanks": ("Amara", "she/her"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WITH_PRONOUNS.items())
def test_pronouns(text: str, expected: tuple[str, str]) -> None:
    assert person(text) == Person(*expected)


LED_IN = {
    "my name is Sam": "Sam", "My name’s Sam": "Sam", "I'm Sam": "Sam", "I’m Sam.": "Sam", "im sam": "sam",
    "I am Sam": "Sam", "call me Sam": "Sam", "You can call me Sam": "Sam", "it's Sam": "Sam",
    "It’s me, Zoë!": "Zoë",
    "Hi, I'm Sam": "Sam", "hola soy Ana": "Ana", "Me llamo Lucía": "Lucía", "soy Ana": "Ana",
    "Llámame Pepe": "Pepe",
    "Puedes llamarme Pepe": "Pepe", "Yes, Sam": "Sam", "Sam, please": "Sam", "“Sam”": "Sam", "  Sam  ": "Sam",
    "Sam\u200b": "Sam", "\u2067محمد\u2069": "محمد", "\u202eSam": "Sam", "Sa\x00m": "Sam",
    "Ana   María": "Ana María",
    "Sam!!!": "Sam", "Sam.": "Sam", "Ame\u0301lie": "Amélie", "\ud83dSam": "Sam",
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), LED_IN.items())
def test_polite_words_and_stray_marks_go(text: str, name: str) -> None:
    assert person(text) == Person(name, None)


NO_NAMES = [
    "yes i am a Black coach", "no wait 8 not 7",
    "", " ", "\n", "👍", "123", "...", "she/her", "they/them", "Hi", "hello!", "Hola", "yes", "ok", "What?", "¿Qué?",
    "https://example.org", "www.example.org", "sam@example.org", "example.com", "a" * 61, "Amara\nfrom Kenya",
    "Amara\nshe/her\nNairobi", "\x00", "\ud800", "x" * 1600, "\u200d\u200d", "Why do you ask?",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NAMES)
def test_no_name(text: str) -> None:
    assert person(text) is None


def test_the_limit_is_the_name_s() -> None:
    assert person("a" * 60) == Person("a" * 60, None)
    assert person("a" * 60 + ", she/her") == Person("a" * 60, "she/her")
    assert person("abcd", max_length=3) is None
