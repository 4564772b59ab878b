"""The days that somebody keeps: when they fall, and how they are named."""

from datetime import UTC, date, datetime

import pytest

from flows.holy_days import EVE, HOLY_DAYS, closed, coming, spans
from flows.holy_days_read import named
from flows.words import LANGUAGES, translate

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
# As published: the first whole day of each.
PUBLISHED = {
    "eid_al_fitr": (date(2025, 3, 30), date(2026, 3, 20)),
    "eid_al_adha": (date(2025, 6, 6), date(2026, 5, 27)),
    "diwali": (date(2024, 10, 31), date(2026, 11, 8)),
    "holi": (date(2025, 3, 14), date(2026, 3, 4)),
    "vaisakhi": (date(2025, 4, 13), date(2026, 4, 14)),
    "guru_nanak": (date(2025, 11, 5), date(2026, 11, 24)),
    "lunar_new_year": (date(2025, 1, 29), date(2026, 2, 17)),
    "mid_autumn": (date(2025, 10, 6), date(2026, 9, 25)),
    "nowruz": (date(2025, 3, 21), date(2026, 3, 21)),
    "rosh_hashanah": (date(2025, 9, 23), date(2026, 9, 12)),
    "yom_kippur": (date(2025, 10, 2), date(2026, 9, 21)),
    "sukkot": (date(2025, 10, 7), date(2026, 9, 26)),
    "hanukkah": (date(2025, 12, 15), date(2026, 12, 5)),
    "passover": (date(2025, 4, 13), date(2026, 4, 2)),
    "shavuot": (date(2025, 6, 2), date(2026, 5, 22)),
    "good_friday": (date(2025, 4, 18), date(2026, 4, 3)),
    "easter": (date(2025, 4, 20), date(2026, 4, 5)),
    "easter_monday": (date(2025, 4, 21), date(2026, 4, 6)),
    "orthodox_good_friday": (date(2025, 4, 18), date(2026, 4, 10)),
    "orthodox_easter": (date(2024, 5, 5), date(2026, 4, 12)),
    "timkat": (date(2024, 1, 20), date(2026, 1, 19)),
    "juneteenth": (date(2025, 6, 19), date(2026, 6, 19)),
    "indigenous_peoples_day": (date(2025, 10, 13), date(2026, 10, 12)),
    "kwanzaa": (date(2025, 12, 26), date(2026, 12, 26)),
}


@pytest.mark.parametrize("key", PUBLISHED)
def test_days_fall_as_published(key: str) -> None:
    for day in PUBLISHED[key]:
        assert day in [span.first for span in spans(key, day.year)]


@pytest.mark.parametrize("key", HOLY_DAYS)
def test_every_day_has_dates_for_years_to_come(key: str) -> None:
    for year in range(2025, 2036):
        found = spans(key, year)
        assert 1 <= len(found) <= 2, (key, year)
        assert all(span.first.year == year and span.first <= span.last for span in found)


def test_what_the_moon_decides_may_be_a_day_later() -> None:
    eid = coming("eid_al_fitr", date(2026, 11, 20))
    assert eid is not None
    assert (eid.first, eid.last, eid.about, eid.eve) == (date(2027, 3, 9), date(2027, 3, 10), True, True)
    ten_nights = coming("last_ten_nights", date(2026, 11, 20))
    assert ten_nights is not None
    assert (ten_nights.first, ten_nights.last) == (date(2027, 2, 27), date(2027, 3, 9))


def test_a_day_that_comes_twice_in_a_year() -> None:
    """The lunar year is eleven days shorter."""
    assert [span.first for span in spans("eid_al_fitr", 2033)] == [date(2033, 1, 2), date(2033, 12, 23)]


def test_days_of_ones_own() -> None:
    assert [span.first for span in spans("02-29", 2027)] == [date(2027, 2, 28)]
    assert [span.first for span in spans("02-29", 2028)] == [date(2028, 2, 29)]
    assert coming("2026-04-09", date(2026, 11, 20)) is None
    for wrong in ("", "99-99", "2027-02-30", "weekly:7", "Diwali", "nonsense"):
        assert spans(wrong, 2027) == ()
    fridays = spans("weekly:4", 2027)
    assert len(fridays) == 53
    assert {span.first.weekday() for span in fridays} == {4}


def test_the_evening_before_is_kept_from_four() -> None:
    kept = closed(("yom_kippur", "weekly:6"), 2027)
    assert kept[date(2027, 10, 10)] == 0  # a Sunday too: the whole day
    assert kept[date(2027, 10, 11)] == 0
    assert closed(("yom_kippur",), 2027)[date(2027, 10, 10)] == EVE
    assert date(2027, 10, 12) not in kept


# What is texted, and the keys that it names; "-" before one that is let go, "?" before what we don't know.
NAMED = {
    "Diwali, Saturdays, 14 March": "diwali weekly:5 03-14",
    "diwaly and holi": "diwali holi",
    "Eid": "eid_al_fitr eid_al_adha",
    "eid al-fitr and yom kipour": "eid_al_fitr yom_kippur",
    "not Diwali": "-diwali",
    "remove easter and christmas": "-easter -christmas",
    "sin Navidad": "-christmas",
    "Truth and Reconciliation Day": "truth_and_reconciliation",
    "I keep Shabbat": "weekly:5",
    "los viernes y los domingos": "weekly:4 weekly:6",
    "every Friday": "weekly:4",
    "navidad y pascua": "christmas easter",
    "Easter Sunday": "easter",
    "easter monday": "easter_monday",
    "Día de los Muertos & NOWRUZ": "dia_de_muertos nowruz",
    "the last ten nights of Ramadan": "last_ten_nights",
    "14 November": "11-14",
    "5th of May every year": "05-05",
    "my birthday 5 May": "05-05",
    "14 de marzo": "03-14",
    "29 February": "02-29",
    "March 14, 2027, Vesak": "2027-03-14 vesak",
    "9 April 2027": "2027-04-09",
    "tomorrow": "2026-11-21",
    "Diwali, Diwali; divali": "diwali",
    "3/4": "?3/4",
    "jueves santo, Holi": "holi ?jueves santo",
    "nothing special": "?nothing special",
    "😀": "?😀",
}


@pytest.mark.parametrize("text", NAMED)
def test_days_are_read_as_people_name_them(text: str) -> None:
    found = named(text, now=NOW, zone="Europe/London", language="en")
    read = [*found.add, *(f"-{key}" for key in found.drop), *(f"?{piece}" for piece in found.unknown)]
    assert " ".join(read) == NAMED[text]


def test_in_spanish_the_day_comes_first() -> None:
    assert named("3/4", now=NOW, zone="America/Bogota", language="es").add == ["04-03"]


def test_the_list_and_none() -> None:
    for text in ("LIST", "la lista"):
        assert named(text, now=NOW, zone="UTC", language="en").wants_list
    for text in ("none", "NINGUNO"):
        assert named(text, now=NOW, zone="UTC", language="en").wants_none


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HOLY_DAYS)
def test_every_day_is_known_by_the_name_that_is_read(key: str, language: str) -> None:
    name = translate(HOLY_DAYS[key].name, language)
    assert named(name, now=NOW, zone="UTC", language=language).add == [key]
