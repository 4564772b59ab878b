"""Matchmaking: rounds that are too large to be worked out while somebody waits for an answer."""

from flows import rounds_work
from workers.kit import kit


def look_after_rounds() -> int:
    """Do what there is to do for rounds. Returns how many steps were taken."""
    done = rounds_work.work(kit().engine)
    if done:
        kit().bell.ring(delivery=True, nudges=True)
    return done
