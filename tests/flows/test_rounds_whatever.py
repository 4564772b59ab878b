"""Rounds, whatever happens in them, and what they cost the database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from models import clock, sealing
from tests.examples import examples
from tests.flows.rounds import Community, Statements, declare, people_of, use_clock
from tests.servers.memory import empty, in_memory


def test_reading_a_round_costs_the_same_however_many_are_in(crowd: Community) -> None:
    crowd.begin(3)
    crowd.open()
    counted = Statements(crowd.engine)

    def cost() -> int:
        before = counted.count
        people_of(crowd)
        return counted.count - before

    small = cost()
    for number in range(20):
        crowd.join(f"N{number}")
        crowd.text(f"N{number}", "in")
    assert cost() == small
    assert small <= 12


def test_declared_numbers_are_looked_up_together(crowd: Community) -> None:
    crowd.begin(6)
    crowd.open()
    counted = Statements(crowd.engine)
    declare(crowd, "M1", phone=crowd.phones["M2"])
    before = counted.count
    people_of(crowd)
    one = counted.count - before
    for number in range(2, 6):
        declare(crowd, f"M{number}", phone=crowd.phones["M1"])
        declare(crowd, f"M{number}", phone=f"+44770080000{number}")
    before = counted.count
    people_of(crowd)
    assert counted.count - before == one


# Whatever happens.

ACTIONS = (
    "in", "skip this round", "1", "2", "no", "yes", "rematch", "back in march", "LEAVE", "JOIN", "preview", "send", "undo",
    "open round", "finish round", "hours", "days", "call off round", "wishes",
)  # fmt: skip


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    made = in_memory()
    yield made
    made.dispose()


@settings(
    max_examples=examples(40),
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(ACTIONS)), min_size=10, max_size=60),
    st.integers(3, 6),
)
def test_everybody_is_with_somebody_once_or_waits(
    memory: Engine, steps: list[tuple[int, str]], size: int
) -> None:
    empty(memory)
    sealing.use([sealing.new_key()])
    crowd = Community(memory)
    use_clock(crowd)
    try:
        crowd.begin(size)
        crowd.open()
        crowd.send()
        for who, action in steps:
            name = "Maya" if who == 0 or action in ("preview", "send", "undo") else f"M{1 + (who - 1) % size}"
            if action in ("hours", "days"):
                crowd.wait(timedelta(hours=7) if action == "hours" else timedelta(days=4))
            else:
                crowd.text(name, action)
            crowd.holds()
    finally:
        clock.follow(clock.wall)
