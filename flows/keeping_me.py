"""KEEP ME: while all that is kept of somebody waits to be deleted, whatever sounds like a change of mind is heard, and a text
that isn't understood is answered with the question, so that nobody is forgotten for want of the right words.
"""

import re
from dataclasses import dataclass

from flows import agenda, engine
from flows.chat import Chat
from flows.delete_me import DUE
from flows.expects import YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.words import _
from models import erasures

KEEP = _(
    "keep me, keep my data, please keep me, don't delete me, dont delete me, do not delete me, don't delete my data, dont delete "
    "my data, i want to stay"
)
LONGEST = 120  # characters; whoever writes more tells something else
_DELETE = r"(?:delet\w*|eras\w*|forget\w*|remov\w*)"
_BORRA = r"(?:borr\w+|elimin\w+|olvid\w+)"
# Each of these, with small words around it and nothing else, is a change of mind. A "no" just before may turn it round.
_STAYS = re.compile(
    r"\b(?:"
    r"(?:keep|save) (?:me|us|my (?:data|account|stuff|things|words)|it all|everything|all of it)|let me stay|stay"
    r"|(?:i )?(?:want|wanna|would like|'?d like|'?d rather|decided|am going|'?m going)(?: to)? stay"
    r"|i(?:'?m| am) staying|i(?:'?ll| will) stay"
    r"|(?:i(?:'?ve| have)? )?chang(?:ed?|ing) my mind|i(?:'?ve| have)? regret(?:ted)? (?:it|that|this)"
    rf"|(?:don'?t|do not|stop|please not) {_DELETE}(?: (?:me|us|it|that|anything|everything|my (?:data|account|stuff|things)))?"
    rf"|(?:cancel|undo|stop|call off) (?:the |my |that )?delet\w+"
    r"|(?<!no )quiero quedarme|(?<!no )prefiero quedarme|me quedo|quedate conmigo|conservame|guardame|mantenme"
    r"|(?:conserva|guarda|manten)(?: todo)?(?: (?:lo mio|mis (?:datos|cosas)))|(?<!no )me (?:arrepenti|arrepiento)"
    r"|(?:he cambiado|cambie|cambio) de (?:idea|opinion|parecer)"
    rf"|no (?:me|lo|nada|quiero que me) {_BORRA}|no {_BORRA}(?: (?:nada|todo|mis (?:datos|cosas)|lo mio))?"
    rf"|(?:deja|para|paren|dejen) de {_BORRA}|(?:anula|cancela|deten) (?:el borrado|la eliminacion|eso)"
    r")\b"
)
_SMALL = re.compile(
    r"\b(?:hm+|um+|oh|ay|no|wait|actually|sorry|sry|please|pls|plz|ok|okay|yes|and|then|so|now|here|i|after all|thanks|thank you|"
    r"espera|perdon|por favor|porfa|si|ya|y|mejor|pues|aqui|siempre|gracias)\b"
)
_GOES = re.compile(rf"\b(?:{_DELETE}|{_BORRA})\b")
_SIGNS = re.compile(r"[^\w' ]+")

keeping_me = Flow(
    "keeping_me",
    title=_("whether I keep you"),
    urgency=3,
    fleeting=True,
    newcomers=True,
    insists=True,
    hears=lambda text, chat: _heard(text, chat),
)


def sounds_like_staying(text: str) -> bool:
    """Whether there is a change of mind in it, of whatever."""
    return len(text) <= LONGEST and _STAYS.search(fold(text)) is not None


def surely_stays(text: str) -> bool:
    """Whether it says that, and nothing else: "hmm no keep me", not "don't keep me"."""
    if not sounds_like_staying(text):
        return False
    rest = _SIGNS.sub(" ", _STAYS.sub(" ", fold(text)))
    return not _SMALL.sub(" ", rest).strip(" '")


def _heard(text: str, chat: Chat) -> bool:
    """Whether it is about this, whatever is asked just now; what is no answer to that either is asked about anyway."""
    if not sounds_like_staying(text) or _pending(chat) is None:
        return False
    return surely_stays(text) or (chat.has_talk and engine.understands(chat, text))


def _pending(chat: Chat) -> erasures.Erasure | None:
    return erasures.asked_by(chat.db, chat.sender.member_id)


def offered(chat: Chat) -> bool:
    """Whether the text wasn't understood while all of theirs waits to be deleted, and they are asked about that. Who is in the
    middle of something that nobody else may learn of is asked no such thing."""
    if chat.has_talk:
        flow = chat.talk.flow
        if flow is keeping_me or flow.discreet or flow.verbatim or engine.understands(chat, chat.heard):
            return False
    if engine.for_later(chat.heard) or _pending(chat) is None:
        return False
    agenda.begin(chat, keeping_me)
    return True


@keeping_me.begins
def not_sure_yet(chat: Chat) -> bool:
    if surely_stays(chat.heard):
        settle(chat)
        return False
    return True


@keeping_me.facts
def until_when(chat: Chat) -> dict[str, object]:
    there = _pending(chat)
    return {"when": there.due_at if there is not None else ""}


@keeping_me.stands
def is_pending(chat: Chat) -> bool:
    return _pending(chat) is not None


@dataclass(frozen=True, slots=True)
class KeepOrDelete(YesNo):
    """Yes or no; "delete it" is a no."""

    def read(self, text: str, chat: Chat) -> bool | Miss:
        """Whether they stay."""
        goes = _GOES.search(fold(text)) is not None and not sounds_like_staying(text)
        return False if goes else YesNo.read(self, text, chat)


@keeping_me.asks(
    _("All I keep of you will be deleted on {when}. Shall I keep you instead?"),
    KeepOrDelete(yes=_("Yes, keep me"), no=_("No, still delete it")),
    private=True,
)
def instead(chat: Chat, stays: bool) -> State | End:
    return kept if stays else still_goes


@keeping_me.ends
def kept(chat: Chat) -> None:
    settle(chat)


@keeping_me.ends
def still_goes(chat: Chat) -> None:
    chat.say(DUE)


def settle(chat: Chat) -> None:
    """They changed their mind, or nothing of theirs was to go."""
    there = _pending(chat)
    if there is not None:
        erasures.settle(there, "kept")
        chat.say(_("I'm glad. Nothing is deleted, and all is as it was."))
    else:
        chat.say(_("Nothing of yours is to be deleted. It's good to have you here."))


def keep(chat: Chat) -> bool:
    """They said so in the words we gave them."""
    settle(chat)
    if chat.has_talk and chat.talk.flow is keeping_me:
        chat.talk.ended = True
    elif chat.has_talk and not agenda.gave_way(chat):
        engine.ask(chat)
    return True
