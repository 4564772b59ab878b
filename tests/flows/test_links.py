"""Signed links: whose they are, what for, and how long."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import links
from models import clock, sealing

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    sealing.use([sealing.new_key()])
    clock.follow(lambda: NOON)
    yield
    clock.follow(clock.wall)


def token(link: str) -> str:
    return link.rsplit("/", 1)[1].rsplit(".", 1)[0]


def test_a_link_leads_to_its_purpose_and_can_be_read() -> None:
    links.use("https://board.example.org")
    link = links.make("hours", [12, "icf"], "xlsx")
    assert link.startswith("https://board.example.org/hours/")
    assert link.endswith(".xlsx")
    assert links.read("hours", token(link), WEEK) == [12, "icf"]


@pytest.mark.parametrize(
    ("age", "lives"),
    [(timedelta(0), True), (WEEK, True), (WEEK + timedelta(seconds=1), False), (timedelta(days=900), False)],
)
def test_it_lives_as_long_as_its_reader_says(age: timedelta, lives: bool) -> None:
    made = token(links.make("hours", [12, "icf"], "xlsx"))
    clock.follow(lambda: NOON + age)
    if lives:
        assert links.read("hours", made, WEEK) == [12, "icf"]
        return
    with pytest.raises(links.Expired) as late:
        links.read("hours", made, WEEK)
    assert late.value.payload == [12, "icf"]
    assert "12" not in str(late.value)


def test_it_is_good_for_nothing_else() -> None:
    made = token(links.make("hours", [12, 3], "xlsx"))
    with pytest.raises(links.NotOurs):
        links.read("round", made, WEEK)
    with pytest.raises(links.NotOurs):
        links.read_calendar(made)
    for purpose in ("hours", "calendar"):
        with pytest.raises(links.NotOurs):
            links.read(purpose, token(links.calendar(12, 3)), WEEK)


@given(at=st.integers(0, 200), to=st.characters())
def test_changed_anywhere_it_is_not_ours(at: int, to: str) -> None:
    for made, read in (
        (token(links.make("hours", [12, 3], "xlsx")), lambda text: links.read("hours", text, WEEK)),
        (token(links.calendar(12, 3)), links.read_calendar),
    ):
        at %= len(made) - 1  # the last letter holds two bits that say nothing
        changed = made[:at] + to + made[at + 1 :]
        if changed != made:
            with pytest.raises(links.NotOurs):
                read(changed)


def test_a_new_key_leaves_links_as_they_were_and_dropping_the_old_one_ends_them() -> None:
    old, new = sealing.new_key(), sealing.new_key()
    sealing.use([old])
    sheet, calendar = token(links.make("hours", 1, "xlsx")), token(links.calendar(12, 3))
    sealing.use([new, old])
    assert links.read("hours", sheet, WEEK) == 1
    assert links.read_calendar(calendar) == (12, 3, False)
    sealing.use([new])
    with pytest.raises(links.NotOurs):
        links.read("hours", sheet, WEEK)
    with pytest.raises(links.NotOurs):
        links.read_calendar(calendar)
