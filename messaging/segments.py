"""SMS segments: what a text costs, words that cost less and say the same, and long texts in parts.

Counted as Twilio's own calculator does (npm `sms-segments-calculator` 1.3.0): a text of GSM-7 characters alone (3GPP TS
23.038) has room for 160 units in one segment and 153 in each of several; any other character makes it UCS-2, 70 and 67
units of UTF-16. A character of two units, and on UCS-2 a grapheme cluster, is never cut by a segment's end.

The calculator joins clusters by the rules of Unicode 10 (UAX #29, GB1-GB999). So an emoji family born later counts as
several clusters here too. Marks born later join their letter here, and don't there: some 400, of scripts no phone types.
"""

import math
import re
from typing import Literal

import regex

Encoding = Literal["GSM-7", "UCS-2"]
GSM_7 = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_EXTENSION = "^{}\\[~]|€\f"  # two units each

_BEYOND_GSM_7 = re.compile(f"[^{re.escape(GSM_7 + GSM_7_EXTENSION)}]")
_EXTENDED = re.compile(f"[{re.escape(GSM_7_EXTENSION)}]")

# What joins a neighbour. Where a text has none of these, each code point is a cluster of its own.
_JOINING = regex.compile(r"[\p{GCB=EX}\p{GCB=SM}\p{GCB=PP}\p{GCB=ZWJ}\p{GCB=RI}\p{GCB=L}\p{GCB=V}\p{GCB=T}]")
# People and hands that take a skin tone, and what joins after a ZWJ: lists that ended with Unicode 10.
_PEOPLE = "👦-👩"
_BASES = (
    "☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👮👰-👸👼💁-💃💅-💇💪🕴🕵🕺🖐🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌🤘-🤜🤞🤟🤦🤰-🤹🤽🤾🧑-🧝"
    + _PEOPLE
)
_GLUED = "♀♂⚕⚖✈❤🌈🌾🍳🎓🎤🎨🏫🏭💋💻💼🔧🔬🗨🚀🚒" + _PEOPLE
# As the calculator has it, oddities included: after a flag joins one mark, not two; a skin tone joins its person
# when no mark came before it, or exactly one, right there.
_CLUSTER = regex.compile(
    rf"""
    [\p{{GCB=CN}}\r\n]
    | [ -~](?=[ -~])  # most characters by far
    | (?: \p{{GCB=RI}} | \p{{GCB=PP}} ) \p{{GCB=RI}} [\p{{GCB=SM}}\p{{GCB=ZWJ}}{{mark}}]?
    | (?!\Z) \p{{GCB=PP}}*
      (?: \p{{GCB=L}}*+ (?: \p{{GCB=V}}+ | \p{{GCB=LV}} \p{{GCB=V}}* | \p{{GCB=LVT}} ) \p{{GCB=T}}*
        | \p{{GCB=L}}+ | \p{{GCB=T}}+
        | [^\p{{GCB=PP}}\p{{GCB=CN}}\r\n{{mark}}] )?
      (?: [\p{{GCB=SM}}\p{{GCB=ZWJ}}] | (?<=\p{{GCB=ZWJ}})[{_GLUED}] | (?<=[{_BASES}])[🏻-🏿] )*
      (?: [{{mark}}]
        (?: [\p{{GCB=SM}}\p{{GCB=ZWJ}}{{mark}}] | (?<=\p{{GCB=ZWJ}})[{_GLUED}] | (?<=[{_BASES}][{{mark}}])[🏻-🏿] )*
      )?
    """.replace("{mark}", r"[\p{GCB=EX}--[🏻-🏿]]"),
    regex.VERBOSE | regex.VERSION1,
)


def encoding(text: str) -> Encoding:
    """How `text` travels: one character beyond GSM-7 makes all of it UCS-2."""
    return "UCS-2" if _BEYOND_GSM_7.search(text) else "GSM-7"


def segments(text: str) -> int:
    """How many segments `text` takes; an empty one takes one. Without the carrier's own additions."""
    if not _BEYOND_GSM_7.search(text):
        if len(text) <= 80:
            return 1
        extended = len(_EXTENDED.findall(text))
        if not extended or len(text) + extended <= 160:
            return _equal(len(text) + extended, 160, 153)
        return _filled([2 if unit in GSM_7_EXTENSION else 1 for unit in text], 160, 153)
    length = units(text)
    if length <= 70:
        return 1
    joins = _JOINING.search(text)
    if not joins and length == len(text):
        return _equal(length, 70, 67)
    return _filled([units(cluster) for cluster in (_CLUSTER.findall(text) if joins else text)], 70, 67)


def units(text: str) -> int:
    """The length of `text` in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _equal(count: int, whole: int, part: int) -> int:
    return 1 if count <= whole else math.ceil(count / part)


def _filled(widths: list[int], whole: int, part: int) -> int:
    """Segments filled one after another. When the first turns out not to be the last, it gives back what its header
    takes; what it gave back is taken by the second with no second look, as the calculator does."""
    count, used, room = 1, 0, whole
    for index, width in enumerate(widths):
        if used + width > room:
            count += 1
            if room == whole:
                kept = given_back = used
                for last in reversed(widths[:index]):
                    if kept <= part:
                        break
                    kept -= last
                used, room = given_back - kept, part
            else:
                used = 0
        used += width
    return count


# Words that cost less.

_INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_SPACES = dict.fromkeys(
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_LINE_ENDS = dict.fromkeys("\v\x85\u2028\u2029", "\n")
_SIGNS = (
    dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‘’‚‛′‹›`´", "'")
    | dict.fromkeys("‐‑‒–—―−•", "-")
    | {"…": "..."}
)
_ALIKE = _INVISIBLE | _SPACES | _LINE_ENDS | _SIGNS
_LOOKALIKES = str.maketrans(_ALIKE)
_BEYOND_LOOKALIKES = re.compile(f"[^{re.escape(GSM_7 + GSM_7_EXTENSION + ''.join(_ALIKE))}]")
_DASH_BETWEEN_WORDS = re.compile(r"(?<=\w)[—―](?=\w)")  # as a hyphen it would make one word of two
_ISOLATES = re.compile("[\u200e\u2066\u2068\u2069\ufeff]")
# What runs from right to left, and what turns the direction by hand.
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}\p{bc=AN}\u061c\u200f\u202a-\u202e\u2067]")


def fit(text: str) -> str:
    """`text` for SMS: quotes, dashes, spaces and the like as GSM-7 has them, where that saves a segment or more.

    An accented letter, an emoji or another script is never touched; so a text that has to stay UCS-2 keeps its signs
    too, and loses at most the marks that keep right-to-left words apart, when it has no such words.
    """
    if not _BEYOND_GSM_7.search(text) or units(text) <= 70:
        return text
    choices = [text]
    if _ISOLATES.search(text) and not _RIGHT_TO_LEFT.search(text):
        choices.append(_ISOLATES.sub("", text))
    if not _BEYOND_LOOKALIKES.search(choices[-1]):
        choices.append(_DASH_BETWEEN_WORDS.sub(" - ", choices[-1]).translate(_LOOKALIKES))
    return min(choices, key=segments) if len(choices) > 1 else text  # of equals the first, which loses least


# Long texts in parts.

FIRST_LINE = 100  # characters; a longer one isn't a heading
_BLANK = r"[^\S\u00a0\u2007\u202f]"
_CUTS = (
    regex.compile(rf"{_BLANK}*\n\s*\n\s*"),  # a paragraph ends
    regex.compile(rf"(?<=[.!?…؟।。！？][\"'”’»)\]]*){_BLANK}+|{_BLANK}*\n\s*|(?<=[。！？])(?![”’」』）])"),
    regex.compile(rf"{_BLANK}+"),
)
_WHOLE = regex.compile(r"https?://\S+|\+?\d+(?:[.,:/'\u00a0\u202f -]\d+)*")  # a link, a number
_GRAPHEME = regex.compile(r"\X")


def split(text: str, limit: int = 1600, *, first_line: bool = False) -> list[str]:
    """`text` in parts of at most `limit` units of UTF-16: cut after a paragraph, else after a sentence or line, else
    between words, and never inside a link, a number or a character that fits. Nothing is lost but white space at a cut.

    `first_line`: each part begins with the text's first line, when that is short: a lock screen shows it.
    """
    if units(text) <= limit:
        return [text] if text else []
    heading, line_end, rest = text.partition("\n")
    repeated = heading + line_end
    if not (first_line and line_end and len(heading) <= FIRST_LINE and units(repeated) <= limit // 2):
        repeated, rest = "", text
    room, parts = limit - units(repeated), []
    while units(rest) > room:
        end, next_start = _cut(rest, room)
        parts.append(repeated + rest[:end])
        rest = rest[next_start:]
    return [*parts, repeated + rest] if rest else parts


def _cut(text: str, room: int) -> tuple[int, int]:
    """Where a part of at most `room` units ends, and where the next begins."""
    most = len(text[:room].encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore"))
    reach = most + room  # whatever fits and begins in this part ends before here
    whole = [match.span() for match in _WHOLE.finditer(text, 0, reach) if units(match[0]) <= room]
    edges = {match.end() for match in _GRAPHEME.finditer(text, 0, reach)} | {len(text)}
    for cut, least in zip(_CUTS, (most // 2, most // 2, 1), strict=True):
        found: list[tuple[int, int]] = [
            match.span() for match in cut.finditer(text, 0, reach) if least <= match.start() <= most
        ]
        free = [span for span in found if edges.issuperset(span) and not _inside(span[0], whole)]
        if free:
            return free[-1]
    near = [edge for edge in edges if edge <= most]
    end = max((edge for edge in near if not _inside(edge, whole)), default=max(near, default=most)) or 1
    return end, end


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)
