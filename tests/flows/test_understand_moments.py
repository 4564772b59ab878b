"""Dates with a time, as people write them. The tables are read as: what is texted, what their clock shows then."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from flows.understand import Reason, Unclear, changed, day, moment, other_time

# A Monday morning: 10:00 in London, 02:00 in Los Angeles, 15:45 in Kathmandu, 05:00 in Bogotá.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONDON, LOS_ANGELES, KATHMANDU, BOGOTA = (
    "Europe/London",
    "America/Los_Angeles",
    "Asia/Kathmandu",
    "America/Bogota",
)
ZONES = [LONDON, LOS_ANGELES, KATHMANDU, BOGOTA]


def local(text: str, zone: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


ENGLISH = {
    "tomorrow 6pm": "2026-11-24 18:00", "tmrw at 18:30": "2026-11-24 18:30",
    "thurs after 4ish": "2026-11-26 16:00",
    "the 14th, 9.30 my time": "2026-12-14 09:30", "14 Dec 9:30": "2026-12-14 09:30",
    "Dec 14 at noon": "2026-12-14 12:00",
    "2026-12-14 09:30": "2026-12-14 09:30", "half past six tomorrow": "2026-11-24 18:30",
    "Sat 10-11am": "2026-11-28 10:00",
    "14th december 6 pm": "2026-12-14 18:00", "December 14, 2026 at 6:00 PM": "2026-12-14 18:00",
    "Dec 14th, 2026, 5:30 P.M.": "2026-12-14 17:30", "Mon, 14 Dec 2026 09:30:00": "2026-12-14 09:30",
    "Monday 14 December 5pm": "2026-12-14 17:00", "5pm Monday 14 Dec": "2026-12-14 17:00",
    "at 5 on the 14th": "2026-12-14 17:00",
    "the fourteenth at 5": "2026-12-14 17:00", "3rd of January 7:15am": "2027-01-03 07:15",
    "Wed 2nd Dec 5.30pm": "2026-12-02 17:30",
    "Fri 4.12. 18:30": "2026-12-04 18:30", "12/15 5pm": "2026-12-15 17:00",
    "15/12/2026 5pm": "2026-12-15 17:00",
    "1/1/27 9am": "2027-01-01 09:00", "2026/12/14 18:00": "2026-12-14 18:00", "wensday 5pm": "2026-11-25 17:00",
    "Thrusday 5pm": "2026-11-26 17:00", "Satruday 5pm": "2026-11-28 17:00", "tommorow at 5": "2026-11-24 17:00",
    "5 febuary 10am": "2027-02-05 10:00", "tuesday next week 5pm": "2026-12-01 17:00",
    "next week Tuesday at 5pm": "2026-12-01 17:00",
    "Tuesday week 5pm": "2026-12-01 17:00", "this friday at 4": "2026-11-27 16:00",
    "next Monday at 5": "2026-11-30 17:00",
    "in 3 days at 4pm": "2026-11-26 16:00", "in two weeks at 9am": "2026-12-07 09:00",
    "the day after tomorrow at 5": "2026-11-25 17:00",
    "tomorrow morning at 9": "2026-11-24 09:00", "tomorrow evening 7-8": "2026-11-24 19:00",
    "Thursday evening 7pm": "2026-11-26 19:00",
    "6 in the morning on Friday": "2026-11-27 06:00", "tues am 7": "2026-11-24 07:00",
    "quarter past 4 friday": "2026-11-27 16:15",
    "quarter to five friday": "2026-11-27 16:45", "ten to six tomorrow": "2026-11-24 17:50",
    "20 past 4 friday": "2026-11-27 16:20",
    "half six friday": "2026-11-27 18:30", "six thirty tomorrow": "2026-11-24 18:30",
    "tomorrow 5 30 pm": "2026-11-24 17:30",
    "6 o'clock tomorrow": "2026-11-24 18:00", "tomorrow at six o’clock sharp": "2026-11-24 18:00",
    "tomorrow at 1830": "2026-11-24 18:30",
    "tomorrow 0930": "2026-11-24 09:30", "1830 hours tomorrow": "2026-11-24 18:30",
    "tomorrow 930am": "2026-11-24 09:30",
    "tomorrow 06:30": "2026-11-24 06:30", "6:30 tomorrow": "2026-11-24 18:30",
    "tomorrow 18h": "2026-11-24 18:00",
    "tomorrow 12pm": "2026-11-24 12:00", 
    "tomorrow at 11": "2026-11-24 11:00",
    "tomorrow at 12": "2026-11-24 12:00", "tomorrow at 1": "2026-11-24 13:00",
    "tomorrow 11-1pm": "2026-11-24 11:00",
    "from 5 to 6 tomorrow": "2026-11-24 17:00",
    "between 5 and 6 tomorrow": "2026-11-24 17:00", "tomorrow 10am–11am": "2026-11-24 10:00",
    "friday noon-1": "2026-11-27 12:00",
    "tomorrow @5": "2026-11-24 17:00", "Tuesday\n6pm": "2026-11-24 18:00",
    "TOMORROW 6PM!!!": "2026-11-24 18:00",
    "tomorrow ６pm": "2026-11-24 18:00", "tomorrow ٦ pm": "2026-11-24 18:00",
    "tomorrow 6pm 👍": "2026-11-24 18:00",
    "yes please, tomorrow at 5 works for me": "2026-11-24 17:00", 
    "I am free tomorrow at 5": "2026-11-24 17:00", "maybe Tuesday 5pm?": "2026-11-24 17:00",
    "14 at 5pm": "2026-12-14 17:00",
}  # fmt: skip
SPANISH = {
    "mañana a las 3": "2026-11-24 15:00", "manana a las 3": "2026-11-24 15:00",
    "pasado mañana a las 10 de la mañana": "2026-11-25 10:00",
    "el jueves 18h": "2026-11-26 18:00", "lunes 7 de diciembre a las 7 de la tarde": "2026-12-07 19:00",
    "mañana a las 6 y media": "2026-11-24 18:30", "mañana a las 9 y cuarto": "2026-11-24 09:15",
    "viernes a las 5 y veinte": "2026-11-27 17:20",
    "a las siete menos cuarto del viernes": "2026-11-27 18:45",
    "un cuarto para las 7 mañana": "2026-11-24 18:45",
    "diez para las cinco mañana": "2026-11-24 16:50", "el miercoles a las 5": "2026-11-25 17:00",
    "el miércoles a las cinco": "2026-11-25 17:00",
    "mañana por la mañana a las 9": "2026-11-24 09:00", "mañana en la tarde a las 4": "2026-11-24 16:00",
    "mañana al mediodía": "2026-11-24 12:00",
    "mañana a las 12 del mediodía": "2026-11-24 12:00", "mañana a las 2 de la madrugada": "2026-11-24 02:00",
    "el 14 a las 5": "2026-12-14 17:00", "el día 14 a las 17:00": "2026-12-14 17:00",
    "el 7 del 12 a las 18:00": "2026-12-07 18:00",
    "primero de diciembre a las 3 de la tarde": "2026-12-01 15:00",
    "1ro de diciembre 15:00": "2026-12-01 15:00",
    "03/04 17:00": "2027-04-03 17:00", "3/4/2027 a las 17:00": "2027-04-03 17:00",
    "25/12 17:00": "2026-12-25 17:00",
    "14 de diciembre de 2026 a las 18:30": "2026-12-14 18:30",
    "lunes 14 de diciembre del 2026, 18.30": "2026-12-14 18:30",
    "sábado 5 de diciembre a las 4": "2026-12-05 16:00", "5 de setiembre a las 4": "2027-09-05 16:00",
    "biernes 5pm": "2026-11-27 17:00",
    "viernes de 5 a 6": "2026-11-27 17:00", "viernes entre las 5 y las 6": "2026-11-27 17:00",
    "lunes 7 a las 5": "2026-12-07 17:00",
    "dentro de dos semanas a las 9": "2026-12-07 09:00",
    "el viernes a la una": "2026-11-27 13:00",
    "la semana que viene el martes a las 5": "2026-12-01 17:00",
    "el martes de la próxima semana a las 5": "2026-12-01 17:00",
    "mañana a las 15 horas": "2026-11-24 15:00", "mañana a las 7 p. m.": "2026-11-24 19:00",
    "mañana 19:00h": "2026-11-24 19:00",
    "jueves a las 5 en punto": "2026-11-26 17:00", 
    "sí, mañana a las 5": "2026-11-24 17:00",
    "próximo lunes 30 a las 4": "2026-11-30 16:00", "el viernes 27 a las 8 de la noche": "2026-11-27 20:00",
}  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("language", "text", "clock"),
    [("en", *row) for row in ENGLISH.items()] + [("es", *row) for row in SPANISH.items()],
)
def test_moment(language: str, text: str, clock: str, zone: str) -> None:
    # It is the same day in all four zones, so each text means the same on each of the four clocks.
    assert moment(text, now=NOW, zone=zone, language=language) == local(clock, zone)


TODAY = [
    (LONDON, "en", "tonight at 8", "2026-11-23 20:00"), (LONDON, "en", "today at 3", "2026-11-23 15:00"),
    (LONDON, "en", "this evening at 7", "2026-11-23 19:00"),
    (LONDON, "en", "tonight at 12", "2026-11-24 00:00"),
    (LOS_ANGELES, "en", "tonight at 8", "2026-11-23 20:00"),
    (LOS_ANGELES, "en", "today at 9", "2026-11-23 09:00"),
    (KATHMANDU, "en", "this evening at 7", "2026-11-23 19:00"),
    (BOGOTA, "es", "esta noche a las 9", "2026-11-23 21:00"),
    (BOGOTA, "es", "hoy a las 8 de la noche", "2026-11-23 20:00"),
    (BOGOTA, "es", "esta tarde a las 5", "2026-11-23 17:00"),
    (BOGOTA, "es", "esta mañana a las 9", "2026-11-23 09:00"),
    (LONDON, "en", "in two hours", "2026-11-23 12:00"),
    (KATHMANDU, "en", "in two hours", "2026-11-23 17:45"), (BOGOTA, "es", "en dos horas", "2026-11-23 07:00"),
    (LONDON, "en", "in 45 minutes", "2026-11-23 10:45"),
    (LONDON, "en", "in an hour and a half", "2026-11-23 11:30"),
    (LONDON, "en", "half an hour from now", "2026-11-23 10:30"),
    (BOGOTA, "es", "en media hora", "2026-11-23 05:30"),
    (BOGOTA, "es", "dentro de hora y media", "2026-11-23 06:30"),
    (LONDON, "en", "in 36 hours", "2026-11-24 22:00"),
    (LONDON, "en", "tomorrow 18:30 UTC", "2026-11-24 18:30"),
    (BOGOTA, "en", "2026-12-14T09:30Z", "2026-12-14 04:30"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "language", "text", "clock"), TODAY)
def test_moments_counted_from_now(zone: str, language: str, text: str, clock: str) -> None:
    assert moment(text, now=NOW, zone=zone, language=language) == local(clock, zone)


def test_in_the_hour_between_the_second_pass_is_meant() -> None:
    now = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 1:45 in London, for the first time
    assert moment("today 1:30am", now=now, zone=LONDON, language="en") == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_tomorrow_is_the_writer_s_tomorrow() -> None:
    now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # still the 23rd in Los Angeles
    assert moment("tomorrow 6pm", now=now, zone=LOS_ANGELES, language="en") == local(
        "2026-11-24 18:00", LOS_ANGELES
    )
    assert moment("tomorrow 6pm", now=now, zone=LONDON, language="en") == local("2026-11-25 18:00", LONDON)


UNCLEAR = [
    ("en", "yes", Reason.UNREADABLE), ("en", "whenever", Reason.UNREADABLE), ("en", "", Reason.UNREADABLE),
    ("en", "not Monday 5pm", Reason.UNREADABLE), ("en", "every Monday 5pm", Reason.UNREADABLE),
    ("en", "before 5 tomorrow", Reason.UNREADABLE),
    ("en", "until 5 tomorrow", Reason.UNREADABLE), ("en", "after Monday 5pm", Reason.UNREADABLE),
    ("en", "munday 5pm", Reason.UNREADABLE),
    ("en", "9am EST tomorrow", Reason.UNREADABLE), ("en", "14 December 9:30 EST", Reason.UNREADABLE),
    ("en", "tomorrow 9am your time", Reason.UNREADABLE),
    ("en", "25:00 tomorrow", Reason.UNREADABLE), ("en", "tomorrow 18am", Reason.UNREADABLE),
    ("en", "Thursday morning 7pm", Reason.UNREADABLE),
    ("en", "in two hours tomorrow", Reason.UNREADABLE), ("en", "in 1.5 hours", Reason.UNREADABLE),
    ("en", "tomorrow 2 hours", Reason.UNREADABLE),
    ("en", "tomorrow 5 6pm", Reason.UNREADABLE), ("en", "the 24th of next month at 5", Reason.UNREADABLE),
    ("en", "2 days ago", Reason.UNREADABLE),
    ("es", "no puedo el lunes a las 5", Reason.UNREADABLE),
    ("es", "todos los lunes a las 5", Reason.UNREADABLE),
    ("es", "después del lunes a las 5", Reason.UNREADABLE), ("es", "cuando quieras", Reason.UNREADABLE),
    ("es", "de mañana en ocho", Reason.UNREADABLE), ("es", "5 a las 6", Reason.UNREADABLE),
    ("en", "I can't do Monday at 5", Reason.UNREADABLE), ("en", "last Tuesday 5pm", Reason.UNREADABLE),
    ("en", "Friday 5pm? no, 6pm", Reason.UNREADABLE), ("en", "any time but Tuesday 5pm", Reason.UNREADABLE),
    ("en", "one hour before noon tomorrow", Reason.UNREADABLE), ("es", "el lunes no, martes a las 5", Reason.UNREADABLE),
    ("es", "mañana a las 5 hora de España", Reason.UNREADABLE),
    ("es", "mar 14 5pm", Reason.UNREADABLE),
    ("en", "5pm", Reason.NO_DATE), ("en", "7", Reason.NO_DATE), ("en", "next week", Reason.NO_DATE),
    ("en", "next week 5pm", Reason.NO_DATE),
    ("es", "a las 5", Reason.NO_DATE), ("en", "tuesday", Reason.NO_TIME),
    ("en", "tomorrow morning", Reason.NO_TIME),
    ("en", "14 Dec", Reason.NO_TIME), ("en", "tonight", Reason.NO_TIME),
    ("es", "mañana por la tarde", Reason.NO_TIME),
    ("en", "yesterday 5pm", Reason.PAST), ("en", "today at 9am", Reason.PAST), ("en", "3 nov 5pm", Reason.PAST),
    ("en", "2026-11-01 17:00", Reason.PAST), ("es", "ayer a las 5", Reason.PAST),
    ("en", "29 Feb 2027 10am", Reason.NO_SUCH_DAY),
    ("en", "31 June 5pm", Reason.NO_SUCH_DAY), ("en", "29 Feb 10am", Reason.NO_SUCH_DAY),
    ("es", "12/25 17:00", Reason.NO_SUCH_DAY),
    ("es", "31 de noviembre a las 5", Reason.NO_SUCH_DAY), ("en", "the 31st at 5pm", Reason.NO_SUCH_DAY),
    ("en", "20 jan 2030 5pm", Reason.TOO_FAR), ("en", "2028-12-14 09:30", Reason.TOO_FAR),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reason"), UNCLEAR)
def test_unclear(language: str, text: str, reason: Reason) -> None:
    found = moment(text, now=NOW, zone=LONDON, language=language)
    assert isinstance(found, Unclear)
    assert found.reason is reason


AMBIGUOUS = {
    "next Tuesday 5pm": ["2026-11-24 17:00", "2026-12-01 17:00"],
    "Tuesday next 5pm": ["2026-11-24 17:00", "2026-12-01 17:00"],
    "03/04 5pm": ["2027-03-04 17:00", "2027-04-03 17:00"],
    "1/2/27 9am": ["2027-01-02 09:00", "2027-02-01 09:00"],
    "Tue 5pm or Wed 6pm": ["2026-11-24 17:00", "2026-11-25 18:00"],
    "Tue 5pm, Wed 6pm": ["2026-11-24 17:00", "2026-11-25 18:00"],
    "Tue or Wed 5pm": ["2026-11-24 17:00", "2026-11-25 17:00"],
    "Tue 5 or 6pm": ["2026-11-24 17:00", "2026-11-24 18:00"],
    "8 or 9pm tomorrow": ["2026-11-24 20:00", "2026-11-24 21:00"],
    "Dec 14 or 15 at 5": ["2026-12-14 17:00", "2026-12-15 17:00"],
    "14-15 Dec 5pm": ["2026-12-14 17:00", "2026-12-15 17:00"],
    "Monday 5pm": ["2026-11-23 17:00", "2026-11-30 17:00"],
    "midnight tomorrow": ["2026-11-24 00:00", "2026-11-25 00:00"],
    "Tuesday 14 Dec 5pm": ["2026-11-24 17:00", "2026-12-14 17:00"],
    "7-8 tomorrow": ["2026-11-24 07:00", "2026-11-24 19:00"],
    "5 to 6 tomorrow": ["2026-11-24 17:00", "2026-11-24 17:55"],
    "tomorrow 6h": ["2026-11-24 06:00", "2026-11-24 18:00"],
    "2026-12-14 6:30": ["2026-12-14 06:30", "2026-12-14 18:30"],
    "Sunday next week 5pm": ["2026-11-29 17:00", "2026-12-06 17:00"],
    "el martes que viene a las 5": ["2026-11-24 17:00", "2026-12-01 17:00"],
    "el próximo martes a las 5": ["2026-11-24 17:00", "2026-12-01 17:00"],
    "martes o miércoles a las 5": ["2026-11-24 17:00", "2026-11-25 17:00"],
    "viernes 4 y 5": ["2026-11-27 16:00", "2026-11-27 17:00"],
    "tomorrow at 7": ["2026-11-24 07:00", "2026-11-24 19:00"],
    "How about Friday at 8?": ["2026-11-27 08:00", "2026-11-27 20:00"],
    "¿qué tal el viernes a las 7?": ["2026-11-27 07:00", "2026-11-27 19:00"],
    "tomorrow 12am": ["2026-11-24 00:00", "2026-11-25 00:00"],
    "en 15 días a las 4": ["2026-12-07 16:00", "2026-12-08 16:00"],
    "mañana a las 12 de la noche": ["2026-11-24 00:00", "2026-11-25 00:00"],
}  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("text", "clocks"), AMBIGUOUS.items())
def test_ambiguous(text: str, clocks: list[str], zone: str) -> None:
    found = moment(text, now=NOW, zone=zone, language="en")
    assert found == Unclear(Reason.AMBIGUOUS, tuple(local(clock, zone) for clock in clocks))


def test_what_may_have_been_meant_is_offered() -> None:
    evening = (local("2026-11-23 21:00", LONDON),)
    assert moment("today at 9", now=NOW, zone=LONDON, language="en") == Unclear(Reason.PAST, evening)
    assert moment("9pm", now=NOW, zone=LONDON, language="en") == Unclear(Reason.NO_DATE, evening)
    tomorrow = (local("2026-11-24 09:00", LONDON),)
    assert moment("9am", now=NOW, zone=LONDON, language="en") == Unclear(Reason.NO_DATE, tomorrow)


SKIPPED = [
    (LONDON, "Sunday 29 March 2026 1:30am", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    (LONDON, "29 March at 01:00", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    (LOS_ANGELES, "8 March 2026 2:30am", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 8, 10, 30, tzinfo=UTC)),
]  # fmt: skip
TWICE = [
    (LONDON, "Sunday 25 October 1:30am", datetime(2026, 10, 20, tzinfo=UTC), (0, 30), (1, 30)),
    (LOS_ANGELES, "1 Nov 2026 1:30 am", datetime(2026, 10, 20, tzinfo=UTC), (8, 30), (9, 30)),
    (LOS_ANGELES, "1 de noviembre a las 01:00", datetime(2026, 10, 20, tzinfo=UTC), (8, 0), (9, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "text", "now", "after"), SKIPPED)
def test_a_time_that_the_clock_change_skips(zone: str, text: str, now: datetime, after: datetime) -> None:
    assert moment(text, now=now, zone=zone, language="en") == Unclear(Reason.SKIPPED, (after,))


@pytest.mark.parametrize(("zone", "text", "now", "first", "second"), TWICE)
def test_a_time_that_happens_twice(
    zone: str, text: str, now: datetime, first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = moment(text, now=now, zone=zone, language="en")
    day_of = datetime(2026, 10, 25, tzinfo=UTC) if zone == LONDON else datetime(2026, 11, 1, tzinfo=UTC)
    passes = tuple(day_of.replace(hour=hour, minute=minute) for hour, minute in (first, second))
    assert found == Unclear(Reason.TWICE, passes)


@pytest.mark.parametrize(
    ("zone", "text", "now", "expected"),
    [
        # The hour around each change is there, and the days on both sides have their own offsets.
        (
            LONDON,
            "29 March 12:59am",
            datetime(2026, 3, 20, tzinfo=UTC),
            datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        ),
        (LONDON, "29 March 2am", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (LONDON, "28 March 6pm", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 28, 18, 0, tzinfo=UTC)),
        (LONDON, "29 March 6pm", datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 29, 17, 0, tzinfo=UTC)),
        (
            LONDON,
            "25 October 2am",
            datetime(2026, 10, 20, tzinfo=UTC),
            datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
        ),
        (
            LOS_ANGELES,
            "8 March 3am",
            datetime(2026, 3, 1, tzinfo=UTC),
            datetime(2026, 3, 8, 10, 0, tzinfo=UTC),
        ),
        (
            LOS_ANGELES,
            "31 October 6pm",
            datetime(2026, 10, 20, tzinfo=UTC),
            datetime(2026, 11, 1, 1, 0, tzinfo=UTC),
        ),
        (
            LOS_ANGELES,
            "1 November 6pm",
            datetime(2026, 10, 20, tzinfo=UTC),
            datetime(2026, 11, 2, 2, 0, tzinfo=UTC),
        ),
        (LONDON, "in 24 hours", datetime(2026, 3, 28, 18, tzinfo=UTC), datetime(2026, 3, 29, 18, tzinfo=UTC)),
    ],
)
def test_around_the_clock_changes(zone: str, text: str, now: datetime, expected: datetime) -> None:
    assert moment(text, now=now, zone=zone, language="en") == expected


DAYS = [
    ("en", "friday", date(2026, 11, 27)), ("en", "in two weeks", date(2026, 12, 7)),
    ("en", "15 jan", date(2027, 1, 15)),
    ("es", "el viernes", date(2026, 11, 27)), ("en", "today", date(2026, 11, 23)),
    ("es", "hoy", date(2026, 11, 23)),
    ("en", "tomorrow", date(2026, 11, 24)), ("en", "the 15th", date(2026, 12, 15)),
    ("es", "el 15", date(2026, 12, 15)),
    ("es", "lunes 7", date(2026, 12, 7)), ("es", "en 15 días", date(2026, 12, 8)),
    ("en", "friday 5pm", date(2026, 11, 27)),
    ("en", "in a month", date(2026, 12, 23)), ("en", "tuesday next week", date(2026, 12, 1)),
    ("es", "pasado mañana", date(2026, 11, 25)),
    ("en", "2027-01-15", date(2027, 1, 15)), ("es", "15/01", date(2027, 1, 15)),
    ("en", "by friday", Reason.UNREADABLE),
    ("en", "whenever", Reason.UNREADABLE), ("en", "next month", Reason.UNREADABLE),
    ("en", "next week", Reason.NO_DATE),
    ("en", "5pm", Reason.NO_DATE), ("en", "31 june", Reason.NO_SUCH_DAY), ("en", "29 Feb", Reason.NO_SUCH_DAY),
    ("en", "yesterday", Reason.PAST), ("en", "20 nov", Reason.PAST), ("en", "next friday", Reason.AMBIGUOUS),
    ("en", "03/04", Reason.AMBIGUOUS), ("en", "monday", Reason.AMBIGUOUS),
    ("en", "tuesday or wednesday", Reason.AMBIGUOUS),
    ("en", "2030-01-01", Reason.TOO_FAR), ("en", "", Reason.UNREADABLE),
]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("language", "text", "expected"), DAYS)
def test_day(language: str, text: str, expected: date | Reason, zone: str) -> None:
    found = day(text, now=NOW, zone=zone, language=language)
    assert (found.reason if isinstance(found, Unclear) else found) == expected


OTHER_LANGUAGES = [
    ("fr", "14 décembre 2026 à 9h30", "2026-12-14 09:30"),
    ("fr", "lundi 14 décembre à 18h30", "2026-12-14 18:30"),
    ("pt", "14 de dezembro às 18:30", "2026-12-14 18:30"), ("ar", "14 ديسمبر 18:30", "2026-12-14 18:30"),
    ("fr", "mardi 14 décembre 2026 à 9h30", Reason.UNREADABLE),
    ("fr", "avant le 14 décembre à 9h30", Reason.UNREADABLE),
    ("fr", "14 décembre à 9h30 ou 15 décembre", Reason.UNREADABLE),
    ("fr", "14 décembre 9h30 heure de Paris", Reason.UNREADABLE),
    ("xx", "14 joulukuuta 9:30", Reason.UNREADABLE), ("", "tomorrow 6pm", "2026-11-24 18:00"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_dates_in_other_languages_are_read_whole_or_not_at_all(
    language: str, text: str, expected: str | Reason
) -> None:
    found = moment(text, now=NOW, zone=LONDON, language=language)
    if isinstance(expected, str) and not isinstance(expected, Reason):
        assert found == local(expected, LONDON)
    else:
        assert isinstance(found, Unclear)
        assert found.reason is expected


def test_wrong_arguments_are_the_caller_s_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        moment("tomorrow 6pm", now=datetime(2026, 1, 1), zone=LONDON, language="en")  # noqa: DTZ001
    with pytest.raises(ZoneInfoNotFoundError):
        day("tomorrow", now=NOW, zone="Europe/Atlantis", language="en")


# Said by somebody in London who has just read "Thursday 26 November, 18:00".
INSTEAD = {
    "no wait 7 not 6": "2026-11-26 19:00", "no wait 7:30": "2026-11-26 19:30", "actually 5pm": "2026-11-26 17:00",
    "can we do 7 instead of 6": "2026-11-26 19:00", "fri same time": "2026-11-27 18:00",
    "can we do sat 10am instead sry": "2026-11-28 10:00", "sorry i meant fri 6pm": "2026-11-27 18:00",
    "move it to monday 7pm": "2026-11-23 19:00", "no espera mejor 7 no 6": "2026-11-26 19:00",
    "podemos el viernes a la misma hora?": "2026-11-27 18:00",
}  # fmt: skip
NOTHING_ELSE = ["7", "2", "no", "wait", "no sorry", "fri instead sry", "can we do zoom instead", "not today"]


@pytest.mark.parametrize("text", INSTEAD)
def test_another_time_than_they_just_read(text: str) -> None:
    language = "es" if "mejor" in text or "podemos" in text else "en"
    read = other_time(text, local("2026-11-26 18:00", LONDON), now=NOW, zone=LONDON, language=language)
    assert read == local(INSTEAD[text], LONDON)


@pytest.mark.parametrize("text", NOTHING_ELSE)
def test_no_other_time(text: str) -> None:
    assert other_time(text, local("2026-11-26 18:00", LONDON), now=NOW, zone=LONDON, language="en") is None


@pytest.mark.parametrize("text", ["ok thursday", "thursday please", "see you then", "thanks", "no", ""])
def test_no_change_of_mind(text: str) -> None:
    assert changed(text) is None
