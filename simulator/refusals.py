"""Refusals: the errors of Twilio's REST API, shaped and worded as Twilio's."""

from typing import Any


class Refusal(Exception):
    """The API says no; it carries Twilio's code and the HTTP status."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    def as_json(self) -> dict[str, Any]:
        """Return the body Twilio answers with."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


ERROR_MESSAGES = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    20503: "Service unavailable",
    21211: "Invalid 'To' Phone Number",
    21408: "Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number",
    21606: "The 'From' phone number provided is not a valid message-capable Twilio phone number",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21635: "'To' number cannot be a landline",
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30034: "Message from an Unregistered Number",
    63003: "Channel could not find To address",
    63007: "Twilio could not find a Channel with the specified From address",
    63014: "Channel failed to send message: blocked by user action",
    63016: "Failed to send freeform message because you are outside the allowed window.",
    63018: "Rate limit exceeded for Channel",
    63021: "Channel invalid content error",
    63024: "Invalid message recipient",
    63041: "Template Paused",
    63042: "Template Disabled",
    63049: "Meta chose not to deliver this WhatsApp marketing message",
}
_HTTP_STATUSES = {20003: 401, 20404: 404, 20429: 429, 20500: 500, 20503: 503}


def refusal_with(code: int) -> Refusal:
    """Return the refusal with a code, in Twilio's words and with its HTTP status (400 for most)."""
    return Refusal(code, ERROR_MESSAGES.get(code, "Unknown error"), _HTTP_STATUSES.get(code, 400))
