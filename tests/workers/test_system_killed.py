"""kill -9 of a worker with a job in hand: the job is back within 90 seconds, and another worker does it."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from redis import Redis
from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from sqlalchemy import select

from models import database
from models.base import table_of
from models.outbox import Letter
from tests.servers import sqlite
from tests.stages import quiet_port, ready, wait_until
from tests.workers.houses import stand_in, wake_everybody
from tests.workers.machines import commands
from tests.workers.posting import joined
from workers.queues import DELIVERY, NUDGES, Bell

BACK_WITHIN = 90.0  # seconds


def test_the_jobs_of_killed_workers_are_back(
    shared_directory: Path, tmp_path: Path, migrate: Callable[[str], None], redis_url: str
) -> None:
    """One worker dies while it sends, one between taking a job and beginning it. There is no cron to help."""
    url, port = sqlite.fresh_database(shared_directory, tmp_path, migrate), quiet_port()
    public_url = f"http://127.0.0.1:{port}"
    with stand_in() as twilio, Redis.from_url(redis_url) as redis:
        twilio.delay, twilio.script = 6.0, ["slow"]
        places = {"DATABASE_URL": url, "REDIS_URL": redis_url, "TWILIO_API_URL": twilio.url}
        with commands(tmp_path, PUBLIC_URL=public_url, **places) as board:
            board.start("web", "--port", str(port))
            victim = board.start("worker", DELIVERY)
            wait_until(lambda: ready(public_url), 60, "no web")
            wake_everybody(url)
            joined(public_url, "Nia")
            wait_until(lambda: twilio.said, 30, "nothing is being sent")
            (held,) = Queue(DELIVERY, connection=redis).started_job_registry.get_job_ids(cleanup=False)
            victim.kill()
            lost, taken = time.monotonic(), just_taken(redis)
            board.start("worker", DELIVERY)
            board.start("worker", NUDGES)
            for name, job in (("while it sent", held), ("just taken", taken)):
                wait_until(
                    lambda job=job: done(redis, job), lost + BACK_WITHIN - time.monotonic(), f"lost: {name}"
                )
                sys.stderr.write(f"{name}: done {time.monotonic() - lost:.0f} s after kill -9\n")
    engine = database.connect(url)
    letters = database.run(
        engine, lambda connection: connection.execute(select(table_of(Letter).c.status)).all()
    )
    engine.dispose()
    assert [letter.status for letter in letters] == ["accepted"]
    assert len(twilio.kept) == 1, "it was sent before the worker died; nobody sends it again"


def just_taken(redis: "Redis") -> str:
    """A job as a worker leaves it that dies right after it took it: RQ has moved its number aside."""
    Bell(redis).ring(delivery=False, nudges=True)
    queue = Queue(NUDGES, connection=redis)
    job = redis.lmove(queue.key, queue.intermediate_queue_key, "LEFT", "RIGHT")
    assert isinstance(job, bytes)
    return job.decode()


def done(redis: "Redis", job: str) -> bool:
    """Whether the job came to its end; then nothing is kept of it. What failed is kept."""
    try:
        found = Job.fetch(job, connection=redis)
    except NoSuchJobError:
        return True
    # As it was read: it may be gone by now.
    assert found.get_status(refresh=False) != JobStatus.FAILED, found.latest_result()
    return False
