"""`GET /health/live` and `/health/ready`. Open to all: they tell no more than yes or no."""

from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from models import database
from webhook.twilio import house

door = Blueprint("health", __name__)


@door.get("/health/live")
def live() -> Response:
    """The process answers."""
    return Response("yes\n", mimetype="text/plain")


@door.get("/health/ready")
def ready() -> Response:
    """The database answers too: with it alone, members can talk."""
    try:
        database.answers(house().engine)
    except SQLAlchemyError:
        return Response("no\n", 503, mimetype="text/plain")
    return Response("yes\n", mimetype="text/plain")
