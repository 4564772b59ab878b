"""The queues, and how to wake them. One queue a worker: RQ loses a job that a worker of several queues died with."""

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

DELIVERY = "delivery"
NUDGES = "nudges"
QUEUES = (DELIVERY, NUDGES)

log = structlog.get_logger()


def connect(url: str) -> "Redis":
    """A client that gives up soon: a text must not wait for Redis."""
    return Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=2)


class Bell:
    """Wakes the workers after a commit. If nobody hears it nothing is lost: the tick finds the rows."""

    def __init__(self, redis: "Redis") -> None:
        self._queues = {name: Queue(name, connection=redis) for name in QUEUES}

    def ring(self, *, delivery: bool, nudges: bool) -> None:
        """Wake the workers that have something to do."""
        try:
            if delivery:
                self._wake(DELIVERY, "workers.delivery.deliver")
            if nudges:
                self._wake(NUDGES, "workers.sweep.sweep")
        except RedisError as error:
            log.warning("bell unheard", error=type(error).__name__)

    def _wake(self, queue: str, job: str) -> None:
        """One job waiting is enough: it does all there is to do."""
        if self._queues[queue].count < 2:
            self._queues[queue].enqueue(job, result_ttl=0, failure_ttl=86400)
