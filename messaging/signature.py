"""Whether a request comes from Twilio."""

from collections.abc import Mapping

from twilio.request_validator import RequestValidator


def genuine(auth_token: str, url: str, form: Mapping[str, object], signature: str) -> bool:
    """Whether `signature` is Twilio's for this URL, as we published it, and this form."""
    return bool(RequestValidator(auth_token).validate(url, form, signature))
