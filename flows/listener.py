"""LISTENER: offering to listen to others, and taking that back."""

from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models import hearings

listening = Flow(
    "listening",
    title=_("listening to others"),
    words=_("listener, be a listener, i can listen, i'd like to listen"),
)


@listening.begins
def begins(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        chat.say(_("That's kind. You can offer it as soon as a coordinator has checked your accreditation."))
        return False
    return True


@listening.asks(
    _(
        "Now and then a member wants to be heard by another coach, after something racist happened in their "
        "work. May I ask you "
        "then? Only in your hours, and each no is fine and never passed on."
    ),
    YesNo(yes=_("Yes, you may ask"), no=_("No, rather not")),
)
def may_be_asked(chat: Chat, yes: bool) -> State | End:
    return on_the_list if yes else off_the_list


@listening.ends
def on_the_list(chat: Chat) -> None:
    hearings.offer(chat.db, chat.sender.member_id, True)
    chat.say(_("Thank you. I ask you when somebody looks for a listener. To change that, text LISTENER."))


@listening.ends
def off_the_list(chat: Chat) -> None:
    hearings.offer(chat.db, chat.sender.member_id, False)
    chat.say(_("Then I don't ask you. If that changes, text LISTENER."))
