"""Correcting how long a session was, beginning with the one who remembers it otherwise. `correction.py` asks the other."""

from flows import correction
from flows.chat import Chat
from flows.durations import Minutes
from flows.expects import OneOf, YesNo
from flows.flow import End, Flow, State
from flows.words import _, day, local
from models import corrections, minutes
from models.minutes import Share
from models.sessions import Meeting

SHOWN = 3  # of the last sessions

correcting = Flow(
    "correcting",
    title=_("correcting a session"),
    urgency=8,
    words=_(
        "correct my hours, correct my minutes, correct the hours, correct the session, correct a session, correct our session"
    ),
)


def some(chat: Chat) -> bool:
    """Whether there is a session to correct; otherwise it was said."""
    found = bool(minutes.shares(chat.db, chat.sender.member_id))
    if not found:
        chat.say(_("I know of no session of yours that took place, so there is nothing to correct."))
    return found


@correcting.begins
def anything(chat: Chat) -> bool:
    return some(chat)


@correcting.stands
def still_counts(chat: Chat) -> bool:
    """Not when the two remember the chosen session differently meanwhile."""
    return not chat.answers.session or _chosen(chat) is not None


def _last(chat: Chat) -> dict[str, str]:
    """The last sessions, the newest first, by what is kept of the choice."""
    if chat.db is None:  # `flows/costs.py` counts the words
        return {}
    mine = minutes.shares(chat.db, chat.sender.member_id)[-SHOWN:]
    return {str(one.meeting.id): _line(chat, one) for one in reversed(mine)}


def _line(chat: Chat, one: Share) -> str:
    when = day(local(one.starts_at, chat.zone).date(), chat.language)
    said = correction.remembered(one.meeting, one.given, one.received, chat.language)
    line = chat.phrase(_("{partner}, {day}: {remembered}"), partner=one.partner, day=when, remembered=said)
    return line.replace("{", "{{").replace("}", "}}")  # an option is copy; a name may hold anything


@correcting.facts
def chosen(chat: Chat) -> dict[str, object]:
    one = _chosen(chat)
    if one is None:
        return {"partner": "", "when": "", "remembered": "", "example": ""}
    given, received = one.given, one.received
    own = corrections.waiting(chat.db, one.meeting.id)
    if chat.answers.minutes:
        given, received = _answered(chat, one)
    elif own is not None:
        given, received = correction.sides(one.meeting, chat.sender.member_id, own.first, own.second)
    said = correction.remembered(one.meeting, given, received, chat.language)
    example = correction.example(chat, one.meeting)
    return {"partner": one.partner, "when": one.starts_at, "remembered": said, "example": example}


def _chosen(chat: Chat) -> Share | None:
    """The session that was chosen, if it is theirs and counts."""
    meeting = chat.db.get(Meeting, int(chat.answers.session)) if chat.answers.session else None
    if meeting is None or meeting.status != "happened":
        return None
    return minutes.share(chat.db, meeting, chat.sender.member_id)


def _halves(chat: Chat) -> int:
    """How many numbers of minutes the chosen session has: in a ring one coaches all the time."""
    one = _chosen(chat)
    return 1 if one is not None and one.meeting.is_whole else 2


def _answered(chat: Chat, one: Share) -> tuple[int, int]:
    """The minutes that were answered, given and received."""
    return correction.given_received(one.meeting, chat.sender.member_id, chat.answers.minutes)


@correcting.asks(
    _("Which session was longer or shorter than it says here?"),
    OneOf(_last),
)
def which(chat: Chat, session: str) -> State | End:
    chat.answers.session, chat.answers.minutes = session, None
    one = _chosen(chat)
    if one is None:
        return gone
    own = corrections.waiting(chat.db, one.meeting.id)
    if own is not None:
        return waiting if own.proposed_by == chat.sender.member_id else theirs_first
    return how_long


@correcting.asks(
    _("I've asked {partner} about that one already: {remembered}. What now?"),
    OneOf({"leave": _("Let it wait"), "back": _("Take it back"), "other": _("Other minutes")}),
)
def waiting(chat: Chat, choice: str) -> State | End:
    if choice == "other":
        return how_long
    return left if choice == "leave" else taken_back


@correcting.asks(_("How many minutes was it really? Or SKIP. {example}"), Minutes(_halves))
def how_long(chat: Chat, said: list[int]) -> State | End:
    chat.answers.minutes = said
    return checking


@correcting.asks(
    _("On {when}, {remembered}. I'd ask {partner}, and it counts once you agree. Shall I?"),
    YesNo(yes=_("Yes, ask"), no=_("Other minutes")),
)
def checking(chat: Chat, right: bool) -> State | End:
    return asked if right else how_long


@correcting.ends
def asked(chat: Chat) -> None:
    one = _chosen(chat)
    if one is None:
        chat.say(correction.OVER)
        return
    correction.propose(chat, one, *_answered(chat, one))


@correcting.ends
def theirs_first(chat: Chat) -> None:
    one = _chosen(chat)
    if one is None:
        chat.say(correction.OVER)
        return
    correction.theirs_first(chat, one.meeting)


@correcting.ends
def taken_back(chat: Chat) -> None:
    one = _chosen(chat)
    own = corrections.waiting(chat.db, one.meeting.id) if one is not None else None
    if own is None or own.proposed_by != chat.sender.member_id:
        chat.say(correction.OVER)
        return
    corrections.settle(own, "withdrawn")
    chat.call_off(correction.correction, own)
    chat.say(_("Taken back. It stays as it was."))


@correcting.ends
def left(chat: Chat) -> None:
    chat.say(_("Good. I'll text you when there is an answer."))


@correcting.ends
def gone(chat: Chat) -> None:
    chat.say(correction.OVER)
