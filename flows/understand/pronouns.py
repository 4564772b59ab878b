"""Pronouns as people add them to their name."""

import re

from flows.understand.plain import fold
from flows.understand.vocabulary import words

# Without accents. Only words that nobody mistakes for a name may stand alone after a comma.
_ALONE = words("""
she he they ze zie xe fae hers theirs it any all el ella elle ellos ellas ellx elli iel ela ele elu dela dele none
она он они هي هو هم היא הוא הם
""")
_IN_LISTS = _ALONE | words("""
her him his them their zir hir xem xyr ey em eir ver vis ve ae aer co cos its la le lo les li lui
il elles ils delas deles sie er ihr ihm hen hän ona on oni
""")
_JOINS = re.compile(r"\s*(?:[/,|&+]|\s(?:and|or|y|o|e|ou|et)\s)\s*|\s+")
_EXTRA = words("pronouns pronoun pronombres pronombre please por favor")
_WORD = re.compile(r"[^\W\d_]{1,10}\Z")
# "My pronouns are", "pronouns:", "and I use", "mis pronombres son".
LEAD_IN = re.compile(
    r"(?:^|[\s,;.:(\[–—-]+)(?:and\s|y\s)?"
    r"(?:(?:my\s|mis\s|mi\s)?(?:pronouns?|pronombres?)(?:\s(?:are|is|son|es))?|i\suse|uso)(?:\s?:)?\s",
    re.IGNORECASE,
)
_MOST_WORDS = 4


def pronouns(text: str, *, sure: bool = False) -> str | None:
    """Return the pronouns that `text` consists of, lower case and joined by "/", or None when it is something else.

    With `sure`, what stands there can only be pronouns (it is in brackets, or after "pronouns:"), so words that we
    don't know are taken when they are joined by a slash ("mage/wizard"). Never raises.
    """
    typed = text.strip(" .,;:!()[]{}\"'“”")
    if not typed or len(typed) > 40:
        return None
    parts = [part for part in _JOINS.split(typed.lower()) if part and fold(part) not in _EXTRA]
    if not parts or len(parts) > _MOST_WORDS or not all(_WORD.match(part) for part in parts):
        return None
    known = [fold(part) in _IN_LISTS for part in parts]
    if len(parts) == 1:
        return parts[0] if known[0] and (sure or fold(parts[0]) in _ALONE) else None
    if all(known) or (sure and "/" in typed):
        return "/".join(parts)
    return None
