"""Nobody is ranked, scored or compared: nothing orders people by what they did, nothing is called as if it did, and what
somebody did changes the place of nobody in anything that is read."""

import ast
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from flows.conversation import receive
from flows.coordinating.command import COMMANDS
from flows.flow import FLOWS
from flows.words import LANGUAGES, translate
from messaging.inbound import Inbound
from models import sessions
from models.base import Base
from models.members import Member
from tests.flows.test_promises import every_copy
from tests.flows.test_who_may_what import MAY
from tests.flows.two import MAYA, Two, soon
from tests.models import people

HOUSE = Path(__file__).parents[2]
ROOMS = (
    "flows",
    "models",
    "workers",
    "webhook",
)  # `matching` weighs pairs, never people, and shows no weight
# In what order rows may come: as they arrived, by a moment or day, by a name, or how soon something is to be said.
ORDERS = re.compile(
    r"id|\w+_id|\w+_at|\w+_on|month|place|sequence|number|name|label|key|haste|urgency|primary_key"
)
WORDS = re.compile(
    r"\b(rank\w*|scor(e|es|ed|ing|er)|ratings?|leaderboards?|leagues?|badges?|streaks?|winners?|\d points|medals?|podiums?|top"
    r"|best|worst|puntua\w+|puntaje\w*|clasifica\w+|medallas?|insignias?|ganador\w*|mejores|peores)\b",
    re.IGNORECASE,
)
# Where they mean something else.
FINE = re.compile(r"you know (yourself )?best|nobody is ranked", re.IGNORECASE)
# Whatever is put in an order of its own, and why that is none of people by what they did. A new one is decided here.
DECIDED = {
    "flows/agenda.py later": "one person's questions: what was left unanswered comes last",
    "flows/circle_host.py lambda one: one.starts_at": "by time",
    "flows/coordinating/audience.py lambda fit: fit[0]": "which group a word means, by how alike they are",
    "flows/coordinating/finding.py lambda one: one[1]": "which name is nearest to the one that was written",
    "flows/coordinating/grammar.py lambda fit: fit[:2]": "which command a word means",
    "flows/coordinating/grammar.py lambda one: -own[one.name]": "which command a word means",
    "flows/coordinating/grammar.py lambda one: one[:3]": "which command a word means",
    "flows/coordinating/rounds.py lambda number: looked_at[number]": "which round was looked at last",
    "flows/costs.py lambda cost: cost.segments": "which text is the longest",
    "flows/disclosure.py lambda one: (-one[1], one[0])": "which cell to hide first; no cell is one person",
    "flows/feedback.py lambda meeting: meeting.starts_at": "by time",
    "flows/graph.py lambda node: (node.lineno, node.col_offset)": "lines of code",
    "flows/holy_days_kept.py lambda key: found.first if (found := nexts[key]) is not None else date.max": "by day",
    "flows/moving.py lambda one: one.starts_at": "by time",
    "flows/pause.py lambda meeting: meeting.starts_at": "by time",
    "flows/place.py lambda one: one.starts_at": "by time",
    "flows/recalling.py lambda one: (one.status in ('unsure', 'unsettled'), one.starts_at)": "one person's sessions",
    "flows/slots.py lambda one: (unease(one), one)": "times that suit two, the easier first",
    "flows/taking_part.py lambda of: _asked_about(chat, of)": "which round they were asked about last",
    "flows/unasked.py _urgency": "what is to be said soonest",
    "flows/why.py lambda reason: (ORDER.index(reason.code), reason.amount)": "why two fit",
    "flows/why.py lambda reason: ORDER.index(reason.code)": "why two fit",
    "models/circles.py lambda one: (one.since, one.id)": "who has waited longest",
    "models/directory.py lambda one: hashlib.sha256(f'{reader.id} {one.id}'.encode()).digest()": "by lot, for each reader",
    "models/knowledge_index.py lambda one: sum((counts.get(each, 0) for each in one))": "which words are rare",
    "models/knowledge_index.py lambda row: (*_fit(row, worth), -row.item_id)": "what fits the words that were asked",
    "models/reflections.py lambda page: (page.written_at, page.key)": "by time",
    "models/sessions.py lambda one: (one.starts_at, one.id)": "by time",
    "workers/claiming.py _was_halted": "letters of a number that was halted come last",
}
WITH = {"Ama": "Nia", "Chidi": "Zora"}  # who has met whom very often
SORTERS = ("sorted", "sort", "max", "min", "nlargest", "nsmallest")


@cache
def _calls() -> list[tuple[str, ast.Call, str]]:
    """Every call in the house, where it stands and what is called; but those that read what people write."""
    found = []
    for room in ROOMS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            where = str(path.relative_to(HOUSE))
            if where.startswith("flows/understand/"):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    called = (
                        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    )
                    found.append((where, node, called))
    return found


def _column(by: ast.expr) -> str:
    """The column that an order names: `Member.id.desc()` is "id"."""
    while isinstance(by, ast.Call | ast.Starred):
        by = by.value if isinstance(by, ast.Starred) else by.func
        if isinstance(by, ast.Attribute) and by.attr in (
            "desc",
            "asc",
            "is_not",
            "nulls_last",
            "nulls_first",
        ):
            by = by.value
    return (
        by.attr if isinstance(by, ast.Attribute) else by.id if isinstance(by, ast.Name) else ast.unparse(by)
    )


def test_rows_come_by_time_by_name_or_as_they_arrived() -> None:
    asked = [
        (where, ast.unparse(by), _column(by))
        for where, call, called in _calls()
        if called == "order_by"
        for by in call.args
    ]
    assert len(asked) > 80
    assert [(where, said) for where, said, column in asked if not ORDERS.fullmatch(column)] == []


def test_whatever_else_is_put_in_an_order_is_decided() -> None:
    found = {
        f"{where} {ast.unparse(keyword.value)}"
        for where, call, called in _calls()
        if called in SORTERS
        for keyword in call.keywords
        if keyword.arg == "key" and ast.unparse(keyword.value) != "len"
    }
    assert found - set(DECIDED) == set(), "say in DECIDED why this ranks nobody"
    assert set(DECIDED) - found == set(), "these are gone"
    assert [where for where, _call, called in _calls() if called == "most_common"] == []


def test_nothing_is_called_as_if_it_ranked_anybody() -> None:
    names = [
        f"{table.name} {column.name}" for table in Base.metadata.tables.values() for column in table.columns
    ]
    names += [
        *COMMANDS,
        *FLOWS,
        *(one for command in COMMANDS.values() for one in (command.shows, *command.says)),
    ]
    names += [path.stem for room in ROOMS for path in (HOUSE / room).rglob("*.py")]
    assert [one for one in names if WORDS.search(one.replace("_", " "))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_read_ranks_anybody(language: str) -> None:
    """Answers, notes and the heads of every spreadsheet are copy."""
    read = [translate(copy, language) for copy in every_copy()]
    assert [one for one in read if WORDS.search(FINE.sub("", one))] == []


def _named(two: Two, meets: str, asked: list[str]) -> list[list[str]]:
    """In what order each answer names people, where this one has met very often and others never. Then it never was."""
    found = []
    with two.engine.connect() as connection:
        _met_often(connection, meets)
        for words in asked:
            inbound = Inbound(f"SM{next(two.sids):032x}", "sms", MAYA, words)
            connection.exec_driver_sql("SAVEPOINT tried")
            said = receive(connection, inbound).reply or ""
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT tried")
            places = {name: said.find(name) for name in ("Ama", "Chidi", *WITH.values())}
            found.append([name for _at, name in sorted((at, name) for name, at in places.items() if at >= 0)])
        connection.rollback()
    return found


def _met_often(connection: Connection, who: str) -> None:
    with Session(bind=connection, join_transaction_mode="create_savepoint") as db:
        called = {one.name: one for one in db.scalars(select(Member))}
        two = called[who], called[WITH[who]]
        pairing = people.pairing(db, *two, two[0], "agreed")
        for day in range(9):
            made = people.meeting(db, pairing, soon() - timedelta(days=9 + day), "happened")
            for one in two:
                sessions.account(db, made.id, one.id).happened = True
        db.commit()


def test_what_somebody_did_changes_the_place_of_nobody(two: Two) -> None:
    """Nor is the database asked for rows in such an order."""
    statements: set[str] = set()
    event.listen(two.engine, "before_cursor_execute", lambda *given: statements.add(given[2]))

    def begins(_connection: Connection, db: Session) -> None:
        people.trusted(db, db.get_one(Member, 3))
        for number, name in zip(("+447700900501", "+447700900502"), WITH.values(), strict=True):
            people.person(db, number, name)

    two.do(begins)
    asked = [words for words, _may in MAY.values()]
    asked += ["FIND EMCC", "who speaks English?", "who is in London?", "FIND verified"]
    often, never = (_named(two, who, asked) for who in WITH)
    for words, one, other in zip(asked, often, never, strict=True):
        both = set(one) & set(other)
        assert [each for each in one if each in both] == [each for each in other if each in both], words
    assert sum(len(one) > 1 for one in often) >= 5, "some answers name several"
    orders = [
        order
        for one in statements
        for order in re.findall(r"ORDER BY (.*?)(?: LIMIT| FOR |\)|$)", one, re.DOTALL)
    ]
    columns = {by.split()[0].rpartition(".")[2].strip('"') for order in orders for by in order.split(",")}
    columns -= {"sen_counter"}  # SQLAlchemy's own, of rows that are written together
    assert len(orders) > 20
    assert [one for one in columns if not ORDERS.fullmatch(one)] == []
