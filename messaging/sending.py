"""Sending through Twilio's REST API: one text, and asking what became of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import exceptions as network
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

TIMEOUT = 8.0  # seconds to connect, and again to answer; twilio-python waits for ever unless told
TWILIO = "https://api.twilio.com"


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
                to=address, body=body, status_callback=status_url, **self._senders.of(address)
            )
        except TwilioRestException as error:
            code = str(error.code or error.status)
            if error.status == 429 or code == "20429":
                raise Refused(code, again=True) from error
            if error.status >= 500:
                raise Unclear from error
            raise Refused(code, again=False) from error
        except network.ConnectTimeout as error:
            raise Refused("unreachable", again=True) from error
        except network.ConnectionError as error:
            # A refused connection was never a request; any other break may have come after it was read.
            if "refused" in str(error).lower():
                raise Refused("unreachable", again=True) from error
            raise Unclear from error
        except network.RequestException as error:
            raise Unclear from error
        return str(sent.sid)

    def sent_since(self, address: str, since: datetime) -> list[tuple[str, str]]:
        """(sid, body) of what was sent to `address` since then, newest first. Raises Unclear."""
        try:
            listed = self._client.messages.list(to=address, date_sent_after=since, limit=200)
        except (TwilioRestException, network.RequestException) as error:
            raise Unclear from error
        return [(str(message.sid), str(message.body)) for message in listed]
