"""What danger is said with, whatever the words: each word or short phrase, English or Spanish, stands for what it means.

"I dont want to be here anymore" and "ya no quiero estar acá" both become "NOT WANT HERE MORE". A word that means nothing here
stays as it is, and what only joins others is left out. A phrase goes before its words, and what is named first before what is
named later. Over small letters without accents and apostrophes; `danger_families.py` says what is danger.
"""

from flows.understand.danger_means import MEANS
from flows.understand.vocabulary import phrases, words

# What only joins others. "of", "in", "with" and their like stay, since what follows them changes what it means.
GLUE = words(
    "a abeg actually al also always am an are be been being bhai bien boluda boludo bro carnal de del did do does el en era "
    "es esta estar este estoy even fi fr fue get gonna got guey ha habia had han has have having he honestly i is it its "
    "just la las le les like literally los mano mi mismo muy my myslf neta ngl o oh only parce please posta pues que really "
    "realmente rn se sef seguir sha simply sis so solo son still tambien tan tbh that the then to totally un una unas unos "
    "very was well were wey ya yaar yo"
)
_LOOKALIKES = {
    "other": phrases(
        "dying to, dying for, die for, die of, dying of, die laughing, died laughing, dying laughing, dead tired, dead end, "
        "dead on, dead serious, dead easy, dead quiet, dead right, dead to, dead sure, dead set, dead beat, dead good, drop "
        "dead, die hard, die on that hill, die on this hill, death of, death by, to death, half dead, muero de, muero por, "
        "morir de, morirme de, muerta de, muerto de, muerte de, muerta por, punto muerto, de muerte, a muerte, muerte en, "
        "life coach, life coaching, life coaches, life in, life as, life at, life of, life with, life balance, work life, "
        "love life, social life, real world, world of, world cup, corporate world, my world of, mundo de, mundo del, mundo "
        "laboral, vida en, vida de, vida laboral, vida como, vida con, living in, living with, living at, living room, living "
        "on, vivir en, vivir con, vivo en, vivo con, live in, live with, live on, live at, viva en, live session, live "
        "sessions, beat up about, myself up, myself out, myself off from, myself some, myself short, myself in the foot, "
        "myself laughing, myself shaving, myself time, alone time, wake up call"
    ),
}
_WISHES = {
    "NOT": phrases("nah, neither, never, no, not, nunca, sin, tampoco, without"),
    "NOBODY": phrases("nobody, no one, nadie"),
    "WANT": phrases(
        "want to, want, wants to, wants, wanted to, wanting to, wanting, wish, hope, hoping, pray, praying, prefer, rather, "
        "would rather, ready to, decided to, decided, plan to, plan on, plans to, planning to, planning on, planning, "
        "thinking of, thinking about, thinking to, think of, think about, thinking, thought of, thought about, thoughts of, "
        "thoughts about, considering, contemplating, need to, feel like, feel to, urge to, tempted to, trying to, tries to, "
        "tried to, imagine, imagining, fantasise about, fantasize about, dream of, dreaming of, talking about, talks about, "
        "quiero, quiere, quieren, quisiera, queria, deseo, desearia, ojala, pienso en, pienso, piensa en, piensa, pensando "
        "en, pensando, pensado en, pensar en, planeo, planeando, decidi, decidido, prefiero, preferiria, necesito, ganas de, "
        "ganas, intento, intente, intentar, intentando, intentado, tratando de, trato de, trate de, a punto de, sueno con, "
        "lista para, listo para, listx para, listas para, pido, le pido, amenaza con"
    ),
    "WILL": phrases(
        "going to, about to, will, would, might, may, make i, make me, go, voy a, va a, van a, voy, va, van, vas a, he de"
    ),
    "IF": phrases("if, si"),
    "FEAR": phrases(
        "scared, afraid, terrified, frightened, fear, fears, worried, miedo, temo, teme, aterra, asusta, aterrada, aterrado"
    ),
    "SAY": phrases(
        "says, said, say, saying, told me, tells me, wrote, writes, texted, messaged, posted, dice, dijo, dicen, dijeron, "
        "diciendo, escribio, me dijo, mando, threatened, juro, jura, swore, swears"
    ),
    "THREAT": phrases(
        "threatening, threatens, threaten, amenaza, amenazo, amenazan, amenazaron, amenazando, coming, viene a, vienen a, "
        "prometio"
    ),
    "LIVE": phrases(
        "live, living, alive, exist, existing, existence, breathing, vivir, viviendo, viva, vivo, vive, vivx, existir, "
        "existiendo, con vida, go on living, keep living, stay alive"
    ),
    "LIFE": phrases(
        "life, my life, this life, vida, mi vida, esta vida, la vida, this world, this earth, the world, the earth, earth, "
        "this planet, este mundo, mundo, el mundo, esta tierra, this body"
    ),
    "DIE": phrases(
        "die, dies, dying, dead, death, ded, morir, morirme, morirse, muero, muere, muera, muriera, muriese, muerto, muerta, "
        "muerte, kpai, kpeme, perish, fallecer, not be alive, stop breathing"
    ),
    "DIED": phrases(
        "died, muerto yo, muerta yo, never been born, never born, no haber nacido, no hubiera nacido"
    ),
    "ENDME": phrases(
        "kill myself, killing myself, end myself, ending myself, finish myself, finishing myself, off myself, offing myself, "
        "top myself, topping myself, neck myself, rope myself, hang myself, hanging myself, hang from the fan, hang from the "
        "ceiling, do myself in, doing myself in, done myself in, delete myself, drown myself, poison myself, shoot myself, "
        "electrocute myself, gas myself, end my life, ending my life, take my life, taking my life, end it all, ending it "
        "all, finish it all, finish everything, end everything, commit suicide, suicide, blow my brains out, jump off, throw "
        "myself off, throw myself under, check out of life, kick the bucket, suicidarme, matarme, ahorcarme, colgarme, "
        "quitarme la vida, quitarme del medio, quitarme de en medio, quitar del medio, quitar de en medio, quitar la vida, "
        "pegarme un tiro, meterme un tiro, darme un tiro, pegar un tiro, meter un tiro, dar un tiro, volarme la cabeza, "
        "volarme los sesos, cortarme las venas, envenenarme, desvivirme, desvivir, apagarme, kill yourself, finish my life, "
        "finish life, jaan de dunga, jaan de dungi, khudkushi, acabar con mi vida, terminar con mi vida, acabar con todo, "
        "terminar con todo, acabar conmigo, terminar conmigo, tirarme por, tirarme al, tirarme del, tirarme de, tirarme a la, "
        "lanzarme al, lanzarme del, arrojarme, aventarme"
    ),
    "ENDTHEM": phrases(
        "kill himself, kill herself, kill themselves, kill themself, hang himself, hang herself, hang themselves, drown "
        "herself, drown himself, shoot himself, shoot herself, poison herself, poison himself, end his life, end her life, "
        "end their life, end their lives, take his life, take her life, take their life, take his own life, take her own "
        "life, take their own life, suicidarse, matarse, ahorcarse, colgarse, envenenarse, quitarse la vida, quitarse del "
        "medio, tirarse por, tirarse al, tirarse del, tirarse a la, tirarse de, lanzarse al, lanzarse del, arrojarse, pegarse "
        "un tiro, cortarse las venas"
    ),
    "ENDIT": phrases("end it, end things, end this life, finish it, acabar ya, terminar ya"),
    "ENDING": phrases("ending it, ending things, ending everything, ending this"),
    "LEAVE": phrases(
        "leave, leaving, exit, exiting, quit, quitting, depart, escape, escaping, check out of, get out of, out of, gone "
        "from, done with, dejar, irme, salir, partir, ir, abandonar, escapar, largarme, borrarme"
    ),
    "VANISH": phrases(
        "vanish, vanishing, disappear, disappearing, desaparecer, esfumarme, evaporarme, fade away"
    ),
    "TIRED": phrases(
        "tired of, tired with, tire for, tire, tired, done, sick of, fed up of, fed up with, exhausted of, exhausted by, "
        "finished with, had enough of, enough of, bored of, over with, cansada de, cansado de, cansade de, cansada, cansado, "
        "harta de, harto de, harte de, harta, harto, canse de, me canse de, canso de, agotada de, agotado de, podrida de, "
        "podrido de, weary of, weary, tied of, taya, fed up"
    ),
    "GIVEUP": phrases(
        "give up on, giving up on, given up on, gave up on, me rindo con, rendirme con, renuncio a, me rendi con"
    ),
    "SENSE": phrases(
        "reason, reasons, point, sense, meaning, purpose, value, sentido, razon, razones, motivo, motivos, worth, worth it, "
        "vale, vale la pena, vale nada, valor, use"
    ),
    "POINTLESS": phrases(
        "pointless, meaningless, worthless, what is the point of, what is the point in, what is the point, why bother, para "
        "que, que sentido tiene"
    ),
    "GOON": phrases(
        "go on, going on, carry on, carrying on, keep going, continue, continuing, keep on, seguir, continuar, sigo, seguir "
        "adelante, sobrevivir, surviving"
    ),
    "HERE": phrases("here, around, aqui, aca, aki, near"),
    "MORE": phrases(
        "any more, no more, any longer, no longer, mas, nunca mas, ever again, again, like this, like that, asi"
    ),
    "FOREVER": phrases("forever, for good, para siempre, for ever, eternally, eternamente, jamas"),
    "TIME": phrases(
        "today, tonight, tomorrow, now, last night, yesterday, anoche, ayer, monday, tuesday, wednesday, thursday, friday, "
        "saturday, sunday, this week, the weekend, this weekend, next week, next month, by morning, in the morning, "
        "christmas, next year, my birthday, my next birthday, hoy, esta noche, manana, la semana que viene, la proxima "
        "semana, el mes que viene, ahora, lunes, martes, miercoles, jueves, viernes, sabado, domingo, esta semana, fin de "
        "semana, el fin de semana, navidad, ano nuevo, mi cumpleanos, my 30th, day, days"
    ),
    "AFTER": phrases("after, past, beyond, despues de, luego de, pasado"),
    "SLEEP": phrases(
        "sleep, asleep, slept, fall asleep, dormir, dormirme, durmiera, dormida, dormido, duermo"
    ),
    "WAKE": phrases(
        "wake, wake up, waking up, woke up, woken up, despertar, despertarme, despierte, despertara, despertase, despierto, "
        "abrir los ojos"
    ),
    "BETTER": phrases(
        "better, better off, happier, relief, relieved, easier, best, mejor, estarian mejor, descansaria, descansarian, "
        "alivio, peace with, peace, kinder, felices, paz"
    ),
    "WITHOUTME": phrases("without me, sin mi"),
    "SHOULD": phrases(
        "should have, should, ought to have, deserve to, deberia, deberia haber, debi, debi haber, merezco, tendria que, "
        "tendria que haber, tenia que haber, hubiera sido mejor"
    ),
    "NOTICE": phrases(
        "notice, care, cares, miss me, miss, mind, find me, cry, notaria, nota, notarian, importaria, importa, extranaria, "
        "extrana, lloraria"
    ),
    "SEARCH": phrases(
        "googling, googled, google, looking up, looked up, searching, searched, search, researching, reading up on, looking "
        "for, busque, buscando, busco, googlee, googleo, googleando, investigando, averiguando, how, ways, way, como, "
        "maneras, manera, formas, forma, metodos, metodo, method, methods"
    ),
    "PAINLESS": phrases(
        "painless, least painful, without pain, does not hurt, not hurt, quick, quickest, easiest, sin dolor, sin sufrir, no "
        "duela"
    ),
    "GOD": phrases(
        "god, lord, jah, allah, jesus, dios, el senor, senor, bhagwan, chineke, universe, virgencita, diosito"
    ),
    "TAKEME": phrases(
        "take me, call me home, bring me home, me lleve, llevame, me recoja, recogeme, me quite de este mundo, me lleves, me "
        "llevara, me lleva"
    ),
}
MEANINGS = _LOOKALIKES | _WISHES | MEANS
