"""The sweep: due nudges speak, or are silent. SQL says what is due; flushing Redis loses nothing."""

import structlog
from sqlalchemy import Connection

from flows.nudging import speak
from models import database, nudges
from workers.kit import kit

log = structlog.get_logger()
BATCH = 500  # nudges a job; then it makes room and comes back


def sweep() -> int:
    """Let due nudges speak, each in a transaction of its own. Returns how many spoke."""
    spoke = 0
    for _turn in range(BATCH):
        wrote = database.run(kit().engine, _next)
        if wrote is None:
            break
        spoke += wrote
    else:
        kit().bell.ring(delivery=False, nudges=True)
    if spoke:
        kit().bell.ring(delivery=True, nudges=False)
    return spoke


def _next(connection: Connection) -> bool | None:
    """One due nudge; None when there is none left."""
    due = nudges.claim_due(connection, 1)
    return speak(connection, due[0]) if due else None
