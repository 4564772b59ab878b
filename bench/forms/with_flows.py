"""The form on our engine. Every answer is understood, not only compared with a list."""

from typing import Any

from bench import crowd
from bench.forms import BODIES, COACHED, LONGEST_WORDS, MONTHLY, Engine
from flows import engine
from flows.expects import NameAndPronouns, OneOf, Words, YesNo
from flows.flow import End, Flow, State, Talk
from flows.understand import Person
from flows.words import render
from messaging import inbound

form = Flow("form", title="the form")


@form.asks("What should we call you?", NameAndPronouns())
def name(chat: "Chat", person: Person) -> State | End:
    chat.answers.name = person.name
    return body


@form.asks("Which body accredits you?", OneOf(BODIES))
def body(chat: "Chat", choice: str) -> State | End:
    chat.answers.body = choice
    return coached


@form.asks("Have you coached as a peer before?", YesNo(yes=COACHED["yes"], no=COACHED["no"]))
def coached(chat: "Chat", yes: bool) -> State | End:
    chat.answers.coached = "yes" if yes else "no"
    return monthly


@form.asks("How many sessions a month would suit you?", OneOf(MONTHLY))
def monthly(chat: "Chat", choice: str) -> State | End:
    chat.answers.monthly = choice
    return aims


@form.asks("What would you like from being coached here?", Words(LONGEST_WORDS))
def aims(chat: "Chat", words: str) -> State | End:
    chat.answers.aims = words
    return thanked


@form.ends
def thanked(chat: "Chat") -> None:
    chat.say("Thank you, {name}. We'll text you.")


class Chat:
    """One step, kept in memory."""

    language = "en"

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.answers = talk.answers
        self.said: list[str] = []

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` with these facts put in, or the answers when none are given."""
        return render(copy, self.language, "UTC", facts or self.answers if "{" in copy else facts)

    def say(self, copy: str, **facts: Any) -> None:
        """Add to the reply."""
        self.said.append(self.phrase(copy, **facts))

    def pose(self, prompt: str, labels: tuple[str, ...], taps: bool) -> None:
        """Add a question, its options numbered."""
        numbered = (f"\n{number} {self.phrase(label)}" for number, label in enumerate(labels, 1))
        self.said.append(self.phrase(prompt) + "".join(numbered))

    def pass_on(self, text: str) -> bool:
        """Nobody coordinates the bench."""
        return False


_open: dict[str, Talk] = {}
_done: dict[str, Talk] = {}


def step(address: str, words: str) -> str:
    """One text: understood, answered, kept."""
    talk = _open.get(address)
    if talk is None:
        talk = _open[address] = engine.begin(form)
        chat = Chat(talk)
        engine.ask(chat)
        return chat.said[0]
    chat = Chat(talk)
    engine.answer(chat, words)
    if talk.ended:
        _done[address] = _open.pop(address)
    return "\n\n".join(chat.said)


def read_and_step(arrived: dict[str, str]) -> str:
    """One text, out of Twilio's form."""
    text = inbound.read(arrived)
    return step(text.address, text.body)


def ours() -> Engine:
    """Our engine, reading Twilio's form itself."""
    return Engine(
        "Sounding Board, from Twilio's form",
        raw=lambda number, person, text: crowd.form(f"SM{number:032x}", f"+{person}", text),
        run=lambda arrived: [read_and_step(one) for one in arrived],
        answers=_answers,
    )


def ours_from_text() -> Engine:
    """Our engine, as `transitions` is used: with the bare text."""
    return Engine(
        "Sounding Board, from the bare text",
        raw=lambda _number, person, text: (f"+{person}", text),
        run=lambda arrived: [step(address, words) for address, words in arrived],
        answers=_answers,
        parses=False,
    )


def _answers() -> dict[int, dict[str, Any]]:
    return {int(address[1:]): dict(talk.answers) for address, talk in _done.items()}
