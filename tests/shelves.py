"""What many might share, made up, and filed in a few large steps; for tests and measurements of the search."""

import random
import tomllib
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, insert

from flows.understand.topics import TABLE, terms
from models import clock
from models.base import table_of
from models.knowledge import Knowledge
from models.knowledge_index import FIELDS, Entry, IndexWord

TOPICS = [called.split() for called in tomllib.loads(TABLE.read_text())["topics"].values()]
EN = (
    (
        "A quiet way into {}",
        "Questions about {}",
        "{} in three steps",
        "What {} taught me",
        "Working with {} and {}",
        "{} at work",
    ),
    (
        "my grandmother",
        "a Yoruba proverb",
        "the elders of my village",
        "bell hooks",
        "my teacher in Accra",
        "a Sikh tradition",
        "my aunties",
    ),
    "I use it with people who bring {} and want more {}. It takes ten minutes and asks for trust.",
)
ES = (
    (
        "Una manera tranquila de {}",
        "Preguntas sobre {}",
        "{} en tres pasos",
        "Lo que me enseñó {}",
        "Entre {} y {}",
        "{} en el trabajo",
    ),
    (
        "mi abuela",
        "un dicho quechua",
        "las mayores de mi pueblo",
        "Gloria Anzaldúa",
        "mi maestro en Cali",
        "una tradición maya",
        "mis tías",
    ),
    "Lo uso con personas que traen {} y quieren más {}. Toma diez minutos y pide confianza.",
)


def somebodys(number: int, chance: random.Random) -> dict[str, str]:
    """One of the others: what somebody might share, in English or Spanish."""
    titles, credits_, words = EN if number % 2 else ES
    one, two, three = (
        chance.choice(some[: len(some) // 2 + 1] if number % 2 else some[len(some) // 2 :]).replace("_", " ")
        for some in chance.sample(TOPICS, 3)
    )
    return {
        "title": chance.choice(titles).format(one, two),
        "topics": f"{one}, {two}",
        "credit": chance.choice(credits_),
        "words": words.format(three, two),
    }


def file_all(
    connection: Connection, author: int, rows: Sequence[dict[str, str]], first: int = 1
) -> Counter[str]:
    """These are published under the numbers from `first` on, and found; but their words, which are sealed, are kept only in the
    index. Returns how often each word is used, for `count`."""
    uses = Counter[str]()
    shared, entries = [], []
    for number, row in enumerate(rows, first):
        kept = {"status": "published", "kind": "link", "named": False, "shared_at": clock.now()}
        shared.append({"id": number, "member_id": author, **kept})
        found = {name: sorted(set(terms(row[name]))) for name in FIELDS}
        uses.update({word for words in found.values() for word in words})
        entries.append({"item_id": number, **{name: " ".join(words) for name, words in found.items()}})
    connection.execute(insert(table_of(Knowledge)), shared)
    connection.execute(insert(table_of(Entry)), entries)
    return uses


def count(connection: Connection, uses: Counter[str]) -> None:
    """From now on these words are known."""
    connection.execute(
        insert(table_of(IndexWord)), [{"word": word, "uses": many} for word, many in uses.items()]
    )
