"""How a command is read, by the patterns of `flows/coordinating/patterns.py`.

Case, accents, courtesy, emoji and slips of the finger don't matter. Of several patterns that fit, the one with the most
words of its own is meant; of those, the one declared first. What is a verb and a name may be written the other way round.
`python -m bench.commands` measures how long it takes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from flows.coordinating.command import Command, Meant
from flows.coordinating.patterns import Pattern, by_key, first_words, gaps, own_words, vocabulary
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
ASKS = words("who what which whose quien quienes que cual")
NAMES = ("who", "other")  # the gaps that hold a name
MANY = 4  # commands that begin alike
NAME_WORDS = 4  # of a name, in what may be an answer
POSSESSIVE = ("'s", "s'", "’s", "s’")


def read(text: str, *, strictly: bool = False) -> Meant | None:
    """The command a text gives; None when it gives none. `strictly`: the text may be an answer to something else, so only
    what begins with a verb counts, and only the verb may be misspelt."""
    for attempt in _attempts(text, strictly):
        fits = [
            (_weight(pattern, found), -place, pattern, found) for place, pattern, found in _fitting(attempt)
        ]
        fits = [fit for fit in fits if not _asks_who(fit[3])]
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
    near = [one for one in _near(first, tuple(first_words())) if one[0] == first[0]]
    return [command for meant in near[:1] for command in first_words()[meant]]


def likeliest(text: str, some: list[Command]) -> list[Command]:
    """These commands, those first of whose own words the text has most; of many, only those."""
    said = set(_Text.of(text).folded)
    own = {one.name: max(len(said & words) for words in own_words(one)) for one in some}
    best = max(own.values(), default=0)
    kept = [one for one in some if own[one.name] == best or len(some) <= MANY]
    return sorted(kept, key=lambda one: -own[one.name])


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
    corrected, known = plain, vocabulary()
    for at, word in enumerate(plain.folded[: 1 if strictly else 8]):
        near = [] if word in known else _near(word, known if at else tuple(first_words()))
        for meant in near:
            yield plain.with_word(at, meant)
        corrected = corrected.with_word(at, near[0]) if near else corrected
    yield corrected


def _fitting(text: _Text) -> list[tuple[int, Pattern, re.Match[str]]]:
    joined = "".join(f"{word} " for word in text.folded)
    keyed = by_key()
    may_fit = {place: pattern for word in text.folded for place, pattern in keyed.get(word, ())}
    return [
        (place, pattern, match)
        for place, pattern in may_fit.items()
        if pattern.said == bool(text.said) and (text.asked or not pattern.asks)
        if (match := pattern.head.fullmatch(joined)) is not None
    ]


def _weight(pattern: Pattern, found: re.Match[str]) -> int:
    """How much of the text is the pattern's own; a question is meant where one was asked."""
    in_gaps = sum(len(value or "") for name, value in found.groupdict().items() if name not in pattern.chosen)
    return len(found.string) - in_gaps + pattern.asks


def _asks_who(found: re.Match[str]) -> bool:
    """Whether only a word of a question stands where a name would: "who verified"."""
    return any((found.groupdict().get(gap) or "").strip() in ASKS for gap in NAMES)


def _has_names(found: re.Match[str]) -> bool:
    """Whether what stands in the gaps for names may be names, and not words of an answer."""
    for gap in (*NAMES, "sought"):
        name = (found.groupdict().get(gap) or "").split()
        if name and (len(name) > NAME_WORDS or name[0] in ARTICLES or any(one in NO_NAMES for one in name)):
            return False
    return True


def _slots(pattern: Pattern, found: re.Match[str], text: _Text) -> dict[str, str | int | None]:
    """What fills the gaps, as it was written."""
    slots: dict[str, str | int | None] = dict.fromkeys(gaps(pattern.command))
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
