"""What a stand-in for Twilio was asked, made and did."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Message:
    """One message that was made."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str
    made: str
    deed: str  # what was done to the request that asked for it
    news: list[str] = field(default_factory=list)  # as they were heard
    status: str = "queued"

    def shape(self) -> dict[str, Any]:
        """As Twilio tells of it, as far as anybody here reads it."""
        return {
            "sid": self.sid,
            "to": self.to,
            "from": self.sender,
            "body": self.body,
            "status": self.status,
            "date_created": self.made,
            "date_sent": None,
            "error_code": None,
        }


@dataclass
class Heard:
    """What happened here, all of it."""

    messages: list[Message] = field(default_factory=list)  # in the order they were made
    did: Counter[str] = field(default_factory=Counter)

    def received(self) -> dict[str, list[Message]]:
        """What each phone received, in the order it was made."""
        phones: dict[str, list[Message]] = defaultdict(list)
        for message in self.messages:
            if message.status != "undelivered":
                phones[message.to].append(message)
        return phones
