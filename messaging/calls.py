"""A call to Twilio's REST API: where it goes, how long it may take, and what an answer that isn't a yes means."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import exceptions as network
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.base.version import Version
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from messaging import verdicts
from messaging.verdicts import Verdict, verdict

TIMEOUT = 8.0  # seconds to connect, and again to answer; twilio-python waits for ever unless told
TWILIO = "https://api.twilio.com"


class Refused(Exception):
    """Twilio said no, clearly: nothing was sent. `verdict` is what it asks of us.

    `code` is Twilio's, and alone leads to the same verdict: a 429 with another code in its body is 429 here.
    """

    def __init__(self, code: str, http_status: int | None = None) -> None:
        super().__init__(code)
        self.code, self.http_status, self.verdict = code, http_status, verdict(code, http_status)

    @property
    def again(self) -> bool:
        """Whether it was never processed and may be tried again as it is."""
        return self.verdict is Verdict.AGAIN


class Unclear(Exception):
    """The line broke, or Twilio stumbled: it may or may not have been sent."""

    def __init__(self, code: str = verdicts.UNCLEAR) -> None:
        super().__init__(code)
        self.code, self.verdict = code, Verdict.UNCLEAR


class _Elsewhere(TwilioHttpClient):  # type: ignore[misc]  # twilio has no types
    """Sends every call, for whichever of Twilio's hosts, to another base: a simulator, a recording, a proxy."""

    def __init__(self, base: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._base = urlsplit(base)
        # To this machine there is no proxy, and looking for one in the environment costs more than the call.
        self.session.trust_env = self._base.hostname not in ("127.0.0.1", "localhost", "::1")

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Any:
        """The same call, at the other base."""
        asked = urlsplit(url)
        path = self._base.path.rstrip("/") + asked.path
        there = urlunsplit((self._base.scheme, self._base.netloc, path, asked.query, ""))
        return super().request(method, there, *args, **kwargs)


def client(account_sid: str, auth_token: str, api_url: str, timeout: float = TIMEOUT) -> Any:
    """twilio-python's client, its calls going to `api_url`. For one thread: requests.Session isn't made for more."""
    caller = TwilioHttpClient(timeout=timeout) if api_url == TWILIO else _Elsewhere(api_url, timeout)
    return Client(account_sid, auth_token, http_client=caller)


def log_in(account_sid: str, auth_token: str, api_url: str) -> None:
    """Ask Twilio for the account, which changes nothing. Raises Refused or Unclear."""
    with answered():
        client(account_sid, auth_token, api_url).api.v2010.accounts(account_sid).fetch()


@contextmanager
def answered() -> Iterator[None]:
    """Around a call: all that can go wrong with it becomes Refused or Unclear."""
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        raise _meant(error) from error
    except network.ConnectionError as error:  # one that timed out while connecting is such a one too
        # What never connected was never a request; any other break may have come after it was read.
        if isinstance(error, network.ConnectTimeout) or _never_connected(error):
            raise Refused(verdicts.UNREACHABLE) from error
        raise Unclear from error
    except TwilioException as error:
        raise _of_a_page(error) from error
    except network.RequestException as error:
        raise Unclear from error
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        # An answer that isn't JSON, or isn't what Twilio answers: twilio-python reads it without looking.
        raise Unclear from error


def _never_connected(error: network.ConnectionError) -> bool:
    """Whether it broke before there was a connection: refused, no such host, no way there."""
    return bool(error.args) and isinstance(getattr(error.args[0], "reason", None), NewConnectionError)


def _of_a_page(error: TwilioException) -> Refused | Unclear:
    """What it means that a page of a list didn't come: twilio-python hands over the answer unread."""
    if len(error.args) < 2:
        return Unclear()
    return _meant(Version.exception("GET", "", error.args[1], ""))


def _meant(error: TwilioRestException | TwilioServiceException) -> Refused | Unclear:
    """What an answer that isn't a yes means."""
    status = int(error.status)
    code, asked = str(error.code or status), verdict(str(error.code or status), status)
    if verdict(code) is not asked:
        code = str(status)
    return Unclear(code) if asked is Verdict.UNCLEAR else Refused(code, status)
