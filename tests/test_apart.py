"""The house on machines that share nothing: two webs, three workers and a cron, each on a network of its own and
without sight of the others' files, reach one PostgreSQL, one Redis and Twilio by address. The story still passes.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis
from rq import Worker
from sqlalchemy.engine import make_url

import settings
import stage
from tests import chats, crews, stages
from tests.playhouse import settings_for
from tests.servers.network import HUB, Machine, lose_sight_of, network, network_of, way_back
from tests.servers.postgres import Postgres
from workers.queues import DELIVERY, NUDGES

WEB_PORT = 8000
CREW = ("web 1", "web 2", "delivery 1", "delivery 2", "nudges", "cron")


@pytest.fixture
def database(postgres: Postgres, migrate: Callable[[str], None]) -> Iterator[str]:
    """An empty, migrated database on PostgreSQL."""
    url = postgres.fresh_database(migrate)
    yield url
    postgres.drop(url)


def test_the_story_on_machines_apart(database: str, redis_url: str, tmp_path: Path) -> None:
    lines = chats.parse((chats.CONVERSATIONS / "first-pair.chat").read_text())
    postgres, redis = place_of(database), place_of(redis_url)
    hidden = [Path(place).parent for place in (postgres, redis) if isinstance(place, str)]
    outside = way_back()
    with (
        network(len(CREW)) as machines,
        crews.Switch((HUB, 0), postgres, outside=outside) as postgres_switch,
        crews.Switch((HUB, 0), redis, outside=outside) as redis_switch,
        crews.Switch((HUB, 0), *((one.address, WEB_PORT) for one in machines[:2])) as web_switch,
        TemporaryDirectory() as empty,
    ):
        page = (HUB, stages.quiet_port())
        far = make_url(database).set(host=HUB, port=postgres_switch.port, query={})
        chosen = settings_for(
            far.render_as_string(hide_password=False),
            f"redis://{HUB}:{redis_switch.port}",
            web_switch.url,
            f"http://{page[0]}:{page[1]}",
        )
        jobs = {
            name: on(machine, [*hidden, Path(empty)], job)
            for machine, (name, job) in zip(machines, jobs_of(chosen, machines).items(), strict=True)
        }
        webs = [f"http://{one.address}:{WEB_PORT}" for one in machines[:2]]
        with crews.house(chosen, jobs, webs, page) as house:
            play = chats.Play(house, lines)
            play.run()
            house.wait_until_quiet()
            assert play.unread() == {}
            they_are_apart(house)
            assert min(web_switch.calls.values()) > 10, web_switch.calls
            with Redis.from_url(chosen.redis_url) as client:
                workers = Worker.all(connection=client)
                assert sorted(worker.queue_names()[0] for worker in workers) == [DELIVERY, DELIVERY, NUDGES]


def jobs_of(chosen: settings.Settings, machines: list[Machine]) -> dict[str, Callable[[], None]]:
    """What runs on the machines, in turn."""
    return {
        "web 1": lambda: stage.web(chosen, WEB_PORT, machines[0].address),
        "web 2": lambda: stage.web(chosen, WEB_PORT, machines[1].address),
        "delivery 1": lambda: stage.worker(chosen, DELIVERY),
        "delivery 2": lambda: stage.worker(chosen, DELIVERY),
        "nudges": lambda: stage.worker(chosen, NUDGES),
        "cron": lambda: stage.tick(chosen),
    }


def on(machine: Machine, hidden: list[Path], job: Callable[[], None]) -> Callable[[], None]:
    """The job, on that machine; the directories that the servers' sockets and our files lie in look empty there."""

    def there() -> None:
        machine.enter()
        lose_sight_of(hidden)
        assert [path for directory in hidden for path in directory.iterdir()] == []
        os.chdir(hidden[-1])
        job()

    return there


def they_are_apart(house: stages.House) -> None:
    """Every process of the house is on its own network; none is on ours."""
    networks = [network_of(house.processes.pid(name)) for name in CREW]
    assert len({*networks, network_of(os.getpid()), network_of(os.getppid())}) == len(CREW) + 2


def place_of(url: str) -> crews.Place:
    """Where a server listens: its Unix socket, or host and port."""
    if url.startswith("unix://"):
        return url.removeprefix("unix://")
    parsed = make_url(url)
    port = parsed.port or 5432
    directory = str(parsed.query.get("host", ""))
    if directory.startswith("/"):
        return f"{directory}/.s.PGSQL.{port}"
    return (parsed.host or directory or "127.0.0.1", port)
