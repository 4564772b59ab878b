"""What racism is told with, whatever the words: each word or short phrase, English or Spanish, stands for what it means.

"they thought i was the cleaner" and "me confundieron con la de la limpieza" are both "TAKENFOR SERVANT". A word that means
nothing here stays as it is. Over small letters without accents and apostrophes; `racism.py` says what it comes to.
"""

from flows.understand.vocabulary import phrases, words

GLUE = words(
    "the a an just so very such please lol haha jaja jajaja and y e that que la las los el un una unos unas muy ya then now "
    "also too demasiado tan again otra vez literally honestly basically actually como si nada hoy today ayer yesterday his her "
    "their su sus le les lo apparently por favor was were been being got get gets fue fueron es is are am have has had ha han"
)
MEANS = {
    "AGAIN": phrases(
        "again, otra vez, de nuevo, once more, every time, cada vez, always, siempre, keep, keeps, kept, for nothing"
    ),
    "TAKENFOR": phrases(
        "mistaken for, mistook me for, mistakes me for, mistaking me for, took me for, taken for, takes me for, confused me "
        "with, thought i was, thought we were, thought i am, thought i must be, thinks i am, think i am, assumed i was, "
        "assumed i am, assumes i am, assume i am, assumed we were, believed i was, figured i was, asked if i was, asked if i "
        "am, asked if i were, asks if i am, asked whether i was, asked me if i was, asked me if i am, asked me whether i was, "
        "asking if i was, asking if i am, asking me if i was, treated me like, treats me like, like i was, like i am, as if i "
        "was, as if i were, me confundieron con, me confundio con, me confunden con, confundida con, confundido con, me "
        "tomaron por, me tomo por, me toman por, me tomaron como, pensaron que era, pensaron que yo era, pensaban que era, "
        "pensaban que yo era, penso que era, penso que yo era, creyeron que era, creyeron que yo era, creian que era, creian "
        "que yo era, creyo que era, creyo que yo era, creen que soy, piensan que soy, asumieron que era, asumio que era, "
        "asumieron que yo era, asumio que yo era, preguntaron si era, preguntaron si yo era, preguntaron si soy, pregunto si "
        "era, pregunto si yo era, pregunto si soy, preguntan si soy, como si fuera, como si yo fuera, me trataron como, me "
        "trato como"
    ),
    "IFIAM": phrases("if i was, if i am, if i were, whether i was, si era, si yo era, si soy"),
    "ASK": phrases(
        "ask, asks, asked, asking, wanted to know, pregunta, pregunto, preguntan, preguntaron, preguntando, preguntarme, "
        "insiste, insistio"
    ),
    "SERVANT": phrases(
        "cleaner, cleaning lady, cleaning woman, the help, maid, housekeeper, janitor, assistant, secretary, pa, intern, "
        "receptionist, driver, chauffeur, waiter, waitress, server, barista, porter, nanny, babysitter, nurse, carer, "
        "security guard, delivery guy, delivery driver, delivery boy, delivery man, staff, valet, caterer, catering, bellboy, "
        "servant, shop assistant, tea lady, interpreter, limpieza, senora de la limpieza, limpiadora, empleada, empleada "
        "domestica, mucama, muchacha, muchacha del servicio, sirvienta, criada, asistente, secretaria, secretario, becaria, "
        "pasante, chofer, taxista, ninera, nana, mesera, mesero, camarera, camarero, conserje, portera, repartidor, "
        "repartidora, servicio, del servicio, de servicio, vigilante, jardinero, ladrona, ladron, thief, shoplifter, criminal"
    ),
    "STAFFONLY": phrases(
        "entrada de servicio, service entrance, tradesmans entrance, staff entrance, puerta de servicio"
    ),
    "SLUR": phrases(
        "n word, nigger, nigga, nigger lover, paki, chink, spic, wetback, gook, raghead, towelhead, coon, golliwog, negrata, "
        "sudaca, sudacas, panchita, panchito, machupichu, machupicchu, indio patarrajada, india patarrajada, patarrajada, "
        "bajada del cerro, bajado del cerro, india de mierda, indio de mierda, negra de mierda, negro de mierda, mora de "
        "mierda, moro de mierda, latina de mierda, latino de mierda, india asquerosa, negra asquerosa, negro asqueroso, india "
        "sucia, negra sucia, cholo de mierda, chola de mierda, gitana de mierda, negra cochina"
    ),
    "ANIMAL": phrases(
        "monkey, ape, gorilla, animal, savage, mono, mona, simio, simia, macaco, macaca, gorila, salvaje"
    ),
    "COLOURED": phrases(
        "coloured, colored, half caste, exotic, ghetto, morenita, morenito, negrita, negrito, chinita, chinito, indiecita"
    ),
    "CALLME": phrases(
        "called me, calls me, calling me, call me a, called us, calls us, been called, was called, got called, get called, "
        "were called, shouted at me, shouted, yelled at me, yelled, screamed at me, screamed, spat at me and said, me llamo, "
        "me llama, me llamaron, me llaman, me grito, me gritaron, me gritan, nos grito, nos gritaron, nos llamo, nos "
        "llamaron, me dijo, me dijeron, me dicen, me dice, nos dijeron, nos dijo, me trato de, me trataron de, me tildaron "
        "de, me tacharon de"
    ),
    "SAID": phrases(
        "said, says, saying, told me, tells me, tell me, telling me, told us, told, joked, commented, reckons, thinks, think, "
        "dijo, dijeron, dice, dicen, diciendo, comento, comentaron, opina, opinan, acuso, acusaron, accused me of"
    ),
    "GOBACK": phrases(
        "go back to your country, go back to your own country, go home to your country, go back to africa, go back to india, "
        "go back to asia, go back to mexico, go back to where you came from, go back where you came from, go back to where "
        "you come from, go back where you come from, go back to where i came from, go back where i came from, go back to "
        "where i come from, go back where i come from, go back where i belong, vete a tu pais, vuelve a tu pais, vuelvete a "
        "tu pais, regresa a tu pais, regresate a tu pais, regresese a su pais, largate a tu pais, andate a tu pais, largate "
        "de aqui, que me vuelva a mi pais, que me vaya a mi pais, que me regrese a mi pais, que vuelva a mi pais, que regrese "
        "a mi pais, vayase a su pais"
    ),
    "REALLYFROM": phrases(
        "where i am really from, where i am originally from, where i am actually from, where are you really from, where are "
        "you originally from, where are you actually from, where i was really from, where i was originally from, where i am "
        "from from, where are you from from, really really from, de donde soy de verdad, de donde soy realmente, de donde soy "
        "en realidad, de donde eres de verdad, de donde eres realmente, de donde eres en realidad, de verdad de donde soy, de "
        "verdad de donde eres, de donde venia de verdad, de donde vengo de verdad, de donde vengo realmente, de donde vienes "
        "realmente, de donde vienes de verdad"
    ),
    "RACEPLURAL": phrases(
        "black people, blacks, brown people, indians, africans, asians, mexicans, latinos, latinas, immigrants, muslims, "
        "gypsies, you people, people like me, people like us, people like you, my people, black women, black men, black "
        "coaches, brown coaches, negros, negras, indios, indigenas, los indios, las indias, moros, gitanos, inmigrantes, "
        "gente como yo, gente como tu, afros, los negros, las negras, mi gente, los mexicanos, los latinos"
    ),
    "RACE": phrases(
        "black, brown, african, indian, asian, chinese, mexican, muslim, arab, jamaican, nigerian, pakistani, native, "
        "indigenous, aboriginal, latina, latino, latinx, hispanic, mixed race, poc, bipoc, person of colour, person of color, "
        "woman of colour, woman of color, man of colour, coach of colour, negra, negro, afro, afrodescendiente, indigena, "
        "india, indio, mora, moro, gitana, gitano, chola, cholo, mapuche, quechua, aymara, mulata, mulato, morena, moreno, de "
        "color, someone like me, somebody like me"
    ),
    "WHITE": phrases(
        "white, whites, white guy, white man, white woman, white men, white women, white colleague, white colleagues, white "
        "people, white person, white coach, white co facilitator, blanca, blanco, blancas, blancos, guera, guero, mi colega "
        "blanca, mi colega blanco"
    ),
    "SKIN": phrases(
        "race, my race, skin, my skin, skin colour, skin color, colour, color, my colour, my color, my skin colour, my skin "
        "color, complexion, raza, mi raza, piel, mi piel, mi color, mi color de piel, mi cara, my face, my looks, mi origen, "
        "my ethnicity"
    ),
    "RACISM": phrases(
        "racism, racist, racists, racismo, racista, racistas, race card, whiteness, discrimination, discriminacion"
    ),
    "HAIR": phrases(
        "my hair, my afro, my braids, my locs, my dreads, my dreadlocks, my curls, my weave, my twists, my natural hair, "
        "pelo, mi pelo, el pelo, mi cabello, el cabello, mi afro, las trenzas, mis trenzas, mis rizos, mis rastas, ese pelo, "
        "mi peinado, my hairstyle"
    ),
    "TOUCH": phrases(
        "touch, touched, touches, touching, petted, petting, pet, stroked, stroking, grabbed, grabs, grabbing, pulled, pulls, "
        "pulling, tugged, patted, hand in, hands in, hand into, hand through, hands through, fingers through, fingers in, me "
        "toco, me toca, me tocan, me tocaron, tocarme, tocando, tocandome, me agarro, me agarraron, agarrarme, me jalo, me "
        "jalaron, jalarme, meterme la mano en"
    ),
    "UNPRO": phrases(
        "unprofessional, not professional, is not professional, messy, wild, distracting, distraction, no es profesional, "
        "poco profesional, no se ve profesional, desordenado, alise, me alise, alisarme, alisar, straighten, tame, wool, "
        "scarecrow, dirty, sucio"
    ),
    "MOCK": phrases(
        "laughed at, laugh at, laughs at, laughing at, made fun of, make fun of, makes fun of, making fun of, mocked, mock, "
        "mocks, mocking, mimicked, mimics, mimicking, imitated, imitates, imitating, ridiculed, took the piss out of, take "
        "the piss out of, joked about, jokes about, se burlo de, se burlaron de, se burlan de, burlandose de, se rio de, se "
        "rieron de, se rien de, riendose de, imito, imitaron, imitan, imita, imitando, me imitaron, remedo, remedaron, "
        "ridiculizaron"
    ),
    "NAME": phrases(
        "my name, my surname, my last name, mi nombre, mi apellido, how i am called, como me llamo"
    ),
    "ACCENT": phrases(
        "my accent, mi acento, an accent at me, chinese accent, indian accent, african accent, jamaican accent, mexican "
        "accent, acento indio, acento mexicano, my english, how i talk, how i speak, the way i talk, the way i speak, como "
        "hablo, mi forma de hablar, mi manera de hablar, mi espanol"
    ),
    "PRAISE": phrases(
        "pretty, beautiful, articulate, well spoken, eloquent, smart, intelligent, educated, clever, well behaved, "
        "attractive, bonita, linda, guapa, guapo, educada, educado, inteligente, culta, lista, bien hablada"
    ),
    "PARASER": phrases("para ser, for being, pa ser"),
    "ONLY": phrases("the only, only, la unica, el unico, le unique, unica, unico, sole"),
    "ROOM": phrases(
        "room, team, table, board, group, meeting, panel, sala, equipo, mesa, grupo, reunion, directorio, junta, taller, "
        "workshop"
    ),
    "OVERME": phrases(
        "talked over me, talk over me, talks over me, talking over me, spoke over me, speaks over me, ignored me, ignores me, "
        "ignore me, ignored, interrupted me, interrupts me, not listen to me, nobody listened, no one listened, nadie me "
        "escucho, no me escucharon, no me escuchan, me ignoraron, me ignoran, me ignoro, me interrumpieron, me interrumpen, "
        "hablan por encima de mi, hablaron por encima de mi, no me dejaron hablar, me hicieron a un lado"
    ),
    "SPEAKFOR": phrases(
        "speak for, speak for all, speaking for, represent, represent all, answer for all, speak on behalf of, hablar por "
        "todos, hablar por todas, hablar en nombre de, hablar por, all the diversity questions, the diversity questions, "
        "diversity questions, hablar por los"
    ),
    "TOUCHY": phrases(
        "too sensitive, so sensitive, oversensitive, over sensitive, overreacting, over reacting, exaggerating, too "
        "emotional, so emotional, emotional, dramatic, too angry, so angry, angry, too aggressive, aggressive, hostile, "
        "intimidating, difficult, too loud, loud, too intense, defensive, imagining it, imagining things, making it up, a "
        "chip on my shoulder, chip on my shoulder, paranoid, demasiado sensible, muy sensible, tan sensible, sensible, "
        "exagerando, exagero, exagerada, exagerado, dramatica, agresiva, agresivo, conflictiva, conflictivo, enojada, "
        "resentida, resentido, acomplejada, intensa, paranoica, problematica, emocional, muy emocional, me lo invento, sassy, "
        "scary"
    ),
    "IAM": phrases("i am, i was, i am being, i was being, we are, soy, estoy, era, estaba, me pongo, being"),
    "PASSEDOVER": phrases(
        "passed over, overlooked, no me ascendieron, no me dieron el ascenso, no me dieron el puesto, me saltaron, me pasaron "
        "por encima"
    ),
    "CHOSE": phrases(
        "promoted, gave the job to, gave it to, picked, chose, hired, paid less, less than, earn less, ascendieron, "
        "eligieron, contrataron, me pagan menos, me pagaron menos, gano menos, escogieron"
    ),
    "INSTEAD": phrases(
        "over me, instead of me, rather than me, ahead of me, before me, en vez de, en lugar de, antes que, antes que a mi, "
        "than"
    ),
    "SECURITY": phrases(
        "security, guard, guards, doorman, bouncer, store detective, guardia, portero, guardias, seguridad"
    ),
    "POLICE": phrases(
        "police, cops, policeman, officer, immigration, policia, policias, migracion, la migra, border force, customs"
    ),
    "FOLLOW": phrases(
        "followed, follows, following, was followed, trailed, followed me, follows me, following me, me siguio, me siguieron, "
        "me siguen, me sigue, me persiguio, siguiendome"
    ),
    "SHOP": phrases(
        "shop, store, supermarket, mall, boutique, tienda, supermercado, negocio, centro comercial, almacen"
    ),
    "STOPME": phrases(
        "stopped me, stops me, stop me, pulled me over, frisked me, searched me, asked for my id, asked me for id, asked to "
        "see my badge, asked to see my id, asked to see my pass, checked my id, checked my ticket, checked my bag, checked my "
        "badge, me paro, me pararon, me detuvo, me detuvieron, me pidio el documento, me pidieron el documento, me pidio los "
        "papeles, me pidieron los papeles, me revisaron, me reviso, me registraron, no me dejo entrar, no me dejaron entrar, "
        "not let me in, would not let me in, did not let me in"
    ),
    "ONLYME": phrases(
        "only me, only mine, nobody else, nobody elses, no one elses, no one else, just me, just mine, solo a mi, solamente a "
        "mi, a mi nada mas, nomas a mi, solo el mio, a nadie mas"
    ),
    "CLUTCH": phrases(
        "clutched, clutches, hugged, tightened, apreto, agarro, abrazo, escondio, hid, held, moved"
    ),
    "BAG": phrases(
        "her bag, her purse, her handbag, his wallet, el bolso, su bolso, la cartera, su cartera, el bolsillo"
    ),
    "TOKEN": phrases(
        "diversity hire, a token, the token, token black, quota, the quota, por la cuota, por cuota, la cuota, affirmative "
        "action, box ticking, tick box, diversity box"
    ),
    "CANNOT": phrases(
        "can not, could not, are lazy, lazy, not able, smell, no sirven, no pueden, flojos, flojas, vagos, sucios, ladrones, "
        "no saben, should not, no trabajan"
    ),
    "JOKE": phrases("joke, jokes, joke about, chiste, chistes, chiste de, chistes de, bromas de, broma de"),
    "UNSEEN": phrases("not see colour, not see color, not see race, no ve color, no ve colores, no ve razas"),
    "SHOWN": phrases(
        "humiliated me, humiliated, belittled me, spat at me, spat on me, talked down to me, talks down to me, patronised me, "
        "patronized me, patronising me, condescending to me, made me feel small, made to feel, me humillo, me humillaron, me "
        "humillan, me menosprecio, me menospreciaron, me menosprecian, me escupio, me escupieron, me hicieron sentir, me "
        "hicieron menos, me miraron raro, me miraron mal, me miro mal, me miro raro, me miraron feo, gave me a look, gave me "
        "looks, gave me that look, looked at me funny, looked at me weird, looked me up and down, me miraron de arriba abajo, "
        "stared at me, me rechazaron, me discriminaron, me discrimino, discriminated against me, discriminated"
    ),
    "NOTCOACH": phrases(
        "not look like a coach, not look like the coach, not look like a leader, not fit in, not a good fit, not a culture "
        "fit, not belong, no encajo, no pertenezco, no parezco coach, no parezco la coach, no parezco una coach, not believe "
        "i was, not believe i am, did not believe i was, no me creyeron que era, no me creyo que era, no creyeron que era, "
        "not look professional"
    ),
    "LIKEME": phrases(
        "like me, who looks like me, that looks like me, looking like me, como yo, que se parece a mi, of my colour, de mi "
        "color"
    ),
    "CULTURE": phrases(
        "my culture, my religion, my faith, my country, my food, my headscarf, my hijab, mi cultura, mi religion, mi pais, mi "
        "velo, mi ropa tipica, my turban, my clothes"
    ),
    "BECAUSE": phrases(
        "because i am, because of, cos i am, cause i am, coz i am, bc i am, por ser, porque soy, por mi, because we are"
    ),
    "TREATED": phrases(
        "stopped, refused, denied, rejected, fired, treated, left out, excluded, not want me, no me quieren, no me quiso, me "
        "negaron, me rechazo, me echaron, me despidieron, me trataron mal, me trataron, mistreated, turned away, turned down, "
        "no me atendieron, no me contrataron, sent me away"
    ),
}
