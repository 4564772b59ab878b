"""Something hurt somebody, and may have been racism: they are asked gently, and nobody reads what they wrote."""

from flows import agenda, crisis, engine, incident, incident_words
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.words import _

hurt = Flow(
    "hurt",
    title=_("something that hurt"),
    opening=_("I'm sorry. You needn't explain anything here, and I've shown your words to nobody."),
    urgency=3,
    unkept=True,
    discreet=True,
)
CHOICES = {"show": _("Yes, show me"), "nothing": _("No, thank you"), "else": _("I meant something else")}


def meant(chat: Chat) -> bool:
    """Whether the text may tell of it and answers nothing that was asked, and they were asked whether to see what there is."""
    if not incident_words.may_say_so(chat.heard) or incident.is_for_something_else(chat):
        return False
    if chat.has_talk and (
        chat.talk.flow in (hurt, incident.incident, crisis.crisis) or engine.understands(chat, chat.heard)
    ):
        return False
    chat.forgotten = True
    before = {"flow": chat.talk.flow.name, "about": chat.talk.about} if chat.has_talk else None
    words = chat.heard.strip()[: crisis.LONGEST] if before else None
    agenda.begin(chat, hurt, words=words, before=before)
    return True


@hurt.asks(
    _("Would it help to see what there is here for moments like that?"),
    incident.Way(OneOf(CHOICES, yes="show", no="nothing")),
    private=True,
)
def offering(chat: Chat, choice: str) -> State | End:
    ways: dict[str, End] = {"show": shown, "nothing": nothing_for_now, "else": meant_otherwise}
    return ways[choice]


@hurt.ends
def shown(chat: Chat) -> None:
    agenda.keep(chat)
    agenda.begin(chat, incident.incident)


@hurt.ends
def nothing_for_now(chat: Chat) -> None:
    chat.undisturbed = True
    chat.say(incident.NOTHING)


@hurt.ends
def meant_otherwise(chat: Chat) -> None:
    crisis.take_up_again(chat)
