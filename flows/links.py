"""Links we put into texts: signed, so that nobody can guess another's, and each good for one purpose alone.

A link to a file ends some time after it was made (`make`, `read`). One to a calendar ends with its session, wherever that
is moved to, so no time is in it (`flows/calendar.py` sees to it). The keys are those of `ENCRYPTION_KEYS`: a link ends
with the key that signed it.
"""

from datetime import timedelta
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer

from models import clock
from models.sealing import keyring

_public_url = "http://localhost"


class NotOurs(Exception):
    """We didn't make this link, or for another purpose. Carries no content."""


class Expired(Exception):
    """We made this link, and its time is over. `payload` is what it was made with."""

    def __init__(self, payload: Any) -> None:
        super().__init__("a link's time is over")
        self.payload = payload


def use(public_url: str) -> None:
    """Where our links lead. Called once at start by the edges."""
    global _public_url
    _public_url = public_url


def make(purpose: str, payload: Any, ending: str) -> str:
    """A link `…/purpose/token.ending` that says when it was made. `payload`, what JSON can hold, can be read by whoever has
    the link, but not changed: ids, no names."""
    return f"{_public_url}/{purpose}/{_timed(purpose).dumps(payload)}.{ending}"


def read(purpose: str, token: str, max_age: timedelta) -> Any:
    """What this purpose's link was made with. Raises Expired when that is longer ago than `max_age`, and NotOurs."""
    signer = _timed(purpose)
    try:
        return signer.loads(token, max_age=int(max_age.total_seconds()))
    except SignatureExpired as error:
        raise Expired(signer.load_payload(error.payload or b"")) from None
    except (BadData, ValueError):
        raise NotOurs from None


def calendar(session_id: int, member_id: int) -> str:
    """The calendar file of a session, as this member reads it."""
    return f"{_public_url}/calendar/{_untimed('calendar').dumps([session_id, member_id])}.ics"


def series(session_id: int, member_id: int) -> str:
    """One calendar file of all sessions that were suggested together with this one."""
    return f"{_public_url}/calendar/{_untimed('calendar').dumps([session_id, member_id, 'all'])}.ics"


def read_calendar(token: str) -> tuple[int, int, bool]:
    """(session id, member id, whether all of its series) of a calendar link. Raises NotOurs."""
    try:
        session_id, member_id, *rest = _untimed("calendar").loads(token)
    except (BadData, ValueError, TypeError):
        raise NotOurs from None
    return session_id, member_id, rest == ["all"]


def circle_calendar(circle_id: int, member_id: int) -> str:
    """The calendar file of a circle, as this member reads it."""
    return f"{_public_url}/calendar/{_untimed('circle').dumps([circle_id, member_id])}.ics"


def read_circle_calendar(token: str) -> tuple[int, int]:
    """(circle id, member id) of a circle's calendar link. Raises NotOurs."""
    try:
        circle_id, member_id = _untimed("circle").loads(token)
    except (BadData, ValueError, TypeError):
        raise NotOurs from None
    return circle_id, member_id


def status_url(ref: str) -> str:
    """Where Twilio says what became of a text."""
    return f"{_public_url}/twilio/status?ref={ref}"


class _ByOurClock(TimestampSigner):
    """Tells how old a link is by the house's clock."""

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(clock.now().timestamp())


def _timed(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keyring().signing_keys(), salt=f"timed {purpose}", signer=_ByOurClock)


def _untimed(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(keyring().signing_keys(), salt=purpose)
