"""The simulator as one Flask application."""

import ipaddress
from collections.abc import Callable, Sequence

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from simulator.account import Account
from simulator.clock import Clock
from simulator.content_api import content_api
from simulator.ledger import API_VERSION
from simulator.page import desk_page
from simulator.phones import DEFAULT_PHONES, Phones, PhoneSpec
from simulator.refusals import Refusal
from simulator.switchboard import Switchboard
from simulator.twilio_api import twilio_api
from simulator.typing_api import typing_api

_MOST_BYTES = 1024 * 1024


def create_app(
    *,
    app_url: str,
    account: Account,
    clock: Clock,
    phones: Sequence[PhoneSpec] = DEFAULT_PHONES,
    window: bool = False,
    advanced_opt_out: bool = False,
    settle: Callable[[], None] = lambda: None,
) -> Flask:
    """Return the simulator for one app, reached at `app_url` (its PUBLIC_URL).

    `window`: WhatsApp's 24-hour window is kept from the start. `advanced_opt_out`: the app is told `OptOutType`.
    `settle` returns when the app has done what was due when the clock was turned.
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    switchboard = Switchboard(app_url, account, clock, Phones(clock, phones))
    switchboard.window.on = window
    switchboard.carrier.advanced = advanced_opt_out
    app.before_request(_refuse_strangers)
    app.after_request(_add_headers)
    app.register_error_handler(HTTPException, _explain)
    app.register_blueprint(twilio_api(switchboard))
    app.register_blueprint(content_api(account, switchboard.contents, clock))
    app.register_blueprint(typing_api(switchboard))
    app.register_blueprint(desk_page(switchboard, app_url, settle))
    app.extensions["switchboard"] = switchboard
    return app


def _refuse_strangers() -> None:
    """Answer only to this computer's own names, so a site that points its name at 127.0.0.1 gets nothing."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        abort(403, "The simulator answers on this computer only: use http://localhost or http://127.0.0.1.")


def _add_headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if not request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _explain(error: HTTPException) -> tuple[Response, int]:
    status = error.code or 500
    if request.path.startswith((f"/{API_VERSION}/", "/v1/", "/v2/")):
        code = {404: 20404, 405: 20004}.get(status, 20001)
        missing = f"The requested resource {request.path} was not found"
        message = missing if status == 404 else str(error.description)
        return jsonify(Refusal(code, message, status).as_json()), status
    return jsonify(error=error.description), status
