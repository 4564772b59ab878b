"""What the questions about a concern understand: what it may be about, who may be part of it, or whatever people write instead.
Nothing they write there is a miss.
"""

from dataclasses import dataclass
from typing import ClassVar

from flows import understand
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import Miss
from flows.words import _

LONGEST = 1000  # characters of their words
TOPICS = {
    "treated": _("how I was treated"),
    "racism": _("racism, discrimination"),
    "safety": _("a boundary or my safety"),
    "privacy": _("my privacy"),
    "space": _("how this space is run"),
    "unsaid": _("rather not say"),
}
WHOM = {
    "nobody": _("nobody in particular"),
    "coordinators": _("the coordinators"),
    "unsaid": _("rather not say"),
}
UNSURE = frozenset(
    (
        "i don't know",
        "i dont know",
        "idk",
        "not sure",
        "no se",
        "no lo se",
        "no estoy segura",
        "no estoy seguro",
    )
)


@dataclass(frozen=True, slots=True)
class InTheirWay:
    """One of the list, or whatever they'd rather write: that is kept, and never a miss."""

    taps: ClassVar[bool] = True

    of: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As they stand in the list."""
        return self.of.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The key, or their words."""
        chosen = self.of.read(text, chat)
        if isinstance(chosen, str):
            return chosen
        if text.strip().endswith("?"):
            return Miss(_("Nobody reads it before you have read who would, and said yes."), lacking=True)
        wordless = not any(letter.isalpha() for letter in text) or understand.yes_no(text) is not None
        return chosen if wordless else text.strip()[:LONGEST]
