"""Feedback after a session: its reader is named first, and it stays sealed until both have written or for seven days.
Until it is handed over its writer may change it or take it back."""

from datetime import datetime, timedelta

from flows import commitments, for_coordinators_only
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _
from models import nudges, pairings, sessions
from models.sessions import Account, Meeting

SEALED_FOR = timedelta(days=7)
LENGTH = 1000  # characters

feedback = Flow(
    "feedback",
    title=_("your words about a session"),
    about=Meeting,
    urgency=41,
    words=_("feedback, my feedback, write feedback, give feedback, change my feedback, change feedback"),
    unkept=True,
)
TO_PARTNER = note(_("{who} wrote to you after your session: {words}"))
OPENED = _("It has been handed over, so it can't be changed any more. To write to a person, text MENU.")


def may_change(account: Account) -> bool:
    return account.feedback is not None and account.handed_over_at is None


def mine_of(chat: Chat) -> list[tuple[Meeting, Account]]:
    """The sessions this person had, with their account of each, the latest first."""
    known = pairings.going(chat.db, chat.sender.member_id, ("agreed", "ended"))
    had = [one for pairing in known for one in sessions.of_pairing(chat.db, pairing.id, ("happened",))]
    had.sort(key=lambda meeting: meeting.starts_at, reverse=True)
    return [(one, sessions.account(chat.db, one.id, chat.sender.member_id)) for one in had]


@feedback.begins
def about_which(chat: Chat) -> Meeting | None:
    """What can be changed, else the latest session they wrote nothing about."""
    mine = mine_of(chat)
    sealed = [meeting for meeting, account in mine if may_change(account)]
    unwritten = [meeting for meeting, account in mine if account.written_at is None]
    if not (sealed or unwritten):
        chat.say(OPENED if mine else _("There is no session yet to write about."))
    return next(iter(sealed + unwritten), None)


@feedback.facts
def facts(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    return {"partner": meeting.partner(chat.sender.member_id), "when": meeting.starts_at}


@feedback.stands
def stands(chat: Chat) -> bool:
    account = sessions.account(chat.db, chat.subject.id, chat.sender.member_id)
    return chat.subject.status == "happened" and account.handed_over_at is None


@feedback.asks(
    _("Good. Would you like to write some words about it? Say first who may read them."),
    OneOf(
        {
            "partner": _("{partner}, once you both wrote or after 7 days"),
            "coordinators": _("the coordinators"),
            "me": _("only me"),
            "nobody": _("no words this time"),
        },
        no="nobody",
    ),
    private=True,
)
def reader(chat: Chat, audience: str) -> State | End:
    chat.answers.audience = audience
    ways: dict[str, State | End] = {
        "partner": for_partner,
        "coordinators": for_coordinators,
        "me": for_me,
        "nobody": no_words,
    }
    return ways[audience]


@feedback.asks(
    _(
        "Only {partner} will read this, once you have both written or after 7 days. How was it for you, and what helped?"
    ),
    Words(LENGTH, letters=True),
    private=True,
)
def for_partner(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return written


@feedback.asks(
    _("Only the coordinators will read this. How was it for you, and what would help?"),
    Words(LENGTH, letters=True),
    private=True,
)
def for_coordinators(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return written


@feedback.asks(
    _("Only you will ever read this. How was it for you?"), Words(LENGTH, letters=True), private=True
)
def for_me(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return written


@feedback.ends
def no_words(chat: Chat) -> None:
    account = sessions.account(chat.db, chat.subject.id, chat.sender.member_id)
    _then(chat, first=account.written_at is None)


@feedback.ends
def written(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    account = sessions.account(chat.db, meeting.id, chat.sender.member_id)
    if account.handed_over_at is not None:
        chat.say(OPENED)
        return
    first = account.written_at is None
    account.audience, account.feedback, account.written_at = (
        chat.answers.audience,
        chat.answers.feedback,
        chat.now,
    )
    if account.audience == "coordinators":
        _give_to_coordinators(chat, meeting, account)
    elif account.audience == "partner":
        partner = meeting.partner(chat.sender.member_id)
        nudges.forget(chat.connection, feedback_opens.name, partner.id, meeting.id)  # of words they changed
        chat.flush()
        feedback_opens.plan(chat, partner, meeting, opens_at(account))
    hand_over_what_is_open(chat, meeting)
    if account.audience == "partner" and account.handed_over_at is None:
        chat.say(_("It's sealed. Until it is opened, you can text CHANGE MY FEEDBACK or DELETE MY FEEDBACK."))
    elif account.audience == "me":
        chat.say(_("It's kept for you alone. To read it again, text MY REFLECTIONS."))
    _then(chat, first)


def _then(chat: Chat, first: bool) -> None:
    """After a session comes what they would like to do of it; not when they come back to change their words."""
    if first:
        chat.turn_to(commitments.committing)
    else:
        chat.say(_("Thank you."))


def _give_to_coordinators(chat: Chat, meeting: Meeting, account: Account) -> None:
    """To all of them but those it may be about; if that leaves nobody it stays with its writer."""
    if for_coordinators_only.give(chat, meeting, account.feedback or ""):
        account.handed_over_at = chat.now
        return
    account.audience = "me"
    chat.say(
        _(
            "Every coordinator just now may be part of this, so I've shown it to nobody. It's kept for you alone: to read "
            "it, text MY REFLECTIONS."
        )
    )


# Handing over.


def opens_at(account: Account) -> datetime:
    """When a sealed letter may be read though the other didn't write."""
    assert account.written_at is not None
    return account.written_at + SEALED_FOR


def hand_over_what_is_open(chat: Chat, meeting: Meeting) -> None:
    """Give each sealed letter of this session (locked) to its reader, once, when both have written or its time has come."""
    chat.flush()
    said = [one for one in sessions.accounts(chat.db, meeting.id) if one.written_at is not None]
    both = len(said) == len(meeting.pairing.sides)
    for account in said:
        to = meeting.partner(account.member_id)
        sealed = account.audience == "partner" and account.handed_over_at is None
        if sealed and to.stopped_at is None and (both or opens_at(account) <= chat.now):
            account.handed_over_at = chat.now
            author = meeting.pairing.side(account.member_id).member
            chat.tell(to, TO_PARTNER, who=author, words=account.feedback)


def hand_over_what_waited(chat: Chat) -> None:
    """What was written to this person while they couldn't be reached, and is open by now."""
    for pairing in pairings.going(chat.db, chat.sender.member_id, ("agreed", "ended")):
        for meeting in sessions.of_pairing(chat.db, pairing.id, sessions.TOLD):
            if sessions.is_sealed_for(chat.db, meeting.id, chat.sender.member_id):
                chat.lock(meeting)
                hand_over_what_is_open(chat, meeting)


@nudge("feedback-opens", manner=Manner.AWAITED, about=Meeting, lapse=timedelta(days=30))
def feedback_opens(chat: Chat, meeting: Meeting) -> None:
    """Seven days on, what one wrote is handed over though the other didn't write. It is planned for its reader: who wrote
    it may be gone by then, and their words are still meant."""
    chat.lock(meeting)
    hand_over_what_is_open(chat, meeting)
