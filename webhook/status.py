"""`POST /twilio/status`: what became of a text we sent."""

from flask import Blueprint, Response, abort, request

from models import database, outbox
from webhook.twilio import checked_form, house

door = Blueprint("status", __name__)
SID_LIMIT, CODE_LIMIT = 64, 40


@door.post("/twilio/status")
def status() -> Response:
    """Note the status, in whatever order they come. One about a text we don't know is none of our business."""
    form = checked_form()
    sid, state = (
        form.get("MessageSid") or form.get("SmsSid") or "",
        form.get("MessageStatus") or form.get("SmsStatus"),
    )
    if not sid or not state or len(sid) > SID_LIMIT:
        abort(400)
    ref, error = request.args.get("ref", ""), form.get("ErrorCode", "")[:CODE_LIMIT]
    database.run(
        house().engine, lambda connection: outbox.reported(connection, ref, sid, state, error or None)
    )
    return Response("", 204)
