"""In, not this time, or back on a day. The tables are read as: what is texted, what that says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understand import InOut, Reason, Unclear, back_when, in_or_out
from flows.understand.vocabulary import words

# A Monday morning.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

INS = """
in | In. | IN!!! | in please | In 🎉 | innnn | i'm in | I’m in | im in! | i m in | I am in | count me in | coutn me in |
Count me in, can't wait |
in, looking forward to it! | yes | Yes please | sure | yep 👍 | 👍 | ok | yeah im in again | definitely in this round |
sign me up |
I'll join | no problem, count me in | yes I would love to be part of it again | I want in | hi, in please, thanks |
me apunto | me apunto! | dentro | estoy dentro | cuenta conmigo | Cuenta conmigo, gracias | sí | sí, me apunto! |
claro, cuenta conmigo |
esta vez sí | me sumo | cuenten conmigo | participo
"""
SKIPS = """
skip | Skip. | skp | skiiip | skip this one | Skip this one please thanks | skip me | not this time |
not this time sorry. good luck everyone |
sit this one out | I'll sit this one out | going to sit this one out | I'd rather skip this one | I think I'll skip | out |
I'm out | count me out |
no | no thanks | nope | 👎 | pass | I'll pass | not in | I'm not in this time | not this round | next round |
next round please | next time |
nxt round | skip, too much on | no, I'm too busy | no sorry, too busy with work right now | can't make it this time |
not for me this time |
esta no | paso | me salto esta | esta vez no | esta vez paso, gracias | la próxima | no me apunto | fuera | salto |
yo no, gracias |
no puedo esta vez, tengo mucho trabajo | por ahora no | en la próxima
"""
DAYS = {
    "back in March": "2027-03-01", "bak in mrach": "2027-03-01", "back in march 2027": "2027-03-01", "in march": "2027-03-01",
    "March": "2027-03-01", "from march": "2027-03-01", "not until march": "2027-03-01", "out until march": "2027-03-01",
    "not this time but back in march": "2027-03-01", "skip this one, back in March": "2027-03-01", "in December": "2026-12-01",
    "skip - back in feb": "2027-02-01", "no, I'm away till 3 January": "2027-01-03", "away till 3 January": "2027-01-03",
    "until 3 Jan": "2027-01-03", "3 January": "2027-01-03", "3 march please": "2027-03-03",
    "I'm back on the 10th of Feb": "2027-02-10",
    "10 feb": "2027-02-10", "the 10th of feb": "2027-02-10", "until the 10th": "2026-12-10", "on the 10th": "2026-12-10",
    "back on Monday, 4 January": "2027-01-04", "I'll be back from maternity leave in May": "2027-05-01",
    "back in may": "2027-05-01",
    "I'm travelling until 12 January, sorry!": "2027-01-12", "in 3 months": "2027-02-23", "in a month": "2026-12-23",
    "I'd love to but I'm away until 10 January": "2027-01-10", "love to, but I'm travelling until feb": "2027-02-01",
    "me encantaría participar, pero estoy de viaje hasta el 10 de enero": "2027-01-10",
    "in 6 weeks": "2027-01-04", "I'm away for a month": "2026-12-23", "for two weeks": "2026-12-07",
    "end of March": "2027-03-31",
    "mid January": "2027-01-15", "early feb": "2027-02-01", "back in the new year": "2027-01-01", "back by March": "2027-03-01",
    "vuelvo en marzo": "2027-03-01", "en marzo": "2027-03-01", "desde marzo": "2027-03-01", "en dos meses": "2027-01-23",
    "hasta el 3 de enero": "2027-01-03", "no puedo hasta marzo": "2027-03-01", "no, vuelvo en febrero": "2027-02-01",
    "en abril, gracias": "2027-04-01", "dentro de 3 meses": "2027-02-23", "a finales de enero": "2027-01-31",
    "esta vez no, vuelvo el 10 de febrero": "2027-02-10", "de vacaciones hasta el 4 de enero": "2027-01-04",
}  # fmt: skip
ASKED = """
in or out? | in and out | no yes | yes but no | not sure | maybe | perhaps next year | not yet |
in if it's in the evening | in, but only fortnightly |
I'd love to but |
in but not till march | yes, back in march | yes please, in march | im in march | not in march | back | I'm back |
back after easter |
after the summer | after 3 January | back around march | late march | march or april | back in march or april |
back in march maybe | friday |
Thursday 6pm | in a meeting, will answer later | back in 5 minutes | back in 2 hours | back in 10 | in 5 |
I'll call you back on Friday |
let's meet in March | in March I had a client | si puedo | depende | no sé | en marzo o abril | después de navidad |
vuelvo enseguida | stop |
who else is in? | I'm in Paris | skip or not | hello | 1 | | in november next year | next spring | soon
"""
WRONG = [
    ("in november", Reason.AMBIGUOUS), ("3/1", Reason.AMBIGUOUS), ("back on 3/1", Reason.AMBIGUOUS),
    ("back 31 feb", Reason.NO_SUCH_DAY),
    ("in march 2028", Reason.TOO_FAR), ("in 13 months", Reason.TOO_FAR), ("back on 1 November 2026", Reason.PAST),
    ("back next month", Reason.AMBIGUOUS),
]  # fmt: skip

BACK = {
    "back in March": "2027-03-01", "I'm back in march": "2027-03-01", "im bak in march": "2027-03-01",
    "I’ll be back in March.": "2027-03-01",
    "I need a break until Friday": "2026-11-27", "i need a brek untill friday": "2026-11-27",
    "need a break till feb": "2027-02-01",
    "Hi, I need a break until the 10th of January please": "2027-01-10", "taking a break till 3 Jan": "2027-01-03",
    "I'm taking a short break until 3 January, thanks": "2027-01-03", "break until march": "2027-03-01",
    "I need a break for two weeks": "2026-12-07",
    "I'd like to take a break until March": "2027-03-01", "I'm away until 3 January": "2027-01-03",
    "out of office until 4 Jan": "2027-01-04",
    "on leave until march": "2027-03-01", "I'm on maternity leave until May": "2027-05-01",
    "I'll be back from leave on 3 March": "2027-03-03",
    "hi, i'm back 2 feb thanks": "2027-02-02", "I'm back on the 10th of Feb": "2027-02-10",
    "I return on 4 January": "2027-01-04",
    "I'm back on Monday, 4 January": "2027-01-04", "returning in April": "2027-04-01", "pause me until March": "2027-03-01",
    "estoy de vuelta en marzo": "2027-03-01", "vuelvo el 3 de enero": "2027-01-03", "Vuelvo en marso, gracias": "2027-03-01",
    "necesito un descanso hasta febrero": "2027-02-01", "me tomo una pausa hasta el 10 de febrero": "2027-02-10",
    "regreso en enero": "2027-01-01", "estoy de vacaciones hasta el lunes": "2026-11-30",
    "Hola, estaré fuera hasta el 4 de enero": "2027-01-04",
}  # fmt: skip
# Sentences and answers to other questions: nothing of it is a return.
NOT_BACK = """
Thursday 6pm | I'll call you back on Friday | back | in March I had a client | let's meet in March | in March | March |
3 January | until Friday | friday |
in | out | skip | yes | no | I'm back | I'm back! | back soon | back in 5 minutes | back in 5 | back in 2 hours |
back in an hour | back at 5 |
I'm back at 6 on Friday | back on Friday at 6pm | Are you back in March? | When are you back in March? | back in march? |
She's back in March |
my client is back in March | we're back to square one in March | I was back in March | I came back in March |
I went back on Friday |
I'll get back to you in March | I'll come back to you on Friday | coming back to you on Friday |
I'm coming back to this in March | text me back on Friday |
can we move it back to Friday | push it back until March | my back hurts until Friday | back in the day |
back to back on Friday | I look back on March |
let's take a break until Friday | can we take a break until Friday? | he needs a break until Friday |
do you need a break until March? |
I need a break | I need a break until 5pm | I need a break until the next session | I don't need a break until March |
a break | I need it until Friday |
busy until Friday | I'm busy until 6 | I'm free until Friday | I'm in London until Friday |
I'm with a client until Friday | stay until March |
he said "I'm back in March" | I'm back in March or April | I'm back after easter | maybe I'm back in March |
I'm back in March if all goes well |
the round is back in March | see you back on 3 March | welcome back on Friday | call me back tomorrow |
back to work in March was hard |
not back until March he says | I'm away on Friday | I'm away | away from keyboard until lunch | return the form by Friday |
I'd like my deposit back in March |
te llamo de vuelta el viernes | vuelvo a llamarte el viernes | vuelvo enseguida | vuelvo a las 5 |
vuelvo el viernes a las 5 | volvió en marzo |
¿vuelves en marzo? | mi clienta vuelve en marzo | no vuelvo en marzo | necesito un descanso | en marzo tuve una clienta |
nos vemos en marzo |
hasta el viernes | hasta febrero | la sesión es hasta el viernes | quiero una sesión hasta el viernes |
regreso a casa el viernes por la tarde | 1 | |
"""


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", " ").split("|")]


def language(text: str) -> str:
    return "es" if " el " in text or "marzo" in text else "en"


def said(text: str) -> InOut | date | Unclear:
    return in_or_out(text, now=NOW, zone="Europe/London", language=language(text))


def back(text: str) -> date | None:
    return back_when(text, now=NOW, zone="Europe/London", language=language(text))


@pytest.mark.parametrize("text", listed(INS))
def test_in(text: str) -> None:
    assert said(text) is InOut.IN
    assert back(text) is None


@pytest.mark.parametrize("text", listed(SKIPS))
def test_skip(text: str) -> None:
    assert said(text) is InOut.SKIP
    assert back(text) is None


@pytest.mark.parametrize("text", DAYS)
def test_back_on_a_day(text: str) -> None:
    assert said(text) == date.fromisoformat(DAYS[text])
    assert said(text.upper()) == date.fromisoformat(DAYS[text])


@pytest.mark.parametrize("text", listed(ASKED))
def test_what_has_to_be_asked(text: str) -> None:
    assert isinstance(said(text), Unclear)


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_days_that_are_none(text: str, reason: Reason) -> None:
    found = said(text)
    assert isinstance(found, Unclear)
    assert found.reason is reason


@pytest.mark.parametrize("text", BACK)
def test_a_sentence_about_coming_back(text: str) -> None:
    assert back(text) == date.fromisoformat(BACK[text])
    assert said(text) == date.fromisoformat(BACK[text])


@pytest.mark.parametrize("text", listed(NOT_BACK))
def test_no_sentence_about_coming_back(text: str) -> None:
    assert back(text) is None


def test_days_are_counted_where_somebody_lives() -> None:
    late = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    assert isinstance(in_or_out("in december", now=late, zone="Asia/Tokyo", language="en"), Unclear)
    assert in_or_out("in december", now=late, zone="Europe/London", language="en") == date(2026, 12, 1)
    end = datetime(2027, 1, 31, 10, 0, tzinfo=UTC)
    assert in_or_out("in a month", now=end, zone="Europe/London", language="en") == date(2027, 2, 28)


def test_now_is_aware() -> None:
    with pytest.raises(ValueError, match="aware"):
        back_when("back in March", now=datetime(2026, 11, 23), zone="Europe/London", language="en")  # noqa: DTZ001 (that it is naive is the point)


SPOKEN = st.lists(
    st.sampled_from(
        sorted(
            words(
                "in out skip back i'm until march 3 on the 31 feb , . 12 months weeks en hasta vuelvo 2099 99 end of"
            )
        )
    ),
    max_size=9,
).map(" ".join)


@given(st.text(max_size=60) | SPOKEN)
def test_no_text_is_too_odd(text: str) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        read = in_or_out(text, now=NOW, zone=zone, language="en")
        returning = back_when(text, now=NOW, zone=zone, language="es")
        for found in (read, returning):
            if isinstance(found, date):
                assert NOW.date() <= found <= NOW.date() + timedelta(days=368)
