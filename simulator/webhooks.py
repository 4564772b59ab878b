"""Webhooks: signed posts to the app, and the bounded crew that carries the status callbacks."""

import base64
import hashlib
import hmac
import http.client
import logging
import queue
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

TIMEOUT_S = 15.0
_MOST_READ = 256 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the app said to a webhook."""

    status: int
    reason: str
    content_type: str
    body: bytes


class NoAnswer(Exception):
    """The app could not be reached, or took too long."""


def signature(auth_token: str, url: str, form: Mapping[str, str]) -> str:
    """Return X-Twilio-Signature for a URL and its form, as Twilio documents it.

    Written out here rather than taken from Twilio's library: the app checks with the library, and two
    sides that share one mistake would agree with each other.
    """
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(auth_token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def post(url: str, form: Mapping[str, str], auth_token: str, *, timeout: float = TIMEOUT_S) -> Answer:
    """Post a signed form. The URL goes out byte for byte: no client may tidy what was signed."""
    url = url.partition("#")[0]
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": signature(auth_token, url, form),
        "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
        "User-Agent": "TwilioProxy/1.1",
        "Accept": "*/*",
        "Connection": "close",
    }
    try:
        return _exchange(url, urlencode(form).encode(), headers, timeout)
    except TimeoutError:
        raise NoAnswer(f"no answer within {timeout:g} s") from None
    except ConnectionRefusedError:
        raise NoAnswer("nobody is listening there") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(str(error) or type(error).__name__) from None


def _exchange(url: str, body: bytes, headers: dict[str, str], timeout: float) -> Answer:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        response = connection.getresponse()
        answered = response.read(_MOST_READ)
        if response.length and len(answered) < _MOST_READ:  # the app died while it spoke; read() doesn't mind
            raise http.client.IncompleteRead(answered, response.length)
        return Answer(response.status, response.reason, response.getheader("Content-Type", ""), answered)
    finally:
        connection.close()


class Crew:
    """A few threads and one bounded line of work. They start with the first job, so not before a fork."""

    def __init__(self, *, threads: int = 4, most_waiting: int = 20_000) -> None:
        self._jobs: queue.Queue[Callable[[], None]] = queue.Queue(most_waiting)
        self._threads = threads
        self._started = False
        self._lock = threading.Lock()

    def take(self, job: Callable[[], None]) -> bool:
        """Put a job in the line; False when the line is full."""
        self._start()
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            log.warning("the line of status callbacks is full; one is dropped")
            return False
        return True

    def _start(self) -> None:
        if self._started:
            return
        with self._lock:
            if not self._started:
                for number in range(self._threads):
                    name = f"simulator-callbacks-{number}"
                    threading.Thread(target=self._work, name=name, daemon=True).start()
                self._started = True

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                job()
            except Exception:  # one bad job must not end the thread that carries all the others
                log.exception("a status callback failed")
