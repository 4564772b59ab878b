"""Whom our texts come from, and how fast each of them may send."""

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

Channel = Literal["sms", "whatsapp"]

# Units a second: segments on SMS, messages on WhatsApp. Source: Twilio's documentation of messages per second.
WHATSAPP = 80.0
SHORT_CODE = 100.0
TOLL_FREE = 3.0  # US and Canada
LONG_CODE = 1.0
SERVICE = 1.0

_SENDER = re.compile(r"(?:whatsapp:)?\+[1-9][0-9]{6,14}|[0-9]{3,8}|MG[0-9a-fA-F]{32}")


@dataclass(frozen=True)
class Senders:
    """Our senders: SMS numbers, WhatsApp senders, a messaging service. `rates` overrides what is usual."""

    sms: Sequence[str] | str | None = ()
    whatsapp: Sequence[str] | str | None = ()
    messaging_service: str | None = None
    rates: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("sms", "whatsapp"):
            given = getattr(self, name) or ()
            object.__setattr__(self, name, (given,) if isinstance(given, str) else tuple(given))

    def names(self) -> tuple[str, ...]:
        """Every sender we have."""
        service = (self.messaging_service,) if self.messaging_service else ()
        return (*self._of("sms"), *self._of("whatsapp"), *service)

    def choose(self, channel: Channel, reached_at: str | None, address_id: int) -> str:
        """Whom a person hears from: whom they texted, while that is ours, so that it stays one conversation.

        Otherwise the messaging service (which keeps to one number for each person), or one of ours by `address_id`:
        always the same one, and when a sender is added or taken away only its own people change. Empty: we have none
        on this channel.
        """
        ours = self._of(channel)
        if reached_at in ours:
            return str(reached_at)
        if channel == "sms" and self.messaging_service:
            return self.messaging_service
        return max(ours, key=lambda name: _lot(name, address_id), default="")

    def of(self, address: str) -> str:
        """Whom a text to this address comes from when nobody chose. Empty: we have none."""
        whatsapp = address.startswith("whatsapp:")
        if self.messaging_service and not whatsapp:
            return self.messaging_service
        return next(iter(self._of("whatsapp" if whatsapp else "sms")), "")

    def rate(self, name: str) -> float:
        """How fast this sender may send: SMS segments, or WhatsApp messages, a second."""
        return self.rates.get(name) or usual(name)

    def pace(self, channel: Channel) -> float:
        """How fast all our senders on this channel may send together: SMS segments, or WhatsApp messages, a second."""
        service = self.messaging_service if channel == "sms" else None
        return sum(self.rate(name) for name in ((service,) if service else self._of(channel)))

    def _of(self, channel: Channel) -> tuple[str, ...]:
        return tuple((self.whatsapp if channel == "whatsapp" else self.sms) or ())


def usual(name: str) -> float:
    """What Twilio lets such a sender send: SMS segments, or WhatsApp messages, a second.

    A long code of another country than the US and Canada, and a messaging service, may well be faster. Whoever sends
    too slowly loses nothing; whoever sends too fast fills a queue at Twilio, where texts of ten hours fail. So they
    get the slowest pace, until TWILIO_RATES says what theirs is.
    """
    if name.startswith("whatsapp:"):
        return WHATSAPP
    if name.startswith("MG"):
        return SERVICE
    if not name.startswith("+"):
        return SHORT_CODE
    return TOLL_FREE if _toll_free(name) else LONG_CODE


def read(text: str) -> dict[str, float]:
    """The rates in `+15005550006=3, whatsapp:+15005550006=80`. Raises ValueError with what is wrong, as "it …"."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _equals, figure = (piece.strip() for piece in part.partition("="))
        if not _SENDER.fullmatch(name):
            raise ValueError(
                "must name senders and their rates, such as +15005550006=3, whatsapp:+15005550006=80"
            )
        try:
            rate = float(figure)
        except ValueError:
            rate = 0
        if not (math.isfinite(rate) and rate > 0):
            raise ValueError(
                "must give each sender a rate above 0, in messages a second, such as +15005550006=3"
            )
        found[name] = rate
    return found


def _toll_free(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return parsed.country_code == 1 and phonenumbers.number_type(parsed) == PhoneNumberType.TOLL_FREE


def _lot(name: str, address_id: int) -> bytes:
    """What this sender draws for this address: the highest wins (rendezvous hashing)."""
    return hashlib.sha256(f"{address_id} {name}".encode()).digest()
