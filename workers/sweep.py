"""The sweep: due nudges speak, or are silent. SQL says what is due; flushing Redis loses nothing."""

from datetime import timedelta

import structlog
from sqlalchemy import Connection

from flows.nudging import speak
from models import clock, database, nudges
from models.base import AnyRow
from workers.kit import kit

log = structlog.get_logger()
BATCH = 500  # nudges a job; then it makes room and comes back
STUMBLED = timedelta(
    minutes=10
)  # when a nudge that failed is tried again, so that it doesn't hold up the others


def sweep() -> int:
    """Let due nudges speak, each in a transaction of its own. Returns how many spoke."""
    spoke = 0
    for _turn in range(BATCH):
        wrote = _next()
        if wrote is None:
            break
        spoke += wrote
    else:
        kit().bell.ring(delivery=False, nudges=True)
    if spoke:
        kit().bell.ring(delivery=True, nudges=False)
    return spoke


def _next() -> bool | None:
    """One due nudge; None when there is none left."""
    taken: list[AnyRow] = []

    def turn(connection: Connection) -> bool | None:
        taken[:] = nudges.claim_due(connection, 1)
        return speak(connection, taken[0]) if taken else None

    try:
        return database.run(kit().engine, turn)
    except Exception as error:
        if not taken:
            raise
        nudge = taken[0]
        log.error("nudge stumbled", nudge=nudge.id, kind=nudge.kind, error=type(error).__name__)
        later = clock.now() + STUMBLED
        database.run(kit().engine, lambda connection: nudges.postpone(connection, nudge.id, later))
        return False
