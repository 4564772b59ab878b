"""The page with the phones on it, and the JSON behind it, which tests drive conversations with."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, render_template, request

from simulator.desk_rules import add_rules
from simulator.inbound import Text
from simulator.json_body import BadRequest, clean, optional_text, posted_object, switch, text_of
from simulator.orders import LONGEST_BODY
from simulator.phones import DeskIsFull, Phone
from simulator.switchboard import Outcome, Switchboard
from simulator.taps import Tap
from simulator.troubles import Mode, Trouble

_LONGEST_TURN_S = 10 * 366 * 86_400
_LONGEST_WAIT_S = 25.0
_LONGEST_NAME = 80
_MOST_TIMES = 1_000_000


def desk_page(switchboard: Switchboard, app_url: str, settle: Callable[[], None]) -> Blueprint:
    """Return the page and its JSON as a blueprint over one switchboard."""
    page = Blueprint("page", __name__, static_folder="static", template_folder="templates")
    phones, clock = switchboard.phones, switchboard.clock
    policy = _content_security_policy(app_url)

    @page.get("/")
    def show() -> Response:
        answer = Response(render_template("desk.html", app_url=app_url, account=switchboard.account))
        answer.headers["Content-Security-Policy"] = policy
        return answer

    @page.get("/api/state")
    def state() -> dict[str, Any]:
        since = request.args.get("since", "0")
        if not (since.isascii() and since.isdigit() and len(since) < 16):
            raise BadRequest("since is a version: a whole number.")
        state = phones.state(int(since), _wait(request.args.get("wait", "0")))
        return state | {"window": switchboard.window.on, "advanced_opt_out": switchboard.carrier.advanced}

    @page.post("/api/clock")
    def turn_clock() -> dict[str, Any]:
        asked = posted_object()
        waits = "settle" in asked and switch(asked, "settle")
        clock.turn(_turn(asked, clock.now()))
        phones.wake()
        if waits:
            settle()
        return {"clock": clock.now().isoformat()}

    @page.errorhandler(BadRequest)
    def refuse(error: BadRequest) -> tuple[Response, int]:
        return jsonify(error=str(error)), error.status

    _add_phones(page, switchboard)
    add_rules(page, switchboard)
    return page


def _add_phones(page: Blueprint, switchboard: Switchboard) -> None:
    phones = switchboard.phones

    @page.post("/api/phones")
    def add_phone() -> tuple[dict[str, Any], int]:
        asked = posted_object()
        name, address = text_of(asked, "name", _LONGEST_NAME), text_of(asked, "address", 200)
        try:
            phone, new = phones.add(name, address)
        except ValueError as error:
            raise BadRequest(f"{error}.") from None
        except DeskIsFull as error:
            raise BadRequest(str(error), 409) from None
        return phone.as_json(switchboard.clock.now()), 201 if new else 200

    @page.post("/api/phones/<phone_id>/texts")
    def send_text(phone_id: str) -> dict[str, Any]:
        return _outcome_json(_send(switchboard, _phone(switchboard, phone_id), posted_object()))

    @page.post("/api/phones/<phone_id>/trouble")
    def set_trouble(phone_id: str) -> dict[str, Any]:
        phone = _phone(switchboard, phone_id)
        phones.set_trouble(phone, _trouble(posted_object()))
        return phone.as_json(switchboard.clock.now(), since=phone.version)


def _trouble(asked: dict[str, Any]) -> Trouble | None:
    code, mode, times = asked.get("error_code"), asked.get("mode", Mode.ASYNC), asked.get("times")
    if mode not in list(Mode):
        raise BadRequest('mode is "async" or "sync".')
    if times is not None and not (type(times) is int and 1 <= times <= _MOST_TIMES):
        raise BadRequest("times is how many messages fail, or null for all until it is mended.")
    if code is None:
        return None
    if not (type(code) is int and 10_000 <= code <= 99_999):
        raise BadRequest("error_code is a Twilio error code such as 30003, or null.")
    return Trouble(code, Mode(mode), times)


def _content_security_policy(app_url: str) -> str:
    parts = urlsplit(app_url)
    return (
        f"default-src 'self'; img-src 'self' {parts.scheme}://{parts.netloc}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _send(switchboard: Switchboard, phone: Phone, asked: dict[str, Any]) -> Outcome:
    media_base = request.host_url.rstrip("/")
    text = _read_text(asked, _tap(switchboard, phone, asked))
    if text.sid and not (asked.keys() - {"sid"}):
        bubble = switchboard.phones.sent_with(phone, text.sid)
        if bubble is None:
            raise BadRequest(f"{phone.name} sent nothing under {text.sid}.", 404)
        return switchboard.repeat(phone, bubble)
    return switchboard.text(phone, text, media_base)


def _tap(switchboard: Switchboard, phone: Phone, asked: dict[str, Any]) -> Tap | None:
    choice, of = optional_text(asked, "tap", 256), optional_text(asked, "of", 64)
    if choice is None:
        return None
    tap = switchboard.phones.find_tap(phone, choice, of)
    if tap is None:
        raise BadRequest(f"There is no {choice!r} to tap on the phone of {phone.name}.", 404)
    return tap


def _read_text(asked: dict[str, Any], tap: Tap | None) -> Text:
    media, fields = asked.get("media"), asked.get("fields", {})
    if media not in (None, "picture", "voice"):
        raise BadRequest('media is "picture" or "voice".')
    if not isinstance(fields, dict):
        raise BadRequest("fields is an object of form fields.")
    return Text(
        body=text_of(asked, "body", LONGEST_BODY),
        media=media,
        location="location" in asked and switch(asked, "location"),
        button=optional_text(asked, "button", 256),
        tap=tap,
        sid=optional_text(asked, "sid", 64),
        fields={clean(name, "fields"): text_of(fields, name, 10_000) for name in fields},
    )


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    replies = [bubble.as_json() for bubble in outcome.replies]
    return {"sid": outcome.sid, "status": outcome.status, "replies": replies}


def _phone(switchboard: Switchboard, phone_id: str) -> Phone:
    phone = switchboard.phones.get(phone_id)
    if phone is None:
        raise BadRequest(f"There is no phone {phone_id}.", 404)
    return phone


def _wait(text: str) -> float:
    try:
        wait = float(text)
    except ValueError:
        wait = math.nan
    if not wait >= 0:
        raise BadRequest("wait is a number of seconds.")
    return min(wait, _LONGEST_WAIT_S)


def _turn(asked: dict[str, Any], now: datetime) -> float:
    """Return by how many seconds to turn the clock."""
    seconds: object = asked.get("seconds")
    to = asked.get("to")
    if isinstance(to, str):
        try:
            moment = datetime.fromisoformat(to)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
            seconds = (moment - now).total_seconds()
        except (ValueError, OverflowError):
            raise BadRequest("to is a date and time such as 2026-11-24T09:00:00Z.") from None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise BadRequest("Give seconds, or to with a date and time.")
    if seconds < 0:
        raise BadRequest("The clock only turns forward.")
    if not seconds <= _LONGEST_TURN_S:  # said this way round, "not a number" is refused too
        raise BadRequest("That is more than ten years away.")
    return float(seconds)
