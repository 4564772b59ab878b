"""The form on the state machine of `transitions`. It reads no messages, so it gets the bare text and parses nothing."""

from typing import Any

from transitions import Machine

from bench import forms
from bench.forms import Engine

_BODIES, _COACHED, _MONTHLY = (
    forms.takes(choices) for choices in (forms.BODIES, forms.COACHED, forms.MONTHLY)
)


class Person:
    """One person's form: conditions check the answer, what happens after a move keeps it and asks."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.taken: Any = None
        self.reply = ""

    def is_name(self, text: str) -> bool:
        self.taken = text.strip()
        return 0 < len(self.taken) <= forms.LONGEST_NAME

    def is_body(self, text: str) -> bool:
        self.taken = _BODIES.get(text.strip().lower())
        return self.taken is not None

    def is_coached(self, text: str) -> bool:
        self.taken = _COACHED.get(text.strip().lower())
        return self.taken is not None

    def is_monthly(self, text: str) -> bool:
        self.taken = _MONTHLY.get(text.strip().lower())
        return self.taken is not None

    def is_words(self, text: str) -> bool:
        self.taken = text.strip()
        return 0 < len(self.taken) <= forms.LONGEST_WORDS

    def ask_name(self, _text: str) -> None:
        self.reply = forms.ASK_NAME

    def ask_body(self, _text: str) -> None:
        self.answers["name"], self.reply = self.taken, forms.ASK_BODY

    def ask_coached(self, _text: str) -> None:
        self.answers["body"], self.reply = self.taken, forms.ASK_COACHED

    def ask_monthly(self, _text: str) -> None:
        self.answers["coached"], self.reply = self.taken, forms.ASK_MONTHLY

    def ask_aims(self, _text: str) -> None:
        self.answers["monthly"], self.reply = self.taken, forms.ASK_AIMS

    def thank(self, _text: str) -> None:
        self.answers["aims"] = self.taken
        self.reply = forms.THANKS.format(name=self.answers["name"])

    def refuse_name(self, _text: str) -> None:
        self.reply = f"{forms.NAME_HINT}\n\n{forms.ASK_NAME}"

    def refuse_body(self, _text: str) -> None:
        self.reply = f"{forms.CHOICE_HINT}\n\n{forms.ASK_BODY}"

    def refuse_coached(self, _text: str) -> None:
        self.reply = f"{forms.YES_NO_HINT}\n\n{forms.ASK_COACHED}"

    def refuse_monthly(self, _text: str) -> None:
        self.reply = f"{forms.CHOICE_HINT}\n\n{forms.ASK_MONTHLY}"

    def refuse_words(self, _text: str) -> None:
        self.reply = f"{forms.WORDS_HINT}\n\n{forms.ASK_AIMS}"


# state, what it checks, where that leads, what is done then, what is done otherwise
_MOVES = (
    ("name", "is_name", "body", "ask_body", "refuse_name"),
    ("body", "is_body", "coached", "ask_coached", "refuse_body"),
    ("coached", "is_coached", "monthly", "ask_monthly", "refuse_coached"),
    ("monthly", "is_monthly", "aims", "ask_aims", "refuse_monthly"),
    ("aims", "is_words", "done", "thank", "refuse_words"),
)


def transitions() -> Engine:
    """transitions."""
    moves: list[dict[str, Any]] = [
        {"trigger": "said", "source": "start", "dest": "name", "after": "ask_name"}
    ]
    for state, check, then, after, otherwise in _MOVES:
        moves.append({"trigger": "said", "source": state, "dest": then, "conditions": check, "after": after})
        moves.append({"trigger": "said", "source": state, "dest": None, "after": otherwise})
    states = ["start", "done", *(state for state, *_rest in _MOVES)]
    machine = Machine(model=None, states=states, transitions=moves, initial="start", auto_transitions=False)
    people: dict[int, Any] = {}

    def raw(_number: int, person: int, text: str) -> tuple[int, str]:
        # Making somebody known to the machine is slow, so it is done before the clock runs.
        if person not in people:
            people[person] = Person()
            machine.add_model(people[person])
        return person, text

    def run(arrived: list[tuple[int, str]]) -> list[str]:
        replies = []
        for person, text in arrived:
            form = people[person]
            form.said(text)
            replies.append(form.reply)
        return replies

    return Engine(
        "transitions",
        raw=raw,
        run=run,
        answers=lambda: {who: form.answers for who, form in people.items() if form.state == "done"},
        parses=False,
    )
