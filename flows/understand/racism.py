"""Whether somebody tells of racism that they met, in plain words of English or Spanish, and whether it may be that.

Rules that can be looked at; no text leaves the machine. They are ways of telling it in meanings (`racism_means.py` says which
words mean what). Who is sure to tell of it is offered what may help; where it may as well be something else they are asked
gently. A doubt never becomes a text that a person reads.
"""

import re
from functools import cache

from flows.understand import racism_means as means
from flows.understand.danger_words import SHORT_FOR
from flows.understand.meanings import Meanings
from flows.understand.plain import fold

_WORD = re.compile(r"[^\W_]+")
_SENTENCES = re.compile(r"[!?¡¿\n\u2026]+|\.(?:\s|$)")
_ASKED = re.compile(r"^(?:(?:am|is|are|was|do|does|can|could|will|how|which|what|soy|hay|como|que|cual)\b)")
_THEM = r"(?!you\b|i\b|we\b|IAM\b)"


def _up_to(most: int) -> str:
    """So many words that mean nothing here."""
    return rf"(?:\S+ ){{0,{most}}}?"


_1, _2, _4, _8 = _up_to(1), _up_to(2), _up_to(4), _up_to(8)
SURE = (
    # Taken for somebody who serves.
    rf"TAKENFOR {_4}SERVANT|ASK {_8}IFIAM {_2}SERVANT|STAFFONLY",
    r"TAKENFOR (?:fuera a |i would |going to )?(?:robar|steal)",
    # Called something.
    rf"(?:CALLME|SAID) {_4}(?:SLUR|ANIMAL|COLOURED)|SLUR {_4}(?:CALLME|SAID|me|to me|at me)",
    rf"CALLME {_2}(?:TOUCHY )?RACE\b|TOUCHY RACE (?:woman|man|girl|guy|lady|boy|mujer)|RACE TOUCHY",
    rf"GOBACK|(?:SAID|CALLME) {_2}(?:to )?go (?:back|home) to (?:CULTURE|Africa)",
    rf"PRAISE (?:(?:for|PARASER) ){{1,2}}{_1}RACE|(?:hablas|hablo|habla) PARASER|bien (?:hablas|habla|hablo) PARASER",
    rf"(?:SAID|CALLME) {_2}(?:i|you) speak {_4}(?:good|well|english|spanish)|not like (?:(?:other|others|rest|of|all) )*RACE",
    # Hair, name, accent, where from.
    rf"TOUCH {_1}HAIR|HAIR {_4}UNPRO|UNPRO {_2}HAIR|SAID {_4}HAIR {_2}(?:no|not)\b",
    r"REALLYFROM",
    rf"MOCK {_2}(?:NAME|ACCENT|CULTURE)|(?:did|does|doing|hizo) {_1}ACCENT",
    rf"ACCENT {_4}(?:hard to understand|not understand|no se entiende)",
    rf"(?:calls?|called|call) me \S+ (?:AGAIN )?because NAME|(?:gave|gives|give) me {_2}name {_4}(?:not|can not|pronounce)",
    r"(?:bothers?|learn|try|tries|refuses?) to (?:say|pronounce|learn) NAME|me cambi\w+ (?:NAME|nombre)",
    # Somebody white instead.
    rf"(?:ASK for|wants?|wanted|requested|prefers?|preferred|pidio|pidieron|quieren?|prefieren?|rather) {_2}WHITE\b",
    r"coach WHITE|(?:who|alguien) (?:not|no) (?:sea |fuera )?RACE|not RACE$",
    rf"(?:PASSEDOVER|CHOSE) {_8}WHITE|WHITE {_8}INSTEAD|WHITE {_4}SAID {_2}(?:same|mismo)",
    # The only one, and what comes of it.
    rf"ONLY {_1}RACE {_8}(?:OVERME|SPEAKFOR|AGAIN|nobody|nadie)|ONLY RACE face|SPEAKFOR {_4}RACEPLURAL",
    rf"(?:ONLY|unica) RACE {_8}hablar",
    # Doubted.
    rf"TOUCHY {_4}(?:RACISM|about SKIN|de SKIN|con {_1}SKIN)",
    rf"(?:see|sees|veo) RACISM|todo {_1}veo RACISM|playing RACISM|RACISM card",
    r"UNSEEN",
    # Watched and stopped.
    rf"(?:STOPME|FOLLOW|POLICE|SECURITY) {_8}(?:ONLYME|BECAUSE {_1}SKIN|por SKIN)|(?:driving|shopping|walking) while RACE",
    rf"(?:POLICE|SECURITY) {_1}STOPME {_8}AGAIN|(?:POLICE|SECURITY) AGAIN STOPME|TREATED {_8}BECAUSE {_1}(?:SKIN|RACE)\b",
    rf"(?:FOLLOW|SECURITY FOLLOW) {_4}SHOP {_8}(?:all way|AGAIN|robar|steal)|FOLLOW me {_1}(?:round|around) {_1}SHOP",
    rf"(?:FOLLOW|SECURITY FOLLOW) (?:round|around) SHOP|CLUTCH {_1}BAG|taxi {_4}(?:not|would not) stop {_4}WHITE",
    # Said of all.
    rf"(?:SAID|CALLME) {_4}(?:TOKEN|BECAUSE {_1}SKIN)|IAM (?:TOKEN|por cuota)|CALLME {_4}TOKEN|because of SKIN",
    rf"(?:SAID|someone|alguien|CALLME) {_2}RACEPLURAL {_2}(?:CANNOT|not)\b",
    rf"RACEPLURAL CANNOT {_8}(?:SAID|CALLME)|JOKE {_1}(?:about |de )?RACEPLURAL",
    rf"(?:SAID|calls|called|CALLME|ASK) {_4}CULTURE {_2}(?:TOUCHY|UNPRO|distraction|backward|primitive|atrasad\w+|hay|tiene)",
    r"(?:ASK|SAID) (?:if |me if |si )?i eat with (?:my )?hands",
    r"(?:trabajo|trabajar|trabaja) (?:de )?RACE\b.*(?:rio|mirandome|jefe)",
    r"for RACE girl|for RACE woman",
)
PERHAPS = (
    rf"(?:SAID|CALLME) (?!you\b){_2}(?:i |IAM |me )?{_1}TOUCHY|told {_2}IAM {_1}TOUCHY|SAID IAM TOUCHY|(?:SAID|CALLME) exagero",
    r"^(?:(?:i|IAM|me|AGAIN|well|ok) )*PASSEDOVER(?= for| AGAIN|$)|(?:no me dieron|negaron) (?:ascenso|puesto)",
    r"OVERME",
    rf"ONLY {_1}(?:one )?{_4}LIKEME|(?:IAM|ser) ONLY {_1}RACE",
    r"SHOWN",
    rf"(?:he|she|they|client|cliente|SAID|CALLME) {_4}NOTCOACH|NOTCOACH(?! to)",
    r"MOCK (?:of )?(?:me|my|mi)\b",
    rf"(?:he|she|they|boss|client|supervisor) {_1}(?:SAID|pronounced|pronounces) NAME wrong",
    rf"NAME {_2}(?:hard|difficult|weird|strange|raro|dificil)",
    r"SECURITY (?:FOLLOW|STOPME)|(?:FOLLOW|STOPME) SECURITY|POLICE STOPME|taxi {_4}not stop",
    r"SLUR|(?:RACISM|RACE) (?:against )?me\b",
)


def tells_of_it(text: str) -> bool:
    """Whether `text` tells that something racist happened to them. Never raises."""
    return any(_sure().search(one) for one in _in_meanings(text))


def may_tell_of_it(text: str) -> bool:
    """Whether `text` tells of something that hurt and may have been that, where `tells_of_it` says no. Never raises."""
    return any(not _ASKED.match(one) and _perhaps().search(one) for one in _in_meanings(text))


def _in_meanings(text: str) -> list[str]:
    """Each sentence of it, and all of it, in meanings."""
    found = []
    for sentence in (*_SENTENCES.split(text), text):
        line = fold(sentence).replace("'", "").replace("-", " ")
        words = " ".join(SHORT_FOR.get(word, word) for word in _WORD.findall(line)).split()
        found.append(_meanings().of(words))
    return list(dict.fromkeys(found))


@cache
def _meanings() -> Meanings:
    return Meanings(means.MEANS, means.GLUE)


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(SURE)})")


@cache
def _perhaps() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(PERHAPS)})")
