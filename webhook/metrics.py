"""`GET /metrics`, for Prometheus. Open to all, for it holds numbers only; with METRICS_TOKEN set, only who knows it
gets in. A bearer token takes the place of a signature, because it isn't Twilio who asks."""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from models import database
from webhook import gauges
from webhook.gauges import MOST, Gauges
from webhook.twilio import house

door = Blueprint("metrics", __name__)

NAME = "sounding_board_"


@door.get("/metrics")
def metrics() -> Response:
    """Every number, as it is now. 503 when the database doesn't answer."""
    _let_in()
    try:
        read = database.run(house().engine, gauges.read)
    except SQLAlchemyError:
        abort(503)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Shown(read, house().bell.lengths()))
    write, kind = choose_encoder(request.headers.get("Accept", ""))
    return Response(write(registry), content_type=kind)


def _let_in() -> None:
    token = house().metrics_token
    given = request.headers.get("Authorization", "")
    if token and not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        abort(401)


class _Shown(Collector):
    """One look at the house, in Prometheus's words."""

    def __init__(self, read: Gauges, jobs: dict[str, int] | None) -> None:
        self._read, self._jobs = read, jobs

    def collect(self) -> Iterator[Metric]:
        """Every metric."""
        read = self._read
        yield _gauges(
            "letters", f"Texts in the outbox that have not left, at most {MOST}", "status", read.letters
        )
        yield _gauges("letters_dead", f"Texts that failed for good, at most {MOST}", "code", read.dead)
        yield _gauge(
            "oldest_letter_seconds", "How long the oldest text has been due to leave", read.oldest or 0
        )
        yield _gauge("nudges_due", f"Nudges that are due, at most {MOST}", read.due)
        yield _gauge("nudges_next_day", f"Nudges planned for the next 24 hours, at most {MOST}", read.soon)
        yield _gauge("senders_halted", "Senders of ours that Twilio doesn't let send", len(read.halted))
        yield _gauge("coordinators", "Who coordinates and can be texted; 0: nobody does", read.coordinators)
        yield _gauges(
            "heartbeat_age_seconds",
            "Since each periodic job last came to its end",
            "job",
            {job: age for job, age in read.heartbeats.items() if age is not None},
        )
        yield CounterMetricFamily(
            f"{NAME}acts", "What coordinators did; fewer than before: see audit", read.acts
        )
        yield CounterMetricFamily(
            f"{NAME}texts", "Texts that arrived, about: repeats count on PostgreSQL", read.texts
        )
        for name, counts in read.tallies.items():
            tally = CounterMetricFamily(f"{NAME}{name}", f"What came of {name}", labels=["result"])
            for result, count in counts.items():
                tally.add_metric([result], count)
            yield tally
        yield _gauge("redis_up", "Whether Redis answers", float(self._jobs is not None))
        yield _gauges("jobs", "Jobs that wait for a worker, in Redis", "queue", self._jobs or {})


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(NAME + name, words, value)


def _gauges(name: str, words: str, label: str, values: dict[str, int] | dict[str, float]) -> Metric:
    family = GaugeMetricFamily(NAME + name, words, labels=[label])
    for one, value in values.items():
        family.add_metric([one], value)
    return family
