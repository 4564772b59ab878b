"""A round in words."""

from flows import kind_words
from flows.chat import Chat
from flows.words import _
from models.rounds import Round

IN_PAIRS = _("{kind} in pairs: {sessions} sessions of {minutes} minutes in {weeks} weeks")
IN_RINGS = _("{kind} in rings ({ring}): {sessions} sessions of {minutes} minutes each way in {weeks} weeks")


def kind(chat: Chat, of: Round) -> str:
    """What is done in it: 'peer coaching'."""
    return chat.phrase(kind_words.KINDS[of.kind])


def described(chat: Chat, of: Round) -> str:
    """What it is, without its dates."""
    return chat.phrase(
        IN_RINGS if of.shape == "rings" else IN_PAIRS,
        kind=kind(chat, of),
        ring=chat.phrase(kind_words.IN_RINGS[of.kind]),
        sessions=of.sessions,
        minutes=of.minutes,
        weeks=of.weeks,
    )
