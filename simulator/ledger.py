"""The ledger: messages as Twilio's REST API remembers them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from simulator.segments import segments

API_VERSION = "2010-04-01"
MOST_MESSAGES = 60_000


@dataclass(slots=True)
class Message:
    """One Message resource."""

    sid: str
    account_sid: str
    to: str
    sender: str
    body: str
    direction: str
    status: str
    created: datetime
    updated: datetime
    sent: datetime | None = None
    media: list[str] = field(default_factory=list)
    messaging_service_sid: str | None = None
    callback: str | None = None
    error_code: int | None = None
    error_message: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the resource with the fields, and the types, of the real one."""
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"
        # Until a messaging service has chosen a sender there is no From, and nothing to count.
        unassigned = self.status == "accepted"
        return {
            "account_sid": self.account_sid,
            "api_version": API_VERSION,
            "body": self.body,
            "date_created": _rfc_2822(self.created),
            "date_sent": _rfc_2822(self.sent),
            "date_updated": _rfc_2822(self.updated),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": self.error_message,
            "from": None if unassigned else self.sender,
            "messaging_service_sid": self.messaging_service_sid,
            "num_media": str(len(self.media)),
            "num_segments": "0" if unassigned else str(segments(self.body)),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }

    @property
    def day(self) -> datetime:
        """When it was sent or, until then, created: what DateSent filters by."""
        return self.sent or self.created


class Ledger:
    """Every message in and out, oldest forgotten first. Safe to use from many threads."""

    def __init__(self, most: int = MOST_MESSAGES) -> None:
        self._messages: dict[str, Message] = {}
        self._most = most
        self._lock = threading.Lock()

    def add(self, message: Message) -> None:
        """Remember a message; a SID that is there already stays as it was."""
        with self._lock:
            self._messages.setdefault(message.sid, message)
            while len(self._messages) > self._most:
                del self._messages[next(iter(self._messages))]

    def get(self, sid: str) -> Message | None:
        """Return a message by its SID."""
        return self._messages.get(sid)

    def remove(self, sid: str) -> bool:
        """Forget a message; False when there was none."""
        with self._lock:
            return self._messages.pop(sid, None) is not None

    def newest_first(self) -> Iterator[Message]:
        """Return what is remembered now, newest first."""
        with self._lock:
            now = list(self._messages.values())
        return reversed(now)


def _rfc_2822(moment: datetime | None) -> str | None:
    return None if moment is None else format_datetime(moment.replace(microsecond=0))
