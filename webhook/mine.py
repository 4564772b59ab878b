"""`/mine/<token>.html`: all that is kept of whoever was sent the link. No signature of Twilio's: the token carries ours, for a
day, and a code that was sent with it opens it, once.

A look shows where to type the code and nothing else, so whoever fetches it for a preview opens nothing.
"""

import re

from flask import Blueprint, Response, abort, request

from flows import data_page, links, my_data, words
from flows.my_data import Shown
from flows.words import translate
from models import clock, database
from webhook.files import gone
from webhook.twilio import house

door = Blueprint("mine", __name__)


@door.get("/mine/<token>.html")
def look(token: str) -> Response:
    """Where to type the code; 410 when it was opened already or its day is over, 404 for a token we didn't make."""
    return _answered(_behind(token), missed=False)


@door.post("/mine/<token>.html")
def take(token: str) -> Response:
    """All of it, for the right code; after five wrong ones it is over."""
    code = re.sub(r"\D", "", request.form.get("code", ""))
    return _answered(_behind(token, code), missed=True)


def _behind(token: str, code: str | None = None) -> Shown:
    try:
        return database.run(house().engine, lambda connection: my_data.behind(connection, token, code))
    except links.NotOurs:
        abort(404)


def _answered(found: Shown, *, missed: bool) -> Response:
    if found.data is not None:
        today = words.local(clock.now(), found.zone).date()
        return _page(data_page.full(found.language, found.zone, found.data, today))
    if not found.opens:
        return gone(translate(my_data.OVER, found.language))
    return _page(data_page.door(found.language, missed=missed))


def _page(html: str) -> Response:
    return Response(html, content_type="text/html; charset=utf-8")
