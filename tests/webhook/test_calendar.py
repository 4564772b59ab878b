"""What a calendar link in a text leads to, over HTTP."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links
from models import clock, sealing
from tests.models import people
from tests.webhook.doors import Door

CAREFUL = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def booked(door: Door, starts_at: datetime | None = None, language: str = "en") -> str:
    """The path of somebody's link to a session."""

    def book(connection: Connection) -> str:
        with Session(bind=connection, expire_on_commit=False) as db:
            ama = people.person(db, "+447700900201", "Ama", language=language)
            chidi = people.person(db, "+447700900202", "Chidi")
            pairing = people.pairing(db, ama, chidi, ama, "agreed")
            meeting = people.meeting(db, pairing, starts_at or clock.now() + timedelta(days=3))
            db.flush()
            return "/" + links.calendar(meeting.id, ama.id).split("/", 3)[3]

    return door.do(book)


def test_a_file_for_one_person(door: Door) -> None:
    path = booked(door)
    answer = door.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="session.ics"'
    assert CAREFUL.items() <= dict(answer.headers).items()
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\n")


def test_whoever_looks_before_its_person_changes_nothing(door: Door) -> None:
    """A phone fetches a link to show a preview of it, some several times."""
    path = booked(door)
    seen = [door.client.get(path).data for _ in range(3)]
    head = door.client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(seen[0]))
    assert seen == [seen[0]] * 3
    for method in ("post", "put", "patch", "delete"):
        assert getattr(door.client, method)(path).status_code == 405


@pytest.mark.parametrize(
    ("language", "words"), [("en", "This link has run out"), ("es", "Este enlace ya no sirve")]
)
def test_a_session_that_is_long_past(door: Door, language: str, words: str) -> None:
    answer = door.client.get(booked(door, clock.now() - timedelta(days=32), language))
    assert answer.status_code == 410
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert CAREFUL.items() <= dict(answer.headers).items()
    assert answer.text.startswith(words)


def test_a_link_somebody_made_up_leads_nowhere(door: Door) -> None:
    path = booked(door)
    for other in (
        path.replace(".ics", "x.ics"),
        "/calendar/_" + path.removeprefix("/calendar/")[1:],
        "/calendar/made-up.ics",
        "/calendar/%00%ff.ics",
        "/" + links.make("calendar", [1, 1], "ics").split("/", 3)[3],
        "/" + links.calendar(999, 1).split("/", 3)[3],  # ours, of what is no more
    ):
        answer = door.client.get(other)
        assert (answer.status_code, answer.data) == (404, b""), other


def test_a_link_ends_with_its_key(door: Door) -> None:
    path = booked(door)
    sealing.use([sealing.new_key()])
    assert door.client.get(path).status_code == 404
