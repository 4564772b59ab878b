"""Whether a text tells how to reach somebody: a phone number or an e-mail address."""

import re

_MAIL = re.compile(r"[^\s@,;:<>]+@[^\s@,;:<>]+\.[^\W\d_]{2,}")
_CHAT_LINK = re.compile(r"\b(?:wa\.me|t\.me|api\.whatsapp\.com|signal\.me)/\S|\btel:", re.IGNORECASE)
# Links to a call have long numbers in them; dates and times look like short ones.
_NO_NUMBER = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|\b\d{1,2}[:.h]\d{2}\b|\b[£$€]?\d{1,3}(?:[.,]\d{3})+\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"\+?\(?\d[\d\s().\-/\u2010-\u2015]*\d")
FEWEST, MOST = 7, 15  # digits; a number with its country code has 15 at most (E.164)


def tells_contact(text: str) -> bool:
    """Whether there is a phone number or an e-mail address in `text`, as people write them. Never raises."""
    if _MAIL.search(text) or _CHAT_LINK.search(text):
        return True
    return any(_is_a_number(found[0]) for found in _RUN.finditer(_NO_NUMBER.sub(" | ", text)))


def _is_a_number(run: str) -> bool:
    digits = sum(letter.isdigit() for letter in run)
    return FEWEST <= digits <= MOST and "\n" not in run
