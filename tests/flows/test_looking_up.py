"""What was shared is found: among a thousand, by sixty questions as people would text them, on both databases alike."""

import random
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import looking_up
from flows.understand.topics import meant, terms
from models import database, erasing, knowledge_index, sealing
from models.base import table_of
from models.knowledge import Knowledge
from models.knowledge_index import IndexWord
from models.members import Member
from tests import shelves
from tests.models import people
from tests.servers import sqlite
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.both_databases

WORDINGS = Path(__file__).parent / "wordings" / "knowledge.toml"
RIGHT = 55  # of 60 questions
ALL = 1000


def shelf(connection: Connection, many: int) -> list[str]:
    """So many things are published. The titles of all, by number, from 1 on."""
    chance = random.Random(45)
    with Session(bind=connection) as db:
        author = people.person(db, "+447700900101", "Amara").id
    wanted = [
        dict(zip(("title", "topics", "credit", "words"), one, strict=False))
        for one in tomllib.loads(WORDINGS.read_text())["right"]
    ]
    rows = wanted + [shelves.somebodys(number, chance) for number in range(many - len(wanted))]
    chance.shuffle(rows)
    shelves.count(connection, shelves.file_all(connection, author, rows))
    return ["", *(row["title"] for row in rows)]


def looked_up(url: str) -> tuple[list[str], list[list[str]]]:
    """The questions whose right answer isn't among the first three; and what each found first."""
    sealing.use([sealing.new_key()])
    engine = database.connect(url)
    asked = tomllib.loads(WORDINGS.read_text())["right"]
    with engine.begin() as connection:
        titles = shelf(connection, ALL)
        firsts = [[titles[number] for number in looking_up.found(connection, one[4])[:3]] for one in asked]
    engine.dispose()
    return [one[4] for one, first in zip(asked, firsts, strict=True) if one[0] not in first], firsts


def test_the_right_one_is_among_the_first_three_and_both_databases_find_the_same(
    postgres: Postgres, shared_directory: Path, tmp_path: Path, migrate: Callable[[str], None]
) -> None:
    on_sqlite = looked_up(sqlite.fresh_database(shared_directory, tmp_path, migrate))
    url = postgres.fresh_database(migrate)
    on_postgres = looked_up(url)
    postgres.drop(url)
    assert len(on_sqlite[1]) - len(on_sqlite[0]) >= RIGHT, on_sqlite[0]
    assert on_sqlite == on_postgres


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    sealing.use([sealing.new_key()])
    engine = database.connect(database_url)
    with engine.begin() as made:
        yield made
    engine.dispose()


def share(db: Session, title: str, **more: str) -> Knowledge:
    author = db.scalar(select(Member)) or people.person(db, "+447700900101", "Amara")
    one = Knowledge(member_id=author.id, status="published", kind="technique", title=title, **more)
    db.add(one)
    db.flush()
    looking_up.put(db.connection(), one)
    return one


def test_what_is_withdrawn_or_changed_is_found_by_its_old_words_no_more(connection: Connection) -> None:
    with Session(bind=connection) as db:
        kept, gone = share(db, "Silence", topics="rest"), share(db, "Thunder", topics="rest")
        assert looking_up.found(connection, "rest") == [gone.id, kept.id]
        knowledge_index.take_out(connection, gone.id)
        assert looking_up.found(connection, "rest") == [kept.id]
        assert looking_up.found(connection, "thunder") == []
        kept.title = "Stillness in the valley"
        looking_up.put(connection, kept)
        looking_up.put(connection, kept)
        assert looking_up.found(connection, "valey") == [kept.id]
        knowledge_index.take_out(connection, kept.id)
        assert connection.execute(select(table_of(IndexWord))).all() == []


def test_who_is_erased_takes_along_what_they_shared(connection: Connection) -> None:
    with Session(bind=connection) as db:
        one = share(db, "Thunder")
        erasing.forget(db, one.member)
        assert looking_up.found(connection, "thunder") == []
        assert db.scalar(select(Knowledge)) is None


@pytest.mark.parametrize(
    "asked",
    ["", "the and of", "?!", '"', "a:b & c | (d) *", "NEAR( OR AND NOT", "\x00", "静かに", "x" * 5000],
)
def test_whatever_is_asked_is_answered(connection: Connection, asked: str) -> None:
    with Session(bind=connection) as db:
        share(db, "Silence")
    assert looking_up.found(connection, asked) == []


def test_other_scripts_are_found_too(connection: Connection) -> None:
    with Session(bind=connection) as db:
        one = share(db, "静けさ", credit="عمتي فاطمة")
    assert looking_up.found(connection, "静けさ") == looking_up.found(connection, "فاطمة") == [one.id]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("grief rituals", "rituales de duelo"),
        ("listening", "escuchar"),
        ("sindrome de la impostora", "impostor syndrome"),
        ("Hoʻoponopono", "hooponopono"),
        ("practices", "practice"),
        ("voces", "VOZ"),
        ("canciones", "songs"),
    ],
)
def test_words_for_the_same_thing_are_the_same(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


def test_a_slip_of_the_finger_is_understood() -> None:
    assert meant("greif", []) == ["zzgrief"]
    assert meant("ancesters", ["ancestri"]) == ["zzancestors"]
    assert meant("sankoffa", ["sankof"]) == ["sankof"]
    assert meant("wxyz", ["sankof"]) == []
