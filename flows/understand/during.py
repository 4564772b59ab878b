"""What two people text us around their session: that they begin, pause, go on, have less time or more, who starts."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.understand.moments import moment
from flows.understand.numbers import number
from flows.understand.plain import fold
from flows.understand.unclear import Unclear
from flows.understand.vocabulary import phrases, words

_LONGEST = 60  # characters; a longer text says more than this
_AHEAD = timedelta(hours=6)  # how far the time may be until which they have


class Wish(StrEnum):
    """What is meant."""

    BEGIN = "begin"
    PAUSE = "pause"
    GO_ON = "go_on"
    UNTIL = "until"  # it is over at `until`
    LEFT = "left"  # so many `minutes` are left
    LENGTH = "length"  # so many `minutes` in all
    MORE = "more"  # so many `minutes` more
    DONE = "done"
    TURN = "turn"  # the other starts
    FIRST = "first"  # `who` starts; empty: whoever writes, "you": the other
    SWAP = "swap"  # they would swap now
    IDEAS = "ideas"
    NO_IDEAS = "no_ideas"


@dataclass(frozen=True, slots=True)
class During:
    """One wish, and what goes with it."""

    wish: Wish
    minutes: int = 0
    until: datetime | None = None  # aware UTC
    who: str = ""  # folded, as it was written


_POLITE = words(
    "ok okay please pls plz hi hello hey so and now well sorry thanks hola bueno vale porfa gracias y ya pues"
)
_SAID = {
    Wish.BEGIN: phrases("""
        we're starting, were starting, we are starting, i'm starting, starting, starting now, start now, we start,
        we start now, we're starting now, we are starting now, we're starting our session, we start our session,
        let's start, lets start, let's start now, start our session, start the session, session started, we've started,
        we have started, we started, we just started, we're beginning, we are beginning, beginning, begin now, begin,
        we begin, we begin now, let's begin, we've begun, empezamos, empezamos ahora, ya empezamos, empezando,
        estamos empezando, estamos empezando ahora, hemos empezado, comenzamos, comenzamos ahora, estamos comenzando,
        vamos a empezar, vamos a comenzar, empezamos la sesion, empezar ahora, empecemos
    """),
    Wish.PAUSE: phrases("""
        pause, pause now, let's pause, lets pause, we pause, we're pausing, we are pausing, pausing, pause it,
        pause the session, pause our session, short pause, a short pause, stop the clock, hold on, hang on, pausa, una pausa,
        pausamos,
        pausemos, en pausa, hacemos una pausa, hacer una pausa, pausa corta, pausar, pausar la sesion
    """),
    Wish.GO_ON: phrases("""
        resume, resuming, we resume, let's resume, lets resume, we're resuming, go on, going on, we go on, let's go on,
        lets go on, we're going on, continue, continuing, we continue, let's continue, lets continue, we're continuing,
        carry on, we carry on, unpause, we're back, we are back, i'm back, ok back, back now,
        seguimos, seguimos ahora, seguir, sigamos, continuamos,
        continuemos, continuar, reanudar, reanudamos, retomamos, volvimos, ya volvi, ya volvimos
    """),
    Wish.DONE: phrases("""
        we're done, were done, we are done, we're finished, we are finished, we've finished, we have finished,
        we finished, stop the session, end the session, finish the session, stop our session, end our session, stop session,
        end session, let's stop, lets stop, let's stop here, lets stop here, let's end here, lets end here, we stopped,
        session over, the session is over, terminar la sesion, terminemos, paramos aqui, dejemoslo aqui,
        terminamos, ya terminamos, hemos terminado, acabamos, ya acabamos, hemos acabado
    """),
    Wish.TURN: phrases("""
        swap who starts, switch who starts, change who starts, swap who goes first, change who goes first,
        swap the order, change the order, cambiar quien empieza, cambia quien empieza, cambiamos quien empieza,
        cambiar el orden, cambiamos el orden
    """),
    Wish.SWAP: phrases("""
        swap, swap now, let's swap, lets swap, let's swap now, lets swap now, we swap, we swap now, can we swap, can we swap
        now, switch, switch now, let's switch, lets switch, time to swap, cambio, cambiamos, cambiemos, cambiamos ahora,
        cambiamos ya, cambiamos de papel
    """),
    Wish.IDEAS: phrases("""
        prompts on, ideas on, with prompts, with ideas, ideas please, con ideas, quiero ideas
    """),
    Wish.NO_IDEAS: phrases("""
        no prompts, no ideas, prompts off, ideas off, without prompts, without ideas, no more prompts, no more ideas,
        sin ideas, sin sugerencias, no quiero ideas
    """),
}
_MEANINGS = {
    form: wish
    for wish, all_said in _SAID.items()
    for said in all_said
    for form in (fold(said), fold(said).replace("'", ""))
}

_LENGTH_OF_TIME = (
    r"(?:about |around |unos |unas |como )?"
    r"(?:(?P<count>[\w ]{1,20}?)(?P<more1> more| mas)? ?(?:minutes|minute|mins|min|minutos|minuto)(?P<more2> more| mas)?"
    r"|(?P<half>half an hour|media hora)(?P<more3> more| mas)?"
    r"|(?P<hour>an hour|una hora)(?P<more4> more| mas)?)"
)
_ONLY = r"(?: only| just| solo| solamente| still| todavia)?"
_UNTIL = re.compile(
    rf"(?:(?:only|just|solo) )?(?:(?:(?:we|i){_ONLY} )?(?:have|'ve got|have got|got){_ONLY} |(?:solo )?tenemos{_ONLY} "
    rf"|(?:solo )?tengo{_ONLY} )?(?:until|till|til|hasta) (?P<at>.+)"
)
_STOP_AT = re.compile(
    r"(?:(?:we|i) (?:have to|need to|must|should) |let's |lets |we |tenemos que |hay que |debemos )?"
    r"(?:stop|finish|end|done|terminar|acabar|terminamos|acabamos|paramos|parar) (?:at|by|a) (?P<at>.+)"
)
_LEFT = re.compile(
    rf"(?P<have>(?:we|i){_ONLY}(?: have|'ve got| have got| got){_ONLY} |(?:solo )?"
    rf"(?:tenemos|tengo|nos quedan?|quedan?){_ONLY} |(?:only|just|solo) )?{_LENGTH_OF_TIME}(?P<left> left)?"
)
_LENGTH = re.compile(
    r"(?:(?:shorten|cut|acortar|acortamos|acorta|acortemos|acortarla)(?: it| the session| our session| la sesion)?"
    rf" (?:to|a) |make it |que sean ){_LENGTH_OF_TIME}"
)
_MORE = re.compile(
    rf"(?:(?:we need|can we have|could we have|we'd like|let's take|give us|please|danos|queremos|necesitamos) )?"
    r"(?P<another>another |otros |otras |extend by |add |(?:can we |could we |let's |lets )?(?:go|run) (?:over |on |longer )?"
    rf"(?:by |for )?)?{_LENGTH_OF_TIME}(?P<over> over| longer)?"
)
_WITH = re.compile(r"(?P<begin>.+?) (?:with|con) (?P<who>.+)")
_FIRST = (
    re.compile(
        r"(?P<who>i|we|you|[^\d]+?) (?:starts?(?: first)?|goes first|go first)|(?P<me>i'm|me|you're|[^\d]+?) first"
    ),
    re.compile(
        r"(?:empieza|empiezo|empiezas|comienza) (?P<who>[^\d]+)|(?P<me>[^\d]+?) (?:empieza|empiezo|empiezas|primero)"
    ),
)
_MYSELF, _OTHER = words("i me i'm yo"), words("you you're tu")


def during(text: str, *, now: datetime, zone: str, language: str) -> During | None:
    """What is meant around a session; None when it is something else. `now` is aware, `zone` an IANA name.

    A time is the next one that a clock in `zone` shows, at most six hours ahead. Never raises.
    """
    said = _tidied(text)
    if not said or len(said) > _LONGEST:
        return None
    meant = _MEANINGS.get(said) or _MEANINGS.get(fold(text))
    if meant is not None:
        return During(meant)
    begun = _WITH.fullmatch(said)
    if begun and _MEANINGS.get(begun["begin"]) is Wish.BEGIN:
        return During(Wish.BEGIN, who=begun["who"])
    return _of_time(said, now, zone, language) or _of_turn(said)


def _tidied(text: str) -> str:
    """Folded, without signs and the small words around what it says."""
    said = fold(text[: 2 * _LONGEST]).strip(" .!¡,;")
    pieces = said.replace(",", " ").split()
    while pieces and pieces[0] in _POLITE:
        pieces.pop(0)
    while len(pieces) > 1 and pieces[-1] in _POLITE - {"now"}:
        pieces.pop()
    return " ".join(pieces)


def _of_time(said: str, now: datetime, zone: str, language: str) -> During | None:
    for pattern in (_UNTIL, _STOP_AT):
        found = pattern.fullmatch(said)
        until = _clock(found["at"], now, zone, language) if found else None
        if until is not None:
            return During(Wish.UNTIL, until=until)
    for pattern, wish in ((_LENGTH, Wish.LENGTH), (_MORE, Wish.MORE), (_LEFT, Wish.LEFT)):
        found = pattern.fullmatch(said)
        minutes = _minutes(found) if found else 0
        if not (found and 0 < minutes <= 240):
            continue
        more = any(found[f"more{n}"] for n in range(1, 5)) or any(
            map(found.groupdict().get, ("another", "over"))
        )
        alone = (
            wish is Wish.LEFT and not found["left"] and not found["have"]
        )  # "one minute" is said while waiting
        if not alone and (wish is not Wish.MORE or more):
            return During(wish, minutes=minutes)
    return None


def _clock(at: str, now: datetime, zone: str, language: str) -> datetime | None:
    """The next time that a clock there shows so."""
    for day in ("today", "tomorrow"):
        read = moment(f"{day} {at}", now=now, zone=zone, language=language)
        near = [
            one
            for one in (read.candidates if isinstance(read, Unclear) else (read,))
            if now < one <= now + _AHEAD
        ]
        if near:
            return min(near)
    return None


def _minutes(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["hour"]:
        return 60
    return number(found["count"] or "") or 0


def _of_turn(said: str) -> During | None:
    for pattern in _FIRST:
        found = pattern.fullmatch(said)
        if found:
            who = (found["who"] or found["me"] or "").strip()
            if who in ("we", ""):
                return None
            return During(Wish.FIRST, who="" if who in _MYSELF else "you" if who in _OTHER else who)
    return None
