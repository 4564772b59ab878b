"""The clock on the desk: the house's time, which a person can turn forward."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the simulator asks of the house's clock."""

    def now(self) -> datetime:
        """Return the house's turned time, aware, in UTC."""
        ...

    def turn(self, seconds: float) -> None:
        """Turn the time forward."""
        ...


class DeskClock:
    """A clock nobody else reads: real time plus what it was turned by. For trying the simulator alone."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return real time plus every turn so far."""
        return datetime.now(UTC) + self._ahead

    def turn(self, seconds: float) -> None:
        """Turn the time forward; a clock never goes back."""
        if seconds < 0:
            raise ValueError("the clock only turns forward")
        with self._lock:
            self._ahead += timedelta(seconds=seconds)
