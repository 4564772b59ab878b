"""What somebody wants to be called, in any script, with the pronouns they may add."""

import re
import unicodedata
from dataclasses import dataclass

from flows.understand.plain import fold
from flows.understand.pronouns import LEAD_IN, pronouns
from flows.understand.vocabulary import phrases, words

# Zero-width joiners shape words in Persian, Hindi, Sinhala…: inside a word they belong to the name.
_JOINERS = "\u200c\u200d"
_STRAY_JOINERS = re.compile(f"(?<!\\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\\S)")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")
_LINK = re.compile(
    r"://|\bwww\.|@|\b[\w-]{2,}\.(?:com|org|net|info|io|me|co|app|ly|gl|uk|es|mx|ar)\b", re.IGNORECASE
)

_LEAD_INS = phrases("""
my name is, my name's, my names, name's, name is, the name is, the name's, people call me, everyone calls me,
friends call me, you can call me, you may call me, please call me, just call me, call me, they call me,
i go by, i'm called, i am called, i'm, i am, it's me, it's, it is, its, this is, that's,
i'd like to be called, hi there, hi, hello, hey, good morning, good afternoon, good evening, name:,
me llamo, mi nombre es, puedes llamarme, puede llamarme, pueden llamarme, llámame, llamame, llámeme, llameme,
llámenme, me dicen, me puedes decir, puedes decirme, dime, díganme, soy, yo soy, hola, buenos días, buenas tardes,
nombre:, je m'appelle, je suis, me chamo, meu nome é
""")
# Names too ("Si Woo", "Just"), unless a comma or another lead-in follows.
_SOFT = "yes|ok|okay|sure|oh|well|just|sí|si|claro|pues|solo|buenas"
_LONGEST_FIRST = sorted(_LEAD_INS, key=len, reverse=True)
_HARD = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in _LONGEST_FIRST)
_LEAD_IN = re.compile(
    rf"(?:{_HARD})(?:[\s,:;!.–-]+|$)|(?:{_SOFT})(?:\s?[,:;!.–-]\s?|\s(?=(?:{_HARD})\s))", re.IGNORECASE
)
# "im" in lower letters is "I'm" typed in a hurry; "Im" is a name.
_HURRIED = re.compile(r"im\s")
_TRAILING = re.compile(
    r"[\s,.!–-]+(?:here|please|thanks|thank you|por favor|gracias|aquí)[\s.!]*\Z", re.IGNORECASE
)
# Answers to another question than this one.
_NO_NAMES = words("""
hi hello hey hola buenas yes yeah yep no nope ok okay okey sure si claro thanks gracias please menu help
what que why who none nothing nobody ninguno nada skip na n/a test
""")

# "I am a Black coach", "no wait 8": said of something else.
_NOBODY = re.compile(
    r"(?:an?|una?|black|indigenous|negr[ao]|indigena) (?:\w+ )*(?:coach|woman|man|person|mujer|hombre|persona)\b|no wait\b"
)

_BRACKETS = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]\s*")
_AFTER_MARK = re.compile(r"\s*[,،，、]\s*|\s+[-–—|:]+\s+|\s*[;|–—]\s*|:\s+")
_SLASHED = re.compile(r"(?:^|\s)([^\s/]{1,10}(?:\s?/\s?[^\s/]{1,10}){1,3})\s*\Z")
_SLASHED_FIRST = re.compile(r"\A([^\s/]{1,10}(?:\s?/\s?[^\s/]{1,10}){1,3})[\s,:;–-]+")
_PAIRS = re.compile(
    r"\s(she her|he him|they them|she they|he they|they she|they he)(?: pronouns)?\Z", re.IGNORECASE
)

_AROUND = ' \t,،，、;:!?¡¿"“”«»‹›„*_~<>()[]{}|/\\–—-`'
_ABBREVIATED = words("jr sr dr st mc ma phd md")


@dataclass(frozen=True, slots=True)
class Person:
    """What to call somebody. `pronouns` are in lower case and joined by "/"; None when none were given."""

    name: str
    pronouns: str | None


def person(text: str, max_length: int = 60) -> Person | None:
    """Return the name (and pronouns) that `text` gives, the name as typed; None when it gives no name.

    No name: a text without a letter, a link, a question, a greeting alone, more than one line that isn't
    pronouns, and more than `max_length` characters. Never raises.
    """
    lines = [line for line in map(_tidy, _LINES.split(text)) if line]
    if not 1 <= len(lines) <= 2 or len(lines[0]) > max_length + 80:
        return None
    said: str | None = None
    if len(lines) == 2:
        said = pronouns(LEAD_IN.sub("", lines[1] + " "), sure=True)
        if said is None:
            return None
    if _LINK.search(lines[0]) or "?" in lines[0] or "？" in lines[0]:
        return None
    rest, found = _apart(_led_out(lines[0]))
    name = _trimmed(_led_out(rest))
    if len(name) > max_length or fold(name) in _NO_NAMES or not any(_is_letter(sign) for sign in name):
        return None
    if _NOBODY.match(fold(name)):
        return None
    if "/" in name and pronouns(name) is not None:
        return None
    return Person(name, found or said)


def _tidy(line: str) -> str:
    """Return `line` without anything invisible, except joiners inside words, and with single spaces."""
    if line.isascii() and line.isprintable():
        return " ".join(line.split())
    line = unicodedata.normalize("NFC", line)
    kept = "".join(
        sign
        for sign in _SPACES.sub(" ", line)
        if sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return _SPACES.sub(" ", _STRAY_JOINERS.sub("", kept)).strip()


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "L"


def _led_out(line: str) -> str:
    """Return `line` without the polite words before and after the name, unless nothing would be left."""
    for _ in range(4):
        match = _LEAD_IN.match(line) or _HURRIED.match(line)
        if match is None or not any(map(_is_letter, line[match.end() :])):
            break
        line = line[match.end() :]
    return _TRAILING.sub("", line)


def _apart(line: str) -> tuple[str, str | None]:
    """Return the name's part of `line`, and the pronouns when it has any."""
    lead_in = LEAD_IN.search(line + " ")
    if lead_in is not None:
        found = pronouns(line[lead_in.end() :], sure=True)
        if found is not None:
            return line[: lead_in.start()], found
    for match in _BRACKETS.finditer(line):
        found = pronouns(match[1], sure=True)
        if found is not None:
            return f"{line[: match.start()]} {line[match.end() :]}".strip(), found
    for pattern in (_SLASHED, _SLASHED_FIRST, _PAIRS):
        slashed = pattern.search(line)
        found = pronouns(slashed[1]) if slashed else None
        if slashed and found is not None:
            return f"{line[: slashed.start()]} {line[slashed.end() :]}".strip(), found
    return _after_mark(line)


def _after_mark(line: str) -> tuple[str, str | None]:
    """Return name and pronouns of "Sam, they" or "Ola - they/them": the longest end that is pronouns."""
    for mark in _AFTER_MARK.finditer(line):
        found = pronouns(line[mark.end() :])
        if found is None and mark.start() and "/" in line[mark.end() :]:
            found = pronouns(line[mark.end() :], sure=True)
        if found is not None and mark.start():
            return line[: mark.start()], found
    return line, None


def _trimmed(name: str) -> str:
    """Return `name` without the marks around it, except a full stop that is part of it ("Sam Jr.", "J.R.")."""
    bare = name.strip(_AROUND)
    if bare.count("(") > bare.count(")") and ")" in name:
        bare += ")"  # "Sam (Samantha)"
    if bare.endswith((".", "。")):
        last = bare[:-1].split(" ")[-1]
        initial = " " in bare and (len(last) == 1 or last.lower() in _ABBREVIATED)
        bare = bare if initial or "." in last else bare.rstrip(".。 ")
    return bare.lstrip(".… ")
