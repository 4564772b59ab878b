"""What announces something that tells who somebody is, in English and Spanish. `it` is the part that does."""

import re

_ANY = re.IGNORECASE
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?(?: of| de)? "
    rf"{_MONTH}\b(?:,? (?:del? )?\d{{2,4}})?|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?)"
)
_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&-]*)"
_CAPS = rf"{_CAP}(?: (?:(?:de|del|de la|y|and|of|&) )?{_CAP}){{0,4}}"
_ROAD = r"(?:street|road|avenue|lane|boulevard|crescent|terrace)"
_WAY = r"(?:St|Rd|Ave|Blvd|Drive|Dr|Close|Court|Ct|Way|Place|Square|Gardens|Grove|Row|Hill|Mews)"
_VIA = (
    r"(?:calle|c/|avenida|avda\.?|av\.|carrera|cra\.?|jir[oó]n|pasaje|paseo|plaza|camino|carretera|diagonal|transversal|colonia|"
    r"barrio|urbanizaci[oó]n)"
)
_FLOOR = r"(?:,? (?:piso|depto\.?|departamento|apto\.?|interior|puerta|casa|n[uú]mero|#) ?\w+)*"
_HOUSE = r"(?:(?:flat|apartment|apt\.?|unit|suite) [\w-]+,? )"

# Numbers that tell of nobody: dates, hours, sums, years, ISBNs.
_NO_NUMBER = (
    r"(?<![\w.,/:@-])(?!(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d\b)"
    r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)(?!\d{4}-\d\d-\d\d\b)"
)
_SUM = r"(?!\s?(?:hours|euros?|pounds|dollars|pesos|soles|horas|people|personas|words|palabras|%))"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contact", re.compile(r"[^\s@,;:<>()]+@[^\s@,;:<>()]+\.[^\W\d_]{2,}")),
    ("contact", re.compile(r"\b[\w.+-]+ (?:at|arroba) [\w-]+ (?:dot|punto) [a-z]{2,}", _ANY)),
    ("link", re.compile(r"(?:https?://|www\.)[^\s<>\"»”)]*[^\s<>\"»”).,;:!?]", _ANY)),
    (
        "link",
        re.compile(
            r"\b(?:[\w-]+\.)*(?:linkedin|instagram|facebook|twitter|tiktok|t|wa)\.(?:com|me)/[\w./?=&-]+",
            _ANY,
        ),
    ),
    ("link", re.compile(r"(?<![\w@.])@[\w.]{2,}\w")),
    ("birth", re.compile(rf"\bborn (?:on (?:the )?)?(?P<it>{_DATE})", _ANY)),
    (
        "birth",
        re.compile(
            rf"\b(?:date of birth|d\.?o\.?b\.?|birthday)(?: is| was|:)?(?: on)?(?: the)? (?P<it>{_DATE})",
            _ANY,
        ),
    ),
    ("birth", re.compile(rf"\bnac(?:i[oóeé]\w*|id[oa])(?: el)? (?P<it>{_DATE})", _ANY)),
    (
        "birth",
        re.compile(rf"\b(?:fecha de nacimiento|cumplea[nñ]os)(?: es| fue|:)?(?: el)? (?P<it>{_DATE})", _ANY),
    ),
    ("birth", re.compile(rf"\bcumple(?: a[nñ]os)? el (?P<it>{_DATE})", _ANY)),
    ("account", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),
    ("account", re.compile(r"\b(?!ISO|ISBN)(?=[A-Z0-9]*\d{4})(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}\b")),
    ("account", re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    ("address", re.compile(rf"{_HOUSE}?\b\d{{1,5}}[a-z]?,? (?:[\w'’-]+ ){{1,3}}{_ROAD}\b", _ANY)),
    ("address", re.compile(rf"(?:(?i:{_HOUSE}))?\b\d{{1,5}}[A-Za-z]?,? (?:{_CAP} ){{1,3}}{_WAY}\b")),
    (
        "address",
        re.compile(
            rf"(?<!\w){_VIA}(?: [^\W\d_.,;]+){{1,5}},? ?(?:n\.?[oº°]\.? ?|#|n[uú]mero )? ?\d[\w-]*{_FLOOR}",
            _ANY,
        ),
    ),
    (
        "address",
        re.compile(rf"(?<!\w){_VIA} \d+[a-z]?,? ?(?:#|n\.?[oº°]\.?|con|n[uú]mero) ?\d[\w-]*{_FLOOR}", _ANY),
    ),
    ("address", re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b")),
    ("address", re.compile(r"\b[A-Z]{2} \d{5}(?:-\d{4})?\b")),
    (
        "work",
        re.compile(
            rf"\b{_CAPS},? (?:Ltd|LTD|Limited|Inc|LLC|LLP|PLC|plc|GmbH|S\.?A\.? de C\.?V|S\.?A\.?S?|S\.?L|Ltda|SpA)\b\.?"
        ),
    ),
    ("work", re.compile(rf"\b{_CAPS} (?:y Asociad[oa]s|& Co|and Partners|& Partners|e Hij[oa]s)\b")),
    (
        "work",
        re.compile(
            rf"\b{_CAPS} (?:Hospital|University|College|School|Academy|Bank|Council|Trust|Church|Clinic|Foundation|Group)\b"
        ),
    ),
    (
        "work",
        re.compile(
            r"\b(?:Hospital|Cl[ií]nica|Universidad|Colegio|Instituto|Escuela|Liceo|Banco|Fundaci[oó]n|Ayuntamiento|Ministerio|Grupo|University|"
            rf"Ministry|Bank|School)(?: (?:de|del|de la|of))* {_CAPS}"
        ),
    ),
    ("contact", re.compile(rf"{_NO_NUMBER}\+\(?\d[\d\s().\-\u2010-\u2015]{{6,18}}\d\b")),
    ("contact", re.compile(rf"{_NO_NUMBER}\(?0?\d{{2,5}}\)?(?:[ .\-\u2010-\u2015]\d{{2,4}}){{2,4}}\b{_SUM}")),
    ("contact", re.compile(rf"{_NO_NUMBER}\(?0\d{{2,4}}\)? ?\d{{5,8}}\b")),
    ("account", re.compile(rf"(?<!ISBN )(?<![\w.,£$€/:-])\d{{6,20}}\b(?![.,]\d){_SUM}", _ANY)),
    (
        "account",
        re.compile(
            r"\b(?:account|employee|staff|student|patient|case|policy|reference|member|empleado|cuenta|expediente|p[oó]liza|matr[ií]cula)"
            r"(?: (?:id|no\.?|number|n[uú]mero))?(?: (?:is|es))?:? #?(?P<it>\d{4,})\b(?![.,]\d)",
            _ANY,
        ),
    ),
    (
        "account",
        re.compile(
            r"\b(?:cases?|ref|reference|file|docket|ticket|expediente|causa|folio|legajo)(?: (?:ref|no\.?|number|n[uú]mero))?"
            r"(?: (?:is|es))?:? #?(?P<it>(?:[A-Z]{1,5}[-/])?\d{1,6}[-/]\d{2,8})(?![\w/])",
            _ANY,
        ),
    ),
    (
        "account",
        re.compile(r"\b(?:[A-Z]{2}\d{2} [A-Z]{3}|\d{4} [B-DF-HJ-NP-TV-Z]{3})\b"),
    ),  # a British or Spanish car
    (
        "contact",
        re.compile(
            r"\b(?:ig|insta|instagram|snap|snapchat|tiktok|telegram|twitter|skype)(?: handle)?(?: is| es|:)? "
            r"(?P<it>(?=[\w.]*[\d_.])\w[\w.]*\w)",
            _ANY,
        ),
    ),
    (
        "address",
        re.compile(
            r"\b(?:zip(?: code)?|post ?code|c\.?p\.?|c[oó]digo postal)(?: is| es|:)? (?P<it>\d{4,6}(?:-\d{4})?)\b",
            _ANY,
        ),
    ),
    ("address", re.compile(r"\bP\.? ?O\.? ?Box \d+\b|\bapartado(?: postal)? \d+\b", _ANY)),
    (
        "address",
        re.compile(
            r"\b(?:mz|manzana) \w{1,3},? (?:lote|lt) \d+\b|\bkm\.? \d+(?:[.,]\d+)? (?:carretera|v[ií]a)\b",
            _ANY,
        ),
    ),
    (
        "name",
        re.compile(
            r"\b(?P<it>(?:(?:[Ll]ic|[Ii]ng|[Aa]rq|"
            r"[Dd]r|[Dd]ra|[Mm]r|[Mm]rs|[Mm]s|[Mm]x|[Ss]r|[Ss]ra|[Ss]rta|[Pp]rof|[Rr]ev)\.?|[Ll]ord|[Ll]ady|[Dd]on|[Dd]o[nñ]a|[Ss]eñora?|"
            rf"[Pp]rofesora?|[Pp]rofessor|[Pp]astora?|[Ii]mam|[Aa]untie|[Uu]ncle|[Tt][ií][oa]|Sister|Brother|Father|Mother|Chief|[Dd]octora?|"
            rf"[Ii]ngenier[oa]|[Ll]icenciad[oa]|[Mm]aestr[oa]|[Aa]bogad[oa]) {_CAP}(?: {_CAP}){{0,3}})"
        ),
    ),
)

_X = r"(?P<it>[^\W\d_]{2,}(?:['’\-][^\W\d_]+)*)"
_ROLE = (
    r"(?:clients?|coachees?|mentees?|supervisees?|student|patient|colleague|boss|manager|husband|wife|sister|brother|son|daughter|mother|"
    r"father|mum|mom|dad|director|clienta|cliente|colega|jefa|jefe|esposa|esposo|marido|hermana|hermano|hija|hijo|madre|padre|directora|"
    r"paciente|alumna|alumno|supervisada|supervisado)"
)
_SOMEONE = (
    rf"(?:{_ROLE}|someone|somebody|woman|man|person|girl|boy|lady|guy|bloke|lad|kid|teenager|"
    r"mujer|joven|muchach[oa]|hombre|persona|chica|chico|alguien|señora|señor)"
)
NAMED = (
    re.compile(rf"\b{_SOMEONE},?(?: who(?: is|'s|’s))?(?: is)? (?:called|named) {_X}", _ANY),
    re.compile(rf"\b{_SOMEONE},?(?: que)?(?: se llama| llamad[oae]| de nombre) {_X}", _ANY),
    re.compile(
        rf"\b(?:her|his|their|client's|coachee's) (?:first |last |full |real )?name(?: is|'s|’s) {_X}", _ANY
    ),
    re.compile(rf"\b(?:su nombre es|ella se llama|él se llama|le dicen) {_X}", _ANY),
)
# "my client adaeze lost …": what follows says whether it may be a name.
AFTER_ROLE = re.compile(
    rf"\b(?:my|her|his|their|your|mi|su|tu) {_ROLE},? {_X}(?: (?P<then>[^\W\d_]+)|,|\.|\Z)", _ANY
)
_WORKING = (
    r"(?:works?|worked|working|employed|teaches|taught|job|hired|interning|interned|"
    r"trabaja|trabajaba|trabaj[oó]|trabajando|emplead[oa]|enseña|contratad[oa])"
)
# "spoke to mercy about …", "working with xiomara on …"
SPOKEN_OF = re.compile(
    rf"\b(?:(?:spoke|talked|speaking|talking|wrote) (?:to|with)|(?:working|worked|sat|met) with|coaching|mentoring|supervising|"
    rf"habl(?:é|e|amos) con|trabaj(?:o|é|e) con|acompaño a) {_X} "
    r"(?:about|on|for|since|who|yesterday|today|sobre|desde|por|que|ayer|hoy)\b",
    _ANY,
)
INITIALS = re.compile(
    rf"\b(?:{_WORKING} (?:at|for|by|en|para|por)|joined|left|quit|entró en|dejó) (?:the |la |el )?(?P<it>[A-Z]{{2,6}})\b"
)
READ = re.compile(
    r"\b(?:read|reading|book|film|podcast|poem|leí|leer|lee|leyendo|libro|película|poema)"
    r"(?: (?:twice|dos veces|called|llamad[oa]))? \Z",
    _ANY,
)
EMPLOYED = re.compile(rf"\b{_WORKING} (?:at|for|by|en|para|por) (?P<it>[^\W\d_][\w&'’-]+)", _ANY)
WORKS = re.compile(
    rf"\b(?:{_WORKING}|head of \w+|nurse|manager|director|engineer|ceo|cfo|vp|lawyer|partner|"
    r"jef[ea] de \w+|socia|socio|gerente|directora?)"
    r" (?:at|for|by|en|para|de|of)(?: (?:el|la|the|los|las))? \Z",
    _ANY,
)
PLACED = re.compile(
    r"\b(?:in|near|outside|leaving|around|moved to|moves to|moving to|went to|back to|going to|"
    r"(?:is|am|are|was|were|comes?|came|moved|flew) from|"
    r"en|desde|hacia|cerca de|hasta|a vivir a|fue a|va a|se mud[oó] a|volvi[oó] a|lleg[oó] a|"
    r"(?:es|soy|son|era|vino|viene|lleg[oó]) de) \Z",
    _ANY,
)
