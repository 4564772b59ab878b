"""SIDs: the names Twilio gives to things."""

import re
import secrets

SIMULATED_PICTURE = "0"
SIMULATED_VOICE = "1"


def new_sid(prefix: str, first: str = "") -> str:
    """Return a fresh SID: two letters and 32 hex digits, the first of which may be chosen."""
    return prefix + first + secrets.token_hex(16)[len(first) :]


def is_sid(text: str, prefix: str) -> bool:
    """Say whether a text has the shape of a SID with this prefix."""
    return re.fullmatch(rf"(?:{prefix})[0-9a-fA-F]{{32}}", text) is not None
