"""Yes and no, as people text them."""

import pytest

from flows.understand import opens_with, yes_no
from flows.understand.yesno_words import NO, YES

YESES = """
yes | Yes | YES! | y | yep | yup | yeah | yea | yesss | yess | yeees | sure | Sure thing | surely | ok | OK. | okay |
okkkk | k | of course | please do | Yes please | please | I agree | agreed | fine | absolutely | sounds good | go ahead |
yes yes | yes, of course | ok sure | Yes 😊 | yes 👍🏽 | YES PLEASE!!! | “Yes” | *yes* | yes thank you | Oh yes |
sí | Sí | si | siii | SÍ, claro | claro | claro que sí | vale | dale | de acuerdo | estoy de acuerdo | acepto |
por supuesto | sí, gracias | sí por favor | bueno | está bien | perfecto |
👍 | 👍🏾 | 👍👍👍 | 👌 | ✅ | ✔️ | 🙏 | 💯 | oui | sim | نعم | हाँ | जी हाँ | да | 是 | はい | 네 | ndiyo |
I’d like that | I do agree | that’s right | wait yes we did | sorry i meant yes | no wait yes | yeah why not |
sounds good c u then | y por q no, dale | de una |
yes we did | Yes, it was great | yeah that suits me | sí la tuvimos | si, el jueves
"""
NOES = """
no | No. | NO | n | nope | nah | noo | nooo | no thanks | No thank you | not now | not this time | not really | never |
sorry i meant no | wait no |
no way | I don't | I don’t agree | no, I don't agree | do not | please don't | of course not | absolutely not |
no gracias | no, gracias | ahora no | por ahora no | hoy no | paso | no quiero | no acepto | claro que no | nunca |
todavía no | no estoy de acuerdo | no no no | 👎 | 👎🏿 | ❌ | 🚫 | no 🙏 | no 😊 | sorry no | non | não | لا | नहीं |
нет | 不 | いいえ | 아니요 | hapana | I’d rather not |
no we didn't | no, we couldn't make it | No, she was ill | no pudimos | no, lo siento, no pude |
not now im swamped | not now, too much on | no thanks, I'm too busy | not this time, my kid is ill | no thanks, so kind |
ahora no, estoy a tope | esta vez no, gracias, mucho trabajo | ahora no puedo | prefiero que no
"""
NEITHER = """
si puedes | si es posible | yes if Friday | yes we did not | no i think it is fine | no problem at all | no idea |
yes but no | yes and no | yeah no | no yes | no 👍 | 👍👎 | sí pero no | not sure | maybe | perhaps | I don't know |
no sé | quizás | depende | no problem | no worries | I'm fine | I'm good | ja | jaja | haha | noon | god | once | none |
thanks | gracias | hello | 1 | 2 | yes 2 | what? | why not | knows | yesterday | nobody | sister | 😊 | ... | ? |
not now, I'm free friday | not now but next week | ahora no, tengo libre el jueves | not now, maybe friday |
yes if I can bring my dog | yes wait | wait | no wait | actually | no one told me | I said yes to something else before
"""


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", " ").split("|")]


@pytest.mark.parametrize("text", listed(YESES))
def test_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize("text", listed(NOES))
def test_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize("text", [*listed(NEITHER), "", " ", "\n", "\x00", "\ud800", "yes " * 400])
def test_neither(text: str) -> None:
    assert yes_no(text) is None


def test_no_phrase_is_both() -> None:
    assert not set(YES) & set(NO)


@pytest.mark.parametrize("phrase", [*YES, *NO])
def test_every_phrase_means_what_its_list_says(phrase: str) -> None:
    assert yes_no(phrase) is (phrase in YES)
    assert yes_no(phrase.upper() + "!") is (phrase in YES)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("we met on zoom instead", True),
        ("We met, but only 20 min", True),
        ("we met?", False),
        ("we met not", False),
        ("yesterday we met", False),
    ],
)
def test_how_else_a_yes_may_begin(text: str, opens: bool) -> None:
    assert opens_with(text, "we did, we met") is opens
