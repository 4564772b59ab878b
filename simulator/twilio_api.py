"""Twilio's REST API: messages and the account, as far as an app needs them."""

from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request, send_file

from simulator.account import Account
from simulator.credentials import check_credentials, not_found
from simulator.inbound import MEDIA_TYPES
from simulator.ledger import API_VERSION, Message
from simulator.listing import page_of, read_listing
from simulator.orders import read_order
from simulator.refusals import Refusal
from simulator.sids import SIMULATED_VOICE
from simulator.switchboard import Switchboard

_STATIC = Path(__file__).parent / "static"


def twilio_api(switchboard: Switchboard) -> Blueprint:
    """Return the API as a blueprint over one switchboard."""
    account = switchboard.account
    since = switchboard.clock.now()
    api = Blueprint("twilio_api", __name__, url_prefix=f"/{API_VERSION}/Accounts")

    @api.before_request
    def let_in() -> None:
        _let_in(account, (request.view_args or {}).get("account_sid", ""))

    @api.get("/<account_sid>.json")
    def read_account(account_sid: str) -> dict[str, Any]:
        return _account_json(account_sid, since)

    @api.get("/<account_sid>/Messages/<sid>/Media/<media_sid>")
    def read_media(account_sid: str, sid: str, media_sid: str) -> Response:
        # The first digit of a simulated media SID says what it is: nothing to remember, nothing to forget.
        voice = media_sid.startswith(f"ME{SIMULATED_VOICE}")
        name, kind = ("voice.ogg", "voice") if voice else ("picture.jpg", "picture")
        return send_file(_STATIC / name, mimetype=MEDIA_TYPES[kind])

    @api.errorhandler(Refusal)
    def refused(refusal: Refusal) -> tuple[Response, int]:
        return jsonify(refusal.as_json()), refusal.status

    _add_messages(api, switchboard)
    return api


def _add_messages(api: Blueprint, switchboard: Switchboard) -> None:
    account, ledger = switchboard.account, switchboard.ledger

    @api.post("/<account_sid>/Messages.json")
    def create_message(account_sid: str) -> tuple[dict[str, Any], int]:
        return switchboard.send(read_order(request.form, account, switchboard.contents)), 201

    @api.get("/<account_sid>/Messages.json")
    def list_messages(account_sid: str) -> dict[str, Any]:
        return page_of(ledger.newest_first(), read_listing(request.args), request.path, request.args)

    @api.get("/<account_sid>/Messages/<sid>.json")
    def read_message(account_sid: str, sid: str) -> dict[str, Any]:
        return _found(ledger.get(sid)).as_json()

    @api.post("/<account_sid>/Messages/<sid>.json")
    def change_message(account_sid: str, sid: str) -> dict[str, Any]:
        message = _found(ledger.get(sid))
        if request.form.get("Body") != "":
            raise Refusal(20001, "Only redaction is simulated: send an empty Body.")
        message.body = ""
        return message.as_json()

    @api.delete("/<account_sid>/Messages/<sid>.json")
    def delete_message(account_sid: str, sid: str) -> tuple[str, int]:
        if not ledger.remove(sid):
            raise not_found()
        return "", 204


def _let_in(account: Account, account_sid: str) -> None:
    if request.endpoint == "twilio_api.read_media":
        return  # Twilio's media URLs need no credentials unless the account asks for it
    check_credentials(account)
    if account_sid != account.sid:
        raise not_found()


def _found(message: Message | None) -> Message:
    if message is None:
        raise not_found()
    return message


def _account_json(sid: str, since: datetime) -> dict[str, Any]:
    uri = f"/{API_VERSION}/Accounts/{sid}"
    stamp = format_datetime(since.replace(microsecond=0))
    return {
        "auth_token": "redacted",
        "date_created": stamp,
        "date_updated": stamp,
        "friendly_name": "Sounding Board simulator",
        "owner_account_sid": sid,
        "sid": sid,
        "status": "active",
        "subresource_uris": {"messages": f"{uri}/Messages.json"},
        "type": "Full",
        "uri": f"{uri}.json",
    }
