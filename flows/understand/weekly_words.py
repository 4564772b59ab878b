"""The words of weekly free times in English and Spanish, folded, beside what they mean."""

import re

from flows.understand.vocabulary import words

MORNING, AFTERNOON, EVENING = (9 * 60, 12 * 60), (12 * 60, 17 * 60), (17 * 60, 21 * 60)
LUNCH, OFFICE = (12 * 60, 14 * 60), (9 * 60, 17 * 60)
ANY_TIME = (9 * 60, 21 * 60)
WEEKEND_DAY = (9 * 60, 20 * 60)
"""Parts of the day on the person's own clock, minutes after midnight. "Noche" is the evening, as on the sign-up's menu."""

WEEK, WEEKDAYS, WEEKEND = frozenset(range(7)), frozenset(range(5)), frozenset((5, 6))

_PARTS = {
    MORNING: "morning mornings mornin manana mananas",
    AFTERNOON: "afternoon afternoons arvo arvos tarde tardes",
    EVENING: "evening evenings eve eves night nights nite nites noche noches",
    LUNCH: "lunch lunchtime lunchtimes mediodia mediodias",
    OFFICE: "xoffice daytime daytimes",
    ANY_TIME: "xanytime",
}
PARTS = {word: part for part, line in _PARTS.items() for word in line.split()}
WHOLE_DAY = "xallday"
"""All day: 9 to 20 at weekends, 9 to 21 on others."""

DAYS = {
    "xweek": WEEK, "xweekdays": WEEKDAYS, "xweekend": WEEKEND,
    **{word: frozenset((day,)) for day, line in enumerate(
        ("mon mons lun monday lunes", "tue tues mar tuesday martes", "wed weds mie mier wednesday miercoles",
         "thu thur thurs jue thursday jueves", "fri fris vie vier friday viernes", "sat sats sab saturday sabado",
         "sun suns dom sunday domingo")) for word in line.split()},
}  # fmt: skip
"""Word to days, Monday 0. "Mar" is Tuesday here: no month has a place in a week."""

# Two words or more are made one, which no text has: those with an x.
REWORDED = tuple(
    (re.compile(said), meant)
    for said, meant in (
        (r"\b([ap])\. ?m\b\.?", r"\1m"),
        # "Mornings work for me" is free time; "I work mornings" isn't, and nobody reads this word.
        (r"\b(?:i|i'm at|we|at|from|my|to|have) work\b", " xwork "),
        (r"\ball day(?: long)?\b|\bwhole day\b|\bfull day\b|\btodo el (?:santo )?dia\b|\bel dia entero\b", " xallday "),
        (r"\bmananas\b", "morning"),
        (r"(?<=\d) (?:de|en) la madrugada\b", " am"),
        (r"(?<![\d.])([01]?\d|2[0-4])\.([0-5]\d)(?![\d])", r"\1:\2"),
        (r"\bm ?- ?f\b", "monday - friday"),
        (r"\bl ?(?:-|a) ?v\b", "lunes - viernes"),
        (r"\b(?:m/w/f|mwf)\b", "monday wednesday friday"),
        (r"\b(?:(?:every|each|any) (?:single )?days?|all days)(?: of the week)?\b|\bdaily\b|\ball week\b|\b(?:all )?(?:7|"
         r"seven) days(?: a week)?\b|"
         r"\btodos los dias(?: de la semana)?\b|\b(?:cada|cualquier) dia(?: de la semana)?\b|\ba? ?diario\b|"
         r"\btoda la semana\b", " xweek "),
        (r"\b(?:during|in|through) the week\b|\bweek ?days?\b|\bwe+kdays?\b|\bwork(?:ing|week)? ?days?\b|\bentre ?semana\b|"
         r"\bdias? (?:laborables?|habiles|de semana|de entre semana|de trabajo)\b", " xweekdays "),
        (r"\bweek ?nights?\b|\bschool nights?\b", " xweekdays evening "),
        (r"\b(?:the )?(?:week|wk) ?-?ends?\b|\bwe+knds?\b|\bwkends?\b|\bwekends?\b|\b(?:los )?fin(?:es)? de semanas?\b|"
         r"\bfindes?\b", " xweekend "),
        (r"\b(?:at )?any ?time(?: of (?:the )?day)?\b|\bat all times\b|\b24 ?/ ?7\b|\bwhenever\b|"
         r"\b(?:a )?cualquier hora\b|\ba toda hora\b|"
         r"\bcuando sea\b|\bsiempre\b|\balways\b", " xanytime "),
        (r"\b(?:office|business|work|working) hours\b|\bhorario (?:de oficina|laboral|de trabajo)\b|\b(?:during|"
         r"in) the day\b|\bdurante el dia\b",
         " xoffice "),
        (r"\bnot (?:before|until|till|earlier than)\b|\b(?:no|nunca) antes de\b|\ba partir del?\b|\bdespues del?\b|"
         r"\bany time after\b", " after "),
        (r"\bxanytime +after\b", " after "), (r"\bxanytime +before\b", " before "),
        (r"\b(?:not|no) (?:after|later than)\b|\bno despues de\b|\bno mas tarde de\b|\bup to\b|\bantes del?\b", " before "),
        (r"(?<=\d) (?:in the mornings?|de la manana|de la madrugada) (?=(?:a|to|till?|until|hasta)\b|-)", " am "),
        (r"(?<=\d) (?:in the (?:afternoon|evening)s?|at night|de la tarde|de la noche) (?=(?:a|to|till?|until|hasta)\b|"
         r"-)", " pm "),
        (r"(?<=[\dm]) (?:a|al) (?:las? )?(?=\d)|(?<=[\dm]) (?:thru|through) (?=\d)", " - "),
        (r"(?:(?<=\d)|(?<=\d[ap]m)|(?<=\d [ap]m)) ?(?:o mas tarde|or later|and later|(?:or|and) after(?! ?\d)|onwards?|"
         r"en adelante|y despues(?! de)|plus|"
         r"\bon(?=\s*(?:,|\Z))|\+(?=\s|,|\Z))", " onwards "),
        (r"\b(?:except|excepting)(?: for| on)?\b|\bapart from\b|\bother than\b|\bbut (?:not|no|never)\b|\bpero (?:no|"
         r"nunca)\b|\by no\b|\band not\b|"
         r"\b(?:excepto|menos|salvo|a excepcion de)\b|\bnot\b|\bnever\b|\bno\b|\bnunca\b", " except "),
    )
)  # fmt: skip

AFTER = words("after from since desde starting")
BEFORE = words("before until till til hasta")
ONLY = words("only just solo solamente nada")
EVERY = words("every each any all xweek xanytime cualquier cada todos todas")
"""Before a bare "but": "any day but friday" leaves Friday out, "weekends but mornings" has to be asked."""

ONWARDS = "onwards"
EXCEPT = words("except but")
JOINING = words(", ; & + / and y e or o plus also then tambien ademas")
SPANNING = words("- to till til until thru through a al hasta")
"""Between two days these make a range of days."""

ON_THE_CLOCK = words("the las la el at about around sobre como")
FILLERS = words("""
on in at the of my me i i'm im i'd i'll am a an is are it's its free available usually generally normally mostly typically
every each any only just works work best for good ok okay fine please pls thanks thank you hi hello hey yes yeah sure can could
do meet be would time times day days hours hour h hs between from around about prefer mainly during local well great
los las el la lo de del por en al para mi me estoy libre disponible suelo normalmente generalmente solo solamente cada
puedo podria
bien va viene mejor prefiero horas hora hola gracias porfa favor si vale claro entre cualquier todos todas durante desde
dias dia
with . @ - que tengo
""")
"""Words that may stand around days and times without changing them."""
