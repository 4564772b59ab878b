"""A forged sender has nothing done, whatever they try; the code opens it, and nothing else does."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows.coordinating import grammar
from flows.coordinating.command import COMMANDS, Command
from flows.flow import FLOWS
from models import clock, trusts
from models.base import Base
from tests.flows.two import MAYA, Two

FILLED = {"who": "Ama", "other": "Chidi", "n": "1"}
ITS_OWN = {"texts", "trusts"}
ASKED = "reply with this code"


def forget_the_session(two: Two) -> None:
    def act(_connection: Connection, db: Session) -> None:
        for trust in db.query(trusts.Trust):
            trust.close()
            trust.codes = 0

    two.do(act)


def as_written(command: Command) -> str:
    """One way to write it, every gap filled."""
    found = []
    for token in re.findall(r"\([^)]*\)|\S+", command.says[0]):
        if token.startswith("("):
            continue
        word = token.split("|")[0].replace("_", " ")
        found.append(re.sub(r"\{(\w+)\}", lambda gap: FILLED.get(gap[1], "words"), word))
    return " ".join(found).replace(" :", ":")


def everything(two: Two) -> dict[str, list[Any]]:
    with two.engine.begin() as connection:
        return {
            table.name: connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY 1").all()  # noqa: S608 - ours
            for table in Base.metadata.sorted_tables
            if table.name not in ITS_OWN
        }


def test_a_forged_sender_changes_nothing_and_reads_nothing(two: Two) -> None:
    guarded = [one for one in COMMANDS.values() if not one.harmless]
    tried = []
    for command in guarded:
        forget_the_session(two)
        text = as_written(command)
        if grammar.read(text) is None:
            continue
        before = everything(two)
        answer = two.text(MAYA, text) or ""
        assert ASKED in answer, f"{text!r} was answered {answer!r}"
        assert "Ama" not in answer
        assert everything(two) == before, text
        tried.append(command.name)
    assert len(tried) >= len(guarded) - 3, set(COMMANDS) - set(tried)


def test_what_coordinators_are_asked_is_theirs_alone_to_answer() -> None:
    asked = {name for name, flow in FLOWS.items() if _coordinates(flow)}
    assert {name for name in asked if not FLOWS[name].coordinating} == set()
    assert {"opening", "sending", "finishing", "calling_off"} <= {
        name for name, flow in FLOWS.items() if flow.coordinating
    }


def _coordinates(flow: Any) -> bool:
    module = str(flow.entry.then.__module__)
    return module.startswith("flows.coordinating.") and module not in TO_OTHERS


TO_OTHERS = {"flows.coordinating.seats"}  # what is asked of somebody who doesn't coordinate yet


@pytest.fixture
def at(two: Two) -> Any:
    now = [datetime(2026, 12, 8, 12, tzinfo=UTC)]
    clock.follow(lambda: now[0])
    forget_the_session(two)
    yield now
    clock.follow(clock.wall)


def code_in(answer: str | None) -> str:
    return re.findall(r"\b\d{6}\b", answer or "")[0]


def test_a_session_lasts_a_while_and_ends(two: Two, at: list[datetime]) -> None:
    asked = two.text(MAYA, "waiting")
    assert "Nobody is waiting" in (two.text(MAYA, f"code {code_in(asked)[:3]} {code_in(asked)[3:]}") or "")
    for _step in range(11):
        at[0] += timedelta(minutes=20)
        assert ASKED not in (two.text(MAYA, "waiting") or "")
    at[0] += timedelta(minutes=21)
    assert ASKED in (two.text(MAYA, "waiting") or ""), "four hours are the most"
    assert "Nobody" in (two.text(MAYA, code_in(two.text(MAYA, "waiting"))) or "")
    at[0] += timedelta(minutes=30)
    assert ASKED in (two.text(MAYA, "waiting") or ""), "half an hour without one"


def test_a_code_is_good_for_the_text_it_was_sent_for(two: Two, at: list[datetime]) -> None:
    """Whoever forges a second text can't have the real one's code do it."""
    first = code_in(two.text(MAYA, "waiting"))
    second = code_in(two.text(MAYA, "tell Ama: something nasty"))
    assert "isn't the code" in (two.text(MAYA, first) or "") or first == second
    assert two.told(two.ama) == []


def test_too_many_codes_lock_it_and_the_hour_ends(two: Two, at: list[datetime]) -> None:
    for _step in range(trusts.CODES):
        assert ASKED in (two.text(MAYA, "waiting") or "")
    assert "until 13:00" in (two.text(MAYA, "waiting") or "")
    assert "until 13:00" in (two.text(MAYA, "waiting") or "")
    at[0] += timedelta(hours=1)
    assert ASKED in (two.text(MAYA, "waiting") or "")


def test_a_sender_on_whatsapp_is_who_they_say(two: Two, at: list[datetime]) -> None:
    assert "Nobody is waiting" in (two.text(f"whatsapp:{MAYA}", "waiting") or "")
