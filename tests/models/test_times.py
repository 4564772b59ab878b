"""Times are aware, and UTC in the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import StatementError

from models import clock, database
from models.base import UTCTime, table_of
from models.members import Member

DIALECTS: list[Dialect] = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = database.connect(database_url)
    yield made
    made.dispose()


def keep(engine: Engine, when: datetime) -> datetime | None:
    members = table_of(Member)
    with engine.begin() as connection:
        values = {
            "status": "newcomer",
            "language": "en",
            "zone": "UTC",
            "created_at": when,
        }
        made = connection.execute(insert(members).values(values).returning(members.c.id)).scalar_one()
        return connection.scalar(select(members.c.created_at).where(members.c.id == made))


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="a time without a zone"):
        keep(engine, datetime(2026, 12, 7, 9, 0))  # noqa: DTZ001 (that's the point)


@pytest.mark.parametrize("hours", [-11, -5, 0, 1, 14])
def test_any_zone_comes_back_as_the_same_moment_in_utc(engine: Engine, hours: int) -> None:
    when = datetime(2026, 12, 7, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=hours)))
    kept = keep(engine, when)
    assert kept is not None
    assert (kept, kept.tzinfo) == (when, UTC)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
@given(st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_every_moment_survives(dialect: Dialect, when: datetime) -> None:
    kind = UTCTime()
    kept = kind.process_bind_param(when, dialect)
    back = kind.process_result_value(kept, dialect)
    assert back == when.astimezone(UTC)
    assert back is not None
    assert back.tzinfo is UTC


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_no_time_is_no_time(dialect: Dialect) -> None:
    assert UTCTime().process_bind_param(None, dialect) is None
    assert UTCTime().process_result_value(None, dialect) is None


def test_times_are_compared_as_moments(engine: Engine) -> None:
    members = table_of(Member)
    keep(engine, datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    earlier = datetime(2026, 12, 7, 9, 30, tzinfo=timezone(timedelta(hours=1)))  # 8:30 UTC
    with engine.begin() as connection:
        assert connection.scalar(select(members.c.id).where(members.c.created_at > earlier)) is not None
        assert connection.scalar(select(members.c.id).where(members.c.created_at < earlier)) is None


def test_the_houses_time_may_be_turned_and_the_machines_not() -> None:
    clock.follow(lambda: datetime(2031, 1, 1, tzinfo=UTC))
    try:
        assert clock.now().year == 2031
        assert clock.wall().year < 2031 or clock.wall() > clock.now()
    finally:
        clock.follow(clock.wall)
    assert abs(clock.now() - clock.wall()) < timedelta(seconds=5)
