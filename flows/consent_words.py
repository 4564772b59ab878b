"""What people agree to, purpose by purpose: the very words, by their version. A consent keeps its version and its language, so
it can be read back at any time. Words that change get a new version; what was agreed to in older ones stays here.
"""

from flows.words import _

VERSION = "2026-11"  # what is asked today
AGAIN = "2026-11 again"  # of who had withdrawn it
CAME_BACK = "came back"  # of who had left and asked for our texts themselves
DIRECTORY = "directory 26-11"  # of who is in the directory
PURPOSES = ("data", "matching", "texts")  # for logs see `flows/listing.py`

WORDS: dict[str, dict[str, str]] = {
    "2026-11": {
        "data": _(
            "First, may we keep what you tell us, encrypted, to run this space? Joining tells us something private about "
            "you, so we ask."
        ),
        "matching": _(
            "Thank you. May we suggest other members for you to coach with? You say yes or no to each, and a no is "
            "never passed on."
        ),
        "texts": _(
            "May we text you here about introductions, sessions and reminders? Never more than you need."
        ),
    },
    AGAIN: {
        "matching": _(
            "May we suggest other members for you to coach with? You say yes or no to each, and a no is never passed on."
        )
    },
    DIRECTORY: {
        "directory": _(
            "Members who look for somebody would read this:\n{entry}\nNever your name or number: you say yes or no to each who "
            "asks, and a no is never passed on. May I list you?"
        )
    },
    CAME_BACK: {
        "texts": _(
            "You won't hear from us again. Thank you for the time you were here. Should you ever wish to come back, text JOIN."
        )
    },
}


def words(purpose: str, version: str = VERSION) -> str:
    """What somebody agreed to, as the code says it. Raises KeyError for what was never asked."""
    return WORDS[version][purpose]
