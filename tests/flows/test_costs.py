"""What the words cost: counted of what people really read."""

import string
from itertools import pairwise

import pytest

from flows import costs, graph, words
from flows.flow import FLOWS, Flow, State
from messaging.segments import fit, segments
from tests import chats
from tests.flows.test_promises import every_copy

EVERY = sorted(FLOWS.values(), key=lambda flow: flow.name)


def names(copy: str) -> set[str]:
    return {name for _literal, name, *_rest in string.Formatter().parse(copy) if name}


def test_every_fact_has_a_sample() -> None:
    used = set().union(*map(names, every_copy()))
    assert used - set(costs.SAMPLES) == set(), "give each a sample of usual length, in flows/costs.py"
    assert set(costs.SAMPLES) - used == set(), "no text has these any more: flows/costs.py"


@pytest.mark.parametrize("flow", EVERY, ids=lambda flow: flow.name)
def test_what_is_counted_is_what_people_read(flow: Flow) -> None:
    """Each question without facts stands in a transcript just as it was counted, options and opening included."""
    counted = {language: costs.texts(flow, language) for language in words.LANGUAGES}
    for state in flow.states.values():
        if not isinstance(state, State) or names("".join((state.prompt, *labels(state)))):
            continue
        asked = [in_language[state.name].text for in_language in counted.values()]
        assert any(text in one for text in asked for one in chats.every_reading()), state.name


def labels(state: State) -> tuple[str, ...]:
    return state.expects.options(costs.Reader("en"))


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("flow", EVERY, ids=lambda flow: flow.name)
def test_the_longest_way_is_a_way(flow: Flow, language: str) -> None:
    way, total = costs.longest_way(flow, language)
    text = costs.texts(flow, language)
    assert way[0] == flow.entry.name
    assert not isinstance(flow.states[way[-1]], State)
    for before, after in pairwise(way):
        assert after in graph.leads_to(flow.state(before))
    assert total == sum(segments(fit(text[name].text)) for name in way if name in text)


def test_the_longest_way_takes_the_dearer_turn() -> None:
    way, _total = costs.longest_way(FLOWS["committing"], "en")
    assert {"following_up", "witness"} < set(way)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_comes_unasked_is_there_with_its_first_line(language: str) -> None:
    found = [cost.text for cost in costs.unasked(language)]
    first_line = words.translate("Sounding Board has a note for you.", language)
    assert len(found) > 15
    assert all(text.startswith(first_line + "\n") for text in found)


def test_the_table_has_a_line_for_each_question() -> None:
    lines = costs.table().splitlines()
    for flow in EVERY:
        questions = [state.name for state in flow.states.values() if isinstance(state, State)]
        for row in (flow.name, *(f"  {name} " for name in questions)):
            assert sum(line.startswith(row) for line in lines) >= len(words.LANGUAGES), row
    assert all(len(line) <= 100 for line in lines)
