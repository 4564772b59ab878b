"""Why these people: codes with facts, to be put into words by whoever speaks to them.

Two versions. A coordinator reads what helps them look over a round; a member reads only what is shared with the partner
anyway. Neither ever reads of heritage, of ties or blocks, or of points: nothing here takes them in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.groups import Group
from matching.pairs import Pair
from matching.people import Person, former_days
from matching.rules import Terms, level_gap, together


class Why(StrEnum):
    """One kind of reason, and what `words` and `amount` say with it."""

    AIMS = "aims"  # words: the aims shared
    STYLE = "style"  # words: what of their style is the same
    LANGUAGE = "language"  # words: the languages in common
    OVERLAP = "overlap"  # amount: minutes a week in which both are free, on average
    LEVEL = "level"  # amount: bands between them (to a member always 0: close)
    FORMER = "former"  # amount: how many days ago they were partners
    WAITED = "waited"  # people: the one; amount: how often running they were left out
    RING = "ring"  # amount: how many people are in the ring
    LOCKED = "locked"  # by a coordinator


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact about a group, or about two partners in it; `people` are ids."""

    code: Why
    people: tuple[int, ...]
    words: tuple[str, ...] = ()
    amount: int = 0


CLOSE = 1  # bands between two people of whom a member reads that they are about as far along


def for_coordinator(
    group: Group, people: Mapping[int, Person], terms: Terms, locked: Iterable[Pair] = ()
) -> tuple[Reason, ...]:
    """All that a coordinator may read about why this group is together, in the order of what counts most."""
    waited = [
        Reason(Why.WAITED, (one,), amount=people[one].left_out)
        for one in group.members
        if people[one].left_out
    ]
    held = {frozenset(pair) for pair in locked}
    found = [*_shape(group), *waited]
    for one, two in group.legs:
        found += [Reason(Why.LOCKED, (one, two))] if {one, two} in held else []
        found += _shared(people[one], people[two], terms)
        gap = level_gap(people[one], people[two])
        found += [] if gap is None else [Reason(Why.LEVEL, (one, two), amount=gap)]
    return tuple(found)


def for_member(member: int, group: Group, people: Mapping[int, Person], terms: Terms) -> tuple[Reason, ...]:
    """What this member may read about why they are with their partners: about their own legs, and no other.

    Raises LookupError when they aren't in the group.
    """
    if member not in group.members:
        raise LookupError("not in this group")
    found = _shape(group)
    for one, two in group.legs:
        if member in (one, two):
            found += _shared(people[one], people[two], terms)
            gap = level_gap(people[one], people[two])
            found += [Reason(Why.LEVEL, (one, two))] if gap is not None and gap <= CLOSE else []
    return tuple(found)


def _shape(group: Group) -> list[Reason]:
    return [Reason(Why.RING, group.members, amount=len(group.members))] if len(group.members) > 2 else []


def _shared(one: Person, two: Person, terms: Terms) -> list[Reason]:
    """What both know of each other once they meet."""
    both = (one.id, two.id)
    days = former_days(one, two)
    found = [] if days is None else [Reason(Why.FORMER, both, amount=days)]
    for code, words in (
        (Why.AIMS, one.aims & two.aims),
        (Why.STYLE, one.style & two.style),
        (Why.LANGUAGE, one.languages & two.languages),
    ):
        found += [Reason(code, both, words=tuple(sorted(words)))] if words else []
    return [*found, Reason(Why.OVERLAP, both, amount=together(one, two, terms).minutes_a_week)]
