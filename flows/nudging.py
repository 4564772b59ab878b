"""Nudges: what we say unasked. Each kind is a function that is asked when it is due, and is silent when it isn't true
any more. The kinds live beside the conversations they belong to."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Row

from flows.chat import Chat
from models import clock, nudges, senders

KINDS: dict[str, Callable[[Chat, int], None]] = {}


def nudge(kind: str) -> Callable[[Callable[[Chat, int], None]], Callable[[Chat, int], None]]:
    """Declare what is said when a nudge of this kind is due. It gets the chat and the id of what it is about."""

    def declare(speak: Callable[[Chat, int], None]) -> Callable[[Chat, int], None]:
        if kind in KINDS:
            raise ValueError(f"two nudges are called {kind}")
        KINDS[kind] = speak
        return speak

    return declare


def speak(connection: Connection, due: Row[tuple[int, str, int, int, datetime]]) -> bool:
    """Let one due nudge speak, or be silent. Returns whether a text was written."""
    sender = senders.lock(connection, due.member_id)
    if due.not_after < clock.now():
        nudges.settle(connection, due.id, "lapsed")
        return False
    if sender is None or sender.stopped_at is not None:
        nudges.settle(connection, due.id, "silent")
        return False
    chat = Chat(connection, sender)
    KINDS[due.kind](chat, due.about)
    chat.flush()
    chat.send_unasked()
    nudges.settle(connection, due.id, "spoken" if chat.wrote else "silent")
    return chat.wrote


@nudge("agenda")
def agenda(chat: Chat, _talk_id: int) -> None:
    """Something waits for this person: ask it, unless a question is open; then it waits its turn."""
    if not chat.open_talk() and chat.open_next():
        chat.keep_talk()
