"""What the space did, counted in SQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from models import clock, database, impact, sealing
from models.corrections import Correction
from models.impact import Numbers
from models.members import Member
from models.sessions import Meeting
from tests.models import spaces

NOON = datetime(2027, 1, 8, 12, tzinfo=UTC)
SINCE, TILL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    clock.follow(lambda: NOON)
    made = database.connect(database_url)
    database.run(made, spaces.a_year)
    yield made
    made.dispose()
    clock.follow(clock.wall)


def read(engine: Engine) -> tuple[Numbers, int]:
    """The numbers, and how many statements they took."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    with engine.begin() as connection, Session(bind=connection) as db:
        event.listen(engine, "before_cursor_execute", note)
        found = impact.read(db, SINCE, TILL)
        event.remove(engine, "before_cursor_execute", note)
    return found, len(statements)


def test_it_counts_what_there_is(engine: Engine) -> None:
    found, _count = read(engine)
    assert (found.verified, found.with_partner, found.introduced, found.agreed) == (43, 30, 15, 15)
    assert [found.months[f"2026-{number:02d}"].sessions for number in range(1, 13)] == list(spaces.SESSIONS)
    december = found.months["2026-12"]
    assert (december.minutes, len(december.people), max(december.by_pair.values())) == (23 * 60, 30, 120)
    assert found.bodies == {"ICF": 23, "EMCC": 12, "AC": 8}
    assert found.languages == {"en": 31, "es": 12}
    assert found.zones.total() == 43


def test_what_both_corrected_counts_and_who_left_does_not(engine: Engine) -> None:
    with engine.begin() as connection, Session(bind=connection) as db:
        one = db.scalar(
            select(Meeting).where(Meeting.starts_at >= datetime(2026, 12, 1, tzinfo=UTC)).limit(1)
        )
        assert one is not None
        for first, status in ((10, "agreed"), (20, "agreed"), (90, "declined")):
            db.add(
                Correction(
                    session_id=one.id, proposed_by=one.proposed_by, status=status, first=first, second=20
                )
            )
            db.flush()
        db.get_one(Member, one.proposed_by).stopped_at = NOON
        db.flush()
    found, _count = read(engine)
    assert found.months["2026-12"].minutes == 22 * 60 + 40
    assert (found.verified, found.with_partner) == (42, 29)


def test_as_few_statements_whatever_the_number_of_members(engine: Engine) -> None:
    _found, few = read(engine)
    for _more in range(5):
        database.run(engine, lambda connection: spaces.a_year(connection, 100))
    with Session(engine) as db:
        assert (db.scalar(select(func.count(Member.id))) or 0) > 500
    assert read(engine)[1] == few <= 10


def test_a_report_is_made_once_and_forgotten_in_the_end(engine: Engine) -> None:
    with engine.begin() as connection, Session(bind=connection) as db:
        assert impact.tell(db, "2026-12", {"numbers": {"verified": 45}}).numbers["numbers"]["verified"] == 45
        assert impact.tell(db, "2026-12", {"numbers": {"verified": 50}}).numbers["numbers"]["verified"] == 45
        assert [one.month for one in impact.told_before(db, "2027-01")] == ["2026-12"]
        assert impact.expire(connection, NOON, 10) == 0
        assert impact.expire(connection, NOON.replace(year=2028), 10) == 1
