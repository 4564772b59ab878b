"""A round in words."""

from flows.chat import Chat
from flows.words import _
from models.rounds import Round

KINDS = {
    "coaching": _("peer coaching"),
    "mentoring": _("peer mentoring"),
    "supervision": _("peer supervision"),
}
IN_PAIRS = _("{kind} in pairs: {sessions} sessions of {minutes} minutes in {weeks} weeks")
IN_RINGS = _(
    "{kind} in rings (you coach one, another coaches you): {sessions} sessions of {minutes} minutes each way in {weeks} weeks"
)


def kind(chat: Chat, of: Round) -> str:
    """What is done in it: 'peer coaching'."""
    return chat.phrase(KINDS[of.kind])


def described(chat: Chat, of: Round) -> str:
    """What it is, without its dates."""
    return chat.phrase(
        IN_RINGS if of.shape == "rings" else IN_PAIRS,
        kind=chat.phrase(KINDS[of.kind]),
        sessions=of.sessions,
        minutes=of.minutes,
        weeks=of.weeks,
    )
