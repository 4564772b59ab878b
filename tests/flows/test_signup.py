"""What sign-up promises beyond its words."""

import pytest
from sqlalchemy import select

from models import database
from models.base import table_of
from models.texts import Text
from tests import chats
from tests.playhouse import Playhouse
from workers.kit import kit

MOST_TEXTS = 12  # FEATURES row 1


@pytest.mark.parametrize(
    ("story", "who", "last"), [("first-pair", "Amara", "3 and 4"), ("first-pair", "Lucía", "1 y 3")]
)
def test_a_coach_is_through_in_at_most_twelve_texts(story: str, who: str, last: str) -> None:
    lines = chats.parse((chats.CONVERSATIONS / f"{story}.chat").read_text())
    said = [line.words for line in lines if line.kind == "says" and line.who == who]
    assert said.index(last) + 1 <= MOST_TEXTS


def test_who_does_not_join_leaves_no_word_behind(house: Playhouse) -> None:
    phone = house.phone("Kai", "+447700900401")
    for body in ("hi, a private word", "1", "1", "1", "2"):
        reply = house.text(phone, body)
    assert "kept nothing" in reply[0]
    assert database.run(kit().engine, lambda c: list(c.scalars(select(table_of(Text).c.body)))) == [None] * 5


@pytest.mark.parametrize(
    ("hello", "asked", "said", "after"),
    [
        ("hi there", "does mixed race count?", "im mixed race does that count", "What should we call you?"),
        ("hola", "¿cuenta ser mestiza?", "soy mestiza", "¿Cómo"),
    ],
)
def test_whoever_says_who_they_are_is_believed(
    house: Playhouse, hello: str, asked: str, said: str, after: str
) -> None:
    phone = house.phone("Kai", "+447700900402")
    for body in (hello, "1", "1", "1"):
        house.text(phone, body)
    assert house.text(phone, asked)[0].startswith(("Your word alone is enough", "Basta tu palabra"))
    assert after in house.text(phone, said)[0]
