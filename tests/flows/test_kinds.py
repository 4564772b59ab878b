"""Two, or a ring, who meet for mentoring or supervision read nothing of coaching; and each kind counts where a body counts it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from flows import bodies, coaching_log, kind_words, leaving, role_prompts, sheet
from flows.chat import Chat
from flows.other_hours import Hours
from flows.words import LANGUAGES, translate
from models import clock, sealing
from models.base import table_of
from models.kinds import Kind
from models.outbox import Letter
from models.pairings import Pairing
from models.rounds import Round
from tests.flows.test_invariants import AMARA, LUCIA, NIA, SCENES, World
from tests.models import people
from tests.servers.memory import empty, in_memory

OTHERS = [kind for kind in Kind if kind is not Kind.COACHING]
COACHING = re.compile(r"coach", re.IGNORECASE)
# It may be spoken of where it is meant: somebody's work is coaching, and what isn't coaching doesn't count as such.
MEANT = re.compile(
    r"what does this ask of you as a coach\?|como coach\?|it doesn't count as coaching|no cuenta como coaching|"
    r"my coaching practice|mi práctica de coaching|"
    r"1 peer coaching|1 coaching entre pares|i know of no session yet in which you coached|"
    r"ninguna sesión en la que dieras coaching",
    re.IGNORECASE,
)
# Where what two read depends on their kind, or might.
BETWEEN = (
    "an_introduction", "another_introduction", "a_ring_is_proposed", "an_agreement", "a_ring_agrees", "finding_a_time",
    "no_time_is_set", "a_suggested_time", "how_they_meet", "a_series", "a_booked_session", "a_session_is_on", "after_a_session",
    "they_remember_it_differently", "a_session_was_missed", "words_about_a_session", "a_correction", "two_are_half_way",
    "two_close", "a_ring_closes", "somebody_else_is_wanted", "a_round_opens", "in_my_hours", "in_correcting",
)  # fmt: skip
SAID = [one for body in bodies.every().values() for words in body.others.values() for one in words.values()]
DURING = ("empezamos", "swap who starts", "pause", "we're starting", "my hours", "correct my minutes")


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    """A SQLite that lives in memory."""
    made = in_memory()
    yield made
    made.dispose()


def speaks_of_coaching(read: str) -> bool:
    """Whether it does where it shouldn't."""
    for said in SAID:  # what a body says of such hours
        read = read.replace(said, "")
    return COACHING.search(MEANT.sub("", read)) is not None


def read_in(world: World, scene: str, kind: Kind, pick: int) -> list[str]:
    """All that people read there, when each answers with one of the answers that fit."""
    with world.database.begin() as connection, Session(bind=connection, expire_on_commit=False) as db:
        SCENES[scene](connection, db)
        db.flush()
        connection.execute(update(table_of(Pairing)).values(kind=kind))
        connection.execute(update(table_of(Round)).values(kind=kind))
    read: list[str] = []
    for turn in range(3):
        for phone in (AMARA, LUCIA, NIA) if "ring" in scene else (AMARA, LUCIA):
            fitting = world.expected(phone)
            read.append(world.text(phone, fitting[pick % len(fitting)]) or "")
        world.wait(timedelta(hours=1 if turn < 2 else 60))
    for said in DURING:
        read.append(world.text(AMARA, said) or "")
    world.wait(timedelta(days=10))
    with world.database.begin() as connection:
        return [*read, *connection.scalars(select(table_of(Letter).c.body))]


@pytest.mark.parametrize("scene", BETWEEN)
def test_nothing_of_coaching_is_read_by_who_meets_for_something_else(memory: Engine, scene: str) -> None:
    sealing.use([sealing.new_key()])
    wrong = set[str]()
    for pick in range(3):
        empty(memory)
        world = World(memory)
        clock.follow(lambda: world.at)  # noqa: B023 - it is let go before the next
        try:
            wrong |= {one for one in read_in(world, scene, OTHERS[pick % 2], pick) if speaks_of_coaching(one)}
        finally:
            clock.follow(clock.wall)
    assert wrong == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OTHERS)
def test_each_kind_has_its_own_words(kind: Kind, language: str) -> None:
    ideas = [idea for role in role_prompts.FOR_OTHERS[kind] for idea in role]
    tables = (
        kind_words.KINDS,
        kind_words.PURPOSE,
        kind_words.RECEIVING,
        kind_words.IN_RINGS,
        kind_words.RING,
    )
    copies = [*(one[kind] for one in tables), *role_prompts.TURNS[kind], *ideas]
    read = [translate(copy, language) for copy in copies]
    assert [one for one in read if speaks_of_coaching(one)] == []


@pytest.mark.parametrize("name", bodies.every())
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_counts_where_a_body_counts_it(memory: Engine, kind: Kind, name: str) -> None:
    """COACHING.md, "Hours": only coaching counts. Other hours stand beside it, with what the body says of them."""
    sealing.use([sealing.new_key()])
    empty(memory)
    body = bodies.every()[name]
    with Session(memory) as db:
        ama, chidi = people.person(db, AMARA, "Ama"), people.person(db, NIA, "Chidi")
        pairing = people.pairing(db, ama, chidi, ama, "agreed")
        pairing.kind = kind
        people.meeting(db, pairing, clock.now() - timedelta(days=3), "happened")
        log = coaching_log.log_of(db, ama, body)
        said = "\n".join(sheet.about(log, "en", clock.now().date()))
    coaching = kind is Kind.COACHING
    assert (log.given, log.received) == ((30, 30) if coaching else (0, 0))
    assert log.others == (() if coaching else (Hours(kind, 30, 30),))
    assert [of for of in OTHERS if body.others[of]["en"] in said] == ([] if coaching else [kind])


@pytest.mark.parametrize("name", bodies.every())
def test_each_body_says_something_of_each_kind(name: str) -> None:
    others = bodies.every()[name].others
    assert set(others) == {kind.value for kind in OTHERS}
    for said in others.values():
        assert set(said) == set(LANGUAGES)
        assert all(0 < len(one) <= 200 for one in said.values())
        assert not re.search(r"\b(will accept|accepts|guarantee|acepta|garantiza)", " ".join(said.values()))


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("1", "en", ["coaching"]),
        ("1 and 3", "en", ["coaching", "supervision"]),
        ("all three", "en", [kind.value for kind in Kind]),
        ("mentoring please", "en", ["mentoring"]),
        ("skip", "en", None),
        ("a kinder voice to myself", "en", "a kinder voice to myself"),
        ("coaching on leadership", "en", "coaching on leadership"),
        ("supervisión y mentoría", "es", ["mentoring", "supervision"]),
        ("las tres", "es", [kind.value for kind in Kind]),
        ("más confianza al hablar", "es", "más confianza al hablar"),
        ("saltar", "es", None),
    ],
)
def test_what_somebody_would_like_here(
    memory: Engine, text: str, language: str, read: list[str] | str | None
) -> None:
    sealing.use([sealing.new_key()])
    empty(memory)
    with memory.begin() as connection, Session(bind=connection) as db:
        chat = Chat(connection, leaving.as_sender(people.person(db, AMARA, language=language)), db)
        assert kind_words.KindsOrWords().read(text, chat) == read
