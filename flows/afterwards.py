"""After a session: did it happen? Each says it for themselves; where two remember it differently nobody is wrong, and each
is asked once more. A session's status changes here and nowhere else (`settle`)."""

import re
from datetime import datetime, timedelta

from flows import digest, feedback, going_on, missed
from flows.chat import Chat
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.understand import fold
from flows.wording import note
from flows.words import _, handle
from models import sessions
from models.sessions import Meeting

OPEN_FOR = timedelta(days=9)  # as long as we wait for what the two say first

afterwards = Flow("afterwards", title=_("how your session was"), about=Meeting, urgency=40)
remembering = Flow("remembering", title=_("a session you remember differently"), about=Meeting, urgency=30)

CLOSER = {
    "met": _("we met"),
    "other": _("shorter, or another day"),
    "not": _("we didn't meet"),
}
TO_SET_RIGHT = _("To set right how long it was, text CORRECT MY MINUTES; {partner} is asked as well.")
_OF_MINUTES = re.compile(r"\d ?(?:m|h)|half an hour|media hora|shorter|mas cort")  # "yes but only had 20 min"
STAYS_OPEN = note(
    _(
        "About {when} with {partner}: you two remember it differently, and that's all right. Nobody is wrong. It stays "
        "open and counts for neither of you. If it comes back to you, text WE MET or WE DIDN'T MEET."
    )
)
A_HAND = note(
    _(
        "{one} and {two} could use a hand with a date: their session on {when}. A kind word may help. To see how they are: "
        "HOW ARE {handle} AND {other}"
    )
)


@afterwards.facts
def facts(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    return {"partner": meeting.partner(chat.sender.member_id), "when": meeting.starts_at}


remembering.facts(facts)


@afterwards.stands
def stands(chat: Chat) -> bool:
    """Until they have said it, in whatever way."""
    told = sessions.account(chat.db, chat.subject.id, chat.sender.member_id).happened is not None
    return chat.subject.status in sessions.TOLD and not told


@afterwards.asks(
    _("Did you and {partner} meet on {when}?"),
    YesNo(
        yes=_("Yes, we met"), no=_("Not this time"), opens=_("yes, yeah, yep, we met, we did, we had, met")
    ),
    private=True,
)
def happening(chat: Chat, met: bool) -> State | End:
    return it_happened if met else not_this_time


@afterwards.ends
def it_happened(chat: Chat) -> None:
    say(chat, chat.subject, True)
    if chat.subject.status == "happened":
        if _OF_MINUTES.search(fold(chat.heard)):
            chat.say(TO_SET_RIGHT)
        chat.turn_to(feedback.feedback, chat.subject)


@afterwards.ends
def not_this_time(chat: Chat) -> None:
    say(chat, chat.subject, False)
    if chat.subject.status == "missed":
        chat.turn_to(missed.missed, chat.subject)


@remembering.stands
def still_open(chat: Chat) -> bool:
    again = sessions.account(chat.db, chat.subject.id, chat.sender.member_id).looked_again_at
    return chat.subject.status == "unsure" and again is None


@remembering.asks(
    _(
        "You and {partner} remember {when} differently. That happens: a short session, a mix-up of dates. Which is closer?"
    ),
    OneOf(CLOSER, yes="met", no="not"),
    private=True,
)
def closer(chat: Chat, which: str) -> State | End:
    chat.answers.which = which
    return looked_again


@remembering.ends
def looked_again(chat: Chat) -> None:
    say_again(chat, chat.subject, chat.answers.which)


def say_again(chat: Chat, meeting: Meeting, which: str) -> None:
    """They thought of it once more: keep their word, and tell them what it is now."""
    account = sessions.account(chat.db, meeting.id, chat.sender.member_id)
    account.looked_again_at = chat.now
    say(chat, meeting, which != "not")
    partner = meeting.partner(chat.sender.member_id)
    if meeting.status == "happened":
        chat.say(_("Thank you. I've noted that you met on {when}."), when=meeting.starts_at)
        if which == "other":
            chat.say(TO_SET_RIGHT, partner=partner)
        if account.written_at is None:
            chat.turn_to(feedback.feedback, meeting)
    elif meeting.status == "missed":
        chat.say(
            _("Thank you. I've noted that {when} didn't come about, and nothing is counted."),
            when=meeting.starts_at,
        )
    elif meeting.status == "unsure":
        chat.say(_("Thank you for looking again. I'm asking {partner} the same."), partner=partner)
    else:
        chat.say(STAYS_OPEN, partner=partner, when=meeting.starts_at)
        chat.tell(partner, STAYS_OPEN, partner=chat.member, when=meeting.starts_at)


def say(chat: Chat, meeting: Meeting, happened: bool) -> None:
    """Keep what this person says of a session (locked), and let it follow."""
    sessions.account(chat.db, meeting.id, chat.sender.member_id).happened = happened
    settle(chat, meeting)


def settle(chat: Chat, meeting: Meeting) -> None:
    """Let a session (locked) be what the two say it was, and set going what comes of that."""
    chat.flush()
    said = sessions.accounts(chat.db, meeting.id)
    was, meeting.status = meeting.status, sessions.as_told(meeting.status, said)
    if meeting.status == "happened" and was != "happened":
        going_on.met(chat, meeting)
    elif meeting.status == "unsure" and was != "unsure":
        _ask_once_more(chat, meeting)
    elif meeting.status == "unsettled" and was != "unsettled":
        digest.mention(chat, "unsettled", meeting)


def _ask_once_more(chat: Chat, meeting: Meeting) -> None:
    for side in meeting.pairing.sides:
        looked = sessions.account(chat.db, meeting.id, side.member_id).looked_again_at
        if looked is None and side.member_id == chat.sender.member_id:
            chat.turn_to(remembering, meeting)
        elif looked is None:
            chat.invite(side.member, remembering, meeting)
        stays_open.plan(chat, side.member, meeting, chat.now + OPEN_FOR)


@nudge(
    "stays-open",
    manner=Manner.AWAITED,
    about=Meeting,
    lapse=timedelta(days=30),
    stands=lambda _chat, meeting: meeting.status == "unsure",
)
def stays_open(chat: Chat, meeting: Meeting) -> datetime | None:
    """Who doesn't look again keeps their word; it isn't asked for a third time."""
    chat.lock(meeting)
    if meeting.status != "unsure":
        return None
    for account in sessions.accounts(chat.db, meeting.id):
        account.looked_again_at = account.looked_again_at or chat.now
    settle(chat, meeting)
    partner = meeting.partner(chat.sender.member_id)
    chat.say(STAYS_OPEN, partner=partner, when=meeting.starts_at)
    chat.tell(partner, STAYS_OPEN, partner=chat.member, when=meeting.starts_at)
    return None


@digest.case("unsettled", about=Meeting, stands=lambda _chat, meeting: meeting.status == "unsettled")
def a_hand(chat: Chat, meeting: Meeting) -> None:
    """To a coordinator, once: never who said what."""
    one, two = (side.member for side in meeting.pairing.sides)
    chat.say(A_HAND, one=one, two=two, when=meeting.starts_at, handle=handle(one), other=handle(two))
