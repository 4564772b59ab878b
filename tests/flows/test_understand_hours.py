"""Hours between which people like to be texted, and until when they take a break, as they write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understand import Reason, Unclear
from flows.understand.hours import Hours, hours
from flows.understand.until import until

USUAL = (9 * 60, 20 * 60)
# A Monday.
NOW = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)

READ = {
    "8 to 21": "08:00 21:00", "9am-6pm": "09:00 18:00", "from 10 till 8 pm": "10:00 20:00", "9 to 5": "09:00 17:00",
    "10 to 6": "10:00 18:00", "8-9": "08:00 21:00", "between 8 and 21": "08:00 21:00", "9:30 - 18:45": "09:30 18:45",
    "0900-1730": "09:00 17:30", "8am to 9:30pm please": "08:00 21:30", "nine to five": "09:00 17:00",
    "8 till midnight": "08:00 00:00", "20:00 to 02:00": "20:00 02:00", "10pm to 6am": "22:00 06:00",
    "noon to 8pm": "12:00 20:00", "from 8 in the morning to 9 at night": "08:00 21:00", "11 to 1": "11:00 13:00",
    "8h-21h": "08:00 21:00", "de 9 a 18": "09:00 18:00", "8 a 21": "08:00 21:00", "entre las 10 y las 20": "10:00 20:00",
    "de 8 de la mañana a 9 de la noche": "08:00 21:00", "de 8 de la noche a 2 de la madrugada": "20:00 02:00",
    "only mornings": "09:00 12:00", "mornings and afternoons": "09:00 18:00", "solo por la tarde": "12:00 18:00",
    "por las mañanas": "09:00 12:00", "office hours": "09:00 17:00", "evenings": "17:00 21:00",
    "after 10": "10:00 20:00", "after 6": "18:00 20:00", "not before 10am": "10:00 20:00", "until 9pm": "09:00 21:00",
    "before 6": "09:00 18:00", "después de las 10": "10:00 20:00", "no antes de las 10": "10:00 20:00",
    "not between 10pm and 8am": "08:00 22:00", "quiet from 22 to 7": "07:00 22:00",
    "any time": "00:00 00:00", "a cualquier hora": "00:00 00:00", "24/7": "00:00 00:00",
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_hours(text: str) -> None:
    found = hours(text, USUAL)
    assert found is not None
    assert found.since is not None
    assert found.till is not None
    read = " ".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (found.since, found.till))
    assert read == READ[text]


@pytest.mark.parametrize("text", ["the usual", "as it was", "default", "como antes"])
def test_as_everybody_has_it(text: str) -> None:
    assert hours(text, USUAL) == Hours(None, None)


@pytest.mark.parametrize(
    "text",
    ["hello", "8", "6 to 9 pm", "1 to 5pm", "9am to 9am", "9 - 12 and 14 - 18", "mornings and evenings", "never",
     "25 to 30", "tomorrow 9 to 5", "not mornings or so", ""],
)  # fmt: skip
def test_hours_that_have_to_be_asked(text: str) -> None:
    assert hours(text, USUAL) is None


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    found = hours(text, USUAL)
    assert found is None or all(end is None or 0 <= end < 1440 for end in (found.since, found.till))
    read = until(text, now=NOW, zone="Europe/London", language="en")
    assert isinstance(read, Unclear) or date(2026, 12, 7) < read <= date(2027, 12, 9)


UNTIL = {
    "two weeks": "2026-12-21", "2 weeks": "2026-12-21", "two weks": "2026-12-21", "for a fortnight": "2026-12-21",
    "a month": "2027-01-07", "one month": "2027-01-07", "10 days": "2026-12-17", "a week": "2026-12-14",
    "6 months": "2027-06-07", "half a year": "2027-06-07", "a year": "2027-12-07", "a couple of weeks": "2026-12-21",
    "until 3 January": "2027-01-03", "untill 3 Jan": "2027-01-03", "3 January": "2027-01-03", "tomorrow": "2026-12-08",
    "until friday": "2026-12-11", "Monday": "2026-12-14", "a break for two weeks": "2026-12-21",
    "until the new year": "2027-01-01", "in 2 weeks": "2026-12-21",
    "dos semanas": "2026-12-21", "por dos semanas": "2026-12-21", "un mes": "2027-01-07", "un año": "2027-12-07",
    "hasta el 3 de enero": "2027-01-03", "hasta el lunes": "2026-12-14", "quince días": "2026-12-22",
    "hasta año nuevo": "2027-01-01",
}  # fmt: skip


@pytest.mark.parametrize("text", UNTIL)
def test_until(text: str) -> None:
    assert until(text, now=NOW, zone="Europe/London", language="en") == date.fromisoformat(UNTIL[text])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("today", Reason.PAST), ("yesterday", Reason.PAST), ("two years", Reason.TOO_FAR), ("3 January 2029", Reason.TOO_FAR),
        ("3/1", Reason.AMBIGUOUS), ("next month", Reason.AMBIGUOUS), ("31 feb", Reason.NO_SUCH_DAY),
        ("for ever", Reason.UNREADABLE), ("hello", Reason.UNREADABLE), ("", Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_until_when_has_to_be_asked(text: str, reason: Reason) -> None:
    found = until(text, now=NOW, zone="Europe/London", language="en")
    assert isinstance(found, Unclear)
    assert found.reason is reason
