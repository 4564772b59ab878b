"""When clocks change between one session and the next, who meets at another hour than before, and why.

Both moments are read by the clocks of the zone somebody is in now: who has moved to another zone has not had their clock
changed. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows import quiet, words
from flows.chat import Chat
from flows.words import _, render
from models import sessions
from models.members import Member
from models.sessions import Meeting


@dataclass(frozen=True, slots=True)
class Shift:
    """A session is at another hour of one person's day than the one before, because clocks change."""

    usual: datetime  # the session before; aware UTC
    day: date  # on which clocks change, where they do
    own: bool  # whether it is their own clocks


def clock_change(zone: str, usual: datetime, this: datetime) -> date | None:
    """The last day between two moments (aware, `usual` before `this`) on which the clocks of `zone` change; None when they
    show the same distance from UTC at both."""
    clock = quiet.zone_of(zone)
    if _ahead(clock, usual) == _ahead(clock, this):
        return None
    low, high = usual, this
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (low, middle) if _ahead(clock, middle) == _ahead(clock, this) else (middle, high)
    return high.astimezone(clock).date()


def shift(zone: str, other: str, usual: datetime, this: datetime) -> Shift | None:
    """How this session lies for somebody in `zone`, when the other, in `other`, keeps the hour and the day of the week of
    the one before. None when it is at their usual hour too, or at another for both."""
    mine, theirs = quiet.zone_of(zone), quiet.zone_of(other)
    if _shown(theirs, usual) != _shown(theirs, this) or _shown(mine, usual) == _shown(mine, this):
        return None
    own, others = clock_change(zone, usual, this), clock_change(other, usual, this)
    day = own or others
    return None if day is None else Shift(usual, day, own is not None)


def _ahead(clock: ZoneInfo, moment: datetime) -> timedelta:
    ahead = moment.astimezone(clock).utcoffset()
    assert ahead is not None
    return ahead


def _shown(clock: ZoneInfo, moment: datetime) -> tuple[int, int, int]:
    local = moment.astimezone(UTC).astimezone(clock)
    return local.weekday(), local.hour, local.minute


_FAR = timedelta(weeks=10)  # what was longer ago is nobody's usual hour

# After a time: "Thursday 1 April 2027, 17:00 (London), not 18:00: Ama's clocks change on Sunday 14 March".
INSTEAD = _(", not {time}: {why}")
# After several dates.
SHIFTS = _(". The hour shifts: {why}")
OWN, OWN_BEFORE = _("your clocks change on {day}"), _("your clocks changed on {day}")
THEIRS, THEIRS_BEFORE = _("{partner}'s clocks change on {day}"), _("{partner}'s clocks changed on {day}")


def told(chat: Chat, meeting: Meeting, reader: Member) -> str:
    """What is to be said of it after the time of this session, in the reader's language; mostly nothing."""
    found = _of(chat, meeting, reader)
    if found is None:
        return ""
    usual = words.clock_time(found.usual, reader.language, reader.zone)
    facts = {"time": usual, "why": _why(chat, found, meeting, reader)}
    return render(INSTEAD, reader.language, reader.zone, facts)


def told_of_several(chat: Chat, booked: Sequence[Meeting], reader: Member) -> str:
    """The same after all the times of a series, which say themselves how they differ."""
    found = [(one, _of(chat, one, reader)) for one in booked]
    why = [_why(chat, shifted, one, reader) for one, shifted in found if shifted is not None]
    if not why:
        return ""
    return render(SHIFTS, reader.language, reader.zone, {"why": words.listed(why, reader.language)})


def _of(chat: Chat, meeting: Meeting, reader: Member) -> Shift | None:
    """Against the last session before it at the same hour of the partner's week: one that was moved is nobody's usual."""
    partner, this = meeting.partner(reader.id), meeting.starts_at
    for before in sessions.before(chat.db, meeting):
        theirs = quiet.zone_of(partner.zone)
        if before.starts_at > this - _FAR and _shown(theirs, before.starts_at) == _shown(theirs, this):
            return shift(reader.zone, partner.zone, before.starts_at, this)
    return None


def _why(chat: Chat, found: Shift, meeting: Meeting, reader: Member) -> str:
    been = found.day <= words.local(chat.now, reader.zone).date()
    copy = (OWN_BEFORE if been else OWN) if found.own else (THEIRS_BEFORE if been else THEIRS)
    facts = {"day": words.plain_day(found.day, reader.language), "partner": meeting.partner(reader.id)}
    return render(copy, reader.language, reader.zone, facts)
