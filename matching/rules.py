"""The hard rules: who can't be put together at all, and why. No weight, wish or coordinator ever outweighs one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.overlap import Overlap, free, overlap
from matching.people import Person, former_days


class Rule(StrEnum):
    """A hard rule by its name."""

    UNVERIFIED = "unverified"
    PAUSED = "paused"
    KIND = "kind"  # doesn't want this kind of session
    TIE = "tie"  # another role in each other's lives
    BLOCK = "block"
    FORBIDDEN = "forbidden"  # by a coordinator
    FORMER = "former"  # former partners, and one of them wants none
    LEVEL = "level"
    LANGUAGE = "language"
    TIME = "time"
    # Why a lock can't be kept, beside the rules:
    UNKNOWN = "unknown"  # nobody has such an id
    TAKEN = "taken"  # one of them is locked with somebody else already
    NO_RING = "no_ring"  # no ring can hold both side by side
    # What a coordinator reads instead of a tie or a block: which of the two it was, and whose, is nobody's business.
    APART = "apart"


class Shape(StrEnum):
    """What groups a round is made of."""

    PAIRS = (
        "pairs"  # pairs; rings of three or four only for who would be left out or meet a former partner again
    )
    RINGS = "rings"  # each coaches the next one round: never the one who coaches you


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a round. Days are days in UTC.

    `sessions_a_week`, so many whole sessions of `session_minutes` must fit in an average week of the `weeks` from
    `first`. `level_gap` bands may lie between two partners unless both opted in to more.
    """

    first: date
    weeks: int = 6
    session_minutes: int = 60
    sessions_a_week: int = 1
    kind: str = "coaching"
    shape: Shape = Shape.PAIRS
    level_gap: int = 1

    def __post_init__(self) -> None:
        if self.weeks < 1 or self.session_minutes < 1 or self.sessions_a_week < 0 or self.level_gap < 0:
            raise ValueError("a round has at least a week, and sessions of at least a minute")


def alone(person: Person, terms: Terms) -> tuple[Rule, ...]:
    """Why this person isn't in the round at all, whoever the other is. Empty: they are in."""
    found = []
    if not person.verified:
        found.append(Rule.UNVERIFIED)
    if person.paused_until is not None and person.paused_until > terms.first:
        found.append(Rule.PAUSED)
    if terms.kind not in person.kinds:
        found.append(Rule.KIND)
    return tuple(found)


def apart(one: Person, two: Person) -> bool:
    """Whether a tie or a block, whoever declared it, keeps these two from each other."""
    return two.id in one.ties or one.id in two.ties or two.id in one.blocks or one.id in two.blocks


def together(one: Person, two: Person, terms: Terms) -> Overlap:
    """When these two are both free during the round."""
    hers, theirs = (free(person.zone, person.free, terms.first, terms.weeks) for person in (one, two))
    return overlap(hers, theirs, terms.session_minutes, terms.weeks)


def enough(shared: Overlap, terms: Terms) -> bool:
    """Whether that is time enough: as many whole sessions as an average week of the round asks for."""
    return shared.sessions >= terms.sessions_a_week * terms.weeks


def level_gap(one: Person, two: Person) -> int | None:
    """How many bands lie between two people; None when one of them has a level that we can't place."""
    return None if one.level is None or two.level is None else abs(one.level - two.level)


def _between(one: Person, two: Person, terms: Terms) -> Iterator[Rule]:
    """The broken rules that take two, but that of time, which costs more to look at."""
    if two.id in one.ties or one.id in two.ties:
        yield Rule.TIE
    if two.id in one.blocks or one.id in two.blocks:
        yield Rule.BLOCK
    if not (one.accepts_former and two.accepts_former) and former_days(one, two) is not None:
        yield Rule.FORMER
    if (level_gap(one, two) or 0) > terms.level_gap and not (one.wider and two.wider):
        yield Rule.LEVEL
    if one.languages.isdisjoint(two.languages):
        yield Rule.LANGUAGE


def broken(one: Person, two: Person, terms: Terms) -> tuple[Rule, ...]:
    """All hard rules that keep these two from being partners in this round, in a fixed order. Symmetric."""
    each = {*alone(one, terms), *alone(two, terms)}
    time = () if enough(together(one, two, terms), terms) else (Rule.TIME,)
    return (*(rule for rule in Rule if rule in each), *_between(one, two, terms), *time)


def may_talk(one: Person, two: Person, terms: Terms) -> bool:
    """Whether these two, who are both in the round, break no hard rule between them, leaving time aside. Symmetric."""
    return next(_between(one, two, terms), None) is None


def shown(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """These rules as a coordinator may read them: a tie and a block are both just "apart"."""
    private = (Rule.TIE, Rule.BLOCK)
    return tuple(dict.fromkeys(Rule.APART if rule in private else rule for rule in rules))
