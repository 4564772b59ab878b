"""Yes or no, as people text it."""

import re
from functools import lru_cache

from flows.understand.clear import without_lead
from flows.understand.plain import LONGEST_ANSWER, LONGEST_CACHED, fold
from flows.understand.yesno_words import (
    HEDGES,
    LEADS_NO,
    LEADS_NOT_NOW,
    LEADS_YES,
    NO,
    NO_SIGNS,
    PLEAS,
    POLITE,
    POLITE_SIGN,
    REASONS,
    YES,
    YES_SIGNS,
)

# A run of three or more of one letter, and a run at the end: "yeees", "nooo", "yess".
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_LAST_RUN = re.compile(r"([^\W\d_])\1+$")
# Words (Indic vowel signs are part of theirs) and the signs that answer; other signs and emoji say nothing.
_PIECES = re.compile(rf"[^\W_][\w\u0900-\u0dff]*|[{YES_SIGNS}{NO_SIGNS}]")
# What a no is explained with doesn't make it doubtful: "no we didn't manage".
_DENIALS = frozenset(
    ("not", "didnt", "cant", "wont", "isnt", "arent", "never", "no", "nobody", "nunca", "nadie")
)
_OFFERS = frozenset(("free", "can", "could", "puedo", "podria", "libre"))  # they have another time
# "Si" without its accent is also "if", unless a comma follows.
_IS_SPANISH_YES = re.compile(r"\W*(s[íÍ]|si\s*[,.!])", re.IGNORECASE)
# A text of more words than this is a sentence, not an answer.
_MOST_WORDS = 12


_MEANINGS: list[tuple[list[str], bool | None]] = [
    (POLITE, None),
    (YES, True),
    (NO, False),
    (list(YES_SIGNS), True),
    (list(NO_SIGNS), False),
]
_PHRASES = {tuple(fold(phrase).split()): meaning for phrases, meaning in _MEANINGS for phrase in phrases}
_LONGEST_PHRASE = max(map(len, _PHRASES))
_WORDS = frozenset(word for phrase in _PHRASES for word in phrase)

# What nine people of ten text, as they text it: one look in a dictionary.
_COMMON = {
    form: meaning
    for phrases, meaning in [
        *_MEANINGS,
        (["sí", "yes please"], True),
        (["no thanks", "no thank you", "no gracias"], False),
    ]
    if meaning is not None
    for phrase in phrases
    for form in (phrase, phrase.capitalize(), phrase.upper())
}


def yes_no(text: str) -> bool | None:
    """Return True for a clear yes, False for a clear no, None for anything else.

    Understands English and Spanish, the plain yes and no of other languages, and signs such as 👍. A text
    with both ("yes but no"), with doubt ("not sure") or with anything that we can't read is None. Never raises.
    """
    common = _COMMON.get(text)
    if common is not None:
        return common
    if len(text) > LONGEST_ANSWER:
        return None
    read = _read_cached if len(text) <= LONGEST_CACHED else _read
    said = read(text)
    return read(without_lead(text)) if said is None else said


def opens_with(text: str, openings: str) -> bool:
    """Whether a statement begins as one of these, with commas between, and denies nothing: "we met on zoom instead"."""
    said = fold(text)
    words = said.replace("'", "").split()
    if (
        "?" in text
        or len(said) > LONGEST_ANSWER
        or not (_DENIALS | {"dont", "wasnt", "werent"}).isdisjoint(words)
    ):
        return False
    return any(
        said == opening or said.startswith((f"{opening} ", f"{opening},"))
        for opening in map(fold, openings.split(","))
    )


def _word(word: str) -> str:
    """Return the word that `word` draws out ("nooo", "sii", "yeees"), or `word` when we know none."""
    if word in _WORDS:
        return word
    doubled = _LONG_RUN.sub(r"\1\1", word)
    single = _LONG_RUN.sub(r"\1", word)
    for form in (doubled, single, _LAST_RUN.sub(r"\1", doubled), _LAST_RUN.sub(r"\1", single)):
        if form in _WORDS:
            return form
    return word


def _read(text: str) -> bool | None:
    pieces = _PIECES.findall(fold(text).replace("'", ""))
    if not pieces or len(pieces) > _MOST_WORDS:
        return None
    words = tuple(map(_word, pieces))
    answers: set[bool] = set()
    plea = False
    at = 0
    while at < len(words):
        phrase = _phrase_at(words, at)
        if phrase is None:
            return None if "?" in text else _explained(words, text)
        meaning = _PHRASES[phrase]
        if phrase == (POLITE_SIGN,) and len(words) > 1:
            meaning = None
        if meaning is not None:
            answers.add(meaning)
        plea = plea or " ".join(phrase) in PLEAS
        at += len(phrase)
    if not answers:
        # "Please" alone is what somebody says who wants it.
        return True if plea else None
    return answers.pop() if len(answers) == 1 else None


def _explained(words: tuple[str, ...], text: str) -> bool | None:
    """Return the answer that a sentence begins with and then explains: "yes we did", "no we couldn't"."""
    if len(words) > 1 and any(letter.isdigit() for letter in "".join(words)):
        return None  # a second answer, or a time
    if words[0] == "si" and not _IS_SPANISH_YES.match(text):
        return None
    if words[0] in LEADS_YES:
        return True if HEDGES.isdisjoint(words[1:]) else None
    if " ".join(words[:2]) in LEADS_NO:
        return False if (HEDGES - _DENIALS).isdisjoint(words[2:]) else None
    return False if _is_not_now(words) else None


def _is_not_now(words: tuple[str, ...]) -> bool:
    """Whether it is a no and then its reason: "not now im swamped"."""
    for length in range(min(4, len(words)), 1, -1):
        if " ".join(words[:length]) in LEADS_NOT_NOW:
            rest = [one for one in words[length:] if one not in POLITE]
            begins = " ".join(rest[:2]) in REASONS or (bool(rest) and rest[0] in REASONS)
            return begins and (HEDGES - _DENIALS | _OFFERS).isdisjoint(rest)
    return False


def _phrase_at(words: tuple[str, ...], at: int) -> tuple[str, ...] | None:
    """Return the longest phrase that we know which starts at `at`, or None."""
    for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        if words[at : at + length] in _PHRASES:
            return words[at : at + length]
    return None


_read_cached = lru_cache(maxsize=4096)(_read)
