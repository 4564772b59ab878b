"""Members who text us: what each says next and what they should read, as signed requests ready for the wire."""

import base64
import hmac
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

ACCOUNT = "AC" + "5" * 32
TOKEN = "a token for the bench"
PUBLIC_URL = "https://board.example.org"
PATH = "/twilio/inbound"
NAMES = ("Amara", "Lucía", "Kwame", "Mei-Ling", "Tānia", "Yusuf", "Nkechi", "Ana María")
CITIES = ("London", "Lagos", "Toronto", "Bogotá", "Cape Town", "Kingston")
BODIES = ("EMCC", "2", "3", "APECS", "1")
AIMS = ("Confidence in rooms where I am the only one", "Patience with my team, and rest", "A book to finish")


@dataclass(frozen=True, slots=True)
class Said:
    """One text, and words of the answer it should get."""

    text: str
    reads: str


@dataclass(slots=True)
class Shot:
    """One request on the wire, and bytes of the answer it should get."""

    request: bytes
    reads: bytes


def walk(number: int) -> Iterator[Said]:
    """One member's texts for ever: into sign-up, then some questions forward and BACK again."""
    name, city = NAMES[number % len(NAMES)], CITIES[number % len(CITIES)]
    body, aims = BODIES[number % len(BODIES)], AIMS[number % len(AIMS)]
    yield Said("Hello", "may we keep what you tell us")
    yield Said("1", "suggest other members")
    yield Said("Yes", "May we text you here")
    yield Said("👍", "This space is for coaches")
    yield Said("1", "What should we call you?")
    questions = (
        (f"{name}, she/her", "What should we call you?"),
        (city, "Which city"),
        (body, "Which body accredits you?"),
        ("Senior Practitioner", "Which level do you hold"),
        (f"EIA{20_000 + number}", "certificate number"),
        (aims, "What would you like from being coached"),
        ("", "When are you usually free"),
    )
    far = 1 + number % 6  # not all go equally far, so that not all are asked the same at the same moment
    while True:
        for at in range(far):
            yield Said(questions[at][0], questions[at + 1][1])
        for at in reversed(range(far)):
            yield Said("BACK", questions[at][1])


@dataclass(slots=True)
class Member:
    """One phone: its walk, and what is signed already."""

    number: int
    says: Iterator[Said]
    ready: deque[Shot] = field(default_factory=deque)

    @property
    def address(self) -> str:
        """Its number in E.164."""
        return phone(self.number)


class Crowd:
    """Many members, each in order with themselves: a member texts again when they have read the answer."""

    def __init__(self, size: int, *, reads: str | None = None) -> None:
        """`reads`: what every answer holds, where the answers aren't ours."""
        self.members = deque(Member(number, walk(number)) for number in range(size))
        self._reads = reads
        self._sid = 0

    def sign(self, texts: int) -> None:
        """Have at least `texts` requests ready, the same number for each member."""
        each = -(-texts // len(self.members))
        for member in self.members:
            while len(member.ready) < each:
                said = next(member.says)
                self._sid += 1
                reads = said.reads if self._reads is None else self._reads
                request = posted(form(f"SM{self._sid:032x}", member.address, said.text))
                member.ready.append(Shot(request, reads.encode()))


def phone(number: int) -> str:
    """The number of the bench's member `number`."""
    return f"+4477009{number:05d}"


def form(sid: str, sender: str, body: str) -> dict[str, str]:
    """A text as Twilio posts it: twenty fields."""
    return {
        "ToCountry": "GB",
        "ToState": "London",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "London",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": body,
        "FromCountry": "GB",
        "To": "+15005550006",
        "MessagingServiceSid": "MG" + "7" * 32,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }


def signature(fields: dict[str, str]) -> str:
    """Twilio's signature of a form posted to our public URL."""
    signed = PUBLIC_URL + PATH + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.digest(TOKEN.encode(), signed.encode(), "sha1")).decode()


def posted(fields: dict[str, str]) -> bytes:
    """The whole HTTP request."""
    body = urlencode(fields).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: board.example.org\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n"
        f"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {len(body)}\r\n"
        f"I-Twilio-Idempotency-Token: 2c6a1c35-6c9a-4b2d-8c64-0f3b7f2f3f10\r\n"
        f"X-Twilio-Signature: {signature(fields)}\r\n\r\n"
    )
    return head.encode() + body
