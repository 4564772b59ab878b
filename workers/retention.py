"""Retention: what people wrote to us, and we to them, is forgotten when its time is over."""

from datetime import timedelta
from functools import partial

import structlog

from flows.flow import FLOWS
from models import (
    broadcasts,
    chain,
    clock,
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
BATCH = 1000  # rows of a table a turn; there is another in an hour


def forget() -> int:
    """One turn. Returns how many rows are gone."""
    now = clock.now()
    unkept = [flow.name for flow in FLOWS.values() if flow.unkept]
    clocks = (
        (texts.expire, MESSAGES),
        (outbox.expire, MESSAGES),
        (queries.expire, MESSAGES),
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
    return sum(
        database.run(kit().engine, partial(expire, before=now - age, most=BATCH)) for expire, age in clocks
    )
