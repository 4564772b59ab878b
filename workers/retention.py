"""Retention: what people wrote to us, and we to them, is forgotten when its time is over. How long that is, says the one list
of clocks (`workers/clocks.py`).
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection, Table

from models import chain, clock, database
from workers.clocks import CLOCKS, CONCERNS, MESSAGES, Chosen, Expire
from workers.kit import kit

log = structlog.get_logger()
BATCH = 1000  # rows a transaction; whoever texts us meanwhile waits for it
TURN = 5.0  # seconds; what is left has another turn in an hour. 100,000 people write more in an hour than a batch


def forget() -> int:
    """One turn: all that is due, or as much as there is time for. Returns how many rows are gone."""
    until = time.monotonic() + TURN
    now = clock.now()
    log.info(
        "acts", head=database.run(kit().engine, chain.mark)
    )  # kept elsewhere, against an old head put back
    return sum(_all_of(partial(expire, before=now - age, most=BATCH), until) for expire, age in running())


def running() -> list[tuple[Expire, timedelta]]:
    """All that forgets, each once, and after how long."""
    chosen = {MESSAGES: kit().messages_kept, CONCERNS: kit().concerns_kept}
    found: dict[Expire, timedelta] = {}
    for one in CLOCKS.values():
        own = [] if one.expire is None else [(one.keeps, one.expire)]
        for keeps, expire in (*own, *one.sooner.values()):
            assert not isinstance(keeps, str), "what is never forgotten by a clock has nothing to do it"
            found[expire] = chosen[keeps] if isinstance(keeps, Chosen) else keeps
    return list(found.items())


def unlisted(tables: Iterable[Table]) -> set[str]:
    """The tables and columns that are on no clock, and those on one that aren't there."""
    there = {f"{table.name}.{column.name}" for table in tables for column in table.columns}
    return there ^ {f"{name}.{column}" for name, one in CLOCKS.items() for column in one.columns.split()}


def _all_of(expire: Callable[[Connection], int], until: float) -> int:
    """Batch after batch, until one isn't full or the time is over; each table has one at least. How many are gone."""
    done = 0
    while True:
        gone = database.run(kit().engine, expire)
        done += gone
        if gone < BATCH or time.monotonic() >= until:
            return done
