"""The words of "stop texting me", and those that may stand around it: folded, without apostrophes."""

from flows.understand.vocabulary import phrases, words

SHORT_FOR = {
    **dict.fromkeys(words("txt tex tect txet tezt"), "text"),
    **dict.fromkeys(words("txts texs"), "texts"),
    **dict.fromkeys(words("txting txtin textin txing texing"), "texting"),
    **dict.fromkeys(words("msg mesage mssg mesg"), "message"),
    **dict.fromkeys(words("msgs mesages mssgs"), "messages"),
    **dict.fromkeys(words("msging msgin messagin mesaging"), "messaging"),
    **dict.fromkeys(
        words("stpo sotp tsop stp stpp sstop stopp stoop stip dtop stol atop stpop stopit"), "stop"
    ),
    **dict.fromkeys(words("qit qiut quti quitt"), "quit"),
    **dict.fromkeys(words("unsub unsubcribe unsuscribe unsubsribe"), "unsubscribe"),
    **dict.fromkeys(words("sendin sendng"), "sending"),
    **dict.fromkeys(words("pls plz plse pleas plese plaese plis pliz ples"), "please"),
    **dict.fromkeys(words("u yall"), "you"),
    **dict.fromkeys(words("ur yer ure"), "your"),
    **dict.fromkeys(words("no nos noo"), "no"),
    **dict.fromkeys(words("dnt dontt donot dosent"), "dont"),
    **dict.fromkeys(words("fone ph"), "phone"),
    **dict.fromkeys(words("num nmbr nr"), "number"),
    **dict.fromkeys(words("anymor"), "anymore"),
    **dict.fromkeys(words("rn"), "now"),
    "wanna": "want",
    "w": "with",
    **dict.fromkeys(words("q ke"), "que"),
    **dict.fromkeys(words("mensage mensag msj mensj"), "mensaje"),
    **dict.fromkeys(words("mensages msjs msgs. mjs"), "mensajes"),
    **dict.fromkeys(words("escrivan escribn eskriban escrban"), "escriban"),
    **dict.fromkeys(words("escrivas eskribas"), "escribas"),
    **dict.fromkeys(words("escrivirme eskribirme escribrme"), "escribirme"),
    **dict.fromkeys(words("dejn dejenn degen dejne"), "dejen"),
    **dict.fromkeys(words("vaja vaha baaja"), "baja"),
    **dict.fromkeys(words("borrenme borrarme"), "borrenme"),
    **dict.fromkeys(words("xfa xfavor porfis porfavor pofavor"), "porfa"),
}
"""Slips of the finger and short hand that no dictionary of distances would find, or would find wrongly."""

KEYS = tuple(
    words("""
    unsubscribe texting messaging messages message sending contacting contact remove delete leave alone anymore
    bothering harassing spamming emailing subscription reminders notifications escriban escribas escriba escribirme
    mensajes mensaje manden mandes mandarme envien envies enviarme molesten molestes molestar borrame borrenme
    eliminame eliminenme sacame saquenme quitenme dejenme contacten contactarme desuscribir suscripcion
    """)
)
"""Words that are known with a slip in them."""

FILLERS = words("""
    please now just right away immediately asap ok okay well oh hi hello hey hola dear thanks thank you thx ty
    cheers sorry bye goodbye adios chao chau ciao really seriously honestly actually already again here guys all
    everyone team sounding board god gods sake fs omg wtf ffs ugh no nope nah yes today sir madam maam folks so and
    but then forever ever anymore permanently completely entirely altogether at once thing good day much kindly por
    favor porfa ya ahora mismo gracias muchas buenas buenos dias tardes noches pues bueno oye oigan miren mira si de
    una vez todas para siempre inmediato inmediatamente urgente enseguida perdon disculpa disculpen senor senora
    senorita y e pero entonces mas nunca jamas hoy basta stop
    """)
"""What changes nothing wherever it stands."""

BEFORE = FILLERS | words("""
    i im id ill ive we want wanna would wouldnt like love need needs your to can could will must may shall should
    have has if it possible appreciate grateful great nice glad asked ask asking tell telling told say said saying
    repeat beg demand request requesting wish prefer rather repeatedly times time the this is that these am are do
    does not interested look listen you before last final first second third enough because since as also with long
    fine me us be feel free able kind go ahead get how busy too many tired sick of dont quiero quisiera queremos
    gustaria pido ruego les le os te lo la el que se pueden puede puedes podrian podria podrias podeis haga hagan
    haz hagame hazme dije digo he dicho pedi pedido repito exijo solicito deseo necesito agradeceria agradezco
    rogaria como solo a mi yo no estoy harta harto cansada cansado ustedes usted interesa con eso esto quiera
    quisieran ser posible fuera tan amables amable
    """)
"""What may stand before it when the person speaks for themselves, to us."""

OTHERS = words("""
    he she him her his hers they them their client clients ex boss mum mom dad mother father son daughter husband
    wife partner friend friends coachee coach people person someone somebody everybody nobody teen kid kids child
    children brother sister colleague colleagues manager team student students neighbour mind thoughts voice cliente
    clienta clientes jefe jefa mama papa madre padre hijo hija hijos marido esposo esposa pareja amigo amiga amigos
    gente alguien nadie ella ellos ellas hermano hermana colega colegas companero companera alumno alumnos vecino
    mente pensamientos exnovio equipo
    """)
"""Whoever else a sentence may be about: then it is a story."""

WHOLE = phrases("""
    stop, stop it, stop this, stop that, stop all, stop all this, stop everything, stop all of it, make it stop,
    make this stop, stop doing this, stop the bot, can stop, could stop, stop bot, stopall, unstopable, quit it,
    quit this, quit texting, stop texting, stop messaging, stop writing, stop contacting, stop sending, stop
    spamming, stop calling, quit messaging, quit contacting, cease, cease and desist, desist, no more, no more of
    this, no more please, dont text, do not text, never text, dont contact, do not contact, dont message, do not
    message, no text, no texts, no messages, no texting, go away, get lost, fuck off, f off, piss off, bugger off,
    shut up, shut it, stfu, leave, want to leave, like to leave, want out of this, like to unsubscribe, remove,
    remove me, take me off, take me out, delete me, erase me, drop me, leave this group, leave this program, leave
    this programme, leave the group, leave the program, leave the programme, leave the list, leave this list, leave
    the space, leave this space, leave sounding board, quit this program, quit the program, quit this programme,
    quit the programme, no longer interested bye, not interested bye, not interested anymore bye, not interested
    goodbye, opt out, optout, cancel everything, cancel all, cancel this, end this, end it, end all this, la baja,
    quiero la baja, solicito la baja, pido la baja, want this to stop, want it to stop, want you to stop, need you
    to stop, need this to stop, need it to stop, want these to stop, please stop, told you to stop, asked you to
    stop, tell it to stop, enough is enough, no thank you stop, end texts, stop now, salir, baja, salirme, quiero
    salir, quiero salirme, me quiero salir, quiero irme, me quiero ir, irme, paren, parad, pare, parale, parenle, ya
    paren, alto, basta, basta ya, ya basta, para ya, para esto, paren esto, paren con esto, paren ya, dejen de
    hacerlo, para de una vez, no mas, ya no mas, no molesten, no molestes, larguense, largate, vayanse,
    callate, callense, fuera, no escriban, no escriban mas, no escribas mas, no manden, no manden mas, no envien, no
    envien mas, quiero dejar el programa, quiero dejar el grupo, dejar el programa, dejar el grupo, quiero
    abandonar, salir del grupo, salir del programa, salir de la lista, salir de esto, salir de aqui, salirme de
    esto, salirme del grupo, salirme de la lista, abandonar el grupo, abandonar el programa, no me interesa adios,
    ya no me interesa adios, no me interesa chao, no molesten mas, no molestes mas, no me molesten, no me molestes,
    dejen de molestar, dejen de joder, ya dejen, ya dejenme, dejenme, dejame, dejadme, no gracias basta, detenganse,
    detengan esto, que paren, que pare, que dejen, quiero que paren, quiero que pare esto, unsubscribe, desuscribir,
    por favor para, para por favor, para de escribir, stop textear, stop mensajes
""")
"""What is clear when the sentence is nothing but that. Read without `FILLERS`."""

DOUBTFUL = phrases("""
    cancel, quit, enough, enough now, basta de recordatorios, basta de preguntas, thats enough, thats it, count me
    out, im out, i quit, i want out, want out, i want to stop, want to stop, like to stop, need to stop, want to
    quit, id like to stop, lets stop, we can stop, lets stop here, wrong number, wrong person, you have the wrong
    number, this is the wrong number, no longer interested, not interested anymore, im leaving, im done with this,
    done with this, im done with you, cancel my number, how do i stop, how to stop, how can i stop, how do i leave,
    how can i leave, how to leave, how to unsubscribe, how do i unsubscribe, how do i get out, how do i stop this,
    can i leave, can i stop, may i leave, may i stop, want to stop texting, stop bot, stop reminders, no more
    reminders, stop asking, stop asking me, stop reminding me, dont remind me, stop nudging me, no reminders, stop
    the reminders, stop these reminders, dont ask me, dont ask me again, stop asking me questions, mute, pause
    forever, cancelar, cancela, cancelen, terminar, fin, para, detener, detente, parar, renuncio, me salgo, me voy,
    ya no quiero esto, no quiero esto, i dont want this, dont want this, dont like this, numero equivocado, se
    equivocaron de numero, este no es mi numero, persona equivocada, ya no me interesa, no me interesa mas, ya no
    quiero participar, no quiero participar, no quiero participar mas, no quiero seguir, ya no quiero seguir, no
    quiero continuar, como salgo, como me salgo, como me doy de baja, como salir, como cancelo, como me borro, como
    puedo salir, puedo salir, quiero parar, no quiero nada, no quiero nada mas, ya no quiero nada, no quiero
    recordatorios, no mas recordatorios, no me recuerden nada, no me pregunten mas, dejen de preguntar, dejen de
    preguntarme, i dont want to continue, dont want to continue, dont want to participate, dont want to take part,
    no longer want this, no longer want to take part, no longer want to be part of this, this is spam, esto es spam,
    spam
""")
"""What may be that, and is asked back once."""

CONDITIONS = words("about if unless except when until sobre si excepto salvo menos hasta")
"""What makes it a wish about some of it, when it follows."""

MORE = words(
    "mas nada mensajes mensaje textos texts messages please anymore again stuff anything por favor ya"
)
"""What may stand between the wish and its hour."""

COURTESY = words("""
    please just now ok okay well oh hi hello hey hola thanks thank you gracias por favor porfa ya sorry so can could
    would will kindly said say i told again seriously really stop ahora mismo pues bueno right away immediately
    """)
"""What may stand before one single word."""

COMMANDS = words("stop quit leave remove delete cease halt end cancel go take dont no")
"""Verbs that somebody says of themselves after "I"."""

REAL = words("""
    testing massage massages along removed remote remover leaves leaving leaved clone massaging context texture
    escriben escribe escribo escribi escribir escribiendo mandan manda mando mandar mandando eliminar quitarme
    sacarme borrarse eliminarse quitar envian envia envio enviar molestan molesta molesto contactan contacta
    contacto contactar dejan deja dejar quita quitan saca sacan elimina eliminan borra borran mande mesa mensual
    mentiras descripcion subscribing subscribe suscribir suscribirme unsure contents contract removing relieve
    believe leaver sensing spending lending remind reminder reminding delegate deleted contain contacted contacts
    """)
"""Words that are no slip of the finger, near as they are to one."""

_RARE = words("""
    stop stpo stopp stooo stp sotp tsop stip dtop stol atop quit qit qiut quti cease halt desist discontinue text
    texts txt txts txting textin texting texs txing tex tect txet tezt msg mssg mesg mesage message sms whatsapp
    unsubscribe unsub unsuscribe usubscribe nsubscribe unubscribe unsbscribe optout opt opting remove rmove reomve
    remvoe delete dleete deltee erase scratch strike cross alone laone leave laeve leavee lose forget block revoke
    withdraw retract consent contact cotnact bother botehr harass spam email annoy pester disturb notify
    subscription membership account off mute shut stfu fuck hell piss bugger lost enough cancel end hear permission
    sign count leaving list away more bug call send sending sendin sendng sned escriban eskriban escrban mande mandn
    envie molest contacte texte deja deje dejn degen dejo para pare parad paren basta borra borre elimin quita quite
    saca saque sacar retir olviden olvida pierdan baja vaja vaha baaja desuscr desapunt desinscr desafil desvinc
    cese eviten evitar evite suscripcion membresia cuenta inscripcion consentimiento permiso autorizacion mensaje
    mensag msj mensj mjs texto notificaciones correo wasap avisos llamen llames busquen saber dejame dejad dejar
    dejenme dejadme dejes sacame sacadme pares parar parale parenle vayanse larguense largate callate callense bye
    goodbye adios chao interested interesa stopit stpop texted spamming salgo leaves alto salir salirme irme fuera
    renuncio recordatorios reminders abandonar detenga mas anul bloque alerts
    """)
STEMS = frozenset(word[:5] for word in _RARE)
"""The first five letters of words without which nothing above is said."""

LEADS = words("""
    stop quit cease halt discontinue enough end no cancel block mute dont do never not would rather prefer like d
    remove delete erase drop scratch strike cross take get cut forget lose be want go unsubscribe opt opting sign
    count leave let revoke withdraw retract have without close deactivate terminate dejen deja dejad deje dejes
    paren para pare parad cesen cese basta dejar parar favor evitar evitad eviten evite cesar nunca jamas alto fin
    cancelen cancelar cancela bloqueen bloquear ya borra borren borre borrad borrar elimina eliminen elimine
    eliminar quita quiten quite quitar saca saquen saque sacar retira retiren retire retirar olviden olvida pierdan
    pierde borrame eliminame quitame sacame retirame desuscribeme desapuntame quiteme saqueme borreme retireme
    anulame eliminenme borrenme quitenme saquenme retirenme desuscribanme desapuntenme borradme quitadme sacadme me
    nos date darme dame denme dadme deme darse darnos denos dar tramitar desuscribir desuscribirme desuscribirse
    desuscripcion desapuntar desapuntarme desinscribir desinscribirme desafiliar desafiliarme desvincularme anular
    anulen terminar cerrar cierren cierra dejame dejenme dejadme dejeme dejenos dejanos retiro revoco anulo quito
    """)
"""The words that the sentences above begin with."""

EMPHASIS = words(
    "fucking fuckin fucken freaking damn damned bloody goddamn effing putos putas pinches malditos"
)
"""Heat, which changes nothing."""
