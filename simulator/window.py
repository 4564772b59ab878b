"""The 24-hour window: what WhatsApp lets a business send, and for how long after a person's last message."""

import threading
from datetime import datetime, timedelta

from simulator.addresses import Channel, channel_of
from simulator.clock import Clock
from simulator.rendering import Rendered

LENGTH = timedelta(hours=24)
CLOSED = 63016
# What Twilio says of an approved template that WhatsApp took out of use.
_OUT_OF_USE = {"paused": 63041, "disabled": 63042}


class Window:
    """Remembers when each phone last wrote to each sender. Held open for everybody until it is switched on."""

    def __init__(self, clock: Clock, *, on: bool = False) -> None:
        self.on = on
        self._clock = clock
        self._heard: dict[tuple[str, str], datetime] = {}
        self._lock = threading.Lock()

    def hears(self, phone: str, sender: str) -> None:
        """Take note that somebody wrote, whether or not the window is switched on."""
        with self._lock:
            self._heard[phone, sender] = self._clock.now()

    def is_open(self, phone: str, sender: str) -> bool:
        """Say whether free text may go to this address now. SMS knows no window."""
        if not self.on or channel_of(phone) is not Channel.WHATSAPP:
            return True
        with self._lock:
            heard = self._heard.get((phone, sender))
        return heard is not None and self._clock.now() - heard < LENGTH

    def fault(self, phone: str, sender: str, rendered: Rendered | None) -> int | None:
        """Return the code with which a message fails because the window is closed, None when it passes."""
        if self.is_open(phone, sender):
            return None
        if rendered is None:
            return CLOSED
        # A list is never approved, so it never passes.
        return None if rendered.approval == "approved" else _OUT_OF_USE.get(rendered.approval, CLOSED)
