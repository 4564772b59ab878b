"""What a round should be, as coordinators write it. The tables are read as: what is texted, what that says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understand import round_terms
from flows.understand.vocabulary import words

# A Monday morning.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

ENGLISH = {
    "from 7 dec, 6 weeks, an hour every week, in pairs": "starts_on=2026-12-07 weeks=6 minutes=60 every=1 shape=pairs",
    "8 weeks rings mentoring start mon 11 jan close fri 8 jan":
        "weeks=8 shape=rings kind=mentoring starts_on=2027-01-11 closes_on=2027-01-08",
    "Peer coaching in pairs from Monday 7 December to Friday 29 January, one hour every two weeks, similar levels, "
    "say in by Thursday 3 December":
        "kind=coaching shape=pairs starts_on=2026-12-07 ends_on=2027-01-29 minutes=60 every=2 level_gap=1 closes_on=2026-12-03",
    "starting 7th december for six weeks with weekly hour long sessions": "starts_on=2026-12-07 weeks=6 every=1 minutes=60",
    "6wks from mon 7th dec, 1hr weekly, prs": "weeks=6 starts_on=2026-12-07 minutes=60 every=1 shape=pairs",
    "coachng in piars, 6 weaks, sesions evry week 60 mintues": "kind=coaching shape=pairs weeks=6 every=1 minutes=60",
    "pairs please! 6 weeks, from the 7th of Decmber. an hour a week":
        "shape=pairs weeks=6 starts_on=2026-12-07 minutes=60 every=1",
    "kick off 7 dec, sign ups until 3 dec, ends 31 jan": "starts_on=2026-12-07 closes_on=2026-12-03 ends_on=2027-01-31",
    "From Monday, 7 December, until 31 January, pairs": "starts_on=2026-12-07 ends_on=2027-01-31 shape=pairs",
    "start: 7 dec; close: 3 dec": "starts_on=2026-12-07 closes_on=2026-12-03",
    "weeks: 6, sessions: 6, minutes: 60, pairs": "weeks=6 sessions=6 minutes=60 shape=pairs",
    "7 dec to 20 jan": "starts_on=2026-12-07 ends_on=2027-01-20", "7dec-20jan": "starts_on=2026-12-07 ends_on=2027-01-20",
    "Dec 7 – Jan 20 rings": "starts_on=2026-12-07 ends_on=2027-01-20 shape=rings",
    "7-20 jan pairs": "starts_on=2027-01-07 ends_on=2027-01-20 shape=pairs",
    "from 7 to 20 jan": "starts_on=2027-01-07 ends_on=2027-01-20",
    "from 7 dec till 31 jan": "starts_on=2026-12-07 ends_on=2027-01-31",
    "2026-12-07 to 2027-01-20": "starts_on=2026-12-07 ends_on=2027-01-20",
    "say in by 3 Dec": "closes_on=2026-12-03", "closes 3 dec": "closes_on=2026-12-03", "by friday": "closes_on=2026-11-27",
    "deadline fri 4 dec": "closes_on=2026-12-04", "open until 3 dec": "closes_on=2026-12-03",
    "until 3 dec, starts 7 dec": "closes_on=2026-12-03 starts_on=2026-12-07",
    "starts monday 14 december": "starts_on=2026-12-14", "start in 2 weeks": "starts_on=2026-12-07",
    "start today": "starts_on=2026-11-23", "start 14/12": "starts_on=2026-12-14", "starts next monday": "starts_on=2026-11-30",
    "6 sessions, every other week, 45 mins": "sessions=6 every=2 minutes=45", "every two weeks for 12 weeks": "every=2 weeks=12",
    "six fortnightly one-hour sessions": "sessions=6 every=2 minutes=60", "6 x 60 min": "sessions=6 minutes=60",
    "6x60min": "sessions=6 minutes=60", "4 x 90 minute sessions": "sessions=4 minutes=90",
    "6 weekly sessions of 60 min": "sessions=6 every=1 minutes=60", "6 sessions every two weeks": "sessions=6 every=2",
    "6 sessions in 12 weeks": "sessions=6 weeks=12", "one session a week": "every=1", "6-weekly": "every=6",
    "6 sessions monthly hour and a half": "sessions=6 every=4 minutes=90", "2 hours every 3 weeks": "minutes=120 every=3",
    "1.5 hours": "minutes=90", "1h30": "minutes=90", "1 hour 15 min": "minutes=75", "half an hour": "minutes=30",
    "twenty-four sessions": "sessions=24", "8-week round": "weeks=8", "90m": "minutes=90", "45 min each": "minutes=45",
    "any level, trios": "level_gap=3 shape=rings", "same level": "level_gap=0", "two levels apart": "level_gap=2",
    "12 weeks; fortnightly; 1:1": "weeks=12 every=2 shape=pairs", "supervision in triads": "kind=supervision shape=rings",
    "groups of three": "shape=rings", "weekly, every week": "every=1", "": "",
}  # fmt: skip
SPANISH = {
    "desde el lunes 7 de diciembre, 8 semanas, cada dos semanas, 90 minutos, en parejas":
        "starts_on=2026-12-07 weeks=8 every=2 minutes=90 shape=pairs",
    "anillos de mentoría, 10 semanas, quincenal, hora y cuarto, empieza el 11 de enero, cierre 8 de enero":
        "shape=rings kind=mentoring weeks=10 every=2 minutes=75 starts_on=2027-01-11 closes_on=2027-01-08",
    "supervisión en ternas, seis semanas, 1 vez por semana, 60 min, nivel parecido":
        "kind=supervision shape=rings weeks=6 every=1 minutes=60 level_gap=1",
    "tríos, 1 hora, todas las semanas, empieza el lunes 11 de enero y termina el 1 de marzo":
        "shape=rings minutes=60 every=1 starts_on=2027-01-11 ends_on=2027-03-01",
    "hasta el 3 de diciembre": "closes_on=2026-12-03", "del 7 al 20 de enero": "starts_on=2027-01-07 ends_on=2027-01-20",
    "ronda del 8 de febrero, 6 semanas": "starts_on=2027-02-08 weeks=6",
    "del 8 de febrero al 22 de marzo, quincenal": "starts_on=2027-02-08 ends_on=2027-03-22 every=2",
    "6 sesiones, biweekly": "sessions=6 every=2",
    "hasta el 3 de diciembre, desde el 7 de diciembre": "closes_on=2026-12-03 starts_on=2026-12-07",
    "empieza 7/12": "starts_on=2026-12-07", "empieza mañana": "starts_on=2026-11-24",
    "una hora y media cada semana": "minutes=90 every=1", "media hora": "minutes=30", "dos horas al mes": "minutes=120 every=4",
    "cualquier nivel": "level_gap=3", "mismo nivel": "level_gap=0", "una sesión por semana": "every=1",
    "veinticinco minutos, 5 sesiones": "minutes=25 sessions=5", "once semanas": "weeks=11",
    "inicio 7 de diciembre; apuntarse hasta el 3 de diciembre": "starts_on=2026-12-07 closes_on=2026-12-03",
}  # fmt: skip
# What is left over. Nothing of it is among what was read.
LEFT = {
    "start 7/12": "start 7/12", "start tue 14 dec": "start tue 14 dec", "starts 31 june": "starts 31 june",
    "start 1 nov": "start 1 nov", "from 3 jan 2029": "from 3 jan 2029", "7 dec": "7 dec", "start jan": "start jan",
    "starts the first monday of january": "starts the first monday of january", "start 7 or 14 dec": "start 7 or 14 dec",
    "start 7 dec or 14 dec": "start 7 dec or 14 dec", "start after 7 dec": "start after 7 dec",
    "close on 3rd of december at noon": "close on 3rd of december at noon", "closes a week before": "closes a week before",
    "twice a week": "twice a week", "6 or 8 weeks": "6 or 8 weeks", "6-8 weeks": "6-8 weeks",
    "6 weeks, 8 weeks": "6 weeks, 8 weeks", "at least 6 weeks": "least 6 weeks", "30 weeks": "30 weeks", "10 min": "10 min",
    "6 weeks max": "6 weeks max", "3 months": "3 months", "in 2 weeks": "2 weeks", "for a week": "week", "4 hours": "4 hours",
    "60-90 minutes": "60-90 minutes", "1-2 hours": "1-2 hours", "an hour or two": "hour or two", "40 sessions": "40",
    "2 sessions every week": "2 sessions every week", "no rings": "no rings", "pairs or rings": "pairs or rings",
    "pairs/rings": "pairs/rings", "Mentor coaching": "Mentor coaching", "in Paris": "Paris", "hello?": "",
    "en parejas o en tríos": "parejas o en tríos", "máximo 6 semanas": "máximo 6 semanas", "0 weeks": "0 weeks",
    "antes del 8 de febrero": "antes del 8 de febrero", "la semana del 8 de febrero": "semana del 8 de febrero",
    "dos sesiones por semana": "dos sesiones por semana", "till 31 Jan 2031": "till 31 Jan 2031",
}  # fmt: skip
BOTH = {
    "from 7 dec, 6 weeks, till 31 jan": ("starts_on=2026-12-07 weeks=6", "till 31 jan"),
    "we want pairs, not rings": ("shape=pairs", "not rings"),
    "monthly for six months": ("every=4", "six months"),
    "6 weeks w/ 2 sessions a week": ("weeks=6", "w/ 2 sessions a week"),
    "pairs, 6 weeks. Only for those in Kenya": ("shape=pairs weeks=6", "Only for those in Kenya"),
    "6 weeks from 7 dec with Amara and Zoë leading, pairs": (
        "weeks=6 starts_on=2026-12-07 shape=pairs",
        "Amara and Zoë leading",
    ),
}


def terms(text: str, language: str = "en") -> tuple[dict[str, str], str]:
    found, rest = round_terms(text, now=NOW, zone="Europe/London", language=language)
    return {key: str(value) for key, value in found.items()}, rest


def meant(line: str) -> dict[str, str]:
    return dict(part.split("=") for part in line.split())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("en", *row) for row in ENGLISH.items()] + [("es", *row) for row in SPANISH.items()],
)
def test_terms(language: str, text: str, expected: str) -> None:
    assert terms(text, language) == (meant(expected), "")
    assert terms(text.upper(), language) == (meant(expected), "")


@pytest.mark.parametrize("text", LEFT)
def test_what_has_to_be_asked(text: str) -> None:
    assert terms(text) == ({}, LEFT[text])


@pytest.mark.parametrize("text", BOTH)
def test_what_is_read_and_what_is_left(text: str) -> None:
    expected, left = BOTH[text]
    assert terms(text) == (meant(expected), left)


def test_a_letter_is_all_rest() -> None:
    letter = "6 weeks in pairs " * 40
    assert terms(letter) == ({}, letter.strip())


def test_now_is_aware() -> None:
    with pytest.raises(ValueError, match="aware"):
        round_terms("6 weeks", now=datetime(2026, 11, 23), zone="Europe/London", language="en")  # noqa: DTZ001 (that it is naive is the point)


WORDS = """
from 7 dec jan to till by closes hasta el de 6 weeks semanas , - every a hour min x pairs or no 1:1 3/4 30
"""
SAID = st.lists(st.sampled_from(sorted(words(WORDS))), max_size=14).map(" ".join)


@given(st.text(max_size=80) | SAID)
def test_no_text_is_too_odd(text: str) -> None:
    found, rest = round_terms(text, now=NOW, zone="Pacific/Kiritimati", language="es")
    assert isinstance(rest, str)
    for key, (least, most) in {
        "weeks": (1, 26), "sessions": (1, 30), "minutes": (20, 180), "every": (1, 12), "level_gap": (0, 3),
    }.items():  # fmt: skip
        value = found.get(key, least)
        assert isinstance(value, int)
        assert least <= value <= most
    for key in ("starts_on", "closes_on", "ends_on"):
        when = found.get(key, NOW.date())
        assert isinstance(when, date)
        assert NOW.date() <= when <= NOW.date() + timedelta(days=368)
