"""The digest: what needs a person, told to each coordinator in their morning, once a day at most and only when there is
something. What is told is looked at again first: what has mended itself meanwhile stays away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import quiet
from flows.chat import Chat
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _
from models import clock, mentions, mornings, nudges
from models.members import Member, coordinators
from models.mentions import Mention
from models.mornings import Morning
from models.pairings import Pairing
from models.seats import COORDINATOR

LINES = 5  # in one text
FRIDAY = 4
IN_TIME = timedelta(hours=1)  # so late it is still the hour they chose
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


@dataclass(frozen=True, slots=True)
class Found:
    """What a sweep found for one coordinator: how bad each row is, 1 and up, and what its line says."""

    levels: dict[int, int]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sweep:
    """One kind of thing that is looked for when the digest is written, and its line, which says it of all rows."""

    copy: Note
    find: Callable[[Chat], Found]


SWEEPS: dict[str, Sweep] = {}


def sweep(kind: str, copy: Note) -> Callable[[Callable[[Chat], Found]], Callable[[Chat], Found]]:
    """Declare a kind of thing that the digest looks for; the function below finds it, in a few statements however many
    members there are. It is told when a row is new to this coordinator, or worse than when they read of it."""

    def declare(find: Callable[[Chat], Found]) -> Callable[[Chat], Found]:
        SWEEPS[kind] = Sweep(copy, find)
        return find

    return declare


def look(chat: Chat, *, again: bool = False) -> int:
    """Say what the sweeps find; `again`: also what they have read before. How many lines."""
    me, lines = chat.sender.member_id, 0
    told = mentions.levels(chat.db, me)
    for kind, one in SWEEPS.items():
        found = one.find(chat)
        worse = {about: level for about, level in found.levels.items() if level > told.get((kind, about), 0)}
        if worse or (again and found.levels):
            chat.say(one.copy, count=len(found.levels), **found.facts)
            mentions.tell(chat.connection, kind, worse, me)
            lines += 1
    return lines


def look_ahead(db: Session, connection: Connection) -> None:
    """See to it that each coordinator has their next digest planned."""
    now, those = clock.now(), coordinators(db)
    wishes = mornings.of_all(db, [one.id for one in those])
    for one in those:
        due = hour_after(one, wishes.get(one.id), now)
        if due is not None:
            day = quiet.local_day(one, due).toordinal()
            nudges.plan(connection, digest.name, one.id, day, due, due + digest.lapse)


def hour_after(person: Member, wish: Morning | None, now: datetime) -> datetime | None:
    """When (UTC) their next digest is due: at the hour they chose, or when their night is over. None: they want none."""
    if wish is not None and not wish.wanted:
        return None
    day = quiet.local_day(person, now)
    while True:
        due = hour_of(person, wish, day)
        if due > now and not (wish is not None and wish.weekdays and day.weekday() > FRIDAY):
            return due
        day += timedelta(days=1)


def hour_of(person: Member, wish: Morning | None, day: date) -> datetime:
    """Their hour on this day, in UTC."""
    if wish is None or wish.at is None:
        return quiet.morning_of(person, day)
    return quiet.at_clock(quiet.zone_of(person.zone), day, wish.at)


def plan_anew(chat: Chat, due: datetime) -> None:
    """They chose another hour."""
    day = quiet.local_day(chat.member, due).toordinal()
    nudges.replan(chat.connection, digest.name, chat.sender.member_id, day, due, due + digest.lapse)


def _plan(chat: Chat, coordinator: Member) -> None:
    """One for each of their days."""
    wish = mornings.of_all(chat.db, [coordinator.id]).get(coordinator.id)
    due = hour_after(coordinator, wish, chat.now)
    if due is not None:
        digest.plan(chat, coordinator, quiet.local_day(coordinator, due).toordinal(), due)


@nudge("digest", manner=Manner.BOOKED, lapse=timedelta(days=30))
def digest(chat: Chat, day: int) -> datetime | None:
    """What there is today, at the hour they chose: not on a break or a day they keep, and when it has become later, not at
    night. Nothing when nothing needs a person."""
    wish = mornings.of_all(chat.db, [chat.sender.member_id]).get(chat.sender.member_id)
    if chat.sender.role != COORDINATOR or (wish is not None and not wish.wanted):
        return None
    due = hour_of(chat.member, wish, date.fromordinal(day))
    if chat.now < due:  # they chose a later one meanwhile
        return due
    in_time = chat.now - due < IN_TIME
    free = quiet.free_from(_Awake(chat.member) if in_time else chat.member, chat.now)
    if free > chat.now:
        hour = hour_of(chat.member, wish, quiet.local_day(chat.member, free))
        return max(free, hour) if in_time else free
    look(chat)
    _tell(chat, mentions.waiting(chat.db, chat.sender.member_id))
    return None


class _Awake:
    """Somebody for whom no hour is quiet: they chose it."""

    quiet_from, quiet_till = 0, 0

    def __init__(self, member: Member) -> None:
        self.zone, self.paused_until, self.keeps = member.zone, member.paused_until, member.keeps


def now(chat: Chat) -> bool:
    """All there is, as it is now. Whether there is anything."""
    lines = look(chat, again=True)
    return bool(_tell(chat, mentions.waiting(chat.db, chat.sender.member_id)) + lines)


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
        _plan(chat, chat.member)  # what they don't ask for comes tomorrow
    chat.db.flush()
    return said


AND_MORE = note(_("There is more that needs a person: {count}. To see it, text MORE"))
