"""What is kept of somebody, and is theirs to see, to change and to have deleted."""

from flows import delete_me, my_consents
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _

own_data = Flow(
    "own_data",
    title=_("what I keep of you"),
    urgency=5,
    fleeting=True,
    newcomers=True,
    words=_(
        "what do you keep of me, what do you know about me, what you keep of me, my privacy, privacy, my rights, data protection"
    ),
)


@own_data.asks(
    _("What I keep of you is yours. What would you like to do?"),
    OneOf({"consents": _("see my consents"), "delete": _("delete all of it")}),
)
def choosing_what(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"consents": agreed_to, "delete": deleting}
    return ways[choice]


@own_data.ends
def agreed_to(chat: Chat) -> None:
    if my_consents.some(chat):
        chat.turn_to(my_consents.my_consents)


@own_data.ends
def deleting(chat: Chat) -> None:
    if delete_me.not_asked_yet(chat):
        chat.turn_to(delete_me.delete_me)
