"""What yes and no look like: phrases, folded and without apostrophes.

Left out on purpose, because they have two meanings: "no problem" and "no worries" (yes, or kindly no), "i'm
fine" and "i'm good" (often no thanks), "why not" alone, "ja" (a laugh in Spanish), "hindi" (no in Tagalog, and a language),
"tak" (yes in Polish, thanks in Danish).
"""

from flows.understand.vocabulary import phrases

YES = phrases("""
y, yes, ye, yea, yeah, yeh, yep, yup, yus, yas, yes i do, yes i am, yes i would, yes i agree, ya, yah,
aye, uh huh, mhm, mm hm, ok, okay, okey, okie, oki, k, kk, okey dokey, okie dokie, sure, sure thing, for
sure, surely, of course, ofc, certainly, definitely, absolutely, totally, exactly, indeed, right,
correct, thats right, thats correct, true, affirmative, agree, agreed, i agree, i do, i do agree, i
accept, accept, accepted, i consent, i confirm, confirm, confirmed, i would, i would like that, i would
like to, i would love to, id like that, id like to, id love to, with pleasure, happy to, fine, thats
fine, fine by me, fine with me, works for me, that works, that works for me, it works for me,
that suits me, suits me, it suits me, that would work, see you then, see u then, c u then, cu then,
sounds good, sounds great, looks good, looks right, perfect, great,
go on then, ya go on then, yeah go on then, oh go on then,
good, all good, alright, all right, cool, go ahead, go for it, lets do it, lets go, do it, please do,
yes to that, deal, count me in, im in, si, s, sip, sep, simon que si, que si, q si, de una, si quiero, si acepto, si estoy de
acuerdo, si por supuesto, claro, claro que si, desde luego, por supuesto, como no, vale, dale, bueno,
bien, esta bien, muy bien, va, orale, listo, hecho, de acuerdo, estoy de acuerdo, acepto, lo acepto,
confirmo, confirmado, correcto, asi es, eso es, exacto, exactamente, efectivamente, afirmativo,
perfecto, genial, se ve bien, asi esta bien, con gusto, con mucho gusto, encantada, encantado, adelante, me parece bien, me va
bien, quiero, si se puede, oui, dac, daccord, bien sur, sim, claro que sim, hai, yebo, ndio, ndiyo,
beeni, evet, vang, naam, да, ага, конечно, نعم, ايوه, ايوا, اه, بلى, أكيد, اكيد, موافق, موافقة, हाँ,
हां, जी, जी हाँ, जी हां, ठीक है, হ্যাঁ, ਹਾਂ, ہاں, جی, جی ہاں, بله, כן, ναι, 是, 是的, 对, 對, 好, 好的, 可以, 行,
同意, はい, 네, 예, አዎ
""")
"""Every phrase that is a yes."""

NO = phrases("""
n, no, nop, nope, nopes, nah, naw, na, nay, no way, never, not now, not right now, not this time, not
today, not yet, not at all, not really, not for me, not interested, not ok, not okay, no not now, i
dont, i do not, dont, do not, please dont, i dont agree, i do not agree, i dont accept, i dont consent,
i disagree, disagree, disagreed, i decline, decline, declined, i refuse, id rather not, i would rather
not, rather not, i prefer not to, prefer not to, of course not, certainly not, definitely not,
absolutely not, thats wrong, wrong, incorrect, false, negative, i wont, i cant, cant, uh uh, pass, ill
pass, i pass, no good, maybe not, probably not, ahora no, por ahora no, hoy no, esta vez no, todavia no,
aun no, ya no, para nada, de ninguna manera, ni hablar, claro que no, por supuesto que no, desde luego
que no, creo que no, mejor no, nunca, jamas, no quiero, no acepto, no estoy de acuerdo, no puedo, no me
interesa, no esta bien, no me va bien, no es correcto, paso, negativo, incorrecto, rechazo, tampoco,
ahora no puedo, no puedo ahora, prefiero no, prefiero que no,
non, nao, nein, niet, nie, iie, yok, hayir, hapana, khong, нет, не, لا, كلا, नहीं, नही, जी नहीं, না,
ਨਹੀਂ, نہیں, جی نہیں, نه, לא, οχι, 不, 不是, 不要, 不行, 不用, 不可以, 不同意, 否, いいえ, 아니요, 아니오, 아뇨, አይ, አይደለም
""")
"""Every phrase that is a no."""

POLITE = phrases("""
please, plz, pls, thanks, thank you, thankyou, many thanks, thanks a lot, thank you very much, thank you
so much, thx, ty, cheers, sorry, im sorry, oh, well, hi, hello, hey, um, hmm, mmm, maam, sir, dear,
friend, gracias, muchas gracias, mil gracias, por favor, porfa, porfi, pf, lo siento, perdon, disculpa,
pues, hola, ay, why not, y por que no, por que no, y por q no, por q no, merci, obrigada, obrigado, شكرا, धन्यवाद, 谢谢
""")
"""Phrases around an answer that leave it as it is."""

PLEAS = phrases("please, plz, pls, por favor, porfa")
"""What says yes when nothing else is said."""

LEADS_YES = frozenset(phrases("yes, yeah, yep, yup, yea, si"))
"""Words that answer a question by themselves and are then explained: "yes we did"."""

LEADS_NO = frozenset(
    f"{no} {next_word}"
    for no in ("no", "nope", "nah")
    for next_word in phrases("""
        we, i, it, he, she, they, unfortunately, sadly, didnt, couldnt, lo, la, nos, pudimos, pude, pudo,
        hubo, llegamos, alcanzamos, desgraciadamente, lamentablemente
    """)
)
"""The same with no. "No problem" and "no idea" are none of them, so the word after it has to tell."""

LEADS_NOT_NOW = frozenset(
    phrases("""
    not now, not right now, not this time, not just now, no thanks, no thank you, ahora no, por ahora no, esta vez no, no gracias,
    ahora mismo no
""")
)
"""A no that says itself, before its reason: "not now im swamped"."""

REASONS = frozenset(
    phrases("""
    im, ive, i am, i have, i got, too, to much, so, work, life, my, swamped, busy, overwhelmed, a lot, lots, sorry, got, theres,
    estoy, tengo, ando, voy, hay, mucho, mucha, muy, no puedo, no tengo, no doy, mi, es que, porque, because, bc, cos, cuz
""")
)
"""How a reason begins."""

HEDGES = frozenset(
    phrases("""
    but, not, however, only, unless, except, if, when, maybe, perhaps, though, although, until, instead, or,
    different, another, wait, dont, didnt, cant, wont, isnt, arent, never, nobody, pero, sino, solo, quizas,
    tal, cuando, aunque, excepto, salvo, hasta, no, nunca, nadie, tampoco, espera, otra, otro, yes, yeah, ok, fine
""")
)
"""Words after which a careful reader asks again."""

YES_SIGNS = "👍👌✅🙏💯✔☑✓🆗🤝"
NO_SIGNS = "👎❌🚫✖✗✘🙅⛔"

POLITE_SIGN = "🙏"
"""Beside a word, folded hands are thanks or a plea: "no 🙏" is a no."""
