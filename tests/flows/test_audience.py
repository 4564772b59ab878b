"""Groups of people: the table of wordings, and who is in them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from flows.coordinating import audience
from flows.coordinating.audience import Term
from models import pairings
from models.members import Member
from models.rounds import Entry, Round
from models.seats import Seat
from tests.flows.rounds import OPENING, Community

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "wordings" / "groups.toml").read_text(encoding="utf-8")
)


def shown(term: Term) -> str:
    value = term.called if term.kind == "place" else term.value
    return ("!" if term.but_not else "") + " ".join(str(one) for one in (term.kind, value) if one is not None)


@pytest.mark.parametrize(("words", "meaning"), TABLE["means"].items())
def test_a_group_is_read_as_it_is_meant(words: str, meaning: str) -> None:
    query = audience.read(words)
    assert meaning == ("nothing" if query is None else ", ".join(map(shown, query)))


@pytest.mark.parametrize("words", TABLE["means"])
def test_a_group_is_kept_as_it_was_read(words: str) -> None:
    query = audience.read(words) or ()
    assert audience.of_kept([term.kept() for term in query]) == query


def names(crowd: Community, words: str) -> str:
    """Who is in a group, but for Maya, and that it takes as few statements as can be."""
    query = audience.read(words)
    assert query is not None
    said: list[str] = []
    with crowd.engine.begin() as connection, Session(bind=connection) as db:

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            said.append(statement)

        maya = next(one for one in db.query(Member) if one.name is None).id
        event.listen(crowd.engine, "before_cursor_execute", note)
        found = audience.members_of(db, query, maya)
        event.remove(crowd.engine, "before_cursor_execute", note)
        asked = [
            one for one in said if "FROM blocks" not in one
        ]  # of a few, who left themselves out is asked too
        assert len(said) - len(asked) == (len(found) < audience.FEW)
        assert len(asked) == (2 if any(term.kind in audience.SEALED for term in query) and asked[1:] else 1)
        return " ".join(str(db.get_one(Member, one).name) for one in found)


@pytest.fixture
def several(crowd: Community) -> Community:
    """M1 and M2 are paired, M3 is asked, M4 reads Spanish in Bogotá, M5 has left, M6 waits for a look and holds ICF PCC."""
    crowd.begin(6)

    def begin(connection: Connection) -> None:
        with Session(bind=connection) as db:
            people = {one.name: one for one in db.query(Member)}
            made = pairings.propose(db, [people["M1"], people["M2"]], people["M1"].id)
            made.status = "met"
            made.status = "agreed"
            pairings.propose(db, [people["M3"], people["M4"]], people["M1"].id)
            people["M4"].language, people["M4"].zone = "es", "America/Bogota"
            people["M5"].stopped_at = OPENING
            six = people["M6"]
            six.__dict__["status"] = "newcomer"
            six.status = "applied"
            assert six.credential is not None
            six.credential.body, six.credential.level = "icf", "PCC"
            open_one = Round(
                starts_on=OPENING.date(), closes_at=OPENING, weeks=6, sessions=6, minutes=60, opened_by=people["M1"].id
            )  # fmt: skip
            db.add(open_one)
            db.flush()
            db.add(Entry(round_id=open_one.id, member_id=people["M1"].id, status="in"))
            db.add(Entry(round_id=open_one.id, member_id=people["M3"].id))
            db.add(Seat(member_id=people["M2"].id, role="viewer", status="held"))
            db.flush()

    with crowd.engine.begin() as connection:
        begin(connection)
    return crowd


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("everyone", "M1 M2 M3 M4 M6"),
        ("everyone without a partner", "M6"),
        ("everyone with a partner", "M1 M2"),
        ("everyone who hasn't met", "M1 M2"),
        ("everyone without a partner who speaks Spanish", ""),
        ("everyone without a partner but not Spanish speakers", "M6"),
        ("verified", "M1 M2 M3 M4"),
        ("waiting", "M6"),
        ("ICF members", "M6"),
        ("ICF and EMCC members", "M1 M2 M3 M4 M6"),
        ("everyone but not ICF members", "M1 M2 M3 M4"),
        ("PCC", "M6"),
        ("practitioners", "M1 M2 M3 M4"),
        ("everyone in Colombia", "M4"),
        ("everyone in London and Bogotá", "M1 M2 M3 M4 M6"),
        ("those in this round", "M1"),
        ("those in round 7", ""),
        ("who hasn't answered", "M3"),
        ("coordinators", "M2"),
        ("everyone but not coordinators", "M1 M3 M4 M6"),
    ],
)
def test_who_is_in_a_group(several: Community, words: str, who: str) -> None:
    assert names(several, words) == who
