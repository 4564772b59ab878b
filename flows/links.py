"""Links we put into texts: signed, so that nobody can guess another's."""

from itsdangerous import BadSignature, URLSafeSerializer

from models.sealing import keyring

_public_url = "http://localhost"


def use(public_url: str) -> None:
    """Where our links lead. Called once at start by the edges."""
    global _public_url
    _public_url = public_url


def calendar(session_id: int, member_id: int) -> str:
    """The calendar file of a session, as this member reads it."""
    return f"{_public_url}/calendar/{_signer().dumps([session_id, member_id])}.ics"


def read_calendar(token: str) -> tuple[int, int] | None:
    """(session id, member id) of a calendar link; None when we didn't make it."""
    try:
        session_id, member_id = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return session_id, member_id


def status_url(ref: str) -> str:
    """Where Twilio says what became of a text."""
    return f"{_public_url}/twilio/status?ref={ref}"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(keyring().signing_keys(), salt="calendar")
