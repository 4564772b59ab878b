"""Inbound: the form Twilio posts when somebody texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.account import Account
from simulator.addresses import Channel, bare, country_of, external_user_id, has_number
from simulator.ledger import API_VERSION
from simulator.phones import Phone
from simulator.segments import segments
from simulator.sids import SIMULATED_PICTURE, SIMULATED_VOICE, new_sid
from simulator.taps import Tap

PLACE = {
    "Latitude": "4.598077",
    "Longitude": "-74.076103",
    "Address": "Carrera 7 # 11-10, Bogotá",
    "Label": "Plaza de Bolívar",
}
MEDIA_TYPES = {"picture": "image/jpeg", "voice": "audio/ogg"}


@dataclass(frozen=True)
class Text:
    """What a person does on their phone: types, attaches, taps a button, shares where they are."""

    body: str = ""
    media: Literal["picture", "voice"] | None = None
    location: bool = False
    button: str | None = None  # the payload alone, of a button that no message on the phone has
    tap: Tap | None = None
    sid: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def inbound_form(text: Text, phone: Phone, account: Account, media_base: str) -> dict[str, str]:
    """Return the form fields Twilio would post for a text, blank ones included."""
    sid = text.sid or new_sid("MM" if text.media else "SM")
    body = text.tap.title if text.tap else text.body or text.button or ""
    form = {
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "MessageSid": sid,
        "AccountSid": account.sid,
        "ApiVersion": API_VERSION,
        "SmsStatus": "received",
        "From": phone.address,
        "To": account.sender_for(phone.channel),
        "Body": body,
        "NumMedia": "1" if text.media else "0",
        "NumSegments": str(segments(body)),
    }
    whatsapp = phone.channel is Channel.WHATSAPP
    form |= _whatsapp(text, phone) if whatsapp else _geography(form["From"], form["To"])
    if text.media:
        kind = SIMULATED_PICTURE if text.media == "picture" else SIMULATED_VOICE
        path = f"/{API_VERSION}/Accounts/{account.sid}/Messages/{sid}/Media/{new_sid('ME', kind)}"
        form |= {"MediaUrl0": media_base + path, "MediaContentType0": MEDIA_TYPES[text.media]}
    if text.location:
        form |= PLACE
    if text.button is not None:
        form |= {"ButtonText": body, "ButtonPayload": text.button}
    if text.tap:
        form |= text.tap.fields(form["To"])
    return form | dict(text.fields)


def _whatsapp(text: Text, phone: Phone) -> dict[str, str]:
    kind = "text"
    if text.media:
        kind = "image" if text.media == "picture" else "audio"
    elif text.location:
        kind = "location"
    elif text.tap:
        kind = text.tap.kind
    elif text.button is not None:
        kind = "button"
    form = {
        "ProfileName": phone.name,
        "ExternalUserId": external_user_id(phone.address),
        "MessageType": kind,
        "ReferralNumMedia": "0",
    }
    if has_number(phone.address):
        form["WaId"] = bare(phone.address).removeprefix("+")
    return form


def _geography(sender: str, to: str) -> dict[str, str]:
    """Where the numbers are from. Twilio sends the parts it doesn't know too, blank, and signs them."""
    form: dict[str, str] = {}
    for side, address in (("From", sender), ("To", to)):
        form[f"{side}Country"] = country_of(address)
        form |= {f"{side}State": "", f"{side}City": "", f"{side}Zip": ""}
    return form
