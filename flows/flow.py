"""What a conversation is made of: questions, what they understand, where each answer leads, and ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar


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


@dataclass(frozen=True, slots=True)
class Miss:
    """An answer that can't be taken, and what would help: the kindest hint is an example."""

    hint: str
    facts: dict[str, Any] = field(default_factory=dict)
    lacking: bool = False  # we understood it and say what it lacks; no person needs to read it


class Expects(Protocol):
    """What a question understands. With `taps` set, one option is a whole answer and may be a button."""

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
    private: bool = False  # what isn't understood here is shown to nobody

    @property
    def taps(self) -> bool:
        """Whether one of its options is a whole answer."""
        return getattr(self.expects, "taps", False)


@dataclass(frozen=True, slots=True)
class End:
    """Where a flow ends. `act` applies the answers."""

    flow: "Flow"
    name: str
    act: Callable[[Any], None]


FLOWS: dict[str, "Flow"] = {}
# Flow → state's old name → its name today, from `states.toml` (see `flows/released.py`).
RENAMED: dict[str, dict[str, str]] = {}
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
        newcomers: bool = False,
        seated: bool = False,
        unasked: bool = False,
        answers: bool = False,
        hears: Callable[[str, Any], bool] | None = None,
        verbatim: bool = False,
        unkept: bool = False,
        insists: bool = False,
        coordinating: bool = False,
        discreet: bool = False,
    ) -> None:
        """`title` says where we are. `opening` is said once, before the first question. `about` is the kind of row
        it is about. `urgency`: lower is asked first. `words`: what a member may text to begin it, with commas
        between. `fleeting`: not returned to once interrupted. `newcomers`: who hasn't joined
        may begin it too; `seated`: of these, who coordinates.
        `unasked`: nobody waits for it, so it takes the day's one unasked text. `answers`: its
        words answer its first question too. `hears`: other texts that begin it and answer it, as it finds them; with
        `insists` they mean it at any question, and nothing else ("reflect: …").
        `verbatim`: whatever is texted is an answer; only MENU and words about being texted at all still mean themselves.
        `unkept`: what is texted in it is kept nowhere. `coordinating`: its answers are a coordinator's, so a forged sender may
        not give them (`flows/coordinating/trust.py`). `discreet`: nobody else may learn that it is talked about."""
        if name in FLOWS:
            raise ValueError(f"two flows are called {name}")
        self.name, self.title, self.opening, self.words = name, title, opening, words
        self.about, self.urgency, self.fleeting, self.newcomers = about, urgency, fleeting, newcomers
        self.seated = seated
        self.unasked, self.answers, self.hears, self.insists = unasked, answers, hears, insists
        self.verbatim, self.unkept, self.coordinating = verbatim, unkept, coordinating
        self.discreet = discreet
        self.states: dict[str, State | End] = {}
        self.facts_of: Callable[[Any], dict[str, Any]] | None = None
        self.still_stands: Callable[[Any], bool] | None = None
        self.find_subject: Callable[[Any], Any] | None = None
        FLOWS[name] = self

    def asks(
        self, prompt: str, expects: Expects, *, private: bool = False
    ) -> Callable[[Callable[[Any, Any], State | End]], State]:
        """A question. The function below it takes the answer and returns the state it leads to. `private`: words that
        aren't understood here are not passed on to a coordinator."""

        def declare(then: Callable[[Any, Any], State | End]) -> State:
            return self._add(State(self, then.__name__, prompt, expects, then, private))

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
