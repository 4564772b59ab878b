"""The words of a round's terms in English and Spanish, folded, each beside what it means.

"Biweekly" and "twice a month" are left out on purpose: they have two meanings. So is "mentor coaching".
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from flows.understand.numbers import CARDINALS, number
from flows.understand.vocabulary import words

_WORDED = "|".join(sorted(CARDINALS, key=len, reverse=True))
COUNT = rf"(\d{{1,3}}|(?:{_WORDED})(?:(?: y | ?- ?| )(?:{_WORDED}))?)"
"""A number in figures or words, as a group."""


class Term(NamedTuple):
    """One thing that may be said of a round: its key, how it is said, and what that means (None: nothing we take)."""

    key: str
    said: re.Pattern[str]
    meant: Callable[[re.Match[str]], object]


def _always(key: str, value: object, said: str) -> Term:
    return Term(key, re.compile(rf"(?<![^\W_])(?:{said})(?![^\W_])"), lambda _: value)


def _counted(key: str, said: str, least: int, most: int, times: int = 1) -> Term:
    def meant(match: re.Match[str]) -> int | None:
        counted = count_of(match[1])
        return counted * times if counted is not None and least <= counted * times <= most else None

    return Term(key, re.compile(rf"(?<![^\W_]){said}(?![^\W_])"), meant)


def count_of(text: str) -> int | None:
    """The number in `text`. "Once" is eleven here, since a unit follows."""
    return CARDINALS["once"] if text == "once" else number(text)


def _clocked(match: re.Match[str]) -> int | None:
    """Minutes of "1h30", "1 hour 15 min", "2 hours", "1.5 hours", "2 horas y media"."""
    hours = count_of(match[1])
    if hours is None or not 0 < hours <= 3:
        return None
    more = 30 if match[2] else int(match[3] or 0)
    return _lasting(hours * 60 + more)


def _lasting(minutes: int) -> int | None:
    return minutes if 20 <= minutes <= 180 else None


def _sessions_of(match: re.Match[str]) -> int | None:
    counted = count_of(match[1])
    return counted if counted is not None and 1 <= counted <= 30 else None


_WEEK = r"(?:weeks|week|wks|wk|semanas|semana|sems|sem)"
_MEETING = (
    r"(?:sessions?|meetings?|calls?|talks?|conversations?|sesion(?:es)?|encuentros?|reunion(?:es)?|llamadas?)"
)
_HOUR = r"(?:hours?|hrs?|horas?|h)"
_MINUTE = r"(?:minutes?|minutos?|mins?|min|m|')"

_ONE = rf"(?:one|1|una) {_MEETING} (?:a|per|every|each|cada|por|a la|al)"

# In this order: what is read first is not read again. "Every two weeks" isn't two weeks, nor is "one to one" a count.
TERMS = [
    _always("shape", "pairs", r"(?:in |en |por )?(?:pairs?|pairings?|paired|parejas?|pares|duos?|dyads?|diadas?)|"
            r"one[ -]?(?:to|on|2)[ -]?one|"
            r"1 ?(?::|-|to|on|a|2) ?1|uno a uno|una a una|de a dos|de dos en dos|(?:in )?twos"),
    _always("shape", "rings", r"(?:in |en |por )?(?:rings?|triads?|trios?|ternas?|anillos?|triadas?|trias|threes|"
            r"(?:groups?|grupos?) (?:of|de) (?:three|3|tres))|de a tres|de tres en tres"),
    _always("every", 1, rf"{_ONE} (?:week|wk|semana)"),
    _always("every", 2, rf"{_ONE} (?:fortnight|quincena|(?:two|2) weeks|(?:dos|2) semanas)"),
    _always("every", 4, rf"{_ONE} (?:month|mes)"),
    _always("every", 2, r"(?:once )?(?:every|each) (?:second|other|2nd|two|2) (?:weeks?|wks?)|"
            r"(?:once )?(?:a|every|each|per) fortnight|"
            # Elsewhere "biweekly" may be twice a week, which no round is.
            r"fortnight(?:ly)?|bi-?weekly|every 14 days|(?:una vez )?cada (?:dos|2|segunda) semanas?|"
            r"(?:una vez )?cada (?:quince|15|14) dias|"
            r"quincenal(?:es|mente)?|una vez (?:a la|por) quincena|semana si,? (?:y )?(?:una )?semana no|"
            r"una semana si y otra no"),
    _always("every", 3, r"(?:once )?(?:every|each) (?:third|3rd|three|3) (?:weeks?|wks?)|"
            r"(?:una vez )?cada (?:tres|3|tercera) semanas?"),
    _always("every", 4, r"(?:once )?(?:every|each) (?:fourth|4th|four|4) (?:weeks?|wks?)|monthly|"
            r"(?:once )?(?:a|every|each|per) month|"
            r"(?:una vez )?cada (?:cuatro|4) semanas|(?:una vez )?cada mes|(?:una vez )?(?:al|por) mes|mensual(?:es|mente)?"),
    _counted("every", rf"(?:once )?(?:every|cada) {COUNT} {_WEEK}", 1, 12),
    _counted("every", rf"{COUNT}-weekly", 1, 12),
    _always("every", 1, r"(?:once |one |1 ?x )?(?:every|each|a|per|/) ?(?:single )?(?:week|wk)|weekly|semanal(?:es|mente)?|"
            r"cada semana|"
            r"(?:una |1 )?(?:vez )?(?:a la|por) semana|todas las semanas"),
    _always("minutes", 90, r"(?:(?:an|one|a|1|una) )?(?:hour|hora|hr)s? (?:and|&|y) (?:a half|1/2|half|media)(?: an hour)?"),
    _always("minutes", 75, r"(?:(?:an|one|una|1) )?(?:hour|hora) (?:and|y) (?:a quarter|cuarto)"),
    Term("minutes", re.compile(rf"(?<![^\W_]){COUNT} ?(?:{_HOUR}(?: (and a half|y media|& a half))?|h(?= ?\d\d))"
         rf"(?: ?(?:and |y )?(\d\d) ?{_MINUTE}?)?(?![^\W_])"), _clocked),
    _always("minutes", 90, r"(?:1[.,]5|1 1/2|1½) ?(?:hours?|hrs?|h|horas?)"),
    _always("minutes", 45, r"(?:three quarters|3/4) of an hour|(?:tres cuartos|3/4) de hora"),
    _always("minutes", 30, r"half (?:an |a )?hour|half-hour|media hora"),
    _always("minutes", 60, r"(?:an|a|one|una|1) ?-?(?:hour|hr)(?: ?-?long)?|(?:an )?hour ?-?long|(?:una )?hora"),
    _counted("minutes", rf"{COUNT} ?-?{_MINUTE}", 20, 180),
    Term("sessions", re.compile(rf"(?<![^\W_]){COUNT}(?: ?x| times| veces)? +(?:of +)?{_MEETING}(?![^\W_])"), _sessions_of),
    Term("sessions", re.compile(rf"(?<![^\W_]){COUNT} ?(?:x|times|veces)(?= +\Z| *[,@]| {{2}})"), _sessions_of),
    _counted("sessions", rf"{_MEETING} ?[:=]? {COUNT}(?= *(?:,|\Z))", 1, 30),
    _counted("weeks", rf"{COUNT} ?-?{_WEEK}(?: long)?", 1, 26),
    _counted("weeks", rf"{_WEEK} ?[:=]? {COUNT}(?= *(?:,|\Z))", 1, 26),
    _counted("minutes", rf"(?:minutes|minutos|mins) ?[:=]? {COUNT}(?= *(?:,|\Z))", 20, 180),
    _counted("level_gap", rf"level gap (?:of |is )?{COUNT}", 0, 3),
    _always("level_gap", 0, r"(?:of |at |on |with )?(?:the |exactly the )?same levels?(?: only)?|equal levels?|"
            r"(?:del? |con el |en el )?mismo nivel|"
            r"(?:de )?igual nivel|nivel igual"),
    _always("level_gap", 1, r"(?:of |at |with )?(?:a )?(?:similar|close|near|nearby) levels?|levels? (?:similar|close)|"
            r"within (?:one|1|a) level|"
            r"(?:one|1) level apart|(?:de |con )?(?:un )?nivel(?:es)? (?:similar|parecido|cercano|semejante)(?:e?s)?|"
            r"(?:de )?(?:similar|parecido) nivel"),
    _always("level_gap", 2, r"(?:up to |within )(?:two|2) levels?(?: apart)?|(?:two|2) levels apart|hasta (?:dos|2) niveles"),
    _always("level_gap", 3, r"(?:of |at |with )?(?:any|all|whatever|whichever) levels?|no matter the level|"
            r"(?:the )?level does(?:n't|nt| not) matter|"
            r"regardless of level|(?:de |con )?cualquier(?:a)? niveles?|(?:de |con )?cualquier nivel|"
            r"(?:de |con )?todos los niveles|"
            r"sin importar (?:el )?nivel|(?:el )?nivel (?:da igual|no importa)"),
]  # fmt: skip

KINDS = [
    _always("kind", "mentoring", r"(?:peer )?(?:mentoring|mentorship|mentoria|mentorias|mentoreo)"),
    _always("kind", "supervision", r"(?:peer )?(?:supervision|supervisions|supervising)"),
    _always("kind", "coaching", r"(?<!mentor )(?:peer |co-)?coaching"),
]  # fmt: skip

STARTS = re.compile(
    r"(?:start(?:s|ing)?(?: date| day)?|begin(?:s|ning)?|kick(?:s|ing)? ?-?off|from|as of|desde|a partir del?|"
    r"(?:fecha de )?inicio|(?<!antes )(?<!despues )(?<!semana )(?<!mas )(?<!alla )del(?= \d)|"
    r"empieza|empezamos|empezando|empezar|comienza|comenzamos|comenzando|comenzar|inicia|iniciando|"
    r"arranca|arrancamos)(?: (?:on|from|is|date|es|a partir))*(?![^\W_])"
)
CLOSES = re.compile(
    r"(?:(?:say|saying) (?:in|yes|so) (?:by|until|till|before the end of)|clos(?:e|es|ed|ing)(?: date)?|"
    r"(?:the )?deadline|sign ?-?ups?(?: \w+)? (?:by|until|till|til)|open (?:until|till|til|to)|"
    r"(?:register|registration|reply|replies|respond|answer|answers|join|rsvp|in|opt in)(?: \w+)? (?:by|until|till)|rsvp|by|"
    r"cierra|cierre|cierran|cerramos|cerrando|(?:fecha )?limite|plazo|"
    r"(?:inscripcion(?:es)?|inscribirse|apuntarse|apuntaros|apuntense|decir que si|responder|respuestas?|abierta|abierto) "
    r"(?:abiertas? )?hasta|a mas tardar|hasta|until|till|til)(?: (?:by|on|is|date|es|until|till|hasta))*(?![^\W_])"
)
ENDS = re.compile(
    r"(?:end(?:s|ing)?|finish(?:es|ing)?|termina(?:ndo)?|acaba(?:ndo)?|finaliza(?:ndo)?|fin)"
    r"(?: (?:by|on|is|date|es|at|until|till))*(?![^\W_])"
)
TO = re.compile(r"-|(?:until|untill|till|til|to|through|thru|al|a|hasta)(?= )")
"""After a day, these lead to the day on which it ends."""

BARE_UNTIL = words("hasta until till til")
"""Alone these may close the sign-up or end the round."""

HOLDS = re.compile(
    r"(?:\b(?:no|not|non|without|sin|ni|never|nunca|isn't|aren't|than|least|most|max|maximum|minimum|maximo|minimo|"
    r"menos|mas|between|entre|or|o|either|maybe|quizas|quiza|over|under|menor|mayor|almost|casi|if|si|except|excepto|salvo|"
    r"after|before|despues de|antes de|previous|last|last year's)"
    r"|[<>~+-]) ?\Z"
)
"""What stands before a term and keeps it from being what it says: "no rings", "at least 6 weeks", "6 or 8 weeks"."""

LISTED = re.compile(r"\d ?(?:-|/|to|a|y|and|&|~|\.|,) ?\Z")
"""What stands before a number when it is one of several."""

ONE_EACH = re.compile(
    r"(?:hours?|horas?|hr|min|mins|minutes?|half|sessions?|meetings?|calls?|time|one|\d ?[hmx]) \Z"
)
"""What stands before "a week" when that says how often, and not how long."""

SEVERAL_IN = re.compile(
    rf"(?:{COUNT}|twice|dos veces)(?: [^\W_]+)? +(?:sessions|meetings|calls|talks|sesiones|encuentros|reuniones|llamadas) \Z"
)
"""Before "a week": how many in each we can't say, unless it is one."""

AHEAD = re.compile(
    r"(?<!sessions )(?<!meetings )(?<!calls )(?<!sesiones )\b(?:in|en|within|dentro de)(?: about| unas)? \Z"
)
"""Before a number of weeks: "in two weeks" is a day."""

HOLDS_AFTER = re.compile(
    r" ?(?:(?:or|o)\b(?! sessions| meetings)|\?|before|after|antes|despues|earlier|later|max|min\b(?!utes)|minimum|"
    r"(?:a|per|each) (?:week|wk|month|fortnight)|a la semana|(?:por|cada) (?:semana|mes)|al mes|every (?:week|month)|"
    r"maximum|at (?:least|most)|o mas|como (?:minimo|maximo)|apart)"
)
"""What stands after a term and does the same: "6 weeks or 8", "two weeks before"."""

FILLERS = words("""
a an the in on of for with and y e & + - at to as is be it this we i i'd we'll let's us our my please pls thanks thank
you hi hello round rounds ronda rondas una un el la los las de del en con para por que sea sean por favor porfa gracias
hola each cada one about around roughly unos unas sobre approx lasting long length durante duracion dura duran during
session sessions sesion sesiones meeting meetings call calls encuentro encuentros reunion reuniones people participants
everyone there then it's its will should want would like new nueva nuevo quiero queremos peer between entre se will
levels level nivel niveles shape kind type tipo forma together which that lasts last run runs running go open abre abrir
make start-date okay ok yes si terms round's
""")
"""Words that may stand around the terms without changing them."""

KEYS = tuple(
    words("""
    coaching mentoring mentorship mentoria supervision parejas pairs rings triads trios ternas anillos weeks semanas
    sessions session sesiones sesion minutes minutos minuto weekly fortnightly fortnight monthly quincenal semanal
    mensual similar level nivel cualquier starting starts start begins starting desde empieza comienza closes closing
    close deadline cierra hasta until every second media
    """)
)
"""Words that are known with a slip in them."""

SHORT_FOR = {
    **dict.fromkeys(words("evry evey eveyr veery"), "every"),
    **dict.fromkeys(words("wek weke wekk weeek"), "week"),
    **dict.fromkeys(words("weks wekks wekes weaks"), "weeks"),
    **dict.fromkeys(words("piars pears pais prs"), "pairs"),
    **dict.fromkeys(words("mnths mnth"), "month"),
    **dict.fromkeys(words("huor hou ohur"), "hour"),
}
"""Slips that are too short, or too far, to be found by their distance."""

KNOWN = words("""
week semana sesion meeting minuto supervisions mentorias mentoreo paired pairing pairings pareja dyads triada triadas
anillo terna couple halve hourly yearly daily
parts start starts state level levels clone closet times forest weak weakly peaks monday sunday seconds pares paris
medio medium cada desk paid pains kings wings things seasons season missions mission passions session's mentors
mentor couching couch rinds trips trails coaches hora hours nieve novel march marzo matches people women
""") | words("weekend weekends weekday weekdays semestre evening evenings evert never media second seconds")
"""Words that are near one of them and are another."""
