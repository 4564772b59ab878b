"""A session that didn't happen: no penalty, nothing for anybody to see. Who waited is cared for; who wasn't there hears of
it only when the other wishes it, and kindly. When it happens twice a coordinator knows, as of something to care about."""

from flows import digest
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import FLOWS, End, Flow, State
from flows.wording import note
from flows.words import _, handle
from models import pairings, sessions
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting

TWICE = 2  # the second one is worth a kind word

missed = Flow("missed", title=_("a session that didn't happen"), about=Meeting, urgency=40)

MISSED_YOU = note(
    _(
        "{who} missed you on {when}. Life happens, and all is well. To find another time, text BOOK. If something is up, "
        "text MENU to write to a person."
    )
)
EACH_OTHER = note(
    _(
        "{one} and {two} have missed each other twice. A kind word may help. To see how they are: HOW ARE {handle} AND {other}"
    )
)
SOMEBODY = note(
    _(
        "{who} couldn't be there twice in this round. A kind word may help. To write one: TELL {handle}: your words"
    )
)


@missed.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.partner(chat.sender.member_id)}


@missed.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "missed")


@missed.asks(
    _("That's all right, and nothing is counted. What happened? Nobody reads your answer."),
    OneOf(
        {
            "agreed": _("we moved or skipped it"),
            "me": _("I couldn't make it"),
            "partner": _("they didn't come"),
            "unsaid": _("I'd rather not say"),
        }
    ),
    private=True,
)
def what_happened(chat: Chat, because: str) -> State | End:
    chat.answers.because = because
    if because != "partner":
        return all_is_well
    reachable = chat.subject.partner(chat.sender.member_id).stopped_at is None
    return kind_note if reachable else what_would_help


@missed.asks(
    _(
        "I'm sorry you waited. That's not on you. Shall I send {partner} a kind note, that you missed them and life happens?"
    ),
    YesNo(yes=_("Yes, a kind note"), no=_("No, no note")),
    private=True,
)
def kind_note(chat: Chat, wanted: bool) -> State | End:
    chat.answers.note = wanted
    return what_would_help


@missed.asks(
    _("And for you: what would be good now?"),
    OneOf(
        {
            "book": _("find another time"),
            "person": _("write to a person"),
            "rematch": _("meet somebody else"),
            "nothing": _("nothing just now"),
        },
        no="nothing",
    ),
    private=True,
)
def what_would_help(chat: Chat, what: str) -> State | End:
    chat.answers.what = what
    return writing if what == "person" else cared_for


@missed.asks(
    _("Write it here. A coordinator, a person, reads it and texts you back."),
    Words(500, letters=True),
    private=True,
)
def writing(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return cared_for


@missed.ends
def all_is_well(chat: Chat) -> None:
    keep_why(chat)
    chat.say(_("Thank you. These things happen."))
    if chat.subject.pairing.status == "agreed":
        chat.say(
            _("To find another time with {partner}, text BOOK."),
            partner=chat.subject.partner(chat.sender.member_id),
        )


@missed.ends
def cared_for(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    partner = meeting.partner(chat.sender.member_id)
    keep_why(chat)
    if chat.answers.note and meeting.status == "missed":
        chat.tell(partner, MISSED_YOU, who=chat.member, when=meeting.starts_at)
        chat.say(_("{partner} gets a kind note."), partner=partner)
    if chat.answers.what == "person":
        if chat.pass_on(chat.answers.words):
            chat.say(_("A coordinator has your words and will text you."))
    elif chat.answers.what == "nothing":
        chat.say(_("Then that's all for now. Take care of yourself."))
    else:
        _turn_to(chat, meeting)


def _turn_to(chat: Chat, meeting: Meeting) -> None:
    """Another time, or somebody else: each is a conversation of its own."""
    wanted = FLOWS["booking" if chat.answers.what == "book" else "rematch"]
    pairing = meeting.pairing
    if wanted.name == "rematch" and pairing.ring_id is not None:
        pairing = chat.db.get_one(Pairing, pairing.ring_id)
    if pairing.status in ("agreed", "turning"):
        chat.turn_to(wanted, pairing)
    else:
        chat.say(_("The two of you aren't paired any more. When there is somebody for you, we'll text you."))


def keep_why(chat: Chat) -> None:
    """For us alone; and look whether a coordinator may care."""
    meeting: Meeting = chat.subject
    sessions.account(chat.db, meeting.id, chat.sender.member_id).because = chat.answers.because
    chat.flush()
    if _missed_each_other(chat, meeting.pairing) or _missed_often(chat, meeting):
        digest.mention(chat, "missed-twice", meeting.pairing)


def _absent(chat: Chat, meeting: Meeting) -> set[int]:
    """Who wasn't there, as the two say. Nobody, when one of them says that they had agreed on it."""
    said = [one for one in sessions.accounts(chat.db, meeting.id) if one.because is not None]
    if meeting.status != "missed" or any(one.because == "agreed" for one in said):
        return set()
    mine = {one.member_id for one in said if one.because == "me"}
    return mine | {meeting.partner(one.member_id).id for one in said if one.because == "partner"}


def _missed_each_other(chat: Chat, pairing: Pairing) -> bool:
    had = sessions.of_pairing(chat.db, pairing.id, ("missed",))
    return sum(bool(_absent(chat, meeting)) for meeting in had) >= TWICE


def _missed_often(chat: Chat, meeting: Meeting) -> Member | None:
    """Who of the two couldn't be there twice in this round, with whomever."""
    pairing = meeting.pairing
    for side in pairing.sides if pairing.round_id is not None else ():
        of_theirs = [
            one
            for other in pairings.of_round(chat.db, side.member_id, pairing.round_id or 0)
            for one in sessions.of_pairing(chat.db, other.id, ("missed",))
        ]
        if sum(side.member_id in _absent(chat, one) for one in of_theirs) >= TWICE:
            return side.member
    return None


def _often_of(chat: Chat, pairing: Pairing) -> Member | None:
    latest = sessions.of_pairing(chat.db, pairing.id, ("missed",))
    return _missed_often(chat, latest[-1]) if latest else None


def _is_still_so(chat: Chat, pairing: Pairing) -> bool:
    return _missed_each_other(chat, pairing) or _often_of(chat, pairing) is not None


@digest.case("missed-twice", about=Pairing, stands=_is_still_so)
def missed_twice(chat: Chat, pairing: Pairing) -> None:
    """To a coordinator, once for these two, if it is still so."""
    if _missed_each_other(chat, pairing):
        one, two = (side.member for side in pairing.sides)
        chat.say(EACH_OTHER, one=one, two=two, handle=handle(one), other=handle(two))
    elif (who := _often_of(chat, pairing)) is not None:
        chat.say(SOMEBODY, who=who, handle=handle(who))
