"""`GET /calendar/<token>.ics`: the calendar file a text links to. No signature of Twilio's: the token carries ours."""

from flask import Blueprint, Response, abort

from flows.calendar import calendar_file
from models import database
from webhook.files import file
from webhook.twilio import house

door = Blueprint("calendar", __name__)


@door.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """The file, or 404 for a token we didn't make."""
    made = database.run(house().engine, lambda connection: calendar_file(connection, token))
    if made is None:
        abort(404)
    return file(made, "text/calendar; charset=utf-8", "session.ics")
