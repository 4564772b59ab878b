"""The ticks: what is looked after even when nobody rings the bell. RQ's own cron; two of them do no harm."""

from contextlib import suppress
from datetime import timedelta

import structlog
from redis import Redis
from rq import Queue
from rq.cron import CronJob, CronScheduler
from rq.exceptions import StopRequested
from rq.utils import now
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from models import database, heartbeats
from workers import ticks
from workers.kit import kit
from workers.queues import CRON, TICKS, WAITING, options

log = structlog.get_logger()


class Cron(CronScheduler):
    """RQ's, but it doesn't pile up ticks that nobody takes, and has a heartbeat in SQL."""

    def enqueue_jobs(self) -> list[CronJob]:
        """Enqueue the ticks that are due, where not enough wait already."""
        beat()
        enqueued = []
        for job in self.get_jobs():
            if not job.should_run():
                continue
            # One for each tick more than the bell may ring: while it is busy ringing, ticks still come through.
            ticks_there = sum(tick.queue == job.queue_name for tick in TICKS.values())
            if Queue(job.queue_name, connection=self.connection).count < WAITING + ticks_there:
                job.enqueue(self.connection)
                enqueued.append(job)
            job.set_enqueue_time(now())
        return enqueued


def scheduler(redis: "Redis") -> Cron:
    """A cron that knows all ticks."""
    made = Cron(connection=redis)
    for job, tick in TICKS.items():
        seconds = int(tick.every.total_seconds())
        made.register(ticks.turn, tick.queue, args=(job,), interval=seconds, name=job, **options(tick.queue))
    return made


def run(redis: "Redis") -> None:
    """Tick until told to stop."""
    with suppress(StopRequested):  # RQ minds it from its second step on
        scheduler(redis).start()  # type: ignore[no-untyped-call]  # RQ doesn't say


def beat() -> None:
    """Note that cron runs. Without the database the ticks go on: it may be back before they are taken."""
    try:
        database.run(kit().engine, lambda connection: _pulse(connection))
    except SQLAlchemyError as error:
        log.warning("heartbeat not kept", error=type(error).__name__)


def _pulse(connection: Connection) -> None:
    heartbeats.begin(connection, CRON, timedelta())
    heartbeats.end(connection, CRON)
