"""The words for groups of people, English and Spanish; `flows/coordinating/audience.py` reads with them."""

import re
from typing import Any

from flows.understand import fold
from flows.understand.vocabulary import words

# Words with which a group begins (`flows/coordinating/grammar.py` tells by them that no name follows), folded.
PEOPLE = words("""
    everyone everybody all anyone anybody those people members coaches folks whoever who coordinators verified unverified
    newcomers todo todos todas todes quienes quien personas miembros integrantes gente coordinadores coordinadoras
    hispanohablantes
""")
# Words between two things said of the same people.
_BETWEEN = words("""
    and y e also tambien but pero with con of de the el la los las a is are that que esta estan es son them ellos ellas their
    currently yet now ahora todavia still us nos mundo level nivel at in en accreditation acreditacion have has tienen tiene coach
""")
_BUT_NOT = "but not|except for|except|apart from|without those|pero no|excepto|menos|salvo"
_NOT_YET = "(?:hasn't|haven't|has not|have not|hasnt|havent|didn't|did not|didnt|never)"
_IN_ROUND = r"(?: (?:in |to |the |for |en |a |de |la |this |esta |current |actual )*(?:round|ronda)(?: #?(?P<n>\d{1,6}))?)"
BODIES = ("EMCC", "ICF", "AC", "APECS", "IAPC&M")
_LEVELS = (
    "acc",
    "pcc",
    "mcc",
    "foundation",
    "practitioner",
    "senior",
    "master",
    "professional",
    "fellow",
    "associate",
)
# What may be said → what it means, a value of its own in the pattern's groups. Of those that fit, the longest is meant.
TABLE: tuple[tuple[str, str, bool, Any], ...] = (
    (r"without (?:a |any )?(?:partner|pair|coach)s?", "partner", True, None),
    (r"(?:with |have |has |who have |who has )?no (?:partner|pair)s?", "partner", True, None),
    (r"(?:don't|doesn't|do not|does not|dont|doesnt) have (?:a |any )?(?:partner|pair)", "partner", True, None),
    (r"unpaired|partnerless", "partner", True, None),
    (r"(?:sin|que no tienen|no tienen|no tiene) (?:una |un )?(?:pareja|companero|companera)", "partner", True, None),
    (r"(?:with|having|have|has|in) (?:a )?(?:partner|pair)s?|paired|partnered", "partner", False, None),
    (r"(?:con|en|tienen|tiene) (?:una |un )?(?:pareja|companero|companera)", "partner", False, None),
    (rf"{_NOT_YET} (?:yet )?(?:answered|replied|responded|answer|reply|said)(?: yet)?{_IN_ROUND}?", "unanswered", False, "n"),
    (
        r"(?:no|aun no|todavia no) (?:han|ha) (?:contestado|respondido|dicho nada)" + _IN_ROUND + "?",
        "unanswered", False, "n",
    ),
    (r"sin (?:contestar|responder)" + _IN_ROUND + "?", "unanswered", False, "n"),
    (rf"{_NOT_YET} (?:yet )?(?:met|meet|had a session)(?: yet)?(?: their partner)?", "unmet", False, None),
    (r"(?:no|aun no|todavia no) se (?:han|ha) (?:reunido|encontrado|visto)", "unmet", False, None),
    (r"(?:taking part )?(?:in|of|en|de)" + _IN_ROUND, "round", False, "n"),
    (r"taking part|participan|que participan", "round", False, "n"),
    (r"verified|verificad[oa]s?", "verified", False, None),
    (r"unverified|not (?:yet )?verified(?: yet)?|not verified|sin verificar|no verificad[oa]s?", "waiting", False, None),
    (r"waiting(?: to be (?:checked|verified))?|newcomers|en espera|esperan|esperando|espera", "waiting", False, None),
    (r"(?:speaks?|reads?|write|writes|in) spanish|spanish[ -]speak(?:ers|ing)|spanish readers", "reads", False, "es"),
    (r"(?:hablan|habla|leen|lee|en) espanol|de habla (?:hispana|espanola)|hispanohablantes", "reads", False, "es"),
    (r"(?:speaks?|reads?|write|writes|in) english|english[ -]speak(?:ers|ing)|english readers", "reads", False, "en"),
    (r"(?:hablan|habla|leen|lee|en) ingles|de habla inglesa|anglohablantes", "reads", False, "en"),
    (r"coordinators?|coordinat(?:es?|ing)|coordinador[ae]s|coordinan|coordinacion", "coordinates", False, None),
    *((re.escape(fold(body)), "body", False, body) for body in BODIES),
    (r"(?:accredited by|acreditad[oa]s por) (?P<of>\S+)", "body", False, "of"),
    *((rf"{level}s?(?: practitioners?| coach(?:es)?)?", "level", False, level) for level in _LEVELS),
)  # fmt: skip
PATTERNS = tuple((re.compile(said + r"(?= |$)"), *meant) for said, *meant in TABLE)
ENDS_PLACE = re.compile(
    r"(?: and | y | e | but | pero | who | que | except | excepto | menos | with | con |, ?|$)"
)
PLACE = re.compile(
    r"(?:(?:(?:who )?(?:live|lives|living|based) )?(?:in|from|near)|(?:que )?viven en|de|en)(?= )"
)
HEAD = re.compile(rf"(?:{'|'.join(sorted(PEOPLE))})(?= |$)")
# No group ends with one of these.
UNFINISHED = words("and y e but pero with con of de in at en that que have has tienen tiene")
SKIP = re.compile(rf"(?:{'|'.join(sorted(_BETWEEN))})(?= |$)")
BUT_NOT = re.compile(rf"(?:{_BUT_NOT})(?= |$)")
# A group as a command has it, a space after each word: it begins with a word for people.
_HEADS = "|".join(
    re.escape(fold(one).replace(" ", "")) for one in (*sorted(PEOPLE), *BODIES, "spanish", "english")
)
GROUP = rf"(?:(?:all|the|our|los|las|la) )*(?:{_HEADS}) (?:\S+ ){{0,16}}?"
