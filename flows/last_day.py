"""Until which day: what a question about a break, or a rest of two people from each other, understands."""

import re
from dataclasses import dataclass
from datetime import date

from flows.chat import Chat
from flows.flow import Miss
from flows.understand import Reason, Unclear
from flows.understand.inout import back_when
from flows.understand.until import until
from flows.words import _

_UNCLEAR = {
    Reason.PAST: _("A break goes on until tomorrow at least. For example: 2 weeks, or until 3 January"),
    Reason.TOO_FAR: _(
        "A break is a year at most; after that you may take another. For example: 6 months. To hear no more for good, "
        "text LEAVE."
    ),
    Reason.NO_SUCH_DAY: _("That day isn't in the calendar. For example: 2 weeks, or until 3 January"),
    Reason.AMBIGUOUS: _(
        "I can read that in more than one way. Day and month, please. For example: until 3 January"
    ),
}


_PAUSE = re.compile(
    r"(?:please |pls )?(?:pause|take a break|break|pausa)(?: me| us)? (?:for |por |de )?(?P<rest>.+)",
    re.IGNORECASE,
)


def paused_until(text: str, chat: Chat) -> date | None:
    """The day until which this text surely asks for a break: "I'm back in March", "pause for 2 weeks"."""
    now, zone, language = chat.now, chat.zone, chat.language
    said = back_when(text, now=now, zone=zone, language=language)
    found = _PAUSE.fullmatch(text.strip())
    if said is not None or found is None:
        return said
    read = until(found["rest"], now=now, zone=zone, language=language)
    return None if isinstance(read, Unclear) else read


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day on whose morning a break is over, in the person's own zone."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> date | Miss:
        """Tomorrow at the earliest, a year ahead at most."""
        now, zone, language = chat.now, chat.zone, chat.language
        found = paused_until(text, chat) or until(text, now=now, zone=zone, language=language)
        if not isinstance(found, Unclear):
            return found
        hint = _UNCLEAR.get(found.reason)
        if hint is not None:
            return Miss(hint, lacking=True)
        return Miss(_("A break needs an end. For example: 2 weeks, or until 3 January"))
