"""`GET /hours/<token>.xlsx`: the accreditation log a text links to. No signature of Twilio's: the token carries ours."""

from flask import Blueprint, Response, abort

from flows import links
from flows.my_log import FILE, log_file
from flows.sheet import CONTENT_TYPE
from models import database
from webhook import files
from webhook.twilio import house

door = Blueprint("hours", __name__)


@door.get("/hours/<token>.xlsx")
def hours(token: str) -> Response:
    """The file, as things stand now; 410 when the link is over, 404 for one we didn't make."""
    try:
        found = database.run(house().engine, lambda connection: log_file(connection, token))
    except links.NotOurs:
        abort(404)
    return files.gone(found) if isinstance(found, str) else files.file(found, CONTENT_TYPE, FILE)
