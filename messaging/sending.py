"""Sending through Twilio's REST API: one text, and asking what became of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import exceptions as network
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from messaging.twiml import clean

TIMEOUT = 8.0  # seconds to connect, and again to answer; twilio-python waits for ever unless told
TWILIO = "https://api.twilio.com"
SKEW = timedelta(minutes=1)  # how far their clock and ours may differ
LISTED = 200  # texts of one address that are looked through


class Refused(Exception):
    """Twilio said no, clearly. `code` is Twilio's; `again` whether it was never processed and may be tried again."""

    def __init__(self, code: str, again: bool) -> None:
        super().__init__(code)
        self.code, self.again = code, again


class Unclear(Exception):
    """The line broke, or Twilio stumbled: it may or may not have been sent."""


class _Elsewhere(TwilioHttpClient):  # type: ignore[misc]  # twilio has no types
    """Sends every call to another base than Twilio's: a simulator, a recording, a proxy."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=TIMEOUT)
        self._base = urlsplit(base)

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Any:
        """The same call, at the other base."""
        asked = urlsplit(url)
        path = self._base.path.rstrip("/") + asked.path
        there = urlunsplit((self._base.scheme, self._base.netloc, path, asked.query, ""))
        return super().request(method, there, *args, **kwargs)


@dataclass(frozen=True)
class Senders:
    """Whom our texts come from."""

    sms: str | None
    whatsapp: str | None
    messaging_service: str | None

    def of(self, address: str) -> dict[str, str]:
        """The sender fields for a text to this address."""
        if address.startswith("whatsapp:"):
            return {"from_": self.whatsapp or ""}
        return (
            {"messaging_service_sid": self.messaging_service}
            if self.messaging_service
            else {"from_": self.sms or ""}
        )


class Line:
    """One connection to Twilio."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str, senders: Senders) -> None:
        client = TwilioHttpClient(timeout=TIMEOUT) if api_url == TWILIO else _Elsewhere(api_url)
        self._client = Client(account_sid, auth_token, http_client=client)
        self._senders = senders

    def send(self, address: str, body: str, status_url: str) -> str:
        """Send one text; returns its sid. Raises Refused or Unclear."""
        try:
            sent = self._client.messages.create(
                to=address, body=clean(body), status_callback=status_url, **self._senders.of(address)
            )
        except (TwilioRestException, TwilioServiceException) as error:
            raise _meant(error) from error
        except network.ConnectTimeout as error:
            raise Refused("unreachable", again=True) from error
        except network.ConnectionError as error:
            # A refused connection was never a request; any other break may have come after it was read.
            if "refused" in str(error).lower():
                raise Refused("unreachable", again=True) from error
            raise Unclear from error
        except (network.RequestException, ValueError) as error:  # ValueError: an answer that isn't JSON
            raise Unclear from error
        if not sent.sid:
            raise Unclear
        return str(sent.sid)

    def sent_since(self, address: str, since: datetime) -> list[tuple[str, str]]:
        """(sid, body) of what was made for `address` since then, newest first. Raises Unclear.

        What still waits at Twilio has no DateSent, so their filter by it might leave out the very text we look for:
        we look at when each was made.
        """
        try:
            listed = self._client.messages.list(to=address, limit=LISTED)
        except (TwilioException, network.RequestException, ValueError) as error:
            raise Unclear from error
        return [
            (str(message.sid), str(message.body))
            for message in listed
            if message.to == address and _made_since(message.date_created, since - SKEW)
        ]


def same(sent: str, body: str) -> bool:
    """Whether what was sent is this body; white space may have changed on the way."""
    return sent.split() == clean(body).split()


def _meant(error: TwilioRestException | TwilioServiceException) -> Refused | Unclear:
    """What an answer that isn't a yes means for the text."""
    code = str(error.code or error.status)
    if error.status == 429 or code == "20429":
        return Refused(code, again=True)
    return Unclear() if error.status >= 500 else Refused(code, again=False)


def _made_since(made: object, since: datetime) -> bool:
    """Whether a text was made then or later; one that doesn't say may have been."""
    return not isinstance(made, datetime) or made >= since
