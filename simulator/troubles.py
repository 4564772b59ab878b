"""Troubles: how a phone can be made to fail."""

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """When the trouble shows."""

    ASYNC = "async"  # the message is accepted, then a status callback tells of the failure
    SYNC = "sync"  # the REST call itself is refused


@dataclass(slots=True)
class Trouble:
    """With which of Twilio's codes messages to a phone fail, how, and how many more of them."""

    code: int
    mode: Mode = Mode.ASYNC
    left: int | None = None  # None: until it is mended
