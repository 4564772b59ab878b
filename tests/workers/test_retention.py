"""Messages are forgotten on schedule; what still waits is not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, select, update
from sqlalchemy.orm import Session

from models import clock, database, erasing, nudges, outbox, talks
from models.base import Base, table_of
from models.nudges import Nudge
from models.outbox import Letter
from models.sessions import Meeting
from models.talks import TalkRow
from models.texts import Text
from settings import Settings
from tests.models import people
from tests.workers.houses import House, house, settings_for
from workers import kit, retention
from workers.clocks import CLOCKS, WITH_ITS_PERSON

AMARA = "+447700900101"
DAY = 86_400.0


@pytest.fixture
def ours(database_url: str, redis_url: str) -> Iterator[House]:
    with house(lambda url: settings_for(database_url, redis_url, url, "http://127.0.0.1:1")) as made:
        yield made


def left(kind: type) -> int:
    return database.run(kit.kit().engine, lambda c: c.scalar(select(func.count()).select_from(kind))) or 0


def wrote(number: int) -> None:
    """Somebody texted us."""

    def put(connection: Connection) -> None:
        values = {"sid": f"SM{number}", "body": "my secret", "reply": "yes", "received_at": clock.now()}
        connection.execute(table_of(Text).insert().values(values))

    database.run(kit.kit().engine, put)


def test_a_month_later_nothing_that_was_said_is_there(ours: House) -> None:
    ours.write(AMARA, "one", "two", "three", "four")
    for number in range(3):
        wrote(number)
    letters = table_of(Letter)
    for letter, status in ((1, "delivered"), (2, "failed"), (3, "withdrawn")):
        database.run(
            kit.kit().engine,
            lambda c, letter=letter, status=status: c.execute(  # type: ignore[misc]
                update(letters).where(letters.c.id == letter).values(status=status)
            ),
        )
    ours.ahead += 29 * DAY
    wrote(4)
    assert retention.forget() == 0
    ours.ahead += 2 * DAY
    assert retention.forget() == 6
    assert (left(Text), ours.statuses()) == (1, ["queued"]), "what came since, and what waits"


def test_many_are_forgotten_in_turns(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        wrote(number)
    ours.ahead += 31 * DAY
    monkeypatch.setattr(retention, "TURN", 0.0)
    assert retention.forget() == 2, "no time for more than a batch of each table"
    monkeypatch.undo()
    monkeypatch.setattr(retention, "BATCH", 2)
    assert [retention.forget() for _turn in range(2)] == [3, 0]


def test_nudges_that_were_settled_are_forgotten_later(ours: House) -> None:
    ours.write(AMARA, "one")
    now = clock.now()
    for about in range(3):
        database.run(
            kit.kit().engine,
            lambda c, about=about: nudges.plan(c, "hail", 2, about, now, now + timedelta(days=1)),  # type: ignore[misc]
        )
    database.run(kit.kit().engine, lambda c: nudges.settle(c, {1: "spoken", 2: "lapsed"}))
    ours.ahead += 89 * DAY
    retention.forget()
    assert left(Nudge) == 3
    ours.ahead += 2 * DAY
    retention.forget()
    assert left(Nudge) == 1, "one is planned still"


def test_how_two_met_is_forgotten_a_week_after_their_session(ours: House) -> None:
    def put(connection: Connection) -> None:
        with Session(bind=connection) as db:
            ama, chidi = people.person(db, AMARA, "Ama"), people.person(db, "+447700900102", "Chidi")
            pairing = people.pairing(db, ama, chidi, ama, "agreed")
            for days in (1, 5):
                people.meeting(db, pairing, clock.now() + timedelta(days=days)).place = "at the old mill"
            db.commit()

    database.run(kit.kit().engine, put)
    ours.ahead += 7.9 * DAY
    assert retention.forget() == 0
    ours.ahead += 2 * DAY
    assert retention.forget() == 1

    def places(connection: Connection) -> list[str | None]:
        return list(connection.scalars(select(table_of(Meeting).c.place).order_by(table_of(Meeting).c.id)))

    assert database.run(kit.kit().engine, places) == [None, "at the old mill"]


def test_what_partners_write_to_each_other_is_forgotten_a_day_later(ours: House) -> None:
    ours.write(AMARA, "one", "two")
    letters = table_of(Letter)

    def pass_on(connection: Connection) -> None:
        connection.execute(update(letters).values(status="sent"))
        connection.execute(update(letters).where(letters.c.id == 1).values(author_id=1))
        for member, flow in ((1, "relay"), (2, "menu")):
            talks.add(connection, member, flow, "whom", 0, 3)

    database.run(kit.kit().engine, pass_on)
    ours.ahead += DAY - 60
    assert retention.forget() == 0
    ours.ahead += 120
    assert retention.forget() == 2
    assert (left(Letter), left(TalkRow)) == (1, 1), "what is ours to say, and another question"


# The list of clocks.


def test_every_table_and_every_column_is_on_a_clock() -> None:
    assert retention.unlisted(Base.metadata.sorted_tables) == set(), (
        "say in workers/clocks.py how long it is kept"
    )


def test_a_column_or_a_table_without_a_clock_is_found() -> None:
    copied = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copied)
    copied.tables["texts"].append_column(Column("mood", String))
    Table("moods", copied, Column("id", Integer))
    assert retention.unlisted(copied.sorted_tables) == {"texts.mood", "moods.id"}
    copied.remove(copied.tables["tallies"])
    assert "tallies.count" in retention.unlisted(copied.sorted_tables), (
        "nor is one wound for what isn't there"
    )


def test_what_has_days_has_what_forgets_it_and_what_has_not_ends_with_its_person(ours: House) -> None:
    erased = {name.partition(".")[0] for name in erasing.STAYS} | {
        table_of(model).name for model, _ in erasing.GONE
    }
    for name, one in CLOCKS.items():
        assert isinstance(one.keeps, str) == (one.expire is None), name
        assert one.keeps != WITH_ITS_PERSON or name in {*erased, "members"}, (
            f"{name}: models/erasing.py knows nothing of it"
        )
        assert one.sooner.keys() <= set(one.columns.split())
    assert all(age > timedelta(0) for _expire, age in retention.running())


def test_the_organisation_may_keep_texts_for_less_long(database_url: str, redis_url: str) -> None:
    def chosen(url: str) -> Settings:
        return settings_for(database_url, redis_url, url, "http://127.0.0.1:1", message_days=7)

    with house(chosen) as short:
        wrote(1)
        short.ahead += 6.9 * DAY
        assert retention.forget() == 0
        short.ahead += 0.2 * DAY
        assert retention.forget() == 1


def test_every_state_is_done_or_waits() -> None:
    assert set(outbox.DONE) | {"queued", "held", "sending"} == set(outbox.LETTER.moves)
    assert {*nudges.SETTLED, "planned"} == set(nudges.NUDGE.moves)
