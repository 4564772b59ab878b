"""Whether somebody says that a life, a body or somebody's safety is at risk now.

Everything is read here, by rules that can be looked at; no text leaves the machine. Who is in danger must be heard in
any wording, so a doubt counts as danger: the price is a text with help that nobody needed, and it asks them nothing they
couldn't wave away. A careful reader's exceptions are few: what is denied, long over, made up for practice, or a title.
`docs/care.md` says how it was tried.
"""

import re
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand import danger_en as english
from flows.understand import danger_es as spanish
from flows.understand import danger_families as families
from flows.understand import danger_meaning as meaning
from flows.understand import danger_words as said
from flows.understand.meanings import Meanings
from flows.understand.plain import fold

_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_TITLES = re.compile(said.TITLES)
_WORD = re.compile(r"[^\W_]+")
_CLAUSES = re.compile(
    r"[.,;:!?¡¿()\n\u2026\u2014\u2013]+|\b(?:but|pero|although|aunque|because|porque|so that)\b"
)
_SENTENCES = re.compile(r"[.!?¡¿\n\u2026]+")
_RUN = re.compile(r"([^\W\d])\1{2,}")
_WILL = re.compile(r"'ll\b")
_LEET = str.maketrans("013457", "oieast")
_OVER, _MADE_UP, _TALK = re.compile(said.OVER), re.compile(said.MADE_UP), re.compile(said.TALK)
_NOT = re.compile(rf"\b{said.NOT} (?:(?!{said.NOT_ONLY}\b)\w+ ){{0,3}}$")
_DENIED = re.compile(r"(?:^| )NOT (?:(?!more|only)\S+ ){0,2}$")
_NOW = re.compile(said.NOW)
_A_LETTER_OFF = 6  # characters; in a shorter word a slip makes another word
_TWO_LETTERS_OFF = 9


def in_danger(text: str) -> bool:
    """Whether `text` says that somebody is at risk of suicide, harms themselves, or is in danger now. Never raises."""
    return any(_says_so(sentence) for sentence in _SENTENCES.split(_line(text)))


def perhaps_in_danger(text: str) -> bool:
    """Whether `text` may mean more than a hard day ("I can't do this anymore"), where `in_danger` says no. Never raises."""
    for sentence in _SENTENCES.split(_line(text)):
        whole = _in_meanings(" ".join(_clauses(sentence)).split())
        if _doubtful().search(whole) is not None:
            return True
    return False


def calm(text: str) -> str:
    """The clauses of `text` that say nothing of the kind: what else it is about."""
    return ". ".join(clause for clause in _CLAUSES.split(text) if clause.strip() and not in_danger(clause))


def _line(text: str) -> str:
    """The text in small letters without accents, apostrophes, hyphens and titles."""
    line = _WILL.sub(" will", fold(text.replace("\n", ". "))).replace("'", "").replace("-", " ")
    return _without_titles(line)


def _clauses(sentence: str) -> list[str]:
    """Its clauses, each word as it was meant."""
    words = [_WORD.findall(_RUN.sub(r"\1", clause)) for clause in _CLAUSES.split(sentence)]
    return [" ".join(map(_meant, clause)) for clause in words if clause]


def _says_so(sentence: str) -> bool:
    clauses = _clauses(sentence)
    whole = " ".join(clauses)
    if _OVER.search(whole):
        clauses = [clause for clause in clauses if not _OVER.search(clause) and _NOW.search(clause)]
        whole = ""
    if any(_found(_of_oneself(), clause) for clause in dict.fromkeys((*clauses, whole))):
        return True
    if _MADE_UP.search(whole):
        return False
    if any(_found(_of_others(), clause) for clause in clauses):
        return True
    if any(_means_it(one) for one in dict.fromkeys((*clauses, whole))):
        return True
    return not _TALK.search(whole) and any(_found(_bare(), clause) for clause in clauses)


def _found(patterns: "_Patterns", clause: str) -> bool:
    """Whether one of them is in it, and isn't denied."""
    if patterns.any_of_them.search(clause) is None:
        return False
    for pattern in patterns.each():
        for match in pattern.finditer(clause):
            begins_with_it = re.match(rf"{said.NOT}\b", match.group())
            if begins_with_it or not _NOT.search(clause[: match.start()]):
                return True
    return False


def _means_it(clause: str) -> bool:
    """Whether what its words mean, put together, says so, and it isn't denied."""
    said_in_meanings = _in_meanings(clause.split())
    return any(
        not _DENIED.search(said_in_meanings[: match.start()])
        for match in _families().finditer(said_in_meanings)
    )


def _in_meanings(words: list[str]) -> str:
    return _meanings().of(words)


def _meant(word: str) -> str:
    """What a word is short for, or a slip of."""
    short = said.SHORT_FOR.get(word)
    if short is not None:
        return short
    if not word.isalpha() and not word.isdecimal():
        word = word.translate(_LEET)
    if len(word) < _A_LETTER_OFF or word in said.REAL:
        return "to" if word == "2" else word
    slips = 1 if len(word) < _TWO_LETTERS_OFF else 2
    near = process.extractOne(word, said.KEYS, scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near is not None and near[0][0] == word[0] else word


def _without_titles(line: str) -> str:
    """The text without what stands in quotation marks after talk of a book or a film."""

    def kept(found: re.Match[str]) -> str:
        return " " if _TITLES.search(line[: found.start()]) else found.group()

    return _QUOTED.sub(kept, line)


class _Patterns:
    """Some patterns: as one, which says fast that none is there; and each by itself, compiled when the first is."""

    def __init__(self, *patterns: str) -> None:
        self._patterns = [rf"(?<!\w)(?:{one})" for one in patterns]
        self._each: list[re.Pattern[str]] = []
        self.any_of_them = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})")

    def each(self) -> list[re.Pattern[str]]:
        """Each by itself."""
        if not self._each:
            self._each = [re.compile(one) for one in self._patterns]
        return self._each


@cache
def _of_oneself() -> _Patterns:
    return _Patterns(*english.ABOUT_ME, *spanish.ABOUT_ME)


@cache
def _of_others() -> _Patterns:
    return _Patterns(*english.ABOUT_OTHERS, *spanish.ABOUT_OTHERS)


@cache
def _bare() -> _Patterns:
    return _Patterns(*english.BARE, *spanish.BARE)


@cache
def _meanings() -> Meanings:
    return Meanings(meaning.MEANINGS, meaning.GLUE)


@cache
def _families() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(families.FAMILIES)})")


@cache
def _doubtful() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(families.DOUBTFUL)})")
