"""The answer to an inbound text, as TwiML."""

import re

from twilio.twiml.messaging_response import MessagingResponse

from messaging.segments import fit, split

BODY_LIMIT = 1600  # characters Twilio takes
# What XML 1.0 can't hold: one NUL in an echoed name would lose the whole answer.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(words: str) -> str:
    """`words` without characters that XML, or a phone, can't hold."""
    return _UNPRINTABLE.sub("", words)


def answer(words: str | None, channel: str = "sms") -> str:
    """TwiML that says `words`, in as many texts as they need, or nothing."""
    response = MessagingResponse()
    if words:
        said = clean(words)
        for part in split(fit(said) if channel == "sms" else said, BODY_LIMIT):
            response.message(part)
    return str(response)
