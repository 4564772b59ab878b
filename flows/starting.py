"""A session that begins now: the one that is booked, or one that nobody booked."""

from datetime import timedelta
from uuid import uuid4

from flows import role_prompts, session
from flows.booked import UNREACHABLE, length
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models import sessions
from models.pairings import Pairing
from models.sessions import Meeting

starting = Flow("starting", title=_("beginning a session"), about=Pairing, urgency=5, fleeting=True)

TODAY = timedelta(hours=12)  # what is booked within this time may be meant
BEGUN_COACH = note(
    _("{partner} says that you begin: you coach {partner} now, until {until}. {idea}"), booked=True
)
BEGUN_COACHED = note(
    _("{partner} says that you begin: {partner} coaches you now, until {until}. {idea}"), booked=True
)
BEGUN_TURN = note(_("{partner} says that you begin. {turn}, until {until}. {idea}"), booked=True)
BEGUN = {
    role_prompts.YOU_COACH: BEGUN_COACH,
    role_prompts.COACHES_YOU: BEGUN_COACHED,
    role_prompts.TURN: BEGUN_TURN,
}


@starting.facts
def facts(chat: Chat) -> dict[str, object]:
    pairing: Pairing = chat.subject
    soon = _later_today(chat, pairing)
    return {
        "partner": pairing.partner(chat.sender.member_id),
        "right_now": chat.phrase(_("now instead of {old}"), old=soon.starts_at)
        if soon
        else chat.phrase(_("now")),
        **length(chat, pairing),
    }


@starting.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "agreed")


@starting.asks(
    _("Shall a session with {partner} begin {right_now}? It takes {length}, {halves}."),
    YesNo(yes=_("Yes, we begin now"), no=_("No, not now")),
)
def beginning(chat: Chat, now: bool) -> State | End:
    return begun if now else not_now


@starting.ends
def begun(chat: Chat) -> None:
    pairing: Pairing = chat.subject  # locked, so that both may say so at once
    partner = pairing.partner(chat.sender.member_id)
    if not stands(chat) or partner.stopped_at is not None:
        chat.say(UNREACHABLE, partner=partner)
        return
    booked = sessions.of_pairing(chat.db, pairing.id, ("booked",))
    live = next((one for one in booked if one.is_live(chat.now)), None)
    meeting = live or _later_today(chat, pairing) or _made_now(chat, pairing)
    begin(chat, meeting)


@starting.ends
def not_now(chat: Chat) -> None:
    chat.say(_("Then not now. To find a time, text BOOK."))


def begin(chat: Chat, meeting: Meeting) -> None:
    """It begins now, unless it has; whoever writes reads their role as the answer, the other at once."""
    session.hold(chat, meeting)
    chat.undisturbed = True
    partner = meeting.partner(chat.sender.member_id)
    if meeting.began_at is None:
        meeting.begin(chat.now)
        session.plan_anew(chat, meeting)
        copy, told = role_prompts.at_first(chat, meeting, partner)
        begun_for = BEGUN[copy]
        chat.tell(partner, begun_for, by=chat.now, **told)
        chat.say(_("Good, and {partner} reads so too."), partner=partner)
    else:
        chat.say(_("You have begun already, at {time}."), time=chat.time(meeting.began_at))
    copy, mine = role_prompts.at_first(chat, meeting, chat.member)
    chat.say(copy, **mine)


def _later_today(chat: Chat, pairing: Pairing) -> Meeting | None:
    """What these two have booked for the next hours."""
    booked = sessions.of_pairing(chat.db, pairing.id, ("booked",))
    soon = [one for one in booked if one.began_at is None and chat.now < one.starts_at <= chat.now + TODAY]
    return soon[0] if soon else None


def _made_now(chat: Chat, pairing: Pairing) -> Meeting:
    meeting = Meeting(
        uid=uuid4().hex,
        pairing=pairing,
        status="booked",
        proposed_by=chat.sender.member_id,
        starts_at=chat.now,
        first_coached=session.whose_turn_first(chat, pairing, chat.now),
        minutes=session.minutes_of(chat, pairing),
    )
    chat.db.add(meeting)
    chat.flush()
    return meeting
