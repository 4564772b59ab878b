"""Whether a request comes from Twilio."""

import hmac
from collections.abc import Mapping
from functools import cache

from twilio.request_validator import RequestValidator


def genuine(auth_token: str, url: str, form: Mapping[str, object], signature: str) -> bool:
    """Whether `signature` is Twilio's for this URL, as we published it, and this form."""
    validator = _validator(auth_token)
    # Twilio signs the URL as we gave it, nearly always. Only when that fails is it worth trying with and without a port.
    expected = validator.compute_signature(url, form)
    if hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        return True
    return bool(validator.validate(url, form, signature))


@cache
def _validator(auth_token: str) -> RequestValidator:
    return RequestValidator(auth_token)
