"""What members shared, found by topic, by whom it comes from and by its words, in either language, slips of the finger and all.
`flows/understand/topics.py` reads the words, `models/knowledge_index.py` looks them up."""

from functools import partial

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session, lazyload

from flows.understand.topics import is_topic, meant, terms
from models import database, knowledge, knowledge_index
from models.knowledge import Knowledge
from models.knowledge_index import FIELDS

BATCH = 500  # looked at in a transaction
INSTEAD = "…"  # stands where a name was
# What people call each kind.
CALLED = {
    "technique": "technique exercise practice method técnica ejercicio práctica método",
    "reading": "reading book article lectura libro artículo",
    "link": "link video podcast website enlace vídeo página",
    "person": "person speaker persona",
    "event": "event workshop gathering evento taller encuentro",
}


def put(connection: Connection, one: Knowledge) -> None:
    """From now on everybody finds it. Its row must be locked."""
    knowledge_index.put(connection, one.id, _terms(one))


def _terms(one: Knowledge) -> dict[str, list[str]]:
    """What it is found by; a topic that was written with a slip ("greif") by the right one as well."""
    topics = terms(one.topics or "")
    spelt = [topic for word in topics for topic in meant(word, ())]
    return {
        "title": terms(one.title or ""),
        "topics": list(dict.fromkeys([*topics, *spelt, *terms(CALLED[one.kind])])),
        "credit": terms(one.credit or ""),
        "words": terms(one.words or ""),
    }


def put_anew(engine: Engine) -> None:
    """Where somebody's name was taken out of what another shared, it isn't found by that name any more."""
    after: int | None = 0
    while after is not None:
        stale, after = database.run(engine, partial(_stale, after=after))
        for number in stale:
            database.run(engine, partial(_put_one_anew, number=number))


def _stale(connection: Connection, after: int) -> tuple[list[int], int | None]:
    """Of up to BATCH that are published, after this one, those that are found by words which no longer stand there, and the
    last one looked at, None at the end."""
    with Session(bind=connection) as db:
        rows = select(Knowledge).where(Knowledge.status == "published", Knowledge.id > after)
        some = list(db.scalars(rows.options(lazyload("*")).order_by(Knowledge.id).limit(BATCH)))
        marked = [one for one in some if any(INSTEAD in (getattr(one, part) or "") for part in FIELDS)]
        there = knowledge_index.entries(connection, [one.id for one in marked])
        stale = [one.id for one in marked if there.get(one.id) != knowledge_index.in_order(_terms(one))]
        return stale, some[-1].id if len(some) == BATCH else None


def _put_one_anew(connection: Connection, number: int) -> None:
    with Session(bind=connection) as db:
        one = knowledge.locked(db, number)
        if one is not None and one.status == "published":
            put(connection, one)


def found(connection: Connection, text: str) -> list[int]:
    """The numbers of what `text` may be looking for, the best first; none when there is nothing like it."""
    asked = terms(text)
    there = knowledge_index.known(connection, asked)
    strange = [one for one in asked if one not in there and not is_topic(one)]
    known = knowledge_index.vocabulary(connection) if strange else []
    words = [tuple(meant(one, known)) if one in strange else (one,) for one in asked]
    return knowledge_index.search(connection, [one for one in words if one])
