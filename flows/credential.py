"""A coordinator's eye on an accreditation: who is told, what they read, and asking again."""

from flows.chat import Chat
from flows.expects import Words
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _, handle
from models.members import Credential, Member, coordinators

credential = Flow("credential", title=_("your accreditation"), about=Credential, urgency=20)

WOULD_LIKE_TO_JOIN = note(
    _("{who} would like to join. Please check their accreditation. To look, text: LOOK {handle}")
)
HAS_ANSWERED = note(
    _("{who} has answered about their accreditation: {words}\n\nTo go on, text VERIFY {handle}")
)
HAS_ANSWERED_VERIFIED = note(
    _(
        "{who}, who stays verified, has answered about their accreditation: {words}\n\nTo look, text LOOK {handle}"
    )
)


def show_coordinators(chat: Chat) -> None:
    """Tell the coordinators that somebody waits for their eye."""
    for coordinator in coordinators(chat.db):
        chat.tell(
            coordinator,
            WOULD_LIKE_TO_JOIN,
            who=chat.member,
            handle=handle(chat.member),
        )


RUNS_UNTIL = _("By their own word it runs until {day}.")
RAN_UNTIL = _("By their own word it ran until {day}.")
STATUS = {
    "newcomer": _("not signed up yet"),
    "applied": _("waiting to be checked"),
    "queried": _("was asked again"),
    "verified": _("verified"),
}
ASKED_TOO = _("verified, and was asked again")


def standing(member: Member) -> str:
    """Where somebody is with their accreditation, in words."""
    return ASKED_TOO if _is_asked_too(member) else STATUS[member.status]


def _is_asked_too(member: Member) -> bool:
    """Whether a question waits for the answer of somebody verified, who stays so."""
    return (
        member.status == "verified" and member.credential is not None and member.credential.query is not None
    )


@credential.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"question": chat.subject.query}


@credential.stands
def stands(chat: Chat) -> bool:
    return chat.sender.status == "queried" or _is_asked_too(chat.member)


@credential.asks(
    _("A coordinator asks about your accreditation: {question}\n\nWhat would you answer?"), Words(300)
)
def answering(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return answered


@credential.ends
def answered(chat: Chat) -> None:
    shown: Credential = chat.subject
    verified = chat.member.status == "verified"
    if verified:  # what was checked stays beside what is new
        shown.reference = "; ".join(filter(None, (shown.reference, chat.answers.words)))
    else:
        shown.reference, chat.member.status = chat.answers.words, "applied"
    shown.query = None
    for coordinator in coordinators(chat.db):
        chat.tell(
            coordinator,
            HAS_ANSWERED_VERIFIED if verified else HAS_ANSWERED,
            who=chat.member,
            handle=handle(chat.member),
            words=chat.answers.words,
        )
    chat.say(
        _("Thank you. A coordinator reads it.")
        if verified
        else _("Thank you. A coordinator will look again.")
    )
