"""How a command is read: small patterns, each a sentence with gaps.

    verify|check {who}            one word or the other, and a name
    look (at) {who}               a word that may be missing
    who_is|who's waiting          one of two wordings; `_` is a space within one
    tell {who}: {words}           what follows a colon stays as it was written

Case, accents, courtesy and slips of the finger don't matter. Of several patterns that fit, the one with the most words of
its own is meant; of those, the one declared first.
"""

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from flows.coordinating.command import COMMANDS, Command, Meant
from flows.understand import fold
from flows.understand.vocabulary import words

NEAR = 75  # how alike a word must be to be meant, of 100
COURTESY = words(
    "please pls plz porfa gracias thanks thank you kindly can could would favor puedes podrias me"
)
SLOT = re.compile(r"\{(\w+)\}")
NUMBER = r"(?:#?\d{1,9} )"
A_FEW = r"(?:\S+ ){1,12}?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a command."""

    command: Command
    head: re.Pattern[str]  # up to a colon, folded, a space after each word
    said: bool  # whether words follow a colon
    leads: bool  # whether it begins with a word of its own
    literals: frozenset[str]


def read(text: str, *, strictly: bool = False) -> Meant | None:
    """The command a text gives; None when it gives none. `strictly`: the text may be an answer to something else, so only
    what begins with a verb counts, and only the verb may be misspelt."""
    for attempt in _attempts(text, strictly):
        fits = [
            (len(_own(found)), -place, pattern, found, attempt) for place, pattern, found in _fitting(attempt)
        ]
        if strictly:
            fits = [fit for fit in fits if fit[2].leads]
        if fits:
            _weight, _place, pattern, found, attempt = max(fits, key=lambda fit: fit[:2])
            return Meant(pattern.command, _slots(pattern, found, attempt))
    return None


def verbs(text: str) -> list[Command]:
    """The commands that begin with the first word of a text, or nearly; none when it begins no command."""
    first = next(iter(_Text.of(text).folded), "")
    return [command for meant in _near(first, tuple(_first_words()))[:1] for command in _first_words()[meant]]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's words before a colon, as they were written and folded, and what follows it."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    said: str | None
    whole: "_Text | None" = None  # the same with the colon taken for a sign like any other

    @classmethod
    def of(cls, text: str, *, parted: bool = True) -> "_Text":
        head, colon, said = text.partition(":") if parted else (text, "", "")
        pairs = [(word, fold(word).replace(" ", "") or word) for word in head.split()]
        pairs = [(word, folded) for word, folded in pairs if folded and folded not in COURTESY]
        rest = cls.of(text, parted=False) if colon else None
        said = said.strip()
        return cls(
            tuple(one for one, _ in pairs), tuple(one for _, one in pairs), said if colon else None, rest
        )

    def with_word(self, at: int, word: str) -> "_Text":
        folded = (*self.folded[:at], word, *self.folded[at + 1 :])
        return _Text(self.written, folded, self.said)


def _attempts(text: str, strictly: bool) -> list[_Text]:
    """The text as it is; then with its first word spelt right; then with another one; then with all of them."""
    plain = _Text.of(text)
    attempts = [plain, *([plain.whole] if plain.whole else [])]
    corrected = plain
    known = _vocabulary()
    for at, word in enumerate(plain.folded[: 1 if strictly else 8]):
        near = [] if word in known else _near(word, known if at else tuple(_first_words()))
        attempts += [plain.with_word(at, meant) for meant in near]
        corrected = corrected.with_word(at, near[0]) if near else corrected
    return [*attempts, corrected]


def _fitting(text: _Text) -> list[tuple[int, Pattern, re.Match[str]]]:
    joined = "".join(f"{word} " for word in text.folded)
    found = (
        (place, pattern, pattern.head.fullmatch(joined))
        for place, pattern in enumerate(_patterns())
        if pattern.said == bool(text.said)
    )
    return [(place, pattern, match) for place, pattern, match in found if match is not None]


def _own(found: re.Match[str]) -> str:
    """What of the text is the pattern's own."""
    rest = found.string
    for value in found.groupdict().values():
        rest = rest.replace(value or "", "", 1)
    return rest


def _slots(pattern: Pattern, found: re.Match[str], text: _Text) -> dict[str, str | int | None]:
    """What fills the gaps, as it was written."""
    slots: dict[str, str | int | None] = dict.fromkeys(_gaps(pattern.command))
    for name in found.groupdict():
        begin, end = (found.string[:at].count(" ") for at in found.span(name))
        written = " ".join(text.written[begin:end]).strip(" ,.?!¿¡;") if found[name] else None
        slots[name] = int(written.strip("#")) if name == "n" and written else written
    if pattern.said:
        slots["words"] = text.said
    return slots


@cache
def _gaps(command: Command) -> frozenset[str]:
    """All the gaps of a command's patterns."""
    return frozenset(gap for says in command.says for gap in SLOT.findall(says))


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(_compiled(command, says) for command in COMMANDS.values() for says in command.says)


def _compiled(command: Command, says: str) -> Pattern:
    head, _colon, said = says.partition(": ")
    if said not in ("", "{words}"):
        raise ValueError(f"{says!r}: only {{words}} follow a colon")
    parts, own = [], set()
    for token in re.findall(r"\([^)]*\)|\S+", head):
        optional = token.startswith("(")
        slot = SLOT.fullmatch(token.strip("()"))
        if slot:
            part = f"(?P<{slot[1]}>{NUMBER if slot[1] == 'n' else A_FEW})"
        else:
            wordings = [fold(one.replace("_", " ")) for one in token.strip("()").split("|")]
            own |= {word for one in wordings for word in one.split()}
            part = "(?:" + "|".join(re.escape(one) + " " for one in wordings) + ")"
        parts.append(f"(?:{part})?" if optional else part)
    return Pattern(command, re.compile("".join(parts)), bool(said), not head.startswith("{"), frozenset(own))


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
    return sorted((one for one, *_ in found), key=lambda one: (one[0] != word[0], -fuzz.ratio(word, one)))
