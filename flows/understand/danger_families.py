"""Ways of saying that a life, a body or somebody's safety is at risk now, in meanings: `danger_meaning.py` says which words
mean what, in English and Spanish alike. A word in small letters is itself. `flows/understand/danger.py` reads them, as whole
words; what is denied just before isn't taken for it.
"""


def _up_to(most: int) -> str:
    """So many words that mean nothing here."""
    return rf"(?:\S+ ){{0,{most}}}?"


_1, _2, _4 = _up_to(1), _up_to(2), _up_to(4)
_WISH = "(?:WANT|WILL)"
_MORE = "(?:MORE|FOREVER)"
_END = r"(?=$| MORE| FOREVER| TIME| AFTER TIME| and$| y$| so$| OFTEN)"  # it is said out, and not "to live in Leeds"
_IN = r"(?! (?:in|en|at|a|for|by|before|until|early|tarde|temprano|late)\b)"
_THEM = r"(?:me|us|nos|HIM|KIN|HE)(?! (?:up|back|with|at|in|on|down|feelings|sentimientos|for|off|about|lol|haha|to)\b)"
_ARMS = "(?:WEAPON|BLADE)"

NOT_TO_LIVE = (
    rf"{_WISH} {_1}(?:me )?(?:LEAVE|VANISH) (?:this |from |with )?LIFE{_END}|me {_WISH} LIFE{_END}",
    rf"LEAVE LIFE (?:{_MORE}|TIME)|WANT {_1}VANISH (?:from )?FOREVER|NOT (?:volver|return|come back) (?:FOREVER )?LIFE{_END}",
    rf"WANT {_1}NOT (?:HERE|LIVE){_END}",
    rf"NOT WANT {_1}HERE (?:MORE )?(?:MORE|AFTER TIME)",
    rf"NOT WANT {_1}(?:LIVE|GOON (?:in |with |con )?(?:LIFE|LIVE)){_END}",
    rf"NOT (?:fit |puedo |can )?GOON (?:in |with |con )?LIFE{_END}",
    rf"NOT WANT {_1}(?:GOON )?(?:in |with |con )?LIFE (?:MORE|HERE)",
    rf"NOT (?:see|imagine|picture|me veo|veo) (?:SELF |me )?{_1}(?:LIVE|making|reaching|getting|llegando|llegar) {_1}"
    r"(?:TIME|AFTER|30|40|50|old)",
    r"NOT (?:WILL )?see TIME$|NOT (?:WILL )?llegar TIME LIVE",
    r"NOT (?:LIVE|viva|vivo) (?:by )?TIME|NOT (?:LIVE|survive|sobrevivir) (?:this |through )?(?:night|noche|weekend)",
    r"NOT make through (?:night|weekend|TIME)",
    rf"NOT (?:puede |puedo |can )?(?:promise|prometer|guarantee) {_2}(?:LIVE|SAFE|HERE)",
    rf"TIRED (?:of |from |with )?(?:LIVE|LIFE){_END}|LIFE {_1}TIRED me|LIVE (?:me )?(?:duele|HARM$)",
    rf"GIVEUP (?:this |my )?(?:LIFE|LIVE){_END}",
    rf"(?:NOT|NOTHING|lost|losing|perdi|POINTLESS|quitaron|fueron|acabaron) {_1}(?:SENSE |WANT )?"
    rf"(?:(?:in|for|me|para|of|a|worth) )*(?:GOON )?LIVE{_END}",
    rf"(?:NOT|POINTLESS) {_1}SENSE (?:(?:in|for|me|para|of|a) )*GOON(?: HERE)?{_END}|POINTLESS GOON(?: HERE)?{_END}",
    rf"LIFE (?:MORE )?(?:NOT|lost|perdio) {_1}(?:SENSE|for me|para)\b|LIFE (?:MORE )?(?:POINTLESS|NOTHING)",
    rf"IF {_4}NOT (?:WANT )?WAKE{_IN}",
    rf"WANT {_4}NOT (?:WANT )?WAKE{_END}|SLEEP (?:and |y |TIME |WISH )*NOT WAKE {_MORE}",
    rf"WANT {_1}SLEEP (?:and |y |for |MORE )*NOT (?:WAKE{_END}|$)|WANT SLEEP FOREVER",
    rf"GOD {_2}TAKEME",
    rf"(?:WANT|WILL|time|READY) {_2}(?:go|join|meet|be|with|con|LEAVE|reunirme|up) {_4}HEAVEN(?=$| TIME)",
    rf"WANT {_2}PAIN (?:WANT )?OVER FOREVER|WANT OVER PAIN FOREVER",
    rf"NOT (?:think|creo|WANT) {_1}(?:WILL )?(?:HERE|LIVE) {_4}"
    r"(?:IF (?:you )?know what (?:i )?mean|IF me (?:entiend\w+|explico))",
    r"NOTHING LEFT (?:for me |me |for )?(?:HERE|LIFE|in LIFE|GOON|LIVE)?$",
)
DEATH = (
    rf"(?:BETTER|SHOULD|WANT) {_2}DIED\b|WANT (?:me |for |solo )?DIE(?=$| TIME| {_MORE})|NOT WANT NOTHING {_1}DIE",
    r"SHOULD (?:have |not )?DIE(?! of\b| laughing| de\b| AFTER)",
    r"(?:BETTER|made peace with) (?:(?:with|if|IF|me|WANT|WILL) )*DIE\b(?! trying)|DIE (?:WILL )?(?:me )?BETTER",
    rf"(?:BETTER|NOTICE|NOBODY) {_2}(?:IF )?(?:me )?(?:DIE|GONE|NOT LIVE|NOT HERE$|WITHOUTME)\b(?! trying)",
    rf"IF (?:me )?(?:DIE|DIED|GONE|NOT HERE) (?:TIME )?{_2}(?:NOBODY|BETTER|NOTICE)",
    r"(?:SEARCH|PAINLESS|plan|date|fecha|planned) (?:(?!people|we|they|gente|personas|client)\S+ )?"
    r"(?:DIE|ENDME|ENDTHEM)(?=$| MORE| FOREVER| TIME| PAINLESS| in| without| with)",
    r"DIE (?:me )?PAINLESS|PAINLESS SEARCH (?:WANT |WILL )?(?:DIE|out|LEAVE)|PAINLESS EXIT",
    r"NOT (?:CALL|dejo|paro|parar|puedo dejar|dejar) (?:WANT )+DIE",
    rf"SAY {_2}(?:WISH )?DIE (?:by|before|antes|TIME)",
    r"LASTDAY(?! day)|TIME (?:on|in) LIFE$",
    rf"WANT {_2}(?:HARM by|run over by) (?:CAR|TRAIN)|WANT {_2}(?:CAR|TRAIN) {_1}HARM me|WANT me atropell\w+",
)
DOING_IT = (
    rf"(?:WANT|WILL|SEARCH|READY|IF) {_2}ENDME(?! in\b| at\b| for\b| of\b)|me (?:WANT|WILL|quito|quite) ENDME",
    rf"(?:WANT|SAY|WILL) {_2}ENDTHEM\b|SAY {_2}WILL hang$",
    r"(?:voices?|NOTICE|head|voces|voz|mente|cabeza) (?:\S+ ){0,4}?(?:ENDME|HARM SELF|JUMP|DIE|HARM)$",
    rf"{_WISH} {_1}(?:ENDIT|ENDING)(?=$| TIME| MORE| and (?:WANT$|means)| SELF)|^ENDING(?=$| TIME)",
    r"know SEARCH WILL DOIT|se SEARCH (?:WILL )?DOIT",
    rf"TAKE {_2}(?:MANY|\d\d+) {_4}PILLS|TAKE {_1}PILLS MANY|TAKE {_1}CABINET|(?:empty MANY|MANY vacio) (?:of )?(?:PILLS|$)",
    rf"HOWMANY {_2}PILLS {_4}(?:TAKE|takes|falta|need|WANT|DIE|NOT WAKE|HARM|ENDME|overdose)|HOWMANY {_1}PILLS$",
    rf"MANY {_2}PILLS SAVED|SAVED (?:up )?(?:MANY )?PILLS|PILLS {_1}SAVED(?! at)|(?:mixed|mixing|mezcle) PILLS"
    r"|PILLS (?:and|y|con|with) (?:vodka|alcohol|whisky|rum|ron|gin|wine|vino)"
    r"|(?:locked|encerr\w+) (?:\S+ ){0,2}(?:with|con) PILLS",
    r"(?:keep|GOON|NOT (?:(?:CALL|dejo|paro|puedo|can|dejar|keep) )+)(?: ?de )? ?"
    r"WANT PILLS(?= in| on| at| en| TIME| there| upstairs| bano| cajon| botiquin|$)",
    rf"(?:WANT|WILL|TAKE) {_1}(?:TAKE )?POISON(?= |$)",
    rf"(?:SAVED|tengo|with) ROPE{_END}|ROPE SAVED",
    rf"{_WISH} {_2}JUMP (?:(?:off|from|in|front|of|under|por|desde|al|into) )*(?:HIGH|TRAIN)|HIGH {_4}{_WISH} JUMP{_END}",
    rf"HIGH {_2}NOTDOWN|HIGH (?:and |y )?(?:WILL )?NOT (?:WANT )?(?:come|get|bajar|baja|know what|hacer)"
    r"|(?:edge|borde) (?:of )?HIGH",
    rf"(?:HE|SAY) {_2}{_WISH} JUMP$",
    rf"WANT {_1}CRASH {_1}CAR|WANT {_1}SWERVE",
)
GOODBYE = (
    rf"(?:SAY )?GOODBYE (?:everyone |all |a )*{_MORE}{_END}|NOTSEARCHME|MYGOODBYE$",
    rf"(?:LETTER|wrote|written|write|writing|escribi|escrito|escribiendo) {_1}GOODBYE {_1}KIN|GOODBYE LETTER KIN"
    rf"|LETTER GOODBYE {_1}KIN",
    rf"READTHIS {_1}(?:GONE|DIE|NOT HERE|MORE)",
    rf"(?:given|giving|gave|regale|regalado|regalando|reparti) {_4}(?:away )?(?:and|y) {_2}"
    r"(?:written|wrote|writing|escrito|escribi|escribiendo|deje|left) LETTER",
    rf"CARE (?:after )?KIN {_1}GONE(?! (?:TIME|on|this|en|next|for|at)\b)",
    rf"GOODBYE {_4}NOT REPLY|NOT REPLY {_4}GOODBYE (?:{_MORE}|$)",
)
ONESELF = (
    rf"HARM SELF {_1}OFTEN(?! (?:shav|cook|chop|run|train|walk)\w*)|HARM {_4}BLEED|CUTWRISTS",
    r"(?:HARM|BEATS) THEMSELF(?= OFTEN|$| TIME| and| y)",
    rf"(?:HARM|comer|eat\w*|food) {_4}(?:punish SELF|castigarme)",
    rf"(?:relapsed|recai|WANT|miss) {_2}BLADE|{_ARMS} BODY",
    r"NOT (?:keep |trust |feel )*SELF SAFE|NOT (?:feel |me siento |be )?SAFE (?:from |with |de )?SELF",
    rf"NOT TRUST (?:SELF )+{_1}(?:TIME|ALONE|(?:with|near|around) {_ARMS})",
    r"FEAR (?:of |por |de )?WHATIDO",
    r"FEAR (?:(?:of|WANT|WILL|me|IF) )*HARM KIN(?! feelings)",
    r"BLEEDOUT|BLEED (?:and |y )?(?:MANY|(?:WANT )?NOT (?:WANT )?CALL)",
)
SOMEBODY = (
    rf"(?:THREAT|SAY|FEAR) (?:(?:HE|WANT|WILL|IF|LEAVE|THREAT|with|by|GONE) ){{0,6}}HARM {_THEM}",
    rf"(?:SAY|FEAR|THREAT) {_4}(?:me|nos) (?:WANT |WILL )?HARM(?! IF| de\b)",
    r"me WILL HARM IF (?:NOT )?(?:pago|pagamos|hablo|LEAVE|denuncio|cuento|digo|GONE)",
    r"HARM me IF (?:NOT )?(?:pay|LEAVE|tell|talk|report|marry|refuse|speak)",
    rf"(?:HE|gang) {_WISH} HARM me(?= please$|$| TIME)|THREAT me(?=$| TIME| and)|me THREAT(?=$| TIME| y)",
    r"honou?r HARM|against will|contra voluntad|active shooter|(?:gun|knife)point|balacera|gunmen",
    rf"{_WISH} HARM HIM {_4}(?:TIME|WEAPON)|HIM HARM {_4}(?:TIME|WEAPON)|quieren ENDME",
    r"FEAR (?:(?:of|go|WANT|WILL|back|return|volver|ir|regresar|a) )*HOME(?=$| TIME| HE| me| and| y| WILL)",
    rf"HE {_2}BEATS (?:HIM|me)(?=$| TIME| OFTEN| and| y)|HE {_2}FIERCE (?:HIM|me|KIN)(?! in)|me FIERCE(?= y|$| TIME)"
    r"|FIERCE me(?! in| up| with| to)|(?:manos|hands) (?:around |on |round |over )?BODY",
    rf"HE {_1}FIERCE(?=$| TIME)|IF HE (?:can )?NOT me NOBODY|IF NOT soy (?:suya )?NOT soy NOBODY",
    r"(?:pushed|threw|empujo|tiro) (?:me |HIM )?(?:down|off|por) (?:stairs|escaleras|window|HIGH)"
    rf"|(?:pour|throw|threw|echar|tirar\w*|WILL) {_1}(?:acid|acido)(?! (?:rain|test))",
    rf"(?:turned up|shows up|showed up|outside|door|llego|aparecio|afuera) {_2}(?:with|con) {_ARMS}"
    rf"|(?:men|hombres|guys|gang|boys) (?:with |con )?(?:{_ARMS}|armados)",
    r"(?:running|hiding|escaping) from (?:HIM|HE)|(?:huyendo|escondid[oa]) HE|viene detras (?:\S+ ){0,3}FEAR",
    r"(?:TAKE|quito|quitaron|took|hid|keeps|holding) (?:me )?PASSPORT|force\w* (?:me |HIM )?(?:into )?marry"
    r"|marry (?:me )?off by force|casarme (?:a )?fuerza",
    r"(?:comes|entra|mete) (?:in |into |a )?(?:room|bed|cuarto|cama) (?:at night|OFTEN|noche)",
    rf"NOT (?:breathing|respira)(?=$| TIME| and| y| CALL)|CALL (?:an )?(?:ambulance|ambulancia)|having (?:heart attack|stroke)"
    rf"|HE {_2}(?:unconscious|inconsciente)(?= with| con|$| and| y)",
)
# Perhaps no more than a hard day. Who writes so is told how to reach somebody, and answered as ever.
DOUBTFUL = (
    r"(?:can NOT|NOT (?:TAKE|handle|puedo|aguanto|doy|soporto|fit)) (?:TAKE |handle |cope )?(?:this |MANY |with )*MORE$",
    r"NOT cope$",
    r"NOTHING (?:matters|NOTICE|tiene SENSE)(?=$| MORE)|NOT (?:SENSE )?(?:EXIT|hope|esperanza)$|NOT (?:see |veo |hay )EXIT$",
    r"^POINTLESS$|^(?:no hay |there )*NOT SENSE (?:in )?(?:anything|nada|any)$|hopeless$|desesperanza",
    r"WANT (?:me )?VANISH(?:$| TIME)|WANT (?:OVER|MANY OVER|MANY CALL)$|WANT PAIN (?:WANT )?(?:OVER|CALL)|WANT LEAVE$(?<=out of)",
    r"(?:hate|odio) (?:SELF|LIFE)$|burden ?(?:everyone|KIN)?$|carga$|NOBODY (?:importo|quiere|loves|NOTICE)(?: me| about me)?$",
    r"NOT TRUST SELF$|FEAR (?:of )?SELF|(?:dark|scary|pensamientos) (?:thoughts|oscuros)|(?:trapped|atrapad[oa])$",
    r"TIRED (?:of |with )?(?:MANY|fighting|luchar|trying|hurting|PAIN)(?=$| MORE)",
    r"(?:giving|gave|regalando|regale) (?:away )?(?:MANY )?(?:things|belongings|cosas|stuff)|NOT (?:feel |me siento )SAFE$",
    r"NOBODY WILL (?:CALL|stop) me TIME|LIFE (?:too )?(?:hard|PAIN|dura)$",
)
FAMILIES = NOT_TO_LIVE + DEATH + DOING_IT + GOODBYE + ONESELF + SOMEBODY
