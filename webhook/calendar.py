"""`GET /calendar/<token>.ics`: the calendar file a text links to. No signature of Twilio's: the token carries ours."""

from flask import Blueprint, Response, abort

from flows.calendar import Over, calendar_file
from flows.links import NotOurs
from models import database
from webhook.files import file, gone
from webhook.twilio import house

door = Blueprint("calendar", __name__)


@door.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """The file; 410 when the session is long past, and 404 for a token we didn't make."""
    try:
        made = database.run(house().engine, lambda connection: calendar_file(connection, token))
    except Over as over:
        return gone(over.words)
    except NotOurs:
        abort(404)
    return file(made, "text/calendar; charset=utf-8", "session.ics")
