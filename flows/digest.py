"""The digest: what needs a person, told to each coordinator in their morning, once a day at most and only when there is
something. What is told is looked at again first: what has mended itself meanwhile stays away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flows import quiet
from flows.chat import Chat
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _
from models import mentions
from models.members import Member, coordinators
from models.mentions import Mention
from models.pairings import Pairing

LINES = 5  # in one text
Stands = Callable[[Chat, Any], bool]
Line = Callable[[Chat, Any], None]


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of thing that needs a person: the row it is about, whether it is still so, and its line."""

    about: type
    stands: Stands
    line: Line


CASES: dict[str, Case] = {}


def case(kind: str, *, about: type, stands: Stands) -> Callable[[Line], Line]:
    """Declare a kind of thing that needs a person; the function below it says its one line, a note, to a coordinator.
    `about`: `Pairing` or `Meeting`. It is asked `stands` before it is told."""

    def declare(line: Line) -> Line:
        if kind in CASES:
            raise ValueError(f"two cases are called {kind}")
        CASES[kind] = Case(about, stands, line)
        return line

    return declare


def mention(chat: Chat, kind: str, about: Any) -> None:
    """Let the coordinators read of this row in their next morning: once, however often it is mentioned. Who is one of its
    people isn't told of it. Raises KeyError for a kind that no `case` declares."""
    pairing: Pairing = about if CASES[kind].about is Pairing else about.pairing
    its_own = {side.member_id for side in pairing.sides}
    for coordinator in coordinators(chat.db):
        if coordinator.id not in its_own:
            mentions.add(chat.connection, kind, about.id, coordinator.id)
            _plan(chat, coordinator)


def _plan(chat: Chat, coordinator: Member, days: int = 0) -> None:
    """One for each of their days."""
    day = quiet.local_day(coordinator, chat.now) + timedelta(days=days)
    morning = quiet.morning_of(coordinator, day)
    if morning <= chat.now:
        day += timedelta(days=1)
        morning = quiet.morning_of(coordinator, day)
    digest.plan(chat, coordinator, day.toordinal(), morning)


@nudge(
    "digest",
    manner=Manner.AWAITED,
    lapse=timedelta(days=30),
    stands=lambda chat, _day: bool(mentions.waiting(chat.db, chat.sender.member_id)),
)
def digest(chat: Chat, _day: int) -> None:
    """What there is today."""
    _tell(chat, mentions.waiting(chat.db, chat.sender.member_id))


def more(chat: Chat) -> bool:
    """MORE, after a digest that had more than one text holds. Whether there was more."""
    offered = mentions.waiting(chat.db, chat.sender.member_id, "offered")
    if offered and not _tell(chat, offered):
        chat.say(_("What there was has settled by itself."))
    return bool(offered)


def _tell(chat: Chat, waiting: list[Mention]) -> int:
    """Say the first of these that are still so, and offer the rest. How many were said."""
    said = 0
    for one in waiting:
        row = chat.db.get(CASES[one.kind].about, one.about) if one.kind in CASES else None
        if row is None or not CASES[one.kind].stands(chat, row):
            one.status = "over"
        elif said < LINES:
            CASES[one.kind].line(chat, row)
            one.status, one.told_at = "told", chat.now
            said += 1
        elif one.status == "waits":
            one.status = "offered"
    left = sum(one.status == "offered" for one in waiting)
    if left:
        chat.say(AND_MORE, count=left)
        _plan(chat, chat.member, days=1)  # what they don't ask for comes tomorrow
    chat.db.flush()
    return said


AND_MORE = note(_("There is more that needs a person: {count}. To see it, text MORE"))
