"""`GET /picture/<token>.png` and `/impact/<token>.xlsx`: the report a text links to, for a week, as it was told then.

No signature of Twilio's: the token carries ours.
"""

from flask import Blueprint, Response, abort

from flows import impact_links, links
from flows.sheet import CONTENT_TYPE
from webhook import files
from webhook.twilio import house

door = Blueprint("impact", __name__)


@door.get("/picture/<token>.png")
def picture(token: str) -> Response:
    """The chart; 410 when the link is over, 404 for one we didn't make."""
    found = _found(impact_links.PICTURE, token)
    return files.gone(found) if isinstance(found, str) else files.picture(found)


@door.get("/impact/<token>.xlsx")
def impact(token: str) -> Response:
    """The spreadsheet; 410 when the link is over, 404 for one we didn't make."""
    found = _found(impact_links.SHEET, token)
    return files.gone(found) if isinstance(found, str) else files.file(found, CONTENT_TYPE, impact_links.FILE)


def _found(purpose: str, token: str) -> bytes | str:
    try:
        return impact_links.behind(house().engine, purpose, token)
    except links.NotOurs:
        abort(404)
