"""Whether somebody asks that nobody learns of what they wrote, or fears that it is seen on their phone."""

import re

from flows.understand.plain import fold

LONGEST = 120  # characters; whoever writes more tells more than that
_WHO = (
    r"(?:any ?one|any ?body|no ?body|no one|them|him|her|people|a (?:person|soul|coordinator)|my \w+|"
    r"the coordinators?|the others?)"
)
_DONT = r"(?:don'?t|do not|never|not)"
_HE = r"(?:he|she|they|my \w+|somebody|someone)"
_EL = r"(?:el|ella|ellos|ellas|mi \w+|alguien)"
_SEES = (
    r"(?:(?:'ll|will|might|may|can|could|would|is going to|gonna) )?"
    r"(?:see|sees|read|reads|check|checks|find|finds|look at|looks at|look through|goes through)"
)
_VE = r"(?:va a (?:ver|leer|revisar)|puede (?:ver|leer|revisar)|podria (?:ver|leer|revisar)|ve|lee|revisa|vera|leera|mira)"
_SILENCE = re.compile(
    rf".{{0,30}}\b{_DONT} (?:ever )?(?:tell|show|let) (?:(?:this|it|that) to )?{_WHO}\b.{{0,40}}"
    rf"|.{{0,30}}\b{_DONT} (?:ever )?(?:send|forward|pass|show|say) (?:(?:this|it|that|anything)(?: on)? )?to {_WHO}\b.{{0,30}}"
    r"|.{0,30}\bkeep (?:this|it|that) (?:between us|secret|private|quiet|to yourself)\b.{0,30}"
    r"|.{0,30}\b(?:nobody|no one) (?:can|must|should|may|needs to|is to|has to) (?:know|see|read|hear)"
    r"(?: (?:this|that|it|what|about|of)\b.{0,30})?"
    rf"|.{{0,30}}\b{_HE}(?:'ll)? ?{_SEES} (?:this|it|that|my (?:phone|texts|messages|cell|mobile))\b.{{0,30}}"
    r"|.{0,30}\bno (?:se lo |le |les )?(?:digas|cuentes|muestres|diga|cuente|muestre|digan|cuenten|avises|mandes)\b.{0,20}"
    r"\b(?:a nadie|a ninguna persona|a el|a ella|a ellos|a mi \w+)\b.{0,30}"
    r"|.{0,30}\bque nadie (?:se entere|lo sepa|lo lea|lo vea|sepa)\b.{0,30}"
    rf"|.{{0,30}}\b{_EL} {_VE} (?:esto|mi (?:celular|telefono|movil|cel)|mis (?:mensajes|textos))\b.{{0,30}}"
)


def wants_silence(text: str) -> bool:
    """Whether it says so, and hardly more than that. Never raises."""
    return len(text) <= LONGEST and _SILENCE.fullmatch(fold(text).strip(" .!?¿¡")) is not None
