"""When clocks change between one session and the next, who meets at another hour than before, and why.

Both moments are read by the clocks of the zone somebody is in now: who has moved to another zone has not had their clock
changed. Pure.
"""

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


# After a time: "Thursday 1 April 2027, 17:00 (London), not 18:00: Ama's clocks change on Sunday 14 March 2027".
OWN = _(", not {time}: your clocks change on {day}")
OWN_BEFORE = _(", not {time}: your clocks changed on {day}")
THEIRS = _(", not {time}: {partner}'s clocks change on {day}")
THEIRS_BEFORE = _(", not {time}: {partner}'s clocks changed on {day}")


def told(chat: Chat, meeting: Meeting, reader: Member) -> str:
    """What is to be said of it after the time of this session, in the reader's language; mostly nothing."""
    partner = meeting.partner(reader.id)
    before = sessions.one_before(chat.db, meeting)
    found = (
        shift(reader.zone, partner.zone, before.starts_at, meeting.starts_at) if before is not None else None
    )
    if found is None:
        return ""
    been = found.day <= words.local(chat.now, reader.zone).date()
    copy = (OWN_BEFORE if been else OWN) if found.own else (THEIRS_BEFORE if been else THEIRS)
    usual = words.clock_time(found.usual, reader.language, reader.zone)
    return render(copy, reader.language, reader.zone, {"time": usual, "day": found.day, "partner": partner})
