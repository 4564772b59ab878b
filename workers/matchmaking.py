"""What is too large to be done while somebody waits for an answer: rounds of many people, and texts to many."""

from flows import broadcast_work, rounds_work
from workers.kit import kit


def look_after_rounds() -> int:
    """Do what there is to do for rounds, and for texts to many before that: they take less. Returns how much was done."""
    done = broadcast_work.work(kit().engine, kit().senders)
    if done:
        kit().bell.ring(delivery=True, nudges=False)
    done += rounds_work.work(kit().engine)
    if done:
        kit().bell.ring(delivery=True, nudges=True)
    return done
