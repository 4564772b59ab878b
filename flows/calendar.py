"""The calendar file of a session, for one of the two: as it is now, however often it was moved, and whether it is off.

The file has no METHOD. With one it would be a message between calendars, from an organiser with an e-mail address to
guests (RFC 5546 asks for both), which several programs refuse or ignore when a person opens it as a file; without one it
is a snapshot of an event (RFC 5545, 3.7.2), which is what calendar servers keep, too (RFC 4791, 4.1). That it was moved or
is off is told by the same UID, a higher SEQUENCE and STATUS; as not every program minds STATUS, the title says it as well.
Times are in UTC, which needs no rules for zones: each calendar shows a single event by its own clock. There is no alarm,
because we text reminders.
"""

import re
from collections.abc import Sequence
from datetime import UTC, timedelta

from icalendar import Calendar, Event
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links, words
from flows.understand import fold
from flows.words import _
from models import clock, sessions
from models.sessions import Meeting

KEPT = timedelta(days=30)  # how long after a session its link leads somewhere

_LINK = re.compile(
    r"(?:https?://|(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>\"\x00-\x1f\x7f-\x9f]+", re.IGNORECASE
)  # with or without its beginning: zoom.us/j/123

# A calendar is shared with family and colleagues: it names neither the partner nor the space.
TITLE, OFF = _("Session"), _("Session (off)")
OVER = _("This link has run out, because its session is past. To see what's next for you, text MENU.")


class Over(Exception):
    """The link's time is over. `words` say so to its person."""

    def __init__(self, words: str) -> None:
        super().__init__("a calendar link's time is over")
        self.words = words


def calendar_file(connection: Connection, token: str) -> bytes:
    """The .ics behind a calendar link. Raises links.NotOurs, and Over with what its person then reads."""
    session_id, member_id, all_of_it = links.read_calendar(token)
    with Session(bind=connection) as db:
        meeting = sessions.newest(db, session_id)
        if meeting is None:
            raise links.NotOurs
        together = sessions.newest_of_series(db, meeting) if all_of_it else [meeting]
        reader = next((side.member for side in meeting.pairing.sides if side.member_id == member_id), None)
        if reader is None:  # nothing is kept of them any more
            raise links.NotOurs
        if max(one.ends_at for one in together) + KEPT < clock.now():
            raise Over(words.translate(OVER, reader.language))
        return in_calendar(together, member_id)


def where(meeting: Meeting, partner: str | None) -> str | None:
    """The link to where they meet, if they said one that doesn't hold the partner's name. Other words may be anything, an
    address or a number too, and stay in our texts."""
    found = _LINK.search(meeting.place or "")
    if found is None:
        return None
    link = found[0].rstrip(".,;:!?)")
    if any(len(part) > 2 and part in fold(link) for part in fold(partner or "").split()):
        return None
    return link if "://" in link else f"https://{link}"


def in_calendar(together: Sequence[Meeting], member_id: int) -> bytes:
    """Sessions as iCalendar has them, each an event of its own; as long as nothing changes, the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sounding Board//sounding-board//EN")
    calendar.add("version", "2.0")
    for meeting in together:
        language = meeting.pairing.side(member_id).member.language
        calendar.add_component(as_event(meeting, language, where(meeting, meeting.partner(member_id).name)))
    return bytes(calendar.to_ical())


def as_event(meeting: Meeting, language: str, place: str | None) -> Event:
    """One session, in this language; `place` is a link."""
    on = meeting.status in sessions.TAKES_PLACE
    begins, changed = meeting.starts_at.astimezone(UTC), meeting.changed_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{meeting.uid}@sounding-board")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=meeting.minutes))
    event.add("summary", words.translate(TITLE if on else OFF, language))
    event.add("status", "CONFIRMED" if on else "CANCELLED")
    event.add("transp", "OPAQUE" if on else "TRANSPARENT")
    if place is not None:
        event.add("location", place)
    return event
