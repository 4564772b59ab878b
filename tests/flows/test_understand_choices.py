"""Picking from a list of options."""

import pytest

from flows.understand import Several, choice, choices, picked

LEVELS = ("Foundation", "Practitioner", "Senior Practitioner", "Master Practitioner")
BODIES = ("EMCC", "ICF", "AC", "APECS", "IAPC&M", "Another body")
LENGTHS = ("30 minutes", "45 minutes", "60 minutes")
HOURS = ("2 hours", "1 hour")
LANGUAGES = ("English", "Español", "العربية")
SHARE = ("Share with my partner", "Only me", "No, don't share")
MANY = tuple(f"Topic {letter}" for letter in "ABCDEFGHIJKLMN")

ONE = [
    (LEVELS, "1", 0), (LEVELS, " 2 ", 1), (LEVELS, "3.", 2), (LEVELS, "2️⃣", 1), (LEVELS, "٣", 2),
    (LEVELS, "#4", 3),
    (LEVELS, "two", 1), (LEVELS, "the third", 2), (LEVELS, "la segunda", 1), (LEVELS, "opción dos", 1),
    (LEVELS, "the last one", 3), (LEVELS, "la última", 3), (LEVELS, "Practitioner", 1),
    (LEVELS, "practitioner!", 1),
    (LEVELS, "practicioner", 1), (LEVELS, "Practioner", 1), (LEVELS, "senior", 2), (LEVELS, "master", 3),
    (LEVELS, "senoir practicioner", 2), (LEVELS, "found", 0), (LEVELS, "foundaton", 0),
    (LEVELS, "Senior Practitioner please", 2), (LEVELS, "I'm a senior practitioner", 2),
    (LEVELS, "3 thanks", 2),
    (BODIES, "emcc", 0), (BODIES, "I’m with the ICF", 1), (BODIES, "ICF!", 1), (BODIES, "ac", 2),
    (BODIES, "apec", 3),
    (BODIES, "iapc", 4), (BODIES, "IAPC & M", 4), (BODIES, "IAPC&M", 4), (BODIES, "another", 5),
    (BODIES, "other", 5),
    (BODIES, "EMCC, please", 0), (LENGTHS, "30", 0), (LENGTHS, "45 min", 1), (LENGTHS, "sixty", 2),
    (LENGTHS, "2", 1),
    (LENGTHS, "60 minutos", 2), (HOURS, "2 hours", 0), (HOURS, "1 hour", 1), (LANGUAGES, "espanol", 1),
    (LANGUAGES, "ESPAÑOL", 1), (LANGUAGES, "englsh", 0), (LANGUAGES, "العربية", 2), (LANGUAGES, "عربية", 2),
    (SHARE, "only me", 1), (SHARE, "no", 2), (SHARE, "no dont share", 2), (MANY, "13", 12),
    (MANY, "topic c", 2),
]  # fmt: skip
SEVERAL = [
    (LEVELS, "1 and 3", (0, 2)), (LEVELS, "2 or 3", (1, 2)), (LEVELS, "1,2", (0, 1)), (LEVELS, "prac",
    (1, 2, 3)),
    (BODIES, "EMCC and ICF", (0, 1)), (BODIES, "emcc/icf", (0, 1)), (BODIES, "EMCC\nAPECS", (0, 3)),
    (BODIES, "1 y EMCC y 4", (0, 3)), (BODIES, "all", (0, 1, 2, 3, 4, 5)), (HOURS, "2", (0, 1)),
    (HOURS, "1", (0, 1)),
    (HOURS, "both", (0, 1)), (LENGTHS, "minutes", (0, 1, 2)),
]  # fmt: skip
NONE = [
    (LEVELS, ""), (LEVELS, "0"), (LEVELS, "5"), (LEVELS, "99"), (LEVELS, "what is foundation?"),
    (LEVELS, "banana"),
    (LEVELS, "not foundation"), (LEVELS, "anything but master"), (LEVELS, "👍"), (LEVELS, "the one I like"),
    (LEVELS, "-2"), (LEVELS, "1 and 9"), (BODIES, "a"), (BODIES, "both"), (BODIES, "neither"), (BODIES, "xyz"),
    (BODIES, "My friend who lives far away told me about EMCC and so I came"), (BODIES, "icff"), ((), "1"),
    ((), "x"),
    (BODIES, "I live at 3 Main Street"), (MANY, "15"), (LANGUAGES, "Klingon"), (LEVELS, "\ud800"),
    (LEVELS, "\x00"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "text", "place"), ONE)
def test_one(options: tuple[str, ...], text: str, place: int) -> None:
    assert choice(text, options) == place
    assert choice(text, list(options)) == place


@pytest.mark.parametrize(("options", "text", "places"), SEVERAL)
def test_several(options: tuple[str, ...], text: str, places: tuple[int, ...]) -> None:
    assert choice(text, options) == Several(places)


@pytest.mark.parametrize(("options", "text"), NONE)
def test_none(options: tuple[str, ...], text: str) -> None:
    assert choice(text, options) is None


PICKS = [
    (BODIES, "2", (1,)), (BODIES, "1 and 3", (0, 2)), (BODIES, "1,3", (0, 2)), (BODIES, "3, 1 ,1", (0, 2)),
    (BODIES, "13", (0, 2)), (BODIES, "1 3 5", (0, 2, 4)), (BODIES, "2 y 4", (1, 3)), (BODIES, "1, 2 & 4",
    (0, 1, 3)),
    (BODIES, "1+2", (0, 1)), (BODIES, "1/2", (0, 1)), (BODIES, "1، 2", (0, 1)), (BODIES, "①②", (0, 1)),
    (BODIES, "two and three", (1, 2)), (BODIES, "1) 2)", (0, 1)), (BODIES, "1.3", (0, 2)),
    (BODIES, "EMCC, another, apecs", (0, 3, 5)), (BODIES, "emcc icf", (0, 1)), (BODIES, "EMCC and IAPC&M",
    (0, 4)),
    (BODIES, "1 and emcc", (0,)), (BODIES, "emcc and the last one", (0, 5)), (BODIES, "emcc\nicf", (0, 1)),
    (BODIES, "all", tuple(range(6))), (BODIES, "todas", tuple(range(6))), (BODIES, "Any", tuple(range(6))),
    (BODIES, "all of them", tuple(range(6))), (HOURS, "both", (0, 1)), (LENGTHS, "all three", (0, 1, 2)),
    (LENGTHS, "los tres", (0, 1, 2)), (LENGTHS, "30 and 45", (0, 1)),
    (LENGTHS, "45", (1,)), (LEVELS, "senior and master", (2, 3)), (MANY, "13", (12,)), (MANY, "1 and 13",
    (0, 12)),
    (LEVELS, "Practitioner and foundation", (0, 1)),
]  # fmt: skip
NO_PICKS = [
    (BODIES, ""), (BODIES, "1 and 9"), (BODIES, "19"), (BODIES, "113"), (BODIES, "1-3"),
    (BODIES, "all except 2"),
    (BODIES, "both"), (BODIES, "1 and banana"), (BODIES, "not 2"), (LEVELS, "prac"), (MANY, "15"), (MANY, "99"),
    (BODIES, "why?"), ((), "1"), (BODIES, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "text", "places"), PICKS)
def test_picks(options: tuple[str, ...], text: str, places: tuple[int, ...]) -> None:
    assert choices(text, options) == places


@pytest.mark.parametrize(("options", "text"), NO_PICKS)
def test_no_picks(options: tuple[str, ...], text: str) -> None:
    assert choices(text, options) is None


@pytest.mark.parametrize("options", [LEVELS, BODIES, LENGTHS, LANGUAGES, SHARE, MANY])
def test_every_number_and_every_name_picks_its_option(options: tuple[str, ...]) -> None:
    for place, name in enumerate(options):
        assert choice(str(place + 1), options) == place
        for form in (name, name.lower(), name.upper(), f" {name}. "):
            assert choice(form, options) == place
            assert choices(form, options) == (place,)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("2", 1), ("2 please", 1), ("the second one", 1), ("la segunda", 1), ("option 3", 2), ("1 is good", 0),
        ("4", None), ("friday 3pm", None), ("thursday 2pm", None), ("friday at 1", None), ("2pm", None), ("2 pm", None),
        ("1 jan", None), ("1 jan 5pm", None), ("1 de enero", None), ("1:30", None), ("1 or 2", None), ("2h", None),
        ("2 of march", None), ("3ish", None), ("sab 2", None), ("the 2nd of january", None),
    ],
)  # fmt: skip
def test_a_number_picks_what_was_offered_and_no_date_does(text: str, index: int | None) -> None:
    assert picked(text, 3) == index


@pytest.mark.parametrize(
    "text", ["2", "2.", "the second one", "la 2", "2 me va bien", "number 2 works for me", "#2 please"]
)
def test_a_time_is_picked_by_its_number(text: str) -> None:
    assert picked(text, 3) == 1


@pytest.mark.parametrize(
    "text",
    [
        "por zoom https://zoom.example/1", "zoom.us/j/2", "www.meet.example/3", "write to amara2@mail.example", "in 3 weeks",
        "dentro de 2 semanas", "I've got 2 kids at home and the mornings are hard for us", "2 hours", "1 de enero",
    ],
)  # fmt: skip
def test_a_figure_in_something_else_picks_none(text: str) -> None:
    assert picked(text, 3) is None
