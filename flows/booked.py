"""What a suggested time and a booked one have in common, however they came to be: when it can't be, what booking does, and
what both read."""

from datetime import datetime
from typing import Any

from flows import clock_changes, links, parting, place, quiet, session, words
from flows.chat import Chat
from flows.directory_contact import ANSWERED_WITHIN
from flows.flow import FLOWS
from flows.wording import Note, note
from flows.words import _
from models import directory, pairings, sessions
from models.kinds import Kind
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting

AN_HOUR, MINUTES = _("an hour"), _("{minutes} minutes")
UNREACHABLE = _("{partner} can't be reached by text just now.")
NOT_OPEN = _("That suggestion is no longer open. To suggest a time yourself, text BOOK.")


def both_clocks(chat: Chat, pairing: Pairing) -> dict[str, object]:
    """The partner, and the time that was answered as their clock has it."""
    partner, when = pairing.partner(chat.sender.member_id), chat.answers.when
    return {"partner": partner, "theirs": chat.for_reader(partner, when) if when else ""}


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


def to_come(chat: Chat, pairing_id: int) -> list[Meeting]:
    """What these two have booked, in order."""
    booked = sessions.of_pairing(chat.db, pairing_id, ("booked",))
    return [one for one in booked if one.starts_at > chat.now]


def say_how_it_stands(chat: Chat, *, where: bool = False) -> None:
    """What is booked with whom, when and where; what is suggested; or that nothing is fixed yet. Who asked `where` reads how
    to say it when nobody has. Nobody learns here whether
    somebody they don't know by name said no."""
    if chat.sender.status != "verified":
        chat.say(
            _("A coordinator is looking at your accreditation. We'll text you, usually within a few days.")
        )
        return
    mine, fixed = chat.sender.member_id, False
    for pairing in pairings.going(chat.db, mine, ("agreed",)):
        partner, there = (
            pairing.partner(mine),
            sessions.of_pairing(chat.db, pairing.id, ("booked", "proposed")),
        )
        there = [one for one in there if one.ends_at > chat.now]
        fixed = fixed or partner.stopped_at is None or bool(there)
        for one in there:
            if one.status == "proposed" and one.proposed_by != mine and _is_asked_now(chat, one):
                continue  # the question says it
            chat.say(_stands(one, mine), partner=partner, when=one.starts_at, place=one.place or "")
        if where and any(one.status == "booked" and not one.place for one in there):
            chat.say(NO_PLACE_YET)
        if not there and partner.stopped_at is None:
            chat.say(_("You and {partner} have no time yet. To suggest one, text BOOK."), partner=partner)
    if not fixed and directory.asked_since(chat.db, mine, chat.now - ANSWERED_WITHIN):
        # Told alike whether they said no or nothing yet.
        chat.say(_("I've asked for you in the directory, and there's no yes yet. I text you when there is."))
    elif not fixed:
        chat.say(_("No session is booked. We'll text you when there's news."))


def _is_asked_now(chat: Chat, meeting: Meeting) -> bool:
    """Whether they are about to read the question whether this time suits them."""
    return not chat.has_talk or chat.talk.flow.fleeting or chat.talk.about == meeting.id


def _stands(meeting: Meeting, reader_id: int) -> str:
    if meeting.status == "booked":
        return MEET_THERE if meeting.place else MEET
    return NO_ANSWER_YET if meeting.proposed_by == reader_id else WAITS_FOR_YOU


MEET = _("You meet {partner} on {when}.")
MEET_THERE = _("You meet {partner} on {when}. How: {place}")
NO_PLACE_YET = _("How you meet isn't said yet. To say it, text PLACE: and how. For example: PLACE: Zoom")
NO_ANSWER_YET = _(
    "I've suggested {when} to {partner}, and there's no answer yet. I'll text you when there is."
)
WAITS_FOR_YOU = _("{partner} could meet you on {when}, and waits for your answer.")


def parted(chat: Chat, pairing: Pairing) -> bool:
    """Whether these two have parted meanwhile, or the other can't be asked; who writes has read so then."""
    partner = pairing.partner(chat.sender.member_id)
    if pairing.status != "agreed":
        chat.say(parting.OVER_ALREADY)
    elif partner.stopped_at is not None:
        chat.say(UNREACHABLE, partner=partner)
    else:
        return False
    return True


def cannot_be(chat: Chat, pairing: Pairing, when: datetime) -> bool:
    """Whether nobody is asked for this time (aware UTC), and who suggests it has read why. Until this step is done nobody
    else changes what is between these two."""
    chat.lock(pairing)
    partner = pairing.partner(chat.sender.member_id)
    away = quiet.away_until(partner, chat.now)
    if when <= chat.now:
        chat.say(_("That time has passed meanwhile. To suggest another, text BOOK."))
    elif any(one.starts_at == when for one in to_come(chat, pairing.id)):
        chat.say(_("That is the time you have already: {when}."), when=when)
    elif parted(chat, pairing):
        pass
    elif away is not None and when < away:
        chat.say(
            _("{partner} is away until {day}. You can suggest a time after that: text BOOK."),
            partner=partner,
            day=words.local(away, partner.zone).date(),
        )
    else:
        return False
    return True


def withdraw(chat: Chat, pairing: Pairing, replaces_id: int | None) -> None:
    """What was suggested and not answered, instead of the same session or as a further one, is off."""
    for older in sessions.of_pairing(chat.db, pairing.id, ("proposed",)):
        if older.replaces_id == replaces_id:
            chat.lock(older)
            if older.status == "proposed":
                older.status = "replaced"
                for flow in ("confirming", "series"):
                    chat.call_off(FLOWS[flow], older)


def book(chat: Chat, meeting: Meeting) -> None:
    """It is booked, and what it replaces is not any more. Where they meet stays; reminders are planned. `meeting` is
    locked, and was suggested."""
    meeting.place = sessions.place_before(chat.db, meeting)
    old = chat.db.get(Meeting, meeting.replaces_id) if meeting.replaces_id is not None else None
    if old is not None:
        chat.lock(old)
        if old.status == "booked":
            meeting.replace(old)
    meeting.status = "booked"
    session.plan_reminders(chat, meeting)


YOU_FIRST = note(
    _(
        "Booked with {partner}: {when}{clocks}.\nYou are coached first; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)
PARTNER_FIRST = note(
    _(
        "Booked with {partner}: {when}{clocks}.\n{partner} is coached first; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)
ALL_YOURS = note(
    _(
        "Booked with {partner}: {when}{clocks}.\n{partner} coaches you, all the time.\nFor your calendar: {link}"
    ),
    booked=True,
)
ALL_THEIRS = note(
    _(
        "Booked with {partner}: {when}{clocks}.\nYou coach {partner}, all the time.\nFor your calendar: {link}"
    ),
    booked=True,
)


YOUR_HALF_FIRST = note(
    _(
        "Booked with {partner}: {when}{clocks}.\nThe first half is yours; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)
THEIR_HALF_FIRST = note(
    _(
        "Booked with {partner}: {when}{clocks}.\nThe first half is for {partner}; at half time I'll text you both to swap.\n"
        "For your calendar: {link}"
    ),
    booked=True,
)
ALL_FOR_YOU = note(
    _("Booked with {partner}: {when}{clocks}.\nAll of the time is yours.\nFor your calendar: {link}"),
    booked=True,
)
ALL_FOR_THEM = note(
    _("Booked with {partner}: {when}{clocks}.\nAll of the time is for {partner}.\nFor your calendar: {link}"),
    booked=True,
)


def tell_both(chat: Chat, meeting: Meeting) -> None:
    """Both read that it is booked; who suggested it is asked where they meet, if that isn't known."""
    partner = meeting.partner(chat.sender.member_id)
    chat.flush()
    chat.say(_booked_words(meeting, chat.member), **_facts(chat, meeting, chat.member))
    chat.tell(partner, _booked_words(meeting, partner), **_facts(chat, meeting, partner))
    place.ask_once(chat, [meeting])


def _facts(chat: Chat, meeting: Meeting, reader: Member) -> dict[str, Any]:
    return {
        "partner": meeting.partner(reader.id),
        "when": meeting.starts_at,
        "clocks": clock_changes.told(chat, meeting, reader),
        "link": links.calendar(meeting.id, reader.id),
    }


def _booked_words(meeting: Meeting, reader: Member) -> Note:
    """The same facts for both; who is coached first, from the reader's side."""
    mine = meeting.first_coached == reader.id
    if meeting.pairing.kind != Kind.COACHING:
        if meeting.is_whole:
            return ALL_FOR_YOU if mine else ALL_FOR_THEM
        return YOUR_HALF_FIRST if mine else THEIR_HALF_FIRST
    if meeting.pairing.coach_id is not None:
        return ALL_THEIRS if meeting.pairing.coach_id == reader.id else ALL_YOURS
    return YOU_FIRST if mine else PARTNER_FIRST
