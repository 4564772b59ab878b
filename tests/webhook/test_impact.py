"""The picture and the spreadsheet behind the links in a text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import impact_links, impact_report, links, sheet
from models import clock
from tests.models import spaces
from tests.webhook.doors import Door

NOON = datetime(2027, 1, 8, 12, tzinfo=UTC)
PUBLIC = "https://board.example.org"


class Desk:
    """A space of a year, its report, and links to it."""

    def __init__(self, door: Door) -> None:
        self.door, self.now = door, NOON
        clock.follow(lambda: self.now)
        links.use(PUBLIC)
        door.do(spaces.a_year)
        door.do(self._ask)

    def _ask(self, connection: Connection) -> None:
        with Session(bind=connection) as db:
            self.told = impact_report.this_months(db)
        self.picture = impact_links.link(impact_links.PICTURE, self.told, "es")
        self.sheet = impact_links.link(impact_links.SHEET, self.told, "en")

    def get(self, link: str) -> tuple[int, bytes, dict[str, str]]:
        answer = self.door.client.get(link.removeprefix(PUBLIC))
        return answer.status_code, answer.data, dict(answer.headers)


@pytest.fixture
def desk(door: Door) -> Iterator[Desk]:
    yield Desk(door)
    clock.follow(clock.wall)


def test_the_picture_is_a_small_png_for_a_phone(desk: Desk) -> None:
    status, file, headers = desk.get(desk.picture)
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "Content-Disposition" not in headers, "it is shown, not kept"
    with Image.open(BytesIO(file)) as seen:
        assert seen.size == (1080, 1296)
        assert seen.convert("RGB").getpixel((0, 0)) == (0x10, 0x23, 0x3A), "on a ground of its own"
    assert len(file) < 150_000


def test_the_spreadsheet_says_what_the_report_says_and_why_the_rest_is_hidden(desk: Desk) -> None:
    status, file, headers = desk.get(desk.sheet)
    assert (status, headers["Content-Type"]) == (200, sheet.CONTENT_TYPE)
    book = load_workbook(BytesIO(file))
    rows = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert rows["People verified (in fives)"] == 45
    assert rows["Sessions that took place, January 2026 to December 2026"] == 135
    months = {row[0]: row[1:3] for row in book["By month"].iter_rows(min_row=2, values_only=True)}
    assert months["January 2026"] == months["June 2026"] == ("hidden", "hidden")
    assert months["December 2026"] == (23, 23)
    countries = [row for row in book["Country"].iter_rows(min_row=2, values_only=True)]
    assert countries == [("United Kingdom", 25), ("all others", 15)]
    assert "isn't" in "".join(row[0] for row in book["What is hidden, and why"].iter_rows(values_only=True))


def test_a_link_shows_the_same_whatever_happens_meanwhile_and_ends_after_a_week(desk: Desk) -> None:
    before = desk.get(desk.sheet)[1]
    desk.now += timedelta(days=7)
    desk.door.do(spaces.a_year)
    status, later, _headers = desk.get(desk.sheet)
    assert (status, later) == (200, before)
    desk.now += timedelta(seconds=1)
    status, said, _headers = desk.get(desk.picture)
    assert (status, said.decode().strip()) == (
        410,
        "Este enlace ya venció. Para los números de hoy, escribe ¿CÓMO VAMOS?",
    )


def test_no_other_link_leads_there(desk: Desk) -> None:
    for link in (
        desk.picture.replace("picture/", "picture/x"),
        desk.sheet.replace("impact/", "picture/").replace("xlsx", "png"),
        links.make("impact", ["2020-01", "en"], "xlsx"),
    ):
        assert desk.get(link)[:2] == (404, b"")
