"""The same form of five questions, on four engines. Here is what they share: the words, and what people text.

Every engine keeps the answers, checks each one, asks again with a hint when it can't take it, and gives back the text
to reply. The others' checks are the plainest that do this: a look in a dictionary.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

BODIES = {"emcc": "EMCC", "icf": "ICF", "ac": "AC", "apecs": "APECS"}
COACHED = {"yes": "Yes", "no": "No"}
MONTHLY = {"1": "one session", "2": "two sessions", "3": "three or more"}


def asked(prompt: str, options: Sequence[str] = ()) -> str:
    """A question with its options numbered."""
    return "\n".join([prompt, *(f"{number} {option}" for number, option in enumerate(options, 1))])


ASK_NAME = asked("What should we call you?")
ASK_BODY = asked("Which body accredits you?", list(BODIES.values()))
ASK_COACHED = asked("Have you coached as a peer before?", list(COACHED.values()))
ASK_MONTHLY = asked("How many sessions a month would suit you?", list(MONTHLY.values()))
ASK_AIMS = asked("What would you like from being coached here?")
NAME_HINT = "I need just a name, up to 60 letters. For example: Amara, she/her"
CHOICE_HINT = "I need one number from the list. For example: 1"
YES_NO_HINT = "I need a 1 or a 2 here. For example: 1"
WORDS_HINT = "I need a few words here. Letters or figures, please."
THANKS = "Thank you, {name}. We'll text you."
LONGEST_NAME, LONGEST_WORDS = 60, 500


def takes(choices: dict[str, str]) -> dict[str, str]:
    """What a plain check takes for each choice: its number and its name, in small letters."""
    numbered = {str(number): key for number, key in enumerate(choices, 1)}
    return numbered | {label.lower(): key for key, label in choices.items()}


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine with the form on it."""

    name: str
    raw: Callable[[int, int, str], Any]  # (update number, person, text) → what arrives
    run: Callable[[list[Any]], list[str]]  # what arrives, in order → what is replied
    answers: Callable[[], dict[int, dict[str, Any]]]  # who → what they answered, of those who came to the end
    parses: bool = True  # whether it reads a messenger's raw update, or gets the bare text


_NAMES = ("Amara", "Lucía", "Kwame", "Mei", "Tania", "Yusuf", "Nkechi", "Rosa", "Femi", "Priya")
_FAMILY = ("Okafor", "Reyes", "Mensah", "Lin", "Walker", "Demir", "Obi", "Quispe", "Ade", "Nair")
_AIMS = ("Confidence in rooms where I am the only one", "Patience, and rest", "To finish what I began in")
_SIGNS = "abcdefghijklmnopqrstuvwxyz"
_people = count(1)


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's texts and the replies they should get."""

    person: int
    texts: tuple[str, ...]
    replies: tuple[str, ...]


def plain_talk() -> Talk:
    """Somebody new who answers plainly: a number, or a name from the list. Every tenth picks wrongly once."""
    person = next(_people)
    name = f"{_NAMES[person % 10]} {_FAMILY[person // 10 % 10]} {_lettered(person)}"
    slip = person % 10 == 0
    texts = (
        "Hello",
        name,
        *(("7",) if slip else ()),
        ("1", "ICF", "3", "apecs", "2")[person % 5],
        ("1", "yes", "2", "no", "Yes")[person % 5],
        ("1", "2", "3", "two sessions")[person % 4],
        f"{_AIMS[person % 3]} {person}",
    )
    wrong = (f"{CHOICE_HINT}\n\n{ASK_BODY}",) if slip else ()
    thanks = THANKS.format(name=name)
    return Talk(person, texts, (ASK_NAME, ASK_BODY, *wrong, ASK_COACHED, ASK_MONTHLY, ASK_AIMS, thanks))


def real_talk() -> Talk:
    """Somebody new who answers as people do. Only an engine that understands can follow; the last reply is ours."""
    person = next(_people)
    name = f"{_NAMES[person % 10]} {_lettered(person)}"
    texts = (
        "Hello",
        (f"I'm {name}, she/her", f"My name is {name}", f"{name} (they/them)")[person % 3],
        ("emcc please", "the second one", "I think ICF", "apec", "number 2")[person % 5],
        ("👍", "yes please", "not really, no", "sí", "Nope")[person % 5],
        ("two", "3!", "option one", "three or more")[person % 4],
        f"{_AIMS[person % 3]} {person}",
    )
    return Talk(
        person, texts, (ASK_NAME, ASK_BODY, ASK_COACHED, ASK_MONTHLY, ASK_AIMS, THANKS.format(name=name))
    )


def _lettered(number: int) -> str:
    """A number as a name, so that no two people are called the same and no cache knows them."""
    letters = ""
    while number:
        number, letter = divmod(number, len(_SIGNS))
        letters += _SIGNS[letter]
    return letters.capitalize() + "son"
