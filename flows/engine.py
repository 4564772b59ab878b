"""The engine: flows as code, and one step of one talk.

A step touches no database, clock or network. It reads one answer, moves the talk, and says what comes next; what a
flow wants done is asked of `chat`, which belongs to whoever called. So the same step runs in the webhook, in the
simulator, in a test and in the bench.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from flows.understand import fold
from flows.words import _, translate

HISTORY = 50  # how many answers BACK remembers


class Answers(dict[str, Any]):
    """What was answered so far. An answer that wasn't given is None."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


@dataclass(slots=True)
class Talk:
    """Where one person is in one flow: all that has to be kept between two texts."""

    flow: "Flow"
    state: str
    answers: Answers = field(default_factory=Answers)
    trail: list[str] = field(default_factory=list)  # states answered on the way here
    misses: int = 0
    about: int = 0
    ended: bool = False


class Chat(Protocol):
    """What the engine needs of the chat it steps. Flows see the whole of it (`flows/chat.py`)."""

    language: str

    @property
    def talk(self) -> Talk:
        """The talk that is open."""

    def say(self, copy: str, **facts: Any) -> None:
        """Add words to what the person reads next."""

    def put(self, text: str) -> None:
        """Add a text that is in the person's language already."""

    def phrase(self, copy: str, **facts: Any) -> str:
        """`copy` in the person's language, with the flow's facts and these put in."""

    def pass_on(self, text: str) -> None:
        """Let a coordinator read `text`."""


@dataclass(frozen=True, slots=True)
class Miss:
    """An answer that can't be taken, and what would help: the kindest hint is an example."""

    hint: str
    facts: dict[str, Any] = field(default_factory=dict)
    lacking: bool = False  # we understood it and say what it lacks; no person needs to read it


class Expects(Protocol):
    """What a question understands."""

    def read(self, text: str, chat: Any) -> Any:
        """The answer's value, or a Miss."""

    def options(self, chat: Any) -> tuple[str, ...]:
        """Labels to number under the question; none for an open one."""


@dataclass(frozen=True, slots=True)
class State:
    """One question: what is asked, what is understood, and what its answer leads to."""

    flow: "Flow"
    name: str
    prompt: str
    expects: Expects
    then: Callable[[Any, Any], "State | End"]


@dataclass(frozen=True, slots=True)
class End:
    """Where a flow ends. `act` applies the answers."""

    flow: "Flow"
    name: str
    act: Callable[[Any], None]


FLOWS: dict[str, "Flow"] = {}
# Flow → state's old name → its name today, from `states.toml` (see `flows/released.py`).
RENAMED: dict[str, dict[str, str]] = {}
# Ways to leave a question that one can come back to by its flow's own word.
LATER = frozenset(
    (
        "later",
        "not now",
        "not today",
        "never mind",
        "nevermind",
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
_Place = TypeVar("_Place", State, End)


class Flow:
    """One conversation. Declaring one makes it known; the first state declared is where it begins."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        opening: str = "",
        about: type | None = None,
        urgency: int = 50,
        words: str = "",
        fleeting: bool = False,
    ) -> None:
        """`title` says where we are. `opening` is said once, before the first question. `about` is the kind of row
        it is about. `urgency`: lower is asked first. `words`: what a member may text to begin it, with commas
        between. `fleeting`: not returned to once interrupted."""
        if name in FLOWS:
            raise ValueError(f"two flows are called {name}")
        self.name, self.title, self.opening, self.words = name, title, opening, words
        self.about, self.urgency, self.fleeting = about, urgency, fleeting
        self.states: dict[str, State | End] = {}
        self.facts_of: Callable[[Any], dict[str, Any]] | None = None
        self.still_stands: Callable[[Any], bool] | None = None
        self.find_subject: Callable[[Any], Any] | None = None
        FLOWS[name] = self

    def asks(self, prompt: str, expects: Expects) -> Callable[[Callable[[Any, Any], State | End]], State]:
        """A question. The function below it takes the answer and returns the state it leads to."""

        def declare(then: Callable[[Any, Any], State | End]) -> State:
            return self._add(State(self, then.__name__, prompt, expects, then))

        return declare

    def ends(self, act: Callable[[Any], None]) -> End:
        """A place where the flow ends: the answers are applied here and nowhere else."""
        return self._add(End(self, act.__name__, act))

    def facts(self, source: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
        """What the `{names}` in this flow's questions stand for."""
        self.facts_of = source
        return source

    def stands(self, question: Callable[[Any], bool]) -> Callable[[Any], bool]:
        """Whether there is still something to ask; when not, the talk is dropped without a word."""
        self.still_stands = question
        return question

    def begins(self, find: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """What a flow begun by the member's own word is about: a row, or True for nothing in particular. False or
        None when it can't begin now, having said why."""
        self.find_subject = find
        return find

    def now_called(self, state: str) -> str:
        """The name a state has today: a renamed one is found by the name people were left with."""
        return state if state in self.states else RENAMED.get(self.name, {}).get(state, self.entry.name)

    def _add(self, state: _Place) -> _Place:
        if state.name in self.states:
            raise ValueError(f"{self.name} has two states called {state.name}")
        self.states[state.name] = state
        return state

    @property
    def entry(self) -> State:
        """The first question."""
        first = next(iter(self.states.values()))
        assert isinstance(first, State)
        return first

    def state(self, name: str) -> State:
        """The question called `name`. Raises KeyError."""
        found = self.states[name]
        assert isinstance(found, State)
        return found


def begin(flow: Flow, about: int = 0) -> Talk:
    """A new talk at the flow's first question."""
    return Talk(flow, flow.entry.name, about=about)


def ask(chat: Chat) -> None:
    """Say the talk's open question, with its options numbered."""
    state = chat.talk.flow.state(chat.talk.state)
    lines = [chat.phrase(state.prompt)]
    lines += [f"{number} {chat.phrase(label)}" for number, label in enumerate(state.expects.options(chat), 1)]
    chat.put("\n".join(lines))


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
    if type(after) is End:
        talk.ended = True
        after.act(chat)
        return True
    if after is not state:
        talk.trail.append(talk.state)
        del talk.trail[:-HISTORY]
        talk.state = after.name
    ask(chat)
    return True


def missed(chat: Chat, state: State, text: str, miss: Miss) -> None:
    """The first miss is answered with an example; from the second on, a person reads it too."""
    talk = chat.talk
    if talk.flow.words and fold(text) in LATER:
        talk.ended = True
        word = translate(talk.flow.words, chat.language).partition(",")[0].upper()
        chat.say(_("We'll leave it there. To begin again, text {word}."), word=word)
        return
    if miss.lacking:
        chat.say(miss.hint, **miss.facts)
        ask(chat)
        return
    talk.misses += 1
    if talk.misses > 1:
        chat.pass_on(text)
        chat.say(
            _(
                "Sorry, I'm not following. I've passed your words to a coordinator, a person, who will text "
                "you. Nothing is lost. If you'd like to go on meanwhile:"
            )
        )
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
