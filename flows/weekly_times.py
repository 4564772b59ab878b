"""Weekly free times, as people write them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.chat import Chat
from flows.flow import Miss
from flows.understand import Unclear, decoded, encoded, shown_weekly, weekly
from flows.words import _


@dataclass(frozen=True, slots=True)
class WeeklyTimes:
    """Days and hours of the week, on the person's own clock."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> list[str] | Miss:
        """As they are kept (`flows/understand/weekly.py`)."""
        found = weekly(text, language=chat.language)
        if isinstance(found, Unclear):
            return Miss(
                _("I need days and hours of the week. For example: Tuesdays 6 to 9 pm, Saturday mornings")
            )
        return encoded(found)


def shown(times: Sequence[str], language: str) -> str:
    """Kept times, read back."""
    return shown_weekly(decoded(list(times)), language)
