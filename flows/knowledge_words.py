"""How people say, in their own way, that they would like to share something, that it should come down, that nobody be named."""

import re

from rapidfuzz import fuzz

from flows.understand import fold

LONGEST = 240  # characters; whoever writes more tells something else
NEAR = 85  # how alike words and a title must be to mean it, of 100
_AROUND = " .,!?¡¿\"'"
_PLEASE = (
    r"(?:[ ,.!]+(?:please|pls|plz|now|again|there|for me|por favor|porfa|ya|ahi|de ahi|de aqui|then|mejor))*"
)

# What can be shared, by kind, in either language.
_CALLED = {
    "technique": (
        "techniques?", "exercises?", "practices?", "methods?", "rituals?", "tools?", "songs?", "prayers?", 
         "tecnicas?", "ejercicios?", "practicas?", "metodos?", "rituales", "herramientas?", "cantos?", "cancion",
        "canciones", "oracion", "cuentos?",
    ),
    "reading": (
        "readings?", "books?", "articles?", "poems?", "essays?", "lecturas?", "libros?", "articulos?", "poemas?",
    ),
    "link": ("links?", "videos?", "podcasts?", "websites?", "enlaces?"),
    "person": ("speakers?", "teachers?", "maestr[oa]s?"),
    "event": ("events?", "workshops?", "gatherings?", "eventos?", "talleres", "taller", "encuentros?"),
}  # fmt: skip
_NAMED = {kind: re.compile(rf"\b(?:{'|'.join(some)})\b") for kind, some in _CALLED.items()}
_THING = "|".join(one for some in _CALLED.values() for one in some)
_HANDED_DOWN = re.compile(
    r"\b(?:taught|teaches|showed|learn(?:ed|t)|(?:passed|handed) (?:it )?(?:on|down)|how to|(?:me |nos )?ensen(?:o|aron|aba)|"
    r"aprendi(?:mos)?|heredamos)\b"
)
_WANTS = re.compile(
    r"(?:(?:hi|hey|hello|hola|please|pls|por favor|ok|so)[ ,!]+)*"
    r"(?:(?:i|we)(?:'d| would|d)? (?:really )?(?:want|wanna|like|love|wish)(?: to)? |(?:can|may|could|how (?:do|can)) i |let me |"
    r"(?:i|we)(?:'ve| have)(?: got)? (?=(?:something|somethin|smth|sth) to share)|tengo (?=algo (?:que|para) compartir)|"
    r"(?:quiero|quisiera|querria|queria|me gustaria|puedo|podria|como puedo|deseo) )?"
    r"(?:(?:something|somethin|smth|sth) to share|algo (?:que|para) compartir|(?:share|compartir(?:les?|te)?)"
    r"(?: with (?:you|everyone|everybody|all|the others|the group|members)| con (?:ustedes|todas|todos))?"
    r"(?: (?:a|an|one|this|my|the|some|un|una|este|esta|mi|el|la))?(?: \w+)??"
    rf" (?:(?P<thing>{_THING})\b|something|somethin|smth|sth|algo|lo que|what))(?P<rest>.*)"
)
# "share something that happened" may be anything; this is knowledge.
_KNOWN = re.compile(
    rf"|.*(?:{_HANDED_DOWN.pattern}|\b(?:elders?|ancest\w+|abuel[oa]s?|tradici?on)\b).*"
    r"| (?:i|we) know| (?:yo )?se| sabemos"
    r"| (?:with|con) (?:every(?:one|body)|(?:you )?all|(?:the )?others|members|ustedes|tod[ao]s)"
)
_NOT_FOR_ALL = re.compile(
    r"\b(?:numbers?|hours|log|numeros?|horas|bitacora)\b|"
    r"\b(?:with|con) (?!you|every|all|the|others|members|ustedes|tod[ao]s|mis? client)"
)


def wants_to_share(text: str) -> bool:
    """Whether somebody would like to share what they know with members: "i want to share something my grandmother taught me"."""
    said = fold(text).strip(_AROUND)
    found = _WANTS.fullmatch(said) if len(said) <= LONGEST else None
    if found is None or _NOT_FOR_ALL.search(said):
        return False
    return found["thing"] is not None or _KNOWN.fullmatch(found["rest"]) is not None


def kind_of(text: str) -> str | None:
    """Which kind of thing this is about, when it says one; what somebody was taught is a technique."""
    said = fold(text)
    kinds = [kind for kind, called in _NAMED.items() if called.search(said)]
    if len(kinds) == 1:
        return kinds[0]
    return "technique" if not kinds and _HANDED_DOWN.search(said) else None


_THEIRS = r"(?:her|his|their|the|that)"
_NO_NAME = re.compile(
    r"(?:(?:oh|no|hold on|wait|sorry|actually|ay|espera|perdon|mejor|por favor|please)[ ,.!]+)*(?:"
    rf"(?:don't|dont|do not|better not|i'd rather not) (?:to )?(?:name|mention|put|use) (?:her|him|them|{_THEIRS} name)|"
    rf"no names?|(?:take|leave) (?:{_THEIRS} name (?:out|off|away)|out {_THEIRS} name)|(?:remove|without) {_THEIRS} name|"
    r"(?:que )?no l[aoe]s? (?:nombres|menciones|pongas)|no (?:pongas|digas|menciones) su nombre|"
    r"(?:quita|borra|saca) (?:su|el|ese) nombre|sin (?:su nombre|nombrarl[ao]s?|nombre))"
    f"{_PLEASE}"
)


def names_nobody(text: str) -> bool:
    """Whether whoever it comes from is not to be named after all: "wait, don't name her", "espera, no la nombres"."""
    return _NO_NAME.fullmatch(fold(text).strip(_AROUND)) is not None


_OUT = (
    r"(?:(?:take|pull) (?:down|out|off)|remove|unpublish|withdraw|delete|quit(?:a|ar|en)|borr(?:a|ar)|baj(?:a|ar)|sac(?:a|ar)|"
    r"retir(?:a|ar)|elimin(?:a|ar))"
)
_BEFORE = r"(?:.*[ ,.;:!?])?"  # what they say of it first
_IT = re.compile(
    rf"{_BEFORE}(?:(?:take|pull) (?:it|that|this|mine) (?:down|off|out)|"
    r"(?:remove|unpublish|withdraw|delete) (?:it|that|this|mine)|"
    r"(?:it|that|this|mine) (?:should|must|has to|needs to) (?:come|go|be taken) (?:down|out|off|away)|"
    rf"(?:bajal|quital|borral|sacal|retiral|eliminal)[oa]s?|(?:baj|quit|borr|sac|retir|elimin)arl[oa]s?){_PLEASE}"
)
_WHAT = (
    r"(?:all )?(?:what|the thing|something) i(?:'ve)? shared|my (?:shared )?knowledge|lo (?:que comparti|que he compartido|"
    rf"compartido)|mis? saber(?:es)?|(?:my|mis?) (?:{_THING})"
)
_MINE = re.compile(
    rf"{_BEFORE}(?:{_OUT} (?:{_WHAT})|(?:take|pull) (?:{_WHAT}) (?:down|out|off))(?:[ ,.!].*)?"
)
_ONE = re.compile(
    rf"(?:.*[,.;:!?] ?)?(?:(?:please|pls|can you|could you|i want to|quiero|puedes|por favor) )*(?:{_OUT} (?P<one>.{{3,100}})|"
    r"(?:take|pull) (?P<other>.{3,100}) (?:down|out|off))"
)


def takes_out_mine(text: str) -> bool:
    """Whether what they shared shall come down, said so: "take down what I shared", "quita lo que compartí"."""
    return _fits(_MINE, text) is not None


def takes_it_out(text: str) -> bool:
    """Whether "it" shall come down, without a word of what that is: "my family isn't happy, please take it down"."""
    return _fits(_IT, text) is not None


def names_one(text: str) -> bool:
    """Whether something by its name may be what shall come down."""
    return _fits(_ONE, text) is not None


def titled(text: str, titles: list[str]) -> int | None:
    """Which of these titles shall come down, from 0: "take down three breaths"; None when none, or more than one, is meant."""
    found = _fits(_ONE, text)
    said = (found["one"] or found["other"]) if found is not None else ""
    near = [at for at, title in enumerate(titles) if said and fuzz.ratio(said, fold(title)) >= NEAR]
    return near[0] if len(near) == 1 else None


def _fits(wording: re.Pattern[str], text: str) -> re.Match[str] | None:
    said = fold(text).strip(_AROUND)
    return wording.fullmatch(said) if len(said) <= LONGEST else None
