"""The plan of a round: who would be with whom, what coordinators locked, ruled out and swapped, and who is hard to place.

It is worked out anew from the same facts each time, so the same facts give the same plan. Nobody but the coordinators
knows of it until it is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import Any

import structlog
from sqlalchemy.orm import Session

from flows import community
from matching.groups import Group, match
from matching.pairs import Pair, legs
from matching.people import Person
from matching.placing import Hard, hard_to_place
from matching.rules import Rule, Terms, broken, shown
from models.rounds import Entry, Round

EXPLAINED = 150  # people in a round in which it is tried out what would help who is hard to place
DECISIONS = ("locks", "bans", "swapped")
HARD = 3  # people of whom it is said that they are hard to place
log = structlog.get_logger()


@dataclass
class Plan:
    """A plan, and the people and terms it was made of. Pairs and groups are of member ids."""

    people: dict[int, Person]
    terms: Terms
    groups: list[tuple[int, ...]] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    aside: list[tuple[int, Rule]] = field(default_factory=list)  # in the round, and can't be matched
    locks: list[Pair] = field(default_factory=list)
    bans: list[Pair] = field(default_factory=list)
    swapped: list[tuple[int, ...]] = field(default_factory=list)  # groups that stay as a swap made them
    refused: list[tuple[int, int, Rule]] = field(default_factory=list)
    hard: list[Hard] = field(default_factory=list)
    shown: int = 0  # groups that were read so far
    decided: list[Any] = field(default_factory=list)  # by hand, when it was read

    def kept(self) -> dict[str, Any]:
        """What is kept of it in `Round.plan`."""
        return {
            "groups": [list(group) for group in self.groups],
            "left_out": self.left_out,
            "locks": [list(pair) for pair in self.locks],
            "bans": [list(pair) for pair in self.bans],
            "swapped": [list(group) for group in self.swapped],
            "shown": self.shown,
        }

    def group_of(self, member_id: int) -> tuple[int, ...] | None:
        """The group this person would be in."""
        return next((group for group in self.groups if member_id in group), None)


def work_out(db: Session, of: Round, today: date, *, explain: bool = True) -> Plan:
    """The best plan for all who are in the round, with what was decided so far. `today` in UTC."""
    plan = gather(db, of, today)
    solve(plan, of.id, explain=explain)
    return plan


def gather(db: Session, of: Round, today: date) -> Plan:
    """Everybody who is in, and what was decided so far; no groups yet."""
    return _with_decisions(of, community.waiting(db, of, today), today)


def as_kept(db: Session, of: Round, today: date, ids: Iterable[int]) -> Plan:
    """The plan that was worked out last, with what is known of these people and of those they would be with, as far as
    they are in and have nobody."""
    wanted = set(ids)
    wanted.update(*(group for group in kept_groups(of) if not wanted.isdisjoint(group)))
    some = community.who_waits(of).where(Entry.member_id.in_(sorted(wanted)))
    plan = _with_decisions(of, community.people(db, of, some, today), today)
    before = of.plan or {}
    plan.groups = kept_groups(of)
    plan.left_out, plan.shown = before.get("left_out", []), before.get("shown", 0)
    return plan


def _with_decisions(of: Round, everybody: Sequence[Person], today: date) -> Plan:
    before = of.plan or {}
    return Plan(
        {person.id: person for person in everybody},
        community.terms(of, today),
        locks=[(one, two) for one, two in before.get("locks", [])],
        bans=[(one, two) for one, two in before.get("bans", [])],
        swapped=[tuple(group) for group in before.get("swapped", [])],
        decided=decided(of),
    )


def kept_groups(of: Round) -> list[tuple[int, ...]]:
    """The groups that were worked out last."""
    return [tuple(group) for group in (of.plan or {}).get("groups", [])]


def decided(of: Round) -> list[Any]:
    """What was decided by hand so far."""
    return list(decisions(of).values())


def decisions(of: Round) -> dict[str, Any]:
    """The same, by name, as lists of member ids."""
    return {name: (of.plan or {}).get(name, []) for name in DECISIONS}


def solve(plan: Plan, round_id: int, *, explain: bool = True) -> None:
    """Find its groups; with `explain`, also what would help who is hard to place. Touches no database."""
    _check_swapped(plan)
    held = {one for group in plan.swapped for one in group}
    others = [person for person in plan.people.values() if person.id not in held]
    locks = [pair for pair in plan.locks if held.isdisjoint(pair)]
    began = perf_counter()
    found = match(others, plan.terms, locked=locks, forbidden=plan.bans)
    log.info(
        "round matched", round=round_id, people=len(plan.people), groups=len(found.groups), exact=found.exact,
        reached=found.value / found.bound if found.bound else 1.0, seconds=round(perf_counter() - began, 3),
    )  # fmt: skip
    plan.groups = [*(group.members for group in found.groups), *plan.swapped]
    plan.left_out = list(found.left_out)
    plan.aside = [(one.id, one.rules[0]) for one in found.aside]
    plan.refused += [(*one.pair, shown(one.rules)[0]) for one in found.refused]
    if explain and len(plan.people) <= EXPLAINED:
        plan.hard = list(
            hard_to_place(others, plan.terms, found, locked=locks, forbidden=plan.bans, most=HARD)
        )


def _check_swapped(plan: Plan) -> None:
    """What a swap made stays, as long as everybody is there and no rule speaks against it."""
    still = []
    for group in plan.swapped:
        trouble = next(iter(_trouble(plan, group)), None)
        if trouble is None:
            still.append(group)
        else:
            plan.refused.append(trouble)
    plan.swapped = still


def _trouble(plan: Plan, group: Sequence[int]) -> Iterable[tuple[int, int, Rule]]:
    """What speaks against people being together."""
    for one, two in legs(group):
        if one not in plan.people or two not in plan.people:
            yield one, two, Rule.UNKNOWN
        elif {one, two} in [set(ban) for ban in plan.bans]:
            yield one, two, Rule.FORBIDDEN
        else:
            for rule in shown(broken(plan.people[one], plan.people[two], plan.terms))[:1]:
                yield one, two, rule


def rules_between(plan: Plan, one: int, two: int) -> tuple[Rule, ...]:
    """Why these two can't be together; empty: they could."""
    return tuple(rule for _one, _two, rule in _trouble(plan, (one, two)))


def lock(of: Round, one: int, two: int) -> None:
    """Keep these two together from now on."""
    _decide(of, one, two, add="locks", take="bans")


def forbid(of: Round, one: int, two: int) -> None:
    """Never these two in this round."""
    _decide(of, one, two, add="bans", take="locks")


def leave_free(of: Round, one: int, two: int) -> None:
    """Neither locked nor ruled out any more."""
    _decide(of, one, two, add="", take="locks")
    _decide(of, one, two, add="", take="bans")


def clear(of: Round) -> None:
    """Forget all that was decided by hand."""
    of.plan = {**(of.plan or {}), "locks": [], "bans": [], "swapped": []}


def _decide(of: Round, one: int, two: int, *, add: str, take: str) -> None:
    pair, before = sorted((one, two)), of.plan or {}
    changed = {take: [other for other in before.get(take, []) if other != pair]}
    if add:
        changed[add] = [*(other for other in before.get(add, []) if other != pair), pair]
    # A group that a swap made gives way to what is decided now.
    changed["swapped"] = [
        group for group in before.get("swapped", []) if one not in group and two not in group
    ]
    of.plan = {**before, **changed}


def swap(plan: Plan, of: Round, one: int, two: int) -> tuple[int, int, Rule] | None:
    """Let these two change places. What speaks against it; None when it is done."""
    places = {one: two, two: one}
    changed = [
        tuple(places.get(member, member) for member in group)
        for group in plan.groups
        if one in group or two in group
    ]
    for group in changed:
        for trouble in _trouble(plan, group):
            return trouble
    if one in plan.left_out and two in plan.left_out:
        return one, two, Rule.UNKNOWN
    touched = {member for group in changed for member in group} | {one, two}
    before = of.plan or {}
    kept = [group for group in before.get("swapped", []) if touched.isdisjoint(group)]
    locks = [pair for pair in before.get("locks", []) if touched.isdisjoint(pair)]
    of.plan = {**before, "locks": locks, "swapped": [*kept, *(list(group) for group in changed)]}
    return None


def same(plan: Plan, kept: dict[str, Any] | None) -> bool:
    """Whether this is the plan that was looked at."""
    return kept is not None and sorted(map(list, plan.groups)) == sorted(kept.get("groups", []))


def allowed(plan: Plan, groups: Iterable[tuple[int, ...]]) -> list[Group]:
    """Those of these groups that nothing speaks against."""
    return [Group(group) for group in groups if not any(_trouble(plan, group))]
