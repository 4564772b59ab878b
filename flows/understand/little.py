"""Texts that nobody need read: "ok", "haha", and an answer that came to the wrong question.

A person's time is for whoever needs one, so only what says nothing but that is held back. A single word that we don't know
makes it a text that somebody reads: one sentence too many in the queue harms nobody.
"""

import re
from functools import lru_cache

from flows.understand import calendar_words as dates
from flows.understand.numbers import CARDINALS, ORDINALS, western
from flows.understand.plain import LONGEST_ANSWER, fold
from flows.understand.vocabulary import phrases, words
from flows.understand.yesno_words import NO, PLEAS, POLITE, YES

# Laughter, in both languages: "hahaha", "jajaj", "lol", "xd".
_LAUGHTER = re.compile(r"a?(?:[hj][aei]+)+[hj]?|lo+l+|lmf?ao+|rofl|xd+|je+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_PIECES = re.compile(r"\d+|[^\W\d_][\w\u0900-\u0dff]*")
_CALLS_FOR_HELP = "🆘🚨"
_IS_LONELY = re.compile(r"\bnot? one\b")  # no figure

# A yes or no to a question, and yet perhaps all that somebody can write who needs a person.
_MAY_BE_NEED = phrases("""
never, not ok, not okay, no good, i wont, i cant, cant, i dont, i do not, dont, do not, please dont, not at all, not really,
i refuse, thats wrong, wrong, ya no, nunca, jamas, no quiero, no puedo, no esta bien, no me va bien, para nada, de ninguna manera,
tampoco, i would like to, i would love to, id love to, i would, why not
""")
_SAY_NOTHING = phrases("""
thanks so much, thanks very much,
lovely, nice, nice one, wow, aww, aw, hm, mm, mmmm, eh, er, erm, ah, aha, ooh, yay, yikes, obvs, obv, obvi, obviously, tbh, imo,
dunno, i dunno, i dont know, dont know, idk, whatever, looks good, looks great, good one, same, ditto, wonderful, amazing,
awesome, brilliant, sweet, got it, gotcha, understood, noted, will do, np, nw, no worries, no prob, no probs, no problem,
all done, done, same to you, you too, u too, likewise, then, so, just, really, oops, ooops, nvm, nevermind, never mind, forget it,
leave it, skip, skip it, nothing, nothing more, none, later, maybe, perhaps, innit, ay ok,
que bien, que bueno, que lindo, que linda, que rico, que alegria, entendido, anotado, ah ya, aja, obvio, obvi, no se, no lo se,
ni idea, da igual, me da igual, lo que sea, igualmente, lindo, super, bonito, nada, ninguno, ninguna, omitir, saltar, luego,
mas tarde, olvidalo, dejalo, nada mas, no importa, tal vez, quizas, quiza, uy, ups, buenisimo, excelente, vale vale, sale,
no hay problema
""")


def _many(lines: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(line).replace("'", "").split()) for line in lines)


_NEED = _many(_MAY_BE_NEED)
_NOTHING = _many([*YES, *NO, *POLITE, *_SAY_NOTHING]) | _NEED
_PLEAS, _CONSENT = _many(PLEAS), _many(YES)
_LONGEST = max(map(len, _NOTHING))
_ANSWERS = (
    frozenset((*dates.WEEKDAYS, *dates.MONTHS, *dates.RELATIVE, *dates.PARTS, *dates.MERIDIEMS, *CARDINALS, *ORDINALS))
    | frozenset((*dates.DAY_UNITS, *dates.MONTH_UNITS, *dates.UNITS))
    | dates.O_CLOCK | dates.NOON | dates.MIDNIGHT | dates.NEXT | dates.THIS
    | words("""
        at on in the of and or el la las los de del por y o a en to till until from between hasta desde entre every other each
        cada ish weekday weekdays weekend weekends mornings evenings afternoons nights mondays tuesdays wednesdays thursdays
        fridays saturdays sundays tardes noches weekly fortnightly monthly st nd rd th
        english spanish french portuguese arabic hindi urdu yoruba igbo hausa swahili twi somali mandarin
        ingles espanol castellano frances portugues arabe
        icf emcc ac apecs iapcm acc pcc mcc practitioner
        zoom teams skype facetime whatsapp online virtual anyone anybody everyone everybody all any both either todas todos
        cualquiera ambas ambos
        menu
    """)
)  # fmt: skip


def says_little(text: str) -> bool:
    """Whether a text is only a yes or no, thanks, laughter, signs or figures: nobody need read it. Never raises."""
    return _only(text, frozenset())


def only_answers(text: str) -> bool:
    """The same; or whether it can only be an answer, if not to this question: a day, a time, a language. Never raises."""
    return _only(text, _ANSWERS) and (says_little(text) or "?" not in text)


@lru_cache(maxsize=512)
def _no_answers_in(word: str) -> bool:
    return word.isdigit() or _LAUGHTER.fullmatch(word) is not None


def _only(text: str, answers: frozenset[str]) -> bool:
    if len(text) > LONGEST_ANSWER or any(sign in text for sign in _CALLS_FOR_HELP):
        return False
    line = western(fold(text)).replace("'", "")
    if _IS_LONELY.search(line):
        return False
    said = _PIECES.findall(line)
    found: set[tuple[str, ...]] = set()
    at = 0
    while at < len(said):
        phrase = _phrase_at(said, at)
        if phrase in _NEED:
            return False
        if phrase:
            found.add(phrase)
        elif not (_no_answers_in(said[at]) or said[at] in answers):
            return False
        at += len(phrase) or 1
    return found.isdisjoint(_PLEAS) or not found.isdisjoint(_CONSENT)  # "please" alone is no small word


def _phrase_at(said: list[str], at: int) -> tuple[str, ...]:
    """The longest phrase that we know, from `at` on; drawn-out words are read as they are meant."""
    for length in range(min(_LONGEST, len(said) - at), 0, -1):
        piece = said[at : at + length]
        for form in (tuple(piece), tuple(_DRAWN_OUT.sub(r"\1", word) for word in piece)):
            if form in _NOTHING:
                return form
    return ()
