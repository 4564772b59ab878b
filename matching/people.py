"""A person as the matcher sees them: plain facts, no name, no address, nothing that was ever said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Free time that comes back every week, on the person's own clock.

    `weekday` counts from Monday, 0. `since` and `till` are minutes after midnight of that day, `till` exclusive; `till`
    may go past midnight into the next day (22:00–01:00 is 1320–1500). Raises ValueError when it is empty or longer
    than a day.
    """

    weekday: int
    since: int
    till: int

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and 0 <= self.since < DAY and 0 < self.till - self.since <= DAY):
            raise ValueError(f"no such window: {self.weekday} {self.since}–{self.till}")


class Wish(StrEnum):
    """What somebody would like of their partner's heritage. Private: it moves weights and is never shown to anyone."""

    SAME = "same"
    ACROSS = "across"
    EITHER = "either"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Person:
    """One member who is asked for, with all the matcher may know. Ids are whole numbers of the caller's.

    `level` is a band of `matching.levels`, None where it isn't known. `ties` are the people they have another role with,
    `blocks` those they blocked; either direction counts. `former` says for each former partner how many days ago they
    last were partners. `left_out` is how many times running they wanted a partner and got none. `heritage` are tokens
    that mean nothing here except that they are equal or not.
    """

    id: int
    zone: str  # IANA, "America/Lima"
    languages: frozenset[str]
    free: tuple[Window, ...]
    joined: date
    level: int | None = None
    wider: bool = False  # opted in to a wider band of levels
    ties: frozenset[int] = frozenset()
    blocks: frozenset[int] = frozenset()
    verified: bool = True
    paused_until: date | None = None  # the first day they are back
    aims: frozenset[str] = frozenset()
    style: frozenset[str] = frozenset()
    heritage: frozenset[str] = field(default=frozenset(), repr=False)
    wish: Wish = field(default=Wish.NONE, repr=False)
    kinds: frozenset[str] = frozenset({"coaching"})
    left_out: int = 0
    former: Mapping[int, int] = field(default_factory=dict, hash=False)
    accepts_former: bool = True


def former_days(one: Person, two: Person) -> int | None:
    """How many days ago these two last were partners, by whichever of them has the later news; None: never."""
    days = [days for days in (one.former.get(two.id), two.former.get(one.id)) if days is not None]
    return min(days) if days else None
