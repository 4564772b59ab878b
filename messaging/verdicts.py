"""What each of Twilio's error codes asks of us: one table, read by whoever delivers.

A code comes with the answer to a call, or later with a status callback; the same code means the same in both.
Source: Twilio's error dictionary (https://www.twilio.com/docs/api/errors), read in November 2026.
"""

from datetime import timedelta
from enum import Enum
from random import Random

UNREACHABLE = "unreachable"  # our own code: the connection was never made, so nothing was processed
UNCLEAR = "unclear"  # our own code: the line broke, or what came back can't be read
MARKETING_BARRED = ("whatsapp:+1", "whatsapp:US.")  # WhatsApp delivers no marketing there

_S, _M, _H, _D = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_AT_ONCE = timedelta(0)


class Verdict(Enum):
    """What to do, how often to try again, and how long to wait: `base` at the least, `longest` at the most."""

    AGAIN = "never processed: send again", 600, _S, 5 * _M  # about a day, so that an outage costs no text
    UNCLEAR = "maybe sent: look it up, then send again", 120, 15 * _S, 15 * _M  # about half a day
    BAD_NUMBER = "no such number: stop, park the address, tell a coordinator", 0, _AT_ONCE, _AT_ONCE
    HALT = (
        "our account is set up wrongly: hold all that this sender sends, raise an alarm",
        0,
        _AT_ONCE,
        _AT_ONCE,
    )
    OPTED_OUT = "they opted out: note it, never try again", 0, _AT_ONCE, _AT_ONCE
    SLOW = "the queue at Twilio is full: slow this sender down, send again", 24, _M, _H
    SPLIT = "too long: split it", 0, _AT_ONCE, _AT_ONCE
    LATER = "the phone can't be reached: later", 2, 10 * _M, 2 * _H
    BLOCKED = "blocked or filtered: stop, look at the words", 0, _AT_ONCE, _AT_ONCE
    ONCE = "nobody knows why: once more", 1, 5 * _M, 15 * _M
    TEMPLATE = "WhatsApp's window is closed: send it as a template", 0, _AT_ONCE, _AT_ONCE
    TIER = "WhatsApp's limit is reached: back off, for up to a day", 12, 5 * _M, _D
    MARKETING = "WhatsApp holds marketing back: much later, to the US never", 2, _D, 4 * _D
    ELSEWHERE = "not on WhatsApp: by SMS, if they have it", 0, _AT_ONCE, _AT_ONCE
    DEAD = "stop, show it to a coordinator", 0, _AT_ONCE, _AT_ONCE

    def __init__(self, meaning: str, retries: int, base: timedelta, longest: timedelta) -> None:
        self.meaning, self.retries, self.base, self.longest = meaning, retries, base, longest


CODES: dict[str, Verdict] = {
    "20429": Verdict.AGAIN,  # too many requests
    UNREACHABLE: Verdict.AGAIN,
    UNCLEAR: Verdict.UNCLEAR,
    "21211": Verdict.BAD_NUMBER,  # 'To' is no phone number
    "21614": Verdict.BAD_NUMBER,  # 'To' is no mobile
    "21635": Verdict.BAD_NUMBER,  # 'To' is a landline
    "30005": Verdict.BAD_NUMBER,  # unknown or no longer in use
    "30006": Verdict.BAD_NUMBER,  # a landline, or a carrier that can't be reached
    "20003": Verdict.HALT,  # SID and token don't fit: with this as a dead letter, one typing error would end all
    "21408": Verdict.HALT,  # SMS to that country isn't switched on
    "21606": Verdict.HALT,  # 'From' isn't ours, or can't text
    "30002": Verdict.HALT,  # account suspended
    "30034": Verdict.HALT,  # a US number that isn't registered (A2P 10DLC)
    "63007": Verdict.HALT,  # no such WhatsApp sender
    "21610": Verdict.OPTED_OUT,  # they texted STOP
    "63014": Verdict.OPTED_OUT,  # they blocked us on WhatsApp
    "21611": Verdict.SLOW,  # this sender's queue is full
    "30001": Verdict.SLOW,  # the queue overflowed
    "21617": Verdict.SPLIT,  # more than 1,600 characters
    "30003": Verdict.LATER,  # switched off, or out of reach
    "30004": Verdict.BLOCKED,  # the carrier or the person blocks it
    "30007": Verdict.BLOCKED,  # filtered as spam
    "30008": Verdict.ONCE,  # unknown
    "63019": Verdict.ONCE,  # they couldn't fetch the picture: once more, as a link
    "63016": Verdict.TEMPLATE,  # free text outside the 24 hours
    "63018": Verdict.TIER,  # over the sender's rate or tier
    "63049": Verdict.MARKETING,  # Meta chose not to deliver marketing
    "63003": Verdict.ELSEWHERE,  # no such address on the channel
    "63024": Verdict.ELSEWHERE,  # no such recipient on the channel
}


def verdict(code: str, http_status: int | None = None) -> Verdict:
    """What Twilio's `code` asks of us; `http_status` is that of the answer, None in a status callback.

    429 was never processed, whatever its body says. Any other 5xx may have been sent, whatever its code says. A code
    that we don't know is never tried again: nobody knows whether it would be sent twice.
    """
    if http_status == 429 or code in ("429", "20429"):
        return Verdict.AGAIN
    if http_status is not None and (http_status >= 500 or http_status == 408):
        return Verdict.UNCLEAR
    if len(code) == 3 and (code.startswith("5") or code == "408"):  # an HTTP status in place of a code
        return Verdict.UNCLEAR
    return CODES.get(code, Verdict.DEAD)


def retries(asked: Verdict, address: str = "") -> int:
    """How often a text to `address` is tried again before it is a dead letter."""
    if asked is Verdict.MARKETING and address.startswith(MARKETING_BARRED):
        return 0
    return asked.retries


def wait(asked: Verdict, attempt: int, random: Random) -> timedelta:
    """How long to wait before the next try, after `attempt` of them (1 or more).

    Full jitter: anywhere between `base` and an end that doubles with each attempt up to `longest`, so that a thousand
    texts that failed together don't come back together.
    """
    doubled: timedelta = asked.base * (1 << min(max(attempt, 1), 16))
    end = min(doubled, asked.longest)
    return asked.base + (end - asked.base) * random.random()
