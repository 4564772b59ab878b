"""Retention: what people wrote to us, and we to them, is forgotten when its time is over."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from flows.flow import FLOWS
from models import (
    broadcasts,
    chain,
    clock,
    concerns,
    database,
    impact,
    member_notes,
    mentions,
    nudges,
    outbox,
    pages,
    passing,
    queries,
    sessions,
    talks,
    texts,
    trusts,
)
from workers.kit import kit

MESSAGES = timedelta(days=30)  # texts, their answers, letters, and what waits for a person
NUDGES = timedelta(days=90)  # they hold no words; how often somebody was texted unasked is counted from them
PASSED_ON = timedelta(days=1)  # what one partner wrote to another, where nobody says that it has arrived
ACTS = timedelta(days=730)  # what coordinators did: long enough to answer for it
PLACES = timedelta(days=7)  # how two met, after their session
NOTES = timedelta(days=365)  # what coordinators noted about somebody
REPORTS = timedelta(days=3 * 365)  # numbers that were told: the next ones must give away nothing beside them
log = structlog.get_logger()
BATCH = 1000  # rows a transaction; whoever texts us meanwhile waits for it
TURN = 5.0  # seconds; what is left has another turn in an hour. 100,000 people write more in an hour than a batch


def forget() -> int:
    """One turn: all that is due, or as much as there is time for. Returns how many rows are gone."""
    until = time.monotonic() + TURN
    now = clock.now()
    unkept = [flow.name for flow in FLOWS.values() if flow.unkept]
    clocks = (
        (texts.expire, MESSAGES),
        (outbox.expire, MESSAGES),
        (queries.expire, MESSAGES),
        (concerns.expire, kit().concerns_kept),
        (nudges.expire, NUDGES),
        (mentions.expire, NUDGES),
        (broadcasts.forget_words, MESSAGES),
        (broadcasts.expire, NUDGES),
        (member_notes.expire, NOTES),
        (pages.expire, PASSED_ON),
        (passing.expire, PASSED_ON),
        (partial(talks.expire, flows=unkept), PASSED_ON),
        (trusts.forget_held, trusts.CODE_LASTS),
        (chain.expire, ACTS),
        (sessions.forget_places, PLACES),
        (impact.expire, REPORTS),
    )
    log.info(
        "acts", head=database.run(kit().engine, chain.mark)
    )  # kept elsewhere, against an old head put back
    return sum(_all_of(partial(expire, before=now - age, most=BATCH), until) for expire, age in clocks)


def _all_of(expire: Callable[[Connection], int], until: float) -> int:
    """Batch after batch, until one isn't full or the time is over; each table has one at least. How many are gone."""
    done = 0
    while True:
        gone = database.run(kit().engine, expire)
        done += gone
        if gone < BATCH or time.monotonic() >= until:
            return done
