"""Renewals and hours of learning: days as people write them, and reminders of the day that still holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import cpd, unasked
from flows.understand.far_days import far_day, past_day
from models import clock
from models.base import table_of
from models.members import Member
from models.nudges import Nudge
from tests.flows.two import AMA, Two

TODAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("31 December 2028", date(2028, 12, 31)),
        ("31st of december, 2028", date(2028, 12, 31)),
        ("December 31, 2028", date(2028, 12, 31)),
        ("31 de diciembre de 2028", date(2028, 12, 31)),
        ("el 31 de diciembre del 2028", date(2028, 12, 31)),
        ("2028-12-31", date(2028, 12, 31)),
        ("31/12/2028", date(2028, 12, 31)),
        ("12/31/2028", date(2028, 12, 31)),
        ("4/4/2028", date(2028, 4, 4)),
        ("February 2028", date(2028, 2, 29)),
        ("fin de junio 2029", date(2029, 6, 30)),
        ("3/4/2028", None),
        ("30 February 2028", None),
        ("31 December", None),
        ("2028", None),
        ("in two years", None),
        ("", None),
    ],
)
def test_a_day_with_its_year(said: str, meant: date | None) -> None:
    assert far_day(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", TODAY),
        ("ayer", date(2026, 12, 6)),
        ("3 December", date(2026, 12, 3)),
        ("8 December", date(2025, 12, 8)),
        ("el 3 de diciembre", date(2026, 12, 3)),
        ("1 May 2024", date(2024, 5, 1)),
        ("tomorrow", None),
        ("8 December 2026", None),
        ("Friday", None),
    ],
)
def test_a_day_that_has_been(said: str, meant: date | None) -> None:
    assert past_day(said, TODAY) == meant


@given(st.text(max_size=40))
def test_no_text_raises(said: str) -> None:
    found = past_day(said, TODAY)
    assert found is None or found <= TODAY
    far_day(said)
    cpd._entry(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cpd 3 supervision group", (180, "supervision group")),
        ("3 supervision group", (180, "supervision group")),
        ("DPC 1,5 un seminario", (90, "un seminario")),
        ("2.25 hours of reading", (135, "reading")),
        ("cce 3h workshop", (180, "workshop")),
        ("2 hypnosis days", (120, "hypnosis days")),
        ("cpd supervision", None),
        ("cpd 0 nothing", None),
        ("cpd 300 everything", None),
        ("3", None),
    ],
)
def test_learning_in_one_text(said: str, meant: tuple[int, str] | None) -> None:
    assert cpd._entry(said) == meant


def planned(two: Two) -> list[tuple[str, int, str]]:
    table = table_of(Nudge)
    rows = select(table.c.kind, table.c.about, table.c.status).where(table.c.kind.like("renewal%"))
    with two.engine.begin() as connection:
        return [
            (row.kind, row.about, row.status) for row in connection.execute(rows.order_by(table.c.due_at))
        ]


def test_another_day_is_other_reminders(two: Two) -> None:
    """Those of the day before stay silent; a day that is near has only what is still to come."""
    now = datetime(2026, 12, 7, 12, tzinfo=UTC)
    clock.follow(lambda: now)
    try:
        for said in ("renewal 20 December 2026", "1", "renewal 31 March 2027", "1"):
            two.text(AMA, said)
        near, far = date(2026, 12, 20).toordinal(), date(2027, 3, 31).toordinal()
        assert [(kind, about) for kind, about, _status in planned(two)] == [
            ("renewal-7", near), ("renewal-over", near), ("renewal-90", far), ("renewal-30", far), ("renewal-7", far),
            ("renewal-over", far),
        ]  # fmt: skip
        for _day in range(120):
            now += timedelta(days=1)
            with two.engine.begin() as connection:
                unasked.speak(connection, 50)
        fates = {(kind, about): status for kind, about, status in planned(two)}
        assert fates["renewal-7", near] == fates["renewal-over", near] == "silent"
        assert {status for (_kind, about), status in fates.items() if about == far} == {"spoken"}
        assert len([one for one in two.told(two.ama) if "31 March 2027" in one]) == 4
    finally:
        clock.follow(clock.wall)


def test_who_names_a_body_we_know_nothing_of_has_the_countdown_alone(two: Two) -> None:
    def apecs(_connection: Connection, db: Session) -> None:
        held = db.get_one(Member, two.ama).credential
        assert held is not None
        held.body, held.expires_on = "APECS", clock.now().date() + timedelta(days=40)

    two.do(apecs)
    read = two.text(AMA, "my renewal") or ""
    assert "Your accreditation with APECS runs until" in read
    assert "Days left: 40." in read
    assert "last word" not in read
