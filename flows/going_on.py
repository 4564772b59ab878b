"""What is planned for two as they come along: when they have agreed, and when a session of theirs has happened."""

from flows import stalled
from flows.chat import Chat
from models.pairings import Pairing
from models.sessions import Meeting


def begin(chat: Chat, pairing: Pairing) -> None:
    """They have agreed: two, or a leg of a ring."""
    stalled.begin(chat, pairing)


def met(chat: Chat, meeting: Meeting) -> None:
    """A session of theirs happened. Said twice is planned once."""
    for side in meeting.pairing.sides:
        stalled.later.plan(chat, side.member, meeting)
