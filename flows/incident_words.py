"""How people say that they met racism or whiteness in their work, and what they'd like then, in English and Spanish. It reads
and does nothing. `flows/understand/racism.py` knows what happened without the word.
"""

import re

from flows.understand import fold, racism

_WHO = (
    r"(?:client|coachee|coach|mentor|mentee|supervisor|trainer|tutor|colleague|boss|manager|sponsor"
    r"|participant|facilitator|group|"
    r"somebody|someone|they|he|she|training|course|school|organi[sz]ation|company|team)"
)
_WHAT = (
    r"(?:racist|racism|racially|racial|slur|n word|microaggressions?|microaggressed|white supremac\w+|anti black\w*|"
    r"xenophob\w+)"
)
_QUIEN = (
    r"(?:client[ea]|coach|mentora?|supervisora?|formadora?|tutora?|colega|jef[ea]|participante|grupo"
    r"|alguien|equipo|empresa|"
    r"organizacion|escuela|curso|formacion|dijo|hizo|hicieron|dijeron)"
)
_QUE = (
    r"(?:racistas?|racismo|racial|racializ\w+|microagresion(?:es)?|microracismos?|insulto racial|xenofob\w+)"
)
_SAYS_SO = re.compile(
    rf"\b{_WHO}s?\b.{{0,60}}\b{_WHAT}\b"
    rf"|\b{_WHAT}\b.{{0,30}}\b(?:{_WHO}s?|comments?|jokes?|remarks?|incidents?|slurs?|abuse|attack"
    rf"|behaviou?r|things?|something)\b"
    r"|\b(?:experienced|faced|faced with|dealt with|met|suffered|hit by|subjected to|went through"
    r"|been through|so much|tired of)\b"
    r".{0,25}\b(?:racism|whiteness|white fragility|microaggressions?)\b"
    r"|\b(?:whiteness|white fragility|white tears|white saviou?r\w*)\b.{0,40}\b(?:coaching|mentoring"
    r"|supervision|training|session|room)\b"
    rf"|\b{_QUIEN}s?\b.{{0,60}}\b{_QUE}\b"
    rf"|\b{_QUE}\b.{{0,30}}\b(?:{_QUIEN}s?|comentarios?|chistes?|incidentes?|insultos?|hechos?|cosas?|algo"
    rf"|sesion|supervision)\b"
    r"|\b(?:vivi|sufri|pase por|me toco|hart[oae] de|cansad[oae] de|tanto)\b.{0,25}\b(?:racismo"
    r"|blanquitud|fragilidad blanca)\b"
    r"|\b(?:blanquitud|fragilidad blanca)\b.{0,40}\b(?:coaching|mentoria|supervision|formacion|sesion)\b"
)
# What coaches say of their trade, or read.
_TALK = re.compile(
    r"\b(?:book|reading|article|paper|podcast|workshop on|webinar on|training on|course on|i (?:teach"
    r"|train|coach|write) |research|"
    r"do you (?:have|offer|run)|is there|anti ?racis\w+|libro|leyendo|articulo|taller (?:de|sobre)"
    r"|curso (?:de|sobre)|investig\w+|"
    r"tienen|doy (?:un )?(?:taller|curso)|antirracis\w+)\b"
)


# What they'd like, in words of their own.
_WAYS = {
    "nothing": r"nobody|no one|nothing|none|never mind|nvm|leave it|forget it|later|not now|skip|nadie|nada|dejalo|olvidalo"
    r"|mas tarde|luego|ahora no|(?:i )?(?:dont|do not) want (?:to|anything)\b.*|no quiero\b.*",
    "heard": r".*\b(?:be heard|listens?|listening|listen to me|talk to (?:someone|somebody)|vent)\b.*"
    r"|.*\b(?:escuch\w+|hablar con alguien|desahog\w+)\b.*",
    "concern": r".*\b(?:report|concern|complain\w*|denunci\w+|queja\w*|reportar\w*|preocupacion)\b.*",
    "resources": r".*\b(?:resources?|helplines?|hotline|recursos?|linea|links?)\b.*",
    "paired": r".*\b(?:partner|support|company|pareja|apoyo|acompan\w+)\b.*",
}
_HEARD = re.compile(
    r"(?:ok |yes |maybe |please |can i |could i |i want to |id like to |i need to |tal vez |quiza |si |quiero )*"
    r"(?:be heard(?: now)?(?: please)?|(?:somebody|someone) to listen(?: to me)?|ser escuchad[aoe]|que (?:alguien )?me escuchen?)"
)


def says_so(text: str) -> bool:
    """Whether `text` tells of it."""
    said = _said(text)
    return (_SAYS_SO.search(said) is not None or racism.tells_of_it(text)) and _TALK.search(said) is None


def may_say_so(text: str) -> bool:
    """Whether `text` tells of something that hurt and may have been that."""
    return racism.may_tell_of_it(text) and _TALK.search(_said(text)) is None


def wants_to_be_heard(text: str) -> bool:
    """Whether `text` asks for somebody who listens, and no more."""
    return _HEARD.fullmatch(_said(text)) is not None


def way_of(text: str) -> str | None:
    """Which of the ways on, by its key in `flows/incident.py`, is asked for in these words."""
    return next((key for key, words in _WAYS.items() if re.fullmatch(words, _said(text))), None)


def _said(text: str) -> str:
    return fold(text.replace("\n", " ")).replace("-", " ").replace("'", "")
