"""Addresses as Twilio writes them, and what can be read from one."""

import hashlib
import re
from enum import StrEnum

import phonenumbers

_NUMBER = r"\+[1-9]\d{6,14}"
_SMS = re.compile(_NUMBER)
# Since usernames came, a WhatsApp sender may be a country and an opaque id instead of a number.
_WHATSAPP = re.compile(rf"whatsapp:(?:{_NUMBER}|[A-Z]{{2}}\.[A-Za-z0-9]{{1,128}})")


class Channel(StrEnum):
    """How a phone is reached."""

    SMS = "sms"
    WHATSAPP = "whatsapp"


def channel_of(address: str) -> Channel | None:
    """Return the channel of a well-formed address, None for anything else."""
    if _SMS.fullmatch(address):
        return Channel.SMS
    if _WHATSAPP.fullmatch(address):
        return Channel.WHATSAPP
    return None


def bare(address: str) -> str:
    """Return the address without its channel: a number, or a WhatsApp id."""
    return address.removeprefix("whatsapp:")


def has_number(address: str) -> bool:
    """Say whether there is a phone number behind the address."""
    return bare(address).startswith("+")


def country_of(address: str) -> str:
    """Return the two-letter country of an address, "" when it can't be told."""
    if not has_number(address):
        return bare(address)[:2]
    try:
        number = phonenumbers.parse(bare(address))
    except phonenumbers.NumberParseException:
        return ""
    # Numbers set aside for drama belong to no region, so the calling code alone must do.
    region = phonenumbers.region_code_for_number(number)
    return region or phonenumbers.region_code_for_country_code(number.country_code or 0)


def external_user_id(address: str) -> str:
    """Return the WhatsApp id that stays with a sender whether or not their number is shown."""
    if not has_number(address):
        return bare(address)
    digits = int(hashlib.sha256(address.encode()).hexdigest(), 16) % 10**15
    return f"{country_of(address) or 'US'}.{digits:015d}"
