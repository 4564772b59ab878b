"""How people say that something between them went wrong and that they want it cared for, in English and Spanish. It reads
and does nothing."""

import re

from flows.understand import fold

_NOUN_EN = r"(?:concerns?|complaints?|safeguarding (?:concern|issue|matter))"
_NOUN_ES = r"(?:preocupacion|inquietud|queja|denuncia)"
_WISH_EN = (
    r"(?:(?:hi|hello|please|ok|actually|and|so|well)[, ]+)*"
    r"(?:i(?:'d| would) like to |i want to |i wanna |i need to |i have to |i wish to |can i |could i |may i |how (?:do|can) i |"
    r"where (?:do|can) i |let me |want to |need to |i'm going to )?"
)
_WISH_ES = (
    r"[¿¡]?(?:(?:hola|por favor|perdon|y|bueno)[, ]+)*"
    r"(?:quiero |quisiera |me gustaria |necesito |deseo |puedo |podria |como puedo |donde puedo |como |tengo que )?"
)
# Said so that nothing else can be meant, wherever they are.
_CLEAR = re.compile(
    rf"{_WISH_EN}(?:raise|report|make|file|lodge|share|voice|log|bring up)\s+(?:a|an|my|another)\s+(?:\w+ )?{_NOUN_EN}\b.*"
    rf"|(?:(?:hi|hello|please)[, ]+)*i have (?:a|an|another) (?:\w+ )?{_NOUN_EN}\b.*"
    rf"|{_WISH_ES}(?:plantear|presentar|hacer|poner|reportar|contar|compartir|expresar|comunicar)\s+(?:una|mi|otra)\s+"
    rf"{_NOUN_ES}\b.*"
    rf"|(?:(?:hola|por favor)[, ]+)*tengo (?:una|otra) {_NOUN_ES}\b.*"
    r"|something (?:bad |wrong |strange |odd )?(?:has )?happened (?:with|between) .{1,80}\b(?:felt|feels|wrong|not right|off|"
    r"not ok|not okay|uncomfortable|unsafe|upset|hurt)\b.*"
    r"|.{0,12}\b(?:paso algo|algo paso|ha pasado algo|sucedio algo|ocurrio algo) (?:malo |raro )?(?:con|entre) .{1,80}"
    r"\b(?:senti|sintio|sentir|sento|mal|bien|incomod[oae]|insegur[oae]|raro|dano|herid[oae])\b.*"
    r"|(?:i want to |i need to |i'd like to )?report (?:somebody|someone|a member|a coordinator|my partner|my coach)\b.*",
    re.DOTALL,
)
_UGLY_EN = r"(?:bad|ugly|nasty|horrible|awful|upsetting|unpleasant|serious|hurtful|uncomfortable|off|not ok)"
_UGLY_ES = r"(?:feo|malo|horrible|grave|incomodo|desagradable|fuerte|terrible|hiriente|que me dolio)"
_GOOD_EN = (
    r"(?:(?:so|very|really|much|more|a lot|right) )*(?:good|great|better|seen|heard|safe|safer|welcome|at home|lighter|happy|"
    r"loved|held|proud|calm|strong|alive|hopeful|less alone|understood|amazing|lovely|wonderful)\b"
)
_GOOD_ES = (
    r"(?:(?:muy|tan|mas|re|super) )*(?:bien|mejor|vista|visto|escuchad[oae]|segur[oae]|acompanad[oae]|en casa|feliz|querid[oae]|"
    r"orgullos[oae]|tranquil[oae]|fuerte|viva|genial|menos sol[oae])\b"
)
# "It fell to me to", and somebody's hair, which `racism.py` hears.
_NO_TOUCH = r"(?:el (?:pelo|cabello|turno|tema|dia)|las trenzas|mis? (?:pelo|cabello|trenzas|turno)|en|un|una|\w+[aei]r)\b"
# What went wrong with a client isn't between people here.
_NOT_A_CLIENT = r"(?!.*\b(?:client|coachee|boss|manager|colleague|cliente|clienta|jefe|jefa|colega)s?\b)"
# Said so that it may as well answer what was asked.
_LIKELY = re.compile(
    r"something (?:felt|feels|was) (?:really |very |just )?(?:wrong|off|not right)\b.*"
    r"|i (?:don't|do not|didn't|did not) feel safe (?:with|around|here)\b.*|i feel unsafe\b.*"
    rf"|.{{1,60}}\b(?:made me feel(?! {_GOOD_EN})|crossed (?:a|my) (?:line|boundary)|harassed me"
    r"|touched me|threatened me|abused me)\b.*"
    r"|(?:no me siento|no me senti) segur[oae]\b.*|me sient[oa] insegur[oae]\b.*"
    rf"|.{{1,60}}\b(?:me hizo sentir(?! {_GOOD_ES})|cruzo (?:una|mi|un) (?:linea|limite)|me acoso"
    rf"|me toco(?! {_NO_TOUCH})|me amenazo|me maltrato)\b.*"
    rf"|{_NOT_A_CLIENT}.{{0,30}}\bsomething (?:really |very |quite )?{_UGLY_EN} (?:has )?happened (?:with|between) .{{1,80}}"
    rf"|{_NOT_A_CLIENT}.{{0,20}}\b(?:paso|pasado|sucedio|ocurrio) algo (?:muy |bien |medio )?{_UGLY_ES} (?:con|entre) .{{1,80}}"
    rf"|{_NOT_A_CLIENT}.{{1,60}}\b(?:(?:was|is|has been) (?:so |really |very )?(?:rude|nasty|mean|horrible|disrespectful) to me"
    r"|disrespected me|treated me (?:so |really |very )?(?:badly|like (?:dirt|trash|rubbish|nothing|a child)))\b.*"
    rf"|{_NOT_A_CLIENT}.{{1,60}}\b(?:shouted|yelled) at me\b.*"
    rf"|{_NOT_A_CLIENT}.{{0,60}}\b(?:me (?:trato|trata) (?:muy |re |bien |super )?(?:mal|feo)|me falto (?:al|el) respeto"
    r"|me hablo (?:muy |re |super )?(?:mal|feo)|se paso de la raya|me grito"
    r"|fue (?:muy |re )?(?:grosera?|groser[oe]|cruel) conmigo)\b.*"
    r"|algo (?:no estuvo bien|estuvo mal|me hizo sentir mal|se sintio mal)\b.*",
    re.DOTALL,
)
# These alone are the flow's own words; what follows them is what it is about.
_OPENING = re.compile(
    rf"{_WISH_EN}(?:raise|report|make|file|lodge|share|voice|log|bring up|have)\s+(?:a|an|my|another)\s+(?:\w+ )?{_NOUN_EN}"
    rf"|i have (?:a|an|another) (?:\w+ )?{_NOUN_EN}"
    rf"|{_WISH_ES}(?:plantear|presentar|hacer|poner|reportar|contar|compartir|expresar|comunicar)\s+(?:una|mi|otra)\s+{_NOUN_ES}"
    rf"|tengo (?:una|otra) {_NOUN_ES}"
)
# Said to take one back: with its name wherever they are, or short, where nothing else takes it up.
_ONE = r"(?:(?:my|the|that|mi|la|esa|esta) )?(?:concerns?|complaints?|preocupacion(?:es)?|inquietud(?:es)?|quejas?|denuncias?)"
_BEFORE = (
    r"(?:(?:hi|hello|please|pls|ok|oh|god|no|wait|sorry|actually|and|so|i|i'd|we|you|can|could|want|would|like|need|wish|to|let|"
    r"me|just|ya|hola|por|favor|espera|perdon|ay|y|quiero|quisiera|necesito|puedo|puedes|me|gustaria)[, ]+)*"
)
_AFTER = r"(?:[,.! ]+(?:please|pls|now|back|sorry|thanks|thank you|por favor|porfa|ya|gracias))*"
_TAKE_EN = r"(?:withdraw|retract|take back|cancel|drop|undo|remove|delete|pull|scrap|revoke|rescind)"
_TAKE_ES = r"(?:retir|anul|quit|borr|elimin|cancel|deshac|olvid)(?:ar|er|o|a|e|en|es|as)?"
_BACK = re.compile(
    rf"{_BEFORE}(?:{_TAKE_EN} {_ONE}|(?:take|pull) {_ONE} back|{_TAKE_ES} {_ONE}){_AFTER}|{_BEFORE}me arrepenti de {_ONE}"
)
_IT = r"(?:it|this|that|that one|everything|it all|all of it|all that)"
_REGRET = re.compile(
    rf"(?:{_BEFORE}(?:i regret (?:{_IT}|raising {_IT}|(?:what i|having) (?:said|wrote|told you|raised))"
    rf"|(?:take|pull) {_IT} back|{_TAKE_EN} {_IT}|withdraw|retract|delete|rescind"
    rf"|forget (?:what i (?:said|wrote)|i said (?:anything|that))"
    rf"|i (?:shouldn't|should not) have (?:said|raised|written|told you)(?: (?:anything|{_IT}))?"
    rf"|i(?:'ve)? changed my mind|i don't want (?:{_IT} )?(?:any ?more|to go on with {_IT})"
    rf"|me arrepenti(?: de (?:eso|esto|todo|lo que dije))?|me arrepiento(?: de (?:eso|esto|todo))?"
    rf"|{_TAKE_ES}(?:lo|la|rlo|rla|rl[oa] todo|lo todo)?|olvida lo que (?:dije|escribi|conte)"
    rf"|no debi (?:decirlo|decir nada|contarlo)|(?:ya )?cambie de (?:idea|opinion)"
    rf"|ya no quiero seguir con (?:eso|esto))[,.!; ]*)+{_AFTER}"
)
_NAMED = re.compile(
    r"\b(?:concerns?|complain\w*|safeguarding|preocupacion(?:es)?|inquietud(?:es)?|quejas?|quejar\w*|denuncia\w*)\b"
)


def is_clear(text: str) -> bool:
    """Whether nothing but this can be meant, whatever was asked, and even while all that is texted goes to a partner."""
    return _CLEAR.fullmatch(_said(text)) is not None


def is_likely(text: str) -> bool:
    """Whether it is meant, where nothing was asked that such words would answer."""
    return is_clear(text) or _LIKELY.fullmatch(_said(text)) is not None


def takes_back(text: str) -> bool:
    """Whether they take back what they raised, and nothing else can be meant."""
    return _BACK.fullmatch(_said(text)) is not None


def regrets(text: str) -> bool:
    """Whether they wish what they said unsaid: "I regret this, take it back", "bórralo"."""
    return takes_back(text) or _REGRET.fullmatch(_said(text)) is not None


def speaks_of_one(text: str) -> bool:
    """Whether it may be about something raised, whatever it says of it."""
    return _NAMED.search(fold(text)) is not None


def tells(text: str) -> bool:
    """Whether the text says more than that there is a concern: then it is part of it."""
    rest = _OPENING.sub("", _said(text), count=1)
    return len(re.findall(r"[^\W\d_]+", rest)) > 1


def _said(text: str) -> str:
    return fold(text).strip(" .!?¿¡")
