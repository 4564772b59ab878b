"""What is kept of somebody is theirs, also when they asked us to text no more, or take part no longer."""

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from models.erasures import Erasure
from models.members import Member
from tests.flows.two import AMA, AMA_TOO, Two


def erasures(two: Two) -> list[str]:
    found: list[str] = []
    two.do(lambda _c, db: found.extend(one.status for one in db.scalars(select(Erasure))))
    return found


def make(two: Two, status: str) -> None:
    def act(_connection: Connection, db: Session) -> None:
        db.get_one(Member, two.ama).status = status

    two.do(act)


@pytest.mark.parametrize("gone", ["left", "removed"])
def test_whoever_is_gone_is_heard_about_their_data_and_nothing_else(two: Two, gone: str) -> None:
    if gone == "left":
        two.text(AMA_TOO, "leave")
    else:
        make(two, "removed")
        two.text(AMA_TOO, "what is that?")
    assert "opens once" in (two.text(AMA_TOO, "my data") or "")
    assert "/mine/" in (two.text(AMA_TOO, "1") or "")
    assert two.text(AMA_TOO, "menu") is None
    assert "delete all" in (two.text(AMA_TOO, "delete me") or "")
    assert two.text(AMA_TOO, "blah") is None
    assert "in a day" in (two.text(AMA_TOO, "1") or "")
    assert "KEEP ME" in (two.text(AMA_TOO, "1") or "")
    assert erasures(two) == ["asked"]
    assert "Nothing is deleted" in (two.text(AMA_TOO, "keep me") or "")
    assert erasures(two) == ["kept"]
    two.text(AMA_TOO, "bórrame")
    assert two.text(AMA_TOO, "stop") is None, "that they hear no more is honoured first"


def test_a_coordinator_who_is_the_only_one_hands_over_first(two: Two) -> None:
    assert "only one who coordinates" in (two.text("+447700900999", "delete me") or "")
    assert erasures(two) == []


def test_asked_twice_is_asked_once_and_the_first_time_counts(two: Two) -> None:
    for words in ("delete me", "1", "1", "delete me", "delete my data"):
        said = two.text(AMA, words)
    assert "will be deleted on" in (said or "")
    assert erasures(two) == ["asked"]
