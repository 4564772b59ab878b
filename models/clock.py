"""The only place that asks the time.

`now` is the house's time: what members are told, when nudges are due. `wall` is the machine's time: how long a
worker may hold what it claimed. They differ only on a stage whose clock was turned (the simulator, the tests).
"""

from collections.abc import Callable
from datetime import UTC, datetime


def wall() -> datetime:
    """The machine's time, aware UTC."""
    return datetime.now(UTC)


_source = wall


def now() -> datetime:
    """The house's time, aware UTC."""
    return _source()


def follow(source: Callable[[], datetime]) -> None:
    """Let this process's time be what `source` says, aware UTC; `wall` goes back to real time.

    There is no setting for it: only who starts the process can call this (`stage`, the tests).
    """
    global _source
    _source = source
