"""A session's own clock: what was booked, and what really became of it once it began, was paused or cut short."""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy.orm import Mapped, mapped_column

MINUTES = 60  # COACHING.md: 30/30 in one hour
FORGOTTEN = timedelta(minutes=30)  # a pause that nobody ended is over by then, and the session with it
NOTHING = timedelta()


class HasTimes:
    """Mixin. Until somebody says otherwise a session begins when it was booked for, and its halves are equal.

    `first_seconds` and `second_seconds` are what each half has of coaching, `first_paused` and `second_paused` the
    seconds in which the clock stood still. All moments are aware UTC.
    """

    starts_at: Mapped[datetime]  # as booked
    minutes: Mapped[int] = mapped_column(default=MINUTES)  # as booked
    began_at: Mapped[datetime | None]  # as one of the two said
    paused_at: Mapped[datetime | None]  # the clock has stood still since then
    first_seconds: Mapped[int | None]  # None: as booked
    second_seconds: Mapped[int | None]
    first_paused: Mapped[int] = mapped_column(default=0)
    second_paused: Mapped[int] = mapped_column(default=0)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is for one of them, as in a ring."""
        raise NotImplementedError

    @property
    def began(self) -> datetime:
        """When it began, or is to begin."""
        return self.began_at or self.starts_at

    @property
    def half_at(self) -> datetime:
        """When roles swap: half time, to the second. Where there is nothing to swap, its end."""
        return self.began + self._first + timedelta(seconds=self.first_paused or 0)

    @property
    def ends_at(self) -> datetime:
        """When it is over; while it is paused, when it will be if nobody goes on."""
        if self.paused_at is not None:
            return self.paused_at + FORGOTTEN
        return self.half_at + self._second + timedelta(seconds=self.second_paused or 0)

    @property
    def halves(self) -> tuple[int, int]:
        """Minutes of coaching in its first and its second half, as they were or, before it, as they will be. In a ring's
        leg the second is 0. Half a minute counts for nobody: what goes into somebody's log must not be too much."""
        first, second = self._first, self._second
        if self.paused_at is not None:  # it ended there, unless it goes on
            so_far = self.paused_at - self.began - timedelta(seconds=self.first_paused or 0)
            if self.paused_at < self.half_at:
                first, second = so_far, NOTHING
            else:
                second = self.paused_at - self.half_at - timedelta(seconds=self.second_paused or 0)
        return _minutes(first), _minutes(second)

    def is_live(self, now: datetime) -> bool:
        """Whether it is going on, a pause included."""
        return self.began <= now < self.ends_at

    def begin(self, at: datetime) -> None:
        """It begins now, however long it was thought to be going on."""
        self.began_at, self.paused_at, self.first_paused, self.second_paused = at, None, 0, 0

    def pause(self, at: datetime) -> None:
        """The clock stands still."""
        self.paused_at = at

    def go_on(self, at: datetime) -> None:
        """The clock goes on; half time and the end come that much later."""
        if self.paused_at is None:
            return
        stood = round((at - self.paused_at).total_seconds())
        if self.paused_at < self.half_at:
            self.first_paused = (self.first_paused or 0) + stood
        else:
            self.second_paused = (self.second_paused or 0) + stood
        self.paused_at = None

    def end_at(self, end: datetime, now: datetime) -> None:
        """Let it be over at `end`, and the halves be equal; where the first is too long for that already, they swap at once.
        In the second half only that one changes."""
        begins = self.began + timedelta(seconds=self.first_paused or 0)  # as if no pause had been
        if not self.is_whole and now >= self.half_at:
            self._set(self._first, end - self.half_at - timedelta(seconds=self.second_paused or 0))
        elif self.is_whole:
            self._set(end - begins, NOTHING)
        else:
            first = max((end - begins) / 2, now - begins)
            self._set(first, end - begins - first)

    def _set(self, first: timedelta, second: timedelta) -> None:
        self.first_seconds, self.second_seconds = round(first.total_seconds()), round(second.total_seconds())

    @property
    def _first(self) -> timedelta:
        booked = timedelta(minutes=self.minutes) / (1 if self.is_whole else 2)
        return booked if self.first_seconds is None else timedelta(seconds=self.first_seconds)

    @property
    def _second(self) -> timedelta:
        booked = NOTHING if self.is_whole else timedelta(minutes=self.minutes) / 2
        return booked if self.second_seconds is None else timedelta(seconds=self.second_seconds)


def _minutes(time: timedelta) -> int:
    return max(0, ceil(time / timedelta(minutes=1) - 0.5))
