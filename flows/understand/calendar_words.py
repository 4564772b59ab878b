"""Words of dates and times in English and Spanish, folded, and their common misspellings."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from flows.understand.vocabulary import words

_WEEKDAYS = """
monday mon lunes lun, tuesday tue tues martes, wednesday wed weds miercoles mier mie, thursday thu thur thurs jueves
jue, friday fri viernes vie vier, saturday sat sabado sab, sunday sun domingo dom
"""
_MONTHS = """
january jan enero ene, february feb febrero, march mar marzo, april apr abril abr, may mayo, june jun junio,
july jul julio, august aug agosto ago, september sep sept septiembre setiembre set, october oct octubre,
november nov noviembre, december dec diciembre dic
"""
_RELATIVE = """
yesterday ayer anoche, today hoy tonight tonite 2nite 2night 2day,
tomorrow tmrw tmr tmw tmrow tomo tomoz tomorow tommorow tommorrow 2moro 2mrw 2morrow mañana manana
"""

WEEKDAYS = {word: day for day, line in enumerate(_WEEKDAYS.split(",")) for word in line.split()}
"""Word to day of the week, Monday 0. "mar" is March: in Spanish, where it is also Tuesday, it is left unread."""
MONTHS = {word: month for month, line in enumerate(_MONTHS.split(","), 1) for word in line.split()}
RELATIVE = {word: days for days, line in enumerate(_RELATIVE.split(","), -1) for word in line.split()}
"""Word to days from today."""

MORNING, AFTERNOON, EVENING, NIGHT, DAWN, MIDDAY, BEFORE_NOON, AFTER_NOON = range(8)
PARTS = {
    "morning": MORNING, "mornin": MORNING, "afternoon": AFTERNOON, "arvo": AFTERNOON, "tarde": AFTERNOON,
    "evening": EVENING, "eve": EVENING, "night": NIGHT, "nite": NIGHT, "noche": NIGHT, "madrugada": DAWN,
    "pm": AFTER_NOON,
}  # fmt: skip
"""Word to part of the day. "am" and "mañana" are read where they stand: "I am", and after "de la" the morning."""

TONIGHT = words("tonight tonite 2nite 2night")
NOON = words("noon midday mediodia noontime")
MIDNIGHT = words("midnight medianoche")
_NTH = {
    1: "first 1st primer primero primeros", 2: "second 2nd segundo segundos", 3: "third 3rd tercer tercero terceros",
    4: "fourth 4th cuarto cuartos", -1: "last ultimo ultimos",
}  # fmt: skip
NTHS = {word: nth for nth, line in _NTH.items() for word in line.split()}
"""Word to which one it is in a month, -1 the last."""
FEASTS = {
    "christmas eve": (24, 12), "christmas day": (25, 12), "xmas day": (25, 12), "xmas eve": (24, 12),
    "boxing day": (26, 12), "new year's eve": (31, 12),
    "new years eve": (31, 12), "new year's day": (1, 1), "new years day": (1, 1), "nochebuena": (24, 12),
    "nochevieja": (31, 12),
}  # fmt: skip
"""Name to day and month."""
NEXT = words("next proximo proxima nxt")
AFTER_NEXT = words("proximo proxima siguiente next")
THIS = words("this este esta")
MERIDIEMS = {"am": "am", "pm": "pm", "a": "am", "p": "pm"}
O_CLOCK = words("o'clock oclock sharp hours horas hora h hs hr hrs")
LASTING = words("hours horas hora hr hrs")
"""Of these, the words that make a small number alone a length of time: "2 hours" is not two o'clock."""
UNITS = {
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "minuto": 1, "minutos": 1, "m": 1,
    "hour": 60, "hours": 60, "hr": 60, "hrs": 60, "h": 60, "hora": 60, "horas": 60,
}  # fmt: skip
"""Word to minutes."""
DAY_UNITS = {
    "day": 1, "days": 1, "dia": 1, "dias": 1, "week": 7, "weeks": 7, "wk": 7, "wks": 7, "semana": 7, "semanas": 7,
    "fortnight": 14, "fortnights": 14,
}  # fmt: skip
"""Word to days."""
MONTH_UNITS = words("month months mes meses")
CHOICE = words("or o and y")
"""What stands between two answers."""

CLOCK_LEADS = words("at @ las around about after from between sobre approx circa ~ entre desde")
"""After these a bare number is a time of day."""
DAY_LEADS = words("the el on dia day")
"""After these a bare number is a day of the month."""

FILLERS = words("""
at on the a of my time i i'm i'd i'll im id ill can could would be is it it's its that that's will we let's lets do
make meet talk call session please pls thanks thank you ty good great works work fine ok okay yes yeah yep sure hi
hello hey how about say maybe perhaps around approx circa ish after from in for me then so free available um well
see this what suits best perfect us to starting start between like love prefer day local
a las la el de del por en al para mi hora me va viene bien puedo podria podriamos podemos seria que tal quedamos nos
vemos porfa favor gracias sobre como eso hola si vale claro despues partir desde entre dia este esta estoy libre
disponible perfecto mejor prefiero quiero tengo nuestra sesion reunion empezando les parece te
would suit sorry meant x onwards onward zoom teams phone video go with only just sometime again
puede ser vernos digamos yo listo lista q tipo mismo xfa puedes solo solamente alrededor quizas quiza genial dale adelante
videollamada llamada
""")
"""Words that may stand around a date and time without changing it. All others make a text unreadable."""

# Slips in words that are too short to be told from other words by their distance.
_SLIPS = {
    "frday": "friday", "fridy": "friday", "firday": "friday", "mondy": "monday", "sundy": "sunday", "sabdo": "sabado",
    "mnana": "manana", "mnn": "manana", "mana": "manana", "manna": "manana", "vienes": "viernes", "jeves": "jueves",
    "lnes": "lunes", "juves": "jueves", "tuesd": "tuesday", "tmrrw": "tomorrow", "tmorow": "tomorrow",
}  # fmt: skip
_SPELT = [
    *(word for word in (*WEEKDAYS, *MONTHS, *RELATIVE) if len(word) >= 5),
    "noon",
    "afternoon",
    "morning",
    "evening",
]
_KNOWN = frozenset((*WEEKDAYS, *MONTHS, *RELATIVE, *PARTS, *FILLERS, *NOON, *MIDNIGHT))


@lru_cache(maxsize=1024)
def spelt(word: str) -> str:
    """Return the weekday, month or other word that `word` misspells ("wensday", "febuary"), or `word` itself.

    Only longer words, with the right first letter (b and v sound alike in Spanish), and only when one known word alone
    is that near ("munday" isn't: Monday or Sunday).
    """
    if word in _SLIPS:
        return _SLIPS[word]
    if word in _KNOWN or len(word) < 6 or len(word) > 14:
        return word
    slips = 1 if len(word) < 7 else 2
    near: dict[str, int] = {}
    for known in _SPELT:
        distance = OSA.distance(word, known, score_cutoff=slips)
        if distance <= slips:
            near[known] = distance
    best = min(near.values(), default=0)
    nearest = [known for known, distance in near.items() if distance == best]
    if len(nearest) != 1 or nearest[0][0].replace("v", "b") != word[0].replace("v", "b"):
        return word
    return nearest[0]
