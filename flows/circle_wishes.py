"""What people text about their circle, in English and Spanish: around its meeting, and while it is on. It reads and does
nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.understand import fold
from flows.understand.vocabulary import phrases

_LONGEST = 60  # characters; a longer text says more than this


class Wish(StrEnum):
    """What is meant."""

    NEXT = "next"  # whoever speaks is done
    GONE = "gone"  # whoever writes has to go
    HERE = "here"  # whoever writes has come, or come back
    AWAY = "away"  # `who` isn't there
    CANT_COME = "cant_come"  # whoever writes can't be at the next meeting
    TELL = "tell"  # `words` are for all in the circle


@dataclass(frozen=True, slots=True)
class Said:
    """One wish, and what goes with it."""

    wish: Wish
    who: str = ""  # folded; for TELL and CANT_COME: the circle's topic, as it was written
    words: str = ""


_SAID = {
    Wish.NEXT: phrases("""
        next, next one, next please, next turn, next person, im done, i am done, thats me, thats me done, thats all from me,
        i pass, pass, siguiente, el siguiente, la siguiente, siguiente turno, he terminado, ya termine, ya esta, paso,
        es todo, eso es todo
    """),
    Wish.GONE: phrases("""
        i have to go, i have to leave, i have to go now, i need to go, i need to leave, i must go, ive got to go, got to go,
        gotta go, i have to leave early, leaving early, i have to drop off, tengo que irme, me tengo que ir, debo irme,
        tengo que salir, me tengo que ir ya, tengo que irme ya
    """),
    Wish.HERE: phrases("""
        im here, i am here, im here now, here now, ive joined, im in now, ya estoy, ya estoy aqui, estoy aqui, aqui estoy,
        ya llegue, he llegado
    """),
}
_MEANINGS = {said: wish for wish, some in _SAID.items() for said in some}
_AWAY = re.compile(
    r"(?P<who>[^\d:]{2,40}?) (?:(?:isnt|is not) (?:here|there|coming|with us)|(?:has|had to) (?:gone|left|go|leave)|is gone|left|"
    r"didnt come|no esta|no esta aqui|no ha venido|no vino|no viene|se ha ido|se fue|se tuvo que ir)"
)
_CIRCLE = r"(?:the |my |our |el |mi |nuestro |al |a la |a mi )*(?:circle|circulo)"
_CANT_COME = re.compile(
    rf"(?:sorry,? )?(?:i )?(?:cant|cannot|can not|wont) (?:come|make it|be there|be at|make|go)(?: to| for| at)? {_CIRCLE}"
    rf"(?: (?:meeting|today|tomorrow|this time))?(?: (?:on|about) (?P<topic>.+))?"
    rf"|(?:perdon,? )?no (?:puedo|voy a poder) (?:ir|venir|asistir|llegar|estar)(?: a| en)? {_CIRCLE}"
    r"(?: (?:hoy|manana|esta vez))?(?: (?:de|sobre) (?P<tema>.+))?"
)
_TELL = re.compile(
    r"(?:(?:tell|text|write to|message|dile a|diles a|escribe a|cuenta a) )?(?:my |our |mi |nuestro )?(?:circle|c[ií]rculo)"
    r"(?: (?:on|about|de|sobre))?(?P<topic> [^:\n]{1,80})?\s*:\s*(?P<words>.+)",
    re.IGNORECASE | re.DOTALL,
)


def read(text: str) -> Said | None:
    """What this text wants of a circle; None when it isn't about one. Never raises."""
    told = _TELL.fullmatch(text.strip())
    if told:
        return Said(Wish.TELL, (told["topic"] or "").strip(), told["words"].strip())
    if len(text) > 2 * _LONGEST:
        return None
    said = fold(text).replace("'", "").strip(" .!¡")
    cannot = _CANT_COME.fullmatch(said)
    if cannot:
        return Said(Wish.CANT_COME, cannot["topic"] or cannot["tema"] or "")
    if said in _MEANINGS:
        return Said(_MEANINGS[said])
    away = _AWAY.fullmatch(said) if len(said) <= _LONGEST else None
    return Said(Wish.AWAY, away["who"].strip()) if away else None
