"""Leaving and coming back: what ends with it, what others are told, and what is still true afterwards.

Nobody learns from us that somebody left. Who waits for them reads what they would read for any other reason.
"""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from flows import (
    agenda,
    booking,
    circle_places,
    consent_words,
    feedback,
    introduction,
    links,
    listening,
    parting,
    passing,
    quiet,
    rematch,
    series,
    taking_part,
)
from flows.chat import Chat
from flows.coordinating.staying import last_of_all
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _, handle
from models import consents, members, outbox, pairings, seats, sessions
from models.consents import Consent
from models.members import Member
from models.pairings import Pairing
from models.senders import Sender
from models.sessions import Meeting

GOODBYE = consent_words.words("texts", consent_words.CAME_BACK)
HAS_LEFT = note(_("{who} has asked us to send no more texts."))
MEANT_THE_SESSION = note(
    _(
        "{who} texted one word that ends all our texts, and had a session on {when}, which is off now. Perhaps only that was "
        "meant. No text of ours reaches them now: if you can ask them another way, please do."
    )
)
SEAT_IS_SILENT = note(
    _(
        "{who}, who has a seat among you, has asked us to send no more texts. The seat stays. To end it, text CLOSE SEAT of "
        "{handle}"
    )
)
IS_OFF = note(
    _(
        "Your session with {partner} on {when} is off: {partner} can't be reached by text just now.\n"
        "To take it out of your calendar: {link}"
    ),
    booked=True,
)
ARE_OFF = note(
    _(
        "Your {count} sessions with {partner} from {when} on are off: {partner} can't be reached by text just now."
    ),
    booked=True,
)
MAY_CHANGE = note(
    _(
        "{partner} can't be reached by text just now. If you'd like to be introduced to somebody else in this round, "
        "text REMATCH."
    )
)
NOT_OPEN = note(
    _("The time you suggested, {when}, is no longer open: {partner} can't be reached by text just now.")
)

leaving = Flow("leaving", title=_("whether I go on texting you"), urgency=1, fleeting=True)


@leaving.asks(_("Shall I stop texting you?"), YesNo(yes=_("Yes, stop"), no=_("No, go on")), private=True)
def certain(chat: Chat, wanted: bool) -> State | End:
    return gone if wanted else staying


@leaving.ends
def gone(chat: Chat) -> None:
    if not last_of_all(chat):
        stop(chat)
        chat.say(GOODBYE)


@leaving.ends
def staying(chat: Chat) -> None:
    chat.say(_("Good to have you here."))


def stop(chat: Chat, *, by_one_word: bool = False) -> None:
    """Nothing leaves for this person any more, on any address; what was on its way is withdrawn, and who waits for
    them waits no longer. Without a word to themselves. Done twice is done once. `by_one_word`: one that the carrier takes for
    this, and that may have been meant for a session."""
    if chat.member.stopped_at is not None:
        return
    chat.member.stopped_at = chat.sender.stopped_at = chat.now
    consents.withdraw(chat.db, chat.member, "texts")
    booked = sessions.of_member(chat.db, chat.sender.member_id) if by_one_word else []
    meant = next((one for one in booked if one.starts_at > chat.now), None)
    let_all_go(chat)
    _tell_coordinators(chat, meant)


def let_all_go(chat: Chat) -> None:
    """What was on its way to this person is withdrawn, and who waits for them waits no longer."""
    chat.flush()
    passing.withdraw_for(chat)
    outbox.withdraw(chat.connection, chat.sender.member_id)
    listening.let_go(chat)
    for pairing in pairings.going(chat.db, chat.sender.member_id):
        _let_go(chat, pairing)
    taking_part.leave(chat)
    circle_places.leave_all(chat)
    for pairing in pairings.going(chat.db, chat.sender.member_id, ("proposed",)):
        _let_go(chat, pairing)  # a round was sent at this very moment


def _tell_coordinators(chat: Chat, meant: Meeting | None) -> None:
    """Who has a seat keeps it, and may have no name here. `meant`: the session that perhaps was all they meant; whoever it is
    with reads of it as a partner."""
    seat = seats.held(chat.db, chat.sender.member_id)
    for coordinator in members.coordinators(chat.db):
        if coordinator.id == chat.sender.member_id:
            continue
        if seat is not None:
            who = chat.member if chat.member.name else handle(chat.member)
            chat.tell(coordinator, SEAT_IS_SILENT, who=who, handle=handle(chat.member))
        elif meant is not None and coordinator.id != meant.partner(chat.sender.member_id).id:
            chat.tell(coordinator, MEANT_THE_SESSION, who=chat.member, when=meant.starts_at)
        elif chat.member.name:
            chat.tell(coordinator, HAS_LEFT, who=chat.member)


def _let_go(chat: Chat, pairing: Pairing) -> None:
    chat.lock(pairing)
    if pairing.status == "proposed":
        introduction.part(chat, pairing, "lapsed", gone={chat.sender.member_id})
    elif pairing.status == "met":
        parting.part(chat, pairing, introduction.NO_FIT, for_good=False)
    elif pairing.status == "agreed":
        _call_off_sessions(chat, pairing)
        _offer_another(chat, pairing)


def _offer_another(chat: Chat, pairing: Pairing) -> None:
    """Who loses a partner in the middle of a round needn't wait for them."""
    partner = pairing.partner(chat.sender.member_id)
    if rematch.is_going_on(chat, pairing):
        chat.tell(partner, MAY_CHANGE, partner=chat.member)


def _call_off_sessions(chat: Chat, pairing: Pairing) -> None:
    """Who asked us to stop can't be reminded: what is to come is off, and whoever waits for it knows."""
    partner = pairing.partner(chat.sender.member_id)
    off = _to_come(chat, pairing, "booked")
    for meeting in off:
        meeting.status = "off"
    if len(off) > 1:
        chat.tell(partner, ARE_OFF, partner=chat.member, count=len(off), when=off[0].starts_at)
    elif off:
        link = links.calendar(off[0].id, partner.id)
        chat.tell(partner, IS_OFF, partner=chat.member, when=off[0].starts_at, link=link)
    suggested = _to_come(chat, pairing, "proposed")
    for meeting in suggested:
        meeting.status = "replaced"
    known = [one for one in sessions.of_pairing(chat.db, pairing.id, ("off",)) if one.starts_at > chat.now]
    waiting = [one for one in suggested if one.proposed_by == partner.id]
    if waiting and not known:  # one text is enough
        chat.tell(partner, NOT_OPEN, partner=chat.member, when=waiting[0].starts_at)


def _to_come(chat: Chat, pairing: Pairing, status: str) -> list[Meeting]:
    """What is to come and has this status, locked."""
    there = sessions.of_pairing(chat.db, pairing.id, (status,))
    for meeting in there:
        chat.lock(meeting)
    return [one for one in there if one.status == status and one.starts_at >= chat.now]


def opted_out(connection: Connection, member_id: int, sent_at: datetime | None = None) -> None:
    """The carrier says that this member opted out (errors 21610, 63014): all that a STOP does, in this transaction.

    `sent_at`: when the text that was refused had left (aware UTC). One from before they came back says nothing. Done
    twice is done once; a member we don't know is none.
    """
    with Session(bind=connection, expire_on_commit=False) as db:
        member = db.get(Member, member_id, with_for_update={"key_share": True})
        if member is None or member.stopped_at is not None:
            return
        if sent_at is not None and _agreed_after(db, member, sent_at):
            return
        chat = Chat(connection, as_sender(member), db)
        stop(chat)
        chat.flush()


def _agreed_after(db: Session, member: Member, moment: datetime) -> bool:
    given = select(Consent.id).where(
        Consent.member_id == member.id,
        Consent.purpose == "texts",
        Consent.withdrawn_at.is_(None),
        Consent.given_at > moment,
    )
    return db.scalar(given.limit(1)) is not None


def as_sender(member: Member) -> Sender:
    """Somebody who didn't text us now, and isn't answered."""
    return Sender(
        member_id=member.id,
        address_id=member.address_id or 0,
        channel="",
        status=member.status,
        language=member.language,
        zone=member.zone,
        stopped_at=member.stopped_at,
        role=None,
    )


def come_back(chat: Chat) -> None:
    """Texting is welcome again: what is still true is taken up, and the open question asked once more."""
    chat.member.stopped_at = chat.sender.stopped_at = None
    consents.give(chat.db, chat.member, "texts", consent_words.CAME_BACK)
    chat.say(_("Welcome back. It's good to have you here."))
    away = quiet.away_until(chat.member, chat.now)
    if away is not None:
        chat.say(
            _(
                "Your break still runs: I text you nothing of my own until {day}. To be back sooner, text RESUME."
            ),
            day=chat.date(away),
        )
    for pairing in pairings.going(chat.db, chat.sender.member_id, ("agreed",)):
        _take_up_sessions(chat, pairing)
    feedback.hand_over_what_waited(chat)
    if agenda.load_open(chat):
        agenda.interrupt(chat)  # what it was about may be over
    if agenda.ask_next(chat):
        agenda.keep(chat)


def _take_up_sessions(chat: Chat, pairing: Pairing) -> None:
    """A session that was called off is suggested again, when it is still to come and nothing took its place."""
    partner = pairing.partner(chat.sender.member_id)
    if partner.stopped_at is not None:
        return  # it is taken up when they come back too
    there = [] if _something_else(chat, pairing) else _to_come(chat, pairing, "off")
    for meeting in there:
        meeting.status, meeting.proposed_by, meeting.replaces_id = "proposed", chat.sender.member_id, None
    chat.flush()
    if len(there) > 1:
        series.join(there)
        chat.invite(partner, series.series, there[0])
        chat.say(
            _("I'm asking {partner} whether your {count} sessions still suit."),
            partner=partner,
            count=len(there),
        )
    elif there:
        chat.invite(partner, booking.confirming, there[0])
        chat.say(
            _("I'm asking {partner} whether {when} still suits."), partner=partner, when=there[0].starts_at
        )


def _something_else(chat: Chat, pairing: Pairing) -> bool:
    planned: list[Meeting] = sessions.of_pairing(chat.db, pairing.id, ("proposed", "booked"))
    return any(meeting.starts_at > chat.now for meeting in planned)
