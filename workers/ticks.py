"""What RQ's jobs call: the periodic jobs, each with its heartbeat, and the same work when the bell rang for it.

Two crons enqueue each tick twice, and RQ has no lock against it. So a turn of a periodic job is taken in SQL: who comes
second within the interval has nothing to do.
"""

from collections.abc import Callable

import structlog

from models import database, heartbeats, traces
from workers.delivery import deliver
from workers.erasing import erase
from workers.inquiry import ask
from workers.kit import kit
from workers.matchmaking import look_after_rounds
from workers.mornings import look_ahead
from workers.queues import DELIVERY, ERASING, INQUIRY, MORNINGS, NUDGES, RETENTION, ROUNDS, TEMPLATES, TICKS
from workers.retention import forget
from workers.sweep import sweep
from workers.templating import look_after

WORK: dict[str, Callable[[], int]] = {
    NUDGES: sweep,
    DELIVERY: deliver,
    TEMPLATES: look_after,
    RETENTION: forget,
    MORNINGS: look_ahead,
    ERASING: erase,
    INQUIRY: ask,
    ROUNDS: look_after_rounds,
}
EARLY = 0.8  # of its interval must have passed before the next turn: a tick may come a little early

log = structlog.get_logger()


class Stumbled(Exception):
    """A job failed. It says only how: RQ keeps what a job failed with, and other errors may say what they held."""


def turn(job: str) -> int:
    """One turn of a periodic job, unless one began less than its interval ago. Returns how much was done."""
    engine, every = kit().engine, TICKS[job].every * EARLY

    def work() -> int:
        if not database.run(engine, lambda connection: heartbeats.begin(connection, job, every)):
            return 0
        done = WORK[job]()
        database.run(engine, lambda connection: heartbeats.end(connection, job))
        return done

    return _plainly(job, work)


def rung(queue: str) -> int:
    """The bell rang: do at once what the tick would do later. Returns how much was done."""
    return _plainly(queue, WORK[queue])


def _plainly(job: str, work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 (said in the log, and raised as our own)
        how = type(error).__name__
        log.error("job stumbled", job=job, error=how, where=traces.where(error))
        raise Stumbled(how) from None
