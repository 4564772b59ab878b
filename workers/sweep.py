"""The sweep: due nudges have their turn, many in one transaction. SQL says what is due; flushing Redis loses nothing."""

import time
from functools import partial

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from flows import unasked
from models import clock, database, nudges, traces
from models.nudges import BEGINNING, Cursor
from workers.kit import kit

log = structlog.get_logger()
BATCH = 500  # nudges a transaction; whoever texts us meanwhile waits for it
TURN = 5.0  # seconds a job; then it makes room and comes back


def sweep() -> int:
    """Let due nudges speak. Returns how many letters were written."""
    until = time.monotonic() + TURN
    spoke, cursor, more = 0, BEGINNING, False
    while True:
        turn = _batch(cursor)
        spoke, cursor, more = spoke + turn.spoke, turn.last, more or turn.planned
        if turn.taken < BATCH or time.monotonic() >= until:
            break
    kit().bell.ring(delivery=bool(spoke), nudges=more or turn.taken == BATCH)
    return spoke


def _batch(after: Cursor) -> unasked.Turn:
    """The next batch; when one of it stumbles, each by itself, so that it holds up nobody."""
    try:
        return database.run(kit().engine, lambda connection: unasked.speak(connection, BATCH, after))
    except OperationalError:  # the database's trouble is no nudge's fault; the next tick finds them all
        raise
    except Exception as error:  # noqa: BLE001 (what a nudge may raise is its own affair; the others must speak)
        log.error("a batch stumbled", error=type(error).__name__, where=traces.where(error))
        return _one_by_one(after)


def _one_by_one(after: Cursor) -> unasked.Turn:
    """The same batch, a transaction each."""
    whole = unasked.Turn(last=after)
    for _each in range(BATCH):
        turn = _one(whole.last)
        whole.taken, whole.spoke, whole.last = whole.taken + turn.taken, whole.spoke + turn.spoke, turn.last
        if not turn.taken:
            break
    return whole


def _one(after: Cursor) -> unasked.Turn:
    """The next nudge. When it fails it is tried again later."""
    try:
        return database.run(kit().engine, lambda connection: unasked.speak(connection, 1, after))
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 (the same)
        stumbled = partial(_postponed, after=after, error=type(error).__name__)
    return database.run(kit().engine, stumbled)


def _postponed(connection: Connection, after: Cursor, error: str) -> unasked.Turn:
    rows = nudges.claim_due(connection, 1, after)
    for row in rows:
        log.error("nudge stumbled", nudge=row.id, kind=row.kind, error=error)
        nudges.postpone(connection, {row.id: (clock.now() + unasked.STUMBLED, row.not_after)})
    return unasked.Turn(len(rows), (rows[0].due_at, rows[0].id) if rows else after)
