"""How a command is read: small patterns, each a sentence with gaps.

    verify|check {who}            one word or the other, and a name
    look (at) {who}               a word that may be missing
    who_is|who's waiting          one of two wordings; `_` is a space within one
    tell {who}: {words}           what follows a colon stays as it was written
    tell {group}: {words}         `group` begins with a word for people, such as "everyone"
    change {who} {what=name|city} to {new}    a gap that holds one of these wordings
    pair {who} and {other} ?      only what is asked with a question mark, and isn't a polite "could you …?"

Case, accents, courtesy, emoji and slips of the finger don't matter. Of several patterns that fit, the one with the most
words of its own is meant; of those, the one declared first. What is a verb and a name may be written the other way round.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from flows.coordinating.audience_words import GROUP
from flows.coordinating.command import COMMANDS, Command, Meant
from flows.understand import fold
from flows.understand.vocabulary import phrases, words

SHORTEST = 3  # letters of a word that may be a slip
NEAR = 75  # how alike a word must be to be meant, of 100
COURTESY = words(
    "please pls plz porfa porfavor gracias thanks thank you u kindly can could would favor puedes podrias puede podria me "
    "hi hey hello hola ok okay just"
)
WISHES = [
    one.split()
    for one in sorted(
        phrases(
            "i'd like to, id like to, i like to, i want to, i need to, let's, lets, quiero, quisiera, necesito, hay que, vamos a"
        )
    )
]
POLITE_QUESTION = words("can could would puedes podrias puede podria")
# In what may be an answer, no name begins with one of the first or has one of the second in it.
ARTICLES = words(
    "and or then y e o luego a an the some one more less no not un una unos unas el la los las lo mas menos al"
)
NO_NAMES = words(
    "i my we our your his her their it this that these those to for before after each every us myself when how what why "
    "about into from of on at in is are was mi mis su sus tu tus nuestro nuestra que para por cada antes despues cuando "
    "como yo nos me se con sin sobre hacia"
)
QUESTIONS = words(
    "what which is are que hay a an the la el my mi no sin"
)  # no verbs, though a command may begin with one
NAMES = ("who", "other")  # the gaps that hold a name
NAME_WORDS = 4  # of a name, in what may be an answer
SLOT = re.compile(r"\{(\w+)(?:=([^}]+))?\}")
NUMBER = r"(?:#?\d{1,9} )"
A_FEW = r"(?:\S+ ){1,12}?"
GAPS = {"n": NUMBER, "group": GROUP}  # what may stand there; else a few words
POSSESSIVE = ("'s", "s'", "’s", "s’")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a command."""

    command: Command
    head: re.Pattern[str]  # up to a colon, folded, a space after each word
    said: bool  # whether words follow a colon
    asks: bool  # whether it is a question
    leads: bool  # whether it begins with a word of its own
    literals: frozenset[str]
    keys: frozenset[str]  # one of these words is in any text that it fits
    chosen: frozenset[str]  # gaps that begin with a word of ours
    worded: frozenset[str]  # those that hold nothing else


def read(text: str, *, strictly: bool = False) -> Meant | None:
    """The command a text gives; None when it gives none. `strictly`: the text may be an answer to something else, so only
    what begins with a verb counts, and only the verb may be misspelt."""
    for attempt in _attempts(text, strictly):
        fits = [
            (_weight(pattern, found), -place, pattern, found) for place, pattern, found in _fitting(attempt)
        ]
        if strictly:
            fits = [fit for fit in fits if fit[2].leads and _has_names(fit[3])]
        if fits:
            _own, _place, pattern, found = max(fits, key=lambda fit: fit[:2])
            return Meant(pattern.command, _slots(pattern, found, attempt))
    return None


def verbs(text: str) -> list[Command]:
    """The commands that begin with the first word of a text, or nearly; none when it begins no command."""
    first = next(iter(_Text.of(text).folded), "")
    if first in QUESTIONS:
        return []
    near = [one for one in _near(first, tuple(_first_words())) if one[0] == first[0]]
    return [command for meant in near[:1] for command in _first_words()[meant]]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's words before a colon, as they were written and folded, and what follows it."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    said: str | None
    asked: bool  # as a question
    whole: "_Text | None" = None  # the same with the colon taken for a sign like any other

    @classmethod
    def of(cls, text: str, *, parted: bool = True, wishes: bool = True) -> "_Text":
        head, colon, said = text.partition(":") if parted else (text, "", "")
        pairs = [(word, _folded(word)) for word in _without_signs(head).split()]
        asked = head.rstrip(" !.").endswith("?") and not any(one in POLITE_QUESTION for _, one in pairs)
        pairs = [
            pair
            for at, pair in enumerate(pairs)
            if pair[1]
            and pair[1] not in COURTESY
            and [one for _, one in pairs[at : at + 2]] != ["por", "favor"]
        ]
        folded = [one for _, one in pairs]
        wish = next((one for one in WISHES if folded[: len(one)] == one), []) if wishes else []
        pairs = pairs[len(wish) :]
        rest = cls.of(text, parted=False, wishes=wishes) if colon else None
        kept = said.strip() if colon else None
        return cls(tuple(one for one, _ in pairs), tuple(one for _, one in pairs), kept, asked, rest)

    def with_word(self, at: int, word: str) -> "_Text":
        folded = (*self.folded[:at], word, *self.folded[at + 1 :])
        return _Text(self.written, folded, self.said, self.asked)


def _without_signs(text: str) -> str:
    """Without emoji and what can't be seen; a name needs neither."""
    if text.isascii():
        return text
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in ("So", "Sk", "Cf") and sign != "\ufe0f"
    )


def _folded(word: str) -> str:
    """A word as we compare it; "" for signs alone."""
    folded = fold(word).replace(" ", "")
    return folded if folded == "&" or any(map(str.isalnum, folded)) else ""


def _attempts(text: str, strictly: bool) -> Iterator[_Text]:
    """The text as it is; then with its first word spelt right; then with another one; then with all of them."""
    plain = _Text.of(text, wishes=not strictly)
    yield plain
    if plain.whole:
        yield plain.whole
    corrected, known = plain, _vocabulary()
    for at, word in enumerate(plain.folded[: 1 if strictly else 8]):
        near = [] if word in known else _near(word, known if at else tuple(_first_words()))
        for meant in near:
            yield plain.with_word(at, meant)
        corrected = corrected.with_word(at, near[0]) if near else corrected
    yield corrected


def _fitting(text: _Text) -> list[tuple[int, Pattern, re.Match[str]]]:
    joined = "".join(f"{word} " for word in text.folded)
    by_key = _by_key()
    may_fit = {place: pattern for word in text.folded for place, pattern in by_key.get(word, ())}
    return [
        (place, pattern, match)
        for place, pattern in may_fit.items()
        if pattern.said == bool(text.said) and (text.asked or not pattern.asks)
        if (match := pattern.head.fullmatch(joined)) is not None
    ]


def _weight(pattern: Pattern, found: re.Match[str]) -> int:
    """How much of the text is the pattern's own; a question is meant where one was asked."""
    gaps = sum(len(value or "") for name, value in found.groupdict().items() if name not in pattern.chosen)
    return len(found.string) - gaps + pattern.asks


def _has_names(found: re.Match[str]) -> bool:
    """Whether what stands in the gaps for names may be names, and not words of an answer."""
    for gap in (*NAMES, "sought"):
        name = (found.groupdict().get(gap) or "").split()
        if name and (len(name) > NAME_WORDS or name[0] in ARTICLES or any(one in NO_NAMES for one in name)):
            return False
    return True


def _slots(pattern: Pattern, found: re.Match[str], text: _Text) -> dict[str, str | int | None]:
    """What fills the gaps, as it was written."""
    slots: dict[str, str | int | None] = dict.fromkeys(_gaps(pattern.command))
    for name in found.groupdict():
        begin, end = (found.string[:at].count(" ") for at in found.span(name))
        kept = text.folded if name in pattern.worded else text.written  # our own words, spelt right
        written = " ".join(kept[begin:end]).strip(' ,.?!¿¡;()"“”«»') if found[name] else None
        if name in NAMES and written and written.endswith(POSSESSIVE) and pattern.chosen:
            written = written[:-2] + ("s" if written[-2] == "s" else "")
        slots[name] = int(written.strip("#")) if name == "n" and written else written
    if pattern.said:
        slots["words"] = text.said
    return slots


@cache
def _gaps(command: Command) -> frozenset[str]:
    """All the gaps of a command's patterns."""
    return frozenset(gap for says in command.says for gap, _wordings in SLOT.findall(says))


@cache
def _patterns() -> tuple[Pattern, ...]:
    there = [(command, says) for command in COMMANDS.values() for says in command.says]
    turned = [(command, turn) for command, says in there if (turn := _turned(says))]
    return tuple(_compiled(command, says) for command, says in (*there, *turned))


def _turned(says: str) -> str | None:
    """The name before the verb, for what is nothing but a verb and a name: "Amara verify"."""
    parts = re.findall(r"\([^)]*\)|\S+", says)
    must = [part for part in parts if not part.startswith("(")]
    return f"{{who}} {must[0]}" if len(must) == 2 and must[1] == "{who}" and parts[-1] == "{who}" else None


@cache
def _by_key() -> dict[str, list[tuple[int, Pattern]]]:
    """The patterns, with their place, by the words of which each needs one."""
    found: dict[str, list[tuple[int, Pattern]]] = defaultdict(list)
    for place, pattern in enumerate(_patterns()):
        for word in pattern.keys:
            found[word].append((place, pattern))
    return found


def _compiled(command: Command, says: str) -> Pattern:
    head, _colon, said = says.partition(": ")
    if said not in ("", "{words}"):
        raise ValueError(f"{says!r}: only {{words}} follow a colon")
    parts: list[str] = []
    keys: frozenset[str] = frozenset()
    own, chosen, worded = set[str](), set[str](), set[str]()
    for token in re.findall(r"\([^)]*\)|\S+", head.removesuffix(" ?")):
        optional = token.startswith("(")
        slot = SLOT.fullmatch(token.strip("()"))
        part = f"(?P<{slot[1]}>{GAPS.get(slot[1], A_FEW)})" if slot else ""
        chosen |= {slot[1]} if slot and slot[1] == "group" else set()  # it begins with a word of ours
        if slot is None or slot[2]:
            wordings = [
                fold(one.replace("_", " ")) for one in (slot[2] if slot else token.strip("()")).split("|")
            ]
            own |= {word for one in wordings for word in one.split()}
            part = "|".join(re.escape(one) + " " for one in wordings)
            part = f"(?P<{slot[1]}>{part})" if slot else f"(?:{part})"
            worded |= {slot[1]} if slot else set()
            if not optional and not keys:
                keys = frozenset(one.split()[0] for one in wordings)
        parts.append(f"(?:{part})?" if optional else part)
    return Pattern(
        command, re.compile("".join(parts)), bool(said), head.endswith(" ?"), not head.startswith("{"), frozenset(own), keys,
        frozenset(chosen | worded), frozenset(worded),
    )  # fmt: skip


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(sorted({word for pattern in _patterns() for word in pattern.literals if len(word) > 2}))


@cache
def _first_words() -> dict[str, list[Command]]:
    """The words that a command can begin with."""
    first: dict[str, list[Command]] = {}
    for command in COMMANDS.values():
        for says in command.says:
            for wording in says.split()[0].strip("():").split("|"):
                word = fold(wording.replace("_", " ")).split(" ")[0]
                if "{" not in wording and command not in first.setdefault(word, []):
                    first[word].append(command)
    return first


def _near(word: str, known: tuple[str, ...]) -> list[str]:
    """Which words this may be a slip of, the likeliest first. People rarely miss the first letter."""
    if word in known:
        return [word]
    longer = [one for one in known if len(one) > 3]  # "sin" and "sing" are no slips of each other
    found = process.extract(word, longer, scorer=fuzz.ratio, score_cutoff=NEAR, limit=5)
    likely = ((one[0] != word[0], -ratio, sorted(one) != sorted(word), one) for one, ratio, _at in found)
    # Two letters that changed places are one slip.
    near = [one for *_how, one in sorted(likely, key=lambda one: one[:3])]
    if len(word) == SHORTEST:  # "adn" is "and"; others this short are no slips of each other
        near += [
            one for one in known if len(one) == SHORTEST and one[0] == word[0] and sorted(one) == sorted(word)
        ]
    return near
