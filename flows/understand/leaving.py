"""Whether somebody asks us to stop texting them, in whatever words.

US law (FCC, 2025): any reasonable wording of "stop texting me" counts. A story in which somebody stops something
doesn't. Where a careful reader would ask, so do we.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.understand import leaving_sentences as sentences
from flows.understand import leaving_words as said
from flows.understand.plain import fold


class Wish(StrEnum):
    """What a text about being texted asks for."""

    LEAVE = "leave"
    MAYBE = "maybe"  # ask them
    LESS = "less"  # fewer texts, or at other hours
    PART = "part"  # ask them: all of it, or what was just spoken of
    SESSION = "session"  # it is a session that is to be off


LONGEST = 700  # characters; whoever writes us more is telling us something, and a person should read it
_MOST_WORDS_OF_A_PHRASE = 6
_HEAT = re.compile(rf"\b(?:the (?:hell|fuck) ?(?:up )?|(?:{'|'.join(said.EMPHASIS)}) )(?=\w)")
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[^\W_]+")
_CLAUSES = re.compile(r"[.,;:!?¡¿()\n\u2026\u2014\u2013]+")
_JOINTS = re.compile(r"\b(?:and|so|but|because|since|y|pero|porque|asi que|por eso)\b")
_RUN = re.compile(r"([^\W\d])\1{2,}")
_SPOKEN = re.compile(rf"(?:{'|'.join(sentences.SPOKEN_TO_US)})(?!\S)")
_CLEAR = {tuple(phrase.split()) for phrase in said.WHOLE}
_ASKED_BACK = frozenset(said.DOUBTFUL)
_DOUBTFUL = {tuple(phrase.split()) for phrase in said.DOUBTFUL}
_KNOWN = (
    said.BEFORE
    | said.OTHERS
    | said.REAL
    | {word for phrase in (*_CLEAR, *_DOUBTFUL) for word in phrase}
    | frozenset(said.KEYS)
)
# Less than to hear no more from us, whatever else is said beside it (`flows/directory_entry.py`, `flows/monthly_letter.py`).
_ELSEWHERE = re.compile(
    r"\b(?:(?:take|remove|get|leave|delete|drop) me (?:off|from|out of)|leave) (?:(?:the|your|that|this|monthly) )*"
    r"(?:directory|letter|newsletter)\b"
    r"|\b(?:saca|saquen|quita|quiten|borra|borren)me (?:del?|de (?:la|su|tu|ese|esa)) (?:directorio|carta)\b"
)
# What they point at may be the directory or the letter, just spoken of, or all of it: they are asked.
_PART = re.compile(
    r"(?:(?:please|pls|hi|ok|so|no|then|just|por favor|porfa|hola|ya|entonces) )*"
    r"(?:(?:take|remove|get|drop) me (?:off|from|out of) (?:there|that|it|that list)"
    r"|(?:saca|saquen|quita|quiten|borra|borren|retira|retiren)me (?:ya )?de (?:ahi|alli|alla|eso|esa lista))"
    r"(?: (?:please|pls|now|ya|por favor|porfa|gracias|thanks))*"
)
_NOT = frozenset(("dont", "not", "never", "cant", "wont", "didnt", "doesnt", "wouldnt", "nunca", "couldnt"))
_LEADING_ON = frozenset(
    ("to", "you", "can", "could", "will", "would", "must", "should", "the", "this", "not", "a")
)
_HOW = frozenset(("how", "como"))
_I = frozenset(("i", "im", "id", "ill", "ive", "we", "quiero", "necesito"))
_ABOUT_ME = re.compile(r"\b(?:me|us|my|mi|nos)\b|(?:me|nos)\b")
_FIRST_PERSON = re.compile(
    r"(?:stop|quit|cease|halt|end|no more) (?:texting|messaging|sending|contacting|writing|call)"
)
_I_DONT = re.compile(rf"(?:dont|do not|never|not) (?:ever )?{sentences.TOLD}")


def leaving(text: str) -> Wish | None:
    """Return what `text` asks for when it is about being texted, else None. Never raises."""
    if len(text) > LONGEST:
        return None
    line = fold(text.replace("\n", ". "))
    if _PART.fullmatch(line.strip(" .,!?¡¿").replace(",", "")):
        return Wish.PART
    if said.STEMS.isdisjoint([word[:5] for word in _WORD.findall(line)]):
        return Wish.MAYBE if line.replace("'", "") in _ASKED_BACK else None
    return _read(line)


def _read(line: str) -> Wish | None:
    line = _RUN.sub(
        r"\1", _QUOTED.sub(" quoted ", _ELSEWHERE.sub(". ", line)).replace("'", "").replace("-", " ")
    )
    line = _HEAT.sub("", line)
    clauses = [words for part in _CLAUSES.split(line) if (words := _words(part))]
    everything = [word for words in clauses for word in words]
    if len(clauses) > 1 and len(everything) <= 8:
        whole = _phrase(everything)
        if whole is not None:
            return whole
    found: list[Wish] = []
    for at, words in enumerate(clauses):
        for part in _parts(words):
            wish = _spoken(part)
            if wish is None:
                wish = _phrase(part)
                around = [*clauses[:at], *clauses[at + 1 :], words if part is not words else []]
                if wish is not None and not _aside(around, part):
                    wish = _unsure(everything)
            if wish is not None:
                found.append(wish)
                break
    for wish in (Wish.LEAVE, Wish.LESS, Wish.SESSION, Wish.MAYBE):
        if wish in found:
            return wish
    return None


def _words(part: str) -> list[str]:
    return [_meant(word) for word in _WORD.findall(part)]


def _meant(word: str) -> str:
    """Return the word that `word` is a slip of, or `word`."""
    short = said.SHORT_FOR.get(word)
    if short is not None:
        return short
    if len(word) < 5 or word in _KNOWN or word[0] not in _INITIALS:
        return word
    slips = 1 if len(word) < 9 else 2
    near = process.extractOne(word, said.KEYS, scorer=OSA.distance, score_cutoff=slips)
    return near[0] if near is not None else word


_INITIALS = frozenset(key[0] for key in said.KEYS)


def _parts(words: list[str]) -> Iterator[list[str]]:
    """A clause, and the clauses that "and", "but" or "because" join in it."""
    yield words
    line = " ".join(words)
    if _JOINTS.search(line):
        for part in _JOINTS.split(line):
            if part.strip():
                yield part.split()


def _spoken(words: list[str]) -> Wish | None:
    """A sentence that says it to us, whatever follows."""
    line = " ".join(words)
    if sentences.SESSION.fullmatch(line):
        return Wish.SESSION
    match = _sentence(words, line)
    if match is None:
        return None
    asked, after = match[0], line[match.end() :].split()
    before = line[: match.start()].replace("not interested", "").split()
    for_me = _ABOUT_ME.search(asked) is not None
    strangers = [word for word in before if word not in said.BEFORE]
    if not said.OTHERS.isdisjoint(before) or (not for_me and not said.OTHERS.isdisjoint(after)):
        return None
    if strangers or _denied(before, asked):
        return Wish.MAYBE if len(strangers) == 1 and for_me and not _denied(before, asked) else None
    if not for_me and _first_person(before, asked):
        return None
    if not _HOW.isdisjoint(before):
        return Wish.MAYBE
    wish = _how_far(after)
    return None if wish is Wish.LESS and not for_me else wish


def _sentence(words: list[str], line: str) -> re.Match[str] | None:
    at = 0
    for word in words:
        if word in said.LEADS and (match := _SPOKEN.match(line, at)):
            return match
        at += len(word) + 1
    return None


def _denied(before: list[str], asked: str) -> bool:
    """Whether what is asked is that we don't: "don't stop texting me", "no dejen de escribirme"."""
    if not before:
        return False
    if not _NOT.isdisjoint(before):
        return True
    return before[-1] == "no" and asked.startswith(("dej", "par", "ces"))


def _first_person(before: list[str], asked: str) -> bool:
    """Whether it is themselves who they want to stop: "I want to stop sending texts at night"."""
    if _I_DONT.match(asked):
        return bool(before) and before[-1] in _I
    return _FIRST_PERSON.match(asked) is not None and not _I.isdisjoint(before) and "you" not in before


def _how_far(after: list[str]) -> Wish:
    """All of it, or only at some hours or under some condition."""
    while after and after[0] in said.MORE:
        after = after[1:]
    if not after:
        return Wish.LEAVE
    if sentences.HOURS.match(" ".join(after)):
        return Wish.LESS
    return Wish.MAYBE if after[0] in said.CONDITIONS else Wish.LEAVE


def _phrase(words: list[str]) -> Wish | None:
    """A clause that says nothing else than that."""
    best: tuple[int, Wish] | None = None
    for at in range(len(words)):
        for length in range(min(_MOST_WORDS_OF_A_PHRASE, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + length])
            clear = phrase in _CLEAR
            if not clear and phrase not in _DOUBTFUL:
                continue
            if best is None or length > best[0]:
                wish = _alone(words[:at], phrase, words[at + length :], clear)
                best = (length, wish) if wish is not None else best
            break
    return best[1] if best is not None else None


def _alone(before: list[str], phrase: tuple[str, ...], after: list[str], clear: bool) -> Wish | None:
    allowed = said.FILLERS if len(phrase) > 1 else said.COURTESY
    if not allowed.issuperset(after):
        return None
    if before and before[-1] == "no" and clear:
        return Wish.MAYBE  # "no stop": no, or stop?
    if not _NOT.isdisjoint(before) or (before and before[-1] in _I and phrase[0] in said.COMMANDS):
        return None
    if not said.BEFORE.issuperset(before):
        return None
    if len(phrase) == 1 and not allowed.issuperset(before):
        return (
            Wish.MAYBE if phrase == ("stop",) and len(before) > 2 and before[-1] not in _LEADING_ON else None
        )
    return Wish.LEAVE if clear else Wish.MAYBE


def _aside(around: list[list[str]], part: list[str]) -> bool:
    """Whether what stands around a clause says nothing of its own."""
    return all(word in said.BEFORE or word in part for words in around for word in words)


def _unsure(everything: list[str]) -> Wish | None:
    """A few more words of their own: ask. A story: no."""
    strangers = sum(word not in said.BEFORE for word in everything)
    return Wish.MAYBE if strangers <= 3 and said.OTHERS.isdisjoint(everything) else None
