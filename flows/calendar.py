"""The calendar file of a session, for one of the two."""

from datetime import UTC

from icalendar import Calendar, Event
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import links, words
from flows.words import _
from models.sessions import Meeting


def calendar_file(connection: Connection, token: str) -> bytes | None:
    """The .ics behind a calendar link; None when the link isn't ours or the session is off."""
    try:
        session_id, member_id = links.read_calendar(token)
    except links.NotOurs:
        return None
    with Session(bind=connection) as db:
        meeting = db.get(Meeting, session_id)
        if meeting is None or meeting.status not in ("booked", "happened"):
            return None
        reader = meeting.pairing.side(member_id).member
        event = Event()
        event.add("uid", f"{meeting.uid}@sounding-board")
        event.add("dtstamp", meeting.created_at.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        event.add("dtend", meeting.ends_at.astimezone(UTC))
        # A calendar is shared with family and colleagues: it names neither the partner nor the space.
        event.add("summary", words.translate(_("Session"), reader.language))
    calendar = Calendar()
    calendar.add("prodid", "-//Sounding Board//sounding-board//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
