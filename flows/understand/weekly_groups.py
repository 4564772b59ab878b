"""Which times belong to which days: "mon, wed 18-21 and sat mornings", "evenings on mon and wed"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.understand.unclear import Reason
from flows.understand.weekly_times import Time, qualified
from flows.understand.weekly_words import WEEK

_ALL_DAY = Time(whole=True)


@dataclass(slots=True)
class Piece:
    """A run of words between two separators: days, times, and which came first."""

    days: frozenset[int] = frozenset()
    times: list[Time] = field(default_factory=list)
    days_first: bool = True
    weekend: bool = False  # the weekend, and no other day
    comma: bool = False  # what stands before it is a comma, and not "and"


@dataclass(slots=True)
class Group:
    """Days, and the times that count on all of them."""

    days: frozenset[int]
    times: list[Time]
    days_first: bool = True
    unsaid: bool = False  # the weekend alone, all day


def groups_of(pieces: Sequence[Piece], *, taking: bool = False) -> list[Group] | Reason:
    """Return days with their times, what one piece leaves out taken from its neighbour, or why that can't be done.

    With `taking` (what stands after "except") days alone are whole days.
    """
    grouping = _Grouping([piece for piece in pieces if piece.days or piece.times], taking)
    for at in range(len(grouping.pieces)):
        failed = grouping.add(at)
        if failed is not None:
            return failed
    return grouping.end() or grouping.groups


class _Grouping:
    def __init__(self, pieces: list[Piece], taking: bool) -> None:
        self.pieces, self.taking = pieces, taking
        self.groups: list[Group] = []
        self.days: frozenset[int] = frozenset()  # waiting for times
        self.times: list[Time] = []  # waiting for days
        self.lent = False  # whether the last piece was days that took the times before them

    def add(self, at: int) -> Reason | None:
        """Add the piece at `at`."""
        piece = self.pieces[at]
        if piece.days and piece.times:
            return self._whole(piece)
        if piece.days:
            return self._only_days(piece)
        return self._only_times(piece, self.pieces[at + 1 : at + 2])

    def _whole(self, piece: Piece) -> Reason | None:
        # "6-9pm tue, thu, sat morning": is Thursday evening meant, or Thursday morning?
        if self.lent and piece.days_first:
            return Reason.AMBIGUOUS
        self.lent = False
        if piece.days_first:
            failed = self._times_of_every_day()
            if failed is not None:
                return failed
            self.groups.append(Group(self.days | piece.days, piece.times))
            self.days = frozenset()
            return None
        if self.days:
            return Reason.NO_TIME
        times, self.times = [*self.times, *piece.times], []
        self.groups.append(Group(piece.days, times, days_first=False))
        return None

    def _only_days(self, piece: Piece) -> Reason | None:
        if piece.weekend and not self.days and not self.taking:
            if any(time.clocked for time in self.times):
                return Reason.AMBIGUOUS
            failed = self._times_of_every_day()
            self.groups.append(Group(piece.days, [_ALL_DAY], unsaid=True))
            self.lent = False
            return failed
        last = self.groups[-1] if self.groups else None
        if self.times:
            self.groups.append(Group(piece.days, self.times, days_first=False))
            self.times = []
            self.lent = True
        elif last is not None and not last.days_first and not self.days:
            last.days |= piece.days
            self.lent = True
        else:
            self.days |= piece.days
        return None

    def _only_times(self, piece: Piece, following: list[Piece]) -> Reason | None:
        last = self.groups[-1] if self.groups else None
        self.lent = False
        if not piece.days_first:
            return Reason.AMBIGUOUS  # "anytime mon 6-9pm": times before the day, and after it
        if self.days:
            self.groups.append(Group(self.days, piece.times))
            self.days = frozenset()
        elif last is None or any(next_.days and not next_.days_first for next_ in following) or self.times:
            self.times = self._with(self.times, piece)
        elif last.unsaid and piece.comma and all(time.clocked for time in piece.times):
            last.times, last.unsaid = piece.times, False
        elif last.unsaid:
            self.times = piece.times
        else:
            last.times = self._with(last.times, piece)
        return None

    def _with(self, times: list[Time], piece: Piece) -> list[Time]:
        """Return `times` and those of `piece`: "evenings, 6-9" is one time, "evenings and 6-9" are two."""
        if piece.comma and times and len(piece.times) == 1:
            together = qualified(times[-1], piece.times[0], close=False)
            if together is not None:
                return [*times[:-1], together]
        return [*times, *piece.times]

    def _times_of_every_day(self) -> Reason | None:
        if any(not time.sure and not time.whole for time in self.times):
            return Reason.NO_DATE
        if self.times:
            self.groups.append(Group(WEEK, self.times))
            self.times = []
        return None

    def end(self) -> Reason | None:
        """Settle what still waits."""
        if self.days and self.taking:
            self.groups.append(Group(self.days, [Time()]))
        elif self.days:
            return Reason.NO_TIME
        return self._times_of_every_day()
