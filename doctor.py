"""What a new installation lacks though it starts: a sentence for each that says what to do."""

import ipaddress
from datetime import date
from urllib.parse import urlsplit

from redis.exceptions import RedisError

import settings
from flows import helplines
from messaging import calls
from messaging.calls import TWILIO, Refused, Unclear
from messaging.verdicts import UNREACHABLE
from workers import queues


def lacking(chosen: settings.Settings, today: date) -> list[str]:
    """All of it; empty when nothing is. Asks Redis and Twilio, and changes nothing there."""
    return [
        *settings.unheard(),
        *_outside(chosen),
        *_redis(chosen.redis_url),
        *_address(chosen.public_url),
        *_twilio(chosen),
        *helplines.lacking(today),
    ]


def _outside(chosen: settings.Settings) -> list[str]:
    if chosen.outside_contact:
        return []
    return [
        "Please set OUTSIDE_CONTACT: whom people can turn to when everybody who coordinates is part of what went wrong."
        ' In quotes: OUTSIDE_CONTACT="Nora Bell, +44 7700 900998"'
    ]


def _redis(url: str) -> list[str]:
    if not url:
        return ["Please set REDIS_URL: without it the processes can't wake each other, and texts are late."]
    try:
        with queues.connect(url) as redis:
            redis.ping()
    except RedisError as error:
        return [f"Redis doesn't answer ({type(error).__name__}). Please start it, or mend REDIS_URL."]
    return []


def _address(public_url: str) -> list[str]:
    parts = urlsplit(public_url)
    found = []
    if parts.scheme != "https":
        found.append("Please let PUBLIC_URL begin with https://: what people write passes there.")
    if not _of_the_world(parts.hostname or ""):
        found.append("Please mend PUBLIC_URL: Twilio can't reach that name from outside.")
    return found


def _of_the_world(host: str) -> bool:
    """Whether the world can know it: a global address, or a name with a dot that isn't kept for networks of one's own."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        return "." in name and not name.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))


def _twilio(chosen: settings.Settings) -> list[str]:
    found = []
    if chosen.twilio_api_url != TWILIO:
        found.append("TWILIO_API_URL isn't Twilio's: nothing reaches people. Please take the line out.")
    try:
        calls.log_in(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api_url)
    except Refused as error:
        if error.code != UNREACHABLE:
            return [
                *found,
                f"Twilio refuses ({error.code}). Please check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.",
            ]
        found.append("Twilio can't be reached. Please see that this machine gets out to the network.")
    except Unclear as error:
        found.append(f"Twilio doesn't answer clearly ({error.code}). Please ask again in a minute.")
    return found
