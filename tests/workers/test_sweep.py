"""The sweep: each due nudge has its turn, and one that stumbles holds up nobody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from flows import nudging, unasked
from flows.chat import Chat
from flows.nudging import Kind, Manner
from models import clock, database, nudges
from models.base import table_of
from models.members import Member
from models.nudges import Nudge
from tests.servers.postgres import Postgres
from tests.workers.houses import House, house, settings_for
from workers import kit, queues, sweep

AMARA, LUCIA = "+447700900101", "whatsapp:+573001234567"
TEN = datetime(2026, 12, 7, 10, tzinfo=UTC)  # in London too, where Amara is
WEEKS = timedelta(weeks=12)


def hail(chat: Chat, about: int) -> None:
    chat.say(f"Number {about}.")


def stumble(chat: Chat, _about: int) -> None:
    chat.say("This must not be said.")
    raise LookupError("what it was about is gone")


def lose_the_database(chat: Chat, _about: int) -> None:
    raise OperationalError("SELECT 1", {}, Exception("server closed the connection unexpectedly"))


SPEAK = {
    "hail": (hail, Manner.BOOKED),
    "await": (hail, Manner.AWAITED),
    "offer-something": (hail, Manner.UNASKED),
    "stumble": (stumble, Manner.BOOKED),
    "lose": (lose_the_database, Manner.BOOKED),
}


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, (speak, manner) in SPEAK.items():
        monkeypatch.setitem(nudging.KINDS, name, Kind(name, speak, manner, WEEKS))


@pytest.fixture
def ours(database_url: str, redis_url: str, kinds: None) -> Iterator[House]:
    with house(lambda url: settings_for(database_url, redis_url, url, "http://127.0.0.1:1")) as made:
        turn(made, TEN)
        made.write(AMARA)
        made.write(LUCIA)
        yield made


def turn(ours: House, to: datetime) -> None:
    """Let it be that time in the house."""
    ours.ahead = (to - clock.wall()).total_seconds()


def plan(
    kind: str,
    about: int,
    due: timedelta = timedelta(0),
    lapse: timedelta = timedelta(hours=1),
    member: int = 2,
) -> None:
    """Plan a nudge for the first of the two; the coordinator is member 1."""
    at = clock.now() + due
    database.run(kit.kit().engine, lambda c: nudges.plan(c, kind, member, about, at, at + lapse))


def rows() -> list[Any]:
    table = table_of(Nudge)
    return database.run(kit.kit().engine, lambda c: list(c.execute(select(table).order_by(table.c.id))))


def fates() -> list[str]:
    return [row.status for row in rows()]


def said(ours: House) -> list[str]:
    return [letter.body.splitlines()[1] for letter in ours.letters()]


def test_what_is_due_speaks_and_the_rest_waits(ours: House) -> None:
    plan("hail", 1)
    plan("hail", 2, due=timedelta(hours=1))
    assert sweep.sweep() == 1
    assert sweep.sweep() == 0
    assert fates() == ["spoken", "planned"]
    assert said(ours) == ["Number 1."]
    ours.ahead += 3601
    assert sweep.sweep() == 1


def test_too_late_is_silence(ours: House) -> None:
    plan("hail", 1)
    ours.ahead += 3601
    assert sweep.sweep() == 0
    assert fates() == ["lapsed"]
    assert ours.letters() == []


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_one_that_stumbles_says_nothing_and_holds_up_nobody(
    ours: House, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(sweep, "BATCH", batch)
    plan("hail", 1, member=3)
    plan("stumble", 1)
    plan("hail", 2)
    assert sweep.sweep() == 2
    assert fates() == ["spoken", "planned", "spoken"]
    assert said(ours) == ["Number 1.", "Number 2."]
    assert sweep.sweep() == 0
    ours.ahead += unasked.STUMBLED.total_seconds() + 1
    assert sweep.sweep() == 0
    assert fates() == ["spoken", "planned", "spoken"]


def test_a_database_that_goes_away_is_no_nudges_fault(ours: House) -> None:
    """Nothing is put off for ten minutes: the next tick finds them all."""
    plan("lose", 1)
    plan("hail", 2)
    before = [row.due_at for row in rows()]
    with pytest.raises(OperationalError):
        sweep.sweep()
    assert (fates(), [row.due_at for row in rows()]) == (["planned", "planned"], before)


def test_a_nudge_of_a_kind_that_is_gone_is_silent(ours: House) -> None:
    plan("nobody-remembers", 1)
    assert sweep.sweep() == 0
    assert fates() == ["silent"]


def test_many_are_swept_in_turns(ours: House, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "BATCH", 3)
    monkeypatch.setattr(sweep, "TURN", 0.0)
    for about in range(5):
        plan("hail", about)
    assert sweep.sweep() == 3
    with Redis.from_url(redis_url) as redis:
        assert Queue(queues.NUDGES, connection=redis).count == 1, "it comes back for the rest"
        assert Queue(queues.DELIVERY, connection=redis).count == 1
    assert sweep.sweep() == 2


def test_one_job_takes_batch_after_batch_while_it_has_time(
    ours: House, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "BATCH", 3)
    for about in range(8):
        plan("hail", about)
    assert sweep.sweep() == 8
    with Redis.from_url(redis_url) as redis:
        assert Queue(queues.NUDGES, connection=redis).count == 0


def test_whom_to_nudge_after_they_stopped_nobody_asks(ours: House) -> None:
    def stop(connection: Any) -> None:
        connection.execute(table_of(Member).update().values(stopped_at=clock.now()))

    plan("hail", 1)
    database.run(kit.kit().engine, stop)
    assert sweep.sweep() == 0
    assert fates() == ["silent"]
    assert ours.letters() == []


def test_who_can_not_be_reached_anywhere_leaves_no_nudge_due_for_ever(ours: House) -> None:
    def nowhere(connection: Any) -> None:
        connection.execute(table_of(Member).update().values(address_id=None))

    plan("hail", 1)
    database.run(kit.kit().engine, nowhere)
    assert sweep.sweep() == 0
    assert fates() == ["planned"]
    ours.ahead += 3601
    assert sweep.sweep() == 0
    assert fates() == ["lapsed"]


# When somebody may be texted.


def test_one_unasked_text_a_day_and_the_urgent_first(ours: House) -> None:
    plan("offer-something", 1, lapse=WEEKS)
    plan("offer-something", 2, lapse=WEEKS)
    plan("await", 3, lapse=WEEKS)
    plan("hail", 4, lapse=WEEKS)
    plan("offer-something", 5, lapse=WEEKS, member=3)
    turn(ours, TEN + timedelta(hours=6))  # day in Bogotá too
    assert sweep.sweep() == 4
    theirs = [letter.body.splitlines()[1] for letter in ours.letters() if letter.address_id == 2]
    assert theirs == ["Number 4.", "Number 3.", "Number 1."]
    turn(ours, TEN + timedelta(hours=22, minutes=59))
    assert sweep.sweep() == 0
    turn(ours, TEN + timedelta(hours=23, minutes=1))
    assert sweep.sweep() == 1
    assert said(ours)[-1] == "Number 2."


def test_who_does_not_answer_hears_less_and_less(ours: House) -> None:
    for about in range(20):
        plan("offer-something", about, lapse=WEEKS)
    days = []
    for day in range(50):
        turn(ours, TEN + timedelta(days=day, minutes=1))
        days += [day] * sweep.sweep()
    assert days == [0, 1, 3, 7, 15, 31, 47]
    ours.heard(AMARA)
    plan("offer-something", 20, lapse=WEEKS)
    assert sweep.sweep() == 1, "they are back, so two days after the last is not too soon"
    assert said(ours)[-1] == "Number 20."


@pytest.mark.parametrize("hour", [0, 3, 8, 20, 23])
def test_what_they_booked_comes_at_its_hour_and_other_things_in_the_morning(ours: House, hour: int) -> None:
    night = TEN + timedelta(hours=hour - 10)
    morning = TEN - timedelta(hours=1) if hour < 9 else TEN + timedelta(hours=23)
    turn(ours, night)
    plan("await", 1, lapse=WEEKS)
    plan("offer-something", 2, lapse=WEEKS)
    plan("hail", 3)
    assert sweep.sweep() == 1
    assert said(ours) == ["Number 3."]
    assert [row.due_at for row in rows()][:2] == [morning, morning]
    turn(ours, morning + timedelta(seconds=1))
    assert sweep.sweep() == 2


@pytest.mark.parametrize(("ago", "spoken"), [(29, 1), (31, 0)])
def test_who_is_texting_us_just_now_is_awake(ours: House, ago: int, spoken: int) -> None:
    turn(ours, TEN + timedelta(hours=12))
    ours.heard(AMARA, timedelta(minutes=ago))
    plan("await", 1, lapse=WEEKS)
    plan("offer-something", 2, lapse=WEEKS)
    assert sweep.sweep() == spoken
    assert said(ours) == ["Number 1."] * spoken


def test_who_is_texting_us_is_passed_over_and_nobody_waits(
    postgres: Postgres, migrate: Callable[[str], None], redis_url: str, kinds: None
) -> None:
    """Their row is locked by their own text; on SQLite all that write wait for each other anyway."""
    url = postgres.fresh_database(migrate)
    with house(lambda public: settings_for(url, redis_url, public, "http://127.0.0.1:1")) as ours:
        turn(ours, TEN)
        ours.write(AMARA)
        ours.write(LUCIA)
        plan("hail", 1)
        plan("hail", 2, member=3)
        table = table_of(Member)
        with kit.kit().engine.begin() as text:
            text.execute(select(table.c.id).where(table.c.id == 2).with_for_update(key_share=True))
            assert sweep.sweep() == 1
            assert fates() == ["planned", "spoken"]
        assert sweep.sweep() == 1
        assert fates() == ["spoken", "spoken"]
    postgres.drop(url)


# What it costs.


def statements(do: Callable[[], object]) -> list[str]:
    """What `do` asks of the database."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(kit.kit().engine, "before_cursor_execute", note)
    do()
    event.remove(kit.kit().engine, "before_cursor_execute", note)
    return asked


def test_a_sweep_asks_as_many_questions_however_many_are_planned_or_due(ours: House) -> None:
    counts, first = {}, 0
    for due, planned in ((10, 0), (200, 0), (10, 2000)):

        def put(connection: Any, due: int = due, planned: int = planned, first: int = first) -> None:
            at, late = clock.now(), clock.now() + WEEKS
            for number in range(first, first + due + planned):
                when = at if number < first + due else at + timedelta(weeks=8)
                kind = ("hail", "await", "offer-something")[number % 3]
                nudges.plan(connection, kind, 2 + number // 3 % 2, number, when, late)

        turn(ours, TEN + timedelta(days=100 * len(counts)))
        ours.heard(AMARA)
        ours.heard(LUCIA)
        database.run(kit.kit().engine, put)
        first += due + planned
        counts[due, planned] = len(statements(sweep.sweep))
        assert sum(row.status == "spoken" for row in rows()) > due // 2
        database.run(kit.kit().engine, lambda c: c.execute(table_of(Nudge).delete()))
    assert len(set(counts.values())) == 1
    assert max(counts.values()) <= 10
