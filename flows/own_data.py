"""What is kept of somebody, and is theirs to see, to change and to have deleted, also when they hear from us no more."""

from flows import agenda, delete_me, engine, keeping_me, my_consents, my_data
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.understand import fold
from flows.understand.leaving import leaving
from flows.words import LANGUAGES, _, translate

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
    OneOf({"consents": _("see my consents"), "copy": _("get a copy of it"), "delete": _("delete all of it")}),
)
def choosing_what(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"consents": agreed_to, "copy": copying, "delete": deleting}
    return ways[choice]


@own_data.ends
def agreed_to(chat: Chat) -> None:
    if my_consents.some(chat):
        chat.turn_to(my_consents.my_consents)


@own_data.ends
def copying(chat: Chat) -> None:
    chat.turn_to(my_data.my_data)


@own_data.ends
def deleting(chat: Chat) -> None:
    if delete_me.not_asked_yet(chat):
        chat.turn_to(delete_me.delete_me)


def heard_from_outside(chat: Chat, opt_out_type: str | None) -> bool:
    """Whether somebody who asked us to text no more, or takes part no longer, asks for what is theirs all the same, and was
    answered: nothing else of theirs is. `opt_out_type`: what the carrier made of the text."""
    is_gone = chat.sender.stopped_at is not None or chat.sender.status == "removed"
    if opt_out_type or not is_gone:
        return False
    theirs = (delete_me.delete_me, my_data.my_data)
    if _says(chat, keeping_me.KEEP) or keeping_me.surely_stays(chat.heard):
        return keeping_me.keep(chat)
    begun = next((one for one in theirs if _says(chat, one.words)), None)
    if begun is not None:
        if begun is my_data.my_data or delete_me.not_asked_yet(chat):
            agenda.load_open(chat)
            agenda.begin(chat, begun)
    elif leaving(chat.heard) is None and agenda.load_open(chat) and _answers(chat, theirs):
        engine.answer(chat, chat.heard)
    else:
        return False
    agenda.keep(chat)
    return True


def _answers(chat: Chat, flows: tuple[Flow, ...]) -> bool:
    return chat.talk.flow in flows and engine.understands(chat, chat.heard)


def _says(chat: Chat, copy: str) -> bool:
    said = fold(chat.heard).strip(" .!")
    return any(said == fold(word) for one in LANGUAGES for word in translate(copy, one).split(","))
