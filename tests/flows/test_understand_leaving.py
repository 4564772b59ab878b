"""Any reasonable wording of "stop texting me" is honoured; a story in which somebody stops something isn't."""

import timeit
from functools import partial
from typing import Any

import pytest

from flows import shortcuts
from flows.expects import YesNo
from flows.flow import FLOWS, State
from flows.understand.leaving import LONGEST, Wish, leaving
from flows.words import LANGUAGES, translate
from tests.flows.test_promises import COPY

ENGLISH = """
please stop
Please STOP!!
plz stop
pls stop
stop please
stop now
Stop it
stop this
STOP STOP STOP
stoppp
stpo
just stop
ok stop
Please stop now, thank you
can you stop please
could you please stop?
I said stop
make it stop
I want this to stop
I need you to stop
stop everything
stop all
enough is enough
no more
No more please
no more texts
no more messages please
no more of this
stop texting
stop texting me
please stop texting me
stop txting me
stop textin me
Stop texing me!!!
stop messaging me
stop msging me
stop sending me messages
stop sending me stuff
stop sending these messages
stop contacting me please
stop bothering me
stop spamming me
stop writing to me
quit texting me
quit messaging
quit bugging me
cease and desist
Please cease all communications
can you please stop texting this number
I asked you to stop texting me
I'd like you to stop texting me
I've told you before, stop texting me
would you mind? stop messaging me
If you could stop texting me I would appreciate it
I'm moving to Peru and changing my phone soon so please stop texting me
Thank you for everything, it was lovely. Please stop texting me now.
You people are annoying. Stop texting me.
don't text me
dont txt me
DON'T TEXT ME AGAIN
do not text me anymore
do not contact me
don't message me ever again
never text me again
please don't send me any more messages
don't contact me at this number
I don't want these messages anymore
I don't want your texts
i dont want any more txts
I do not want to receive texts
I don't want to be contacted
I don't want to get messages from you
I no longer wish to receive messages
I no longer want these texts
I'd rather not get texts
I don't want to hear from you
don't want to hear from you again
i dont want you to text me
unsubscribe me
unsubscribe pls
please unsubscribe
unsubcribe
unsuscribe me please
unsub
I'd like to unsubscribe
opt me out
I want to opt out
opt-out please
sign me out
take me off ur list
take me off your list
take me off
please take my number off your list
remove me
remove me from this list
please remove me from your system
remove my number
remvoe my number
delete my number
delete me
erase my number
lose my number
forget my number
get me off this list
I want to be removed from your list
please be so kind and remove me from the list
leave me alone
just leave me alone please
leave me along
leave me be
go away
get lost
fuck off
shut up
not interested, bye
Not interested. Stop texting me.
no longer interested, bye
I want to leave
I'd like to leave please
leave this program
I revoke my consent
I withdraw my consent
you do not have my permission to text me
cancel my subscription
delete my account
close my account please
end this
this is harassment, stop contacting me
stop texting me you idiots
stop texting me about this, I mean it, stop texting me
""".strip().splitlines()

SPANISH = """
por favor paren
paren
paren ya
Paren por favor!!
para ya
por favor para
ya basta
basta
basta ya
alto
no más
ya no más
no más mensajes
no mas mensages por favor
no más textos
ya no me escriban
ya no me escrivan
no me escriban
no me escriban más
No me escriban más, por favor
no me escriba más
no me escribas más
no me escribáis más
por favor no me escriban
les pido que no me escriban
no quiero que me escriban
ya no quiero que me escriban más
no vuelvan a escribirme
no me vuelvan a escribir
no sigan escribiéndome
dejen de escribirme
deja de escribirme
dejad de escribirme
dejn de escribirme
por favor dejen de escribirme
dejen ya de escribirme
pueden dejar de escribirme
¿Pueden dejar de escribirme?
quiero que dejen de escribirme
les ruego dejen de escribirme
dejen de mandarme mensajes
dejen de mandar mensajes
dejen de enviarme mensajes
deja de mandar mensajes
dejen de molestar
dejen de molestarme
paren de escribirme
paren de mandar mensajes
dejen de joder
no molesten
no me molesten
no me molesten más
no me manden nada
no me manden mensajes
no me manden más mensajes
no me mandes más mensajes
no me envíen más mensajes
no me envíen nada
no manden más mensajes
no me contacten
no me contacten más
no me llamen ni me escriban
nunca me escriban
no quiero mensajes
no quiero más mensajes
no quiero mas msjs
ya no quiero mensajes
ya no quiero recibir mensajes
no quiero recibir más mensajes
no quiero recibir sus mensajes
no deseo recibir mensajes
no deseo recibir más notificaciones
quiero dejar de recibir mensajes
quisiera dejar de recibir estos mensajes
me gustaría dejar de recibir sus mensajes
no quiero saber nada de ustedes
no quiero saber más de ustedes
date de baja
dame de baja
denme de baja
quiero darme de baja
me quiero dar de baja
quiero la baja
me doy de baja
solicito la baja
baja por favor
dar de baja
denme de vaja
desuscribir
desuscribirme
quiero desuscribirme
desapúntame
cancelar mi suscripción
cancelar suscripcion
bórrame de la lista
bórrenme
bórrenme de su lista
borren mi número
borra mi número
elimínenme de la lista
eliminen mi número
elimina mi contacto
sáquenme de la lista
sácame de la lista
quítenme de la lista
quítame de aquí
saquen mi número
olviden mi número
déjenme en paz
déjame en paz
dejadme en paz
déjenme tranquila
ya déjenme en paz
lárguense
salir
quiero salir
me quiero salir
quiero salirme
quiero dejar el programa
salir del grupo
retiro mi consentimiento
no tienen mi permiso
no me interesa, adiós
basta de mensajes
Hola, gracias por todo, pero ya no me escriban
""".strip().splitlines()

ENGLISH_STORIES = """
I want to stop procrastinating
help me stop over-giving
I can't stop thinking about work
my client asked me to stop texting her
My client wants me to stop texting
he told me to stop texting him
I asked him to stop texting me
my ex won't stop texting me
She keeps messaging me and I can't get her to stop
My teen says leave me alone and I don't know how to answer
my boss said quit it and left
stop by at 6
Stop by the office on Thursday
I stop at 6
I stop work at 5pm
non-stop
the bus stop at noon
I will stop smoking
to stop saying yes to everything
Stop saying yes when I mean no
I'd like to stop people-pleasing
I want to stop sending texts at night
I want to stop checking my messages
I need to stop messaging clients on Sundays
don't stop
please don't stop
don't stop texting me
never stop learning
no more sessions on Mondays
no more than an hour
no more meetings before 9
no more overtime for me
end of the month
at the end of the week
the end of the day works
weekends
I end at 5
quit my job
I want to quit my job
I quit smoking in May
thinking of quitting
to leave work on time
I want to leave my job
I leave for Ghana on Friday
leave it
I leave at 6
on leave until Monday
maternity leave
take me through it
I take off Fridays
I took my name off the rota
remove obstacles to my growth
I want to remove distractions
delete social media
I want to delete the apps from my phone
opting for less
I don't text while driving
I don't text my clients
they don't text me back
my mum never texts me
I don't want to lose my voice in meetings
I don't want more sessions this month
I don't want to talk about it
I don't need more work
not interested
not interested in promotion
no
no thanks
not now
not this time
nothing more
more of the same
I'd rather not
I'd rather not go on
rather not say
let me be clear with my team
let me be myself
leave my comfort zone
I'd love less contact with my phone
I send too many messages
my messages to clients are too long
To write shorter messages
contact with nature
my contact at EMCC is Ada
my consent form
I gave consent already
my account with EMCC
membership of the ICF
spam filter
I feel alone
to be alone more
I work alone
go on where I was
see how to leave
how are you
I'll text you tomorrow
text me tomorrow
message me later
call me
send it
cancel culture
to stop
unstoppable
bye
thanks, bye
I wrote "stop texting me" to my brother
saying stop
when to stop
know when to stop
""".strip().splitlines()

SPANISH_STORIES = """
quiero dejar de escribir tarde
quiero dejar de procrastinar
quiero dejar de decir que sí a todo
no puedo dejar de pensar en el trabajo
no puedo parar de trabajar
mi cliente me pidió que dejara de escribirle
mi clienta ya no me escribe
mis clientes no me escriben
mi ex no deja de escribirme
mi jefe no para de mandarme mensajes
le dije que dejara de escribirme
mi hija dice déjame en paz y no sé qué hacer
dejar de fumar
dejar mi trabajo
quiero dejar mi trabajo
quiero dejar el azúcar
deja huella
dejo el trabajo a las 6
dejar de dar tanto
no dejen de escribirme
no dejes de escribirme
no mandan trabajo
mando muchos mensajes
mis mensajes son muy largos
escribir mensajes más cortos
escribir mi libro
escribo los lunes
quiero escribir más
para mí
para el lunes
para mañana a las 6
para crecer como coach
estoy de baja
estoy de baja esta semana
me dieron de baja en el trabajo
baja autoestima
la baja de maternidad
bajar el ritmo
alto rendimiento
liderazgo de alto nivel
nivel alto
fin de mes
a fin de mes
el fin de semana
fines de semana
al final del día
termino a las 6
terminar mi formación
cancelar planes me cuesta
no más de una hora
no más tarde de las 6
no más reuniones antes de las 9
no quiero más trabajo
no quiero más sesiones los lunes
no quiero perder mi voz
no quiero hablar de eso
no quiero
no
no gracias
no, gracias
ahora no
esta vez no
ya no
no me interesa
no me interesa el ascenso
no me conviene
nada más
lo mismo de siempre
salir más
salir de mi zona de confort
quiero salir a correr
quiero salir del trabajo a tiempo
salgo a las 6
irme a casa antes
me voy a las 6
quiero irme de vacaciones
borrar las apps de mi teléfono
quiero borrar las redes sociales
eliminar distracciones
quitarme la culpa
sacar tiempo para mí
olvidar el pasado
dejarme llevar
déjame pensar
déjame ver mi agenda
estar tranquila
vivir en paz
contacto con la naturaleza
mi contacto en EMCC es Ada
mi cuenta en EMCC
la membresía de la ICF
basta con una hora
con una hora basta
me basta con eso
mándame un mensaje mañana
escríbeme mañana
llámame
mi pareja dice que no le mande mensajes
mis hijos no me llaman
adiós
gracias, adiós
hasta mañana
ir adónde estaba
seguir donde estaba
ver cómo salir
pararme a respirar
parar a comer
aprender a parar
""".strip().splitlines()

DOUBTFUL = """
enough
that's enough
count me out
I quit
I want out
I want to stop
I'd like to stop
can I stop?
how do I stop
how do I stop these messages
how do I unsubscribe?
how can I leave
wrong number
You have the wrong number
no longer interested
I'm leaving
no more reminders
stop asking me
stop texting me about introductions
don't text me unless it's urgent
no stop
para
no paren
cancel please
me voy
basta de recordatorios
cancelar
detente
renuncio
ya no me interesa
no quiero seguir
ya no quiero seguir
número equivocado
¿cómo salgo?
cómo me doy de baja
no quiero recordatorios
no me escriban si no es urgente
""".strip().splitlines()

LESS = """
don't text me before 9
don't text me before 9am please
stop texting me at night
please stop texting me so early
stop texting me so often
stop texting me so much
do not message me on Sundays
don't text me at work
don't contact me during the day
stop messaging me while I'm at work
don't text me until Monday
don't text me this week
no me escriban antes de las 9
no me escriban por la noche
no me escriban de noche
no me escriban tan temprano
no me escriban tanto
no me manden mensajes los domingos
dejen de escribirme a las 7
no me escriban esta semana
no me escriban hasta el lunes
no me molesten cuando trabajo
""".strip().splitlines()

SESSIONS = """
cancel my session on Tuesday
Cancel my session
I need to cancel our session
can we cancel tomorrow's session?
please cancel the meeting
I want to cancel Thursday
I have to cancel my session with Amara
cancelar mi sesión del martes
quiero cancelar la sesión
necesito cancelar mi sesión con Lucía
puedo cancelar la cita del jueves?
""".strip().splitlines()


@pytest.mark.parametrize("text", [*ENGLISH, *SPANISH])
def test_a_reasonable_wording_is_honoured(text: str) -> None:
    assert leaving(text) is Wish.LEAVE


@pytest.mark.parametrize("text", [*ENGLISH, *SPANISH])
def test_however_it_is_typed(text: str) -> None:
    for typed in (text.upper(), f"  {text}!!! ", text.replace("'", "’"), f"Hi. {text} 😡"):
        assert leaving(typed) is Wish.LEAVE, typed


@pytest.mark.parametrize("text", [*ENGLISH_STORIES, *SPANISH_STORIES])
def test_a_story_is_none(text: str) -> None:
    assert leaving(text) is None


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_doubtful_is_asked_back(text: str) -> None:
    assert leaving(text) is Wish.MAYBE


@pytest.mark.parametrize("text", LESS)
def test_fewer_texts_are_another_wish(text: str) -> None:
    assert leaving(text) is Wish.LESS


@pytest.mark.parametrize("text", SESSIONS)
def test_a_session_that_is_off_is_another_wish(text: str) -> None:
    assert leaving(text) is Wish.SESSION


def test_the_tables_are_long_enough() -> None:
    for table in (ENGLISH, SPANISH, ENGLISH_STORIES, SPANISH_STORIES):
        assert len(set(table)) >= 80


def test_nothing_that_we_offer_as_an_answer_is_taken_for_it() -> None:
    """A label, an example or a word that begins something is answered as such, in every language."""
    labels = {
        label
        for flow in FLOWS.values()
        for state in flow.states.values()
        if isinstance(state, State) and flow.name != "leaving"
        for label in _labels(state.expects)
    }
    begin = {flow.words for flow in FLOWS.values()} | {shortcuts.MENU, shortcuts.BACK, shortcuts.WHERE}
    begin |= {shortcuts.AGAIN, shortcuts.GREETING, shortcuts.THANKS}
    for language in LANGUAGES:
        offered = [translate(label, language) for label in labels]
        offered += [word for copy in begin for word in translate(copy, language).split(",")]
        assert len(offered) > 100
        assert [one for one in offered if leaving(one)] == []


def _labels(expects: Any) -> list[str]:
    """The options of a question, where they don't depend on the person."""
    if isinstance(expects, YesNo):
        return [expects.yes, expects.no]
    choices = getattr(expects, "choices", {})
    return [] if callable(choices) else list(choices.values())


def test_what_we_write_ourselves_is_never_taken_for_it() -> None:
    """Whoever sends our words back to us, as some phones do, hasn't left."""
    for language in LANGUAGES:
        assert [copy for copy in COPY if leaving(translate(copy, language)) is Wish.LEAVE] == []


def test_a_long_letter_is_none_of_it() -> None:
    assert leaving("please stop texting me. " * 30 + "x" * LONGEST) is None


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "?!", "😀", "x" * 5000, "stop " * 100, "no " * 230, "دنا محمد"]
)
def test_nothing_raises(text: str) -> None:
    leaving(text)


def test_a_text_that_has_nothing_to_do_with_it_costs_next_to_nothing() -> None:
    texts = (
        "Thursday 10 December at 5pm",
        "I would like to work on my presence in the boardroom and be kinder to myself",
        "Me gustaría trabajar en mi presencia y en cómo pongo límites con mi equipo",
    )
    for text in texts:
        best = min(timeit.repeat(partial(leaving, text), number=200, repeat=5)) / 200
        assert best < 100e-6, text  # 2 to 20 µs on a quiet machine
