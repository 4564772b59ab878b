"""A round in words."""

from flows.chat import Chat
from flows.words import _
from models.kinds import Kind
from models.rounds import Round

KINDS = {
    Kind.COACHING.value: _("peer coaching"),
    Kind.MENTORING.value: _("peer mentoring"),
    Kind.SUPERVISION.value: _("peer supervision"),
}
PURPOSE = {
    Kind.COACHING.value: _("to coach with"),
    Kind.MENTORING.value: _("for peer mentoring"),
    Kind.SUPERVISION.value: _("for peer supervision"),
}
RECEIVING = {
    Kind.COACHING.value: _("being coached"),
    Kind.MENTORING.value: _("being mentored"),
    Kind.SUPERVISION.value: _("bringing your work to a peer"),
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
