"""Retention: what people wrote to us, and we to them, is forgotten when its time is over."""

from datetime import timedelta
from functools import partial

from models import clock, database, nudges, outbox, texts
from workers.kit import kit

MESSAGES = timedelta(days=30)  # texts, their answers, and letters
NUDGES = timedelta(days=90)  # they hold no words; how often somebody was texted unasked is counted from them
BATCH = 1000  # rows of a table a turn; there is another in an hour


def forget() -> int:
    """One turn. Returns how many rows are gone."""
    now = clock.now()
    clocks = ((texts.expire, MESSAGES), (outbox.expire, MESSAGES), (nudges.expire, NUDGES))
    return sum(
        database.run(kit().engine, partial(expire, before=now - age, most=BATCH)) for expire, age in clocks
    )
