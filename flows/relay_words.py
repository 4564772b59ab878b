"""How members say that they want to write to a partner, in English and Spanish. It reads and does nothing."""

import re
from dataclasses import dataclass

from flows.understand import fold

_PLEASE = r"(?:(?:please|pls|can you|could you|por favor,?|puedes)\s+)?"
_TELL = (
    _PLEASE + r"(?:(?:tell|text|message|ask)|(?:write|send|reply|talk)(?: a (?:text|message|note))? to"
    r"|(?:dile|di|decir|cuéntale|cuentale|pregúntale|preguntale|escribe|escribir|escríbele|escribele|responde|responder|"
    r"respóndele|respondele|contesta|manda|mándale|mandale)(?: (?:un mensaje|un texto))? a)"
)
_PARTNER = (
    r"(?:my (?:peer |coaching |mentoring |supervision )?(?P<role>partner|coach|coachee|buddy)"
    r"|mi (?P<papel>pareja|compañer[oae]|companer[oae]|colega|coach|coachee)(?: de (?:coaching|mentoria|supervision|sesiones))?)"
)
_OPTIONS = re.IGNORECASE | re.DOTALL
_TO_PARTNER = re.compile(rf"{_TELL}\s+{_PARTNER}\b(?P<colon>\s*[:,–-]+)?\s*(?P<words>.*)", _OPTIONS)
_TO_NAMED = re.compile(rf"(?P<verb>{_TELL})\s+(?P<name>[^:\n]{{1,60}}?)\s*:\s*(?P<words>.+)", _OPTIONS)
# Without a colon, as in a hurry: who reads it knows their partners' names.
_TO_FIRST_NAME = re.compile(
    rf"(?P<verb>{_TELL})\s+(?P<name>[^\W\d_]+)\s+(?P<words>.+)"
    rf"|{_PLEASE}let\s+(?P<let>[^\W\d_]+)\s+know\s+(?P<known>.+)"
    rf"|{_PLEASE}(?:dile|av[ií]sale|cu[eé]ntale|preg[uú]ntale)\s+(?P<told>(?:que|si)\s.+)",
    _OPTIONS,
)
_BARE = re.compile(
    rf"{_PLEASE}(?:write to|send a (?:text|message) to|message|escribe a|escribir a|escríbele a|escribele a)"
    r"\s+(?P<name>[^:\n.?!]{1,40})",
    _OPTIONS,
)
_REPLY = re.compile(
    r"(?:reply|respond|responder|respuesta|contestar)\b(?P<colon>\s*:)?\s*(?P<words>.*)", _OPTIONS
)
_CHAT = re.compile(
    r"(?:(?:open|start|begin|abrir|abre)\s+(?:a |the |el |un )?)?chat(?:ear)?(?: on)?"
    rf"(?:\s+(?:with|con)\s+(?:{_PARTNER}|(?P<name>[^:\n]{{1,40}})))?",
    _OPTIONS,
)
_SHARE = re.compile(
    r"(?:share|swap|exchange|compartir|intercambiar)\s+(?:my |our |phone |mi |nuestros |los |el )*"
    r"(?:number|numbers|phone numbers?|número|numero|números|numeros|teléfonos?|telefonos?)"
    rf"(?:\s+(?:with|con)\s+(?:{_PARTNER}|(?P<name>[^:\n]{{1,40}})))?",
    _OPTIONS,
)
_KEEP = re.compile(
    r"keep my (?:phone )?number|(?:don'?t|do not) share my (?:phone )?number|take (?:back my number|my number back)"
    r"|no compart(?:ir|as)(?: mi n[uú]mero)?|guarda(?:r)? mi n[uú]mero",
    _OPTIONS,
)
NOT_A_NAME = frozenset(("me", "us", "you", "them", "everybody", "everyone", "nobody", "mi", "nosotros"))
# "Ask her if she got my text", "dile que llego": what is told of somebody, which reads oddly to them without its beginning.
_TOLD = re.compile(r"(?:if|whether|que|si)\s", re.IGNORECASE)
THEIRS_ALONE = frozenset(("her", "him", "them", "ella", "el"))  # whom they mean, when they have one partner
THEIRS = re.compile(
    r"(?:tell|ask|answer|decir|dile|di|preg[uú]ntale)\b", re.IGNORECASE
)  # a coordinator's own command
COACH = frozenset(("coach",))
COACHEE = frozenset(("coachee",))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of the relay."""

    what: str  # write, reply, chat, share, keep
    words: str = ""
    name: str = ""  # as they wrote it; empty: their partner
    role: str = ""  # coach, coachee, where they said so
    sure: bool = True  # False: it may as well be an answer in somebody's own words
    commands: bool = False  # a coordinator who writes this means their own TELL


def read(text: str) -> Wish | None:
    """What this text wants of the relay; None when it isn't about it. Never raises."""
    said = text.strip().replace("’", "'").strip("¿¡")
    found = _TO_PARTNER.fullmatch(said)
    if found:
        words = found["words"].strip()
        if not found["colon"] and _TOLD.match(words):
            words = said
        return Wish("write", words, role=_role(found), sure=bool(found["colon"]) or not words)
    found = _TO_NAMED.fullmatch(said)
    if found and fold(found["name"]) not in NOT_A_NAME:
        theirs = THEIRS.match(found["verb"]) is not None
        return Wish("write", found["words"].strip(), name=found["name"], commands=theirs)
    found = _REPLY.fullmatch(said)
    if found:
        words = found["words"].strip()
        return Wish("reply", words, sure=bool(found["colon"]) or not words)
    return _without_words(said) or _in_a_hurry(said)


def _in_a_hurry(said: str) -> Wish | None:
    """ "Tell Amara I'm late": sure only when that is a partner's name, which isn't known here."""
    found = _TO_FIRST_NAME.fullmatch(said)
    if found is None:
        return None
    words, name = found["words"] or found["known"] or found["told"], found["name"] or found["let"] or ""
    if _TOLD.match(words):
        words = said
    if fold(name) in THEIRS_ALONE:
        return Wish("write", words, sure=False)
    if fold(name) in NOT_A_NAME:
        return None
    theirs = found["verb"] is not None and THEIRS.match(found["verb"]) is not None
    return Wish("write", words, name=name, sure=False, commands=theirs)


def _without_words(said: str) -> Wish | None:
    bare = said.rstrip(" .!?")
    for what, pattern in (("chat", _CHAT), ("share", _SHARE)):
        found = pattern.fullmatch(bare)
        if found:
            return Wish(what, name=(found["name"] or "").strip(), role=_role(found))
    if _KEEP.fullmatch(bare):
        return Wish("keep")
    found = _BARE.fullmatch(bare)
    if found and fold(found["name"]) not in NOT_A_NAME:
        return Wish("write", name=found["name"].strip(), sure=False)
    return None


def _role(found: "re.Match[str]") -> str:
    said = fold(found["role"] or found["papel"] or "")
    return said if said in COACH | COACHEE else ""
