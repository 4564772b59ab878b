"""The chain of acts: nothing in it is changed, taken out, swapped or put in without being found, at the right row."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from models import acts, chain, clock, database, rotation, sealing
from models.acts import Act, Doing
from models.base import table_of
from models.chain import Break, Head
from tests.playhouse import ACCOUNT, COORDINATOR, TOKEN

ACTS, HEAD = table_of(Act), table_of(Head)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(database_url)
    yield made
    made.dispose()


def act(engine: Engine, number: int) -> int:
    """One act of somebody's, as a command notes it."""

    def write(connection: Connection) -> int:
        doing = Doing(connection, "verify", 7, f"SM{number}")
        doing.note([("members", number)], {"status": "applied"}, {"status": "verified", "checked_by": 7})
        return chain.append(connection, doing)

    return database.run(engine, write)


def open_to_all(connection: Connection) -> None:
    """Whoever has the database has its triggers."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE acts DISABLE TRIGGER ALL"))
    else:
        for name in ("acts_stay", "acts_stay_as_they_are"):
            connection.execute(text(f"DROP TRIGGER {name}"))


def changed(connection: Connection) -> None:
    connection.execute(update(ACTS).where(ACTS.c.place == 4).values(by_id=8))


def rewritten(connection: Connection) -> None:
    connection.execute(update(ACTS).where(ACTS.c.place == 4).values(after={"status": "queried"}))


def taken_out(connection: Connection) -> None:
    connection.execute(delete(ACTS).where(ACTS.c.place == 4))


def taken_out_and_closed_up(connection: Connection) -> None:
    taken_out(connection)
    connection.execute(update(ACTS).where(ACTS.c.place == 5).values(place=4))
    connection.execute(update(ACTS).where(ACTS.c.place == 6).values(place=5))


def swapped(connection: Connection) -> None:
    for old, new in ((4, 99), (5, 4), (99, 5)):
        connection.execute(update(ACTS).where(ACTS.c.place == old).values(place=new))


def put_in(connection: Connection) -> None:
    for place in (6, 5, 4):
        connection.execute(update(ACTS).where(ACTS.c.place == place).values(place=place + 1))
    forged = connection.execute(select(ACTS).where(ACTS.c.place == 3)).one()._mapping
    connection.execute(insert(ACTS).values({**forged, "id": 50, "place": 4, "text_sid": "SM50"}))


def cut_off(connection: Connection) -> None:
    connection.execute(delete(ACTS).where(ACTS.c.place >= 4))


def cut_off_with_its_head(connection: Connection) -> None:
    cut_off(connection)
    last = connection.execute(select(ACTS.c.mac).where(ACTS.c.place == 3)).scalar_one()
    connection.execute(update(HEAD).values(place=3, mac=last))


def beheaded(connection: Connection) -> None:
    connection.execute(delete(HEAD))


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (changed, Break(4, "changed", 4)),
        (rewritten, Break(4, "changed", 4)),
        (taken_out, Break(4, "missing")),
        (taken_out_and_closed_up, Break(4, "changed", 5)),
        (swapped, Break(4, "changed", 5)),
        (put_in, Break(4, "changed", 50)),
        (cut_off, Break(4, "cut")),
        (cut_off_with_its_head, Break(3, "head")),
        (beheaded, Break(1, "head", 1)),
    ],
)
def test_where_it_was_touched_it_breaks(
    engine: Engine, tamper: Callable[[Connection], None], found: Break
) -> None:
    assert [act(engine, number) for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    with engine.begin() as connection:
        whole = chain.verify(connection)
        assert (whole.count, whole.broken, whole.mark) == (6, None, chain.mark(connection))
        open_to_all(connection)
        tamper(connection)
        assert chain.verify(connection).broken == found


def test_a_slip_is_stopped_by_the_database(engine: Engine) -> None:
    act(engine, 1)
    for slip in (update(ACTS).values(by_id=8), delete(ACTS)):
        with pytest.raises(DatabaseError, match="only added"), engine.begin() as connection:
            connection.execute(slip)
    with engine.connect() as connection:
        assert chain.verify(connection).broken is None


def test_an_old_head_with_the_old_acts_is_found_by_a_mark_that_was_kept_elsewhere(engine: Engine) -> None:
    for number in (1, 2):
        act(engine, number)
    with engine.connect() as connection:
        old = connection.execute(select(HEAD)).one()
    act(engine, 3)
    with engine.begin() as connection:
        kept = chain.mark(connection)
        assert chain.holds(connection, kept.upper())
        open_to_all(connection)
        connection.execute(delete(ACTS).where(ACTS.c.place == 3))
        connection.execute(update(HEAD).values(dict(old._mapping)))
        assert chain.verify(connection).broken is None, "the database alone can't tell"
        assert chain.holds(connection, kept) is False
        assert chain.holds(connection, "nonsense") is False


def test_old_acts_go_from_the_beginning_and_the_rest_holds(engine: Engine) -> None:
    numbers = [act(engine, number) for number in range(1, 7)]
    with engine.begin() as connection:
        first = chain.mark_of(1, connection.execute(select(ACTS.c.mac).where(ACTS.c.place == 1)).scalar_one())
        assert chain.expire(connection, clock.now() - timedelta(days=1), 10) == 0
        assert chain.expire(connection, LATER, 4) == 4
        assert chain.verify(connection).count == 2
        assert chain.verify(connection).broken is None
        assert chain.holds(connection, first) is None, "too old to tell"
        assert chain.expire(connection, LATER, 10) == 2
    assert act(engine, 7) == numbers[-1] + 1, "no number comes back"
    with engine.connect() as connection:
        assert chain.verify(connection).broken is None
        assert connection.scalar(select(ACTS.c.place)) == 7


def test_it_outlives_its_keys(engine: Engine) -> None:
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    act(engine, 1)
    sealing.use([new, old])
    act(engine, 2)
    assert rotation.rotate(engine) == 1
    sealing.use([new])
    act(engine, 3)
    with engine.connect() as connection:
        assert (chain.verify(connection).count, chain.verify(connection).broken) == (3, None)


def test_two_at_once_come_one_after_the_other(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda number: act(engine, number), range(12)))
    assert len(set(numbers)) == 12
    with engine.connect() as connection:
        assert (chain.verify(connection).count, chain.verify(connection).broken) == (12, None)


def test_one_text_is_one_act(engine: Engine) -> None:
    act(engine, 1)
    with pytest.raises(DatabaseError):
        act(engine, 1)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(ACTS)) == 1


@pytest.mark.parametrize(
    "kept", [None, True, 7, "verified", "left_out", [[1, 2], [3, 4]], LATER, LATER.date(), []]
)
def test_references_are_kept(kept: Any) -> None:
    acts.reference(kept)


@pytest.mark.parametrize(
    "told", ["Amara", "which year was that?", "+447700900101", 447700900101, "", 1.5, {}, b"a"]
)
def test_what_tells_of_somebody_is_not(told: Any) -> None:
    with pytest.raises(ValueError, match="an act keeps no"):
        acts.reference(told)


def test_the_command_says_whether_it_holds_and_where_it_does_not(database_url: str) -> None:
    key = sealing.new_key()
    house = {
        "PUBLIC_URL": "https://board.example.org",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    house |= {"TWILIO_SMS_FROM": "+15005550006", "COORDINATORS": COORDINATOR, "ENCRYPTION_KEYS": key}
    around = os.environ | house | {"DATABASE_URL": database_url}
    command = Path(sys.executable).with_name("sounding-board")
    audit = partial(
        subprocess.run, [command, "audit"], env=around, capture_output=True, text=True, check=False
    )
    sealing.use([key])
    engine = database.connect(database_url)
    for number in range(1, 7):
        act(engine, number)
    whole = audit()
    assert whole.stdout.startswith("6 acts, as they were written. The mark of the last: ")
    with engine.begin() as connection:
        open_to_all(connection)
        rewritten(connection)
    touched = audit()
    assert (whole.returncode, touched.returncode) == (0, 1)
    assert touched.stderr.startswith("The log doesn't hold at place 4, act 4: ")
    engine.dispose()
