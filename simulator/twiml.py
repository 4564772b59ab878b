"""TwiML: the XML an app answers a webhook with."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from simulator.webhooks import Answer

_MOST_BYTES = 64 * 1024
_XML = {"text/xml", "application/xml", "text/html"}


@dataclass(frozen=True)
class Reply:
    """One `<Message>`."""

    body: str
    media: tuple[str, ...] = ()
    to: str | None = None
    callback: str | None = None


class Unreadable(Exception):
    """The answer can't be used; carries the code Twilio would log."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"Error {code}: {why}")


def replies_in(answer: Answer) -> list[Reply]:
    """Read the messages out of an app's answer, or say what Twilio would log instead."""
    if not 200 <= answer.status < 300:
        raise Unreadable(11200, f"the app answered {answer.status} {answer.reason}".rstrip() + ".")
    if len(answer.body) > _MOST_BYTES:
        raise Unreadable(11750, "the app's answer is longer than 64 kB.")
    if not answer.body.strip():
        return []
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind == "text/plain":
        return [Reply(answer.body.decode("utf-8", "replace"))]
    if kind not in _XML:
        raise Unreadable(12300, f"the app's answer has the content type {kind or '(none)'}, not text/xml.")
    return [_reply(element) for element in _response(answer.body) if element.tag == "Message"]


def _response(body: bytes) -> ET.Element:
    try:
        # The app under test is ours, and expat bounds entity expansion by itself.
        root = ET.fromstring(body)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(12100, f"the app's answer is not valid TwiML ({error}).") from None
    if root.tag != "Response":
        raise Unreadable(12100, f"the app's answer is <{root.tag}>, not <Response>.")
    return root


def _reply(message: ET.Element) -> Reply:
    bodies = [element.text or "" for element in message.iter("Body")]
    plain = (message.text or "").strip()
    return Reply(
        body="\n".join(bodies) if bodies else plain,
        media=tuple((element.text or "").strip() for element in message.iter("Media")),
        to=message.get("to"),
        callback=message.get("statusCallback") or message.get("action"),
    )
