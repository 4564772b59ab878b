"""The monthly letter's page: what both agreed to stands there, nothing else does, and it suits a small phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from flows import letter_page, links, monthly_letter
from models import appreciations, clock, database, wishes
from models.base import table_of
from models.knowledge import Knowledge
from models.members import Member
from models.nudges import Nudge
from models.wishes import Block
from tests.letter_pictures import MONTH, THERE
from tests.models import people
from tests.webhook.doors import Door

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_DECEMBER = datetime(2026, 12, 14, 12, tzinfo=UTC)
PUBLIC = "https://board.example.org"
AMA, CHIDI = "+447700900201", "+447700900202"
SAID = {
    "public": "for the <b>quiet</b>",
    "offered": "not agreed",
    "declined": "rather not",
    "given": "not asked",
}


@pytest.fixture
def thanked(door: Door) -> Iterator[None]:
    """Ama thanked Chidi four times, and they agreed to one."""
    clock.follow(lambda: IN_DECEMBER)
    links.use(PUBLIC)

    def begin(connection: Connection) -> None:
        with Session(bind=connection, expire_on_commit=False) as db:
            ama, chidi = people.person(db, AMA, "Ama"), people.person(db, CHIDI, "Chidi")
            for status, words in SAID.items():
                one = appreciations.give(db, ama.id, chidi.id, words)
                for step in ("offered", status) if status != "given" else ():
                    one.status = step
                one.agreed_at = IN_DECEMBER if status == "public" else None
            db.commit()

    door.do(begin)
    yield
    clock.follow(clock.wall)


def page(door: Door, month: int = MONTH) -> str:
    answer = door.client.get(letter_page.link(month, "es").removeprefix(PUBLIC))
    assert answer.status_code == 200
    return answer.text


def test_what_both_agreed_to_stands_there_and_nothing_else(door: Door, thanked: None) -> None:
    read = page(door)
    assert "Ama a Chidi" in read
    assert "for the &lt;b&gt;quiet&lt;/b&gt;" in read
    assert [words for words in (*list(SAID.values())[1:], AMA, CHIDI) if words in read] == []
    assert "Ama" not in page(door, 202611)


@pytest.mark.parametrize("values", [{"status": "removed"}, {"stopped_at": IN_DECEMBER}])
def test_who_has_gone_stands_there_no_more(door: Door, thanked: None, values: dict[str, object]) -> None:
    table = table_of(Member)
    door.do(lambda connection: connection.execute(table.update().where(table.c.id == 2).values(**values)))
    assert "quiet" not in page(door)


def test_what_is_taken_back_is_gone_at_once(door: Door, thanked: None) -> None:
    def take_out(connection: Connection) -> None:
        with Session(bind=connection) as db:
            appreciations.take_out(db, 2)
            db.commit()

    door.do(take_out)
    assert "quiet" not in page(door)


def test_what_was_shared_stands_there_with_its_credit_only_if_its_author_said_so(
    door: Door, thanked: None
) -> None:
    def share(connection: Connection) -> None:
        with Session(bind=connection) as db:
            for title, in_letter in (("River", True), ("Drums", False), ("Stones", True)):
                one = Knowledge(
                    member_id=1, status="published", kind="technique", title=title, in_letter=in_letter,
                    words="by water", credit="Abuela <i>Rosa</i>", topics="grief", looked_at=IN_DECEMBER,
                )  # fmt: skip
                db.add(one)
            db.commit()

    def say_no(connection: Connection) -> None:
        with Session(bind=connection) as db:
            db.get_one(Knowledge, 3).in_letter = False
            db.commit()

    door.do(share)
    read = page(door)
    assert "Abuela &lt;i&gt;Rosa" in read
    assert [one for one in ("River", "Stones", "SABERES") if one not in read] == []
    assert [one for one in ("Drums", "by water", "grief") if one in read] == []
    door.do(say_no)
    assert "Stones" not in page(door)


def test_whoever_never_wants_to_meet_the_other_stands_beside_them_no_more(door: Door, thanked: None) -> None:
    def act(connection: Connection, reason: str) -> None:
        with Session(bind=connection) as db:
            db.execute(delete(Block))
            wishes.block(db, 2, 1, reason)
            db.commit()

    door.do(lambda connection: act(connection, wishes.PARTED))
    assert "quiet" in page(door), "to have met and gone on is no reason"
    door.do(lambda connection: act(connection, wishes.ASKED))
    assert "quiet" not in page(door)


def test_its_link_ends_and_no_other_is_ours(door: Door, thanked: None) -> None:
    link = letter_page.link(MONTH, "es").removeprefix(PUBLIC)
    clock.follow(lambda: IN_DECEMBER + letter_page.READ_FOR + timedelta(minutes=1))
    answer = door.client.get(link)
    assert (answer.status_code, "CARTA" in answer.text) == (410, True)
    assert door.client.get(link.replace("/letter/", "/letter/_")).status_code == 404


def test_it_is_planned_once_for_each_who_has_not_said_no(door: Door, thanked: None) -> None:
    def plan(connection: Connection) -> None:
        with Session(bind=connection) as db:
            db.get_one(Member, 2).letter = "no"
            db.flush()
            monthly_letter.look_ahead(db, connection)
            db.commit()

    def planned(connection: Connection) -> list[tuple[int, int]]:
        rows = select(table_of(Nudge).c.member_id, table_of(Nudge).c.about)
        return [(row.member_id, row.about) for row in connection.execute(rows)]

    database.run(door.engine, plan)
    assert door.do(planned) == [], "not in the middle of a month"
    clock.follow(lambda: datetime(2027, 1, 3, 12, tzinfo=UTC))
    for _twice in range(2):
        database.run(door.engine, plan)
    assert door.do(planned) == [(1, MONTH)]
    clock.follow(lambda: datetime(2027, 2, 3, 12, tzinfo=UTC))
    database.run(door.engine, plan)
    assert door.do(planned) == [(1, MONTH)], "and no letter without anything to tell"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_fits_a_small_phone_whichever_way_it_runs(chromium: "Browser", language: str) -> None:
    ink = {}
    for scheme in ("light", "dark"):
        shown = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
        shown.set_content(letter_page.html(language, MONTH, THERE))
        assert shown.evaluate("document.documentElement.scrollWidth") <= 320
        assert shown.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        directions = shown.evaluate(
            "[...document.querySelectorAll('dd')].map(one => getComputedStyle(one).direction)"
        )
        assert directions == ["ltr", "ltr", "rtl", "ltr", "ltr", "ltr", "ltr"], (
            "each in its own direction, whatever the page's"
        )
        ink[scheme] = shown.evaluate("getComputedStyle(document.body).backgroundColor")
        shown.close()
    assert ink["light"] != ink["dark"]
