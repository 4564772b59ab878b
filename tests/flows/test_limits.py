"""Limits on what answers cost: a person never meets them, a machine is answered no more, and what matters is heard anyway."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from flows import limits
from models import clock
from models.base import table_of
from models.texts import Text
from tests.flows.two import AMA, CHIDI, Two

TEN = timedelta(minutes=10)


Later = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three at once and six a day from each, two strangers an hour."""
    monkeypatch.setattr(limits, "AT_ONCE", (3, TEN))
    monkeypatch.setattr(limits, "A_DAY", (6, timedelta(days=1)))
    monkeypatch.setattr(limits, "STRANGERS", (2, timedelta(hours=1)))


@pytest.fixture
def later(two: Two) -> Iterator[Later]:
    """Turn the clock on, which stands still otherwise."""
    at = [clock.now()]
    clock.follow(lambda: at[0])
    yield lambda by: at.append(at.pop() + by)
    clock.follow(clock.wall)


def test_the_first_beyond_is_told_when_and_the_next_are_silent(two: Two) -> None:
    for _each in range(3):
        assert "haven't taken in" not in str(two.text(AMA, "menu"))
    told = str(two.text(AMA, "menu"))
    assert told.startswith("I haven't taken in your last text")
    assert "emergency number" in told
    assert [two.text(AMA, "menu") for _each in range(3)] == [None] * 3
    assert two.text(CHIDI, "menu"), "others are answered as ever"


def test_when_it_is_over_everything_is_as_it_was(two: Two, later: Later) -> None:
    for _each in range(5):
        two.text(AMA, "menu")
    later(TEN + timedelta(minutes=1))
    assert "haven't" not in str(two.text(AMA, "menu"))


def test_a_day_has_its_limit_too(two: Two, later: Later) -> None:
    for _each in range(6):
        assert "haven't" not in str(two.text(AMA, "menu"))
        later(TEN)
    assert "haven't" in str(two.text(AMA, "menu"))
    later(timedelta(hours=25))
    assert "haven't" not in str(two.text(AMA, "menu"))


def test_what_isnt_acted_on_isnt_kept(two: Two) -> None:
    for words in ("menu", "menu", "menu", "a secret for my partner"):
        two.text(AMA, words)
    with two.engine.connect() as connection:
        bodies = connection.scalars(select(table_of(Text).c.body).order_by(table_of(Text).c.id)).all()
    assert bodies == ["menu", "menu", "menu", None]


def test_two_who_sit_together_are_heard(two: Two) -> None:
    """Their session has begun: what they say about it is never too much."""
    two.plan(two.pair("agreed"), clock.now() - timedelta(minutes=5), "booked")
    for _each in range(5):
        two.text(AMA, "menu")
    assert str(two.text(AMA, "we're starting")).startswith("Good, and Chidi reads so too.")
    assert str(two.text(AMA, "pause")).startswith("The clock stands still")


@pytest.mark.parametrize("words", ["STOP", "please stop texting me", "salir"])
def test_who_wants_no_more_texts_is_always_heard(two: Two, words: str) -> None:
    for _each in range(5):
        two.text(AMA, "menu")
    two.text(AMA, words)
    assert two.has_stopped(two.ama)


def test_a_stranger_in_a_crowd_waits_and_nobody_else_does(two: Two, later: Later) -> None:
    """More people came this hour than ever come: the newest is answered when they write again."""
    strangers = [f"+4477009002{number:02}" for number in range(4)]
    answers = [two.text(one, "hello") for one in strangers]
    assert answers[-1] is None
    assert two.text(AMA, "menu"), "whoever was here is"
    later(timedelta(hours=2))
    assert "Welcome" in str(two.text(strangers[-1], "hello"))


def test_one_in_the_middle_of_joining_goes_on_while_a_crowd_comes(two: Two, later: Later) -> None:
    later(timedelta(hours=2))
    first = "+447700900250"
    assert two.text(first, "hello")
    for number in range(4):
        two.text(f"+4477009002{number:02}", "hello")
    assert two.text(first, "1")


def test_somebody_in_danger_is_heard_beyond_every_limit(two: Two) -> None:
    for _each in range(5):
        two.text(AMA, "menu")
    assert two.text(AMA, "menu") is None
    said = str(two.text(AMA, "I want to die"))
    assert "Samaritans" in said
    assert "May somebody" in said
    assert "kept that with it" in str(two.text(AMA, "since March"))
    assert "person will text you" in str(two.text(AMA, "yes"))
    assert two.text(AMA, "menu") is None, "all else waits as before"
    maya = two.told(3)
    assert len([one for one in maya if "I want to die\nsince March" in one]) == 1
