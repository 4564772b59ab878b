"""What nobody need read, and what somebody must: both tables are read line by line before a word is added."""

import pytest

from flows.understand import only_answers, says_little


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.split("|") if one.strip()]


NOBODY_NEED_READ = _lines("""
yes | Ok | okkkk | yesss! | no | sure | haha | HAHAHA 😂 | jajaja ok | lol same | 👍🏾 | 😂😂 | 12 | ... | ? | 🙏 |
looks good | lovely | got it | idk, whatever | I dunno | no way lol | yes please | thanks so much | bueno va | sí, gracias |
vale | qué bien | no sé | da igual | nvm
""")
ANSWERS = _lines("""
1 and 3 | english obvs | español | English and Yoruba | Friday 11 Dec 6pm | no friday | sat 10 | martes a las 5 |
mañana por la mañana | every other week | thursday ish | evenings | zoom | anyone | ICF PCC | los dos
""")
# In doubt it is read. Some of these may be all that somebody can write.
SOMEBODY_READS = _lines("""
please | please please | no please | por favor | help | help me | ayuda | I need someone | 🆘 | i can't | no puedo | not ok |
no estoy bien | I'm not ok | never | no one | so no one. ok | nobody | alone | bye | goodbye | it's over | no more | ya no |
ya basta |
yes please call me | yes, it was racist | ok but who | tell someone | sí dile a alguien | no le digas a nadie | sat? | anyone? |
what? | my dog ate it | can somebody text me | who is in my circle? | move the circle to friday | friday is my last day |
english is hard for me | thank you for everything | 😭 i can't | ok i give up | are you there | wrong | no quiero
""")


@pytest.mark.parametrize("text", NOBODY_NEED_READ)
def test_these_say_nothing_that_a_person_should_read(text: str) -> None:
    assert says_little(text)
    assert only_answers(text)


@pytest.mark.parametrize("text", ANSWERS)
def test_these_are_answers_if_not_to_this_question(text: str) -> None:
    assert only_answers(text)
    assert not says_little(text)


@pytest.mark.parametrize("text", SOMEBODY_READS)
def test_in_doubt_somebody_reads_it(text: str) -> None:
    assert not only_answers(text)
    assert not says_little(text)
