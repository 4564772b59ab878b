"""Somebody was found in the directory, and is asked whether they'd like to be in touch. Names are told when both have said yes;
nobody learns of a no, which reads like no answer, and reads so on the same day."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flows import community, introduction
from flows.chat import Chat
from flows.directory_words import OFFERS
from flows.expects import YesNo
from flows.flow import End, Flow, Miss, State
from flows.nudging import Manner, nudge
from flows.understand import fold
from flows.wording import note
from flows.words import _, language_name
from models import directory, wishes
from models.directory import DirectoryRequest

ANSWERED_WITHIN = timedelta(days=5)
LINE = timedelta(days=30)  # in which two who met through it can write to each other here

NOTHING_CAME = note(
    _(
        "Nothing has come of what you asked through the directory this time. It says nothing about you. To look for somebody "
        "else, text DIRECTORY."
    )
)
THEY_SAID_YES = note(
    _(
        "Somebody you asked through the directory said yes: {partner}. To write to each other here, text CHAT. It's open for 30 "
        "days; for longer, text SHARE NUMBERS."
    )
)
CLOSES = note(
    _(
        "It's 30 days since you and {partner} found each other through the directory, so your line here closes. Thank you both."
    )
)

WHO_IT_IS = _("You learn their name, and they yours, once you've said yes. More of them I can't say.")
_WHO = re.compile(
    r"(?:(?:and|but|ok|so|wait|y|pero|espera),? )?"
    r"(?:who\b|who'?s\b|do i know|what'?s their name|quien|l[ao] conozco|como se llama)"
)

contact = Flow(
    "directory_contact",
    title=_("somebody who found you in the directory"),
    about=DirectoryRequest,
    urgency=35,
    unasked=True,
)


@contact.facts
def facts_of_contact(chat: Chat) -> dict[str, object]:
    one: DirectoryRequest = chat.subject
    return {
        "accreditation": introduction.accreditation(one.member),
        "tongue": language_name(one.member.language, chat.language),
        "kind": chat.phrase(OFFERS[one.kind]),
    }


def _still(chat: Chat, one: DirectoryRequest) -> bool:
    """Whether there is anything to say yes to."""
    there = one.member.status == "verified" and one.member.stopped_at is None
    return one.status == "asked" and there and not _apart(chat, one)


def _apart(chat: Chat, one: DirectoryRequest) -> bool:
    return community.may_not_meet(chat.db, one.member, one.other, chat.now.date())


@contact.stands
def is_asked(chat: Chat) -> bool:
    return _still(chat, chat.subject)


@dataclass(frozen=True, slots=True)
class WouldYou(YesNo):
    """Yes or no; who asks who it is reads when they learn that."""

    def read(self, text: str, chat: Chat) -> bool | Miss:
        """Whether they would."""
        said = YesNo.read(self, text, chat)
        asks = isinstance(said, Miss) and _WHO.match(fold(text)) is not None
        return Miss(WHO_IT_IS, lacking=True) if asks else said


@contact.asks(
    _(
        "Somebody found you in the directory and would like to be in touch, for {kind}: {accreditation}, writes {tongue}. Would "
        "you like to? They learn your name, and you theirs, only if you say yes."
    ),
    WouldYou(yes=_("Yes, introduce us"), no=_("Not this time")),
    private=True,
)
def would_you(_chat: Chat, yes: bool) -> State | End:
    return in_touch if yes else rather_not


@contact.ends
def in_touch(chat: Chat) -> None:
    one: DirectoryRequest = chat.subject
    if not _still(chat, one):
        chat.say(_("They no longer look for somebody. Thank you for being there."))
        return
    one.together(chat.db)
    chat.tell(one.member, THEY_SAID_YES, partner=chat.member)
    for person in (one.member, one.other):
        closes.plan(chat, person, one, chat.now + LINE)
    chat.say(
        _(
            "It's {partner}. To write to each other here, text CHAT. It's open for 30 days; for longer, text SHARE NUMBERS."
        ),
        partner=one.member,
    )


@contact.ends
def rather_not(chat: Chat) -> None:
    if chat.subject.status == "asked":
        chat.subject.status = "declined"
    chat.say(_("That's fine, and nobody hears of it. To leave the directory, text UNLIST ME."))


def withdraw_all(chat: Chat) -> bool:
    """Who is no longer in the directory is asked nothing more through it; whoever asked reads what they'd read of no answer.
    Whether there was a question."""
    there = directory.asking(chat.db, chat.sender.member_id)
    for one in there:
        chat.lock(one)
        if one.status == "asked":
            one.status = "declined"
        chat.call_off(contact, one)
        if chat.has_talk and chat.talk.flow is contact and chat.talk.about == one.id:
            chat.talk.ended = True
    return bool(there)


@nudge("directory-over", manner=Manner.AWAITED, lapse=timedelta(days=30))
def over(chat: Chat, request_id: int) -> None:
    """To who asked: on the same day and in the same words, whether it was a no, no answer, or they have gone."""
    one = chat.db.get(DirectoryRequest, request_id)
    if one is not None:
        chat.lock(one)
        if one.status in ("together", "over"):
            return
        if one.status == "asked":
            one.status = "lapsed"
            chat.call_off(contact, one)
    chat.say(NOTHING_CAME)


@nudge(
    "directory-closes",
    manner=Manner.AWAITED,
    about=DirectoryRequest,
    lapse=timedelta(days=7),
    stands=lambda chat, one: (
        one.status in ("together", "over") and not wishes.blocked(chat.db, one.member_id, one.other_id)
    ),
)
def closes(chat: Chat, one: DirectoryRequest) -> None:
    """To both, each in their own time; with the first of them it is closed."""
    chat.lock(one)
    if one.status == "together":
        one.over(chat.db)
    chat.say(CLOSES, partner=one.partner(chat.sender.member_id))
