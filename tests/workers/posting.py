"""Texts to a house, signed as Twilio signs them."""

from uuid import uuid4

import requests
from twilio.request_validator import RequestValidator

from tests.workers.houses import ACCOUNT, TOKEN

JOINING = ("hello", "1", "1", "1", "1", "{name}", "London", "EMCC", "skip", "skip", "skip", "1")


def text(public_url: str, body: str, sender: str, *, at: str = "") -> requests.Response:
    """Text something; `at` is where the web process is, when that isn't its public URL."""
    url = f"{public_url}/twilio/inbound"
    form = {
        "MessageSid": f"SM{uuid4().hex}",
        "AccountSid": ACCOUNT,
        "From": sender,
        "To": "+15005550006",
        "Body": body,
    }
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    there = f"{at or public_url}/twilio/inbound"
    return requests.post(there, data=form, headers={"X-Twilio-Signature": signature}, timeout=30)


def joined(public_url: str, name: str, sender: str = "+447700900101") -> None:
    """Join, which leaves a letter to the coordinator."""
    for body in JOINING:
        answer = text(public_url, body.format(name=name), sender)
        assert answer.status_code == 200, answer.status_code
        assert "<Message>" in answer.text, body
