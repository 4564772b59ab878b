"""The queues, and how to wake them. One queue a worker: RQ loses a job that a worker of several queues died with."""

import time

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

DELIVERY = "delivery"
NUDGES = "nudges"
QUEUES = (DELIVERY, NUDGES)
UNHEARD = 5  # seconds without ringing when nobody heard: texts must not wait, and the tick comes anyway

log = structlog.get_logger()


def connect(url: str) -> "Redis":
    """A client that gives up soon. A worker waits longer for its next job; RQ sees to that."""
    return Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=1)


class Bell:
    """Wakes the workers after a commit. If nobody hears it nothing is lost: the tick finds the rows."""

    def __init__(self, redis: "Redis") -> None:
        self._queues = {name: Queue(name, connection=redis) for name in QUEUES}
        self._silent_until = 0.0

    def ring(self, *, delivery: bool, nudges: bool) -> None:
        """Wake the workers that have something to do."""
        if not (delivery or nudges) or time.monotonic() < self._silent_until:
            return
        try:
            if delivery:
                self._wake(DELIVERY, "workers.delivery.deliver")
            if nudges:
                self._wake(NUDGES, "workers.sweep.sweep")
        except RedisError as error:
            self._silent_until = time.monotonic() + UNHEARD
            log.warning("bell unheard", error=type(error).__name__)

    def _wake(self, queue: str, job: str) -> None:
        """One job waiting is enough: it does all there is to do."""
        if self._queues[queue].count < 2:
            self._queues[queue].enqueue(job, result_ttl=0, failure_ttl=86400)
