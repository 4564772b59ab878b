"""Taking out what a member shared, where changing it won't do. Asked first; its author reads why."""

from flows import agenda
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.coordinating.shared import found, is_too_long
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.my_knowledge import withdraw
from flows.wording import note
from flows.words import _
from models.knowledge import Knowledge

TAKEN_OUT = note(
    _(
        'A coordinator has taken out what you shared, "{title}", and writes: {words}\n\nTo write to a person, text MENU.'
    )
)

taking_out = Flow(
    "taking_out",
    title=_("taking out what was shared"),
    about=Knowledge,
    urgency=3,
    fleeting=True,
    coordinating=True,
)


@command(
    _("TAKE OUT number: why"),
    "take out (the) {n}: {words}",
    "delete (the) {n}: {words}",
    "quitar|quita|borrar|borra (el|la) {n}: {words}",
    changes=False,  # it only asks
)
def take_out(chat: Chat, n: int, words: str) -> None:
    """What its author would read, and whether it shall be."""
    one = found(chat, n, published=True)
    if one is None or is_too_long(chat, words):
        return
    agenda.begin(chat, taking_out, one, words=words)


@taking_out.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"title": chat.subject.title, "words": chat.answers.words or ""}


@taking_out.stands
def is_there(chat: Chat) -> bool:
    return bool(chat.subject.status != "withdrawn")


@taking_out.asks(
    _('"{title}" would be gone for good. Its author would read: {words}\n\nShall I take it out?'),
    YesNo(yes=_("Yes, take it out"), no=_("No, leave it there")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return taken_out if wanted else left


@taking_out.ends
@acts.does("take_out")
def taken_out(chat: Chat) -> None:
    one = found(chat, chat.subject.id, published=True)
    if one is None:
        return
    acts.note(chat, one.member)
    chat.tell(one.member, TAKEN_OUT, title=one.title, words=chat.answers.words)
    withdraw(chat, one)
    one.looked_by, one.looked_at = chat.sender.member_id, chat.now
    chat.say(_("It's taken out, and its author reads why. To see what waits: WHAT WAS SHARED?"))


@taking_out.ends
def left(chat: Chat) -> None:
    chat.say(
        _("Then it stays. To ask its author about it: ASK AGAIN {number}: your question"),
        number=chat.subject.id,
    )
