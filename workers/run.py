"""One worker: one queue, its jobs in its own process, so that its tools stay warm."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.executions import Execution
from rq.job import Job

from workers.queues import JOB_TIMEOUT, QUEUES

MAINTENANCE = 5  # seconds between looking for jobs of workers that died
WORKER_TTL = 20  # RQ waits 15 less for a job before it looks
GRACE = 5  # seconds after a job's time is up until its worker counts as dead; RQ gives it 60


class LookedAfter(Queue):
    """RQ's queue, where a worker that is killed while it looks for lost jobs keeps the others from looking for
    seconds, not for a quarter of an hour."""

    def acquire_maintenance_lock(self) -> bool:
        """Whether it is ours to look now."""
        return bool(self.connection.set(self.registry_cleaning_key, 1, nx=True, ex=2 * MAINTENANCE))


class OneQueueWorker(SimpleWorker):
    """RQ's worker, of one queue. From several it would take jobs in a way that loses them when it is killed."""

    def __init__(self, queues: Sequence[Queue], **options: Any) -> None:
        if len(queues) != 1:
            raise ValueError("one queue a worker")
        super().__init__(queues, **options)

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """Seconds until the job counts as lost. It is ended before: its timeout is a real alarm."""
        return int(job.timeout or JOB_TIMEOUT) + GRACE

    def prepare_execution(self, job: Job) -> Execution:
        """Begin a job. If an earlier worker died with it, RQ still lists that one's attempt a minute after having
        forgotten it, and would stumble over it when we succeed."""
        job.execution_registry.cleanup(timestamp=float("inf"))
        return super().prepare_execution(job)

    def set_shutdown_requested_date(self) -> None:
        """Tell Redis that we stop after this job. If it doesn't listen, the job ends in peace all the same."""
        with suppress(RedisError):
            super().set_shutdown_requested_date()  # type: ignore[no-untyped-call]  # RQ doesn't say


def run(redis: "Redis", queue: str, *, burst: bool = False) -> None:
    """Work on `queue` until told to stop, the job in hand first; with `burst`, until it is empty."""
    if queue not in QUEUES:
        raise ValueError(f"no such queue: {queue}")
    worker = OneQueueWorker(
        [LookedAfter(queue, connection=redis)],
        connection=redis,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE,
    )
    worker.work(burst=burst, logging_level="WARNING")
