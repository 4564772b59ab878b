"""The ticks: what is looked after even when nobody rings the bell. RQ's own cron; two of them do no harm, because a
job finds its work in SQL and each row is claimed once."""

from redis import Redis
from rq.cron import CronScheduler

from workers.delivery import deliver
from workers.queues import DELIVERY, NUDGES
from workers.sweep import sweep

EVERY = 5  # seconds: the swap at half time is promised within 60
TICKS = ((sweep, NUDGES), (deliver, DELIVERY))


def run(redis: "Redis") -> None:
    """Tick until told to stop. A tick nobody took within two intervals is dropped: the next finds the same rows."""
    scheduler = CronScheduler(connection=redis)
    for job, queue in TICKS:
        scheduler.register(
            job, queue_name=queue, interval=EVERY, ttl=2 * EVERY, result_ttl=0, failure_ttl=86400
        )
    scheduler.start()  # type: ignore[no-untyped-call]  # RQ doesn't say
