"""Taps: a button or a list item means what its option's number would, and an answer gets buttons where they can arrive."""

import time
from datetime import timedelta

from sqlalchemy import Connection

from flows import templates
from flows.chat import Chat
from flows.wording import names
from messaging.inbound import LONG_AGO, Inbound
from models import clock, heartbeats, outbox
from models import templates as kept

DELIVERY = "delivery"  # the heartbeat of who would bring the buttons
ALIVE = timedelta(seconds=30)
KNOWN_FOR = 20.0  # seconds that a process believes what it last looked up

_known: dict[str, tuple[float, bool, frozenset[tuple[str, str]]]] = {}


def meant(chat: Chat, inbound: Inbound) -> str | None:
    """What was said: a tap on an option of the open question is its number. None: the tap is on an older question,
    and answers nothing now."""
    if not templates.is_tap(inbound.button):
        return inbound.body
    if not chat.has_talk or _is_older(chat, inbound):
        return None
    state = chat.talk.flow.state(chat.talk.state)
    return templates.tapped(inbound.button or "", state.expects.options(chat) if state.taps else ())


def _is_older(chat: Chat, inbound: Inbound) -> bool:
    """Whether the text that was tapped on asked something else than the open question: the same options may have
    belonged to another time, or another person."""
    if chat.talk.flow.about is None and not names(chat.talk.flow.state(chat.talk.state).prompt):
        return False  # it never asks anything else
    if inbound.replies_to is None:
        return False
    letter = outbox.with_sid(chat.connection, inbound.replies_to)
    if letter is None:  # one that has only just left may not have its sid yet
        return inbound.replies_to == LONG_AGO or not outbox.is_leaving(
            chat.connection, chat.sender.address_id
        )
    if (letter.wording or {}).get("asks") == chat.asks():
        return False
    asked_at = chat.kept.asked_at if chat.kept is not None else None
    return asked_at is not None and letter.created_at < asked_at


def ready(chat: Chat) -> bool:
    """Whether what was said ends with a question whose options can be tapped, and somebody is there to bring it.

    With the workers down an answer is plain text, at once: members can always talk.
    """
    labels = chat.labels()
    if not labels or chat.sender.channel != "whatsapp":
        return False
    key = templates.key_of_buttons(labels, templates.lines(chat.tappable()))
    return (key, chat.language) in _buttons(chat.connection)


def brings_pictures(chat: Chat) -> bool:
    """Whether this person can be shown a picture in the chat: on WhatsApp, while somebody is there to bring it. On SMS few
    networks outside North America carry one."""
    return chat.sender.channel == "whatsapp" and _look(chat.connection)[0]


def forget() -> None:
    """Look it up anew with the next answer."""
    _known.clear()


def _buttons(connection: Connection) -> frozenset[tuple[str, str]]:
    """The sets of options Twilio has buttons for; none while nobody delivers."""
    return _look(connection)[1]


def _look(connection: Connection) -> tuple[bool, frozenset[tuple[str, str]]]:
    """Whether somebody delivers, and what Twilio has buttons for then. Looked up now and then."""
    name = str(connection.engine.url)
    if name not in _known or time.monotonic() - _known[name][0] >= KNOWN_FOR:
        beat = heartbeats.last(connection).get(DELIVERY)
        alive = beat is not None and clock.wall() - beat < ALIVE
        found = frozenset(kept.made(connection)) if alive else frozenset[tuple[str, str]]()
        _known[name] = (time.monotonic(), alive, found)
    return _known[name][1:]
