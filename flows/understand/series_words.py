"""How people say that something repeats, in English and Spanish: folded, beside what it means."""

import re

from flows.understand.calendar_words import NTHS

_COUNTS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
)
COUNTS = {word: at for line in _COUNTS for at, word in enumerate(line.split(), 1)} | {
    "a": 1, "an": 1, "una": 1, "uno": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"

_DAY = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo"
)
DAY = rf"(?P<day>{_DAY})(?:s|'s)?"
PLURAL = re.compile(rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|sabados|domingos|los (?:{_DAY})s?)\b")
"""A weekday in the plural repeats by itself: "Thursdays at 6", "los lunes a las 7"."""

_EVERY = r"(?:every|each|ev(?:ery)?|cada|todas? las|todos los)"
_MONTH = r"(?:of|in|each|every|de|del|al|cada|todos los|the|el|a)(?: (?:the|each|every|cada|todos los|el))? (?:month|mes|meses)"
MONTHLY = re.compile(
    rf"\b(?:(?:{_EVERY}|the|el|los|on) )*(?:monthly,? ?(?:on )?(?:the )?)?(?P<nth>{'|'.join(NTHS)}) {DAY}"
    rf"(?:,? {_MONTH}\b|(?P<loose>\b))"
)
"""The second Thursday of the month. Without "of the month" ("loose"), it needs "monthly"."""
SAID_MONTHLY = re.compile(
    r"\b(?:monthly|once a month|mensual(?:mente)?|una vez al mes|every month|cada mes)\b,?"
)

_WEEKS = r"(?:weeks?|wks?|semanas?)"
STEPS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(said), weeks)
    for said, weeks in (
        (rf"\b{_EVERY} (?:other|second|2nd|2|two|segundos?|dos) {DAY}\b", 2),
        (rf"\b(?:los |un )?(?P<day>{_DAY})s? (?:si y otro|si,? otro) no\b", 2),
        (rf"\b(?:los )?(?P<day>{_DAY})s? (?:de )?por medio\b", 2),
        (rf"\b(?:on )?alternat(?:e|ing) {DAY}\b", 2),
        (rf"\b{_EVERY} (?:other|second|2nd|2|two|dos) {_WEEKS}\b|\b(?:on )?alternate weeks\b", 2),
        (r"\b(?:una )?semana (?:si y otra no|por medio)\b|\bevery 14 days\b|\bcada (?:14|15|catorce|quince) dias\b", 2),
        (r"\b(?:every|each|once a|per) fortnight\b|\bfortnightly\b|\b(?:cada quincena|quincenal(?:mente)?|quincenales)\b", 2),
        (rf"\b{_EVERY} (?:3|three|third|tres) {_WEEKS}\b", 3),
        (rf"\b{_EVERY} (?:4|four|fourth|cuatro) {_WEEKS}\b", 4),
        (rf"\b{_EVERY} (?:single )?{_WEEKS}\b|\bweekly\b|\bonce a week\b|\bper week\b|\b(?:semanal(?:mente)?|semanales)\b|"
         r"\buna vez (?:a la|por) semana\b", 1),
        (rf"\b{_EVERY} {DAY}\b", 1),
    )
)  # fmt: skip
"""Each wording with its weeks from one session to the next, in the order in which they are looked for."""

EVERY_OTHER = re.compile(
    rf"^(?:{_EVERY} (?:other|second|2nd|2|two|dos)(?: one| times?)?|once every two weeks|una si y otra no)$"
)
"""The second of them, where all that is asked is how often."""

DOUBTFUL = re.compile(
    r"\bbi-? ?weekly\b|\bbisemanal(?:mente|es)?\b|\bbi-? ?monthly\b|\b(?:twice|two times|three times|dos veces) "
    rf"(?:a|per|a la|por|al) \w+|\b{_EVERY} (?:day|dia|dias|month|mes|weekdays?|weekend|fin)\b|\bdaily\b|\bdiari[oa]s?\b|"
    rf"\b{_EVERY} (?:third|3rd|fourth|4th|tercer|cuarto|tres|cuatro|three|four|\d+) {DAY}\b|"
    r"\b(?:not|never|no|nunca|except|but|excepto|menos|salvo|don't|can't|cant|doesn't|n't|unless|or|o)\b"
)
"""What has two meanings, or repeats as no series of ours does."""

TIMES = re.compile(
    rf"(?:,? ?\b(?:for|por|durante|x) )?\b(?P<count>{_COUNT}) (?:times|sessions?|meetings?|calls?|veces|sesion(?:es)?|"
    rf"reuniones|encuentros)\b(?: in total| en total)?|,? ?\b(?P<bare>twice|thrice)\b|,? ?\bx ?(?P<by>\d{{1,2}})\b|"
    rf",? ?\b(?P<of>\d{{1,2}}) ?x(?!\w)"
)
LASTING = re.compile(
    rf",? ?\b(?:for|over|por|durante)(?: the next| las proximas)? (?P<count>{_COUNT}) "
    r"(?P<unit>weeks?|months?|semanas?|mes(?:es)?)\b"
)
UNTIL = re.compile(
    r",? ?\b(?P<lead>until|till|til|through|thru|hasta|ending|up to)(?: the| el)? (?P<when>.+)"
)
STARTING = re.compile(
    r",? ?\b(?:starting|beginning|start|from|as of|desde|a partir de|a partir|empezando|comenzando|empieza)(?: on| el| del?)? "
    r"(?P<when>.+)"
)
THROUGH = ("through", "thru")
