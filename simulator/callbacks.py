"""Status callbacks: through which statuses a message goes, and the form that tells of each."""

from simulator.addresses import bare
from simulator.ledger import API_VERSION, Message

# Codes with which Twilio itself gives up, before anything was sent; with the others it learns of it later.
_NEVER_SENT = {30001, 30002, 63016, 63021, 63041, 63042}


def course_of(to: str, fault: int | None) -> list[str]:
    """Return the statuses of a message to an address, in order; `fault` is the code it fails with."""
    if fault:
        return ["failed"] if fault < 30_000 or fault in _NEVER_SENT else ["sent", "undelivered"]
    return ["sent", "delivered", "read"] if to.startswith("whatsapp:") else ["sent", "delivered"]


def status_form(message: Message, status: str) -> dict[str, str]:
    """Return the form of one callback."""
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "AccountSid": message.account_sid,
        "ApiVersion": API_VERSION,
        "From": message.sender,
        "To": message.to,
    }
    if message.messaging_service_sid:
        form["MessagingServiceSid"] = message.messaging_service_sid
    if message.error_code:
        form["ErrorCode"] = str(message.error_code)
    if message.to.startswith("whatsapp:"):
        form |= {
            "ChannelPrefix": "whatsapp",
            "ChannelToAddress": bare(message.to),
            "StructuredMessage": "false",
        }
        if status != "sent":
            form["EventType"] = status.upper()
    elif status != "sent":
        form["RawDlrDoneDate"] = message.updated.strftime("%y%m%d%H%M")
    return form
