"""Two at once: texts of one person queue, others don't wait, and what happens once happens once."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from flows import (
    agreement,
    booking,
    directory_contact,
    in_the_letter,
    introduction,
    nudging,
    unasked,
    undelivered,
)
from flows.conversation import receive
from flows.nudging import Kind, Manner
from messaging.inbound import Inbound
from messaging.rates import Senders
from models import (
    appreciations,
    clock,
    database,
    directory,
    kinds,
    nudges,
    outbox,
    outcomes,
    sealing,
    senders,
)
from models.base import table_of
from models.members import Address, Member
from models.nudges import Nudge
from models.outbox import Draft, Letter
from models.pairings import Pairing
from models.sessions import Meeting
from models.talks import TalkRow
from models.texts import Text
from tests.models import people
from tests.servers.postgres import Postgres
from workers.claiming import Parcel, claim

AMARA, LUCIA, MAYA, NIA = "+447700900101", "whatsapp:+447700900102", "+447700900999", "+447700900103"
SENDERS = Senders("+15005550006", None, None, {"+15005550006": 5000.0})


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(database_url, pool_size=20)
    yield made
    made.dispose()


def seed(engine: Engine, put: Callable[[Session], Any]) -> Any:
    with engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        found = put(db)
        db.flush()
        return found


def inbound(sid: str, address: str, body: str) -> Inbound:
    return Inbound(sid, "whatsapp" if address.startswith("whatsapp:") else "sms", address, body)


def text(engine: Engine, sid: str, address: str, body: str) -> str:
    """As the door does it."""
    one = inbound(sid, address, body)
    return database.run(engine, lambda connection: receive(connection, one)).reply or ""


def claimed(engine: Engine, most: int) -> list[Parcel]:
    """As a worker does it."""
    return database.run(engine, lambda connection: claim(connection, SENDERS, {}, most)).parcels


def count(engine: Engine, model: Any, **where: Any) -> int:
    table = table_of(model)
    with engine.connect() as connection:
        wanted = (
            select(func.count())
            .select_from(table)
            .where(*(table.c[name] == value for name, value in where.items()))
        )
        return connection.scalar(wanted) or 0


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them all in the same moment."""
    start = threading.Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        start.wait(10)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_two_texts_of_one_person_queue(engine: Engine) -> None:
    seed(engine, lambda db: people.person(db, AMARA, "Amara"))
    held, order = threading.Event(), []

    def slow() -> None:
        with engine.begin() as connection:
            receive(connection, inbound("SM1", AMARA, "menu"))
            held.set()
            time.sleep(0.4)
            order.append("first")

    def quick() -> None:
        held.wait(5)
        text(engine, "SM2", AMARA, "5")
        order.append("second")

    at_once(slow, quick)
    assert order == ["first", "second"]
    with engine.connect() as connection:
        talk = connection.execute(select(table_of(TalkRow))).one()
    assert (talk.flow, talk.state) == ("menu", "to_a_person"), "the second saw what the first had done"


def test_others_do_not_wait(postgres: Postgres, migrate: Callable[[str], None]) -> None:
    """While one person is answered, others are too, and may leave them a note. SQLite has one writer at a time."""
    sealing.use([sealing.new_key()])
    engine = database.connect(postgres.fresh_database(migrate), pool_size=20)
    seed(engine, lambda db: (people.person(db, AMARA, "Amara"), people.coordinator(db, MAYA)))
    with engine.begin() as connection:
        receive(connection, inbound("SM1", AMARA, "menu"))
        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            assert "Welcome" in pool.submit(text, engine, "SM2", NIA, "hello").result(5)
            assert pool.submit(text, engine, "SM3", MAYA, "tell Amara: no hurry").result(5)
        assert time.monotonic() - began < 2
    assert count(engine, Letter) == 1
    engine.dispose()


def may_it_stand(db: Session, connection: Connection, amara: Member, nia: Member) -> None:
    """Amara has thanked Nia and is asked whether all may read it."""
    people.ask(
        connection,
        amara,
        in_the_letter.in_the_letter,
        appreciations.give(db, amara.id, nia.id, "For your ear").id,
    )


def would_you_like_to(db: Session, connection: Connection, amara: Member, nia: Member) -> None:
    """Nia has found Amara in the directory, who is asked whether she would like that."""
    asked = directory.asks(db, nia.id, amara.id, kinds.Kind.MENTORING)
    people.ask(connection, amara, directory_contact.contact, asked.id)


@pytest.mark.parametrize("ask", [may_it_stand, would_you_like_to])
def test_an_answer_about_somebody_does_not_wait_until_they_are_answered(
    postgres: Postgres, migrate: Callable[[str], None], ask: Callable[..., None]
) -> None:
    """Else two who answer about each other would each wait for the other."""
    sealing.use([sealing.new_key()])
    engine = database.connect(postgres.fresh_database(migrate), pool_size=20)
    with engine.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        nia = people.person(db, NIA, "Nia")
        ask(db, connection, people.person(db, AMARA, "Amara"), nia)
    with ThreadPoolExecutor(1) as pool, engine.begin() as connection:
        assert senders.lock_all(connection, [nia.id]), "Nia is being answered"
        assert pool.submit(text, engine, "SM1", AMARA, "1").result(30)
    engine.dispose()


def test_a_first_text_ten_times_at_once_is_one_member(engine: Engine) -> None:
    replies = at_once(*(lambda: text(engine, "SM1", NIA, "hello") for _twin in range(10)))
    assert len(set(replies)) == 1
    assert (count(engine, Member), count(engine, Text), count(engine, TalkRow)) == (1, 1, 1)


def test_ten_first_texts_at_once_are_one_member(engine: Engine) -> None:
    replies = at_once(*(partial(text, engine, f"SM{n}", NIA, "hello") for n in range(10)))
    assert all(replies)
    assert (count(engine, Member), count(engine, Text), count(engine, TalkRow)) == (1, 10, 1)


@pytest.mark.parametrize("attempt", range(3))
def test_first_texts_from_two_channels_at_once_are_one_member(engine: Engine, attempt: int) -> None:
    number = f"+44770090011{attempt}"
    at_once(
        lambda: text(engine, "SM1", number, "hello"),
        lambda: text(engine, "SM2", f"whatsapp:{number}", "hello"),
        lambda: text(engine, "SM3", number, "hi"),
        lambda: text(engine, "SM4", f"whatsapp:{number}", "hi"),
    )
    assert (count(engine, Member), count(engine, Address)) == (1, 2)


def test_strangers_at_once_are_as_many_members(engine: Engine) -> None:
    at_once(*(partial(text, engine, f"SM{n}", f"+4477009002{n:02}", "hello") for n in range(12)))
    assert (count(engine, Member), count(engine, TalkRow)) == (12, 12)


PAIRS = 6


def test_both_say_yes_at_the_same_moment(engine: Engine) -> None:
    """Each pair is met, once: one agreement for each of them, one note to the coordinator."""

    def put(db: Session) -> list[tuple[str, str]]:
        maya = people.coordinator(db, MAYA)
        pairs = []
        for number in range(PAIRS):
            one, two = f"+4477009003{number:02}", f"whatsapp:+4477009004{number:02}"
            members = people.person(db, one, f"One{number}"), people.person(db, two, f"Two{number}")
            pairing = people.pairing(db, *members, maya)
            for member in members:
                people.ask(db.connection(), member, introduction.introduction, pairing.id)
            pairs.append((one, two))
        return pairs

    pairs = seed(engine, put)
    for number, who in enumerate(who for pair in pairs for who in pair):
        assert "would you like to meet" in text(engine, f"SA{number}", who, "hello").casefold()
    for number, (one, two) in enumerate(pairs):
        at_once(
            partial(text, engine, f"SB{number}", one, "1"), partial(text, engine, f"SC{number}", two, "1")
        )
    assert count(engine, Pairing, status="met") == PAIRS
    assert count(engine, TalkRow, flow=agreement.agreement.name) == 2 * PAIRS
    with engine.connect() as connection:
        letters = list(connection.scalars(select(table_of(Letter).c.body)))
    assert sum("both said yes" in letter for letter in letters) == PAIRS


def test_one_says_yes_while_the_other_says_no(engine: Engine) -> None:
    for number in range(PAIRS):
        one, two = f"+4477009005{number:02}", f"+4477009006{number:02}"

        def put(db: Session, here: str = one, there: str = two) -> None:
            members = people.person(db, here, "One"), people.person(db, there, "Two")
            pairing = people.pairing(db, *members, members[0])
            for member in members:
                people.ask(db.connection(), member, introduction.introduction, pairing.id)

        seed(engine, put)
        for who in (one, two):
            text(engine, f"SA{who}", who, "hello")
        at_once(
            partial(text, engine, f"SB{number}", one, "1"), partial(text, engine, f"SC{number}", two, "2")
        )
    assert count(engine, Pairing, status="declined") == PAIRS
    assert count(engine, TalkRow, flow=introduction.introduction.name) == 0


def test_both_agree_to_a_time_of_their_own_at_the_same_moment(engine: Engine) -> None:
    """Each suggests one; the later suggestion replaces the earlier, and one question is open between them."""

    def put(db: Session) -> None:
        amara, lucia = people.person(db, AMARA, "Amara"), people.person(db, LUCIA, "Lucia")
        pairing = people.pairing(db, amara, lucia, amara, "agreed")
        for member in (amara, lucia):
            people.ask(db.connection(), member, booking.booking, pairing.id)

    seed(engine, put)
    for number, who in enumerate((AMARA, LUCIA)):
        for step, body in enumerate(("hello", "in 3 days at 18:00")):
            text(engine, f"SA{number}{step}", who, body)
    at_once(lambda: text(engine, "SB1", AMARA, "1"), lambda: text(engine, "SB2", LUCIA, "1"))
    assert count(engine, Meeting, status="proposed") == 1
    assert count(engine, TalkRow, flow=booking.confirming.name) == 1


def test_letters_to_one_address_leave_one_after_another(engine: Engine) -> None:
    """Several workers at once: no letter overtakes another of its address, none is taken twice."""
    who = seed(engine, lambda db: [people.person(db, f"+4477009007{n:02}").address_id for n in range(3)])
    for _round in range(8):
        with engine.begin() as connection:
            for address in who:
                outbox.put(connection, [Draft(address, "a text")])
    with engine.connect() as connection:
        letters = table_of(Letter)
        address_of = {
            row.id: row.address_id for row in connection.execute(select(letters.c.id, letters.c.address_id))
        }
    busy: set[int] = set()
    taken: list[int] = []
    guard = threading.Lock()

    def work() -> None:
        while len(taken) < len(address_of):
            held = claimed(engine, 2)
            if not held:
                time.sleep(0.002)
            with guard:
                for parcel in held:
                    assert address_of[parcel.letter] not in busy
                    busy.add(address_of[parcel.letter])
                    taken.append(parcel.letter)
            time.sleep(0.003)
            with guard:
                busy.difference_update(address_of[parcel.letter] for parcel in held)
            with engine.begin() as connection:
                sids = [(parcel.letter, parcel.ref, f"SM{parcel.letter}") for parcel in held]
                outcomes.accepted(connection, sids)

    at_once(work, work, work, work)
    assert sorted(taken) == sorted(address_of)
    for address in who:
        mine = [letter for letter in taken if address_of[letter] == address]
        assert mine == sorted(mine)


def test_a_letter_that_waits_holds_back_only_its_own_address(engine: Engine) -> None:
    one, two = seed(engine, lambda db: [people.person(db, at).address_id for at in (AMARA, NIA)])
    with engine.begin() as connection:
        for address, body in ((one, "first"), (one, "second"), (two, "third")):
            outbox.put(connection, [Draft(address, body)])
    (held,) = claimed(engine, 1)
    with engine.begin() as connection:
        undelivered.refused(connection, held.letter, held.ref, "20429")
    (other,) = claimed(engine, 1)
    assert (held.way.body, other.way.body) == ("first", "third")
    assert claimed(engine, 1) == [], "the second waits for the first"


def test_a_nudge_planned_twice_is_one(engine: Engine) -> None:
    amara = seed(engine, lambda db: people.person(db, AMARA, "Amara"))
    now = clock.now()

    def plan() -> None:
        database.run(
            engine, lambda c: nudges.plan(c, "session-soon", amara.id, 7, now, now + timedelta(hours=1))
        )

    at_once(*(plan for _twin in range(6)))
    assert count(engine, Nudge) == 1
    with engine.begin() as connection:
        nudges.plan(connection, "session-soon", amara.id, 8, now, now)
        nudges.plan(connection, "session-swap", amara.id, 7, now, now)
    assert count(engine, Nudge) == 3


def test_a_nudge_speaks_once_however_many_sweep(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = []

    def speak(_chat: Any, about: int) -> None:
        spoken.append(about)
        time.sleep(0.002)

    kind = Kind("test", speak, Manner.BOOKED, timedelta(hours=1))
    monkeypatch.setitem(nudging.KINDS, "test", kind)
    amara, nia = seed(engine, lambda db: [people.person(db, at, "A") for at in (AMARA, NIA)])
    now = clock.now()
    with engine.begin() as connection:
        for about in range(10):
            nudges.plan(connection, "test", (amara, nia)[about % 2].id, about, now, now + timedelta(hours=1))

    def sweep() -> None:
        while count(engine, Nudge, status="planned"):
            database.run(engine, lambda connection: unasked.speak(connection, 2))

    at_once(sweep, sweep, sweep)
    assert sorted(spoken) == list(range(10))
    assert count(engine, Nudge, status="silent") == 10


def test_a_locked_person_has_an_address_to_be_texted_at(engine: Engine) -> None:
    """The last one they wrote from; a person who has none is left alone."""
    amara = seed(engine, lambda db: people.person(db, AMARA, "Amara"))
    text(engine, "SM1", f"whatsapp:{AMARA}", "hello")
    with engine.begin() as connection:
        found = senders.lock_all(connection, [amara.id, 4711])
        assert [(one, sender.channel) for one, sender in found.items()] == [(amara.id, "whatsapp")]
