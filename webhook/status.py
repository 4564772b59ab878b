"""`POST /twilio/status`: what became of a text we sent."""

import re

from flask import Blueprint, Response, abort, request
from sqlalchemy import Connection

from flows import undelivered
from messaging.inbound import SID
from models import database, outcomes
from webhook.twilio import checked_form, house

door = Blueprint("status", __name__)


@door.post("/twilio/status")
def status() -> Response:
    """Note the status, in whatever order they come. One about a text we don't know is none of our business."""
    form = checked_form()
    sid, state = (
        form.get("MessageSid") or form.get("SmsSid") or "",
        form.get("MessageStatus") or form.get("SmsStatus"),
    )
    if not re.fullmatch(SID, sid) or not state:
        abort(400)
    ref, code = request.args.get("ref", ""), form.get("ErrorCode", "")
    if "\0" in ref:
        abort(400)
    error = code if re.fullmatch(r"\w{1,40}", code) else None

    def note(connection: Connection) -> None:
        letter = outcomes.reported(connection, ref, sid, state, error)
        if letter is not None:
            undelivered.failed(connection, letter, error or "")

    database.run(house().engine, note)
    return Response("", 204)
