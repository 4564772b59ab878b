"""The list of released states: nothing is ever taken out of it, and it says what leads nowhere today."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import released
from flows.expects import YesNo
from flows.flow import FLOWS, RENAMED, End, Flow, State


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "states.toml"
    monkeypatch.setattr(released, "LOCK", file)
    return file


@pytest.fixture
def tea() -> Iterator[Flow]:
    """The only flow there is, with two questions and an end."""
    ours = dict(FLOWS)
    FLOWS.clear()
    flow = Flow("tea-time", title="tea")

    @flow.asks("Tea?", YesNo())
    def wanting(_chat: object, wants: bool) -> State | End:
        return milk if wants else poured

    @flow.asks("Milk?", YesNo())
    def milk(_chat: object, _wants: bool) -> State | End:
        return poured

    @flow.ends
    def poured(_chat: object) -> None:
        pass

    yield flow
    FLOWS.clear()
    FLOWS.update(ours)


@pytest.mark.usefixtures("tea")
def test_every_question_is_written_down_and_no_end(lock: Path) -> None:
    released.write()
    assert released.read() == {"tea-time": {"wanting": {}, "milk": {}}}
    assert lock.read_text().startswith("# Every state that was ever released")
    assert released.stranded() == []


@pytest.mark.usefixtures("tea")
def test_writing_again_changes_nothing(lock: Path) -> None:
    released.write()
    once = lock.read_text()
    released.write()
    assert lock.read_text() == once


@pytest.mark.usefixtures("tea")
def test_nothing_is_taken_out_and_a_new_name_is_kept(lock: Path) -> None:
    lock.write_text('[tea-time]\nsugar = {}\ncream = { renamed_to = "milk" }\n\n[coffee]\nblack = {}\n')
    released.write()
    assert released.read() == {
        "coffee": {"black": {}},
        "tea-time": {"sugar": {}, "cream": {"renamed_to": "milk"}, "wanting": {}, "milk": {}},
    }
    assert released.renamed() == {"tea-time": {"cream": "milk"}, "coffee": {}}


@pytest.mark.usefixtures("tea")
@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("sugar = {}", ["tea-time.sugar"]),
        ('cream = { renamed_to = "milk" }', []),
        ('cream = { renamed_to = "sugar" }', ["tea-time.cream"]),
        ('cream = { renamed_to = "poured" }', ["tea-time.cream"]),  # an end asks nothing
        ("poured = {}", ["tea-time.poured"]),  # a question once, an end today
        ('cream = { renamed_to = "yoghurt" }\nyoghurt = { renamed_to = "milk" }', ["tea-time.cream"]),
    ],
)
def test_what_leads_nowhere_is_told(lock: Path, line: str, lost: list[str]) -> None:
    lock.write_text(f"[tea-time]\n{line}\n")
    assert released.stranded() == lost


@pytest.mark.usefixtures("tea")
def test_a_whole_flow_can_not_disappear(lock: Path) -> None:
    lock.write_text("[coffee]\nblack = {}\n")
    assert released.stranded() == ["coffee.black"]


def test_a_renamed_state_is_known_to_the_engine(
    lock: Path, tea: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock.write_text('[tea-time]\ncream = { renamed_to = "milk" }\n')
    monkeypatch.setitem(RENAMED, "tea-time", released.renamed()["tea-time"])
    assert [tea.now_called(name) for name in ("wanting", "cream", "lemon")] == ["wanting", "milk", "wanting"]


def test_our_own_list_is_complete() -> None:
    """The one in the repository: every question of today is in it."""
    known = released.read()
    for flow in FLOWS.values():
        questions = {place.name for place in flow.states.values() if isinstance(place, State)}
        assert questions <= known[flow.name].keys()
