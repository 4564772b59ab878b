"""Somebody's own reflections, behind the link in a text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links, reflections_file
from models import clock, sessions
from models.reflections import Reflection
from tests.models import people
from tests.webhook.doors import Door

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
PUBLIC = "https://board.example.org"


@pytest.fixture
def link(door: Door) -> Iterator[str]:
    """Ama's, who reads Spanish and wrote one of a session and one at another time; Chidi wrote one too."""
    clock.follow(lambda: NOON)
    links.use(PUBLIC)

    def begin(connection: Connection) -> int:
        with Session(bind=connection, expire_on_commit=False) as db:
            ama = people.person(db, "+447700900201", "Ama", language="es")
            chidi = people.person(db, "+447700900202", "Chidi")
            had = people.meeting(
                db, people.pairing(db, ama, chidi, ama, "agreed"), NOON - timedelta(days=3), "happened"
            )
            account = sessions.account(db, had.id, ama.id)
            account.audience, account.feedback = "me", "Hablé demasiado."
            account.written_at = NOON - timedelta(days=2)
            db.add(Reflection(member_id=ama.id, words="Hoy esperé."))
            db.add(Reflection(member_id=chidi.id, words="mine, not yours"))
            db.flush()
            return ama.id

    yield reflections_file.link(door.do(begin)).removeprefix(PUBLIC)
    clock.follow(clock.wall)


def test_a_look_shows_a_button_and_not_a_word(door: Door, link: str) -> None:
    answer = door.client.get(link)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Abrir el archivo" in answer.text
    assert not any(word in answer.text for word in ("Ama", "Chidi", "Hoy", "Hablé", "coach"))


def test_its_author_gets_all_of_theirs_the_newest_first(door: Door, link: str) -> None:
    answer = door.client.post(link)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.index("Hoy esperé.") < answer.text.index("Hablé demasiado.")
    assert "sábado 12 de diciembre de 2026, con Chidi" in answer.text
    assert "mine" not in answer.text


def test_after_a_day_it_leads_nowhere(door: Door, link: str) -> None:
    clock.follow(lambda: NOON + timedelta(days=1, minutes=1))
    for answer in (door.client.get(link), door.client.post(link)):
        assert answer.status_code == 410
        assert "MIS REFLEXIONES" in answer.text


def test_a_link_somebody_made_up_leads_nowhere(door: Door, link: str) -> None:
    other = links.make("hours", 1, "txt").removeprefix(f"{PUBLIC}/hours")
    for path in (link.replace("/reflections/", "/reflections/_"), f"/reflections{other}"):
        assert door.client.get(path).status_code == door.client.post(path).status_code == 404
