"""Finding a time: one suggests, both read it in their own zone, and it is booked when both have said yes."""

from datetime import datetime
from uuid import uuid4

from flows import links, quiet, session, words
from flows.chat import Chat
from flows.expects import When, YesNo, YesOrWhen
from flows.flow import End, Flow, State
from flows.wording import Note, note
from flows.words import _
from models import pairings, sessions
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting

booking = Flow(
    "booking",
    title=_("finding a time"),
    about=Pairing,
    urgency=35,
    words=_("book, book a session, suggest a time"),
)
confirming = Flow("confirming", title=_("a suggested time"), about=Meeting, urgency=25)


AN_HOUR, MINUTES = _("an hour"), _("{minutes} minutes")
UNREACHABLE = _("{partner} can't be reached by text just now.")


@booking.begins
def which(chat: Chat) -> Pairing | None:
    mine = pairings.going(chat.db, chat.sender.member_id, ("agreed",))
    reachable = [one for one in mine if one.partner(chat.sender.member_id).stopped_at is None]
    if reachable:
        # In a ring each finds the time for being coached, and may for coaching too.
        return next((one for one in reachable if one.coach_id != chat.sender.member_id), reachable[0])
    if mine:
        chat.say(UNREACHABLE, partner=mine[0].partner(chat.sender.member_id))
    else:
        chat.say(_("You have nobody to meet just yet. We'll text you when you do."))
    return None


@booking.facts
def partner_of_pairing(chat: Chat) -> dict[str, object]:
    return {**both_clocks(chat, chat.subject), **length(chat, chat.subject)}


def both_clocks(chat: Chat, pairing: Pairing) -> dict[str, object]:
    """The partner, and the time that was answered as their clock has it."""
    partner, when = pairing.partner(chat.sender.member_id), chat.answers.when
    return {"partner": partner, "theirs": chat.for_reader(partner, when) if when else ""}


@booking.stands
def agreed_pairing(chat: Chat) -> bool:
    return bool(chat.subject.status == "agreed")


@booking.asks(
    _(
        "When could you meet {partner} for {length}, {halves}? Write a day and time of yours. For example: "
        "Thursday 6pm"
    ),
    When(),
)
def suggesting(chat: Chat, when: datetime) -> State | End:
    chat.answers.when = when
    return checking


@booking.asks(
    _("For you: {when}\nFor {partner}: {theirs}\nShall I suggest it?"),
    YesOrWhen(YesNo(yes=_("Yes, suggest it"), no=_("Another time"))),
)
def checking(chat: Chat, right: bool | datetime) -> State | End:
    if isinstance(right, datetime):
        chat.answers.when = right
        return checking
    return suggested if right else suggesting


@booking.ends
def suggested(chat: Chat) -> None:
    suggest(chat, chat.subject, chat.answers.when)


def suggest(chat: Chat, pairing: Pairing, when: datetime) -> None:
    """Ask the other of these two whether this time (aware UTC) suits; what is booked stays until they say yes."""
    partner = pairing.partner(chat.sender.member_id)
    if when <= chat.now:
        chat.say(_("That time has passed meanwhile. To suggest another, text BOOK."))
        return
    if any(booked.starts_at == when for booked in _still_to_come(chat, pairing.id)):
        chat.say(_("That is the time you have already: {when}."), when=when)
        return
    if partner.stopped_at is not None:
        chat.say(UNREACHABLE, partner=partner)
        return
    away = quiet.away_until(partner, chat.now)
    if away is not None and when < away:
        chat.say(
            _("{partner} is away until {day}. You can suggest a time after that: text BOOK."),
            partner=partner,
            day=words.local(away, partner.zone).date(),
        )
        return
    for older in sessions.of_pairing(chat.db, pairing.id, ("proposed",)):
        older.status = "replaced"
        chat.call_off(confirming, older)
    meeting = Meeting(
        uid=uuid4().hex,
        pairing=pairing,
        proposed_by=chat.sender.member_id,
        starts_at=when,
        first_coached=session.whose_turn_first(chat, pairing),
        minutes=session.minutes_of(chat, pairing),
    )
    chat.db.add(meeting)
    chat.flush()
    chat.invite(partner, confirming, meeting)
    if away is not None:
        chat.say(
            _("I've kept it for {partner}, who is away until {day} and reads it that morning."),
            partner=partner,
            day=words.local(away, partner.zone).date(),
        )
        return
    chat.say(_("I've suggested it to {partner} and will text you the answer."), partner=partner)


def length(chat: Chat, pairing: Pairing) -> dict[str, object]:
    """How long they meet, and for whom: half each, or in a ring all of it for one."""
    minutes = session.minutes_of(chat, pairing)
    if pairing.coach_id is None:
        halves = _("half of it for each")
    else:
        halves = (
            _("in which you coach") if pairing.coach_id == chat.sender.member_id else _("all of it for you")
        )
    return {
        "length": chat.phrase(AN_HOUR if minutes == sessions.MINUTES else MINUTES, minutes=minutes),
        "halves": chat.phrase(halves),
    }


def _still_to_come(chat: Chat, pairing_id: int) -> list[Meeting]:
    """What these two have booked already, and a new time would replace."""
    booked = sessions.of_pairing(chat.db, pairing_id, ("booked",))
    return [other for other in booked if other.starts_at > chat.now]


@confirming.facts
def suggested_session(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    replaced = _still_to_come(chat, meeting.pairing_id)
    instead = chat.phrase(_(" instead of {old}"), old=replaced[0].starts_at) if replaced else ""
    return {
        "partner": meeting.partner(chat.sender.member_id),
        "when": meeting.starts_at,
        "instead": instead,
        **length(chat, meeting.pairing),
    }


@confirming.stands
def still_suggested(chat: Chat) -> bool:
    meeting: Meeting = chat.subject
    return meeting.status == "proposed" and meeting.starts_at > chat.now


@confirming.asks(
    _("{partner} could meet you on {when}{instead}, for {length}, {halves}. Does that suit you?"),
    YesNo(yes=_("Yes, that suits me"), no=_("Another time")),
)
def suiting(chat: Chat, suits: bool) -> State | End:
    return booked if suits else another_time


@confirming.ends
def booked(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    if meeting.partner(chat.sender.member_id).stopped_at is not None:
        chat.say(UNREACHABLE, partner=meeting.partner(chat.sender.member_id))
        return
    if not still_suggested(chat):
        chat.say(_("That suggestion is no longer open. To suggest a time yourself, text BOOK."))
        return
    for other in _still_to_come(chat, meeting.pairing_id):
        other.status = "replaced"
    meeting.status = "booked"
    session.plan_reminders(chat, meeting)
    partner = meeting.partner(chat.sender.member_id)
    chat.say(
        _booked_words(meeting, chat.member),
        partner=partner,
        when=meeting.starts_at,
        link=links.calendar(meeting.id, chat.sender.member_id),
    )
    chat.tell(
        partner,
        _booked_words(meeting, partner),
        partner=chat.member,
        when=meeting.starts_at,
        link=links.calendar(meeting.id, partner.id),
    )


ANOTHER_TIME = note(_("That time doesn't suit {partner}. I've asked for another."), booked=True)
YOU_FIRST = note(
    _(
        "Booked with {partner}: {when}.\nYou are coached first; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)
PARTNER_FIRST = note(
    _(
        "Booked with {partner}: {when}.\n{partner} is coached first; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)


ALL_YOURS = note(
    _("Booked with {partner}: {when}.\n{partner} coaches you, all the time.\nFor your calendar: {link}"),
    booked=True,
)
ALL_THEIRS = note(
    _("Booked with {partner}: {when}.\nYou coach {partner}, all the time.\nFor your calendar: {link}"),
    booked=True,
)


def _booked_words(meeting: Meeting, reader: Member) -> Note:
    """The same facts for both; who is coached first, from the reader's side."""
    if meeting.pairing.coach_id is not None:
        return ALL_THEIRS if meeting.pairing.coach_id == reader.id else ALL_YOURS
    return YOU_FIRST if meeting.first_coached == reader.id else PARTNER_FIRST


@confirming.ends
def another_time(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    partner = meeting.partner(chat.sender.member_id)
    if meeting.status == "proposed":
        meeting.status = "replaced"
        chat.tell(partner, ANOTHER_TIME, partner=chat.member)
    if partner.stopped_at is not None:
        chat.say(UNREACHABLE, partner=partner)
        return
    chat.invite(chat.member, booking, meeting.pairing)
