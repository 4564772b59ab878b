"""Who is hard to place, what stands in the way, and which single change would help most: tried out, not guessed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matching.fit import fit
from matching.groups import Grouping, match
from matching.pairs import Pair
from matching.people import Person, Window, former_days
from matching.rules import Rule, Shape, Terms, alone, broken, shown, together
from matching.weights import former_step

FEW = 2  # whoever could meet no more people than this is hard to place, even if placed
TRIED_FOR = 10  # people for whom changes are tried out; left out first
WHOLE_ROUND = (
    150  # up to so many people a change is tried on the whole round, beyond only on the nearest groups
)
MORE_HOURS = 2 * 60
EARLIEST, LATEST = 8 * 60, 20 * 60  # when two more hours could begin
WINDOWS_TRIED = 3


class Lever(StrEnum):
    """Something that one person, or the round, could do differently. Earlier comes first between equals."""

    FORMER = "former"  # they would meet former partners again
    WIDER = "wider"  # they opt in to a wider band of levels (it counts with others who did)
    HOURS = "hours"  # they find two more hours in the week
    ROUND = "round"  # the round allows one band more between two people
    LANGUAGE = "language"  # they also speak this


@dataclass(frozen=True, slots=True)
class Change:
    """A change and what it would bring: how many more people they could meet, and whether it gives them a place.

    `places`: they would be in a group, and fewer people left out in all.
    """

    lever: Lever
    gains: int
    places: bool
    window: Window | None = None  # on their own clock, for HOURS
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Hard:
    """Somebody hard to place, for a coordinator's eyes. `excluded` counts people by the rule that excludes them, the most
    first; whom more rules exclude is counted with each. A tie and a block are both "apart". `change` None: nothing helps.
    """

    id: int
    left_out: bool
    partners: int
    excluded: tuple[tuple[Rule, int], ...]
    change: Change | None


def hard_to_place(
    people: Sequence[Person],
    terms: Terms,
    grouping: Grouping,
    *,
    locked: Iterable[Pair] = (),
    forbidden: Iterable[Pair] = (),
    most: int = TRIED_FOR,
) -> tuple[Hard, ...]:
    """Who has no place in `grouping`, or could meet very few; those without a place first, then by id.

    Takes the same people, terms, locks and bans that made the grouping. For at most `most` people: each change is
    tried out on the whole round, which takes a tenth of a second for sixty people.
    """
    trial = _Trial(people, terms, grouping, list(locked), list(forbidden))
    chosen = list(grouping.left_out[:most])
    if len(trial.inside) <= WHOLE_ROUND:
        rare = [one.id for one in trial.inside.values() if len(trial.partners(one, terms)) <= FEW]
        chosen += [one for one in sorted(rare) if one not in grouping.left_out]
    return tuple(trial.explained(trial.inside[one]) for one in chosen[:most])


def partners_for(
    person: Person, people: Iterable[Person], terms: Terms, *, forbidden: Iterable[Pair] = ()
) -> list[int]:
    """Everybody this person could meet, the best first: who waited, who is new to them, who fits, who joined first. Ids."""
    banned = {frozenset(pair) for pair in forbidden}

    def rank(other: Person) -> tuple[object, ...]:
        days = former_days(person, other)
        points = fit(person, other, terms, together(person, other, terms))
        return -other.left_out, 0 if days is None else former_step(days), -points, other.joined, other.id

    others = (one for one in people if one.id != person.id and frozenset((one.id, person.id)) not in banned)
    return [one.id for one in sorted((one for one in others if not broken(person, one, terms)), key=rank)]


class _Trial:
    """A round in which changes can be tried out."""

    def __init__(
        self,
        people: Sequence[Person],
        terms: Terms,
        grouping: Grouping,
        locked: list[Pair],
        forbidden: list[Pair],
    ) -> None:
        self.people, self.terms, self.grouping = people, terms, grouping
        self.locked, self.forbidden = locked, forbidden
        self.banned = {frozenset(pair) for pair in forbidden}
        self.inside = {one.id: one for one in sorted(people, key=lambda one: one.id) if not alone(one, terms)}

    def rules(self, person: Person, other: Person, terms: Terms) -> tuple[Rule, ...]:
        """All that keeps these two from each other."""
        banned = (Rule.FORBIDDEN,) if {person.id, other.id} in self.banned else ()
        return (*banned, *broken(person, other, terms))

    def partners(self, person: Person, terms: Terms) -> set[int]:
        """Whom this person could meet."""
        others = (one for one in self.inside.values() if one.id != person.id)
        return {one.id for one in others if not self.rules(person, one, terms)}

    def explained(self, person: Person) -> Hard:
        """What stands in this person's way, and what would help."""
        others = (one for one in self.inside.values() if one.id != person.id)
        rules = {one.id: shown(self.rules(person, one, self.terms)) for one in others}
        counts = Counter(rule for found in rules.values() for rule in found)
        excluded = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        partners = {one for one, found in rules.items() if not found}
        late = [self.inside[one] for one, found in rules.items() if found == (Rule.TIME,)]
        left_out = person.id in self.grouping.left_out
        order = list(Lever)
        tried = [self._tried(*lever, person, partners) for lever in self._levers(person, counts, late)]
        best = min(
            (change for change in tried if change.gains),
            key=lambda change: (not change.places, -change.gains, order.index(change.lever)),
            default=None,
        )
        return Hard(person.id, left_out, len(partners), tuple(excluded), best)

    def _levers(
        self, person: Person, counts: Counter[Rule], late: list[Person]
    ) -> Iterator[tuple[Change, Person, Terms]]:
        """The changes that are to do with what stands in the way, each with the person and the round as they would be."""
        if Rule.FORMER in counts and not person.accepts_former:
            yield Change(Lever.FORMER, 0, False), replace(person, accepts_former=True), self.terms
        if Rule.LEVEL in counts:
            if not person.wider:
                yield Change(Lever.WIDER, 0, False), replace(person, wider=True), self.terms
            wider = replace(self.terms, level_gap=self.terms.level_gap + 1)
            yield Change(Lever.ROUND, 0, False), person, wider
        for window in self._windows(person, late):
            freer = replace(person, free=(*person.free, window))
            yield Change(Lever.HOURS, 0, False, window=window), freer, self.terms
        if Rule.LANGUAGE in counts:
            spoken = Counter(tongue for one in self.inside.values() for tongue in one.languages)
            for tongue in sorted(spoken.keys() - person.languages, key=lambda one: (-spoken[one], one))[:1]:
                speaking = replace(person, languages=person.languages | {tongue})
                yield Change(Lever.LANGUAGE, 0, False, language=tongue), speaking, self.terms

    def _windows(self, person: Person, late: list[Person]) -> list[Window]:
        """The two hours in the week that would open most doors, those to people without a place first."""
        late = late[:WHOLE_ROUND]
        needed = self.terms.sessions_a_week * self.terms.weeks
        ranked = []
        for weekday in range(7):
            for since in range(EARLIEST, LATEST + 1, MORE_HOURS):
                window = Window(weekday, since, since + MORE_HOURS)
                freer = replace(person, free=(*person.free, window))
                met = [one for one in late if together(freer, one, self.terms).sessions >= needed]
                waiting = sum(one.id in self.grouping.left_out for one in met)
                if met:
                    # Between equals, the weekend, then the later hours: when people who work are free.
                    ranked.append((-waiting, -len(met), -weekday, -since, window))
        return [row[-1] for row in sorted(ranked)[:WINDOWS_TRIED]]

    def _tried(
        self, change: Change, person: Person, terms: Terms, before: Person, partners: set[int]
    ) -> Change:
        """This change with what it brings."""
        after = self.partners(person, terms)
        gained = after - partners
        if not gained or before.id not in self.grouping.left_out:
            return replace(change, gains=len(gained))
        return replace(change, gains=len(gained), places=self._places(person, terms, after))

    def _places(self, person: Person, terms: Terms, partners: set[int]) -> bool:
        """Whether the changed person has a place, and fewer people have none."""
        pairs = self.terms.shape is Shape.PAIRS
        if pairs and partners & set(self.grouping.left_out):
            return True
        if len(self.inside) > WHOLE_ROUND:
            # Into a ring of three with a pair, or between two who follow each other in a ring.
            kept = (
                set(leg)
                for group in self.grouping.groups
                if pairs == (len(group.members) == 2)
                for leg in group.legs
            )
            return any(leg <= partners for leg in kept)
        people = [person if one.id == person.id else one for one in self.people]
        again = match(people, terms, locked=self.locked, forbidden=self.forbidden)
        return person.id not in again.left_out and len(again.left_out) < len(self.grouping.left_out)
