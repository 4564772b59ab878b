"""Places and their clocks."""

from zoneinfo import ZoneInfo

import pytest

from flows.understand import Place, country_name, places

FIRST = {
    "London": ("London", "GB", "Europe/London"), "Londres": ("London", "GB", "Europe/London"),
    "Ciudad de México": ("Mexico City", "MX", "America/Mexico_City"),
    "CDMX": ("Mexico City", "MX", "America/Mexico_City"),
    "Mexico City": ("Mexico City", "MX", "America/Mexico_City"),
    "NYC": ("New York City", "US", "America/New_York"),
    "nyc": ("New York City", "US", "America/New_York"),
    "Nueva York": ("New York City", "US", "America/New_York"),
    "New York": ("New York City", "US", "America/New_York"), "LA": ("Los Angeles", "US", "America/Los_Angeles"),
    "Kathmandu": ("Kathmandu", "NP", "Asia/Kathmandu"), "Bogota": ("Bogotá", "CO", "America/Bogota"),
    "bogotá": ("Bogotá", "CO", "America/Bogota"), "London Ontario": ("London", "CA", "America/Toronto"),
    "London, Ontario": ("London", "CA", "America/Toronto"), "London, ON": ("London", "CA", "America/Toronto"),
    "London, Canada": ("London", "CA", "America/Toronto"), "London UK": ("London", "GB", "Europe/London"),
    "Portland, ME": ("Portland", "US", "America/New_York"),
    "Portland": ("Portland", "US", "America/Los_Angeles"),
    "Portland, Oregon": ("Portland", "US", "America/Los_Angeles"),
    "Nairoby": ("Nairobi", "KE", "Africa/Nairobi"),
    "Johanesburg": ("Johannesburg", "ZA", "Africa/Johannesburg"),
    "Oaklnd": ("Oakland", "US", "America/Los_Angeles"),
    "Johanesburg, South Africa": ("Johannesburg", "ZA", "Africa/Johannesburg"),
    "Europe/Paris": ("Paris", "FR", "Europe/Paris"),
    "america/new_york": ("New York City", "US", "America/New_York"),
    "America/New York": ("New York City", "US", "America/New_York"),
    "Paris, Texas": ("Paris", "US", "America/Chicago"),
    "I live in Lagos": ("Lagos", "NG", "Africa/Lagos"), "vivo en Lima": ("Lima", "PE", "America/Lima"),
    "London time": ("London", "GB", "Europe/London"), "hora de Lima": ("Lima", "PE", "America/Lima"),
    "I'm based in Nairobi, Kenya": ("Nairobi", "KE", "Africa/Nairobi"),
    "Accra, Ghana": ("Accra", "GH", "Africa/Accra"),
    "kingston jamaica": ("Kingston", "JM", "America/Jamaica"),
    "Valencia, España": ("Valencia", "ES", "Europe/Madrid"),
    "San José Costa Rica": ("San José", "CR", "America/Costa_Rica"),
    "Harare, ZW": ("Harare", "ZW", "Africa/Harare"),
    "St Louis": ("St. Louis", "US", "America/Chicago"),
    "Port au Prince": ("Port-au-Prince", "HT", "America/Port-au-Prince"),
    "القاهرة": ("Cairo", "EG", "Africa/Cairo"), "東京": ("Tokyo", "JP", "Asia/Tokyo"),
    "Москва": ("Moscow", "RU", "Europe/Moscow"),
    "मुंबई": ("Mumbai", "IN", "Asia/Kolkata"), "서울": ("Seoul", "KR", "Asia/Seoul"),
    "Singapore": ("Singapore", "SG", "Asia/Singapore"),
    "Brixton, London": ("Brixton", "GB", "Europe/London"), "Soweto": ("Soweto", "ZA", "Africa/Johannesburg"),
    "Kenya": ("", "KE", "Africa/Nairobi"), "Kenia": ("", "KE", "Africa/Nairobi"),
    "UK": ("", "GB", "Europe/London"),
    "Reino Unido": ("", "GB", "Europe/London"), "Argentina": ("", "AR", "America/Argentina/Buenos_Aires"),
    "India": ("", "IN", "Asia/Kolkata"), "California": ("", "US", "America/Los_Angeles"),
    "Wales": ("", "GB", "Europe/London"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIRST.items())
def test_the_likeliest_place(text: str, expected: tuple[str, str, str]) -> None:
    best = places(text)[0]
    assert (best.city, best.country, best.zone) == expected


NOWHERE = [
    "", "USA", "Brazil", "Brasil", "Canada", "Australia", "Russia", "Mexico", "EST", "UTC", "Etc/GMT+3", "GMT", "yes", "no",
    "ok", "hello", "hola", "menu", "help", "stop", "1", "👍", "Narnia", "the moon", "here", "home", "I don't know", "???",
    "Paris, Kenya", "x" * 1600, "\x00", "\ud800", "/", ",", "in", "time", "../../etc/passwd", "Europe/Atlantis",
]  # fmt: skip


@pytest.mark.parametrize("text", NOWHERE)
def test_no_place_or_several_clocks(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "countries"),
    [
    ("London", {"GB", "CA"}), ("Cordoba", {"AR", "ES", "MX"}), ("Valencia", {"ES", "VE"}),
    ("Birmingham", {"GB", "US"}),
        ("Lagos", {"NG", "PT"}), ("La Paz", {"BO", "MX"}), ("San José", {"CR", "US"}),
    ],
)  # fmt: skip
def test_places_of_one_name_are_all_offered(text: str, countries: set[str]) -> None:
    found = places(text)
    assert countries <= {place.country for place in found}
    assert len(found) <= 5
    assert len(set(found)) == len(found)


def test_regions_tell_places_apart() -> None:
    assert places("Portland")[:2] == [
        Place("Portland", "Oregon", "US", "America/Los_Angeles"),
        Place("Portland", "Maine", "US", "America/New_York"),
    ]
    assert {place.zone for place in places("Washington")} == {"America/New_York", "America/Los_Angeles"}


def test_country_names_in_the_writer_s_language() -> None:
    assert places("Kenia", "es")[0].zone == "Africa/Nairobi"
    assert places("Quênia", "pt-BR")[0].zone == "Africa/Nairobi"
    assert places("Kenya", "no such language")[0].zone == "Africa/Nairobi"


@pytest.mark.parametrize("text", FIRST)
def test_every_zone_is_one_that_a_clock_can_use(text: str) -> None:
    for place in places(text):
        ZoneInfo(place.zone)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
    ("KE", "en", "Kenya"), ("KE", "es", "Kenia"), ("de", "es", "Alemania"),
    ("US", "pt-BR", "Estados Unidos"),
        ("XX", "en", "XX"), ("KE", "qq", "Kenya"), ("KE", "", "Kenya"), ("", "en", ""),
    ],
)  # fmt: skip
def test_country_name(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name
