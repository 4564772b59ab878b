"""Who starts: they take turns (`flows/session.py`), and either may have it the other way for once, up to the beginning."""

from dataclasses import replace
from datetime import timedelta

from flows import session
from flows.chat import Chat
from flows.understand import fold
from flows.understand.during import During, Wish
from flows.wording import Note, note
from flows.words import _
from models.kinds import Kind
from models.members import Member
from models.sessions import Meeting

SAME_WISH = timedelta(minutes=5)  # "swap" from both is one swap

YOU_START = note(_("Another turn: you are coached first when you meet {partner} on {when}."), booked=True)
PARTNER_STARTS = note(_("Another turn: {partner} is coached first when you meet on {when}."), booked=True)
YOUR_HALF = note(_("Another turn: the first half is yours when you meet {partner} on {when}."), booked=True)
THEIR_HALF = note(_("Another turn: the first half is for {partner} when you meet on {when}."), booked=True)


def changed(chat: Chat, said: During, booked: list[Meeting]) -> bool:
    """Whether who starts was changed, or it was said why not; False when something else was meant."""
    me = chat.sender.member_id
    said = replace(said, who="") if is_called(chat.member, said.who) else said
    theirs = [
        one for one in booked if not one.is_whole and one.ends_at > chat.now and _concerns(one, said, me)
    ]
    if not theirs:
        if said.wish is Wish.TURN:
            chat.say(_("No session is booked in which you take turns. To find a time, text BOOK."))
        return said.wish is Wish.TURN
    meeting = theirs[0]
    session.hold(chat, meeting)
    if meeting.began <= chat.now or meeting.status != "booked":
        chat.say(_("You have begun already; at half time you swap. Next time the other starts."))
        return True
    first = _wanted(chat, meeting, said)
    if first != meeting.first_coached:
        _turn(chat, meeting)
    else:
        chat.say(_mine(meeting, me), partner=meeting.partner(me), when=meeting.starts_at)
    return True


def _concerns(meeting: Meeting, said: During, me: int) -> bool:
    return said.who in ("", "you") or is_called(meeting.partner(me), said.who)


def is_called(member: Member, who: str) -> bool:
    """Whether `who` (folded, as people write it) is this member's name or the first of it."""
    name = fold(member.name or "")
    return who != "" and who in (name, name.partition(" ")[0])


def _wanted(chat: Chat, meeting: Meeting, said: During) -> int:
    """Who is to be coached first."""
    me, partner = chat.sender.member_id, meeting.partner(chat.sender.member_id).id
    if said.wish is Wish.FIRST:
        return partner if said.who else me
    lately = meeting.stepped_at is not None and chat.now - meeting.stepped_at < SAME_WISH
    return meeting.first_coached if lately else meeting.partner(meeting.first_coached).id


def _turn(chat: Chat, meeting: Meeting) -> None:
    """The other starts; what is booked after it goes on taking turns."""
    partner = meeting.partner(chat.sender.member_id)
    meeting.stepped_at = chat.now
    for one in session.later(chat, meeting):
        one.first_coached = one.partner(one.first_coached).id
    chat.tell(
        partner, _other_turn(meeting, meeting.first_coached == partner.id),
        by=meeting.starts_at - session.HOUR_BEFORE, partner=chat.member, when=meeting.starts_at,
    )  # fmt: skip
    chat.say(_mine(meeting, chat.sender.member_id), partner=partner, when=meeting.starts_at)
    chat.say(_("{partner} reads so too."), partner=partner)


def _other_turn(meeting: Meeting, mine: bool) -> Note:
    if meeting.pairing.kind != Kind.COACHING:
        return YOUR_HALF if mine else THEIR_HALF
    return YOU_START if mine else PARTNER_STARTS


def _mine(meeting: Meeting, me: int) -> str:
    if meeting.pairing.kind != Kind.COACHING:
        if meeting.first_coached == me:
            return _("The first half is yours when you meet {partner} on {when}.")
        return _("The first half is for {partner} when you meet on {when}.")
    if meeting.first_coached == me:
        return _("You are coached first when you meet {partner} on {when}.")
    return _("{partner} is coached first when you meet on {when}.")
