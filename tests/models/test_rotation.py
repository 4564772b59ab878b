"""Key rotation, with people in mid-conversation."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, LargeBinary, func, select, type_coerce
from sqlalchemy.orm import Session

from flows.conversation import receive
from messaging.inbound import Inbound
from models import database, rotation, sealing
from models.base import Base, table_of
from models.members import Member
from models.sealing import Keyring, Sealed, SealedJSON, SealError
from tests.models import people

PEOPLE = [f"+4477009001{number:02}" for number in range(6)] + ["whatsapp:GB.551", "whatsapp:+447700900177"]
EXTERNAL = {"whatsapp:GB.551": "GB.551"}
JOINING = (
    "hello",
    "1",
    "1",
    "1",
    "1",
    "Nia, she/her",
    "London",
    "EMCC",
    "skip",
    "EIA-1",
    "to think",
    "1 and 3",
)
MIDDLE = 7


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = database.connect(database_url)
    yield made
    made.dispose()


def say(engine: Engine, who: str, number: int) -> str:
    channel = "whatsapp" if who.startswith("whatsapp:") else "sms"
    sid = f"SM{PEOPLE.index(who)}x{number}"
    inbound = Inbound(sid, channel, who, JOINING[number], external_id=EXTERNAL.get(who))
    return database.run(engine, lambda connection: receive(connection, inbound)).reply or ""


def say_the_rest(engine: Engine, who: str) -> list[str]:
    return [say(engine, who, number) for number in range(1, len(JOINING))]


def sealed(engine: Engine) -> list[bytes]:
    """Every sealed value, as it lies there."""
    with engine.connect() as connection:
        return [
            bytes(value)
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, Sealed | SealedJSON)
            for value in connection.scalars(
                select(type_coerce(column, LargeBinary)).where(column.is_not(None))
            )
        ]


def test_a_rotation_in_the_middle_of_conversations(engine: Engine) -> None:
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    for who in PEOPLE:
        for number in range(MIDDLE):
            say(engine, who, number)
    sealing.use([new, old])
    assert rotation.rotate(engine) > len(PEOPLE) * MIDDLE
    assert rotation.rotate(engine) == 0, "doing it again changes nothing"
    sealing.use([new])
    assert all(Keyring([new]).is_newest(value) for value in sealed(engine))
    for who in PEOPLE:
        for number in range(MIDDLE, len(JOINING)):
            reply = say(engine, who, number)
        assert "Nia" in reply
        assert say(engine, who, 3) == say(engine, who, 3), "a repeat finds its answer, sealed anew"
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(table_of(Member))) == len(PEOPLE)


def test_a_rotation_while_two_agree_on_a_time(engine: Engine) -> None:
    """What one has said and not yet settled, and what waits for the other, is sealed anew and goes on."""
    sids = itertools.count()

    def text(who: str, words: str) -> str:
        inbound = Inbound(f"SMr{next(sids)}", "sms", who, words)
        return database.run(engine, lambda connection: receive(connection, inbound)).reply or ""

    def paired(connection: Connection) -> None:
        with Session(bind=connection) as db:
            ama, chidi = (
                people.person(db, who, name) for who, name in zip(PEOPLE, ("Ama", "Chidi"), strict=False)
            )
            ama.quiet_from = ama.quiet_till = chidi.quiet_from = chidi.quiet_till = 0
            people.pairing(db, ama, chidi, ama, "agreed")
            db.flush()

    old, new, newest = (sealing.new_key() for _ in range(3))
    sealing.use([old])
    database.run(engine, paired)
    text(PEOPLE[0], "book")
    assert "suggest" in text(PEOPLE[0], "in four days at 5pm")
    sealing.use([new, old])
    assert rotation.rotate(engine) > 0
    sealing.use([new])
    assert "Chidi" in text(PEOPLE[0], "1")
    sealing.use([newest, new])
    rotation.rotate(engine)
    sealing.use([newest])
    text(PEOPLE[1], "menu")
    assert "Ama" in text(PEOPLE[1], "1"), "the question that waited for him"
    assert "Booked with Ama" in text(PEOPLE[1], "yes")
    assert all(Keyring([newest]).is_newest(value) for value in sealed(engine))


def test_a_rotation_while_everybody_texts(engine: Engine) -> None:
    """Rows change under the rotation, and the rotation under the texts: nobody notices."""
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    for who in PEOPLE:
        say(engine, who, 0)
    sealing.use([new, old])
    with ThreadPoolExecutor(5) as pool:
        talking = [pool.submit(say_the_rest, engine, who) for who in PEOPLE]
        for _turn in range(3):
            rotation.rotate(engine)
        for talk in talking:
            assert "Nia" in talk.result()[-1]
    rotation.rotate(engine)
    sealing.use([new])
    assert all(Keyring([new]).is_newest(value) for value in sealed(engine))
    with engine.connect() as connection:
        members = connection.execute(select(table_of(Member))).all()
    assert [(row.name, row.status) for row in members] == [("Nia", "applied")] * len(PEOPLE)


def test_without_the_old_key_nothing_is_lost_but_nothing_opens(engine: Engine) -> None:
    """Dropped too early: the program refuses, and the key put back opens everything again."""
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    say(engine, PEOPLE[0], 0)
    before = sealed(engine)
    sealing.use([new])
    with pytest.raises(SealError):
        rotation.rotate(engine)
    assert sealed(engine) == before
    sealing.use([new, old])
    assert rotation.rotate(engine) == len(before)


def test_a_person_is_found_by_every_tie_after_the_old_key_is_gone(engine: Engine) -> None:
    """By the number from another channel, and by WhatsApp's own id from another address."""
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    inbound = Inbound("SM1", "whatsapp", "whatsapp:+447700900177", "hello", external_id="GB.9")
    database.run(engine, lambda connection: receive(connection, inbound))
    sealing.use([new, old])
    rotation.rotate(engine)
    sealing.use([new])
    for number, (address, external) in enumerate((("+447700900177", None), ("whatsapp:GB.9", "GB.9")), 2):
        channel = "whatsapp" if address.startswith("whatsapp:") else "sms"
        again = Inbound(f"SM{number}", channel, address, "1", external_id=external)
        with engine.begin() as connection:
            receive(connection, again)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(table_of(Member))) == 1


def test_more_rows_than_a_batch(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    for who in PEOPLE:
        say(engine, who, 0)
    count = len(sealed(engine))
    sealing.use([new, old])
    assert rotation.rotate(engine) == count
    assert all(Keyring([new]).is_newest(value) for value in sealed(engine))
