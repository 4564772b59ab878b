"""All that is kept of somebody, behind the link in a text and the code that came with it."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import data_page, links
from flows.conversation import receive
from messaging.inbound import Inbound
from models import clock, concerns, exports, holdings, removals, sessions, wishes
from models.base import Base, table_of
from models.exports import Export
from models.member_notes import MemberNote
from models.reflections import Reflection
from models.wishes import Tie
from tests.models import people
from tests.webhook.doors import Door

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
PUBLIC = "https://board.example.org"
AMINA, CHIDI, MAYA = "+447700900201", "+447700900202", "+447700900999"
NAME = "أمينة"  # written from right to left
HERS = (
    "Hablé demasiado.",
    "Hoy esperé <b>mucho</b>.",
    "prefers calls",
    "me gustaría liderar con calma",
    "Prima Rosa",
    AMINA,
)
NOT_HERS = (
    "mine, not hers",
    "a private wish",
    "never again",
    "Chidi's own",
    "+447700900202",
    "somebody proposed",
)


@pytest.fixture
def amina(door: Door) -> Iterator[int]:
    """She reads Spanish, has met Chidi and was introduced to Bisi, who said nothing yet."""
    clock.follow(lambda: NOON)
    links.use(PUBLIC)

    def begin(_connection: Connection) -> int:
        with Session(bind=_connection, expire_on_commit=False) as db:
            maya = people.coordinator(db, MAYA)
            me = people.person(db, AMINA, NAME, language="es")
            chidi = people.person(db, CHIDI, "Chidi")
            bisi = people.person(db, "+447700900203", "Bisi")
            me.aims = HERS[3]
            had = people.meeting(
                db, people.pairing(db, me, chidi, me, "agreed"), NOON - timedelta(days=3), "happened"
            )
            people.pairing(db, me, bisi, maya)
            mine, theirs = sessions.account(db, had.id, me.id), sessions.account(db, had.id, chidi.id)
            mine.happened, mine.audience, mine.feedback, mine.written_at = True, "me", HERS[0], NOON
            theirs.audience, theirs.feedback = "me", NOT_HERS[0]
            wishes.of(db, chidi.id).heritage = NOT_HERS[1]
            wishes.block(db, chidi.id, me.id, "parted")
            removals.propose(db, me, "remove", maya.id)
            about_her = concerns.raise_one(db, chidi.id, "words", [me.id])
            concerns.add_words(db, about_her, chidi.id, NOT_HERS[2])
            db.add_all(
                [
                    Reflection(member_id=me.id, words=HERS[1]),
                    Reflection(member_id=chidi.id, words=NOT_HERS[3]),
                    MemberNote(member_id=me.id, by_id=maya.id, words=HERS[2]),
                    Tie(member_id=me.id, name=HERS[4]),
                    Tie(member_id=chidi.id, name=NAME, phone="+447700900666"),
                ]
            )
            db.flush()
            return me.id

    yield door.do(begin)
    clock.follow(clock.wall)


_sids = iter(range(1, 1000))


def asked(door: Door) -> tuple[str, str]:
    """She asks for it by text; the link's path, and the code."""
    said = ""
    for words in ("mis datos", "1"):
        inbound = Inbound(f"SM{next(_sids):032x}", "sms", AMINA, words)
        said = door.do(lambda c, inbound=inbound: receive(c, inbound)).reply or ""  # type: ignore[misc]
    link, code = re.search(r"(https:\S+)", said), re.search(r"\b(\d{6})\b", said)
    assert link is not None
    assert code is not None
    return link[1].removeprefix(PUBLIC), code[1]


def opened(door: Door, link: str, code: str) -> Any:
    return door.client.post(link, data={"code": code})


def test_a_look_opens_nothing_and_the_code_opens_it_once(door: Door, amina: int) -> None:
    link, code = asked(door)
    for _look in range(3):
        answer = door.client.get(link)
        assert answer.status_code == 200
        assert "Escríbelo aquí" in answer.text
        assert not any(one in answer.text for one in (NAME, *HERS))
    answer = opened(door, link, f" {code[:3]} {code[3:]} ")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert NAME in answer.text
    for again in (opened(door, link, code), door.client.get(link)):
        assert again.status_code == 410
        assert "MIS DATOS" in again.text


def test_all_of_hers_is_there_and_nothing_of_anybody_else(door: Door, amina: int) -> None:
    text = opened(door, *asked(door)).text
    packed = re.search(r"data:application/json;base64,([^\"]+)", text)
    assert packed is not None
    file = base64.b64decode(packed[1]).decode()
    data = json.loads(file)
    assert [one for one in HERS if one not in file] == []
    page = text.replace(packed[1], "")
    assert [one for one in HERS if one.replace("<", "&lt;").replace(">", "&gt;") not in page] == []
    assert "<b>" not in page
    assert [one for one in NOT_HERS if one in file + page] == []
    assert data["pairings"][0]["with"] == ["Chidi"], "whom she knows by name"
    assert data["pairings"][1]["with"] == [], "and whom she doesn't yet"
    assert "Bisi" not in file + page
    assert (data["blocks"], data["removals"], data["concerns"], data["concern_words"]) == ([], [], [], [])
    assert {one["purpose"] for one in data["consents"]} == {"data", "matching", "texts"}


def test_who_guesses_has_five_tries(door: Door, amina: int) -> None:
    link, code = asked(door)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _try in range(exports.MISSES - 1):
        answer = opened(door, link, wrong)
        assert (answer.status_code, "no es el código" in answer.text) == (200, True)
    assert opened(door, link, wrong).status_code == 410
    assert opened(door, link, code).status_code == 410


def test_its_day_ends_and_a_new_one_ends_the_old(door: Door, amina: int) -> None:
    (first, old), (second, new) = asked(door), asked(door)
    assert opened(door, first, old).status_code == 404
    clock.follow(lambda: NOON + timedelta(days=1, minutes=1))
    assert opened(door, second, new).status_code == 410
    assert door.client.get(second).status_code == 410
    assert door.client.get(second.replace("/mine/", "/mine/_")).status_code == 404


def test_nothing_of_the_code_is_kept_but_its_hash(door: Door, amina: int) -> None:
    _link, code = asked(door)
    rows = door.do(lambda c: c.execute(select(table_of(Export))).mappings().all())
    assert len(rows) == 1
    assert code not in str([bytes(one["code"]) for one in rows])


def test_every_table_says_what_of_it_is_shown_or_why_nothing() -> None:
    shown = [table_of(held.model).name for held in holdings.HELD]
    assert len(shown) == len(set(shown))
    assert {*shown} | holdings.NOT_HELD.keys() == set(Base.metadata.tables)
    assert not {*shown} & holdings.NOT_HELD.keys()
    on_page = {table: {name for name, _label in columns} for table, _heading, columns in data_page.SHOWN}
    there = {table_of(one.model).name: {*one.columns.split(), "with", "witness"} for one in holdings.HELD}
    assert [table for table, columns in on_page.items() if not columns <= there[table]] == []


def test_it_fits_a_small_phone_by_day_and_by_night(door: Door, amina: int, chromium: "Browser") -> None:
    html = opened(door, *asked(door)).text
    ink = {}
    for scheme in ("light", "dark"):
        page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        ink[scheme] = page.evaluate(
            "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor"
        )
        sides = page.evaluate(
            "n => { const d = [...document.querySelectorAll('dd')].find(one => one.textContent == n); "
            "return getComputedStyle(d).direction }",
            NAME,
        )
        assert sides == "rtl"
        page.close()
    assert ink["light"] != ink["dark"]
