"""Nudges: what we say unasked. Each kind is a function that is asked when it is due, and is silent when it isn't true
any more. The kinds live beside the conversations they belong to."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from flows.chat import Chat
from models import clock, nudges, senders
from models.base import AnyRow

# Says something, or nothing; may return when to try again, aware UTC.
Kind = Callable[[Chat, int], datetime | None]
KINDS: dict[str, Kind] = {}


def nudge(kind: str) -> Callable[[Kind], Kind]:
    """Declare what is said when a nudge of this kind is due. It gets the chat and the id of what it is about."""

    def declare(speak: Kind) -> Kind:
        if kind in KINDS:
            raise ValueError(f"two nudges are called {kind}")
        KINDS[kind] = speak
        return speak

    return declare


def speak(connection: Connection, due: AnyRow) -> bool:
    """Let one due nudge speak, be silent, or wait. Returns whether a text was written."""
    sender = senders.lock(connection, due.member_id)
    kind = KINDS.get(due.kind)
    if due.not_after < clock.now():
        nudges.settle(connection, due.id, "lapsed")
        return False
    if sender is None or sender.stopped_at is not None or kind is None:
        nudges.settle(connection, due.id, "silent")
        return False
    chat = Chat(connection, sender)
    again_at = kind(chat, due.about)
    chat.flush()
    chat.send_unasked()
    if again_at is not None:
        nudges.postpone(connection, due.id, again_at)
    else:
        nudges.settle(connection, due.id, "spoken" if chat.wrote else "silent")
    return chat.wrote
