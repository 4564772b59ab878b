"""Any reasonable wording of "stop texting me" is honoured; a story in which somebody stops something isn't."""

import time
import timeit
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows import shortcuts
from flows.expects import YesNo
from flows.flow import FLOWS, State
from flows.understand.leaving import LONGEST, Wish, leaving
from flows.words import LANGUAGES, translate
from tests.flows.test_promises import every_copy


def wordings(name: str) -> list[str]:
    """The texts of one table, a line each. Who finds another wording writes it there."""
    return (Path(__file__).parent / "wordings" / f"{name}.txt").read_text().splitlines()


ENGLISH = wordings("leave-en")
SPANISH = wordings("leave-es")
ENGLISH_STORIES = wordings("stories-en")
SPANISH_STORIES = wordings("stories-es")
DOUBTFUL = wordings("doubtful")
LESS = wordings("less")
SESSIONS = wordings("session")


@pytest.mark.parametrize("text", [*ENGLISH, *SPANISH])
def test_a_reasonable_wording_is_honoured(text: str) -> None:
    assert leaving(text) is Wish.LEAVE


@pytest.mark.parametrize("text", [*ENGLISH, *SPANISH])
def test_however_it_is_typed(text: str) -> None:
    for typed in (text.upper(), f"  {text}!!! ", text.replace("'", "’"), f"Hi. {text} 😡"):
        assert leaving(typed) is Wish.LEAVE, typed


@pytest.mark.parametrize("text", [*ENGLISH_STORIES, *SPANISH_STORIES])
def test_a_story_is_none(text: str) -> None:
    assert leaving(text) is None


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_doubtful_is_asked_back(text: str) -> None:
    assert leaving(text) is Wish.MAYBE


@pytest.mark.parametrize(
    "text", ["take me off there", "please get me out of that", "Sácame de ahí", "quítame de eso, por favor"]
)
def test_what_may_be_a_part_is_asked_back(text: str) -> None:
    assert leaving(text) is Wish.PART


@pytest.mark.parametrize("text", ["remove me from directory", "leave the directory", "sácame de la carta"])
def test_who_leaves_a_part_hears_from_us(text: str) -> None:
    assert leaving(text) is None


@pytest.mark.parametrize("text", LESS)
def test_fewer_texts_are_another_wish(text: str) -> None:
    assert leaving(text) is Wish.LESS


@pytest.mark.parametrize("text", SESSIONS)
def test_a_session_that_is_off_is_another_wish(text: str) -> None:
    assert leaving(text) is Wish.SESSION


def test_the_tables_are_long_enough() -> None:
    for table in (ENGLISH, SPANISH, ENGLISH_STORIES, SPANISH_STORIES):
        assert len(set(table)) >= 80


def test_nothing_that_we_offer_as_an_answer_is_taken_for_it() -> None:
    """A label, an example or a word that begins something is answered as such, in every language."""
    labels = {
        label
        for flow in FLOWS.values()
        for state in flow.states.values()
        if isinstance(state, State) and flow.name != "leaving"
        for label in _labels(state.expects)
    }
    begin = {flow.words for flow in FLOWS.values()} | {shortcuts.MENU, shortcuts.BACK, shortcuts.WHERE}
    begin -= set(shortcuts.OWN_DATA)  # heard before it
    begin |= {shortcuts.AGAIN, shortcuts.GREETING, shortcuts.THANKS}
    for language in LANGUAGES:
        offered = [translate(label, language) for label in labels]
        offered += [word for copy in begin for word in translate(copy, language).split(",")]
        assert len(offered) > 100
        assert [one for one in offered if leaving(one)] == []


def _labels(expects: Any) -> list[str]:
    """The options of a question, where they don't depend on the person."""
    if isinstance(expects, YesNo):
        return [expects.yes, expects.no]
    choices = getattr(expects, "choices", {})
    return [] if callable(choices) else list(choices.values())


def test_what_we_write_ourselves_is_never_taken_for_it() -> None:
    """Whoever sends our words back to us, as some phones do, hasn't left."""
    the_wish_itself = "Yes, stop"
    ours = [copy for copy in every_copy() if copy != the_wish_itself and copy not in shortcuts.OWN_DATA]
    for language in LANGUAGES:
        assert [copy for copy in ours if leaving(translate(copy, language)) is not None] == []


def test_a_long_letter_is_none_of_it() -> None:
    assert leaving("please stop texting me. " * 30 + "x" * LONGEST) is None


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "?!", "😀", "x" * 5000, "stop " * 100, "no " * 230, "دنا محمد"]
)
def test_nothing_raises(text: str) -> None:
    leaving(text)


def test_a_text_that_has_nothing_to_do_with_it_costs_next_to_nothing() -> None:
    texts = (
        "Thursday 10 December at 5pm",
        "I would like to work on my presence in the boardroom and be kinder to myself",
        "Me gustaría trabajar en mi presencia y en cómo pongo límites con mi equipo",
    )
    for text in texts:
        # The processor's time and not the clock's: others may be busy on this machine.
        runs = timeit.repeat(partial(leaving, text), number=200, repeat=5, timer=time.process_time)
        assert min(runs) / 200 < 100e-6, text  # 2 to 20 µs on a quiet machine
