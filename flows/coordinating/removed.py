"""What is done when two coordinators agree, and what somebody reads who takes part no longer."""

from collections.abc import Callable
from typing import Any

from flows import carrier, leaving, parting
from flows.chat import Chat
from flows.coordinating import seats, terms
from flows.coordinating.finding import handle
from flows.understand import fold
from flows.understand.leaving import Wish
from flows.understand.leaving import leaving as wish_of
from flows.wording import note
from flows.words import _
from models import members, pairings, removals, talks
from models import seats as all_seats
from models.members import Member

REMOVED = note(
    _(
        "You no longer take part in Sounding Board, and we text you no more. Thank you for the time you were here. To say "
        "something to the coordinators, answer this once: they read it."
    )
)
WELCOME_AGAIN = note(
    _("You're welcome to take part in Sounding Board again. To see what you can do, text MENU")
)
WRITES = note(_("{who}, who no longer takes part, writes: {text}\n\nIf they may again: BRING BACK {handle}"))


def _remove(chat: Chat, who: Member) -> None:
    """All of theirs ends, they read one sentence, and nothing leaves for them after it."""
    seat = next((one for one in all_seats.lock_held(chat.db) if one.member_id == who.id), None)
    if seat is not None:
        all_seats.end(seat, chat.sender.member_id)
    for offered in all_seats.withdraw_offers(chat.db, who.id):
        chat.call_off(seats.offer, offered)
    theirs = Chat(chat.connection, leaving.as_sender(who), chat.db)
    for pairing in pairings.going(chat.db, who.id, ("met", "agreed")):
        theirs.lock(pairing)
        if pairing.status in ("met", "agreed"):
            parting.part(theirs, pairing, for_good=False, gone={who.id})
    leaving.let_all_go(theirs)
    theirs.flush()
    for talk in talks.agenda(chat.connection, who.id):
        talks.drop(chat.connection, talk.id)
    if (open_talk := talks.open_for(chat.connection, who.id)) is not None:
        talks.drop(chat.connection, open_talk.id)
    chat.tell(who, REMOVED)
    who.status = "removed"


def _back(chat: Chat, who: Member) -> None:
    looked_at = who.credential is not None and who.credential.checked_at is not None
    who.status = "verified" if looked_at else "applied"
    chat.tell(who, WELCOME_AGAIN)


def end_seat_of(chat: Chat, who: Member) -> None:
    seat = next((one for one in all_seats.lock_held(chat.db) if one.member_id == who.id), None)
    if seat is not None:
        all_seats.end(seat, chat.sender.member_id)
        chat.tell(who, seats.ENDED, role=terms.role_name(seat.role, who.language))


DOES: dict[str, Callable[[Chat, Member], None]] = {"remove": _remove, "back": _back, "unseat": end_seat_of}


def answered(chat: Chat, opt_out_type: str | None) -> bool:
    """Whether the text is from somebody who takes part no longer. Their first words go to the coordinators, with one
    answer; after it there is silence. The wish to hear no more is honoured as always. `opt_out_type`: what the carrier
    made of the text."""
    if chat.sender.status != "removed":
        return False
    word = fold(opt_out_type or chat.heard)
    if word in carrier.STOP | carrier.LEAVE or wish_of(chat.heard) is Wish.LEAVE:
        leaving.stop(chat)
    if chat.sender.stopped_at is not None:
        return True
    there = removals.last_of(chat.db, chat.sender.member_id)
    if there is not None and there.answered_at is None and chat.heard.strip():
        there.answered_at = chat.now
        for one in members.coordinators(chat.db):
            facts: dict[str, Any] = {
                "who": chat.member,
                "text": chat.heard[:600],
                "handle": handle(chat, chat.member),
            }
            chat.tell(one, WRITES, **facts)
        chat.say(_("Thank you. The coordinators read this. If anything changes, they text you."))
    return True
