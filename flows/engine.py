"""The engine: one step of one talk.

A step touches no database, clock or network. It reads one answer, moves the talk, and says what comes next; what a
flow wants done is asked of `chat`, which belongs to whoever called. So the same step runs in the webhook, in the
simulator, in a test and in the bench.
"""

import re
from typing import Any, Protocol

from flows.flow import End, Flow, Miss, State, Talk
from flows.understand import fold, only_answers
from flows.words import _, translate

HISTORY = 50  # how many answers BACK remembers
# Ways to leave a question that one can come back to by its flow's own word.
LATER = frozenset(
    (
        "later",
        "not now",
        "not today",
        "never mind",
        "nevermind",
        "nvm",
        "nm",
        "i dont know",
        "i don't know",
        "idk",
        "ya no",
        "no importa",
        "no se",
        "no lo se",
        "leave it",
        "forget it",
        "skip",
        "no",
        "none",
        "nothing",
        "mas tarde",
        "luego",
        "ahora no",
        "hoy no",
        "dejalo",
        "olvidalo",
        "omitir",
        "saltar",
        "nada",
        "ninguno",
    )
)
# "Actually nvm", "no sorry, leave it".
_ACTUALLY = re.compile(r"^(?:(?:actually|oh|ok|no|wait|sorry|sry|en realidad|ay|perdon|espera)[ ,]+)+")

A_PERSON_HAS_IT = _(
    "I'm a program and didn't catch that. A coordinator, a person, has your words now and will text you. "
    "If you'd like to go on meanwhile:"
)
A_PERSON_HAS_THAT_TOO = _("A coordinator has that too, and will text you. To see what you can do, text MENU.")
OR_A_PERSON = _("If you'd like to write to a person instead, text PERSON.")
NOT_IN_THE_MENU = _(
    "I didn't get that. To write to a person, text PERSON. To see what you can do, text MENU."
)


class Chat(Protocol):
    """What the engine needs of the chat it steps. Flows see the whole of it (`flows/chat.py`)."""

    language: str

    @property
    def talk(self) -> Talk:
        """The talk that is open."""

    def say(self, copy: str, **facts: Any) -> None:
        """Add words to what the person reads next."""

    def pose(self, prompt: str, labels: tuple[str, ...], taps: bool) -> None:
        """Add a question, its options numbered; with `taps` they may be buttons."""

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` in the person's language, with the flow's facts and these put in."""

    def pass_on(self, text: str) -> bool:
        """Let a coordinator read `text`. Whether one may; if not, that was said."""


def begin(flow: Flow, about: int = 0) -> Talk:
    """A new talk at the flow's first question."""
    return Talk(flow, flow.entry.name, about=about)


def ask(chat: Chat) -> None:
    """Say the talk's open question, with its options numbered."""
    _pose(chat, chat.talk.flow.state(chat.talk.state))


def _pose(chat: Chat, state: State) -> None:
    chat.pose(state.prompt, state.expects.options(chat), state.taps)


def answer(chat: Chat, text: str) -> bool:
    """Take one answer to the open question. False when it wasn't understood (see `missed`)."""
    talk = chat.talk
    state = talk.flow.state(talk.state)
    value = state.expects.read(text, chat)
    if type(value) is Miss:
        missed(chat, state, text, value)
        return False
    talk.misses = 0
    after = state.then(chat, value)
    if isinstance(after, End):
        talk.ended = True
        after.act(chat)
        return True
    if after is not state:
        talk.trail.append(talk.state)
        del talk.trail[:-HISTORY]
        talk.state = after.name
    _pose(chat, after)
    return True


def understands(chat: Chat, text: str) -> bool:
    """Whether `text` is an answer to the open question. Nothing is changed by it, not even what a half answer began."""
    before = dict(chat.talk.answers)
    read = chat.talk.flow.state(chat.talk.state).expects.read(text, chat)
    chat.talk.answers.clear()
    chat.talk.answers.update(before)
    return type(read) is not Miss


def for_later(text: str) -> bool:
    """Whether `text` puts the question off."""
    return _ACTUALLY.sub("", fold(text)) in LATER


def missed(chat: Chat, state: State, text: str, miss: Miss) -> None:
    """The first miss is answered with an example; from the second on, a person reads it too, if there is anything to read."""
    talk = chat.talk
    later = for_later(text)
    if talk.flow.words and later:
        talk.ended = True
        word = translate(talk.flow.words, chat.language).partition(",")[0].upper()
        chat.say(_("We'll leave it there. To begin again, text {word}."), word=word)
        return
    if talk.flow.fleeting and later:
        talk.ended = True
        chat.say(_("We'll leave it there. To see what you can do, text MENU."))
        return
    if miss.lacking:
        chat.say(miss.hint, **miss.facts)
        ask(chat)
        return
    talk.misses += 1
    if talk.misses > 1 and state.private:
        chat.say(
            _(
                "I didn't catch that, and I've shown your words to nobody. To write to a person, text MENU. If you'd "
                "like to go on:"
            )
        )
    elif talk.misses > 1 and only_answers(text):
        talk.misses -= 1  # the next sentence is the first that a person reads
        if talk.flow.fleeting and not talk.trail:
            chat.say(NOT_IN_THE_MENU)
            return
        chat.say(miss.hint, **miss.facts)
        chat.say(OR_A_PERSON)
    elif talk.misses > 1:
        if chat.pass_on(text):
            chat.say(A_PERSON_HAS_IT if talk.misses == 2 else A_PERSON_HAS_THAT_TOO)
        if talk.misses > 2 and talk.flow.fleeting and not talk.trail:
            return  # a menu that didn't help needn't be read again and again
    elif _answers_the_one_before(chat, text):
        chat.say(
            _(
                "That may answer the question before this one. To change that answer, text BACK. The question now:"
            )
        )
    else:
        chat.say(miss.hint, **miss.facts)
    ask(chat)


def _answers_the_one_before(chat: Chat, text: str) -> bool:
    """Only a numbered question can tell: an open one would understand anything."""
    if not chat.talk.trail:
        return False
    before = chat.talk.flow.state(chat.talk.trail[-1]).expects
    if getattr(before, "words_too", False):  # own words are no pick
        return False
    return bool(before.options(chat)) and type(before.read(text, chat)) is not Miss


def back(chat: Chat) -> None:
    """Ask the question before again. Its answer is kept until another one is given."""
    talk = chat.talk
    talk.misses = 0
    if talk.trail:
        talk.state = talk.trail.pop()
    else:
        chat.say(_("This is where we began."))
    ask(chat)


def restart(chat: Chat) -> None:
    """Begin the talk again, with nothing answered."""
    talk = chat.talk
    talk.state, talk.misses = talk.flow.entry.name, 0
    talk.answers.clear()
    talk.trail.clear()
    ask(chat)


def where(chat: Chat) -> None:
    """Say where we are, and ask again."""
    chat.say(
        _("You are in: {title}. Questions answered: {answered}."),
        title=chat.phrase(chat.talk.flow.title),
        answered=len(chat.talk.trail),
    )
    ask(chat)
