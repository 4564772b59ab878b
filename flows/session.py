"""Around a session: who starts, reminders, the swap at half time, and asking afterwards."""

from datetime import datetime, timedelta

from flows import afterwards, agenda
from flows.chat import Chat
from flows.nudging import nudge
from flows.words import _
from models import pairings, sessions
from models.pairings import Pairing
from models.sessions import Meeting

# COACHING.md: −24 h and −1 h; afterwards at +2 h and one retry at +2 days.
DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=2)
RETRY = timedelta(days=2)


def whose_turn_first(chat: Chat, pairing: Pairing) -> int:
    """Who is coached first alternates; the first time it is whoever did not suggest the time."""
    had = [
        one
        for one in sessions.of_pairing(chat.db, pairing.id, ("booked", "happened"))
        if one.starts_at <= chat.now
    ]
    last = had[-1].first_coached if had else chat.sender.member_id
    return pairing.partner(last).id


def plan_reminders(chat: Chat, meeting: Meeting) -> None:
    """Plan all that is said about a booked session, to both."""
    for side in meeting.pairing.sides:
        chat.plan(
            "session-tomorrow",
            side.member,
            meeting,
            meeting.starts_at - DAY_BEFORE,
            DAY_BEFORE - 2 * HOUR_BEFORE,
        )
        chat.plan("session-soon", side.member, meeting, meeting.starts_at - HOUR_BEFORE, HOUR_BEFORE)
        chat.plan("session-swap", side.member, meeting, meeting.half_at, meeting.ends_at - meeting.half_at)
        chat.plan("session-after", side.member, meeting, meeting.ends_at + AFTER, timedelta(days=7))
        chat.plan("session-after-again", side.member, meeting, meeting.ends_at + RETRY, timedelta(days=7))


def call_off_all(chat: Chat) -> None:
    """Who asked us to stop can't be reminded: what they had booked is off, and whoever waits for them knows."""
    for pairing in pairings.going(chat.db, chat.sender.member_id, ("agreed",)):
        partner = pairing.partner(chat.sender.member_id)
        for meeting in sessions.of_pairing(chat.db, pairing.id, ("proposed", "booked")):
            if meeting.starts_at < chat.now:
                continue
            if meeting.status == "booked":
                chat.tell(
                    partner,
                    _(
                        "Your session with {partner} on {when} is off: {partner} can't be reached by text just now."
                    ),
                    partner=chat.member,
                    when=meeting.starts_at,
                )
            meeting.status = "replaced"


def _booked(chat: Chat, meeting_id: int) -> Meeting | None:
    meeting = chat.db.get(Meeting, meeting_id)
    return meeting if meeting is not None and meeting.status == "booked" else None


@nudge("session-tomorrow")
def tomorrow(chat: Chat, meeting_id: int) -> None:
    """A day before. Silent when it was booked later than that."""
    meeting = _booked(chat, meeting_id)
    if meeting is None or meeting.created_at > meeting.starts_at - DAY_BEFORE:
        return
    # Workers that were down come late; then the day's name is true and "tomorrow" isn't.
    is_tomorrow = chat.date(meeting.starts_at) == chat.date(chat.now) + timedelta(days=1)
    chat.say(
        _("Tomorrow you meet {partner}: {when}. If you need another time, text BOOK.")
        if is_tomorrow
        else _("A reminder: you meet {partner} on {when}. If you need another time, text BOOK."),
        partner=meeting.partner(chat.sender.member_id),
        when=meeting.starts_at,
    )


@nudge("session-soon")
def soon(chat: Chat, meeting_id: int) -> None:
    """An hour before: who is coached first."""
    meeting = _booked(chat, meeting_id)
    if meeting is None:
        return
    partner = meeting.partner(chat.sender.member_id)
    mine = meeting.first_coached == chat.sender.member_id
    chat.say(
        _(
            "You meet {partner} at {time}. You are coached first, for {half} minutes; then you swap and coach {partner}."
        )
        if mine
        else _(
            "You meet {partner} at {time}. You coach {partner} first, for {half} minutes; then you swap and are coached."
        ),
        partner=partner,
        time=chat.time(meeting.starts_at),
        half=meeting.minutes // 2,
    )


@nudge("session-swap")
def swap(chat: Chat, meeting_id: int) -> None:
    """Half time: the other half is as long."""
    meeting = _booked(chat, meeting_id)
    if meeting is None:
        return
    partner = meeting.partner(chat.sender.member_id)
    mine = meeting.first_coached == chat.sender.member_id
    chat.say(
        _("Half time. Now you coach {partner}, until {end}.")
        if mine
        else _("Half time. Now {partner} coaches you, until {end}."),
        partner=partner,
        end=chat.time(meeting.ends_at),
    )


@nudge("session-after")
@nudge("session-after-again")
def after(chat: Chat, meeting_id: int) -> datetime | None:
    """Ask whether it happened, and once more two days later. Who has told us isn't asked again."""
    meeting = chat.db.get(Meeting, meeting_id)
    if meeting is None or meeting.status == "replaced":
        return None
    if sessions.account(chat.db, meeting_id, chat.sender.member_id).happened is not None:
        return None
    return agenda.bring_up(chat, afterwards.afterwards, meeting)
