"""The door. Everything that arrives over HTTP."""

from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, request
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from models import traces
from webhook import (
    calendar,
    files,
    health,
    hours,
    impact,
    inbound,
    letter,
    metrics,
    mine,
    reflections,
    status,
)
from workers.queues import Bell

log = structlog.get_logger()
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


class Door(Flask):
    """Flask, but what comes up in it is told without what it held: its traceback, or a link in its path, would be somebody's."""

    def log_exception(self, exc_info: Any) -> None:
        """Say that a request stumbled, on which route and where."""
        route = request.url_rule.rule if request.url_rule else None
        error = exc_info[1]
        log.error("a request stumbled", route=route, error=traces.kinds(error), where=traces.where(error))


def create_app(house: House) -> Flask:
    """The WSGI application."""
    app = Door("sounding-board", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = LIMIT
    app.extensions["house"] = house
    for room in (inbound, status, calendar, hours, impact, reflections, mine, letter, health, metrics):
        app.register_blueprint(room.door)
    app.register_error_handler(HTTPException, _plainly)
    app.after_request(lambda answer: files.covered(answer, app.extensions["house"].public_url))
    return app


def _plainly(error: HTTPException) -> Response:
    """The right status and no detail."""
    return Response("", error.code or 500, mimetype="text/plain")
