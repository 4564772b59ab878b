"""`/letter/<token>.html`: the monthly letter, for whoever has its link. No signature of Twilio's: the token carries ours, for
90 days. It is the same for all who read it in one language, and nothing tells who they are.
"""

from flask import Blueprint, Response, abort
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import letter_page, links
from flows.words import translate
from models import database
from webhook.files import gone
from webhook.twilio import house

door = Blueprint("letter", __name__)


@door.get("/letter/<token>.html")
def letter(token: str) -> Response:
    """The page; 410 when the letter isn't kept any more, 404 for a token we didn't make."""
    try:
        month, language = links.read(letter_page.PURPOSE, token, letter_page.READ_FOR)
    except links.Expired as error:
        return gone(translate(letter_page.OVER, error.payload[1]))
    except links.NotOurs:
        abort(404)

    def read(connection: Connection) -> letter_page.Contents:
        with Session(bind=connection) as db:
            return letter_page.contents(db, month)

    found = database.run(house().engine, read)
    return Response(letter_page.html(language, month, found), content_type="text/html; charset=utf-8")
