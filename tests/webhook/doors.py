"""The door with a real database and a real Redis behind it, both of which can be lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine

from models import database, sealing
from webhook.app import House, create_app
from workers import queues
from workers.queues import Bell

Result = TypeVar("Result")
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@dataclass
class Door:
    """A door, and what is behind it."""

    house: House
    client: FlaskClient

    @property
    def engine(self) -> Engine:
        return self.house.engine

    def do(self, work: Callable[[Connection], Result]) -> Result:
        """Something in the database."""
        return database.run(self.engine, work)

    def lose_redis(self) -> None:
        self._replace(bell=Bell(queues.connect("redis://127.0.0.1:1")))

    def lose_database(self) -> None:
        self.engine.dispose()
        self._replace(engine=database.connect(NOWHERE))

    def ask_for(self, token: str) -> None:
        """Let /metrics ask for this token."""
        self._replace(metrics_token=token)

    def reach(self, public_url: str) -> None:
        """Let it be reached there."""
        self._replace(public_url=public_url)

    def _replace(self, **changed: object) -> None:
        self.house = House(**vars(self.house) | changed)
        self.client.application.extensions["house"] = self.house


@contextmanager
def opened(database_url: str, redis_url: str) -> Iterator[Door]:
    """Open it for the block."""
    sealing.use([sealing.new_key()])
    engine = database.connect(database_url)
    bell = Bell(queues.connect(redis_url))
    house = House(engine, bell, "https://board.example.org", "AC" + "0" * 32, "token")
    yield Door(house, create_app(house).test_client())
    engine.dispose()
