"""Bubbles: the lines of a phone's chat, and what can be tapped under one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Choice:
    """A quick-reply button, or an item of a list."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Menu:
    """A list to pick from, behind a button."""

    button: str
    items: tuple[Choice, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows."""
        items = [{"id": one.id, "title": one.title, "description": one.description} for one in self.items]
        return {"button": self.button, "items": items}


@dataclass(slots=True)
class Bubble:
    """One line of a phone's chat: a message sent, a message received, or a note from the simulator."""

    direction: str  # "sent", "received" or "note"
    body: str
    status: str
    at: datetime
    sid: str | None = None
    media: list[dict[str, str]] = field(default_factory=list)
    location: dict[str, str] | None = None
    carrier: bool = False  # the carrier's own answer, not the app's
    buttons: tuple[Choice, ...] = ()
    menu: Menu | None = None
    error_code: int | None = None
    form: dict[str, str] | None = None  # what was posted, so that it can be posted again
    id: int = 0
    phone_id: str = ""
    version: int = 0

    @property
    def lost(self) -> bool:
        """Say whether it never came to the person's eyes."""
        return self.status in ("undelivered", "failed")

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows."""
        return {
            "id": self.id,
            "direction": self.direction,
            "body": self.body,
            "media": self.media,
            "location": self.location,
            "carrier": self.carrier,
            "buttons": [{"id": button.id, "title": button.title} for button in self.buttons],
            "list": self.menu and self.menu.as_json(),
            "status": self.status,
            "error_code": self.error_code,
            "at": self.at.isoformat(),
            "sid": self.sid,
        }
