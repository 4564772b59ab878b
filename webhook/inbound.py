"""`POST /twilio/inbound`: somebody texted us."""

from flask import Blueprint, Response, abort

from flows.conversation import receive
from messaging import twiml
from messaging.inbound import Malformed, read
from models import database
from webhook.twilio import checked_form, house

door = Blueprint("inbound", __name__)


@door.post("/twilio/inbound")
def inbound() -> Response:
    """One text, one transaction, one answer."""
    try:
        text = read(checked_form())
    except Malformed:
        abort(400)
    receipt = database.run(house().engine, lambda connection: receive(connection, text))
    house().bell.ring(delivery=receipt.delivery, nudges=receipt.nudges, rounds=receipt.rounds)
    return Response(twiml.answer(receipt.reply, text.channel), mimetype="text/xml")
