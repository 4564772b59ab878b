"""Orders: what an app asks Twilio to send, checked as Twilio checks it."""

import re
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from simulator.account import Account
from simulator.addresses import Channel, channel_of
from simulator.contents import Contents
from simulator.refusals import Refusal
from simulator.rendering import Rendered, render
from simulator.sids import is_sid

LONGEST_BODY = 1600
MOST_MEDIA = 10
_URL = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Order:
    """One message to send, known to be acceptable."""

    to: str
    sender: str
    channel: Channel
    body: str
    media: list[str] = field(default_factory=list)
    callback: str | None = None
    messaging_service_sid: str | None = None
    direction: str = "outbound-api"
    rendered: Rendered | None = None  # what a ContentSid stands for


def read_order(form: MultiDict[str, str], account: Account, contents: Contents) -> Order:
    """Turn a posted form into an order, or refuse it with Twilio's code."""
    to, channel = _recipient(form.get("To", "").strip())
    service = form.get("MessagingServiceSid", "").strip() or None
    sender = _sender(form.get("From", "").strip(), service, channel, account)
    if to == sender:
        raise Refusal(21266, f"'To' and 'From' number cannot be the same: {to}")
    if form.get("SendAt") or form.get("ScheduleType"):
        raise Refusal(20001, "The simulator does not schedule messages: the app keeps its own schedule.")
    rendered = _rendered(form, contents, channel)
    body, media = _words(form, rendered)
    callback = form.get("StatusCallback", "").strip() or None
    if callback and not _URL.fullmatch(callback):
        raise Refusal(21609, f"The 'StatusCallback' URL {callback} is not a valid URL.")
    return Order(to, sender, channel, body, media, callback, service, rendered=rendered)


def _recipient(to: str) -> tuple[str, Channel]:
    if not to:
        raise Refusal(21604, "A 'To' phone number is required.")
    channel = channel_of(to)
    if channel is None:
        raise Refusal(21211, f"Invalid 'To' Phone Number: {to}")
    return to, channel


def _sender(sender: str, service: str | None, channel: Channel, account: Account) -> str:
    if service and not is_sid(service, "MG"):
        raise Refusal(21701, f"The Messaging Service does not exist: {service}")
    if not sender:
        if service:
            return account.sender_for(channel)
        raise Refusal(21603, "A 'From' phone number is required.")
    if sender not in (account.sms_from, account.whatsapp_from):
        if sender.startswith("whatsapp:"):
            raise Refusal(63007, "Twilio could not find a Channel with the specified From address")
        raise Refusal(
            21606,
            f"The 'From' phone number provided ({sender}) is not a valid message-capable Twilio phone "
            "number for this destination/account.",
        )
    if sender != account.sender_for(channel):
        raise Refusal(21910, "Invalid From and To pair. From and To should be of the same channel")
    return sender


def _rendered(form: MultiDict[str, str], contents: Contents, channel: Channel) -> Rendered | None:
    sid, variables = form.get("ContentSid", "").strip(), form.get("ContentVariables", "")
    if not sid:
        return None
    content = contents.get(sid)
    if content is None:
        raise Refusal(21655, "The ContentSid is Invalid")
    return render(content, variables, channel)


def _words(form: MultiDict[str, str], rendered: Rendered | None) -> tuple[str, list[str]]:
    body = rendered.body if rendered else form.get("Body", "")
    media = [url for url in form.getlist("MediaUrl") if url]
    if not (body or media):
        raise Refusal(21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise Refusal(21617, f"The concatenated message body exceeds the {LONGEST_BODY} character limit")
    if len(media) > MOST_MEDIA:
        raise Refusal(21623, "Number of media files exceeds allowed limit")
    if not all(_URL.fullmatch(url) for url in media):
        raise Refusal(21620, "Invalid media URL(s)")
    return body, media
