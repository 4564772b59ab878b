"""Before words about one's work go to others: what in them could tell who a client is, is shown to whoever wrote them, and
they decide. A flow asks `QUESTION` with `CHOICES` when `shown` finds something, gives `{found}` as a fact, and goes on with what
was `chosen`. `docs/knowledge.md` has an example. Nothing leaves the machine, and nothing of it is kept.
"""

from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, State
from flows.understand.identifying import Mark, identifying
from flows.words import _

LONGEST = 120  # characters of what is shown
INSTEAD = "…"

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


def shown(chat: Chat, words: str) -> str:
    """What in `words` could tell who a client is, as it is read back; "" when nothing could."""
    parts: list[str] = []
    for part in dict.fromkeys(words[one.start : one.end] for one in _marks(chat, words)):
        if len(", ".join([*parts, part])) > LONGEST - len(INSTEAD):
            return ", ".join([*parts, INSTEAD])
        parts.append(part)
    return ", ".join(parts)


def left_out(chat: Chat, words: str) -> str:
    """`words` with a "…" in place of all that `shown` finds."""
    for one in reversed(_marks(chat, words)):
        words = f"{words[: one.start]}{INSTEAD}{words[one.end :]}"
    return words


def chosen(chat: Chat, choice: str, *, again: State, then: State | End, answer: str = "words") -> State | End:
    """What follows one of `CHOICES` about the words kept under this name."""
    if choice == "again":
        return again
    if choice == "without":
        chat.answers[answer] = left_out(chat, chat.answers[answer])
    return then


def _marks(chat: Chat, words: str) -> list[Mark]:
    """Their partners' names count as well: here a partner is a client."""
    return identifying(words, [one.name for one in chat.partners if one.name])
