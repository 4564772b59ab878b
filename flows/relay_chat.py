"""A chat with one's partner: while it is on, all that is texted goes to them. It says so with every text, and how to
leave; after half an hour of silence it is closed."""

from dataclasses import dataclass

from flows import agenda, passing
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.understand.contact import tells_contact
from flows.words import LANGUAGES, _, translate
from models import talks
from models.pairings import Pairing

DONE = _("done, chat off, off, close chat, close the chat, leave chat, leave the chat, chat done")
CONTACT = _(
    "There's a number or an address in it. Numbers are otherwise shared only when you both choose so. Send it anyway?"
)
SEND = YesNo(yes=_("Yes, send it"), no=_("No, leave it"))
TOO_LONG = _("That is {length} characters and I can pass on {limit} in one text. Could you send it in parts?")

partner_chat = Flow(
    "partner_chat", title=_("a chat with your partner"), about=Pairing, urgency=3, verbatim=True, unkept=True
)


@dataclass(frozen=True, slots=True)
class Line:
    """Whatever is written, as it stands; None for a word that closes the chat."""

    def options(self, _chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, _chat: Chat) -> str | Miss | None:
        """The words."""
        if is_done(text):
            return None
        if len(text) > passing.MOST:
            return Miss(TOO_LONG, {"length": len(text), "limit": passing.MOST}, lacking=True)
        return text.strip()


def is_done(text: str) -> bool:
    """Whether this closes a chat, in any language."""
    said = fold(text)
    return any(said == fold(word) for language in LANGUAGES for word in translate(DONE, language).split(","))


def open_with(chat: Chat, pairing: Pairing) -> None:
    """Open a chat. There is one at a time; what was being asked waits."""
    if chat.has_talk and chat.talk.flow is partner_chat:
        chat.talk.ended = True
        agenda.keep(chat)
    agenda.interrupt(chat)
    talks.start_afresh(chat.connection, chat.sender.member_id, partner_chat.name)
    if passing.reachable(chat, pairing):
        agenda.begin(chat, partner_chat, pairing, since=chat.now)
    else:
        chat.say(_("{partner} can't be reached by text just now."), partner=passing.partner(chat, pairing))


def is_on(chat: Chat) -> bool:
    """Whether the open talk is a chat."""
    return chat.has_talk and chat.talk.flow is partner_chat


def closed_by_itself(chat: Chat) -> bool:
    """Whether this comes after so long a silence that the chat is closed: they read so before anything else."""
    if not is_on(chat) or stands(chat):
        return False
    chat.say(
        _("Your chat with {partner} was quiet for 30 minutes and is closed."),
        partner=passing.partner(chat, chat.subject),
    )
    if chat.answers.words is not None:
        chat.say(_("Your text with the number in it wasn't sent."))
    chat.talk.ended = chat.forgotten = True
    agenda.keep(chat)
    return True


@partner_chat.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": passing.partner(chat, chat.subject)}


@partner_chat.stands
def stands(chat: Chat) -> bool:
    return chat.answers.since is None or chat.now - chat.answers.since <= passing.SILENCE


@partner_chat.asks(
    _(
        "Your chat with {partner} is on: all you text now goes to {partner}. To leave it, text DONE. It closes by itself "
        "after 30 quiet minutes."
    ),
    Line(),
    private=True,
)
def opening(chat: Chat, words: str | None) -> State | End:
    if words is None:
        return closed
    if _tells_contact(chat, words):
        return despite
    return going_on if _sent(chat, words) else ended


@partner_chat.asks(_("Your chat with {partner} is on. To leave it, text DONE."), Line(), private=True)
def going_on(chat: Chat, words: str | None) -> State | End:
    if words is None:
        return closed
    if _tells_contact(chat, words):
        return despite
    return going_on if _sent(chat, words) else ended


@partner_chat.asks(CONTACT, SEND, private=True)
def despite(chat: Chat, send: bool) -> State | End:
    words, chat.answers.words = chat.answers.words, None
    chat.answers.since = chat.now
    return going_on if not send or _sent(chat, words) else ended


def _tells_contact(chat: Chat, words: str) -> bool:
    """Whether they are asked before it is sent; then it is kept until they have answered."""
    asked = tells_contact(words)
    chat.answers.since, chat.answers.words = chat.now, words if asked else None
    return asked


def _sent(chat: Chat, words: str) -> bool:
    return passing.write_in_chat(chat, chat.subject, words)


@partner_chat.ends
def closed(chat: Chat) -> None:
    chat.say(
        _("The chat with {partner} is closed. What you text now is for me again."),
        partner=passing.partner(chat, chat.subject),
    )


@partner_chat.ends
def ended(chat: Chat) -> None:
    chat.say(
        _("{partner} can't be reached by text just now. Your last text wasn't sent, and the chat is closed."),
        partner=passing.partner(chat, chat.subject),
    )
