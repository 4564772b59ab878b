"""What DELETE ME said is done, a day later: what was planned with others ends, they read what they need and no name, and all that
tells of the person is gone. In one transaction; mentions in others' words are looked for after it (`models/others_words.py`).
"""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import circle_places, introduction, leaving, links, listening, parting, taking_part
from flows.chat import Chat
from flows.coordinating import seats as offered_seats
from flows.flow import FLOWS
from flows.nudging import KINDS
from flows.wording import note
from flows.words import _
from models import clock, erasing, erasures, members, nudges, pairings, seats, sessions, talks
from models.erasures import Erasure
from models.members import Member
from models.pairings import Pairing

# None of these says a name: they lie in the outbox until morning.
IS_OFF = note(
    _(
        "Your session on {when} is off: your partner can't go on with you. It's nothing you did. You're first in line for the "
        "next introduction. To take it out of your calendar: {link}"
    ),
    booked=True,
)
GOES_ON_NO_MORE = note(
    _(
        "A partner of yours can't go on with you. It's nothing you did. You're first in line for the next introduction."
    )
)
LINE_IS_CLOSED = note(
    _("The line that was open here for you and another coach is closed: they can't go on. It's nothing you did. What was said "
      "stays between you two."),
    booked=True,
)  # fmt: skip
FREE_AGAIN = note(_("{one} is free again: an introduction of theirs is over."))
NO_LONGER_ONE_OF_YOU = note(_("One of you no longer coordinates. To see who does, text COORDINATORS"))


def carry_out(connection: Connection, erasure_id: int) -> bool:
    """Erase whom this is about, if it is time and they haven't changed their mind. Whether it was, so that mentions of them are
    to be looked for."""
    with Session(bind=connection, expire_on_commit=False) as db:
        erasure = db.get(Erasure, erasure_id, with_for_update={"key_share": True})
        if erasure is None or erasure.status not in ("asked", "erasing"):
            return False
        if erasure.status == "asked":
            if erasure.due_at > clock.now():
                return False
            member = db.get_one(Member, erasure.member_id)
            members.lock(db, member)
            if member.status != "erased":
                _erase(connection, db, member, erasure)
            else:
                erasure.traces = None
            erasures.settle(erasure, "erasing")
            db.flush()
        return True


def _erase(connection: Connection, db: Session, member: Member, erasure: Erasure) -> None:
    erasure.traces = erasing.traces_of(db, member).as_json()
    chat = Chat(connection, leaving.as_sender(member), db)
    member.name = None  # whatever is written from here on can't say it
    db.flush()
    _give_back_seat(chat)
    listening.let_go(chat)
    for pairing in pairings.going(db, member.id):
        _let_go(chat, pairing)
    taking_part.leave(chat)
    circle_places.leave_all(chat)
    for pairing in pairings.going(db, member.id):  # a round was sent at this very moment
        _let_go(chat, pairing)
    chat.flush()
    _ask_no_more(chat)
    erasing.forget(db, member)


def _ask_no_more(chat: Chat) -> None:
    """Nobody is asked about what is deleted, or reminded of it. (On SQLite its number may come back, as another's.)"""
    for model, columns in erasing.GONE:
        asked = [flow.name for flow in FLOWS.values() if flow.about is model]
        kinds = [kind.name for kind in KINDS.values() if kind.about is model]
        ids = erasing.ids(chat.db, model, columns, chat.sender.member_id) if asked or kinds else []
        if ids:
            talks.forget_about(chat.connection, asked, ids)
            nudges.forget_about(chat.connection, kinds, ids)


def _give_back_seat(chat: Chat) -> None:
    mine = chat.sender.member_id
    seat = next((one for one in seats.lock_held(chat.db) if one.member_id == mine), None)
    for there in seats.withdraw_offers(chat.db, mine):
        chat.call_off(offered_seats.offer, there)
    if seat is None:
        return
    seats.end(seat, mine)
    chat.db.flush()
    for coordinator in members.coordinators(chat.db):
        chat.tell(coordinator, NO_LONGER_ONE_OF_YOU)


def _let_go(chat: Chat, pairing: Pairing) -> None:
    """Who waits for them waits no longer."""
    chat.lock(pairing)
    mine = {chat.sender.member_id}
    if pairing.is_line:
        parting.end(chat, pairing)
        chat.tell(pairing.partner(chat.sender.member_id), LINE_IS_CLOSED)
    elif pairing.status == "proposed":
        introduction.part(chat, pairing, "lapsed", gone=mine)
    elif pairing.is_ring and pairing.status in ("met", "turning"):
        parting.part(chat, pairing, introduction.NO_FIT, for_good=False, gone=mine)
    elif pairing.status in ("met", "agreed"):
        _part(chat, pairing)


def _part(chat: Chat, pairing: Pairing) -> None:
    """Two go on no further."""
    mine = chat.sender.member_id
    partner = pairing.partner(mine)
    knew = parting.knows(chat, partner, pairing)
    there = [one for one in sessions.of_pairing(chat.db, pairing.id, ("booked",)) if one.starts_at > chat.now]
    parting.end(chat, pairing)
    introduction.free(chat, pairing, {mine}, set())
    if there:
        link = links.calendar(there[0].id, partner.id)
        chat.tell(partner, IS_OFF, when=there[0].starts_at, link=link)
    else:
        chat.tell(partner, GOES_ON_NO_MORE if knew else introduction.NO_FIT)
    if pairing.round_id is None and pairing.ring_id is None:
        for coordinator in members.coordinators(chat.db):
            if coordinator.id not in (mine, partner.id):
                chat.tell(coordinator, FREE_AGAIN, one=partner)
