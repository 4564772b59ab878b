"""Cómo se dice en español que una vida, un cuerpo o la seguridad de alguien corre peligro: the same as `danger_en.py`, over a
text without accents.
"""

DESIRE = (
    "(?:quiero|kiero|quisiera|voy a|ganas de|pensado en|pienso en|pensando en|pienso mucho en|intente|intento|intentado|trate de|"
    "necesito|decidi|decidido|plan para|planeo|prefiero|a punto de|ya no aguanto|por)"
)
FIRST = (
    "(?:quiero|pienso|pensando|decidi|decidido|necesito|prefiero|deseo|ganas de|quisiera|pensar en|pensado en|planeo|planeando|"
    "intente|intentado|voy a|sueno con)"
)
ABOUT_ME = (
    r"^(?:emergencia|una emergencia|auxilio|socorro|necesito ayuda (?:ya|ahora|urgente)|ayuda urgente)$",
    # Querer morir.
    r"(?:quiero|quisiera|deseo|prefiero|ganas de|pienso en|pensando en|lista para|listo para|necesito) (?:ya |solo )?"
    r"(?:morir|morirme|estar muert[oae])\b(?! de )",
    r"\bme (?:quiero|quisiera) (?:morir|matar|suicidar|ir de este mundo|quitar la vida|pegar un tiro|ahorcar"
    r"|colgar|tirar)\b(?! de )",
    r"\bme voy a (?:matar|suicidar|quitar la vida|ahorcar|cortar las venas|pegar un tiro|tirar del?|tirar al"
    r"|lanzar|morir esta noche)\b",
    r"(?:me acabo de|voy a|acabo de) (?:cortar las venas|cortarme)\b(?! el | la llamada)",
    r"(?:seria|mejor|prefiero|preferiria|quisiera|desearia|ojala) (?:\w+ ){0,3}(?:muert[oae]|no despertar"
    r"|no estar viv[oae])(?:$| que)",
    r"no quiero (?:seguir|continuar) (?:con vida|en este mundo|vivo|viva)|no quiero estar en este mundo",
    r"\bpienso en la muerte (?:todos|todo|cada|siempre|mucho|constantemente|a todas)",
    r"(?:cansad[oae]|hart[oae]) de (?:vivir|la vida|mi vida|existir)\b(?! en | con | de )",
    r"me voy a colgar$",
    rf"{DESIRE} (?:matarme|suicidarme|quitarme la vida|ahorcarme|colgarme|pegarme un tiro|cortarme las venas"
    r"|tirarme (?:por|del|al|a)"
    r"|lanzarme (?:al|del|a)|acabar con mi vida|terminar con mi vida|desaparecer para siempre|dejar de existir"
    r"|dejar de vivir)\b",
    r"(?:acabar|terminar) con (?:mi vida|todo)\b",
    r"(?:pienso|pensando|pensar) (?:todo el tiempo |a menudo |mucho |siempre )?en (?:el suicidio|la muerte y)",
    r"(?:tengo|teniendo|vuelven) (?:los |otra vez )?(?:pensamientos|ideas) suicidas?\b|^(?:pensamientos"
    r"|ideas) suicidas$",
    r"(?:he|han) intentado suicidar",
    r"no (?:quiero|puedo) (?:seguir )?(?:vivir|viviendo)(?:$| mas| asi| ya)",
    r"no quiero (?:existir|estar viv[oae])\b",
    r"\bno quiero estar aqui$",
    r"(?:quisiera|quiero) no existir",
    r"ojala (?:no existiera|me muriera|me muera|estuviera muert[oae]|no despierte|no despertara|no hubiera nacido)",
    r"(?:desearia|quisiera|preferiria|ojala) (?:estar muert[oae]|no haber nacido|no existir)",
    r"mejor (?:muert[oae]|sin mi)\b",
    r"(?:a )?nadie (?:le|les|me|lo) (?:\w+ ){1,4}si (?:me )?(?:muero|muriera|muriese|desaparezco)(?:$| nadie)",
    r"si me (?:muero|muriera)(?:$| nadie)|si (?:muriera|muero)$",
    r"(?:no tengo|no hay|no veo|no encuentro|sin) (?:mas )?(?:razones|motivos|razon|motivo|nada) (?:para|por"
    r"|por los que|por que) (?:seguir )?(?:vivir|viviendo|que vivir)",
    r"(?:no|ya no) (?:le )?(?:veo|encuentro|tiene|hallo) (?:el )?sentido (?:a |en )?(?:la vida|mi vida|vivir"
    r"|seguir viviendo)",
    r"que sentido tiene (?:vivir|la vida|mi vida|seguir viviendo)",
    r"para que (?:seguir )?(?:vivir|viviendo)\b",
    r"la vida (?:ya )?no vale|mi vida (?:ya )?no vale|no vale la pena (?:vivir|seguir viviendo)",
    r"(?:sin|no tengo|perdi|perdido|pierdo) (?:las |mis )?ganas de vivir",
    r"no (?:quiero )?despertar(?:$| nunca| manana| mas)|no quiero despertar",
    r"(?:desaparecer|dormir) para siempre",
    r"dejar de existir",
    r"no puedo mas con (?:la|mi) vida|no aguanto (?:esta|la|mi) vida|no aguanto vivir",
    r"(?:carta|nota) de (?:despedida|suicidio)\b",
    r"esto es una despedida",
    r"(?:tome|tomado|trague|tragado) (?:todas las|un frasco de|demasiadas|una caja de|muchas|un monton de"
    r"|todas mis|diez|quince|veinte|treinta|cuarenta|cincuenta|\d\d+) ?(?:mis )?(?:pastillas|pildoras)",
    r"(?:tome|tomado|tomo|tengo|tuve) una sobredosis\b(?! de (?:cafe|reuniones|trabajo|zoom|noticias|azucar))",
    r"pastillas (?:listas|aqui|en la mano|delante)",
    r"(?:puente|azotea|techo|balcon|cornisa) y (?:voy a|quiero)",
    r"(?:voy|va) a (?:saltar|tirarme|tirarse)$",
    r"miedo de (?:hacerme algo|lo que pueda hacerme)|hacerme algo malo",
    r"peligro para mi\b",
    r"no me fio de mi\b",
    # Lo mismo, con las palabras que sean.
    rf"{FIRST} (?:\w+ ){{0,3}}(?:morir|morirme|matarme|suicidarme|dejar de vivir|no vivir|cortarme)\b(?! de\b| el\b)",
    r"(?:salida|opcion|solucion|remedio|camino)(?: \w+)? es (?:\w+ ){0,2}(?:morir\w*|suicid\w+|matarme|la muerte)",
    r"mejor me (?:muero|mato|suicido)",
    r"me quiero (?:\w+ )?cortar(?: las| los|$)",
    r"sentido a (?:seguir viv[oae]|estar viv[oae])|no (?:aguanto|soporto) (?:mas )?(?:vivir|esta vida|la vida"
    r"|mi vida)",
    r"desaparecer (?:para siempre|y no volver|(?:de este|del) mundo(?:$| y))",
    r"(?:cuchillo|navaja|cuchilla|pistola|arma) y (?:me|voy|quiero)|(?:esta|vino|llego|anda"
    r"|entro) (?:\w+ ){0,2}con un[ao]? (?:cuchillo|navaja|pistola|arma|machete)"
    r"|amenaz\w+ con un[ao]? (?:cuchillo|navaja"
    r"|pistola|arma|machete)",
    r"me corte y no|no para de sangrar",
    r"a punto de (?:saltar|tirarme|lanzarme|matarme|hacerlo)",
    r"(?:tome|tomado|trague|tragado|tomo|trago) (?:\w+ ){0,2}(?:frasco|monton|punado|caja|bote"
    r"|blister) (?:\w+ )?pastillas",
    r"hay (?:alguien|un hombre|un extrano|gente) (?:dentro|adentro|fuera|afuera|en) (?:de )?mi (?:casa|cuarto"
    r"|puerta)",
    r"(?:temo|miedo) por mi vida|me encerro|me tienen? encerrad[oae]",
    r"nadie me (?:extranaria|echaria|recordaria)",
    r"(?:no|ya no|ni) (?:\w+ ){0,3}(?:fuerzas|ganas|motivos|razones|animo) (?:para|de) (?:seguir )?(?:vivir"
    r"|viviendo)",
    r"no (?:se|c|estoy segur[oae]) (?:de )?si (?:quiero|puedo) (?:seguir )?(?:vivir|viviendo|viv[oae])(?:$| mas)",
    r"(?:no|ni) (?:\w+ ){0,2}otra (?:salida|opcion|solucion) que (?:morir|morirme|matarme|suicidarme|la muerte)",
    r"nadie (?:me )?(?:lloraria|extranaria|echaria|notaria|recordaria)",
    r"tomar(?:me)? (?:todas las|un frasco de|las) pastillas$|(?:tome|bebi|trague|tomado"
    r"|bebido) (?:\w+ )?(?:cloro|lejia|veneno|raticida|insecticida)",
    r"(?:hice|hago|haciendo) cortes en|me he (?:autolesionado|cortado|hecho dano|quemado)",
    r"(?:no (?:le )?(?:encuentro|veo|hallo) sentido a) (?:seguir viv[oae]|estar viv[oae])",
    # Hacerse daño.
    r"me (?:estoy |vuelvo a |volvi a )?(?:cortando|hago dano|haciendo dano|autolesionando|autolesiono"
    r"|autolesione|lastimando)\b",
    r"(?:volvi|vuelvo|empece|quiero|ganas de|voy) (?:a )?(?:cortarme|autolesionarme|lastimarme|hacerme dano"
    r"|quemarme)\b(?! el pelo| las unas)",
    r"me (?:corto|corte|estoy cortando) (?:los brazos|las munecas|las piernas|los muslos|las venas|la piel)",
    r"me (?:corto|corte|quemo|queme|lastimo|lastime|golpeo|hice dano) (?:anoche |otra vez |hoy )?a proposito",
    # Peligro por otra persona.
    r"\bme (?:va|van|quiere|quieren) a? ?matar\b(?! si| cuando| por| de|.{0,40}\b(?:jaja\w*|jeje\w*)\b)",
    r"(?:amenaz\w+) (?:con matarme|de muerte)",
    r"\btiene un(?:a)? (?:cuchillo|pistola|arma|navaja|machete)\b",
    r"(?:pareja|marido|esposo|esposa|novio|novia|ex|padre|hermano|hijo|el|ella) me (?:pega|golpea|maltrata|pego"
    r"|golpeo|ahorca|viola)\b",
    r"(?:^|y )me (?:pego|golpeo|acaba de pegar|acaba de golpear) ?(?:$|otra vez|de nuevo|anoche|hoy|ayer"
    r"|esta manana|y)",
    r"me (?:agarro|tomo|cogio|apreto) (?:del|por el) (?:cuello|pelo)",
    r"\bme esta(?:n)? (?:pegando|golpeando|ahorcando|atacando|haciendo dano|siguiendo|violando"
    r"|matando a golpes)\b(?! en (?:linkedin|redes))",
    r"(?:intento|trato de|quiso) (?:estrangularme|ahorcarme|matarme|violarme|apunalarme)",
    r"no me deja(?:n)? salir",
    r"encerrad[oae] y",
    r"no estoy a salvo (?:en|aqui|con)|no me siento segur[oae] en mi (?:propia )?casa",
    r"(?:estoy|estamos|esta|sigo) en (?:grave |serio )?peligro\b|corro peligro",
    r"(?:quiere|quieren|intenta|intentan|intentando|trata de|tratando de) (?:entrar en|entrar a|forzar"
    r"|meterse en) (?:mi|la) (?:casa|puerta|cuarto)",
    r"me (?:sigue|siguen|persigue|persiguen|vienen siguiendo) ?(?:hasta|por la calle|a casa|$)|me (?:persigue"
    r"|acosa) ",
    r"(?:fui|he sido|me han) (?:violad[oae]|secuestrad[oae]|apunalad[oae]|golpead[oae])",
    r"me (?:violo|violaron|han violado|apunalaron|apunalo|secuestraron)\b(?! (?:mi|el|la) (?:confianza|derecho)"
    r"| por la espalda)",
    r"abus(?:o|aron) de mi\b",
    r"llam(?:en|a) a la policia por favor|por favor llam(?:en|a) a la policia",
)  # fmt: skip
ABOUT_OTHERS = (
    r"\bse (?:quiere|va a|quieren|van a) (?:matar|suicidar|morir|quitar la vida|tirar|ahorcar)\b",
    r"(?:que|ella|el|persona) (?:quiere|va a) (?:morir|morirse|matarse|suicidarse|quitarse la vida)\b",
    r"\b(?:intento|trato de) (?:suicidarse|matarse|quitarse la vida) (?:hoy|anoche|ahora|esta)",
    r"tiene (?:ideas|pensamientos) suicidas\b",
    r"(?:pensando|piensa|amenaza|ganas) (?:en|con|de) (?:suicidarse|matarse|quitarse la vida)\b",
    r"(?:tomo|ha tomado|se tomo) una sobredosis",
    r"\bno quiere (?:vivir|seguir viviendo)(?:$| mas)",
    r"(?:amig[oae]|herman[oae]|hij[oae]|client[ea]|pareja) va a saltar",
    r"se (?:corto|ha cortado) las (?:venas|munecas)",
    r"(?:acaban de|acaba de|quiso|intentaron|intento) violarme|amenaza con (?:matarse|suicidarse|quitarse)",
)
# El tema mismo, donde nada alrededor dice que es oficio.
BARE = (r"suicid\w+|autolesi\w+",)
