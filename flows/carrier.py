"""Words the carrier acts on before we see them, and other ways of saying "stop texting me".

An opt-out stops everything at once on every address of the person. On SMS the carrier confirms it and blocks us, so we
are silent there; WhatsApp leaves the answer to us. Source: Twilio's default keywords.
"""

from flows import agenda, engine
from flows.chat import Chat
from flows.understand import fold
from flows.words import _
from messaging.inbound import Inbound
from models import members, outbox

STOP = frozenset(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"))
START = frozenset(("start", "unstop", "yes"))
HELP = frozenset(("help", "info"))
RESERVED = STOP | START | HELP

LEAVE = frozenset(
    (
        "leave",
        "opt out",
        "stop texting me",
        "please stop texting me",
        "stop messaging me",
        "please stop",
        "remove me",
        "unsubscribe me",
        "dont text me",
        "don't text me",
        "no more texts",
        "leave me alone",
        "salir",
        "baja",
        "dejen de escribirme",
        "deja de escribirme",
        "dejar de recibir mensajes",
        "no me escriban",
        "no me escriban mas",
        "no me escribas mas",
        "por favor dejen de escribirme",
        "quiero salir",
        "darme de baja",
    )
)
COME_BACK = frozenset(("join", "rejoin", "unirme", "volver a entrar"))


def acted(chat: Chat, inbound: Inbound) -> bool:
    """Whether the text was about being texted at all, and was honoured."""
    word = fold(inbound.opt_out_type or chat.heard)
    stopped = chat.sender.stopped_at is not None
    if word in STOP or word in LEAVE:
        _stop(chat, confirm=word in LEAVE or chat.sender.channel != "sms")
    elif stopped and (word in START or word in COME_BACK):
        _come_back(chat)
    elif word in HELP and not stopped:
        _help(chat)
    else:
        return False
    return True


def _stop(chat: Chat, confirm: bool) -> None:
    """Nothing leaves any more, on any address; what was on its way is withdrawn."""
    if chat.sender.stopped_at is None:
        chat.member.stopped_at = chat.now
        members.withdraw(chat.db, chat.member, "texts")
        outbox.withdraw(chat.connection, chat.sender.member_id)
    if confirm:
        chat.say(
            _(
                "You won't hear from us again. Thank you for the time you were here. Should you ever wish to come "
                "back, text JOIN."
            )
        )


def _come_back(chat: Chat) -> None:
    """Texting is welcome again; the open question is asked once more."""
    chat.member.stopped_at = None
    members.consent(chat.db, chat.member, "texts", "came back")
    chat.say(_("Welcome back. It's good to have you here."))
    if agenda.load_open(chat):
        engine.ask(chat)


def _help(chat: Chat) -> None:
    """On SMS the carrier answers by itself; elsewhere it is ours to do."""
    if chat.sender.channel == "sms":
        return
    chat.say(
        _(
            "This is Sounding Board, where accredited BI+POC coaches coach each other, free of charge. Text MENU to "
            "see what you can do, or LEAVE to hear no more from us."
        )
    )
    if agenda.load_open(chat):
        engine.ask(chat)
