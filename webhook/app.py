"""The door. Everything that arrives over HTTP."""

from dataclasses import dataclass

from flask import Flask, Response
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from webhook import calendar, health, hours, impact, inbound, metrics, reflections, status
from workers.queues import Bell

LIMIT = 64 * 1024  # bytes; Twilio's longest form is a few kilobytes


@dataclass(frozen=True)
class House:
    """What the door needs of the rooms behind it."""

    engine: Engine
    bell: Bell  # wakes the workers after a commit
    public_url: str
    account_sid: str
    auth_token: str
    metrics_token: str = ""  # empty: /metrics is open


def create_app(house: House) -> Flask:
    """The WSGI application."""
    app = Flask("sounding-board", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = LIMIT
    app.extensions["house"] = house
    for room in (inbound, status, calendar, hours, impact, reflections, health, metrics):
        app.register_blueprint(room.door)
    app.register_error_handler(HTTPException, _plainly)
    return app


def _plainly(error: HTTPException) -> Response:
    """The right status and no detail."""
    return Response("", error.code or 500, mimetype="text/plain")
