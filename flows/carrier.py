"""Words the carrier acts on before we see them, and other ways of saying "stop texting me".

An opt-out stops everything at once on every address of the person. On SMS the carrier confirms it and blocks us, so we
are silent there; WhatsApp leaves the answer to us. Source: Twilio's default keywords.
"""

import re

from flows import agenda, engine, session
from flows.chat import Chat
from flows.understand import fold
from flows.words import _
from messaging.inbound import Inbound
from models import members, outbox

STOP = frozenset(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"))
START = frozenset(("start", "unstop", "yes"))
# A bare "yes" is somebody's answer to something; only the carrier knows when it means "text me again".
BACK_AGAIN = START - {"yes"}
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
COME_BACK = frozenset(
    (
        "join",
        "rejoin",
        "come back",
        "i want to come back",
        "im back",
        "i'm back",
        "unirme",
        "volver a entrar",
        "quiero volver",
    )
)
# The same in other words. Any reasonable wording counts (FCC, 2025), so a short text is searched, not compared.
_ASKS_TO_STOP = re.compile(
    r"\b(?:stop|quit|no more|dont|don't|do not|please stop) (?:text|texts|texting|messag\w+|writing|contacting|sending)\b"
    r"|\b(?:opt|sign) me out\b|\bunsubscribe me\b|\btake me off\b|\bremove my number\b"
    r"|\bno me (?:escrib|mand|envi|contact)\w+\b|\bdeja(?:r|d|n|me)? de (?:escribir|mandar|enviar)\w*\b"
    r"|\bya no quiero (?:mas )?mensajes\b"
)
_SHORT = 80  # characters; a longer text is a story that may mention texting


def acted(chat: Chat, inbound: Inbound) -> bool:
    """Whether the text was about being texted at all, and was honoured."""
    word = fold(inbound.opt_out_type or chat.heard)
    stopped = chat.sender.stopped_at is not None
    leaves = word in LEAVE or (len(word) <= _SHORT and _ASKS_TO_STOP.search(word) is not None)
    if word in STOP or leaves:
        _stop(chat, confirm=not stopped and (leaves or chat.sender.channel != "sms"))
    elif stopped and (word in BACK_AGAIN or word in COME_BACK):
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
        session.call_off_all(chat)
        for coordinator in members.coordinators(chat.db):
            if chat.member.name and coordinator.id != chat.sender.member_id:
                chat.tell(coordinator, _("{who} has asked us to send no more texts."), who=chat.member)
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
