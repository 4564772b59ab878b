"""Phones: what each one sent and received. In memory, bounded, safe to use from many threads."""

import secrets
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.addresses import Channel, channel_of
from simulator.bubbles import Bubble
from simulator.clock import Clock
from simulator.taps import Tap, find_tap
from simulator.troubles import Mode, Trouble

MOST_PHONES = 200
MOST_MESSAGES = 2_000
TYPING = timedelta(seconds=25)  # WhatsApp takes "typing…" away after that


@dataclass(frozen=True)
class PhoneSpec:
    """A phone to put on the desk: whose it is and where it is reached."""

    name: str
    address: str


DEFAULT_PHONES = (
    PhoneSpec("Amara", "+447700900101"),
    PhoneSpec("Lucía", "whatsapp:+573001234567"),
    PhoneSpec("Coordinator", "+447700900999"),
)


@dataclass(slots=True)
class Phone:
    """A phone on the desk."""

    id: str
    name: str
    address: str
    channel: Channel
    bubbles: deque[Bubble]
    trouble: Trouble | None = None  # how messages to it fail
    typing_until: datetime | None = None
    version: int = 0

    def as_json(self, now: datetime, since: int = 0) -> dict[str, Any]:
        """Return the phone as it is now, with those messages that are new or changed since a version."""
        fresh = [] if self.version <= since else [b.as_json() for b in self.bubbles if b.version > since]
        return {
            "id": self.id,
            "name": self.name,
            "channel": self.channel.value,
            "address": self.address,
            "trouble": self.trouble and self.trouble.code,
            "trouble_mode": self.trouble and self.trouble.mode.value,
            "trouble_left": self.trouble and self.trouble.left,
            "typing": self.typing_until is not None and now < self.typing_until,
            "messages": fresh,
        }


class DeskIsFull(Exception):
    """There is no room for another phone."""


class Phones:
    """All phones on the desk, and a version that grows with every change to any of them."""

    def __init__(
        self, clock: Clock, specs: Sequence[PhoneSpec] = (), *, most_messages: int = MOST_MESSAGES
    ) -> None:
        self.run = secrets.token_hex(4)  # tells a page that the simulator was started afresh
        self._clock = clock
        self._most_messages = most_messages
        self._by_id: dict[str, Phone] = {}
        self._by_address: dict[str, Phone] = {}
        self._bubbles = 0
        self._version = 0
        self._changed = threading.Condition()
        for spec in specs:
            self.add(spec.name, spec.address)

    def add(self, name: str, address: str) -> tuple[Phone, bool]:
        """Return the phone at this address, put on the desk if it was not there, and whether it is new."""
        channel = channel_of(address)
        if channel is None:
            raise ValueError(f"{address!r} is neither a number such as +447700900101 nor a WhatsApp address")
        with self._changed:
            if phone := self._by_address.get(address):
                if name and phone.name == address:  # it came here nameless, when the app wrote to it
                    phone.name = name
                    self._touch(phone)
                return phone, False
            if len(self._by_id) >= MOST_PHONES:
                raise DeskIsFull(f"There are {MOST_PHONES} phones on the desk already.")
            bubbles: deque[Bubble] = deque(maxlen=self._most_messages)
            phone = Phone(f"p{len(self._by_id) + 1}", name or address, address, channel, bubbles)
            self._by_id[phone.id] = self._by_address[address] = phone
            self._touch(phone)
            return phone, True

    def at(self, address: str) -> Phone | None:
        """Return the phone at an address; one that no phone has gets a phone, while there is room."""
        try:
            return self._by_address.get(address) or self.add("", address)[0]
        except DeskIsFull:
            return None

    def get(self, phone_id: str) -> Phone | None:
        """Return a phone by its id."""
        return self._by_id.get(phone_id)

    def show(self, phone: Phone, bubble: Bubble) -> Bubble:
        """Put a line at the end of a phone's chat."""
        with self._changed:
            self._bubbles += 1
            bubble.id, bubble.phone_id = self._bubbles, phone.id
            if bubble.direction == "received":
                phone.typing_until = None
            phone.bubbles.append(bubble)
            self._touch(phone, bubble)
        return bubble

    def note(self, phone: Phone, body: str, *, error: bool = True) -> None:
        """Tell the person at the desk something, unless it was the last thing they were told."""
        last = phone.bubbles[-1] if phone.bubbles else None
        if last and last.direction == "note" and last.body == body:
            return
        self.show(phone, Bubble("note", body, "error" if error else "info", self._clock.now()))

    def set_status(self, bubble: Bubble, status: str, error_code: int | None = None) -> None:
        """Change a message's status."""
        with self._changed:
            bubble.status, bubble.error_code = status, error_code
            self._touch(self._by_id[bubble.phone_id], bubble)

    def set_trouble(self, phone: Phone, trouble: Trouble | None) -> None:
        """Make messages to a phone fail, or arrive again."""
        with self._changed:
            phone.trouble = trouble
            self._touch(phone)

    def take_trouble(self, address: str) -> tuple[int, Mode] | None:
        """Return the code and the mode with which the next message to an address fails; one fewer is left."""
        with self._changed:
            phone = self._by_address.get(address)
            if phone is None or phone.trouble is None:
                return None
            trouble = phone.trouble
            if trouble.left is not None:
                trouble.left -= 1
                if trouble.left < 1:
                    phone.trouble = None
                self._touch(phone)
            return trouble.code, trouble.mode

    def start_typing(self, address: str) -> None:
        """Show "typing…" on the phone at an address, until the next message or for a while."""
        with self._changed:
            if phone := self._by_address.get(address):
                phone.typing_until = self._clock.now() + TYPING
                self._touch(phone)

    def find_tap(self, phone: Phone, choice: str, of: str | None) -> Tap | None:
        """Return the tap on a button or an item with this id, if there is one on the phone."""
        with self._changed:
            return find_tap(phone.bubbles, choice, of)

    def sent_with(self, phone: Phone, sid: str) -> Bubble | None:
        """Return the newest message the phone sent under a SID."""
        with self._changed:
            return next((b for b in reversed(phone.bubbles) if b.sid == sid and b.direction == "sent"), None)

    def wake(self) -> None:
        """Let every page that waits look again, as when the clock was turned."""
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def state(self, since: int = 0, wait: float = 0) -> dict[str, Any]:
        """Return all phones with what changed since a version, waiting a little for a change if asked to."""
        with self._changed:
            if since > self._version:  # a page from before a restart
                since = 0
            if wait:
                self._changed.wait_for(lambda: self._version > since, timeout=wait)
            now = self._clock.now()
            return {
                "run": self.run,
                "clock": now.isoformat(),
                "version": self._version,
                "phones": [phone.as_json(now, since) for phone in self._by_id.values()],
            }

    def _touch(self, phone: Phone, bubble: Bubble | None = None) -> None:
        self._version += 1
        phone.version = self._version
        if bubble:
            bubble.version = self._version
        self._changed.notify_all()
