"""The address of a page, as people write it: whole, so that whoever reads it sees where it leads."""

import re

LONGEST = 300  # characters
_ADDRESS = re.compile(
    r"(?P<how>https?://)?(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?P<port>:\d{1,5})?(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)
# What hides where a link leads.
SHORTENERS = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "ow.ly",
        "is.gd",
        "buff.ly",
        "rebrand.ly",
        "cutt.ly",
        "shorturl.at",
        "tiny.cc",
        "rb.gy",
        "lnkd.in",
        "t.ly",
        "shorte.st",
        "adf.ly",
        "bl.ink",
        "soo.gd",
        "s.id",
        "v.gd",
        "tr.im",
        "trib.al",
        "dlvr.it",
        "fb.me",
        "youtu.be.link",
        "qr.ae",
        "snip.ly",
        "short.io",
    ]
)


def web_address(text: str) -> str | None:
    """The address that `text` is, with http:// or https:// before it; None when it is none. Never raises. Nothing is fetched."""
    said = text.strip().rstrip(".,;!").strip("<>()[]\"'")
    found = _ADDRESS.fullmatch(said)
    if found is None or len(said) > LONGEST:
        return None
    return said if found["how"] else f"https://{said}"


def is_shortened(address: str) -> bool:
    """Whether an address hides where it leads."""
    found = _ADDRESS.fullmatch(address)
    return found is not None and found["host"].lower().removeprefix("www.") in SHORTENERS
