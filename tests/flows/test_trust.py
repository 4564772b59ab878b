"""A forged sender has nothing done, whatever they try; the code opens it, and nothing else does."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows.coordinating.command import COMMANDS
from flows.flow import FLOWS
from models import clock, seats, trusts
from models.base import Base
from models.members import Member
from models.trusts import Trust
from tests.flows.test_who_may_what import MAY
from tests.flows.two import AMA, MAYA, Two
from tests.models import people

ITS_OWN = {"texts", "trusts"}
ASKED = "reply with this code"


def forget_the_session(two: Two) -> None:
    def act(_connection: Connection, db: Session) -> None:
        for trust in db.query(trusts.Trust):
            trust.close()
            trust.codes = 0

    two.do(act)


def everything(two: Two) -> dict[str, list[Any]]:
    with two.engine.begin() as connection:
        return {
            table.name: connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY 1").all()  # noqa: S608 - ours
            for table in Base.metadata.sorted_tables
            if table.name not in ITS_OWN
        }


def test_a_forged_sender_changes_nothing_and_reads_nothing(two: Two) -> None:
    guarded = {name for name, one in COMMANDS.items() if not one.harmless}
    for name in sorted(guarded):
        forget_the_session(two)
        text, _roles = MAY[name]
        before = everything(two)
        answer = two.text(MAYA, text) or ""
        assert ASKED in answer, f"{text!r} was answered {answer!r}"
        assert not re.search(r"\b(Ama|Chidi)\b", answer), answer
        assert everything(two) == before, text


def test_what_coordinators_are_asked_is_theirs_alone_to_answer() -> None:
    asked = {name for name, flow in FLOWS.items() if _coordinates(flow)}
    assert {name for name in asked if not FLOWS[name].coordinating} == set()
    assert {"opening", "sending", "finishing", "calling_off"} <= {
        name for name, flow in FLOWS.items() if flow.coordinating
    }


def _coordinates(flow: Any) -> bool:
    module = str(flow.entry.then.__module__)
    return module.startswith("flows.coordinating.") and module not in FREE


FREE = {
    "flows.coordinating.seats",  # what is asked of somebody who doesn't coordinate yet
    "flows.coordinating.teaching",  # it only says how commands go
}


@pytest.fixture
def at(two: Two) -> Any:
    now = [datetime(2026, 12, 8, 12, tzinfo=UTC)]
    clock.follow(lambda: now[0])
    forget_the_session(two)
    yield now
    clock.follow(clock.wall)


def code_in(answer: str | None) -> str:
    return re.findall(r"\b\d{6}\b", answer or "")[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pair Amara and Lucía", "PAIR A. AND L."),
        ("hand over to lucia", "HAND OVER TO L."),
        ("make #2 coordinator", "MAKE #2 COORDINATOR"),
        ("pause amara till 3 january", "PAUSE A."),
        ("change Amara's level to PCC", "CHANGE A. level"),
        ("answer 12: see evil.example", "ANSWER 12"),
        ("answer concern kwtxb: see evil.example", "ANSWER CONCERN KWTXB"),
        ("answer concern Amara: see evil.example", "ANSWER CONCERN A."),
        ("tell everyone: see evil.example", "TELL (people: 2)"),
        ("tell everyone with a beard: see evil.example", "TELL"),
        ("nudge Amara and Lucía", "NUDGE A. L."),
        ("undo 12", "UNDO 12"),
        ("undo", "UNDO"),
        ("close seat of lucia", "CLOSE SEAT L."),
        ("verify http://evil.example", "VERIFY H."),
        ("digest at 7", "DIGEST AT"),
        ("who hasn't met", "WHO HASN'T MET"),
    ],
)
def test_a_code_says_what_it_is_for_and_nobodys_name(
    two: Two, at: list[datetime], text: str, shown: str
) -> None:
    assert f"To go on with {shown}, reply" in (two.text(MAYA, text) or "")


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


def wrong(two: Two, times: int) -> str:
    """Guess so often; the last answer."""
    return [two.text(MAYA, f"{guess:06}") or "" for guess in range(times)][-1]


def test_asking_again_gives_no_more_guesses(two: Two, at: list[datetime]) -> None:
    two.text(MAYA, "waiting")
    assert "isn't the code" in wrong(two, trusts.MISSES - 1)
    two.text(MAYA, "waiting")
    assert "until 13:00" in wrong(two, 1)
    at[0] += timedelta(hours=1)
    two.text(MAYA, "waiting")
    assert "isn't the code" in wrong(two, trusts.MISSES - 1), "and after the hour they may try again"


def test_whoever_guessed_cannot_end_the_lock(two: Two, at: list[datetime]) -> None:
    two.text(MAYA, "waiting")
    wrong(two, trusts.MISSES)
    assert "nothing can be until 13:00" in (two.text(MAYA, "not me") or "")
    assert "until 13:00" in (two.text(MAYA, "waiting") or "")


def test_nobody_is_told_that_nothing_was_done_when_something_was(two: Two, at: list[datetime]) -> None:
    two.text(MAYA, code_in(two.text(MAYA, "waiting")))
    two.text(MAYA, "tell Ama: something nasty")
    said = two.text(MAYA, "It wasn’t me!") or ""
    assert "Nothing was done" not in said
    assert "WHAT DID I DO?" in said
    assert ASKED in (two.text(MAYA, "what did I do?") or ""), "whoever forges it is out"


def test_to_a_partner_it_was_not_me_is_only_words(two: Two, at: list[datetime]) -> None:
    """With no code out. The session before it was long ago."""

    def act(_connection: Connection, db: Session) -> None:
        ama = db.get_one(Member, two.ama)
        people.pairing(db, ama, db.get_one(Member, two.chidi), ama, "agreed")
        seats.give(db, ama.id)
        people.trusted(db, ama)

    two.do(act)
    assert "chat with Chidi is on" in (two.text(AMA, "chat") or "")
    assert "Thank you for telling me" not in (two.text(AMA, "not me") or "")
    assert len(two.told(two.chidi)) == 1, "it is passed on"


def test_what_waited_for_a_code_that_never_came_is_forgotten(two: Two, at: list[datetime]) -> None:
    def held() -> list[Any]:
        with two.engine.begin() as connection:
            return list(connection.execute(select(Trust.held, Trust.code).where(Trust.status == "asked")))

    def forget() -> int:
        with two.engine.begin() as connection:
            return trusts.forget_held(connection, clock.now() - trusts.CODE_LASTS, 10)

    code = code_in(two.text(MAYA, "waiting"))
    assert forget() == 0
    assert held() != [(None, None)]
    at[0] += timedelta(minutes=11)
    assert forget() == 1
    assert held() == [(None, None)]
    assert "too old" in (two.text(MAYA, code) or "")
