"""A command: how it is written, who may give it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

COORDINATOR, SAFEGUARDING, VIEWER = "coordinator", "safeguarding", "viewer"
COORDINATORS = (COORDINATOR,)  # who may change things
CARERS = (COORDINATOR, SAFEGUARDING)  # who may see people
ALL = (COORDINATOR, SAFEGUARDING, VIEWER)  # who may see numbers, which name nobody

Act = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a coordinator can have done."""

    name: str
    shows: str  # how it is taught, such as "VERIFY name"
    says: tuple[str, ...]  # how it may be written, in every language: see `flows/coordinating/patterns.py`
    may: tuple[str, ...]  # the roles that may give it
    harmless: bool  # it changes nothing and shows nobody, so anybody who can forge a number may have it
    changes: bool  # whether what it does may be an act for the log
    act: Act


COMMANDS: dict[str, Command] = {}


def command(
    shows: str, *says: str, may: tuple[str, ...] = COORDINATORS, harmless: bool = False, changes: bool = True
) -> Callable[[Act], Act]:
    """Declare the command that the function below carries out. The function's name is the command's. It is given `chat`,
    and by name what the pattern found: `who` and `other` are members, `n` a number, all else words as they were written;
    None for what the pattern that fitted doesn't have. What it changes, and writes to others, is noted by itself
    (`flows/coordinating/acts.py`); `changes` is False where nothing of it is worth noting."""

    def declare(act: Act) -> Act:
        name = act.__name__
        if name in COMMANDS:
            raise ValueError(f"two commands are called {name}")
        COMMANDS[name] = Command(name, shows, says, may, harmless, changes, act)
        return act

    return declare


@dataclass(frozen=True, slots=True)
class Meant:
    """A command that was read, and the words it is about."""

    command: Command
    slots: dict[str, Any]
