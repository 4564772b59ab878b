"""What in a text would tell who somebody is: names, numbers, addresses, links, employers, dates of birth.

Everything is read here, by rules that can be looked at; no text leaves the machine. Capitals tell most, what stands before a
word the rest, and lists of names help where somebody writes in a hurry. English and Spanish; in scripts without capitals only
numbers, links and names that are known are found. It may miss some and take a word for a name: the writer looks, and decides.
`docs/knowledge.md` says how it was tried.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from flows.understand import identifying_cues as cues
from flows.understand import identifying_words as said
from flows.understand.countries import country_called
from flows.understand.identifying_names import NAMES
from flows.understand.identifying_places import is_a_city
from flows.understand.plain import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_AROUND = " \t\r\"'“«(¿¡*•-"  # what may stand between a sentence's end and the next one's first word
_ENDS = '.!?:;\n¿¡"“«([–—…'
_NEAR = 48  # characters before a word that say what it is
_JOINED = re.compile(
    r"(?:['’]s\s+|\s+|\s+(?:de|del|de la|van|von|bin|bint|al|el|da|dos|y|of)\s+|\s*-\s*|\.\s+)\Z"
)
_OWNED = re.compile(r"['’]s?\Z")
_SHORTEST_KNOWN = 3  # letters of a member's name that is looked for
_SHOUTED = 0.6  # so many of the words with a capital, and capitals tell nothing
_SURE_METHODS = frozenset(said.METHODS)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Where in a text something stands that tells who somebody is. `kind`: name, contact, address, work, birth, account or
    link."""

    start: int
    end: int
    kind: str


def identifying(text: str, known: Iterable[str] = ()) -> list[Mark]:
    """What would tell who is meant, in the order it stands, nothing twice. `known`: names that the writer knows from here,
    such as a partner's. Never raises."""
    found = [*_by_patterns(text), *_members(text, known), *_by_cues(text), *_employers(text)]
    if not _shouted(text):
        found += _capitals(text)
    marks = _merged(text, found)
    public = [match.span() for match in _public().finditer(text)] if marks else []
    return [one for one in marks if not any(start <= one.start and one.end <= end for start, end in public)]


@cache
def _public() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said.PUBLIC))})(?:['’]s)?\b", re.IGNORECASE)


def _by_patterns(text: str) -> Iterator[Mark]:
    for kind, pattern in cues.PATTERNS:
        for match in pattern.finditer(text):
            yield Mark(*match.span("it" if "it" in pattern.groupindex else 0), kind)


def _by_cues(text: str) -> Iterator[Mark]:
    """A name in any letters, after words that announce it; and names from the list."""
    for pattern in cues.NAMED:
        for match in pattern.finditer(text):
            if _may_follow(match["it"], said.AFTER_ROLE):
                yield Mark(*match.span("it"), "name")
    for match in cues.AFTER_ROLE.finditer(text):
        word = fold(match["it"])
        looks_done = word.endswith(said.VERB_ENDS) and word not in NAMES
        does = match["then"] is None or fold(match["then"]) in said.DOES
        if does and _may_follow(match["it"], said.AFTER_ROLE) and not looks_done:
            yield Mark(*match.span("it"), "name")
    for match in cues.SPOKEN_OF.finditer(text):
        if _may_follow(match["it"], said.AFTER_ROLE | said.NO_EMPLOYER) and not _is_a_noun(fold(match["it"])):
            yield Mark(*match.span("it"), "name")
    for match in _WORD.finditer(text):
        word = _OWNED.sub("", match[0])
        if fold(word) in NAMES:
            yield Mark(match.start(), match.start() + len(word), "name")


def _employers(text: str) -> Iterator[Mark]:
    """Whom somebody works for, in any letters."""
    for match in cues.INITIALS.finditer(text):
        if match["it"].lower() not in said.ORDINARY:
            yield Mark(*match.span("it"), "work")
    for match in cues.EMPLOYED.finditer(text):
        if _may_follow(match["it"], said.NO_EMPLOYER) and not is_a_city(match["it"]):
            yield Mark(*match.span("it"), "work")


def _may_follow(words: str, never: frozenset[str]) -> bool:
    first = fold(words).split()[:1]
    return (
        bool(first)
        and first[0] not in never
        and first[0] not in said.ORDINARY
        and country_called(words) is None
    )


def _members(text: str, known: Iterable[str]) -> Iterator[Mark]:
    parts = {fold(part) for name in known for part in _WORD.findall(name) if len(part) >= _SHORTEST_KNOWN}
    for match in _WORD.finditer(text) if parts else ():
        word = _OWNED.sub("", match[0])
        folded = fold(word)
        if folded in parts and (word != word.lower() or folded not in said.STARTERS | said.ABSTRACT):
            yield Mark(match.start(), match.start() + len(word), "name")


def _shouted(text: str) -> bool:
    """Whether capitals tell nothing here: all of it has them, or every word begins with one."""
    found = _WORD.findall(text)
    if text == text.upper():
        return True
    return len(found) > 5 and sum(word[0].isupper() for word in found) / len(found) > _SHOUTED


@dataclass(slots=True)
class _Run:
    """Words with capitals beside each other."""

    start: int
    end: int
    words: list[str]
    begins: bool  # whether a sentence begins with it


def _runs(text: str) -> Iterator[_Run]:
    run: _Run | None = None
    for match in _WORD.finditer(text):
        word = _OWNED.sub("", match[0]) or match[0]
        if not _is_capital(word):
            continue
        joined = run is not None and _JOINED.fullmatch(text[run.end : match.start()])
        if run is not None and joined and not _begins(text, match.start()):
            run.words.append(word)
            run.end = match.start() + len(word)
            continue
        if run is not None:
            yield run
        begins = _begins(text, match.start())
        run = _Run(match.start(), match.start() + len(word), [word], begins)
    if run is not None:
        yield run


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = _before(text, at)
    return not before.rstrip(_AROUND) or before.rstrip(_AROUND)[-1] in _ENDS or before.rstrip()[-1:] in _ENDS


def _is_capital(word: str) -> bool:
    """Whether it begins with a capital and isn't an abbreviation."""
    return word[0].isupper() and (len(word) == 1 or word != word.upper())


def _capitals(text: str) -> Iterator[Mark]:
    for run in _runs(text):
        start = run.start
        folded = [fold(word) for word in run.words]
        if run.begins:
            if _begins_with_a_name(text, run, folded):
                yield Mark(run.start, run.end, "name")
                continue
            start += len(run.words[0])
            run.words, folded = run.words[1:], folded[1:]
        rest = text[start : run.end]
        if not folded or all(_tells_nothing(word) for word in folded) or fold(rest) in _SURE_METHODS:
            continue
        lead = len(rest) - len(rest.lstrip())
        start += lead
        if not _is_a_place(text, start, rest.strip()) and not cues.READ.search(_before(text, start)):
            yield Mark(start, run.end, "work" if cues.WORKS.search(_before(text, start)) else "name")


def _tells_nothing(word: str) -> bool:
    return (
        len(word) < 2
        or word in said.ORDINARY
        or word in said.STARTERS
        or _country(word)
        or word.rstrip("s") in said.ORDINARY
    )


@cache
def _country(word: str) -> bool:
    return country_called(word) is not None


def _begins_with_a_name(text: str, run: _Run, folded: list[str]) -> bool:
    """Whether the first words of a sentence are a name: by a second capital, the list, or what they do."""
    first = folded[0]
    if first in said.STARTERS or first in said.ORDINARY or _country(first):
        return False
    if first in NAMES or any(sign.isupper() for sign in run.words[0][1:]):
        return True
    if len(folded) > 1 and not all(_tells_nothing(word) for word in folded[1:]):
        return fold(text[run.start : run.end]) not in _SURE_METHODS
    after = text[run.end :]
    following = _WORD.match(after.lstrip())
    does = fold(following[0]) if following is not None and after[:1] == " " else ""
    if first in said.VIRTUES and does in said.PEOPLE_DO:
        return True
    if _is_a_noun(first):
        return False
    if _is_quoted(text, run) or re.match(r"['’]s\b", after):
        return True
    return does in said.DOES


def _is_a_noun(word: str) -> bool:
    """Whether it looks like a word for something."""
    if word in NAMES:
        return False
    return (
        word in said.ABSTRACT or word.endswith(said.ABSTRACT_ENDS) or (word.endswith("s") and len(word) > 3)
    )


def _is_quoted(text: str, run: _Run) -> bool:
    return text[run.start - 1 : run.start] in ('"', "“", "«") and text[run.end : run.end + 1] in (
        '"',
        "”",
        "»",
    )


def _is_a_place(text: str, start: int, words: str) -> bool:
    """A city after "in" or "is from" tells no more than where somebody is."""
    if country_called(words) is not None:
        return True
    return bool(cues.PLACED.search(_before(text, start))) and is_a_city(words)


def _before(text: str, at: int) -> str:
    return text[max(0, at - _NEAR) : at]


def _merged(text: str, found: list[Mark]) -> list[Mark]:
    """Nothing twice: of what overlaps, the first kind and all of it; names that stand beside each other are one."""
    marks: list[Mark] = []
    order = {mark: place for place, mark in reversed(list(enumerate(found)))}
    for mark in sorted(found, key=lambda one: (one.start, order[one])):
        last = marks[-1] if marks else None
        beside = (
            last is not None and last.kind == mark.kind == "name" and not text[last.end : mark.start].strip()
        )
        if last is not None and (mark.start < last.end or beside):
            kind = last.kind if order.get(last, 0) <= order[mark] or beside else mark.kind
            marks[-1] = Mark(last.start, max(last.end, mark.end), kind)
        else:
            marks.append(mark)
    return marks
