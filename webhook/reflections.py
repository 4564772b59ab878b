"""`/reflections/<token>.txt`: somebody's own reflections. No signature of Twilio's: the token carries ours, for a day.

A look at the link shows a button and nothing else, so that whoever fetches it for a preview reads not a word; the file
comes when the button is pressed.
"""

from html import escape

from flask import Blueprint, Response, abort

from flows import links, reflections_file
from flows.words import translate
from models import database
from webhook.files import file, gone
from webhook.twilio import house

door = Blueprint("reflections", __name__)

PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{button}</title><p>{words}</p><form method="post"><button>{button}</button></form></html>
"""


@door.get("/reflections/<token>.txt")
def look(token: str) -> Response:
    """A button; 410 when the link's day is over, 404 for a token we didn't make."""
    try:
        language = database.run(
            house().engine, lambda connection: reflections_file.language_of(connection, token)
        )
    except links.Expired as over:
        return _over(over)
    except links.NotOurs:
        abort(404)
    words, button = (
        escape(translate(copy, language)) for copy in (reflections_file.OPEN, reflections_file.BUTTON)
    )
    page = PAGE.format(language=language, words=words, button=button)
    return Response(page, content_type="text/html; charset=utf-8")


@door.post("/reflections/<token>.txt")
def take(token: str) -> Response:
    """The file."""
    try:
        made = database.run(house().engine, lambda connection: reflections_file.text_file(connection, token))
    except links.Expired as over:
        return _over(over)
    except links.NotOurs:
        abort(404)
    return file(made, "text/plain; charset=utf-8", "words.txt")


def _over(over: links.Expired) -> Response:
    language = database.run(
        house().engine, lambda connection: reflections_file.language_then(connection, over.payload)
    )
    return gone(translate(reflections_file.OVER, language))
