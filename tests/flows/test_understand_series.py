"""Sessions that repeat. The tables are read as: what is texted, how it repeats, its first day on their clock."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.understand import Reason, Series, Unclear, how_often, series

# A Wednesday, ten in the morning on each of these clocks.
LONDON, LOS_ANGELES, BOGOTA = "Europe/London", "America/Los_Angeles", "America/Bogota"
THURSDAY, TUESDAY, MONDAY, FRIDAY = "12-03 18:00", "12-08 17:00", "12-07 09:00", "12-04 17:00"

SERIES: list[tuple[str, str, int | None, str, dict[str, Any]]] = [
    ("en", "every second Thursday at 6", 2, THURSDAY, {}), ("en", "every other thurs 6pm", 2, THURSDAY, {}),
    ("en", "fortnightly on mondays at 9", 2, MONDAY, {}), ("en", "weekly, tuesdays 17h", 1, TUESDAY, {}),
    ("en", "every two weeks on friday at 5", 2, FRIDAY, {}), ("en", "thursdays at 6", 1, THURSDAY, {}),
    ("en", "every other week on thursday at 6pm", 2, THURSDAY, {}), ("en", "alternate fridays 5pm", 2, FRIDAY, {}),
    ("en", "could we do every other thursday at 6pm please?", 2, THURSDAY, {}),
    ("en", "every other thursady 6pm", 2, THURSDAY, {}), ("en", "every 3 weeks on friday at 5", 3, FRIDAY, {}),
    ("en", "every thursday from 6 until 7pm", 1, THURSDAY, {}),
    ("en", "every thursday at 6 four times", 1, THURSDAY, {"count": 4}),
    ("en", "thurs 6pm, every 2 wks, 4 sessions", 2, THURSDAY, {"count": 4}),
    ("en", "every other thursday 6pm x4", 2, THURSDAY, {"count": 4}),
    ("en", "every other thursday at 6 for 6 weeks", 2, THURSDAY, {"count": 3}),
    # "Until February" has nothing in it any more.
    ("en", "every thursday at 6pm until February", 1, THURSDAY, {"until": date(2027, 1, 31)}),
    ("en", "every thursday until february at 6pm", 1, THURSDAY, {"until": date(2027, 1, 31)}),
    ("en", "every thursday at 6pm through february", 1, THURSDAY, {"until": date(2027, 2, 28)}),
    ("en", "every thursday at 6 until 4 march", 1, THURSDAY, {"until": date(2027, 3, 4)}),
    ("en", "thursdays at 6 from 10 december", 1, "12-10 18:00", {}),
    ("en", "every second thursday at 6 starting in january", 2, "01-07 18:00", {}),
    ("en", "fridays 5pm starting next week", 1, "12-11 17:00", {}),
    ("en", "first thursday of the month 6pm", None, THURSDAY, {"nth": 1}),
    ("en", "monthly on the first friday at 5", None, FRIDAY, {"nth": 1}),
    ("en", "every second thursday of the month at 6", None, "12-10 18:00", {"nth": 2}),
    ("en", "last friday of every month 5pm", None, "12-25 17:00", {"nth": -1}),
    ("en", "first tuesday of each month at 6pm for 4 months", None, "01-05 18:00", {"nth": 1, "count": 4}),
    ("es", "cada dos jueves a las 18", 2, THURSDAY, {}), ("es", "cada segundo jueves a las 6", 2, THURSDAY, {}),
    ("es", "todos los lunes a las 9 de la mañana", 1, MONDAY, {}), ("es", "los martes a las 5", 1, TUESDAY, {}),
    ("es", "quincenal los martes a las 5", 2, TUESDAY, {}), ("es", "semanal, martes 17h", 1, TUESDAY, {}),
    ("es", "cada quince días los martes a las 5", 2, TUESDAY, {}), ("es", "cada jueves de 6 a 7", 1, THURSDAY, {}),
    ("es", "un jueves sí y otro no a las 6", 2, THURSDAY, {}), ("es", "jueves por medio a las 18", 2, THURSDAY, {}),
    ("es", "cada dos semanas los viernes a las 5", 2, FRIDAY, {}),
    ("es", "todos los jueves a las 18 cuatro veces", 1, THURSDAY, {"count": 4}),
    ("es", "los martes a las 5 durante 6 semanas", 1, TUESDAY, {"count": 6}),
    ("es", "cada jueves a las 6 hasta febrero", 1, THURSDAY, {"until": date(2027, 1, 31)}),
    ("es", "cada jueves a las 6 hasta el 4 de marzo", 1, THURSDAY, {"until": date(2027, 3, 4)}),
    ("es", "cada jueves a las 6 a partir del 14 de enero", 1, "01-14 18:00", {}),
    ("es", "el primer jueves de cada mes a las 6", None, THURSDAY, {"nth": 1}),
    ("es", "el último viernes del mes a las 5 de la tarde", None, "12-25 17:00", {"nth": -1}),
]  # fmt: skip


@pytest.mark.parametrize("zone", [LONDON, LOS_ANGELES, BOGOTA])
@pytest.mark.parametrize(("language", "text", "weeks", "first", "more"), SERIES)
def test_series(
    language: str, text: str, weeks: int | None, first: str, more: dict[str, Any], zone: str
) -> None:
    now = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo(zone))
    year = 2026 if first.startswith("12") else 2027
    begins = datetime.fromisoformat(f"{year}-{first}").replace(tzinfo=ZoneInfo(zone))
    found = series(text, now=now, zone=zone, language=language)
    assert found == Series(begins.astimezone(UTC), zone, weeks, **more)


UNCLEAR = [
    ("en", "thursday at 6", Reason.UNREADABLE), ("en", "hi", Reason.UNREADABLE), ("en", "weekly", Reason.UNREADABLE),
    ("en", "biweekly thursdays at 6", Reason.UNREADABLE), ("es", "bisemanal martes a las 5", Reason.UNREADABLE),
    ("en", "twice a week thursday 6", Reason.UNREADABLE), ("en", "every day at 6", Reason.UNREADABLE),
    ("en", "every third thursday at 6", Reason.UNREADABLE), ("en", "not every thursday at 6", Reason.UNREADABLE),
    ("es", "los jueves no", Reason.UNREADABLE), ("en", "every thursday at 6 or 7", Reason.UNREADABLE),
    ("en", "first thursday of january 6pm", Reason.UNREADABLE), ("en", "every thursday", Reason.NO_TIME),
    ("en", "every week at 6pm", Reason.NO_DATE), ("en", "every wednesday at 6pm", Reason.AMBIGUOUS),
    ("en", "every tuesday and thursday at 6", Reason.AMBIGUOUS),
    ("en", "every thursday at 6, 4 times until march", Reason.AMBIGUOUS),
    ("en", "every thursday at 6 until tomorrow noonish", Reason.UNREADABLE),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reason"), UNCLEAR)
def test_what_is_asked_back(language: str, text: str, reason: Reason) -> None:
    found = series(text, now=datetime(2026, 12, 2, 10, tzinfo=UTC), zone=LONDON, language=language)
    assert isinstance(found, Unclear)
    assert found.reason is reason


def moments(text: str, count: int, *, now: str, zone: str) -> list[str]:
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    found = series(text, now=at, zone=zone, language="en")
    assert isinstance(found, Series)
    return [f"{each:%Y-%m-%d %H:%M}" for each in found.moments(count)]


def test_the_time_on_the_clock_stays_through_its_changes() -> None:
    london = moments("every other thursday at 6pm", 4, now="2027-03-01 10:00", zone=LONDON)
    assert london == ["2027-03-04 18:00", "2027-03-18 18:00", "2027-04-01 17:00", "2027-04-15 17:00"]
    los_angeles = moments("every other thursday at 6pm", 3, now="2026-10-20 10:00", zone=LOS_ANGELES)
    assert los_angeles == ["2026-10-23 01:00", "2026-11-06 02:00", "2026-11-20 02:00"]


def test_an_hour_that_a_change_skips_or_repeats() -> None:
    # 28 March 2027 has no 1:30 in London: it is 2:30 there. 31 October 2027 has two: the first.
    skipped = moments("sundays at 1:30am", 3, now="2027-03-16 10:00", zone=LONDON)
    assert skipped == ["2027-03-21 01:30", "2027-03-28 01:30", "2027-04-04 00:30"]
    twice = moments("sundays at 1:30am", 3, now="2027-10-19 10:00", zone=LONDON)
    assert twice == ["2027-10-24 00:30", "2027-10-31 00:30", "2027-11-07 01:30"]


def test_it_ends_when_it_was_said_to() -> None:
    here: dict[str, str] = {"now": "2026-12-02 10:00", "zone": LONDON}
    assert moments("every thursday at 6, 3 times", 9, **here) == [
        "2026-12-03 18:00", "2026-12-10 18:00", "2026-12-17 18:00"
    ]  # fmt: skip
    assert moments("every other thursday at 6 until 31 december", 9, **here)[-1] == "2026-12-31 18:00"
    assert moments("first thursday of the month 6pm until february", 9, **here) == [
        "2026-12-03 18:00", "2027-01-07 18:00"
    ]  # fmt: skip
    assert len(moments("every thursday at 6", 2, **here)) == 2


def test_a_named_place_keeps_its_own_clock() -> None:
    now = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo(LOS_ANGELES))
    found = series("every other thursday at 6pm London time", now=now, zone=LOS_ANGELES, language="en")
    assert found == Series(datetime(2026, 12, 3, 18, tzinfo=UTC), LONDON, 2)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("every other", 2),
        ("every second week", 2),
        ("fortnightly please", 2),
        ("cada dos semanas", 2),
        ("cada 15 días", 2),
        ("weekly", 1),
        ("una vez a la semana", 1),
        ("monthly", 0),
        ("una vez al mes", 0),
        ("every other thing we said", None),
        ("biweekly", None),
        ("english obvs", None),
    ],
)
def test_how_often_is_understood_by_itself(text: str, weeks: int | None) -> None:
    assert how_often(text) == weeks
