"""The words of being in a round, sitting it out and coming back, in English and Spanish, folded, without apostrophes."""

import re

from flows.understand.vocabulary import phrases, words

IN = phrases("""
in, im in, i am in, all in, in again, im in again, in for this one, in for this round, count me in, please count me in,
include me,
sign me up, put me in, put me down, keep me in, i want in, im up for it, up for it, im game, game, id love to join,
i would love to join, ill join, joining, i will join, ill take part, i want to take part, yes im in, yes count me in,
definitely in, deffo in, still in, stay in, im staying in, can do, love to, happy to join, i can do it, i can,
dentro, estoy dentro, me apunto, apuntame, apuntenme, apuntadme, cuenta conmigo, cuenten conmigo, contad conmigo, me sumo,
sumame, me anoto, anotame, participo, quiero participar, voy, voy a participar, incluyeme, inscribeme, entro,
me uno, me encantaria, esta si, esta vez si, si me apunto, si cuenta conmigo, yo si
""")
"""What says that they are in, beside every yes (`yesno_words`)."""

SKIP = phrases("""
skip, skip it, ill skip, i skip, skip me, skipping, im skipping, skip this, i will skip, id like to skip, i want to skip,
sit out, sit this out, sit this one out, ill sit this one out, sitting out, sitting this one out, im sitting this one out,
ill sit this out, sit it out, ill sit it out, im going to sit this one out, sit this round out, ill sit this round out, out,
im out, i am out, count me out, leave me out, not in, im not in, not me, not this one, not this round, not for this one,
not for now, not for the moment, not at the moment, next round, the next round, next one, the next one, next time,
another time, another round, maybe next time, maybe next round, perhaps next time, some other time, pass this one,
pass on this one, passing, passing on this one, im passing, ill pass on this one, ill pass this time, ill pass this one,
opt out, opting out, cant this time, i cant this time, cant do this one, cant make this one, cant make it, i cant make it,
i cant make it this time, cant join this time, i cant join, i wont be joining, wont be able to, i wont be able to,
i need to skip, need to skip, ill have to skip, have to skip, have to pass, ill have to pass, have to sit this one out,
ill have to sit this one out, miss this one, ill miss this one, i have to miss this one, no not this one,
fuera, estoy fuera, no me apunto, no participo, no cuenten conmigo, no cuentes conmigo, me salto, me la salto, salto,
me salto esta, me la salto esta vez, saltar, saltarme, saltar esta, omitir, omito, esta no, esta ronda no, en esta no,
yo no, en otra, otra vez sera, la proxima, la proxima vez, proxima ronda, la proxima ronda, en la proxima, la siguiente,
siguiente ronda, la siguiente ronda, para la proxima, a la proxima, quizas la proxima, mejor la proxima, mejor esta no,
de momento no, por el momento no, no puedo esta vez, esta vez no puedo, no voy a poder, no podre, paso de esta,
esta la paso, esta paso, yo paso, descanso esta, descanso esta vez, me bajo de esta, no me incluyas, no me incluyan
""")
"""What says that they sit this one out, beside every no."""

NEITHER = frozenset(
    phrases("""
    not yet, maybe not, probably not, todavia no, aun no, ya no, wrong, incorrect, correct, thats right, right, thats wrong,
    false, true, exacto, correcto, incorrecto, va, hecho, listo
    """)
)
"""Of every yes and no, what doesn't answer whether they are in."""

AROUND = phrases("""
this one, this time, this round, for this one, for this round, in this round, the round, round, for me, for sure, again,
once more, too, also, as well, this, me, i think, i guess, then, so, definitely, gladly, happily, no problem, no worries,
im going to, i am going to, going to, gonna, im gonna, id rather, i would rather, ill have to, i have to, i need to,
i want to, id like to, i think im, i think ill, afraid ill, voy a, tengo que, prefiero, creo que,
thanks for asking, thank you for asking, see you there, cant wait, looking forward, looking forward to it, excited,
good luck, have fun, have a good one, love, hope its great, enjoy, i am afraid, im afraid, unfortunately, sadly, though,
esta, esta vez, en esta, esta ronda, en esta ronda, para esta, otra vez, de nuevo, tambien, yo, entonces, gracias por avisar,
gracias por preguntar, que ganas, con ganas, mucha suerte, suerte, saludos, un abrazo, abrazos, lamentablemente, buenas,
buenos dias, buenas tardes, good morning, good evening, team, everyone, all, folks, round 2, round 3
""")
"""What may stand around an answer without changing it."""

SHORT_FOR = {
    **dict.fromkeys(words("skp skipp sikp skiip skp skio skiped"), "skip"),
    **dict.fromkeys(words("inn iin"), "in"), **dict.fromkeys(words("oout outt otu"), "out"),
    **dict.fromkeys(words("cont cuont coutn conut coun"), "count"), **dict.fromkeys(words("tiem tme tim"), "time"),
    **dict.fromkeys(words("rond rnd ruond roud"), "round"), **dict.fromkeys(words("nxt nex"), "next"),
    **dict.fromkeys(words("ths tihs thi"), "this"), **dict.fromkeys(words("wan wnat"), "want"),
    **dict.fromkeys(words("apuntp apunt apuno apnto"), "apunto"), **dict.fromkeys(words("cuena cunta"), "cuenta"),
    **dict.fromkeys(words("cnmigo conmgo cmigo"), "conmigo"), **dict.fromkeys(words("bak bck bac"), "back"),
    **dict.fromkeys(words("untill til till untl unti"), "until"), **dict.fromkeys(words("im i'm"), "im"),
    **dict.fromkeys(words("mrach marhc macrh marh"), "march"), **dict.fromkeys(words("apirl arpil aprl"), "april"),
    **dict.fromkeys(words("marso mrazo mazro"), "marzo"), **dict.fromkeys(words("awya awy"), "away"),
    **dict.fromkeys(words("brek braek brk"), "break"),
}  # fmt: skip

LATE = frozenset(
    words("""
    but if when unless until till after before except depends maybe perhaps not dont cant wont isnt didnt or only
    pero si cuando hasta despues antes salvo excepto depende quizas quiza tal no nunca o solo ask wait espera
    """)
)
"""Words in an aside after which a careful reader asks."""

_I = r"(?:hi |hello |hola |sorry |and |y )*"
_I_AM = r"(?:i'?m|i am|i'?ll be|i will be|i should be|i'?m going to be|i'?d be)"
_GONE = (
    r"(?:away|on (?:(?:maternity|paternity|parental|sick|annual|medical|family|study) )?leave|on (?:holidays?|vacation)|"
    r"on sabbatical|travel+ing|out of (?:the )?(?:office|town|action)|abroad|unavailable|not available|offline)"
)
_BREAK = r"(?:(?:short|long|little|wee|bit of a) )?(?:break|pause|rest|sabbatical|time out|breather)"
_FROM = (
    r"(?:from (?:my )?(?:(?:maternity |paternity |parental |sick |annual )?leave|holidays?|vacation|trip|travel+ing|"
    r"sabbatical|break) )?"
)

BACK = re.compile(
    rf"{_I}(?:(?:{_I_AM} )?back(?: again)?|(?:{_I_AM} )?(?:returning|coming back)|i (?:return|come back)|i'?ll (?:return|"
    rf"come back)|"
    rf"i will (?:return|come back)|(?:{_I_AM}) (?:available|free|around) again|(?:yo )?(?:vuelvo|regreso|volvere|regresare)|"
    rf"(?:yo )?(?:estoy|estare) de (?:vuelta|regreso)|de vuelta) (?:at work |in the office )?{_FROM}(?P<when>(?:in|on|"
    rf"from|en|el|la|desde|a partir|"
    r"dentro|the|by|early|mid|at the|next|this|tomorrow|manana|\d|[a-z]).*)"
)
"""Who says when they are back."""

AWAY = re.compile(
    rf"{_I}(?:(?:(?:{_I_AM} )?(?:still )?{_GONE}|(?:i'?ll be |{_I_AM} )?(?:on|taking|having) (?:a )?{_BREAK}|"
    rf"(?:i )?(?:really )?(?:need|want|would like|have to take|need to take|want to take|must take|am taking|will take|"
    rf"'?d like)"
    rf"(?: to (?:take|have))? (?:a )?{_BREAK}|i'?d (?:like|need|love)(?: to take)? (?:a )?{_BREAK}|i'?ll (?:take|need|"
    rf"have) (?:a )?{_BREAK}|"
    rf"i'?m pausing|pause me|(?:a )?(?:break|pause|pausa|descanso)|(?:yo )?(?:estoy|estare) (?:fuera|de vacaciones|"
    rf"de viaje|de baja|ausente|de permiso)|"
    rf"(?:yo )?(?:necesito|quiero|quisiera|me tomo|me tomare|voy a tomarme|voy a tomar|tomo|necesito tomarme|"
    rf"quiero tomarme|me gustaria)(?: tomarme| tomar)? "
    rf"(?:un descanso|una pausa|un respiro|un break)) (?:until|till|hasta) (?P<when>.+))"
)
"""Who says until when they are away, or need a break."""

BREAK_FOR = re.compile(
    rf"{_I}(?:(?:i )?need|i want|i'?d like|{_I_AM} taking|taking|i'?ll take|necesito|quiero|me tomo) (?:to take )?"
    rf"(?:(?:a )?{_BREAK}|un descanso|una pausa) (?:for|of|de|por|durante) (?P<when>.+)"
)
"""Who says for how long they need a break, from now on."""

_NOT_HERE = (
    rf"(?:(?:{_I_AM}|i|we'?re|estoy|no estoy|sorry|lo siento) )*(?:{_GONE}|out|off|busy|gone|not here|not around|not free|"
    rf"not in|"
    r"fuera|ocupad[oa]|de vacaciones|de viaje|can'?t|cannot|i can'?t|not|no puedo|no)"
)
WISH = re.compile(
    rf"{_I}(?:(?:i'?d|i would|i|would) )?(?:really |so )?(?:love|like|want|wish)(?: to)?"
    r"(?: (?:join|join in|be in|be there|take part|do it|i could))?(?: (?:this time|this one|this round|again))?,? but "
    r"(?P<but>.+)|"
    rf"{_I}(?:me (?:encantaria|gustaria)|quisiera|ojala pudiera)(?: (?:participar|estar|apuntarme|sumarme|unirme))?"
    r"(?: (?:esta vez|en esta|esta ronda))?,? pero (?P<pero>.+)"
)
"""Who would like to be in: what follows says why not."""

LENIENT = re.compile(
    rf"(?:{_NOT_HERE} (?:until|till|before|hasta|for|por|antes de)|until|till|hasta|for|por|in|en|dentro de|from|desde|"
    r"a partir del?|starting|on(?= the \d)) (?P<when>.+)"
)
"""What an answer to "Are you in?" may say of a day, which wouldn't be clear anywhere else."""

COURTESY = (
    r"(?:please|pls|plz|thanks|thank you|many thanks|ty|thx|cheers|sorry|gracias|por favor|porfa|hi|hello|hey|hola|ok|"
    r"x+|[^\w\s]+)"
)
"""What may stand before and after a day without a comma."""

DAY_WORDS = words("""
the of on in to from for until till hasta el la los de del en por dentro desde dia day a an un una next this coming que viene
week weeks wk wks semana semanas month months mes meses days dias fortnight couple few half year ano anos new nuevo quince
par medio unos unas today tomorrow manana pasado proximo proxima este esta now st nd rd th partir y and time by about
""")
"""Words that a day and a length of time are made of, beside numbers, months and days of the week."""

AFTER = re.compile(r"\b(?:after|despues|tras|pasad[oa]s?|around|about|sobre|hacia|late|later|sometime|ish)\b")
"""With one of these it isn't that day."""

TIMED = re.compile(
    r"\d ?[:.h] ?\d|\d ?(?:am|pm|h|hs|hrs?)\b|\b(?:am|pm|o'?clock|hours?|horas?|minutes?|minutos?|mins?|secs?|noon|midnight|"
    r"tonight|morning|afternoon|evening|night|tarde|noche|mediodia|lunch|at \d|a las|at (?:one|two|three|four|five|six|"
    r"seven|eight|"
    r"nine|ten|eleven|twelve))\b"
)
"""With a time it is an appointment, not a return."""

DATED = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}-\d\d?-\d\d?)")
"""A date in figures alone."""

PART = re.compile(
    r"(?:(?:at|in|a) )?(?:the )?(?P<part>early|beginning of|start of|first of|mid|mid-|middle of|"
    r"the middle of|"
    r"end of|el final de|final(?:es)? de|fin(?:es)? de|principios? de|comienzos? de|inicios? de|mediados de) ?"
    r"(?P<month>[a-z]+)(?: (?:de |del )?(?P<year>20\d\d))?"
)
MONTH_PARTS = words(
    "early beginning start first mid middle end final finales fin fines principio principios comienzo comienzos "
    "inicio inicios mediados late"
)
ENDS = re.compile(r"end|fin")
MIDDLES = re.compile(r"mid|mediados")
