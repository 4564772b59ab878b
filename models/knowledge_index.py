"""What published knowledge is looked up by: words without endings, each once, in the order of the alphabet, so that they say
what something is about and not what it says. They are plain, since a database can't look up what it can't read; they are of
what all members may read, and of nothing else.

SQLite looks them up with FTS5, PostgreSQL in a tsvector; both are kept by the database itself from the same row, made by the
migration. The same words find the same rows in both, in the same order: the database says which rows fit, and what fits best is
worked out here.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log

from sqlalchemy import Connection, ForeignKey, String, Text, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import AnyRow, Base, table_of

FIELDS = {"title": 6.0, "topics": 4.0, "credit": 3.0, "words": 1.0}  # what a word in each is worth
SAID_FIRST = ("title", "topics", "credit")
ENOUGH = 60  # rows that are found at most
A_FEW = 9  # that have all words: what lacks some isn't looked for then
MOST_WORDS = 6  # of a question; more are of no help
WORD = 70  # characters

Word = tuple[str, ...]  # a word, or several that it may stand for
Fields = Mapping[str, Sequence[str]]


class Entry(Base):
    """One published piece of knowledge, as it is looked up."""

    __tablename__ = "knowledge_index"

    item_id: Mapped[int] = mapped_column(ForeignKey("knowledge.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text)
    credit: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class IndexWord(Base):
    """A word under which something can be found, and how much."""

    __tablename__ = "knowledge_words"

    word: Mapped[str] = mapped_column(String(WORD), primary_key=True)
    uses: Mapped[int]


_ENTRIES, _WORDS = table_of(Entry), table_of(IndexWord)
_OF_SQLITE = text(
    "SELECT rowid FROM knowledge_fts WHERE knowledge_fts MATCH :sought ORDER BY rowid DESC LIMIT :most"
)
# First what fits, then the newest of it: else PostgreSQL may go through all there is, the newest first, to see what fits.
_OF_POSTGRES = text(
    "WITH fitting AS MATERIALIZED (SELECT item_id FROM knowledge_index WHERE found @@ to_tsquery('simple', :sought)) "
    "SELECT item_id FROM fitting ORDER BY item_id DESC LIMIT :most"
)


def put(connection: Connection, item_id: int, fields: Fields) -> None:
    """From now on it is found by these words. Done again, it is found by the new ones. Its row must be locked."""
    take_out(connection, item_id)
    connection.execute(insert(_ENTRIES).values(item_id=item_id, **in_order(fields)))
    _count(connection, _all_of(fields.values()), 1)


def in_order(fields: Fields) -> dict[str, str]:
    """These words as they are kept."""
    return {name: " ".join(sorted(set(fields[name]))) for name in FIELDS}


def entries(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What each of these is found by, by its number."""
    rows = connection.execute(select(_ENTRIES).where(_ENTRIES.c.item_id.in_(ids))) if ids else ()
    return {row.item_id: {name: row._mapping[name] for name in FIELDS} for row in rows}


def take_out(connection: Connection, item_id: int) -> None:
    """It is found no more. Its row must be locked."""
    row = connection.execute(select(_ENTRIES).where(_ENTRIES.c.item_id == item_id)).one_or_none()
    if row is None:
        return
    connection.execute(delete(_ENTRIES).where(_ENTRIES.c.item_id == item_id))
    _count(connection, _all_of(row._mapping[name].split() for name in FIELDS), -1)


def forget(connection: Connection) -> None:
    """What was taken out is gone from the files too: SQLite keeps it in its index until that is put in order."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO knowledge_fts(knowledge_fts) VALUES('optimize')"))


def _all_of(some: Iterable[Iterable[str]]) -> list[str]:
    """Each once and in one order, so that two who count never wait for each other in a ring."""
    return sorted({word[:WORD] for words in some for word in words})


def _count(connection: Connection, words: list[str], by: int) -> None:
    if not words:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    if by > 0:
        there = make(_WORDS)
        more = there.on_conflict_do_update(
            index_elements=[_WORDS.c.word], set_={"uses": _WORDS.c.uses + there.excluded.uses}
        )
        connection.execute(more, [{"word": word, "uses": by} for word in words])
        return
    less = update(_WORDS).where(_WORDS.c.word == bindparam("b_word")).values(uses=_WORDS.c.uses + by)
    connection.execute(less, [{"b_word": word} for word in words])
    connection.execute(delete(_WORDS).where(_WORDS.c.word.in_(words), _WORDS.c.uses <= 0))


def known(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """Of these words those under which something is found, and how much."""
    rows = connection.execute(select(_WORDS.c.word, _WORDS.c.uses).where(_WORDS.c.word.in_(words)))
    return {word: uses for word, uses in rows}


def vocabulary(connection: Connection) -> list[str]:
    """All words under which something is found, in the order of the alphabet."""
    return sorted(connection.execute(select(_WORDS.c.word)).scalars())


def search(connection: Connection, sought: Sequence[Word]) -> list[int]:
    """The numbers of what fits best, the best first; of what fits alike the newest first. A row that has all words comes before
    one that lacks some."""
    words = list(dict.fromkeys(tuple(one) for one in sought))
    counts = known(connection, [each for one in words for each in one])
    there = [one for one in words if any(each in counts for each in one)]
    rare = sorted(there, key=lambda one: sum(counts.get(each, 0) for each in one))[:MOST_WORDS]
    if not rare:
        return []
    found: dict[int, None] = {}
    for step, (some, fields) in enumerate(_steps(rare)):
        found |= dict.fromkeys(_matching(connection, some, fields))
        if len(found) >= (ENOUGH if step == 0 else A_FEW):
            break
    rows = connection.execute(select(_ENTRIES).where(_ENTRIES.c.item_id.in_(list(found))))
    worth = {one: 1 / (1 + log(1 + sum(counts.get(each, 0) for each in one))) for one in rare}
    ranked = sorted(rows, key=lambda row: (*_fit(row, worth), -row.item_id))
    return [row.item_id for row in ranked][:ENOUGH]


def _steps(words: list[Word]) -> list[tuple[list[Word], tuple[str, ...]]]:
    """What to look for, one after the other until there is enough: all words, first where something says what it is; then all
    but one, the commonest first; then each alone, the rarest first."""
    everywhere = tuple(FIELDS)
    steps: list[tuple[list[Word], tuple[str, ...]]] = [(words, SAID_FIRST), (words, everywhere)]
    if len(words) > 2:
        steps += [([*words[:at], *words[at + 1 :]], everywhere) for at in reversed(range(len(words)))]
    if len(words) > 1:
        steps += [([one], fields) for one in words for fields in (SAID_FIRST, everywhere)]
    return steps


def _matching(connection: Connection, words: list[Word], fields: tuple[str, ...]) -> list[int]:
    """The newest rows that have each of these words in one of these fields."""
    if connection.dialect.name == "sqlite":
        groups = " AND ".join("(" + " OR ".join(f'"{each}"' for each in one) + ")" for one in words)
        sought = f"{{{' '.join(fields)}}} : ({groups})"
        statement = _OF_SQLITE
    else:
        marks = "" if fields == tuple(FIELDS) else ":ABC"
        sought = " & ".join("(" + " | ".join(f"{each}{marks}" for each in one) + ")" for one in words)
        statement = _OF_POSTGRES
    return list(connection.execute(statement, {"sought": sought, "most": ENOUGH}).scalars())


def _fit(row: AnyRow, worth: Mapping[Word, float]) -> tuple[int, float]:
    """How many words it lacks; and, the best lowest, where it has the others, and how much else its title says."""
    there = {name: set(row._mapping[name].split()) for name in FIELDS}
    lacks, fits = 0, 0.0
    for one, value in worth.items():
        places = [weight for name, weight in FIELDS.items() if there[name].intersection(one)]
        lacks += not places
        fits += value * (max(places, default=0) + 0.1 * sum(places))
    asked = {each for one in worth for each in one}
    said = len(there["title"] & asked) / len(there["title"]) if there["title"] else 0.0
    return lacks, -round(fits + said, 6)
