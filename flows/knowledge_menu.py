"""What members share, from the menu: find it, share something, see one's own."""

from flows import finding_knowledge, my_knowledge, sharing_knowledge
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _

knowledge_menu = Flow("knowledge_menu", title=_("what members share"), urgency=5, fleeting=True)


@knowledge_menu.asks(
    _("What members share. What would you like to do?"),
    OneOf(
        {
            "find": _("find what they share"),
            "share": _("share what I know"),
            "mine": _("see what I shared"),
        }
    ),
)
def what_to_do(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"find": finding, "share": sharing, "mine": what_i_shared}
    return ways[choice]


@knowledge_menu.ends
def finding(chat: Chat) -> None:
    _turn_to(chat, finding_knowledge.finding_knowledge)


@knowledge_menu.ends
def sharing(chat: Chat) -> None:
    _turn_to(chat, sharing_knowledge.sharing_knowledge)


@knowledge_menu.ends
def what_i_shared(chat: Chat) -> None:
    _turn_to(chat, my_knowledge.my_knowledge)


def _turn_to(chat: Chat, flow: Flow) -> None:
    """It is their next question, if it can be asked; otherwise the flow says why not."""
    if flow.find_subject is None or flow.find_subject(chat):
        chat.turn_to(flow)
