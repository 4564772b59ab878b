"""Before words about one's work go to others: what in them could tell who a client is, is shown to whoever wrote them, and
they decide. A flow asks `QUESTION` with `CHOICES` when `shown` finds something, and goes on with what was `chosen`; what is left
without it is asked about with `LEFT` and `RIGHT`, and `agreed`. `facts` gives what these ask with. `docs/knowledge.md` has an
example. Nothing leaves the machine, and nothing of it is kept.
"""

import re

from flows.chat import Chat
from flows.expects import OneOf, YesNo
from flows.flow import End, State
from flows.understand.identifying import Mark, identifying
from flows.words import _

LONGEST = 120  # characters of what is shown
INSTEAD = "…"
ENOUGH = 4  # words that say something by themselves
_SENTENCES = re.compile(r"(?<=[.!?;…])\s+|\n+")
_INITIALS = re.compile(r"\b[A-Z]{2,6}\s+\Z")  # the "NHS" of "NHS Lewisham"

QUESTION = _(
    "A look before it goes, for whoever you write about. This could tell who they are: {found}\n\n"
    "You know best, and it's your choice."
)
CHOICES = OneOf(
    {
        "without": _("Leave those out"),
        "again": _("Write it again"),
        "as_it_is": _("It's fine as it is"),
    },
    yes="as_it_is",
)

LEFT = _("Then it reads:\n{left}\n\nIs that right?")
RIGHT = YesNo(yes=_("Yes, that reads well"), no=_("Write it again"))


def shown(chat: Chat, words: str) -> str:
    """What in `words` could tell who a client is, as it is read back; "" when nothing could."""
    parts: list[str] = []
    for part in dict.fromkeys(words[one.start : one.end] for one in _marks(chat, words)):
        if len(", ".join([*parts, part])) > LONGEST - len(INSTEAD):
            return ", ".join([*parts, INSTEAD])
        parts.append(part)
    return ", ".join(parts)


def facts(chat: Chat, answer: str = "words") -> dict[str, object]:
    """What the questions here are asked with, about the words kept under this name."""
    return {"found": shown(chat, chat.answers.get(answer) or ""), "left": chat.answers.left or ""}


def left_out(chat: Chat, words: str) -> str:
    """`words` without the sentences in which `shown` finds something. Where too little would be left, a "…" in place of each."""
    marks = _marks(chat, words)
    kept, at = [], 0
    for cut in [*_SENTENCES.finditer(words), None]:
        end = cut.start() if cut is not None else len(words)
        if not any(one.start < end and at < one.end for one in marks):
            kept.append(words[at:end].strip())
        at = cut.end() if cut is not None else end
    sentences = " ".join(kept)
    if len(sentences.split()) >= ENOUGH:
        return sentences
    for one in reversed(marks):
        before = _INITIALS.sub("", words[: one.start])
        words = f"{before}{INSTEAD}{words[one.end :]}"
    return words


def chosen(
    chat: Chat, choice: str, *, again: State, without: State, then: State | End, answer: str = "words"
) -> State | End:
    """What follows one of `CHOICES` about the words kept under this name; `without` asks whether what is left is right."""
    if choice == "without":
        chat.answers.left = left_out(chat, chat.answers[answer])
    ways: dict[str, State | End] = {"again": again, "without": without, "as_it_is": then}
    return ways[choice]


def agreed(chat: Chat, right: bool, *, again: State, then: State | End, answer: str = "words") -> State | End:
    """What follows `RIGHT`: what is left is what they say from now on, or they write it again."""
    if not right:
        return again
    chat.answers[answer] = chat.answers.left
    return then


def _marks(chat: Chat, words: str) -> list[Mark]:
    """Their partners' names count as well: here a partner is a client."""
    return identifying(words, [one.name for one in chat.partners if one.name])
