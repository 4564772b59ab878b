"""Whether somebody is in: in, not this time, or back on a day."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from flows.chat import Chat
from flows.flow import Miss
from flows.understand import InOut, Unclear, in_or_out, one_clear, without_lead
from flows.words import _


@dataclass(frozen=True, slots=True)
class InOrOut:
    """In, not this time, or when they are back."""

    taps: ClassVar[bool] = True

    def options(self, chat: Chat) -> tuple[str, ...]:
        """In first."""
        return _("I'm in"), _("Skip this one"), _("Away for longer")

    def read(self, text: str, chat: Chat) -> InOut | date | Miss | None:
        """In or out; the day they are back; None: away, for how long wasn't said."""
        by_number: dict[str, InOut | None] = {"1": InOut.IN, "2": InOut.SKIP, "3": None}
        bare = text.strip(" .!)")
        if bare in by_number:
            return by_number[bare]
        if bare.casefold() in (
            chat.phrase(self.options(chat)[2]).casefold(),
            self.options(chat)[2].casefold(),
        ):
            return None
        found = _read(text, chat)
        if isinstance(found, Unclear):
            clear = one_clear(_PARTS.split(without_lead(text)), partial(_clear, chat=chat), careful=False)
            if clear is not None:
                return clear
            return Miss(_("Please answer 1, 2 or 3, or say when you're back. For example: back in March"))
        return found


# "Sorry, only seeing this now. Yes!! count me in", "no wait, im in", "yes pls but not mondays"
_PARTS = re.compile(r"[.!;\n]+|,? +(?:but|pero) +", re.IGNORECASE)


def _read(text: str, chat: Chat) -> InOut | date | Unclear:
    return in_or_out(text, now=chat.now, zone=chat.zone, language=chat.language)


def _clear(part: str, chat: Chat) -> InOut | date | None:
    for words in (part, part.removesuffix(" sorry").removesuffix(" after all")):
        found = _read(words, chat)
        if not isinstance(found, Unclear):
            return found
    return None
