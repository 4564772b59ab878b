"""The typing indicator of WhatsApp: "typing…" on the phone while the app thinks."""

from flask import Blueprint, Response, jsonify, request

from simulator.addresses import Channel, channel_of
from simulator.credentials import check_credentials
from simulator.refusals import Refusal
from simulator.sids import is_sid
from simulator.switchboard import Switchboard


def typing_api(switchboard: Switchboard) -> Blueprint:
    """Return messaging.twilio.com's one path that an app needs, on the simulator's own host."""
    api = Blueprint("typing_api", __name__, url_prefix="/v2")

    @api.before_request
    def let_in() -> None:
        check_credentials(switchboard.account)

    @api.errorhandler(Refusal)
    def refused(refusal: Refusal) -> tuple[Response, int]:
        return jsonify(refusal.as_json()), refusal.status

    @api.post("/Indicators/Typing.json")
    def type_along() -> dict[str, bool]:
        if request.form.get("channel") != "whatsapp":
            raise Refusal(20422, "Invalid Parameter: channel must be whatsapp.")
        switchboard.phones.start_typing(_sender(switchboard, request.form.get("messageId", "")))
        return {"success": True}

    return api


def _sender(switchboard: Switchboard, sid: str) -> str:
    """Return the WhatsApp address that wrote a message."""
    if not is_sid(sid, "SM|MM"):
        raise Refusal(20422, "Invalid Parameter: messageId is the SID of a message.")
    message = switchboard.ledger.get(sid)
    if message is None:
        raise Refusal(20404, f"The message {sid} was not found", 404)
    if message.direction != "inbound" or channel_of(message.sender) is not Channel.WHATSAPP:
        raise Refusal(20422, "Invalid Parameter: messageId is not a message that came in by WhatsApp.")
    return message.sender
