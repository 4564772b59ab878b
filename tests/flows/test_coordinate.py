"""What coordinators are told is so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models import clock, queries
from models.members import Member, coordinators
from models.queries import Query
from tests.flows.two import MAYA, Two
from tests.models import people

NIGHT = datetime(2026, 12, 7, 23, 30, tzinfo=UTC)
NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)


def on_a_break(member: Member) -> None:
    member.paused_until = NOON + timedelta(days=6)


def with_a_long_lunch(member: Member) -> None:
    member.quiet_from, member.quiet_till = 11 * 60, 14 * 60


def left(member: Member) -> None:
    member.stopped_at = NOON


def as_ever(_member: Member) -> None:
    pass


@pytest.mark.parametrize(
    ("now", "how", "said"),
    [
        (NOON, as_ever, "has been told."),
        (NIGHT, as_ever, "reads it in the morning."),
        (NOON, with_a_long_lunch, "reads it as soon as it's a good hour there."),
        (NOON, on_a_break, "reads it after their break, which goes on until Monday 14 December 2026."),
        (NOON, left, "asked us to send no more texts, so I haven't told them."),
    ],
)
def test_whether_somebody_knows_already(
    two: Two, now: datetime, how: Callable[[Member], Any], said: str
) -> None:
    def applied(_connection: Connection, db: Session) -> None:
        member = people.person(db, "+447700900203", "Tunde", "applied")
        member.zone = "Europe/London"
        how(member)

    two.do(applied)
    clock.follow(lambda: now)
    try:
        answer = two.text(MAYA, "verify Tunde") or ""
        assert said in answer
        assert "Tunde is verified" in answer
        assert "already" in (two.text(MAYA, "verify Tunde") or "")
    finally:
        clock.follow(clock.wall)


def test_with_a_seat_goes_what_its_holder_had_taken(two: Two) -> None:
    """But for what the next one may not read: who wrote it is introduced to them."""
    numbers: dict[str, int] = {}

    def taken(_connection: Connection, db: Session) -> None:
        heir, near, far = (
            people.person(db, f"+44770090021{at}", name) for at, name in enumerate(("Tunde", "Bisi", "Noor"))
        )
        (maya,) = coordinators(db)
        people.pairing(db, heir, near, maya)
        for who in (near, far):
            one = Query(member_id=who.id, words="hm", status="taken", by_id=maya.id, by_at=clock.now())
            db.add(one)
            db.flush()
            numbers[who.name or ""] = one.id
        numbers["heir"] = heir.id

    def is_so(_connection: Connection, db: Session) -> None:
        left, gone_along = (db.get_one(Query, numbers[name]) for name in ("Bisi", "Noor"))
        assert (left.status, left.by_id) == ("waiting", None)
        assert (gone_along.status, gone_along.by_id) == ("taken", numbers["heir"])
        assert [one.id for one in queries.waiting(db, numbers["heir"])] == [gone_along.id]

    two.do(taken)
    two.text(f"whatsapp:{MAYA}", "hand over to Tunde")
    assert "to be one of them" in (two.text("+447700900210", "hello") or "")
    said = two.text("+447700900210", "yes") or ""
    assert "Texts that need a person: 1. To see them: QUEUE" in said
    two.do(is_so)
