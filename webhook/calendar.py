"""`GET /calendar/<token>.ics`: the calendar file a text links to. No signature of Twilio's: the token carries ours."""

from flask import Blueprint, Response, abort

from flows.calendar import calendar_file
from models import database
from webhook.twilio import house

door = Blueprint("calendar", __name__)


@door.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """The file, or 404 for a token we didn't make."""
    file = database.run(house().engine, lambda connection: calendar_file(connection, token))
    if file is None:
        abort(404)
    response = Response(file, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    response.headers["Cache-Control"] = "no-store"
    return response
