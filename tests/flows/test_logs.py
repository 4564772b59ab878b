"""Accreditation logs, read back by an independent reader of spreadsheets: who is in them, how hours are split, what is text."""

import re
import tomllib
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import bodies, coaching_log, sheet, words
from flows.bodies import Body
from flows.coaching_log import Log, Row, hundredths, log_of
from flows.words import LANGUAGES
from models import listings, wishes
from models.listings import NAMED, NUMBERED
from models.members import Member
from models.sessions import Meeting
from models.talks import TalkRow
from tests.flows.two import AMA, CHIDI, Two
from tests.models import people

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
BODIES = [pytest.param(body, id=name) for name, body in bodies.every().items()]
ODD = (
    "=1+1",
    "@SUM(A1)",
    "+447700900101",
    "-2",
    '=HYPERLINK("http://x")',
    "דנה",
    "محمد علي",
    "{who} %s",
    "Am\x0bara 👩🏾",
)


@pytest.mark.parametrize("body", BODIES)
def test_a_file_of_rules_is_whole(body: Body) -> None:
    assert date(2026, 1, 1) <= body.as_of <= date(2026, 11, 25), "the day somebody looked"
    assert body.sources
    assert len({column.holds for column in body.columns}) == len(body.columns)
    assert {"client", "first_day"} <= {column.holds for column in body.columns}
    assert {"hours"} & {c.holds for c in body.columns} or {"paid", "pro_bono"} <= {
        c.holds for c in body.columns
    }
    assert body.columns[0].holds not in sheet.SUMMED, "the word for the total stands there"
    for said in (*(column.heading for column in body.columns), body.rules, body.renewal.asks):
        assert set(said) == set(LANGUAGES)
        assert all(said.values())
    assert len({len(rules) for rules in body.rules.values()}) == 1
    assert body.levels
    assert 1 <= body.renewal.years <= 10
    assert all(len(said) <= 200 for said in body.renewal.asks.values())
    said = " ".join([*body.rules["en"], *body.renewal.asks.values()])
    assert not re.search(r"\b(will accept|accepts|guarantee)", said)


def test_the_bodies_are_those_people_join_with() -> None:
    assert set(bodies.every()) == {"ICF", "EMCC", "AC", "IAPC&M"}
    assert bodies.of("iapc&m") is bodies.every()["IAPC&M"]
    assert bodies.of("APECS") is None


@pytest.mark.parametrize(("line", "instead"), [("rows", "month"), ("client", "face"), ("exchange", "free")])
def test_a_file_that_says_what_we_do_not_know_is_refused(line: str, instead: str) -> None:
    data = tomllib.loads((bodies.ROOM / "icf.toml").read_text())
    data[line] = instead
    with pytest.raises(ValueError, match=instead):
        bodies._body(data)


def rows(number: int) -> list[Row]:
    made = [
        Row(
            at + 1,
            ODD[at % len(ODD)],
            date(2026, 12, 7),
            date(2027, 1, 8 + at % 20),
            2,
            25 + at,
            min(20, 25 + at),
        )
        for at in range(number)
    ]
    coaching_log._round(made)
    return made


def read(log: Log, language: str) -> tuple[Any, Any, bytes]:
    file = sheet.build(log, language, NOW, NOW.date())
    return load_workbook(BytesIO(file)), load_workbook(BytesIO(file), data_only=True), file


@pytest.mark.parametrize("number", [0, 1, 9, 300])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("body", BODIES)
def test_the_sheet_is_as_the_body_asks(body: Body, language: str, number: int) -> None:
    log = Log(body, rows(number), 90, 10000, 8000)
    formulas, values, _file = read(log, language)
    table, notes = values.worksheets
    assert (table.title, notes.title) == tuple(
        words.translate(one, language) for one in (sheet.TITLE, sheet.NOTES)
    )
    assert [cell.value for cell in table[1]] == [column.heading[language] for column in body.columns]
    assert table.freeze_panes == "A2"
    assert table.max_row == number + 2
    for at, column in enumerate(body.columns):
        cells = [row[at] for row in table.iter_rows(min_row=2, max_row=number + 1)] if number else []
        total, formula = table.cell(number + 2, at + 1), formulas.worksheets[0].cell(number + 2, at + 1)
        if column.holds in sheet.DAYS:
            assert all(isinstance(cell.value, datetime) and cell.is_date for cell in cells)
        elif column.holds in (*sheet.HOURS, *sheet.WHOLE):
            assert all(isinstance(cell.value, int | float) for cell in cells)
        else:
            assert all(
                cell.data_type in ("s", "n") and not isinstance(cell.value, int | float) for cell in cells
            )
        if column.holds in sheet.SUMMED:
            assert round(total.value * 100) == round(sum(cell.value for cell in cells) * 100)
            letter = total.column_letter
            assert formula.value == (f"=SUM({letter}2:{letter}{number + 1})" if number else 0)
    said = [cell.value for cell in notes["A"]]
    assert set(body.rules[language]) <= set(said)
    assert any(words.day(body.as_of, language) in line for line in said)
    assert any(("1.5" if language == "en" else "1,5") in line for line in said), "what is left off"


def test_no_name_is_a_formula() -> None:
    log = Log(bodies.every()["ICF"], rows(len(ODD)), 0, 100, 100)
    table = read(log, "en")[0].worksheets[0]
    names = [table.cell(line, 1) for line in range(2, len(ODD) + 2)]
    assert [cell.value for cell in names] == [name.replace("\x0b", "") for name in ODD]
    assert {cell.data_type for cell in names} == {"s"}
    assert all(cell.quotePrefix for cell in names), "nor does it become one when somebody edits it"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("body", BODIES)
def test_the_file_tells_nothing_of_the_space(body: Body, language: str) -> None:
    """Whoever is in it would be known to belong to it."""
    file = read(Log(body, rows(3), 30, 100, 100), language)[2]
    with zipfile.ZipFile(BytesIO(file)) as parts:
        whole = " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    assert not re.search(r"sounding|board\b|BI\+POC|indigenous|of colou?r|racializ", whole, re.IGNORECASE)
    if not body.named:
        assert "דנה" not in whole


@given(st.lists(st.tuples(st.integers(1, 240), st.integers(0, 240)), max_size=60))
def test_rows_add_up_to_the_hundredth(parts: list[tuple[int, int]]) -> None:
    day = date(2027, 1, 1)
    made = [Row(1, None, day, day, 1, time, min(time, paid)) for time, paid in parts]
    coaching_log._round(made)
    assert sum(row.paid for row in made) == hundredths(sum(row.paid_minutes for row in made))
    assert sum(row.pro_bono for row in made) == hundredths(
        sum(row.minutes - row.paid_minutes for row in made)
    )
    for row in made:
        assert abs(row.paid - row.paid_minutes / 0.6) <= 1.01, "no row is more than a hundredth off"


def legs(two: Two, given_: int, received: int, length: int = 60) -> None:
    """Ama coaches Chidi so often in one ring, and is coached so often by Chidi in another."""

    def act(_connection: Connection, db: Session) -> None:
        ama, chidi = db.get_one(Member, two.ama), db.get_one(Member, two.chidi)
        ama.zone = "Pacific/Auckland"
        at = datetime(2027, 1, 31, 20, tzinfo=UTC)  # the first of February there
        for coach, coached, often in ((ama, chidi, given_), (chidi, ama, received)):
            pairing = people.pairing(db, ama, chidi, ama, "agreed")
            pairing.coach_id = coach.id
            for number in range(often):
                db.add(
                    Meeting(
                        uid=f"{coach.id}-{number}", pairing=pairing, status="happened", proposed_by=coach.id,
                        first_coached=coached.id, starts_at=at + timedelta(days=number), minutes=length,
                    )
                )  # fmt: skip

    two.do(act)


def consented(two: Two, purpose: str | None) -> None:
    def act(_connection: Connection, db: Session) -> None:
        asked = listings.ask(db, two.ama, two.chidi)
        listings.answer(db, asked, db.get_one(Member, two.chidi), purpose, "1")

    two.do(act)


def log(two: Two, name: str) -> Log:
    found: list[Log] = []

    def act(_connection: Connection, db: Session) -> None:
        found.append(log_of(db, db.get_one(Member, two.ama), bodies.every()[name]))

    two.do(act)
    return found[0]


def test_what_is_given_is_paid_up_to_what_was_received(two: Two) -> None:
    """COACHING.md: coached 10 h, received 8 h = 8 paid and 2 pro bono, also when it wasn't from the same person."""
    legs(two, 10, 8)
    consented(two, NAMED)
    icf = log(two, "ICF")
    assert (icf.paid, icf.pro_bono) == (800, 200)
    (row,) = icf.rows
    assert (row.name, row.first_day, row.last_day) == ("Chidi", date(2027, 2, 1), date(2027, 2, 10)), (
        "by Ama's clock"
    )
    calls = log(two, "IAPC&M").rows
    assert [row.minutes for row in calls] == [60] * 10
    assert log(two, "AC").pro_bono == 1000


@pytest.mark.parametrize(
    ("purpose", "listed"),
    [(None, set()), (NUMBERED, {"EMCC", "AC", "IAPC&M"}), (NAMED, {"ICF", "EMCC", "AC", "IAPC&M"})],
    ids=["not at all", "without a name", "with their name"],
)
def test_who_has_not_agreed_is_left_off(two: Two, purpose: str | None, listed: set[str]) -> None:
    legs(two, 3, 1, 25)
    for name in bodies.every():
        assert log(two, name).rows == [], "nobody has asked yet"
    consented(two, purpose)
    for name in bodies.every():
        made = log(two, name)
        assert bool(made.rows) == (name in listed)
        assert made.left_off == (0 if made.rows else 75)


def test_whoever_is_apart_is_not_asked_and_nobody_learns_it(two: Two) -> None:
    legs(two, 1, 1)

    def apart(_connection: Connection, db: Session) -> None:
        wishes.block(db, two.chidi, two.ama, "parted")

    two.do(apart)
    assert "haven't been asked: 1" in (two.text(AMA, "log ICF") or "")
    assert (two.text(AMA, "1") or "").startswith("I'm asking them.")
    with two.engine.begin() as connection:
        assert connection.scalars(select(TalkRow.flow).where(TalkRow.member_id == two.chidi)).all() == []
    assert "haven't been asked" not in (two.text(AMA, "log ICF") or "")


def test_a_yes_is_for_one_coach_and_can_be_taken_back(two: Two) -> None:
    legs(two, 1, 1)
    two.text(AMA, "log ICF")
    two.text(AMA, "1")
    assert "How may you be in it?" in (two.text(CHIDI, "hello") or "")
    two.text(CHIDI, "with my name")
    assert [row.name for row in log(two, "ICF").rows] == ["Chidi"]

    def others(_connection: Connection, db: Session) -> None:
        assert listings.allowed(db, two.ama) == {two.chidi: NAMED}
        assert listings.allowed(db, two.chidi) == {}

    two.do(others)
    two.text(CHIDI, "my log consent")
    two.text(CHIDI, "1")
    two.text(CHIDI, "not at all")
    assert log(two, "ICF").rows == []
