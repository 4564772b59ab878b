"""The queues, the ticks, and how to wake the workers.

One queue a worker: RQ loses a job that a worker of several queues died with. A tick is a periodic job; each has its
heartbeat. What goes to Redis is the name of a job and nothing else.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Retry

DELIVERY = "delivery"
NUDGES = "nudges"
ROUNDS = "rounds"  # matching many people takes minutes, and must hold up nobody's swap text
QUEUES = (DELIVERY, NUDGES, ROUNDS)


@dataclass(frozen=True)
class Tick:
    """A periodic job: the queue it goes to, and how often. An interval and no hour of the day: RQ's cron knows only
    the hour of the machine it runs on."""

    queue: str
    every: timedelta


EVERY = timedelta(seconds=5)  # the swap at half time is promised within 60
TEMPLATES = "templates"  # WhatsApp's verdicts
RETENTION = "retention"  # what is forgotten
MORNINGS = "mornings"  # when each coordinator reads what needs a person
ERASING = "erasing"  # who asked to be forgotten
INQUIRY = "inquiry"  # what we heard nothing of
TICKS = {
    NUDGES: Tick(NUDGES, EVERY),
    DELIVERY: Tick(DELIVERY, EVERY),
    TEMPLATES: Tick(NUDGES, timedelta(hours=1)),
    RETENTION: Tick(NUDGES, timedelta(hours=1)),
    MORNINGS: Tick(NUDGES, timedelta(hours=1)),
    ERASING: Tick(NUDGES, timedelta(minutes=1)),
    INQUIRY: Tick(DELIVERY, timedelta(minutes=5)),
    ROUNDS: Tick(ROUNDS, timedelta(minutes=1)),
}
CRON = "cron"  # has a heartbeat too, and needs no worker for it

JOB_TIMEOUT = (
    45  # seconds; a job takes a bounded batch and is done within a few, unless Twilio is slow to answer
)
ROUNDS_TIMEOUT = 1200  # seconds; 100,000 people are read, matched and introduced step by step
FAILURE_TTL = 3600  # seconds; what failed does so again with the next tick, and is in the log
OPTIONS: dict[str, Any] = {"job_timeout": JOB_TIMEOUT, "result_ttl": 0, "failure_ttl": FAILURE_TTL}


def options(queue: str) -> dict[str, Any]:
    """RQ's options for a job of this queue."""
    return {**OPTIONS, "job_timeout": ROUNDS_TIMEOUT} if queue == ROUNDS else OPTIONS


LOST = 3  # times that a job is done again at once when its worker died; a pause would need RQ's scheduler
WAITING = 2  # jobs in a queue; one is enough, it does all there is to do
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

    def ring(self, *, delivery: bool, nudges: bool, rounds: bool = False) -> None:
        """Wake the workers that have something to do."""
        if not (delivery or nudges or rounds) or time.monotonic() < self._silent_until:
            return
        try:
            for name, wanted in ((DELIVERY, delivery), (NUDGES, nudges), (ROUNDS, rounds)):
                if wanted:
                    self._wake(name)
        except RedisError as error:
            self._silent_until = time.monotonic() + UNHEARD
            log.warning("bell unheard", error=type(error).__name__)

    def lengths(self) -> dict[str, int] | None:
        """How many jobs wait in each queue; None when Redis doesn't answer."""
        try:
            return {name: int(queue.count) for name, queue in self._queues.items()}
        except RedisError:
            return None

    def _wake(self, name: str) -> None:
        # Not RQ's `unique`: a job of that name that failed would keep the bell silent for as long as it is kept.
        if self._queues[name].count < WAITING:
            self._queues[name].enqueue("workers.ticks.rung", name, retry=Retry(max=LOST), **options(name))
