"""Nudges: what we say unasked. Each kind is declared once, beside the conversation it belongs to: when it is due, when
it is too late, how it behaves, whether it is still true, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from flows.chat import Chat
from models import nudges
from models.members import Member


class Manner(IntEnum):
    """How a nudge behaves; the most urgent first."""

    BOOKED = 1  # part of what the person booked themselves: at its hour, whatever the hour
    REMINDED = 2  # the same, but there is no hurry: never at night
    AWAITED = 3  # they wait for it: never at night, in a break or on a day they keep
    UNASKED = 4  # the same, and at most one a day; fewer when nobody answers


# Says something, or nothing; may return when to try again, aware UTC.
Speak = Callable[[Chat, Any], datetime | None]


@dataclass(frozen=True)
class Kind:
    """One kind of nudge. `about` is the kind of row it is about; None: it is told only the row's number."""

    name: str
    speak: Speak
    manner: Manner
    lapse: timedelta  # this long after it was due it is too late to be kind
    about: type | None = None
    due: Callable[[Any], datetime] | None = None
    stands: Callable[[Chat, Any], bool] | None = None

    def plan(self, chat: Chat, member: Member, about: Any, due: datetime | None = None) -> None:
        """Plan it for `member`, at its own time or, where it has none, at `due`. Planned twice is planned once."""
        when = due or (self.due(about) if self.due is not None else chat.now)
        about_id = about if isinstance(about, int) else about.id
        nudges.plan(chat.connection, self.name, member.id, about_id, when, when + self.lapse, chat.act_id)
        chat.planned = chat.planned or when <= chat.now

    def replan(self, chat: Chat, member: Member, about: Any, due: datetime | None = None) -> None:
        """Its time has moved, to its own or to `due`: plan it for that one. What was spoken for it already isn't spoken
        again."""
        when = due if due is not None or self.due is None else self.due(about)
        assert when is not None, "it has no time of its own"
        nudges.replan(chat.connection, self.name, member.id, about.id, when, when + self.lapse)
        chat.planned = chat.planned or when <= chat.now


KINDS: dict[str, Kind] = {}


def nudge(
    name: str,
    *,
    manner: Manner,
    lapse: timedelta,
    about: type | None = None,
    due: Callable[[Any], datetime] | None = None,
    stands: Callable[[Chat, Any], bool] | None = None,
) -> Callable[[Speak], Kind]:
    """Declare a kind of nudge; the function below it says its words to `chat` about the row it gets.

    `due` tells the moment (aware UTC) from that row. It is asked `stands` when it is due, and is silent when that isn't
    so any more.
    """

    def declare(speak: Speak) -> Kind:
        if name in KINDS:
            raise ValueError(f"two nudges are called {name}")
        KINDS[name] = Kind(name, speak, manner, lapse, about, due, stands)
        return KINDS[name]

    return declare
