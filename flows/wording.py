"""Wording: what a letter was made of, kept beside its text, because WhatsApp wants templates and buttons, not prose."""

import hashlib
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flows.words import shown, translate
from messaging.segments import split
from models.outbox import Draft

SURELY_SHORT = 400  # characters; whatever they are, they are fewer than 1,600 of UTF-16
# copy: as the code says it, when one copy is all there is. facts: its facts, as the reader reads them.
# labels: its options, as the code says them. lead: the text without the numbered options. language: the reader's.
# asks: which question it is that they answer (`Chat.asks`). picture: a link to what is shown above the text.
Wording = dict[str, Any]


class Note(str):
    """Copy that may reach somebody unasked: each is a template on WhatsApp. `booked`: it is about what they booked
    themselves, so it reaches them in a break too, though never at night. `at_once`: it leaves before all else that is due."""

    booked: bool = False
    at_once: bool = False


NOTES: list[Note] = []


def note(copy: str, *, booked: bool = False, at_once: bool = False) -> Note:
    """Declare copy that may reach somebody unasked, and mark it for translation."""
    made = Note(copy)
    made.booked, made.at_once = booked, at_once
    NOTES.append(made)
    return made


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of what somebody reads next; a question has labels."""

    text: str
    copy: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    kept: str | None = None  # what is kept of it, when that is less

    def lead(self) -> str:
        """The text without the options under it."""
        lines = self.text.split("\n")
        return "\n".join(lines[: -len(self.labels)]) if self.labels else self.text


@lru_cache(1024)
def names(copy: str) -> tuple[str, ...]:
    """The facts a copy speaks of, in order."""
    return tuple(name for _literal, name, *_rest in string.Formatter().parse(copy) if name)


def of_note(copy: str, facts: dict[str, Any], language: str, zone: str) -> Wording:
    """The wording of one note."""
    read = {name: shown(facts[name], language, zone) for name in names(copy)}
    return {"copy": str(copy), "facts": read, "language": language}


def of_answer(said: Sequence[Said], language: str, picture: str = "") -> Wording:
    """The wording of an answer that ends with a question, or comes with a picture."""
    lead = "\n\n".join([*(piece.text for piece in said[:-1]), said[-1].lead()])
    made = {"labels": list(said[-1].labels), "lead": lead, "language": language}
    return made | {"picture": picture} if picture else made


def of_unasked(
    said: Sequence[Said], known: Callable[[dict[str, Any]], Any], language: str, zone: str, first_line: str
) -> Wording:
    """The wording of a nudge. `known` adds to a piece's facts what its flow knows."""
    made: Wording = {"language": language}
    last = said[-1]
    if last.labels:
        made = of_answer(said, language)
        made["lead"] = f"{first_line}\n{made['lead']}"
    if len(said) == 1 and last.copy is not None:
        facts = known(last.facts)
        wanted = dict.fromkeys(name for copy in (last.copy, *last.labels) for name in names(copy))
        made |= {
            "copy": str(last.copy),
            "facts": {name: shown(facts[name], language, zone) for name in wanted},
        }
    return made


def reads(label: str, made: Wording) -> str:
    """One option, as its reader reads it."""
    text = translate(label, made["language"])
    return text.format_map(made.get("facts", {})) if "{" in text else text


def digest(parts: Sequence[str]) -> str:
    """A short name for these very words."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def letters(address_id: int, text: str, made: Wording | None, **more: Any) -> list[Draft]:
    """One letter, or as many as its length needs; each begins with the first line, which a lock screen shows."""
    if len(text) <= SURELY_SHORT:
        return [Draft(address_id, text, made, **more)]
    parts = split(text, first_line=True)
    return [Draft(address_id, part, made if len(parts) == 1 else None, **more) for part in parts]
