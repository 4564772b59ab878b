"""A session's own clock: halves stay equal whatever happens before half time, and no pause is anybody's time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pairings import Pairing
from models.session_times import FORGOTTEN
from models.sessions import Meeting

SIX = datetime(2026, 12, 17, 18, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return SIX + timedelta(minutes=minutes)


def meeting(coach_id: int | None = None, minutes: int = 60) -> Meeting:
    pairing = Pairing(proposed_by=1, coach_id=coach_id)
    return Meeting(pairing=pairing, starts_at=SIX, minutes=minutes, first_paused=0, second_paused=0)


def times(of: Meeting) -> tuple[float, float]:
    """Half time and end, in minutes after six."""
    return (of.half_at - SIX) / timedelta(minutes=1), (of.ends_at - SIX) / timedelta(minutes=1)


def test_as_booked() -> None:
    assert (times(meeting()), meeting().halves) == ((30, 60), (30, 30))
    assert (times(meeting(coach_id=1)), meeting(coach_id=1).halves) == ((60, 60), (60, 0))


def test_a_late_beginning_moves_both() -> None:
    ours = meeting()
    ours.begin(at(12))
    assert (times(ours), ours.halves) == ((42, 72), (30, 30))


def test_a_pause_moves_what_comes_after_it() -> None:
    ours = meeting()
    ours.pause(at(10))
    ours.go_on(at(15))
    assert (times(ours), ours.halves) == ((35, 65), (30, 30))
    ours.pause(at(50))
    ours.go_on(at(52))
    assert (times(ours), ours.halves) == ((35, 67), (30, 30))


def test_a_forgotten_pause_is_the_end_and_only_coaching_counts() -> None:
    ours = meeting()
    ours.pause(at(10))
    assert ours.is_live(at(39))
    assert not ours.is_live(at(40))
    assert ours.ends_at == at(10) + FORGOTTEN
    assert ours.halves == (10, 0)
    late = meeting()
    late.pause(at(10))
    late.go_on(at(15))
    late.pause(at(45))
    assert late.halves == (30, 10)


@pytest.mark.parametrize(
    ("now", "end", "half_and_end", "halves"),
    [
        (5, 45, (22.5, 45), (22, 22)),  # half a minute is nobody's
        (-20, 40, (20, 40), (20, 20)),
        (28, 45, (28, 45), (28, 17)),  # too late for equal halves: they swap at once
        (40, 50, (30, 50), (30, 20)),
        (10, 70, (35, 70), (35, 35)),  # longer
        (40, 70, (30, 70), (30, 40)),
    ],
)
def test_another_end(
    now: float, end: float, half_and_end: tuple[float, float], halves: tuple[int, int]
) -> None:
    ours = meeting()
    ours.end_at(at(end), at(now))
    assert (times(ours), ours.halves) == (half_and_end, halves)


def test_a_leg_is_all_for_one() -> None:
    ours = meeting(coach_id=1)
    ours.pause(at(10))
    ours.go_on(at(15))
    ours.end_at(at(45), at(20))
    assert (times(ours), ours.halves) == ((45, 45), (40, 0))


@given(
    st.integers(20, 120),
    st.lists(st.tuples(st.sampled_from(("begin", "pause", "go on", "end")), st.integers(1, 90)), max_size=12),
)
def test_equal_whatever_happens_before_half_time(length: int, events: list[tuple[str, int]]) -> None:
    """Until half time nothing makes one half longer but a wish to be done before the first could be as short."""
    ours, now, equal = meeting(minutes=length), SIX, True
    for what, wait in events:
        now += timedelta(minutes=wait / 3)
        if not ours.is_live(now) or (ours.paused_at is None and now >= ours.half_at):
            break
        if what == "begin":
            ours.begin(now)
        elif what == "pause" and ours.paused_at is None:
            ours.pause(now)
        elif what == "go on":
            ours.go_on(now)
        elif what == "end":
            ours.go_on(now)
            ours.end_at(now + timedelta(minutes=wait), now)
            equal = ours.half_at > now
        assert ours.began <= ours.half_at
        if ours.paused_at is None:
            first, second = ours.halves
            assert now <= ours.half_at <= ours.ends_at
            assert not equal or first == second
