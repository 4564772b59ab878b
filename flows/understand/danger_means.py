"""Means, places, people and what they do to each other: the other half of `danger_meaning.py`."""

from flows.understand.vocabulary import phrases

MEANS = {
    "PILLS": phrases(
        "pills, pill, tablets, tabs, sleeping pills, meds, medication, medicine, medicines, paracetamol, tylenol, panadol, "
        "ibuprofen, painkillers, antidepressants, insulin, xanax, valium, tramadol, codeine, pastillas, pildoras, pastis, "
        "medicamentos, medicinas, remedios, tabletas, comprimidos, clonazepam, rivotril, co codamol, codamol, aspirin, "
        "aspirina, aspirinas, benzos, zopiclone, diazepam, somniferos, calmantes, insulina, blister, blisters"
    ),
    "CABINET": phrases(
        "everything in the cabinet, everything in the medicine cabinet, everything in the drawer, everything i could find, "
        "everything i had, todo lo que habia en el botiquin, todo lo que encontre, el botiquin"
    ),
    "POISON": phrases(
        "poison, rat poison, bleach, pesticide, insecticide, sniper, otapiapia, gramoxone, paraquat, detergent, veneno, "
        "veneno para ratas, cloro, lejia, lavandina, raticida, insecticida, matarratas"
    ),
    "MANY": phrases(
        "all, all my, all the, whole, entire, packet, packets, pack, bottle, box, strip, handful, bunch, load, loads, lots, "
        "lot, too many, everything, todas, todo, todos, entero, entera, frasco, bote, caja, tira, punado, monton, demasiadas, "
        "muchas, muchos, blister entero, twenty, thirty, forty, fifty, veinte, treinta, cuarenta, cincuenta, cien, hundred"
    ),
    "TAKE": phrases(
        "took, taken, take, taking, swallowed, swallow, swallowing, downed, drank, drink, drinking, consume, consumed, ate, "
        "popped, necked, chugged, tome, tomado, tomo, tomar, tomarme, trague, tragado, trago, tragarme, bebi, bebido, beber, "
        "me tome, meti"
    ),
    "SAVED": phrases(
        "saving up, saved up, saved, saving, hoarding, hoarded, stockpiling, stockpiled, collecting, collected, stashed, hid, "
        "guardadas, guardando, guarde, junte, juntando, juntadas, escondidas, ready, lista, listas, listo, listos, preparada, "
        "preparado, preparadas, lined up, laid out, in front of me, in my hand, bought, compre, comprada, consegui"
    ),
    "HOWMANY": phrases("how many, cuantas, cuantos, what dose, que dosis, lethal dose, dosis letal"),
    "WEAPON": phrases(
        "gun, pistol, rifle, shotgun, knife, knives, machete, cutlass, weapon, axe, guns, hammer, bat, pistola, revolver, "
        "arma, cuchillo, cuchillos, escopeta, hacha, fierro, martillo, bate"
    ),
    "BLADE": phrases("blade, blades, razor, razors, razorblade, navaja, cuchilla, gillette, cuter, cutter"),
    "BODY": phrases(
        "wrist, wrists, throat, neck, temple, muneca, munecas, cuello, garganta, venas, veins, sien"
    ),
    "CUTWRISTS": phrases(
        "cut wrists, slit wrists, cut her wrists, cut his wrists, cut my wrists, cuts on her arms, cuts on his arms, cuts on "
        "my arms, munecas cortadas, venas cortadas, cortes en los brazos, cortes en las munecas"
    ),
    "PAIN": phrases("pain, suffering, hurting, dolor, sufrimiento, agony, this pain, este dolor"),
    "OVER": phrases("end, ends, over, termine, acabe, pare, cese, terminar, acabar"),
    "ROPE": phrases("rope, noose, soga, cuerda, mecate, lazo"),
    "HIGH": phrases(
        "bridge, roof, rooftop, ledge, cliff, balcony, window ledge, tracks, rails, platform, platform edge, anden, barranco, "
        "puente, azotea, techo, cornisa, acantilado, balcon, ventana, terraza, vias, rieles, tejado"
    ),
    "TRAIN": phrases("train, bus, truck, lorry, tube, traffic, tren, metro, camion, autobus, micro, subte"),
    "JUMP": phrases(
        "jump, jumping, saltar, tirar, tirarme, tirarse, lanzarme, lanzarse, lanzar, throw myself, aventarse, salto"
    ),
    "NOTDOWN": phrases("not come down, not get down, no baja, no quiere bajar, no bajar"),
    "CRASH": phrases("crash, crashing, wreck, estrellar, estrellarme, chocar"),
    "CAR": phrases("car, my car, coche, auto, carro, moto"),
    "SWERVE": phrases(
        "turning wheel, turning the wheel, turn the wheel, swerving, swerve, driving into a tree, drive into a tree, drive "
        "into a wall, driving into a wall, drive off the road, driving off the road, into oncoming, let go of the wheel, "
        "letting go of the wheel, soltar el volante, girar el volante, salirme de la carretera, estrellarme contra"
    ),
    "GOODBYE": phrases(
        "goodbye, goodbyes, farewell, bye, adios, despedida, despedirme, me despido, despedidas, final message, last message, "
        "ultimo mensaje, last text"
    ),
    "LETTER": phrases("letter, letters, note, notes, carta, cartas, notas"),
    "MYGOODBYE": phrases(
        "esta es mi despedida, es mi despedida, esto es una despedida, esto es mi despedida, this is my goodbye, this is my "
        "farewell, this is my final goodbye, estas son mis ultimas palabras, these are my last words"
    ),
    "LASTDAY": phrases(
        "last night on earth, last day on earth, last day alive, last night alive, last days alive, my last sunrise, ultima "
        "noche en este mundo, ultimo dia en este mundo, ultimo dia de mi vida, ultima noche de mi vida, mis ultimas horas"
    ),
    "HEAVEN": phrases(
        "heaven, paradise, the other side, my maker, ancestors, cielo, el cielo, otro lado, mas alla, up there, next life, "
        "eternal rest, descanso eterno"
    ),
    "NOTSEARCHME": phrases(
        "not look for me, not come looking, not come looking for me, not try to find me, no me busquen, no me busques, not "
        "bother looking for me"
    ),
    "READTHIS": phrases(
        "by the time you read this, when you read this, by the time you get this, by the time anyone reads this, cuando leas "
        "esto, cuando lean esto, para cuando leas esto, si leen esto, if you are reading this"
    ),
    "GONE": phrases(
        "when i am gone, after i am gone, once i am gone, i will be gone, when i am not here, cuando yo no este, cuando no "
        "este, cuando me haya ido, cuando ya no este, cuando falte, cuando yo falte, ya no voy a estar, ya no estare, not be "
        "around, i was gone, si yo no estuviera, si no estuviera, no longer here, not here any more"
    ),
    "CARE": phrases(
        "look after, take care of, feed, tell, cuiden a, cuiden, cuida a, cuida, cuide a, cuiden de, diganle a, dile a, "
        "diganle, dile"
    ),
    "KIN": phrases(
        "my kids, my children, my child, the kids, the children, kids, children, my dog, my cat, the dog, the cat, my baby, "
        "my babies, the baby, baby, my mum, my mom, my mother, my dad, my father, my son, my daughter, my wife, my husband, "
        "my family, my sister, my brother, my friend, my girls, my boys, mis hijos, mis hijas, mi hijo, mi hija, mi bebe, "
        "bebe, los ninos, ninos, mi perro, mi gato, mi perra, mi mama, mi papa, mi madre, mi padre, mi familia, mi esposa, mi "
        "esposo, mi hermana, mi hermano, mi amiga, mi amigo, mi pareja, mi nino, mi nina, mi gata"
    ),
    "HARM": phrases(
        "hurt, harm, burn, cut, hit, hitting, harming, burning, cutting, torturing, torture, punch, punching, scratch, "
        "scratching, starve, starving, bite, biting, choke, choking, injure, injuring, slap, slapping, rasguno, arano, hurts, "
        "harms, cuts, beat, beating, kill, kills, killing, murder, shoot, stab, rape, attack, strangle, lynch, pegar, pega, "
        "pegando, golpear, golpea, golpeando, golpee, matar, mata, mate, maten, matando, ahorcar, violar, lastimar, lastima, "
        "lastime, quemar, apunalar, hacer dano, hacerle dano, hacerles dano, hace dano, haga dano, disparar, acuchillar, "
        "balear, linchar, pegue, hacerme dano, golpearme, pegarme, violarme, lastimarme"
    ),
    "SELF": phrases("myself, my self, myslef, mi misma, mi mismo, conmigo, conmigo misma, conmigo mismo"),
    "THEMSELF": phrases("himself, herself, themselves, themself"),
    "OFTEN": phrases(
        "when it gets too much, when, every night, every day, every, at night, on purpose, deliberately, to feel, until, to "
        "cope, secretly, a proposito, otra vez, cada, cuando, para sentir, a escondidas, de nuevo, nightly, because i"
    ),
    "SAFE": phrases("safe, a salvo, segura, seguro, safety"),
    "TRUST": phrases("trust, confio en, fio de, confio, me fio"),
    "ALONE": phrases("alone, a solas, sola, solo yo, by myself"),
    "WHATIDO": phrases(
        "what i might do, what i will do, what i could do, what i may do, what i can do, what i would do, do something, lo "
        "que me pueda hacer, lo que pueda hacer, lo que pueda hacerme, lo que me haga, de lo que soy capaz, hacerme algo, "
        "hacer una locura, cometer una locura, hacer una tonteria, something stupid, do something stupid, what i am capable "
        "of"
    ),
    "HE": phrases(
        "he, she, they, husband, wife, boyfriend, girlfriend, ex, father, dad, mother, mum, brother, uncle, stepfather, "
        "stepdad, client, coachee, mentee, supervisee, partner, friend, son, daughter, sister, in laws, marido, esposo, "
        "esposa, novio, novia, padrastro, cliente, clienta, amiga, amigo, hermana, hermano, hijo, hija, pareja, companera, "
        "companero, persona, tio, padre, madre, papa, mama, someone, somebody, alguien, gang, police, neighbour, landlord"
    ),
    "HIM": phrases("him, her, them, lo voy a, la voy a, los voy a, a alguien"),
    "HOME": phrases("home, house, to go home, going home, casa, mi casa, a casa, volver a casa"),
    "BLEED": phrases("bleeding, bleed, bleeds, blood everywhere, sangrando, sangrar, sangro, sangre por"),
    "BLEEDOUT": phrases(
        "desangrando, desangro, bleeding out, bleeding to death, losing a lot of blood, perdiendo mucha sangre"
    ),
    "CALL": phrases("call, llamar, stop, parar, hospital, help, ayuda, doctor, ambulance"),
    "EXIT": phrases("way out, salida, other way, otra salida, way forward"),
    "NOTHING": phrases("nothing, nada"),
    "LEFT": phrases("left, queda, remains, holding, holds, ata, retiene"),
    "REPLY": phrases(
        "replied, replying, answering, answered, responding, responded, answer, responde, contesta, respondio, contesto, "
        "picking up"
    ),
    "FIERCE": phrases(
        "strangled, choked, raped, stabbed, molested, groped, fondled, manoseo, estrangulo, ahorco, violo, apunalo, acuchillo"
    ),
    "BEATS": phrases(
        "beats, hits, slaps, punches, kicks, chokes, strangles, rapes, burns, le pega, la golpea, lo golpea, le pegan, la "
        "maltrata"
    ),
    "PASSPORT": phrases("passport, passports, documents, pasaporte, documentos, my papers"),
    "DOIT": phrases("do it, hacerlo, lo haria, lo voy a hacer, lo hare"),
}
