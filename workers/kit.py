"""What a worker has in hand: the database, the line to Twilio, the bell."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from messaging.content import Contents
from messaging.rates import Senders
from messaging.sending import Line
from workers.queues import Bell


@dataclass(frozen=True)
class Kit:
    """One process's tools, made once at its start."""

    engine: Engine
    line: Line
    bell: Bell
    senders: Senders
    contents: Contents
    messages_kept: timedelta = timedelta(days=30)
    concerns_kept: timedelta = timedelta(days=365)  # after they are over: the organisation says how long


_kit: Kit | None = None


def take(kit: Kit) -> None:
    """Give this process its tools."""
    global _kit
    _kit = kit


def kit() -> Kit:
    """This process's tools. Raises RuntimeError in one that never took any."""
    if _kit is None:
        raise RuntimeError("no kit: workers.kit.take() was not called")
    return _kit
