"""Whatever people text, nothing raises, and nothing takes long."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.understand import (
    Person,
    Series,
    Several,
    Unclear,
    choice,
    choices,
    day,
    fold,
    language_of,
    moment,
    number,
    person,
    places,
    plain,
    series,
    span,
    yes_no,
)
from flows.understand.vocabulary import words
from tests.examples import examples

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MENU = ("Foundation", "Practitioner", "IAPC&M", "30 minutes", "العربية")
READERS: dict[str, Callable[[str], Any]] = {
    "plain": plain,
    "fold": fold,
    "yes_no": yes_no,
    "number": number,
    "choice": lambda text: choice(text, MENU),
    "choices": lambda text: choices(text, MENU),
    "person": person,
    "places": places,
    "moment": lambda text: moment(text, now=NOW, zone="Europe/London", language="en"),
    "momento": lambda text: moment(text, now=NOW, zone="America/Bogota", language="es"),
    "moment_fr": lambda text: moment(text, now=NOW, zone="Europe/Paris", language="fr"),
    "span": lambda text: span(text, now=NOW, zone="Europe/London", language="en"),
    "series": lambda text: series(text, now=NOW, zone="America/Bogota", language="es"),
    "day": lambda text: day(text, now=NOW, zone="Asia/Kathmandu", language="en"),
    "language_of": language_of,
}

# All of Unicode with its lone surrogates, and the words and marks that our grammars look for.
ANY = st.text(st.characters(), max_size=200)
WORDS = words("""
yes no not sí one two twenty once y and or o a the el la las at on in en de del to past half quarter media cuarto menos
para noon midnight next this proximo que viene week semana monday lunes tuesday mar march dec diciembre tomorrow mañana
pasado tonight hoy after dentro hours horas weeks días am pm p.m. h th st 1 2 3 7 10 12 14 29 30 31 2026 2027 18:30 9.30 03/04
1/2/27 2026-12-14 14.12. 0 00:00 24 25 99 1830 - – / , ; & @ . ( ) she/her they my name is I'm call me london ontario uk kenya
every other weekly fortnightly cada todos los thursdays until hasta times veces evenings weekend week london time from
Europe/Paris foundation practitioner iapc&m 30 minutes all both last first 👍 🙏 2️⃣ ٣ \u200d \u202e \x00 \ud800
""")
SPOKEN = st.lists(st.sampled_from(sorted(WORDS)), max_size=14).flatmap(
    lambda said: st.sampled_from([" ", "", "\n", ", "]).map(lambda between: between.join(said))
)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@settings(max_examples=examples(300), deadline=None)
@given(text=ANY | SPOKEN)
@example(text="")
@example(text="\ud800")
@example(text="\x00" * 1600)
@example(text="9" * 1600)
@example(text="in 9999 weeks at 5")
@example(text="in 9999 months at 5")
@example(text="9999-12-31 23:59")
@example(text="0000-00-00 00:00")
@example(text="31/12/9999 24:00")
def test_nothing_raises(reader: Callable[[str], Any], text: str) -> None:
    reader(text)


LONG = [
    "a" * 1600, "9" * 1600, " " * 1600, "1 " * 800, "yes " * 400, "no" * 800, "(" * 1600, "." * 1600, "-" * 1600, "," * 1600,
    "a/" * 800, "she/her " * 200, "1/1/" * 400, "12:30 " * 266, "my name is " * 145, "in a " * 320, "I live in " * 160,
    "👍" * 1600, "\u200d" * 1600, "\u0301" * 1600, "a\u0301" * 800, "'" * 1600, "http" * 400, "a." * 800, "and " * 400,
    "twenty-" * 228, "practicioner " * 123, "\n" * 1600, "x\n" * 800, "de la " * 266, "next " * 320, "1,000," * 266,
    "\ud800" * 1600,
    "monday " * 228, "mañana " * 228, "\u0bcd\u200d" * 800, "a-" * 800, "pronouns " * 177, "@" * 1600, "1h" * 800, "p.m" * 533,
    ", ella" * 266, "(she) " * 266, "London, " * 200, "a b " * 400, "ﷺ" * 1600,
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_long_texts_are_read_in_no_time(reader: Callable[[str], Any]) -> None:
    reader("warm up 14 Dec 2026 9:30")
    for text in LONG:
        started = time.process_time()
        reader(text)
        taken = time.process_time() - started
        assert taken < 0.25, f"{text[:10]!r}… took {taken:.3f} s"  # a hundredth of it is usual


@settings(max_examples=examples(300), deadline=None)
@given(text=ANY | SPOKEN)
def test_the_form_we_compare_is_its_own_form(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert fold(plain(text)) == fold(text)


@settings(max_examples=examples(300), deadline=None)
@given(text=ANY | SPOKEN)
def test_what_is_picked_is_on_the_menu(text: str) -> None:
    picked = choice(text, MENU)
    if isinstance(picked, Several):
        assert len(picked.indexes) > 1
        assert list(picked.indexes) == sorted(set(picked.indexes))
        assert set(picked.indexes) <= set(range(len(MENU)))
    else:
        assert picked is None or 0 <= picked < len(MENU)
    several = choices(text, MENU)
    assert several is None or (several and list(several) == sorted(set(several)) and several[-1] < len(MENU))


@settings(max_examples=examples(500), deadline=None)
@given(text=SPOKEN, now=st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_ahead_and_within_a_year(text: str, now: datetime) -> None:
    found = moment(text, now=now, zone="America/Los_Angeles", language="en")
    for each in found.candidates if isinstance(found, Unclear) else (found,):
        assert each.utcoffset() == timedelta(0)
        assert now - timedelta(minutes=1) < each <= now + timedelta(days=500)
    said = day(text, now=now, zone="America/Los_Angeles", language="en")
    assert isinstance(said, Unclear | date)


@settings(max_examples=examples(300), deadline=None)
@given(text=SPOKEN, now=st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_left_open_and_what_repeats_is_ahead(text: str, now: datetime) -> None:
    windows = span(text, now=now, zone="America/Los_Angeles", language="en")
    if not isinstance(windows, Unclear):
        assert list(windows) == sorted(windows) != []
        assert all(now <= each.since < each.till for each in windows)
    repeated = series(text, now=now, zone="America/Los_Angeles", language="en")
    if isinstance(repeated, Series):
        found = repeated.moments(5)
        assert found[0] == repeated.first > now - timedelta(minutes=1)
        assert found == sorted(set(found))
        assert len(found) <= (repeated.count or 5)


@settings(max_examples=examples(500), deadline=None)
@given(text=ANY | SPOKEN)
def test_a_name_is_short_and_has_a_letter(text: str) -> None:
    said = person(text)
    if isinstance(said, Person):
        assert 0 < len(said.name) <= 60
        assert said.name == said.name.strip()
        assert any(letter.isalpha() for letter in said.name)
        assert not any(mark in said.name for mark in "\n\x00\u202e\u2066\u200b\ud800")
