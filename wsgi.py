"""What any WSGI server runs: `granian --interface wsgi wsgi:application`."""

from flask import Flask

import settings
from flows import links, outside, people, understand
from models import database, sealing
from webhook.app import House
from webhook.app import create_app as open_door
from workers import queues


def create_app(given: settings.Settings | None = None) -> Flask:
    """The door with its rooms behind it, from the environment or from `given` settings."""
    chosen = given or settings.read()
    sealing.use(chosen.encryption_keys)
    links.use(chosen.public_url)
    outside.use(chosen.outside_contact)
    engine = database.connect(chosen.database_url)
    database.run(engine, lambda connection: people.seat_coordinators(connection, chosen.coordinators))
    understand.places("London")  # the cities are read now, not while the first newcomer waits
    bell = queues.Bell(queues.connect(chosen.redis_url))
    return open_door(
        House(
            engine,
            bell,
            chosen.public_url,
            chosen.twilio_account_sid,
            chosen.twilio_auth_token,
            chosen.metrics_token,
        )
    )


def __getattr__(name: str) -> Flask:
    """`application`, made when a server asks for it, so that importing this module needs no settings."""
    if name == "application":
        return create_app()
    raise AttributeError(name)
