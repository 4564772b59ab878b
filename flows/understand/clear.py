"""One clear word among others: "Sorry, been swamped. Yes!"."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from flows.understand.plain import fold

Value = TypeVar("Value")


def one_clear(parts: Sequence[str], read: Callable[[str], Value], *, careful: bool = True) -> Value | None:
    """What one of several sentences says clearly, when no other says something else: "Sorry, swamped. Yes!". Else None;
    when we are `careful`, also when another may take it back."""
    said = [part.strip() for part in parts if part.strip()]
    found = {value for part in said if (value := read(part)) is not None}
    hedged = any(read(part) is None and _HEDGE.search(fold(part)) for part in said)
    return found.pop() if len(found) == 1 and not (careful and hedged) else None


_LEAD = re.compile(
    r"^\W*(?:(?:no wait|wait|oh|actually|sorry|i meant|i mean|perdón|perdon|espera|no espera|digo|quise decir)\b[ ,.!]*)+",
    re.IGNORECASE,
)


def without_lead(text: str) -> str:
    """A text without the small words of hesitation before what it says: "actually no", "sorry i meant yes"."""
    return _LEAD.sub("", text)


# In a sentence that says neither yes nor no: it may take back what the other one says.
_HEDGE = re.compile(r"\b(?:not|don'?t|can'?t|won'?t|no|never|unless|if|only|si|nunca|tampoco|solo)\b")


_ASKING = re.compile(
    r"(?:what|whats|what's|when|where|which|who|whos|why|how|wait|did|does|qué|cuándo|dónde|cuál|quién)\b",
    re.IGNORECASE,
)


def asks_back(text: str) -> bool:
    """Whether a text is a question rather than what we asked for: "what was that". Accents tell "qué" from "que"."""
    return text.strip().endswith("?") or _ASKING.match(text.strip(" ¿¡")) is not None
