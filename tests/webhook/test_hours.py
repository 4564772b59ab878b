"""The spreadsheet behind the link in a text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links, sheet
from models import clock, listings, minutes
from models.listings import NAMED
from models.members import Member
from tests.models import people
from tests.webhook.doors import Door

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
PUBLIC = "https://board.example.org"


class Desk:
    """Ama, who reads Spanish, coached Chidi, who agreed to be in her log; and her link."""

    def __init__(self, door: Door) -> None:
        self.door, self.now = door, NOON
        clock.follow(lambda: self.now)
        links.use(PUBLIC)
        door.do(self._begin)
        self.link = links.make("hours", [self.ama, "ICF"], "xlsx")

    def _begin(self, connection: Connection) -> None:
        with Session(bind=connection) as db:
            ama = people.person(db, "+447700900201", "Ama", language="es")
            chidi = people.person(db, "+447700900202", "Chidi")
            pairing = people.pairing(db, ama, chidi, ama, "agreed")
            people.meeting(db, pairing, NOON - timedelta(days=3), "happened")
            listings.answer(db, listings.ask(db, ama.id, chidi.id), chidi, NAMED, "1")
            self.ama, self.chidi = ama.id, chidi.id
            db.flush()

    def change(self, purpose: str | None) -> None:
        """Chidi thinks again."""

        def act(connection: Connection) -> None:
            with Session(bind=connection) as db:
                (asked,) = listings.of(db, self.chidi)
                listings.answer(db, asked, db.get_one(Member, self.chidi), purpose, "1")
                db.flush()

        self.door.do(act)

    def get(self, link: str = "") -> tuple[int, bytes, dict[str, str]]:
        answer = self.door.client.get((link or self.link).removeprefix(PUBLIC))
        return answer.status_code, answer.data, dict(answer.headers)


@pytest.fixture
def desk(door: Door) -> Iterator[Desk]:
    yield Desk(door)
    clock.follow(clock.wall)


def test_it_is_made_when_it_is_fetched(desk: Desk) -> None:
    status, file, headers = desk.get()
    assert status == 200
    assert headers["Content-Type"] == sheet.CONTENT_TYPE
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Content-Disposition"] == 'attachment; filename="hours.xlsx"'
    table = load_workbook(BytesIO(file)).worksheets[0]
    assert (table["A1"].value, table["A2"].value, table["A3"].value) == (
        "Nombre del cliente",
        "Chidi",
        "Total",
    )
    assert table["G2"].value == 0.5
    desk.change(None)
    table = load_workbook(BytesIO(desk.get()[1])).worksheets[0]
    assert (table["A2"].value, table.max_row) == ("Total", 2), "who took it back is gone from it at once"


def test_it_lasts_a_day(desk: Desk) -> None:
    desk.now = NOON + timedelta(hours=24)
    assert desk.get()[0] == 200
    desk.now += timedelta(seconds=1)
    status, said, _headers = desk.get()
    assert (status, said.decode().strip()) == (410, "Este enlace ya no vale. Para otro, escribe MI REGISTRO.")


def test_no_other_link_leads_there(desk: Desk) -> None:
    for link in (
        desk.link.replace("hours/", "hours/x"),
        links.make("other", [desk.ama, "ICF"], "xlsx").replace("other", "hours"),
        links.make("hours", [desk.ama, "APECS"], "xlsx"),
        links.make("hours", [4711, "ICF"], "xlsx"),
    ):
        assert desk.get(link)[:2] == (404, b"")


def test_who_was_erased_has_none(desk: Desk) -> None:
    def erase(connection: Connection) -> None:
        with Session(bind=connection) as db:
            minutes.forget(db, desk.ama)
            db.get_one(Member, desk.ama).name = None
            db.flush()

    desk.door.do(erase)
    assert desk.get()[0] == 404
