"""Wide times. The tables are read as: what is texted, what is left open on their clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.understand import Reason, Unclear, Window, span

# A Wednesday, ten in the morning on each of these clocks.
LONDON, BOGOTA, KATHMANDU = "Europe/London", "America/Bogota", "Asia/Kathmandu"


def shown(text: str, *, now: datetime, language: str) -> list[str] | Reason:
    found = span(text, now=now, zone=str(now.tzinfo), language=language)
    if isinstance(found, Unclear):
        return found.reason
    assert all(each.since < each.till for each in found)
    assert [each.since.tzinfo for each in found] == [UTC] * len(found)
    return [
        f"{each.since.astimezone(now.tzinfo):%-d %H:%M}-{each.till.astimezone(now.tzinfo):%H:%M}"
        for each in found
    ]


EVENINGS = ["2 17:00-21:00", "3 17:00-21:00", "4 17:00-21:00", "7 17:00-21:00", "8 17:00-21:00"]
NEXT_WEEK = [f"{day} 09:00-21:00" for day in range(7, 14)]
WINDOWS = [
    ("en", "thurs after 4ish", ["3 16:00-21:00"]), ("en", "friday afternoon", ["4 12:00-17:00"]),
    ("en", "between 4 and 6 on the 14th", ["14 16:00-18:00"]), ("en", "any time sunday", ["6 09:00-21:00"]),
    ("en", "before noon friday", ["4 09:00-12:00"]), ("en", "friday from 3 onwards", ["4 15:00-21:00"]),
    ("en", "tonight after 8", ["2 20:00-22:00"]), ("en", "this afternoon", ["2 12:00-17:00"]),
    ("en", "tomorrow morning", ["3 09:00-12:00"]), ("en", "this weekend", ["5 09:00-20:00", "6 09:00-20:00"]),
    ("en", "thursday the 10th, in the afternoon", ["10 12:00-17:00"]), ("en", "fri 4-5pm", ["4 16:00-17:00"]),
    ("en", "could we do thursday afternoon please?", ["3 12:00-17:00"]), ("en", "thursday", ["3 09:00-21:00"]),
    ("en", "monday after 5 or tuesday morning", ["7 17:00-21:00", "8 09:00-12:00"]),
    ("en", "14 to 16 december after 5", ["14 17:00-21:00", "15 17:00-21:00", "16 17:00-21:00"]),
    ("en", "weekday evenings", EVENINGS), ("en", "next week", NEXT_WEEK), ("en", "any day next week", NEXT_WEEK),
    ("en", "weekday mornings next week but not tuesday", [f"{day} 09:00-12:00" for day in (7, 9, 10, 11)]),
    ("en", "next week after 5", [f"{day} 17:00-21:00" for day in range(7, 14)]),
    ("es", "el jueves por la tarde", ["3 12:00-17:00"]), ("es", "mañana por la mañana", ["3 09:00-12:00"]),
    ("es", "esta tarde", ["2 12:00-17:00"]), ("es", "el 14 de diciembre por la tarde", ["14 12:00-17:00"]),
    ("es", "el jueves a partir de las 4", ["3 16:00-21:00"]), ("es", "el lunes de 4 a 7", ["7 16:00-19:00"]),
    ("es", "entre las 4 y las 6 el viernes", ["4 16:00-18:00"]),
    ("es", "este finde por la mañana", ["5 09:00-12:00", "6 09:00-12:00"]),
    ("es", "el martes de la próxima semana por la tarde", ["8 12:00-17:00"]),
    ("es", "jueves o viernes por la tarde", ["3 12:00-17:00", "4 12:00-17:00"]),
    # What has begun goes on from now.
    ("en", "today", ["2 10:00-21:00"]), ("en", "this morning", ["2 10:00-12:00"]),
    # One exact time is a moment.
    ("en", "thursday 6pm", Reason.UNREADABLE), ("en", "noon sat", Reason.UNREADABLE),
    ("es", "mañana a las 3", Reason.UNREADABLE), ("en", "next week at 5", Reason.UNREADABLE),
    # Not said, or said in two ways.
    ("en", "wednesday afternoon", Reason.AMBIGUOUS), ("en", "next friday afternoon", Reason.AMBIGUOUS),
    ("en", "the 14th or the 21st in the afternoon", Reason.AMBIGUOUS), ("en", "after 5", Reason.NO_DATE),
    ("en", "31 june in the afternoon", Reason.NO_SUCH_DAY), ("en", "yesterday afternoon", Reason.PAST),
    ("en", "3 march 2030 in the afternoon", Reason.TOO_FAR), ("en", "hi", Reason.UNREADABLE),
    # What somebody can't do is not what they can.
    ("en", "not thursday", Reason.UNREADABLE), ("en", "I can't do friday afternoon", Reason.UNREADABLE),
    ("en", "friday afternoon doesn't work", Reason.UNREADABLE),
    ("es", "no puedo el viernes por la tarde", Reason.UNREADABLE),
]  # fmt: skip


@pytest.mark.parametrize("zone", [LONDON, BOGOTA, KATHMANDU])
@pytest.mark.parametrize(("language", "text", "open_on"), WINDOWS)
def test_what_is_left_open(language: str, text: str, open_on: list[str] | Reason, zone: str) -> None:
    now = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo(zone))
    assert shown(text, now=now, language=language) == open_on


def test_a_window_is_on_the_clock_of_its_own_day() -> None:
    now = datetime(2026, 10, 22, 10, tzinfo=ZoneInfo(LONDON))  # the clocks go back on the 25th
    found = span("saturday or sunday afternoon", now=now, zone=LONDON, language="en")
    assert not isinstance(found, Unclear)
    assert [each.since for each in found] == [
        datetime(2026, 10, 24, 11, tzinfo=UTC),
        datetime(2026, 10, 25, 12, tzinfo=UTC),
    ]


def test_a_named_place_has_its_own_clock() -> None:
    now = datetime(2026, 12, 2, 10, tzinfo=ZoneInfo(KATHMANDU))
    found = span("thursday after 4 London time", now=now, zone=KATHMANDU, language="en")
    assert found == (Window(datetime(2026, 12, 3, 16, tzinfo=UTC), datetime(2026, 12, 3, 21, tzinfo=UTC)),)
