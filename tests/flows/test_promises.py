"""What every conversation promises, checked for each of them."""

import re
import string
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from sqlalchemy import inspect

from flows import carrier, graph, released, shortcuts, templates, words
from flows.flow import FLOWS as ALL_FLOWS
from flows.flow import Flow, State
from flows.nudging import KINDS
from flows.understand import fold
from tests import chats

FLOWS = sorted(ALL_FLOWS.values(), key=lambda flow: flow.name)
STATES = [
    pytest.param(state, id=f"{flow.name}.{state.name}")
    for flow in FLOWS
    for state in flow.states.values()
    if isinstance(state, State)
]
ROOM = Path(words.__file__).parent


@cache
def every_copy() -> list[str]:
    """Every text marked for translation, as the code says it."""
    found = extract_from_dir(str(ROOM), [("**.py", "python")], keywords={"_": None})
    return sorted({str(message) for _file, _line, message, _comments, _context in found})


LANGUAGES = [language for language in words.LANGUAGES if language != "en"]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_no_state_is_unreachable(flow: Flow) -> None:
    lost = [f"nothing leads to {flow.name}.{name}" for name in graph.unreachable(flow)]
    assert lost == []


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_no_question_is_a_dead_end(flow: Flow) -> None:
    dead = [f"{flow.name}.{name} names no question or end to go on with" for name in graph.dead_ends(flow)]
    assert dead == []


@pytest.mark.parametrize("state", STATES)
def test_every_question_is_asked_in_a_transcript(state: State) -> None:
    """In some language: a question nobody has ever read aloud isn't finished."""
    parts = [
        string.Formatter().parse(words.translate(state.prompt, language)) for language in words.LANGUAGES
    ]
    patterns = [".*".join(re.escape(literal) for literal, *_field in part) for part in parts]
    asked = any(re.search(pattern, text, re.DOTALL) for pattern in patterns for text in chats.every_reading())
    assert asked, f"let somebody in a transcript be asked this: {state.prompt}"


def test_nobody_is_stranded() -> None:
    """Every state ever released is there, or says what it is called today."""
    lost = released.stranded()
    assert lost == [], 'say what each is called now, in flows/states.toml: old = { renamed_to = "new" }'


def test_every_state_of_today_is_in_the_lock_file() -> None:
    known = released.read()
    missing = [
        f"{flow.name}.{place.name}"
        for flow in FLOWS
        for place in flow.states.values()
        if isinstance(place, State) and place.name not in known.get(flow.name, {})
    ]
    assert missing == [], "run: make flows"


def test_the_page_of_flows_is_fresh() -> None:
    assert graph.PAGE.read_text() == graph.page(), "run: make flows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_copy_is_translated(language: str) -> None:
    translated = words.catalogue(language)
    assert [copy for copy in every_copy() if copy not in translated] == [], "run: make words, then translate"
    assert [copy for copy in translated if copy not in every_copy()] == [], "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_facts(language: str) -> None:
    def facts(text: str) -> set[str]:
        return {name for _literal, name, *_rest in string.Formatter().parse(text) if name}

    assert [copy for copy in every_copy() if facts(copy) != facts(words.translate(copy, language))] == []


ASKING = r"(?:text|reply|answer|write|send|type|responde|escribe|manda|envía|contesta)"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_copy_asks_for_a_carrier_word(language: str) -> None:
    """On SMS the carrier would act on it before we see it."""
    shouted = re.compile(rf"\b({'|'.join(word.upper() for word in carrier.RESERVED)})\b")
    asked = re.compile(rf"\b{ASKING} (?:back )?[\"']?({'|'.join(carrier.RESERVED)})\b", re.IGNORECASE)
    whole = {word.casefold() for word in carrier.RESERVED}
    found = []
    for copy in every_copy():
        text = words.translate(copy, language)
        if shouted.search(text) or asked.search(text) or text.strip(" .!").casefold() in whole:
            found.append(text)
    assert found == []


def test_each_template_is_wanted_once() -> None:
    """Twilio refuses a second one of the same name."""
    names = [one.name for one in templates.wanted()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_copy_begins_or_ends_with_a_space(language: str) -> None:
    """A template's facts are stripped at their ends: two words would run together."""
    texts = [words.translate(copy, language) for copy in every_copy()]
    assert [text for text in texts if text != text.strip()] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_copy_is_long(language: str) -> None:
    long = {text: len(text) for copy in every_copy() if len(text := words.translate(copy, language)) > 320}
    assert long == {}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_question_asks_two_things(language: str) -> None:
    """One question at a time; an example or an aside asks nothing."""
    found = []
    for parameter in STATES:
        prompt = words.translate(parameter.values[0].prompt, language)
        if prompt.count("?") > 1:
            found.append(prompt)
    assert found == []


def test_every_word_that_begins_something_begins_one_thing() -> None:
    """A flow's own word is nobody else's: not another flow's, a shortcut's, a command's or the carrier's."""
    owners: dict[str, set[str]] = {}

    def note(owner: str, copy: str) -> None:
        for language in words.LANGUAGES:
            for word in words.translate(copy, language).split(","):
                owners.setdefault(fold(word), set()).add(owner)

    for flow in FLOWS:
        note(flow.name, flow.words)
    for copy in (
        shortcuts.MENU,
        shortcuts.BACK,
        shortcuts.WHERE,
        shortcuts.AGAIN,
        shortcuts.GREETING,
        shortcuts.THANKS,
    ):
        note(copy, copy)
    for word in (*carrier.RESERVED, *carrier.LEAVE, *shortcuts.LANGUAGE_WORDS):
        owners.setdefault(fold(word), set()).add("reserved")
    owners.pop("", None)
    shared = [
        f"{word!r} begins {' and '.join(sorted(names))}" for word, names in owners.items() if len(names) > 1
    ]
    assert shared == []


def test_importing_one_conversation_makes_all_known() -> None:
    code = "import flows.signup, flows.flow as f; print(len(f.FLOWS))"
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(known) == len(FLOWS)


def test_what_talks_and_nudges_are_about_can_be_locked() -> None:
    """PostgreSQL locks nothing that an outer join brings along; SQLite wouldn't say so."""
    abouts = {flow.about for flow in FLOWS} | {kind.about for kind in KINDS.values()}
    joined = [
        f"{model.__name__}.{one.key}"
        for model in abouts
        if model is not None
        for one in inspect(model).relationships
        if one.lazy == "joined" and not one.innerjoin
    ]
    assert joined == []
