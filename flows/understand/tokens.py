"""A text about a date or time, cut into pieces that can be read one by one."""

import re
from typing import NamedTuple

from flows.understand.calendar_words import MERIDIEMS, NOON, spelt
from flows.understand.numbers import CARDINALS, ORDINALS, western
from flows.understand.plain import fold

# "p.m.", "a. m." and "p m" after a figure.
_MERIDIEM = re.compile(r"(?<![^\W\d_])([ap])(?:\.\s?m\b\.?|\sm\b\.?)")
_TOKEN = re.compile(
    r"""
      (?P<ymd>(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))
    | (?P<dmy>(?<!\d)\d{1,2}(?P<between>[-/.])\d{1,2}(?P=between)(?:\d{4}|\d{2})(?!\d))
    | (?P<dm>(?<!\d)\d{1,2}/\d{1,2}(?![\d/]))
    | (?P<clock>(?<!\d)\d{1,2}(?::\d{2}(?::\d{2})?|h\d{2}|\.\d{2})(?!\d))
    | (?P<decimal>\d+[.,]\d+)
    | (?P<slang>2(?:moro|mrw|morrow|nite|night|day)(?![^\W_]))
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    | (?P<mark>[-–—~,;&+/@.])
    | (?P<other>[^\s()\[\]{}"'!?¡¿:*_…])
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_DASHES = {"–": "-", "—": "-", "~": "-"}


class Token(NamedTuple):
    """One piece: its `kind` (a group of the expression), its text, its figures, and whether it touches the last."""

    kind: str
    text: str
    figures: tuple[int, ...] = ()
    glued: bool = False


def tokens_of(text: str) -> list[Token]:
    """Return the pieces of `text`. Emoji are left out; marks that we can't read are of the kind "other"."""
    line = _MERIDIEM.sub(r"\1m", western(fold(text)))
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(line):
        kind, piece = match.lastgroup or "other", match[0]
        if kind == "other" and ord(piece) >= 0x2190:
            continue  # arrows, signs, emoji
        if kind == "slang":
            kind = "word"
        elif kind == "word":
            piece = spelt(piece)
        elif kind == "mark":
            piece = _DASHES.get(piece, piece)
        figures = tuple(int(figure[:9]) for figure in _DIGITS.findall(piece)) if kind != "word" else ()
        tokens.append(Token(kind, piece, figures, match.start() == end))
        end = match.end()
    return _dotted(tokens)


def word_at(tokens: list[Token], at: int) -> str:
    """Return the word or mark at `at`, or "" for a figure or outside of the text."""
    if 0 <= at < len(tokens) and tokens[at].kind in ("word", "mark"):
        return tokens[at].text
    return ""


def count_at(tokens: list[Token], at: int, *, ordinals: bool = False) -> tuple[int, int] | None:
    """Return the whole number at `at`, in figures or words, and where the next piece starts; None for no number.

    With `ordinals`, "third" and "twenty-first" count too.
    """
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "number":
        return (token.figures[0], at + 1) if len(token.text) <= 4 else None
    word = word_at(tokens, at)
    if ordinals and word in ORDINALS:
        return ORDINALS[word], at + 1
    value = CARDINALS.get(word)
    if value is None:
        return None
    if value >= 20 and value % 10 == 0:
        after = at + 2 if word_at(tokens, at + 1) in ("-", "y") else at + 1
        unit = CARDINALS.get(word_at(tokens, after), 0)
        if ordinals and 0 < ORDINALS.get(word_at(tokens, after), 0) < 10:
            unit = ORDINALS[word_at(tokens, after)]
        if 0 < unit < 10:
            return value + unit, after + 1
    return value, at + 1


def _dotted(tokens: list[Token]) -> list[Token]:
    """Return `tokens` with "14.12" taken for a date when the text has another time: "Mon 14.12. 18:30"."""

    def is_dotted(token: Token) -> bool:
        return token.kind == "clock" and "." in token.text

    timed = any(
        (token.kind == "clock" and not is_dotted(token))
        or token.text in NOON
        or (token.text in MERIDIEMS and at and tokens[at - 1].kind == "number" and len(token.text) == 2)
        for at, token in enumerate(tokens)
    )
    if not timed:
        return tokens
    return [
        token._replace(kind="dotted")
        if is_dotted(token) and word_at(tokens, at + 1) not in MERIDIEMS
        else token
        for at, token in enumerate(tokens)
    ]
