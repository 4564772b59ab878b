"""Words the carrier acts on before we see them, and other ways of saying "stop texting me".

An opt-out stops everything at once on every address of the person (`flows/leaving.py`). The carrier acts on its one-word
texts, confirms by itself and blocks us, so we are silent there; with Advanced Opt-Out it says so (`OptOutType`), on
WhatsApp too. All other ways are ours to honour, with one last text. Source: Twilio's default keywords; FCC, 2025.
"""

import re

from flows import agenda, engine, leaving, relay, relay_chat, shortcuts
from flows.chat import Chat
from flows.coordinating import grammar
from flows.coordinating.staying import last_of_all
from flows.flow import Miss
from flows.leaving import opted_out, stop
from flows.understand import fold
from flows.understand.leaving import Wish
from flows.understand.leaving import leaving as wish_of
from flows.understand.vocabulary import phrases, words
from flows.words import _
from messaging.inbound import Inbound

__all__ = ["HELP", "LEAVE", "RESERVED", "START", "STOP", "acted", "opted_out", "stop"]

CALLS_OFF = frozenset(("cancel",))  # of these, what may have been meant for a session
STOP = frozenset(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"))
START = frozenset(("start", "unstop", "yes"))
# A bare "yes" is somebody's answer to something; only the carrier knows when it means "text me again".
BACK_AGAIN = START - {"yes"}
HELP = frozenset(("help", "info"))
RESERVED = STOP | START | HELP

LEAVE = frozenset(("leave", "opt out", "salir", "baja"))  # what our own copy says, in each language
COME_BACK = frozenset(
    phrases("""
    join, join again, i want to join again, rejoin, resubscribe, subscribe, opt in, sign me up again, back, im back,
    i am back, come back, coming back, i want to come back, id like to come back, let me back in, text me again,
    you can text me again, you may text me again, start texting me again, start again, unirme, unirme de nuevo, volver,
    vuelvo, volvi, he vuelto, volver a entrar, quiero volver, quiero volver a entrar, me gustaria volver, regresar,
    regreso, regrese, quiero regresar, estoy de vuelta, de vuelta, pueden escribirme, pueden escribirme de nuevo,
    puedes escribirme de nuevo, escribanme de nuevo, alta, darme de alta, suscribirme
    """)
)
_POLITE = words("please pls plz ok okay hi hello hey now hola por favor porfa gracias thanks ya")
_NOT_A_WORD = re.compile(r"[^\w ]+")


def acted(chat: Chat, inbound: Inbound) -> bool:
    """Whether the text was about being texted at all, and was honoured."""
    word = fold(inbound.opt_out_type or chat.heard)
    by_carrier = bool(inbound.opt_out_type) or (
        chat.sender.channel == "sms" and chat.heard.strip().lower() in RESERVED
    )
    if chat.sender.stopped_at is not None:
        return _after_leaving(chat, word)
    for_something = inbound.opt_out_type or _commands(chat) or shortcuts.addressed(chat)
    for_something = for_something or (shortcuts.about_own_data(chat) and not _in_chat(chat))
    wish = None if for_something else wish_of(chat.heard)
    if wish is not None and word not in STOP | LEAVE and _in_chat(chat):
        asks = wish in (Wish.LEAVE, Wish.MAYBE, Wish.PART) and not relay_chat.is_done(chat.heard)
        wish = Wish.MAYBE if asks else None
    if word in STOP or wish is Wish.LEAVE:
        if not by_carrier and last_of_all(chat):
            return True
        stop(chat, by_one_word=by_carrier and fold(chat.heard) in CALLS_OFF)
        if not by_carrier:
            chat.say(leaving.GOODBYE)
    elif word in HELP:
        if not (by_carrier and chat.sender.channel == "sms"):
            _help(chat)
    else:
        return wish is not None and _was_less_than_that(chat, wish)
    return True


def _after_leaving(chat: Chat, word: str) -> bool:
    """Nothing is answered but the wish to be back."""
    letters = _NOT_A_WORD.sub(" ", word.replace("'", ""))
    bare = " ".join(part for part in letters.split() if part not in _POLITE)
    if word in BACK_AGAIN or bare in BACK_AGAIN or bare in COME_BACK:
        leaving.come_back(chat)
        return True
    return word in STOP or word in HELP


def _in_chat(chat: Chat) -> bool:
    """Whether it may be for the partner they are chatting with: then they are asked before they hear no more."""
    return agenda.load_open(chat) and relay_chat.is_on(chat)


def _commands(chat: Chat) -> bool:
    """Whether words are passed on: "TELL Ama: please stop texting me" is no wish of theirs."""
    wish = relay.wish_of(chat)
    if wish is not None and wish.words:
        return True
    return chat.sender.role is not None and grammar.read(chat.heard, strictly=True) is not None


def _was_less_than_that(chat: Chat, wish: Wish) -> bool:
    """A doubt is asked back; who wants less, or to call off a session, learns how. Not when it answers a question."""
    agenda.load_open(chat)
    if chat.has_talk and (chat.talk.flow.name in ("quiet_hours", "pause", "leaving") or _answers(chat)):
        return False
    if wish is Wish.PART:
        chat.say(ONLY_THAT)
    if wish in (Wish.MAYBE, Wish.PART):
        agenda.begin(chat, leaving.leaving)
    elif chat.sender.status == "newcomer":
        return False
    else:
        chat.say(LESS if wish is Wish.LESS else MOVE)
        if chat.has_talk:
            engine.ask(chat)
    agenda.keep(chat)
    return True


def _answers(chat: Chat) -> bool:
    """Whether it is one of the answers offered by the open question."""
    expects = chat.talk.flow.state(chat.talk.state).expects
    own_words = getattr(expects, "other", False)
    return bool(expects.options(chat)) and not own_words and type(expects.read(chat.heard, chat)) is not Miss


ONLY_THAT = _("To leave only the directory, text UNLIST ME; only the monthly letter: NO LETTER.")
LESS = _(
    "To choose the hours when I may text you, text QUIET HOURS. For a break of some days or weeks, text PAUSE. To hear "
    "no more at all, text LEAVE."
)
MOVE = _(
    "To move a session, text MOVE and suggest another time. To write to a coordinator about it, text MENU."
)


def _help(chat: Chat) -> None:
    """On SMS the carrier answers by itself; elsewhere it is ours to do."""
    chat.say(
        _(
            "This is Sounding Board, where accredited BI+POC coaches coach each other, free of charge. Text MENU to "
            "see what you can do, or LEAVE to hear no more from us."
        )
    )
    if agenda.load_open(chat):
        engine.ask(chat)
