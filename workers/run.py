"""One worker: one queue, its jobs in its own process, so that its tools stay warm."""

from redis import Redis
from rq import Queue, SimpleWorker

MAINTENANCE = 20  # seconds between looking for jobs of workers that died
WORKER_TTL = 25


def run(redis: "Redis", queue: str, *, burst: bool = False) -> None:
    """Work on `queue` until told to stop; with `burst`, until it is empty."""
    worker = SimpleWorker(
        [Queue(queue, connection=redis)],
        connection=redis,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE,
    )
    worker.work(burst=burst, logging_level="WARNING")
