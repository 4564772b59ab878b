"""The calendar file of a session, for one of the two: as it is now, however often it was moved, and whether it is off. And that
of a circle: its next meetings, off once it has ended or its reader has left it.

The file has no METHOD. With one it would be a message between calendars, from an organiser with an e-mail address to
guests (RFC 5546 asks for both), which several programs refuse or ignore when a person opens it as a file; without one it
is a snapshot of an event (RFC 5545, 3.7.2), which is what calendar servers keep, too (RFC 4791, 4.1). That it was moved or
is off is told by the same UID, a higher SEQUENCE and STATUS; as not every program minds STATUS, the title says it as well.
Times are in UTC, which needs no rules for zones: each calendar shows a single event by its own clock. There is no alarm,
because we text reminders.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import circle_words, links, words
from flows.understand import fold
from flows.words import _
from models import circles, clock, sessions
from models.circles import Circle
from models.sessions import Meeting

KEPT = timedelta(days=30)  # how long after a session, or a circle's end, its link leads somewhere
AHEAD = 12  # meetings of a circle

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
    with Session(bind=connection) as db:
        try:
            session_id, member_id, all_of_it = links.read_calendar(token)
        except links.NotOurs:
            return _of_circle(db, *links.read_circle_calendar(token))
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


def _of_circle(db: Session, circle_id: int, member_id: int) -> bytes:
    circle = db.get(Circle, circle_id)
    mine = circle.chair(member_id) if circle is not None else None
    if circle is None or mine is None:
        raise links.NotOurs
    language, now = mine.member.language, clock.now()
    if circle.ended_at is not None and circle.ended_at + KEPT < now:
        raise Over(words.translate(OVER, language))
    goes_on = circle.status == "open" and mine.status == "in"
    off = {one.starts_at for one in circles.gatherings(db, circle_id) if one.status == "off"}
    place = where(circle, *(one.name for one in circle.people if one.id != member_id)) if goes_on else None
    joined = int((mine.since - circle.created_at).total_seconds())  # later for whoever left and came back
    calendar = _empty()
    for starts_at in circle_words.to_come(circle, now - timedelta(days=1), AHEAD):
        on = goes_on and starts_at not in off
        calendar.add_component(
            _event(
                f"circle-{circle.id}-{starts_at.astimezone(UTC):%Y%m%dT%H%M}",
                joined + (not on),
                mine.since,
                starts_at,
                timedelta(minutes=circle.minutes),
                on=on,
                language=language,
                place=place,
            )
        )
    return bytes(calendar.to_ical())


def where(one: Meeting | Circle, *others: str | None) -> str | None:
    """The link to where they meet, if they said one that holds no other's name. Other words may be anything, an address or a
    number too, and stay in our texts."""
    found = _LINK.search(one.place or "")
    if found is None:
        return None
    link = found[0].rstrip(".,;:!?)")
    if any(len(part) > 2 and part in fold(link) for name in others for part in fold(name or "").split()):
        return None
    return link if "://" in link else f"https://{link}"


def in_calendar(together: Sequence[Meeting], member_id: int) -> bytes:
    """Sessions as iCalendar has them, each an event of its own; as long as nothing changes, the same bytes."""
    calendar = _empty()
    for meeting in together:
        language = meeting.pairing.side(member_id).member.language
        calendar.add_component(as_event(meeting, language, where(meeting, meeting.partner(member_id).name)))
    return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Sounding Board//sounding-board//EN")
    calendar.add("version", "2.0")
    return calendar


def as_event(meeting: Meeting, language: str, place: str | None) -> Event:
    """One session, in this language; `place` is a link."""
    return _event(
        meeting.uid,
        meeting.sequence or 0,
        meeting.changed_at,
        meeting.starts_at,
        timedelta(minutes=meeting.minutes),
        on=meeting.status in sessions.TAKES_PLACE,
        language=language,
        place=place,
    )


def _event(
    uid: str,
    sequence: int,
    changed: datetime,
    starts_at: datetime,
    length: timedelta,
    *,
    on: bool,
    language: str,
    place: str | None,
) -> Event:
    begins = starts_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{uid}@sounding-board")
    event.add("sequence", sequence)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + length)
    event.add("summary", words.translate(TITLE if on else OFF, language))
    event.add("status", "CONFIRMED" if on else "CANCELLED")
    event.add("transp", "OPAQUE" if on else "TRANSPARENT")
    if place is not None:
        event.add("location", place)
    return event
