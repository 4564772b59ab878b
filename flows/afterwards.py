"""After a session: did it happen, sealed feedback with its reader named first, one commitment and one follow-up."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows import agenda, going_on
from flows.chat import Chat
from flows.expects import Day, OneOf, Words, YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _
from models import pairings, sessions
from models.members import coordinators
from models.sessions import Account, Commitment, Meeting

SEALED_FOR = timedelta(days=7)
FOLLOW_UP_AT = time(10, 0)  # of the person's own day

afterwards = Flow("afterwards", title=_("how your session was"), about=Meeting, urgency=40)
follow_up = Flow("follow-up", title=_("your commitment"), about=Commitment, urgency=60)


TO_COORDINATORS = note(_("{who} wrote to the coordinators after a session: {words}"))
TO_PARTNER = note(_("{who} wrote to you after your session: {words}"))
TO_WITNESS = note(_("{who} asks you to witness a commitment: {words}"))


@afterwards.facts
def facts(chat: Chat) -> dict[str, object]:
    meeting: Meeting = chat.subject
    return {"partner": meeting.partner(chat.sender.member_id), "when": meeting.starts_at}


@afterwards.stands
def stands(chat: Chat) -> bool:
    return chat.subject.status not in ("replaced", "called_off")


@afterwards.asks(
    _("Did you and {partner} meet on {when}?"), YesNo(yes=_("Yes, we met"), no=_("Not this time"))
)
def happening(chat: Chat, met: bool) -> State | End:
    return reader if met else not_this_time


@afterwards.asks(
    _("Good. Would you like to write some words about it? Say first who may read them."),
    OneOf(
        {
            "partner": _("{partner}, once you both wrote or after 7 days"),
            "coordinators": _("the coordinators"),
            "me": _("only me"),
            "nobody": _("no words this time"),
        }
    ),
    private=True,
)
def reader(chat: Chat, audience: str) -> State | End:
    chat.answers.audience = audience
    return {"partner": for_partner, "coordinators": for_coordinators, "me": for_me, "nobody": committing}[
        audience
    ]


@afterwards.asks(
    _(
        "Only {partner} will read this, once you have both written or after 7 days. How was it for you, and what helped?"
    ),
    Words(1000, letters=True),
)
def for_partner(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return committing


@afterwards.asks(
    _("Only the coordinators will read this. How was it for you, and what would help?"),
    Words(1000, letters=True),
)
def for_coordinators(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return committing


@afterwards.asks(_("Only you will ever read this. How was it for you?"), Words(1000, letters=True))
def for_me(chat: Chat, words: str) -> State | End:
    chat.answers.feedback = words
    return committing


@afterwards.asks(
    _(
        "Is there one thing you'd like to commit to? For example: If it is Monday 9 am, then I call my mentor. Or SKIP."
    ),
    Words(300, skippable=True, letters=True),
)
def committing(chat: Chat, words: str | None) -> State | End:
    chat.answers.commitment = words
    return following_up if words else told


@afterwards.asks(_("On which day shall I ask you how it went? For example: Friday, or 15 January"), Day())
def following_up(chat: Chat, on: date) -> State | End:
    chat.answers.day = on
    return witness


@afterwards.asks(
    _("On {day}. Who should know of your commitment?"),
    OneOf({"me": _("only me"), "partner": _("{partner}, as my witness")}),
)
def witness(chat: Chat, who: str) -> State | End:
    chat.answers.witness = who
    return told


@afterwards.ends
def told(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    account = sessions.account(chat.db, meeting.id, chat.sender.member_id)
    account.happened = True
    if meeting.status != "happened":
        meeting.status = "happened"
        going_on.met(chat, meeting)
    if chat.answers.feedback:
        _keep_feedback(chat, meeting, account)
    if chat.answers.commitment:
        _keep_commitment(chat, meeting)
    chat.say(
        _("Thank you. To find a next time with {partner}, text BOOK."),
        partner=meeting.partner(chat.sender.member_id),
    )


@afterwards.ends
def not_this_time(chat: Chat) -> None:
    meeting: Meeting = chat.subject
    sessions.account(chat.db, meeting.id, chat.sender.member_id).happened = False
    if meeting.status == "booked":
        meeting.status = "missed"
    chat.say(
        _("These things happen, and nothing is counted. To find another time with {partner}, text BOOK."),
        partner=meeting.partner(chat.sender.member_id),
    )


def _keep_feedback(chat: Chat, meeting: Meeting, account: Account) -> None:
    account.audience, account.feedback, account.written_at = (
        chat.answers.audience,
        chat.answers.feedback,
        chat.now,
    )
    if account.audience == "coordinators":
        for coordinator in coordinators(chat.db):
            chat.tell(
                coordinator,
                TO_COORDINATORS,
                who=chat.member,
                words=account.feedback,
            )
    if account.audience == "partner":
        feedback_opens.plan(chat, chat.member, meeting, chat.now + SEALED_FOR)
    written = [one for one in sessions.accounts(chat.db, meeting.id) if one.written_at is not None]
    if len(written) == len(meeting.pairing.sides):
        for one in written:
            _hand_over(chat, meeting, one)


def _hand_over(chat: Chat, meeting: Meeting, account: Account) -> None:
    """Open one sealed letter to its reader, once."""
    reader = meeting.partner(account.member_id)
    if account.audience != "partner" or account.handed_over_at is not None or reader.stopped_at is not None:
        return
    account.handed_over_at = chat.now
    author = meeting.pairing.side(account.member_id).member
    chat.tell(
        reader,
        TO_PARTNER,
        who=author,
        words=account.feedback,
    )


def hand_over_what_waited(chat: Chat) -> None:
    """What was written to this person while they couldn't be reached, and is open by now."""
    mine = chat.sender.member_id
    for pairing in pairings.going(chat.db, mine, ("agreed",)):
        for meeting in sessions.of_pairing(chat.db, pairing.id, ("happened",)):
            written = [one for one in sessions.accounts(chat.db, meeting.id) if one.written_at is not None]
            for one in written:
                opens_at = chat.now if len(written) == len(pairing.sides) else _opens_at(one)
                if one.member_id != mine and opens_at <= chat.now:
                    _hand_over(chat, meeting, one)


def _opens_at(account: Account) -> datetime:
    assert account.written_at is not None
    return account.written_at + SEALED_FOR


@nudge("feedback-opens", manner=Manner.AWAITED, about=Meeting, lapse=timedelta(days=30))
def feedback_opens(chat: Chat, meeting: Meeting) -> None:
    """Seven days on, what one wrote is handed over though the other didn't write."""
    _hand_over(chat, meeting, sessions.account(chat.db, meeting.id, chat.sender.member_id))


def _keep_commitment(chat: Chat, meeting: Meeting) -> None:
    given = chat.answers
    at = datetime.combine(given.day, FOLLOW_UP_AT, ZoneInfo(chat.zone))
    commitment = Commitment(
        session_id=meeting.id,
        member_id=chat.sender.member_id,
        words=given.commitment,
        follow_up_at=at,
        witness=given.witness,
    )
    chat.db.add(commitment)
    chat.flush()
    ask_how_it_went.plan(chat, chat.member, commitment)
    partner = meeting.partner(chat.sender.member_id)
    if given.witness == "partner" and partner.stopped_at is not None:
        chat.say(
            _("{partner} can't be reached by text just now, so your commitment stays with me alone."),
            partner=partner,
        )
    elif given.witness == "partner":
        chat.tell(partner, TO_WITNESS, who=chat.member, words=given.commitment)


@nudge(
    "follow-up",
    manner=Manner.AWAITED,  # on the day the person chose
    about=Commitment,
    due=lambda commitment: commitment.follow_up_at,
    lapse=timedelta(days=3),
    stands=lambda _chat, commitment: commitment.outcome is None,
)
def ask_how_it_went(chat: Chat, commitment: Commitment) -> datetime | None:
    """One follow-up."""
    return agenda.bring_up(chat, follow_up, commitment)


@follow_up.facts
def commitment_facts(chat: Chat) -> dict[str, object]:
    return {"words": chat.subject.words}


@follow_up.asks(
    _('You asked me to come back to this: "{words}" How is it going?'),
    OneOf({"done": _("I did it"), "on_it": _("I'm on it"), "let_go": _("I let it go")}),
)
def going(chat: Chat, outcome: str) -> State | End:
    chat.answers.outcome = outcome
    return heard


@follow_up.ends
def heard(chat: Chat) -> None:
    chat.subject.outcome = chat.answers.outcome
    chat.say(
        {
            "done": _("How good to hear. Well done."),
            "on_it": _("Good that you're on it. Take your time."),
            "let_go": _("That's a choice too. Thank you for telling me."),
        }[chat.answers.outcome]
    )
