"""Which letters go now: whose turn it is, from which of our numbers, in what form, and what becomes of the others.

One short transaction. Our numbers' rows are locked in it, so that all workers together keep to each one's pace.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from flows import undelivered, ways
from flows.ways import Made, Way
from messaging import verdicts
from messaging.rates import Senders
from messaging.segments import fit, segments
from messaging.verdicts import Verdict
from models import clock, line, members, numbers
from models.base import AnyRow

# A number may run ahead of its pace by this much, so that claiming in batches costs no speed.
SLACK = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter that is ours for the length of a lease. `unclear`: nobody knows whether it was sent before."""

    letter: int
    ref: str
    address: str
    number: str
    way: Way
    since: datetime  # this very text, if it was made, was made after this
    began: datetime  # of the lease, wall clock
    attempts: int
    unclear: bool
    answers: str | None


@dataclass(slots=True)
class Claim:
    """What one claim found."""

    parcels: list[Parcel] = field(default_factory=list)
    free_at: datetime | None = None  # when a number that is busy now is free again, wall clock
    wrote: bool = False  # whether letters were moved, so that another claim may find more


def claim(connection: Connection, senders: Senders, made: Made, most: int) -> Claim:
    """Take up to `most` letters."""
    found = Claim()
    taking = _Taking(connection, senders, made, numbers.lock(connection, senders.names()))
    stale = line.abandoned(connection, most)
    fresh = line.ready(connection, taking.busy(), most - len(stale)) if len(stale) < most else []
    for row in stale:
        taking.look_up(row)
    for row in sorted(fresh, key=_was_halted):  # a halted number is tried with somebody else's letter
        taking.consider(row)
    began = line.take(connection, taking.leaves)
    numbers.spend(connection, taking.spent)
    for row, number, way, unclear in taking.chosen:
        found.parcels.append(_parcel(row, number, way, unclear, began))
    found.free_at, found.wrote = taking.free_at(), taking.moved
    return found


def _was_halted(row: AnyRow) -> bool:
    return verdicts.verdict(row.error or "") is Verdict.HALT


def _parcel(row: AnyRow, number: str, way: Way, unclear: bool, began: datetime) -> Parcel:
    return Parcel(
        row.id, row.ref, row.address, number, way, row.not_before, began, row.attempts, unclear, row.answers
    )


class _Taking:
    """One claim in the making."""

    def __init__(self, connection: Connection, senders: Senders, made: Made, ours: dict[str, AnyRow]) -> None:
        self._connection, self._senders, self._made, self._ours = connection, senders, made, ours
        self._now, self._wall = clock.now(), clock.wall()
        self._free = {name: row.free_at for name, row in ours.items()}
        self.leaves: dict[int, str] = {}
        self.spent: dict[str, datetime] = {}
        self.chosen: list[tuple[AnyRow, str, Way, bool]] = []
        self.moved = False

    def busy(self) -> list[str]:
        """The numbers that may send nothing just now."""
        return [name for name in self._ours if not self._may_send(name)]

    def free_at(self) -> datetime | None:
        """When the first number that is busy and not halted is free again."""
        waits = [self._free[name] for name in self.busy() if self._ours[name].halted_at is None]
        return min(waits, default=None)

    def look_up(self, row: AnyRow) -> None:
        """A letter whose fate nobody knows: whoever gets it asks Twilio first."""
        if row.stopped_at is not None or row.undone_at is not None:
            self._move("withdrawn", row)
            return
        if row.attempts > verdicts.retries(Verdict.UNCLEAR):
            self.moved = True
            undelivered.gave_up(self._connection, row)
            return
        way = ways.find(row, self._made, self._now) or ways.unknown(row)
        number = (
            row.number
            if row.number in self._ours
            else self._senders.choose(row.channel, None, row.address_id)
        )
        self._choose(row, number, way, unclear=True)

    def consider(self, row: AnyRow) -> None:
        """A letter whose turn it is: it leaves, waits for its number, or has no way."""
        if row.stopped_at is not None or row.undone_at is not None:
            self._move("withdrawn", row)
            return
        if row.not_after < self._now:
            self.moved = True
            undelivered.too_late(self._connection, row)
            return
        number = self._senders.choose(row.channel, row.texts_with, row.address_id)
        way = ways.find(row, self._made, self._now) if number and row.parked_at is None else None
        if way is None:
            self.moved = True
            undelivered.no_way(self._connection, row, self._made)
            return
        if number != row.texts_with:
            members.texts_with(self._connection, row.address_id, number)
        if self._may_send(number):
            self._spend(number, row, way)
            self._choose(row, number, way, unclear=False)

    def _may_send(self, number: str) -> bool:
        """Within its pace; a halted one tries one text at a time."""
        if self._ours[number].halted_at is not None and number in self.spent:
            return False
        return bool(self._free[number] <= self._wall + SLACK)

    def _spend(self, number: str, row: AnyRow, way: Way) -> None:
        units = segments(fit(way.body)) if row.channel == "sms" else 1
        took = timedelta(seconds=units / self._senders.rate(number))
        if self._ours[number].halted_at is not None:
            took = max(took, numbers.PROBE_AFTER)
        self._free[number] = self.spent[number] = max(self._free[number], self._wall) + took

    def _choose(self, row: AnyRow, number: str, way: Way, unclear: bool) -> None:
        self.leaves[row.id] = number
        self.chosen.append((row, number, way, unclear))

    def _move(self, status: str, row: AnyRow) -> None:
        self.moved = True
        line.move(self._connection, status, [row.id])
