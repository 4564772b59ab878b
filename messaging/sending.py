"""Sending through Twilio's REST API: one text, and asking what became of one."""

import json
import threading
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from messaging import calls
from messaging.calls import TIMEOUT, TWILIO, Refused, Unclear, answered
from messaging.rates import Senders
from messaging.segments import fit
from messaging.twiml import clean

__all__ = ["TIMEOUT", "TWILIO", "Line", "Listed", "Refused", "Senders", "Unclear", "same"]

COURTESY_TIMEOUT = 2.0  # seconds: what is only a courtesy doesn't keep anybody waiting
SKEW = timedelta(minutes=1)  # how far their clock and ours may differ
LISTED = 200  # texts of one address that are looked through
# These reached nobody. The same words may have been written once more since, so none of these is taken for them.
NEVER_ARRIVED = frozenset({"failed", "undelivered", "canceled"})


class Listed(NamedTuple):
    """A text that Twilio holds; `body` as the person reads it, `created` None when Twilio doesn't say."""

    sid: str
    body: str
    created: datetime | None


class Line:
    """Our line to Twilio. Any number of threads may use one: each gets a client, and so a connection, of its own."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str, senders: Senders) -> None:
        self._account, self._senders = (account_sid, auth_token, api_url), senders
        self._of_thread, self._timeout = threading.local(), TIMEOUT

    def send(
        self,
        address: str,
        body: str,
        status_url: str,
        *,
        sender: str = "",
        content_sid: str | None = None,
        variables: dict[str, str] | None = None,
        picture: str | None = None,
    ) -> str:
        """Send one text, once; returns its sid. Raises Refused or Unclear.

        `sender` is a number, whatsapp:+… or a messaging service's MG…; without one, our first for that channel. With
        a `content_sid` Twilio makes the words from its template and our `variables`, and `body` stays here. `picture`: a
        link from which Twilio fetches what is shown above the words.
        """
        sender = sender or self._senders.of(address)
        asked: dict[str, Any] = {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}
        if content_sid:
            asked["content_sid"] = content_sid
            if variables:
                asked["content_variables"] = _filled(variables)
        else:
            asked["body"] = _worded(address, body)
            if picture:
                asked["media_url"] = [picture]
        with answered():
            sent = self._client(self._timeout).messages.create(
                to=address, status_callback=status_url, **asked
            )
            sid = str(sent.sid or "")
        if not sid:
            raise Unclear
        return sid

    def sent_since(self, address: str, since: datetime) -> list[Listed]:
        """What was made for `address` since then and may have reached them, newest first. Raises Unclear.

        However the asking fails, it says nothing about the text that was asked for: never Refused, which would.
        A text made from a template is listed with its finished words. What still waits at Twilio has no DateSent, so
        their filter by it might leave out the very text we look for: we look at when each was made.
        """
        try:
            with answered():
                listed = self._client(self._timeout).messages.list(to=address, limit=LISTED)
                return [
                    Listed(str(one.sid), str(one.body), _moment(one.date_created))
                    for one in listed
                    if one.to == address
                    and one.status not in NEVER_ARRIVED
                    and _made_since(one.date_created, since - SKEW)
                ]
        except Refused as refusal:
            raise Unclear from refusal

    def became(self, sid: str) -> tuple[str, str | None]:
        """What became of a text: Twilio's status, and its error code if it failed. Raises Refused or Unclear."""
        with answered():
            found = self._client(self._timeout).messages(sid).fetch()
            return str(found.status), str(found.error_code) if found.error_code else None

    def typing(self, inbound_sid: str) -> None:
        """Show on WhatsApp that an answer to this text is on its way; it also shows as read.

        Only a courtesy, so it takes two seconds at most and whatever goes wrong with it goes unsaid. It ends with our
        answer, or after 25 seconds. Source: Twilio's Typing Indicators resource, a public beta in November 2026.
        """
        try:
            with answered():
                indicators = self._client(COURTESY_TIMEOUT).messaging.v2.typing_indicator
                indicators.create(channel="whatsapp", message_id=inbound_sid)
        except (Refused, Unclear):
            return

    def _client(self, timeout: float) -> Any:
        """This thread's client."""
        made: dict[float, Any] = self._of_thread.__dict__.setdefault("clients", {})
        if timeout not in made:
            made[timeout] = calls.client(*self._account, timeout)
        return made[timeout]


def same(sent: str, body: str) -> bool:
    """Whether what was sent is this body; white space, and on SMS a few signs, may have changed on the way."""
    cleaned = clean(body)
    return sent.split() in (cleaned.split(), fit(cleaned).split())


def _worded(address: str, body: str) -> str:
    """The words as they go out: on SMS in signs that cost less, where that loses nothing."""
    return clean(body) if address.startswith("whatsapp:") else fit(clean(body))


def _filled(variables: dict[str, str]) -> str:
    """A template's variables as Twilio takes them.

    Each on one line, because WhatsApp refuses line breaks, tabs and runs of spaces in them, and none empty (21656).
    People report the same error for a bare apostrophe, so it is written as JSON also allows.
    """
    lines = {name: " ".join(clean(value).split()) or "–" for name, value in variables.items()}
    return json.dumps(lines).replace("'", "\\u0027")


def _moment(made: object) -> datetime | None:
    return made if isinstance(made, datetime) else None


def _made_since(made: object, since: datetime) -> bool:
    """Whether a text was made then or later; one that doesn't say may have been."""
    return not isinstance(made, datetime) or made >= since
