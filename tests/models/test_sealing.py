"""Sealed columns: what lies in the database tells nothing, and opens only where it belongs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, LargeBinary, select, text, type_coerce, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url

from flows.conversation import receive
from messaging.inbound import Inbound
from models import database, sealing, tallies  # noqa: F401 (every table is known)
from models.base import Base, table_of
from models.members import Credential, Member
from models.sealing import Keyring, Sealed, SealedJSON, SealError

DIALECT = sqlite.dialect()
NUMBER, ID = "+447700900188", "GB.90210777"
TOLD = (
    "hello",
    "1",
    "1",
    "1",
    "1",
    "Nyokabi, she/her",
    "Nairobi",
    "Zunft der Coaches",
    "Grandmaster",
    "REF-77-1188",
)
ANSWERS = (*TOLD, "grief work, quietly", "1")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    sealing.use([sealing.new_key()])
    made = database.connect(database_url)
    yield made
    made.dispose()


def tell(engine: Engine, said: tuple[str, ...] = ANSWERS, first: int = 0) -> None:
    for number, body in enumerate(said, first):
        with engine.begin() as connection:
            receive(connection, Inbound(f"SM{number}", "sms", NUMBER, body, external_id=ID))


def raw(engine: Engine) -> bytes:
    """All there is in the database, as it lies there."""
    with engine.connect() as connection:
        tables = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in Base.metadata.tables]  # noqa: S608
    found = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for rows in tables
        for row in rows
        for value in row
    )
    file = make_url(str(engine.url)).database if engine.dialect.name == "sqlite" else None
    if file:
        for ending in ("", "-wal"):
            with open(file + ending, "rb") as on_disk:
                found += on_disk.read()
    return found


SECRETS = ("nyokabi", "7700900188", ID, "zunft", "grandmaster", "1188", "grief", "she/her", "welcome to")


def test_nothing_in_the_database_can_be_read(engine: Engine) -> None:
    """Neither half way, when the answers lie in the talk, nor at the end."""
    for said, first in ((ANSWERS[:9], 0), (ANSWERS[9:], 9)):
        tell(engine, said, first)
        lies_there = raw(engine).lower()
        assert [secret for secret in SECRETS if secret.lower().encode() in lies_there] == []
    with engine.connect() as connection:
        member = connection.execute(select(table_of(Member))).one()
    assert (member.name, member.pronouns, member.aims) == ("Nyokabi", "she/her", "grief work, quietly")


def test_a_value_copied_to_another_column_does_not_open(engine: Engine) -> None:
    tell(engine)
    members = table_of(Member)
    with engine.begin() as connection:
        copied = type_coerce(select(type_coerce(members.c.name, LargeBinary)).scalar_subquery(), LargeBinary)
        connection.execute(update(members).values(aims=copied))
    with engine.connect() as connection:
        assert connection.scalar(select(members.c.name)) == "Nyokabi"
        with pytest.raises(SealError):
            connection.scalar(select(members.c.aims))


def test_another_key_opens_nothing(engine: Engine) -> None:
    tell(engine)
    sealing.use([sealing.new_key()])
    with engine.connect() as connection, pytest.raises(SealError) as refused:
        connection.execute(select(table_of(Credential))).all()
    assert "Zunft" not in str(refused.value)


def test_every_column_of_words_is_sealed() -> None:
    """What is plain is ours: a state, a code, an id. A new plain column of text must be put on this list, or sealed."""
    plain = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.type.python_type is str and not isinstance(column.type, Sealed | SealedJSON)
    }
    assert plain == {
        "acts.about",
        "acts.command",
        "acts.mac",
        "acts.text_sid",
        "addresses.channel",
        "addresses.number",
        "addresses.parked_for",
        "blocks.reason",
        "broadcasts.status",
        "chain.mac",
        "chain.pruned_mac",
        "chain.seal",
        "concerns.code",
        "concerns.status",
        "erasures.status",
        "exports.status",
        "hearings.status",
        "circles.kind",
        "circles.status",
        "circles.tongues",
        "circles.zone",
        "circle_chairs.agreed_version",
        "circle_chairs.status",
        "circle_meetings.status",
        "appreciations.status",
        "members.letter",
        "pairings.kind",
        "wishes.kinds",
        "directory_requests.status",
        "directory_requests.kind",
        "consents.language",
        "commitments.status",
        "consents.purpose",
        "consents.version",
        "corrections.status",
        "heartbeats.job",
        "knowledge.kind",
        "knowledge.status",
        "knowledge_index.credit",  # words of what is published, as a database must read them to find it
        "knowledge_index.title",
        "knowledge_index.topics",
        "knowledge_index.words",
        "knowledge_words.word",
        "members.language",
        "members.status",
        "members.zone",
        "mentions.kind",
        "mentions.status",
        "nudges.key",
        "nudges.kind",
        "nudges.status",
        "numbers.halted_for",
        "numbers.name",
        "outbox.answers",
        "outbox.error",
        "outbox.number",
        "outbox.ref",
        "outbox.sid",
        "outbox.status",
        "pairing_sides.agreed_version",
        "pairing_sides.closing",
        "pairing_sides.half_way",
        "pairings.status",
        "round_entries.status",
        "rounds.kind",
        "rounds.shape",
        "rounds.status",
        "rounds.todo",
        "session_accounts.audience",
        "session_accounts.because",
        "sessions.series",
        "sessions.status",
        "sessions.uid",
        "talks.flow",
        "talks.state",
        "talks.status",
        "tallies.label",
        "tallies.name",
        "templates.key",
        "templates.language",
        "templates.name",
        "templates.reason",  # why WhatsApp rejected our own copy
        "templates.sid",
        "templates.status",
        "pages.of",
        "queries.flow",
        "queries.state",
        "queries.status",
        "removals.status",
        "removals.what",
        "reports.month",
        "seats.role",
        "seats.status",
        "texts.sid",
        "trusts.held_for",
        "trusts.status",
    }


def test_each_column_has_a_place_of_its_own() -> None:
    """The place is authenticated with the value; two columns of one place could be swapped unseen."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJSON):
                assert column.type.place == f"{table.name}.{column.name}"


KEY = "m8fJ0bq3p1xZC6tVh2Yw9sKd4uRnEaLg7oTiXyBvQc0"  # of these tests and nothing else


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(words: str) -> None:
    sealing.use([KEY])
    kind = Sealed("here")
    kept = kind.process_bind_param(words, DIALECT)
    assert kept is not None
    assert len(words) < 4 or words.encode() not in kept
    assert kind.process_result_value(kept, DIALECT) == words


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes(timezones=st.just(UTC)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex("[a-z_]{1,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_any_value_comes_back(value: Any) -> None:
    sealing.use([KEY])
    kind = SealedJSON("here")
    assert kind.process_result_value(kind.process_bind_param(value, DIALECT), DIALECT) == value


def test_what_is_no_value_is_refused() -> None:
    sealing.use([KEY])
    with pytest.raises(TypeError, match="can't be kept"):
        SealedJSON("here").process_bind_param({"a": object()}, DIALECT)


@given(st.binary(max_size=40), st.integers(0, 200), st.integers(1, 255))
def test_a_changed_byte_is_noticed(value: bytes, at: int, change: int) -> None:
    ring = Keyring([KEY])
    sealed = bytearray(ring.seal(value, b"here"))
    sealed[at % len(sealed)] ^= change
    with pytest.raises(SealError):
        ring.open(bytes(sealed), b"here")


@pytest.mark.parametrize("sealed", [b"", b"abc", b"\0" * 16, b"\0" * 40])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealError):
        Keyring([KEY]).open(sealed, b"here")


def test_a_short_value_of_our_own_key_does_not_open_either() -> None:
    ring = Keyring([KEY])
    for length in range(40):
        with pytest.raises(SealError):
            ring.open(ring.seal(b"value", b"here")[: min(length, 32)], b"here")


def test_the_same_words_are_never_sealed_the_same() -> None:
    ring = Keyring([KEY])
    assert ring.seal(b"yes", b"here") != ring.seal(b"yes", b"here")


def test_the_oldest_key_still_opens_and_the_newest_seals() -> None:
    old, new = sealing.new_key(), sealing.new_key()
    sealed = Keyring([old]).seal(b"words", b"here")
    ring = Keyring([new, old])
    assert ring.open(sealed, b"here") == b"words"
    assert not ring.is_newest(sealed)
    assert ring.is_newest(ring.seal(b"words", b"here"))
    assert ring.lookups("+44")[1:] == Keyring([old]).lookups("+44")
    assert ring.signing_keys()[-1] == Keyring([new]).signing_keys()[0]


@pytest.mark.parametrize("keys", [[], ["short"], ["!"], [KEY[:-3]], [KEY + "AAAA"], [""], ["é" * 43]])
def test_a_bad_key_is_refused_without_being_repeated(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key") as refused:
        Keyring(keys)
    assert not keys or not keys[0] or keys[0] not in str(refused.value)


def test_without_keys_nothing_is_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_keyring", None)
    with pytest.raises(SealError):
        sealing.keyring()


def test_moments_and_days_stay_what_they_are() -> None:
    sealing.use([KEY])
    kind, value = SealedJSON("here"), {"when": datetime(2026, 12, 7, 9, tzinfo=UTC), "day": date(2026, 12, 7)}
    back = kind.process_result_value(kind.process_bind_param(value, DIALECT), DIALECT)
    assert back == value
    assert type(back["day"]) is date
