"""Taking back feedback that nobody has read yet."""

from flows import feedback
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import sessions
from models.sessions import Meeting

taking_back = Flow(
    "taking_back",
    title=_("taking back your feedback"),
    about=Meeting,
    urgency=30,
    words=_("delete my feedback, delete feedback, take back my feedback, unsend my feedback"),
)

taking_back.facts(feedback.facts)


@taking_back.begins
def what_is_sealed(chat: Chat) -> Meeting | None:
    mine = feedback.mine_of(chat)
    sealed = [meeting for meeting, account in mine if feedback.may_change(account)]
    if not sealed:
        there = any(account.written_at is not None for _meeting, account in mine)
        chat.say(feedback.OPENED if there else _("You have written no feedback that waits."))
    return sealed[0] if sealed else None


@taking_back.stands
def still_sealed(chat: Chat) -> bool:
    return feedback.may_change(sessions.account(chat.db, chat.subject.id, chat.sender.member_id))


@taking_back.asks(
    _("Shall I delete what you wrote about your session with {partner} on {when}?"),
    YesNo(yes=_("Yes, delete it"), no=_("No, keep it")),
    private=True,
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return taken_back if wanted else left


@taking_back.ends
def taken_back(chat: Chat) -> None:
    account = sessions.account(chat.db, chat.subject.id, chat.sender.member_id)
    if account.handed_over_at is not None:
        chat.say(feedback.OPENED)
        return
    account.feedback = account.audience = account.written_at = None
    chat.say(_("It's deleted, and nobody has read it."))


@taking_back.ends
def left(chat: Chat) -> None:
    chat.say(_("Then it stays as it is."))
