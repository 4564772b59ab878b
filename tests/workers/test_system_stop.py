"""Stopping: told to (SIGTERM), each process ends what it has in hand, leaves nothing half-done and is gone in seconds."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import requests
from sqlalchemy import select, text

from models import database
from models.base import table_of
from models.outbox import Letter
from tests.stages import quiet_port, ready, wait_until
from tests.workers import posting
from tests.workers.houses import stand_in, wake_everybody
from tests.workers.machines import commands, ended, stopped
from workers.queues import DELIVERY, NUDGES

STOPS_WITHIN = 10.0  # seconds


def test_what_is_in_hand_is_finished(database_url: str, redis_url: str, tmp_path: Path) -> None:
    port = quiet_port()
    public_url = f"http://127.0.0.1:{port}"
    with stand_in() as twilio:
        twilio.delay, twilio.script = 3.0, ["slow"]
        places = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "TWILIO_API_URL": twilio.url}
        with commands(tmp_path, PUBLIC_URL=public_url, **places) as board, ThreadPoolExecutor(1) as aside:
            web = board.start("web", "--port", str(port))
            busy, idle = board.start("worker", DELIVERY), board.start("worker", NUDGES)
            cron = board.start("cron")
            wait_until(lambda: ready(public_url), 60, "no web")
            wake_everybody(database_url)
            posting.joined(public_url, "Nia")
            wait_until(lambda: twilio.said, 30, "nothing is being sent")
            stops = {"delivery": stopped(busy)}
            assert statuses(database_url) == ["accepted"], "Twilio's answer came and was noted"

            with held(database_url):
                answer = aside.submit(posting.text, public_url, "menu", "+447700900101")
                wait_until(lambda: waiting(answer, 1.0), 5, "the answer didn't wait")
                web.terminate()
                wait_until(lambda: waiting(answer, 1.0), 5, "it was cut off")
            assert answer.result().status_code == 200
            assert "<Message>" in answer.result().text
            stops |= {"web": ended(web), "nudges": stopped(idle), "cron": stopped(cron)}
            assert {name: code for name, (code, _) in stops.items()} == dict.fromkeys(stops, 0), board.said()
            assert max(seconds for _, seconds in stops.values()) < STOPS_WITHIN, stops
            assert "Traceback" not in board.said()
    assert len(twilio.kept) == 1


def waiting(answer: "Future[requests.Response]", seconds: float) -> bool:
    """Whether there is no answer yet after so many seconds."""
    return not wait([answer], seconds).done


def statuses(database_url: str) -> list[str]:
    engine = database.connect(database_url)
    try:
        rows = database.run(
            engine, lambda connection: connection.execute(select(table_of(Letter).c.status)).all()
        )
    finally:
        engine.dispose()
    return [row.status for row in rows]


@contextmanager
def held(database_url: str) -> Iterator[None]:
    """Keep others from writing texts down for the block, for less than they would wait."""
    engine = database.connect(database_url)
    try:
        with engine.begin() as connection:  # on SQLite that is enough
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE texts IN EXCLUSIVE MODE"))
            yield
    finally:
        engine.dispose()
