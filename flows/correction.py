"""Was it really so long? One of two remembers another length of their session, and the other is asked: it counts for both
or for neither. Nobody is blamed for remembering."""

from datetime import timedelta

from flows import durations
from flows.chat import Chat
from flows.durations import Minutes
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _, render
from models import corrections, minutes
from models.corrections import Correction
from models.kinds import Kind
from models.minutes import Share
from models.sessions import Meeting

correction = Flow("correction", title=_("how long your session was"), about=Correction, urgency=45)

AGREED = note(_("{partner} agrees about your session on {when}: {remembered}. It counts so for you both."))
DECLINED = note(
    _(
        "{partner} remembers your session on {when} otherwise, so it stays as it was. Memories differ, and that's fine. "
        "To write to a person about it, text MENU."
    )
)
LAPSED = note(
    _(
        "I haven't heard from {partner} about the length of your session on {when}, so it stays as it was. To write to a "
        "person about it, text MENU."
    )
)
BOTH = _("you coached for {given} and were coached for {received}")
GAVE = _("you coached for {given}")
RECEIVED = _("you were coached for {received}")
OTHERWISE = _("given {given}, received {received}")
TWO_OTHERWISE = _("First the minutes you gave, then those you received. For example: 25 and 30")
TWO = _(
    "First those in which you coached {partner}, then those in which you were coached. For example: 25 and 30"
)
ONE = _("For example: 50")
OVER = _("That is settled meanwhile, so nothing changes.")


def remembered(meeting: Meeting, given: int, received: int, language: str) -> str:
    """How long it was, in minutes, from the side of who reads it."""
    copy = BOTH if not meeting.is_whole else GAVE if given else RECEIVED
    copy = copy if meeting.pairing.kind == Kind.COACHING else OTHERWISE
    lengths = {
        "given": durations.shown(given, language),
        "received": durations.shown(received, language),
    }
    return render(copy, language, "UTC", lengths)


def example(chat: Chat, meeting: Meeting) -> str:
    """How minutes are to be written: of both halves, or in a ring of the whole."""
    two = TWO if meeting.pairing.kind == Kind.COACHING else TWO_OTHERWISE
    return chat.phrase(ONE if meeting.is_whole else two, partner=meeting.partner(chat.sender.member_id))


def sides(meeting: Meeting, member_id: int, one: int, other: int) -> tuple[int, int]:
    """(of who was coached first, of the other) as this member (gave, received); and the other way round."""
    return (other, one) if meeting.first_coached == member_id else (one, other)


def given_received(meeting: Meeting, member_id: int, said: list[int]) -> tuple[int, int]:
    """The minutes somebody answered, as given and received: in a ring it is one of the two."""
    if not meeting.is_whole:
        return said[0], said[1]
    return (said[0], 0) if meeting.pairing.coach_id == member_id else (0, said[0])


def propose(chat: Chat, one: Share, given: int, received: int) -> None:
    """Ask the other of these two whether it was so long, in minutes."""
    if (given, received) == (one.given, one.received):
        chat.say(_("That is what I have already, so nothing changes."))
        return
    if one.partner.stopped_at is not None:
        chat.say(_("{partner} can't be reached by text just now."), partner=one.partner)
        return
    mine = chat.sender.member_id
    made = corrections.propose(chat.db, one.meeting, mine, *sides(one.meeting, mine, given, received))
    if made is None:
        theirs_first(chat, one.meeting)
        return
    lapses.plan(chat, chat.member, made)
    chat.invite(one.partner, correction, made)
    chat.say(_("I'm asking {partner} and will text you the answer."), partner=one.partner)


def theirs_first(chat: Chat, meeting: Meeting) -> None:
    """What the other proposed before comes first."""
    older = corrections.waiting(chat.db, meeting.id)
    if older is None:
        chat.say(OVER)
        return
    partner = meeting.partner(chat.sender.member_id)
    chat.say(_("{partner} has told me how they remember it. Theirs came first:"), partner=partner)
    chat.turn_to(correction, older)


@nudge(
    "correction-lapses",
    manner=Manner.AWAITED,
    about=Correction,
    due=lambda made: made.lapses_at,
    lapse=timedelta(days=30),
    stands=lambda _chat, made: made.status == "proposed",
)
def lapses(chat: Chat, made: Correction) -> None:
    """Nobody answered: it stays as it was, and whoever asked knows."""
    chat.lock(made)
    if made.status != "proposed":
        return
    corrections.settle(made, "lapsed")
    chat.call_off(correction, made)
    chat.say(LAPSED, partner=made.meeting.partner(chat.sender.member_id), when=made.meeting.starts_at)


@correction.facts
def proposed(chat: Chat) -> dict[str, object]:
    made: Correction = chat.subject
    me = chat.sender.member_id
    return {
        "partner": made.meeting.partner(me),
        "example": example(chat, made.meeting),
        "when": made.meeting.starts_at,
        "remembered": remembered(
            made.meeting, *sides(made.meeting, me, made.first, made.second), chat.language
        ),
    }


@correction.stands
def still_open(chat: Chat) -> bool:
    return bool(chat.subject.is_open and chat.subject.meeting.status == "happened")


@correction.asks(
    _("{partner} remembers your session on {when} like this: {remembered}. Is that right?"),
    OneOf(
        {"yes": _("Yes, that's right"), "no": _("No, as it was"), "other": _("Other minutes")},
        yes="yes",
        no="no",
    ),
)
def right(chat: Chat, said: str) -> State | End:
    if said == "other":
        return mine
    return agreed if said == "yes" else declined


@correction.asks(
    _("How many minutes do you remember? {example}"),
    Minutes(lambda chat: 1 if chat.subject.meeting.is_whole else 2),
)
def mine(chat: Chat, said: list[int]) -> State | End:
    chat.answers.minutes = said
    return otherwise


@correction.ends
def agreed(chat: Chat) -> None:
    made: Correction = chat.subject
    if not still_open(chat):
        chat.say(OVER)
        return
    corrections.settle(made, "agreed")
    _tell(chat, made, AGREED)
    chat.say(_("Thank you. It counts so for you both."))


@correction.ends
def declined(chat: Chat) -> None:
    made: Correction = chat.subject
    if not still_open(chat):
        chat.say(OVER)
        return
    corrections.settle(made, "declined")
    _tell(chat, made, DECLINED)
    chat.say(_("Thank you. It stays as it was. To write to a person about it, text MENU."))


@correction.ends
def otherwise(chat: Chat) -> None:
    made: Correction = chat.subject
    if not still_open(chat):
        chat.say(OVER)
        return
    me = chat.sender.member_id
    one = minutes.share(chat.db, made.meeting, me)
    given, received = given_received(made.meeting, me, chat.answers.minutes)
    if sides(made.meeting, me, given, received) == (made.first, made.second):
        agreed.act(chat)
    elif (given, received) == (one.given, one.received):
        declined.act(chat)
    else:
        corrections.settle(made, "declined")
        chat.flush()
        propose(chat, one, given, received)


def _tell(chat: Chat, made: Correction, words: Note) -> None:
    """Let whoever proposed it know what became of it."""
    who = made.meeting.pairing.side(made.proposed_by).member
    theirs = sides(made.meeting, who.id, made.first, made.second)
    chat.tell(
        who,
        words,
        partner=chat.member,
        when=made.meeting.starts_at,
        remembered=remembered(made.meeting, *theirs, who.language),
    )
