"""Sentences that say "stop texting me", at what hours, or that a session is off: folded, without apostrophes."""

import re

_TELL = (
    "(?:texting|messaging|sending|contacting|writing|emailing|calling|spamming|bothering|bugging|pinging|harassing|"
    "annoying|pestering|disturbing|notifying|reaching out)"
)
TOLD = "(?:text|message|contact|write|send|email|call|bother|bug|ping|spam|harass|annoy|disturb|notify|sms|whatsapp)"
_THINGS = (
    "(?:texts?|messages?|sms|messaging|texting|notifications?|emails?|spam|communications?|contact|updates|"
    "anything|stuff|crap|alerts)"
)
_ME = "(?: out)?(?: to)? (?:me|us|my (?:phone|number|cell|mobile)|this (?:phone|number)|here)"
_OFF = (
    "(?:me|us|my (?:number|name|phone|contact|contacts|details|contact details|info|data|phone number|cell)|"
    "this (?:number|phone)|number|this contact)"
)
_DONT = "(?:dont|do not|never|no longer|not)"
_ESCRIBIRME = (
    "(?:escribirme|mandarme|enviarme|molestarme|contactarme|textearme|mensajearme|llamarme|fastidiarme|"
    "joderme|hablarme|spamearme|notificarme|acosarme)"
)
_ESCRIBIR = "(?:escribir|mandar|enviar|molestar|contactar|textear|mensajear|joder|fastidiar|llamar|chingar)"
_ESCRIBAN = (
    "(?:escrib(?:an|as|a|ais)|mand(?:en|es|e|eis)|envi(?:en|es|e|eis)|contact(?:en|es|e|eis)|molest(?:en|es|e|eis)|"
    "texte(?:en|es|e)|llam(?:en|es)|hablen|hables|notifiquen|notifiques|fastidi(?:en|es)|busquen|busques|jodan|"
    "jodas|acosen)"
)
_MENSAJES = "(?:mensajes?|textos?|sms|notificaciones|correos|whatsapps?|wasaps?|avisos|comunicaciones|spam)"
_DEJEN = "(?:dejen|deja|dejad|deje|dejes|paren|para|pare|parad|cesen|cese|basta)"
_BORRA = (
    "(?:borra|borren|borre|borrad|borrar|elimina|eliminen|elimine|eliminar|quita|quiten|quite|quitar|saca|saquen|"
    "saque|sacar|retira|retiren|retire|retirar|olviden|olvida|pierdan|pierde)"
)

SPOKEN_TO_US = [
    # English
    rf"(?:stop|quit|cease|halt|discontinue|enough) (?:with )?{_TELL}{_ME}",
    rf"(?:stop|quit|cease|halt|discontinue) {_TELL} (?:me )?(?:(?:your|any|these|this|all|the|more|so) )*{_THINGS}",
    rf"(?:stop|quit|cease|halt|discontinue|end|no more|cancel|block|mute|enough)(?: of)?(?: all)?"
    rf"(?: with)?(?: (?:your|the|these|those|this|any|all|my))? {_THINGS}",
    rf"(?:stop|quit) (?:getting|receiving)(?: (?:your|the|these|any|all|more|so|many))* {_THINGS}",
    rf"(?:{_DONT}|no need to) (?:ever )?{TOLD}{_ME}",
    rf"{_DONT} (?:ever )?send(?: me)?(?: (?:any|more|these|your|those))* {_THINGS}",
    rf"{_DONT} (?:want|wish|need|like|care for|consent to|agree to|authorize|authorise)(?: to)?"
    rf"(?: (?:get|getting|receive|receiving|have|see|seeing|any|more|these|your|those|this|the|of|further))* {_THINGS}",
    rf"{_DONT} (?:want|wish|need|like)(?: to)?(?: be)? (?:texted|messaged|contacted|bothered|disturbed)",
    rf"{_DONT} (?:want|wish|need|like)(?: for)? (?:you |your bot )(?:to )?{TOLD}",
    rf"{_DONT} (?:want|wish|need|care)(?: to)? (?:hear|hearing) (?:any ?more |anything )?from (?:you|this|sounding)",
    r"(?:never|not) (?:want )?(?:to )?hear from you again",
    rf"(?:rather|prefer|would like|d like) (?:you )?(?:to )?not (?:to )?(?:be |get |receive |{TOLD}|hear)"
    rf"(?:texted|contacted|messaged|{_THINGS}|{_ME}|from you)?",
    rf"(?:remove|delete|erase|drop|scratch|strike|cross|take|get|cut|forget|lose|block) {_OFF}"
    rf"(?: (?:off|out|from|of)\b.*|(?= (?:please|now))|$)",
    r"be (?:removed|taken off|unsubscribed|deleted|dropped)(?: (?:from|off|of) .*)?",
    rf"{_DONT} (?:want|wish)(?: to)? (?:get|receive|see|be getting) (?:these|this|them|any of)",
    rf"{_DONT} (?:want|wish)(?: to)? be (?:on|in|part of) (?:this|your|the|any) (?:list|lists|group|program|programme)",
    r"(?:get|take|want|be|go) off (?:of )?(?:this|your|the) (?:list|lists|texts|messages|thread)",
    r"unsubscribe(?: (?:me|us|this|my|all|from (?:this|your|the|all|these|sounding|everything)).*)?(?! from)",
    r"(?:opt|opting|sign|count) (?:me |us )?out of (?:these|this|your|the|all|any|receiving|getting|texts|messages)",
    r"(?:opt|opting) (?:me |us )?out(?! of)",
    r"sign me out",
    r"(?:leave|let) me (?:alone|along|be|in peace)(?! (?:clear|myself|honest))",
    r"(?:revoke|withdraw|retract|take back) (?:my |all )?(?:consent|permission|agreement to texts)",
    r"(?:no longer|dont|do not|never) (?:consent|gave you permission|give you permission)",
    r"(?:no|not have|dont have|do not have|without) (?:my )?(?:permission|consent) to (?:text|message|contact)",
    r"(?:cancel|end|close|delete|deactivate|terminate) (?:my |this )(?:subscription|membership|account|registration)",
    # Spanish
    rf"{_DEJEN}(?: ya)? (?:de|con) {_ESCRIBIRME}",
    rf"{_DEJEN}(?: ya)? de {_ESCRIBIR}",
    rf"(?:dejar|parar|favor|evitar|evitad|eviten|evite|cesar)(?: de)? {_ESCRIBIRME}",
    rf"(?:dejar|parar|deja|deje) de (?:recibir|recibirlos|recibirlo)(?: (?:sus|estos|tus|mas|los|todos|tantos))*"
    rf"(?: {_MENSAJES})?",
    rf"(?:no|nunca|jamas)(?: (?:me|nos))+ (?:vuelvan a |vuelvas a |vuelva a |sigan |sigas )?"
    rf"(?:{_ESCRIBAN}|{_ESCRIBIR}|escribiendo|mandando|enviando|molestando)",
    rf"no (?:vuelvan|vuelvas|vuelva|sigan|sigas) (?:a )?(?:{_ESCRIBIRME}|escribiendome|mandandome|enviandome|"
    rf"molestandome|escribiendo|mandando|enviando|molestando)",
    rf"(?:no|nunca) (?:{_ESCRIBAN})(?: mas| nada| {_MENSAJES}| me)+",
    rf"no (?:mas|quiero|queremos|deseo|necesito|acepto|autorizo|quisiera|me interesan|me interesa|mande[ns]|envie[ns])"
    rf"(?: (?:mas|ya|recibir|recibirles|ver|sus|tus|estos|esos|los|tantos|ningun|ningunos|nada de|de))* {_MENSAJES}",
    rf"(?:paren|pare|para|basta|alto|fin|cancelen|cancelar|cancela|bloqueen|bloquear|dejen)"
    rf"(?: (?:con|de|a|ya|los|sus|tus|estos|todos))* {_MENSAJES}",
    rf"no (?:quiero|queremos|deseo) que (?:ya |mas )?(?:me|nos) {_ESCRIBAN}",
    r"no (?:quiero|queremos|deseo|necesito) (?:volver a )?(?:saber|oir|escuchar)(?: (?:mas|nada|ya))*(?: de)? "
    r"(?:ustedes|usted|vosotros|ti|esto|sounding|de)",
    r"no (?:quiero|deseo) (?:que me contacten|ser contactad[ao]|ser molestad[ao]|seguir recibiendo|recibir nada|"
    r"recibirlos|recibir mas)",
    rf"{_BORRA} (?:mi (?:numero|nombre|telefono|contacto|celular|movil)|este numero)",
    r"(?:borra|elimina|quita|saca|retira|desuscribe|desapunta|quite|saque|bo?rre|elimine|retire|anula)(?:r)?me",
    r"(?:borren|eliminen|quiten|saquen|retiren|saca|desuscriban|desapunten|borrad|quitad|sacad)(?:me|nos|dme)",
    r"(?:me|nos) (?:pueden|puedes|puede|podrian|podrias) (?:quitar|borrar|sacar|eliminar|retirar|desuscribir)(?: de.*)?",
    r"no quiero (?:estar|seguir|aparecer) en (?:esta|su|la|tu|este|el) (?:lista|grupo|programa)",
    r"(?:me|nos) (?:borren|borres|eliminen|elimines|quiten|quites|saquen|saques|retiren|desuscriban)",
    r"(?:date|darme|dar|dame|denme|dadme|deme|darse|darnos|denos|me den|me des|tramitar) (?:la |mi |de )?baja",
    r"(?:me doy|me voy a dar) de baja",
    r"(?:desuscribir(?:me|se)?|desuscripcion|desapuntar(?:me)?|desinscribir(?:me)?|desafiliar(?:me)?|desvincularme)",
    r"(?:cancelar?|cancelen|anular?|anulen|terminar|cerrar|cierren|cierra|eliminar) (?:(?:mi|la|esta) )?"
    r"(?:suscripcion|membresia|cuenta|inscripcion|afiliacion)",
    r"(?:deja|dejen|dejad|deje)(?:me|nos)(?: ya)? (?:en paz|tranquil[ao]s?|sol[ao])",
    r"(?:no|ya no) (?:me|nos) molesten?(?:s)?",
    r"(?:retiro|revoco|anulo|quito) mi (?:consentimiento|permiso|autorizacion)",
    r"no (?:tienen|tienes|doy) (?:mi )?(?:permiso|consentimiento|autorizacion)",
]
"""What is clear in a sentence that says nothing else before it. Read with `BEFORE`."""

_HOUR = r"(?:\d{1,2}(?::\d\d)?(?: ?[ap]m| ?h| hrs?)?|seven|eight|nine|ten|eleven|midnight|noon|las? \w+)"
_DAY = (
    "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|next|january|february|march|april|may|june|july|"
    "august|september|october|november|december|breakfast|lunch|dinner|work|i|the)"
)
_DIA = "(?:fines? de semana|domingos?|sabados?|lunes|martes|miercoles|jueves|viernes|vacaciones|semana|mes)"
HOURS = re.compile(
    "|".join(
        (
            r"(?:so |too |this |tan |muy |quite )*(?:early|late|temprano|tarde)\b",
            rf"at (?:night|this (?:hour|time)|work|weekends|the weekend|these hours|{_HOUR})",
            rf"(?:before|after|until|till|past) (?:{_HOUR}|{_DAY}\b)",
            r"(?:on|in) (?:mon|tue|wed|thu|fri|sat|sun|week|holidays|my day)",
            r"(?:on|in) the (?:morning|evening|weekend|night|afternoon|middle)",
            r"(?:during|while|when|whenever) ",
            r"(?:so|too|this|that) (?:often|many|much)",
            r"(?:yet|todavia|aun)\b",
            r"every (?:day|hour|morning|night|week)",
            r"(?:for|this|next) (?:a |the |some |one |two |next |few )*"
            r"(?:days?|weeks?|months?|while|weekend|evening|morning|afternoon)\b",
            r"(?:tonight|weekends|today|tomorrow)\b",
            r"(?:antes|despues|pasadas|hasta|entre|durante|desde) ",
            rf"(?:de|por|en|a)(?: la| las| el| los)? (?:noches?|mananas?|tardes?|madrugada|{_DIA}|trabajo|\d|estas horas|"
            r"esta hora|horas? de)",
            rf"(?:el|los|este|esta|estos|estas|la) (?:{_DIA}|noche|tarde|manana|dias)",
            r"(?:cuando|mientras|tan|tanto|tantos|cada|hoy|manana)\b",
        )
    )
)
"""A time, an hour or an occasion that follows: less, not nothing."""

_I_WANT = (
    "(?:(?:i|we|id) (?:need|want|have|would like|like|ll have|must|got|gotta|should)(?: to)? |"
    "(?:can|could) (?:you|i|we) |please |lets |hi |hello |hey |sorry )*"
)
_MY = r"(?: (?:my|our|the|this|that|todays|tomorrows|tomorrow|next|upcoming|\w+days?))*"
_QUIERO = "(?:(?:quiero|queria|necesito|quisiera|puedo|puedes|pueden|podemos|hay que|tengo que|por favor|hola|me gustaria) )*"
_MI = "(?: (?:mi|nuestra|la|esta|de|el|proxima|siguiente|del|este))*"
SESSION = re.compile(
    rf"{_I_WANT}(?:cancel|cancelling|call off){_MY} (?:sessions?|meetings?|calls?|appointments?|bookings?|slot|\w+days?)"
    r"(?: (?:on|at|with|for|this|next|please|tomorrow) ?.*)?"
    rf"|{_QUIERO}(?:cancelar?|cancelen|anular?|suspender){_MI} (?:sesion|sesiones|reunion|cita|llamada|encuentro|reserva|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo)(?: (?:del?|con|para|este|esta|manana|el|por) ?.*)?"
)
"""A session that is to be called off: that is no wish to leave."""
