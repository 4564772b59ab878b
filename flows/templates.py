"""Templates: our copy as WhatsApp wants it, made at Twilio from the copy itself.

Two families. Each note and each question that may be asked unasked is a template of its own, which WhatsApp approves;
buttons belong to a set of options, whatever the question, and need no approval. Other words are another template: a name
that was rejected can't be used again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.chat import UNASKED
from flows.costs import SAMPLES, ZONE
from flows.flow import FLOWS, State
from flows.wording import NOTES, Wording, digest, note
from flows.words import LANGUAGES, _, shown, translate

MOST_BUTTONS, BUTTON = 3, 20  # characters
MOST_ITEMS, ITEM = 10, 24
BODY = 1024
BODIES = ("{{1}}", "{{1}}\n{{2}}")  # above buttons; a longer text comes with numbered lines instead
_VARIABLES = re.compile(r"(?:\{\w+\})+")  # those with nothing between them are one
CLOSING = _("Sounding Board")  # a template may not end with a variable
KNOCK = note(_("To read it, tap below or write back a word or two."))
OPENING_WORD = _("Read it")
CHOOSE = _("Choose")  # opens a list of options


@dataclass(frozen=True)
class Wanted:
    """One content to be made at Twilio."""

    key: str
    language: str
    name: str
    body: str
    samples: dict[str, str] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()  # id, title
    items: tuple[tuple[str, str], ...] = ()
    opens: str = ""  # the list
    approval: bool = False
    what: str = ""  # the copy, in English

    def described(self) -> list[tuple[str, str, str]]:
        """The list's items, each with the number that means the same when it is typed."""
        return [(name, title, str(number)) for number, (name, title) in enumerate(self.items, 1)]


def key_of_labels(labels: Sequence[str]) -> str:
    """What a set of options is known by."""
    return "b" + digest(labels)


def key_of_buttons(labels: Sequence[str], lines: Sequence[str] | dict[str, str]) -> str:
    """What these options are known by under a text of so many lines: no variable may hold more than one."""
    return f"{key_of_labels(labels)}{len(lines)}"


def key_of_note(copy: str, labels: Sequence[str] = ()) -> str:
    """What a note, or a question with its options, is known by."""
    return "n" + digest([copy, *labels])


def wanted() -> Iterator[Wanted]:
    """All contents there should be, in every language."""
    for language in LANGUAGES:
        for labels in _option_sets():
            for body in BODIES:
                made = _for_labels(labels, body, language)
                if made is not None:
                    yield made
        for copy, labels in _unasked():
            yield _for_note(copy, labels, language)


def text_of(made: Wording) -> str | None:
    """What Twilio makes of a note's template; None for a letter that is no single note."""
    if "copy" not in made:
        return None
    values = iter(variables(made).values())
    body = _body(made["copy"], made.get("labels", ()), made["language"])
    return _VARIABLES.sub(lambda _found: next(values), body)


def lines(made: Wording) -> dict[str, str]:
    """The lines of the text above the buttons, as variables."""
    said = (line for line in made["lead"].split("\n") if line.strip())
    return {str(number): line for number, line in enumerate(said, 1)}


def variables(made: Wording) -> dict[str, str]:
    """A template's variables, in the order its words have them."""
    body = _body(made["copy"], made.get("labels", ()), made["language"])
    groups = [found[0] for found in _VARIABLES.finditer(body)]
    return {str(number): group.format_map(made["facts"]) for number, group in enumerate(groups, 1)}


def is_tap(payload: str | None) -> bool:
    """Whether this is what one of our buttons or list items sends."""
    return payload is not None and re.fullmatch(r"b[0-9a-f]{24}:\d{1,2}", payload) is not None


def tapped(payload: str, labels: Sequence[str]) -> str | None:
    """The number of the option that was tapped, when it belongs to these options."""
    key, _colon, number = payload.partition(":")
    return number if labels and key == key_of_labels(labels) else None


def _option_sets() -> list[tuple[str, ...]]:
    """Every set of options that a question may end with, each once."""
    sets = [_options(state) for flow in FLOWS.values() for state in flow.states.values()]
    return sorted({labels for labels in sets if labels and not any("{" in label for label in labels)})


def _unasked() -> list[tuple[str, tuple[str, ...]]]:
    """What may reach somebody out of the blue, each once: notes, and the first question of what is about something. Two flows may
    ask the same."""
    asked = [(flow.entry.prompt, _options(flow.entry)) for flow in FLOWS.values() if flow.about is not None]
    return list(dict.fromkeys([*((str(copy), ()) for copy in NOTES), *asked]))


def _options(state: object) -> tuple[str, ...]:
    """A question's options, where they are the same for everybody and one is enough."""
    if not isinstance(state, State) or not state.taps:
        return ()
    if callable(getattr(state.expects, "choices", None)):
        return ()
    return state.expects.options(None)


def _for_labels(labels: tuple[str, ...], body: str, language: str) -> Wanted | None:
    """Buttons where they fit, a list where that fits; otherwise the options stay numbered lines."""
    key = key_of_buttons(labels, body.split("\n"))
    buttons, items = _taps(labels, language)
    if not (buttons or items):
        return None
    sample = {str(line): translate(UNASKED, language) for line, _each in enumerate(body.split("\n"), 1)}
    return Wanted(
        key=key,
        language=language,
        name=_name(key, language, [body, *(title for _id, title in (*buttons, *items))]),
        body=body,
        samples=sample,
        buttons=buttons,
        items=items,
        opens=translate(CHOOSE, language) if items else "",
        what=" / ".join(labels),
    )


def _for_note(copy: str, labels: tuple[str, ...], language: str) -> Wanted:
    key = key_of_note(copy, labels)
    body = _body(copy, labels, language)
    groups = [found[0] for found in _VARIABLES.finditer(body)]
    samples = {str(number): _sample(group, language) for number, group in enumerate(groups, 1)}
    numbers = iter(samples)
    numbered = _VARIABLES.sub(lambda _found: "{{" + next(numbers) + "}}", body)
    buttons = _taps(labels, language)[0]
    if copy == KNOCK:
        buttons = (("read", translate(OPENING_WORD, language)),)
    return Wanted(
        key=key,
        language=language,
        name=_name(key, language, [numbered, *(title for _id, title in buttons)]),
        body=numbered,
        samples=samples,
        buttons=buttons,
        approval=True,
        what=copy,
    )


def _taps(
    labels: Sequence[str], language: str
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """(buttons, list items) for these options; one of them or neither."""
    key = key_of_labels(labels)
    titles = [translate(label, language) for label in labels]
    taps = tuple((f"{key}:{number}", title) for number, title in enumerate(titles, 1))
    if not taps or any("{" in title for title in titles):
        return (), ()
    longest = max(map(len, titles))
    if len(taps) <= MOST_BUTTONS and longest <= BUTTON:
        return taps, ()
    return (), taps if len(taps) <= MOST_ITEMS and longest <= ITEM else ()


def _body(copy: str, labels: Sequence[str], language: str) -> str:
    """A template's words: the first line that tells nothing, the copy, and options that don't fit buttons."""
    lines = [translate(UNASKED, language), translate(copy, language)]
    if labels and not _taps(labels, language)[0]:
        lines += [f"{number} {translate(label, language)}" for number, label in enumerate(labels, 1)]
    body = "\n".join(lines)
    return f"{body}\n{translate(CLOSING, language)}" if body.endswith("}") else body


def _sample(group: str, language: str) -> str:
    """What WhatsApp's reviewer sees in a variable's place."""
    return " ".join(shown(SAMPLES[name], language, ZONE) for name in re.findall(r"\w+", group))


def _name(key: str, language: str, words: Sequence[str]) -> str:
    """Of these very words: others are another template."""
    return f"sb_{key}_{digest(words)[:8]}_{language}"
