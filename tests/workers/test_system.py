"""Workers as a system: RQ used as it is meant to be, and each of its traps closed."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
import time_machine
from redis import Redis
from rq import Queue
from rq.cron import CronScheduler
from rq.job import Job
from rq.registry import FailedJobRegistry
from sqlalchemy.exc import OperationalError

from flows import taps
from messaging.content import Contents
from messaging.rates import Senders
from messaging.sending import Line
from models import clock, database, heartbeats
from tests.workers.redis_contents import everything
from workers import cron, kit, queues, run, ticks
from workers.queues import CRON, DELIVERY, NUDGES, QUEUES, TICKS, Bell

MINUTES = 10
TICKS_OF = Counter(tick.queue for tick in TICKS.values())


@pytest.fixture
def tools(database_url: str, redis_url: str) -> Iterator[kit.Kit]:
    """A worker's tools, but nothing to send with."""
    made = kit.Kit(
        database.connect(database_url),
        cast(Line, None),
        Bell(queues.connect(redis_url)),
        cast(Senders, None),
        cast(Contents, None),
    )
    kit.take(made)
    yield made
    made.engine.dispose()


@pytest.fixture
def redis(redis_url: str) -> Iterator["Redis"]:
    with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the periodic jobs that were worked on."""
    names: list[str] = []
    for name in TICKS:

        def work(name: str = name) -> int:
            names.append(name)
            return 0

        monkeypatch.setitem(ticks.WORK, name, work)
    return names


def waiting(redis: "Redis") -> dict[str, int]:
    return {name: Queue(name, connection=redis).count for name in QUEUES}


def jobs(redis: "Redis") -> list[Job]:
    return [job for name in QUEUES for job in Queue(name, connection=redis).jobs]


def last(tools: kit.Kit) -> dict[str, Any]:
    return database.run(tools.engine, heartbeats.last)


# Queues.


def test_a_worker_of_several_queues_is_refused(redis: "Redis") -> None:
    with pytest.raises(ValueError, match="one queue"):
        run.OneQueueWorker([Queue(name, connection=redis) for name in QUEUES], connection=redis)
    with pytest.raises(ValueError, match="no such queue"):
        run.run(redis, "default")
    command = [sys.executable, "-m", "cli", "worker", *QUEUES]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert "unrecognized arguments" in said.stderr


def test_every_tick_has_its_work_and_a_queue_that_is_worked_on() -> None:
    assert ticks.WORK.keys() == TICKS.keys()
    assert {tick.queue for tick in TICKS.values()} == set(QUEUES)
    assert CRON not in TICKS


def test_the_heartbeat_that_conversations_look_at_is_one_that_beats() -> None:
    """They can't import the workers, so they name it themselves."""
    assert taps.DELIVERY in TICKS
    assert TICKS[taps.DELIVERY].every * 3 < taps.ALIVE, "a slow turn isn't a dead worker"


# What is enqueued.


def test_every_job_is_short_leaves_no_result_and_waits_for_nothing(tools: kit.Kit, redis: "Redis") -> None:
    tools.bell.ring(delivery=True, nudges=True, rounds=True)
    cron.scheduler(queues.connect(redis_url_of(redis))).enqueue_jobs()
    found = jobs(redis)
    assert sorted(job.func_name for job in found) == ["workers.ticks.rung"] * 3 + [
        "workers.ticks.turn"
    ] * len(TICKS)
    for job in found:
        longest = queues.ROUNDS_TIMEOUT if job.origin == queues.ROUNDS else queues.JOB_TIMEOUT
        assert (job.result_ttl, job.failure_ttl, job.timeout) == (0, 3600, longest)
        assert not any(job.retry_intervals or ()), "a pause before a retry needs a scheduler that nobody runs"
        assert job.ttl is None, "the number of a job that has expired stays in its queue"
        assert callable(job.func)
        assert job.args[0] in TICKS
        assert (job.kwargs, job.meta) == ({}, {})


def redis_url_of(redis: "Redis") -> str:
    return f"unix://{redis.connection_pool.connection_kwargs['path']}"


def test_ticks_have_intervals_only(redis: "Redis") -> None:
    """An hour of the day would be that of the machine cron runs on, and is missed when cron doesn't run just then."""
    for job in cron.scheduler(redis).get_jobs():
        assert job.cron is None
        assert timedelta(seconds=job.interval or 0) == TICKS[job.name].every


# Ticks.


def test_two_crons_are_one(tools: kit.Kit, redis: "Redis", done: list[str]) -> None:
    began: list[float] = []
    with time_machine.travel(clock.wall(), tick=False) as moment:
        first, second = cron.scheduler(redis), cron.scheduler(redis)
        for half in range(2 * 60):
            first.enqueue_jobs()
            if half >= 5:
                second.enqueue_jobs()
            for name in QUEUES:
                if Queue(name, connection=redis).count:
                    run.run(redis, name, burst=True)
            began += [half / 2] * (done.count(DELIVERY) - len(began))
            moment.shift(0.5)
    assert began == [5.0 * n for n in range(12)]
    assert done.count(NUDGES) == 12


def test_a_turn_is_taken_once_however_many_reach_for_it(tools: kit.Kit, done: list[str]) -> None:
    barrier = threading.Barrier(8)

    def reach() -> None:
        barrier.wait()
        ticks.turn(DELIVERY)

    threads = [threading.Thread(target=reach) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [DELIVERY]


def test_ticks_that_nobody_takes_do_not_pile_up(tools: kit.Kit, redis: "Redis", done: list[str]) -> None:
    with time_machine.travel(clock.wall(), tick=False) as moment:
        ours = cron.scheduler(redis)
        for _tick in range(MINUTES * 12):
            assert isinstance(ours, CronScheduler)
            ours.enqueue_jobs()
            moment.shift(5)
        for name, count in waiting(redis).items():
            assert count <= queues.WAITING + TICKS_OF[name]
        for name in QUEUES:
            run.run(redis, name, burst=True)
        assert sorted(done) == sorted(TICKS), "late ticks are one"
        moment.shift(MINUTES * 60)
        ours.enqueue_jobs()
        ours.enqueue_jobs()
        due = Counter(tick.queue for tick in TICKS.values() if tick.every <= timedelta(minutes=MINUTES))
        assert waiting(redis) == due, "time that cron stood still is caught up with"


def test_a_busy_bell_leaves_room_for_the_tick(tools: kit.Kit, redis: "Redis") -> None:
    for _ring in range(10):
        tools.bell.ring(delivery=True, nudges=True)
    full = waiting(redis)
    cron.scheduler(redis).enqueue_jobs()
    assert waiting(redis) == {name: count + TICKS_OF[name] for name, count in full.items()}


# Heartbeats.


def test_every_periodic_job_has_a_heartbeat(tools: kit.Kit, redis: "Redis", done: list[str]) -> None:
    cron.scheduler(redis).enqueue_jobs()
    assert last(tools).keys() == {CRON}
    for name in QUEUES:
        run.run(redis, name, burst=True)
    assert last(tools).keys() == {CRON, *TICKS}
    assert all(clock.wall() - ended < timedelta(seconds=10) for ended in last(tools).values())


def test_a_turn_that_fails_is_no_heartbeat(tools: kit.Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ticks.WORK, DELIVERY, lambda: 1 // 0)
    with pytest.raises(ticks.Stumbled, match="ZeroDivisionError"):
        ticks.turn(DELIVERY)
    assert last(tools) == {DELIVERY: None}


def test_cron_goes_on_without_the_database(
    tools: kit.Kit, redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = database.connect("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(OperationalError):
        database.run(gone, heartbeats.last)
    monkeypatch.setattr(kit, "_kit", replace(tools, engine=gone))
    cron.scheduler(redis).enqueue_jobs()
    assert sum(waiting(redis).values()) == len(TICKS)


# What fails.


def test_what_a_job_failed_with_holds_no_words(
    tools: kit.Kit, redis: "Redis", monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        secret = "Nia +447700900101"
        raise ValueError(f"cannot send to {secret}")

    monkeypatch.setitem(ticks.WORK, DELIVERY, fail)
    tools.bell.ring(delivery=True, nudges=False)
    cron.scheduler(redis).enqueue_jobs()
    run.run(redis, DELIVERY, burst=True)
    failed = FailedJobRegistry(DELIVERY, connection=redis)
    assert failed.count == 2
    kept = everything(redis)
    assert b"Stumbled: ValueError" in kept
    captured = capfd.readouterr()
    assert "ValueError" in captured.out + captured.err
    for words in ("Nia", "+44770", "cannot send"):
        assert words.encode() not in kept
        assert words not in captured.out + captured.err


def test_who_dies_while_looking_for_lost_jobs_blocks_nobody_for_long(redis: "Redis") -> None:
    queue = run.LookedAfter(DELIVERY, connection=redis)
    assert queue.acquire_maintenance_lock()
    assert not queue.acquire_maintenance_lock()
    assert 0 < redis.ttl(queue.registry_cleaning_key) <= 2 * run.MAINTENANCE
