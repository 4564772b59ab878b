"""`GET /health/live` and `/health/ready`. Open to all: they say what is wrong in plain words, and name nobody.

With the database alone members can talk, so only trouble with the database is a "no" (503). The rest begins with "but":
texts to other people wait, and lose nothing by it. A monitor that should wake a person asks `/health/ready?all`, for
which every "but" is a "no" too.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from models import database, migrate
from webhook import gauges
from webhook.gauges import Gauges
from webhook.twilio import house
from workers.queues import CRON, EVERY, TICKS

door = Blueprint("health", __name__)

STALE = timedelta(minutes=1)  # a heartbeat that is older means that something doesn't run
LATE = timedelta(minutes=10)  # a text that is due should have left by then


@door.get("/health/live")
def live() -> Response:
    """The process answers."""
    return Response("yes\n", mimetype="text/plain")


@door.get("/health/ready")
def ready() -> Response:
    """Whether members can talk, and what else is wrong: a line each."""
    try:
        read = database.run(house().engine, _look)
    except SQLAlchemyError as error:
        return _said("no", [f"the database doesn't answer ({type(error).__name__})"], 503)
    if read is None:
        return _said("no", ["the database isn't up to date: run sounding-board migrate"], 503)
    troubles = list(_troubles(read, house().bell.lengths() is not None))
    strict = "all" in request.args
    return _said("no" if strict and troubles else "yes", troubles, 503 if strict and troubles else 200)


def _said(answer: str, troubles: list[str], status: int) -> Response:
    lines = [answer, *(f"but: {words}." if status == 200 else f"{words}." for words in troubles)]
    return Response("\n".join(lines) + "\n", status, mimetype="text/plain")


def _look(connection: Connection) -> Gauges | None:
    """The house, or None when its tables aren't those this program knows."""
    if MigrationContext.configure(connection).get_current_revision() != _newest():
        return None
    return gauges.read(connection)


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(migrate.config("")).get_current_head()


def _troubles(read: Gauges, redis: bool) -> Iterator[str]:
    """What is wrong, the cause before what comes of it."""
    if not redis:
        yield "Redis doesn't answer, so no worker is woken"
    silent = _silence(read, CRON, EVERY)
    if silent:
        yield f"cron {silent}, so nothing comes by itself"
    else:  # without ticks no worker has a heartbeat, however well it is
        for job, tick in TICKS.items():
            if silent := _silence(read, job, tick.every):
                yield f"the {job} job {silent}: look after `sounding-board worker {tick.queue}`"
    for channel, code in read.halted:
        yield f"Twilio lets us send nothing by {channel} (error {code}); we try again with one text now and then"
    if read.oldest is not None and read.oldest > LATE.total_seconds():
        yield f"a text has been due to leave for {_long(read.oldest)}"


def _silence(read: Gauges, job: str, every: timedelta) -> str:
    """That a periodic job didn't run when it should have; empty when it did."""
    age = read.heartbeats.get(job)
    if age is None:
        return "has not run yet"
    return f"has not run for {_long(age)}" if age > max(STALE, 3 * every).total_seconds() else ""


def _long(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
