"""The page with the phones on it, and the JSON behind it, which tests drive conversations with."""

import math
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, render_template, request

from simulator.inbound import Text
from simulator.orders import LONGEST_BODY
from simulator.phones import DeskIsFull, Phone
from simulator.switchboard import Outcome, Switchboard

_LONGEST_TURN_S = 10 * 366 * 86_400
_LONGEST_WAIT_S = 25.0
_LONGEST_NAME = 80


class BadRequest(Exception):
    """The JSON asks for something that can't be done."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def desk_page(switchboard: Switchboard, app_url: str) -> Blueprint:
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
        return phones.state(int(since), _wait(request.args.get("wait", "0")))

    @page.post("/api/clock")
    def turn_clock() -> dict[str, Any]:
        seconds = _turn(_object(), clock.now())
        clock.turn(seconds)
        phones.wake()
        return {"clock": clock.now().isoformat()}

    @page.errorhandler(BadRequest)
    def refuse(error: BadRequest) -> tuple[Response, int]:
        return jsonify(error=str(error)), error.status

    _add_phones(page, switchboard)
    return page


def _add_phones(page: Blueprint, switchboard: Switchboard) -> None:
    phones = switchboard.phones

    @page.post("/api/phones")
    def add_phone() -> tuple[dict[str, Any], int]:
        asked = _object()
        name, address = _text(asked, "name", _LONGEST_NAME), _text(asked, "address", 200)
        try:
            phone, new = phones.add(name, address)
        except ValueError as error:
            raise BadRequest(f"{error}.") from None
        except DeskIsFull as error:
            raise BadRequest(str(error), 409) from None
        return phone.as_json(), 201 if new else 200

    @page.post("/api/phones/<phone_id>/texts")
    def send_text(phone_id: str) -> dict[str, Any]:
        return _outcome_json(_send(switchboard, _phone(switchboard, phone_id), _object()))

    @page.post("/api/phones/<phone_id>/trouble")
    def set_trouble(phone_id: str) -> dict[str, Any]:
        phone, code = _phone(switchboard, phone_id), _object().get("error_code")
        if code is not None and not (type(code) is int and 10_000 <= code <= 99_999):
            raise BadRequest("error_code is a Twilio error code such as 30003, or null.")
        phones.set_trouble(phone, code)
        return phone.as_json(since=phone.version)


def _content_security_policy(app_url: str) -> str:
    parts = urlsplit(app_url)
    return (
        f"default-src 'self'; img-src 'self' {parts.scheme}://{parts.netloc}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _send(switchboard: Switchboard, phone: Phone, asked: dict[str, Any]) -> Outcome:
    media_base = request.host_url.rstrip("/")
    text = _read_text(asked)
    if text.sid and not (asked.keys() - {"sid"}):
        bubble = switchboard.phones.sent_with(phone, text.sid)
        if bubble is None:
            raise BadRequest(f"{phone.name} sent nothing under {text.sid}.", 404)
        return switchboard.repeat(phone, bubble)
    return switchboard.text(phone, text, media_base)


def _read_text(asked: dict[str, Any]) -> Text:
    media, location, fields = asked.get("media"), asked.get("location", False), asked.get("fields", {})
    if media not in (None, "picture", "voice"):
        raise BadRequest('media is "picture" or "voice".')
    if not isinstance(location, bool):
        raise BadRequest("location is true or false.")
    if not isinstance(fields, dict):
        raise BadRequest("fields is an object of form fields.")
    return Text(
        body=_text(asked, "body", LONGEST_BODY),
        media=media,
        location=location,
        button=None if asked.get("button") is None else _text(asked, "button", 256),
        sid=None if asked.get("sid") is None else _text(asked, "sid", 64),
        fields={_clean(name, "fields"): _text(fields, name, 10_000) for name in fields},
    )


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    replies = [bubble.as_json() for bubble in outcome.replies]
    return {"sid": outcome.sid, "status": outcome.status, "replies": replies}


def _phone(switchboard: Switchboard, phone_id: str) -> Phone:
    phone = switchboard.phones.get(phone_id)
    if phone is None:
        raise BadRequest(f"There is no phone {phone_id}.", 404)
    return phone


def _object() -> dict[str, Any]:
    """Return the JSON object posted. Only JSON is taken: another site's form can't send it."""
    if request.mimetype != "application/json":
        raise BadRequest("Post JSON, with Content-Type: application/json.", 415)
    try:
        asked = request.get_json(silent=True)
    except RecursionError:
        asked = None
    if not isinstance(asked, dict):
        raise BadRequest("Post a JSON object.")
    return asked


def _text(asked: dict[str, Any], name: str, longest: int) -> str:
    text = asked.get(name, "")
    if not isinstance(text, str):
        raise BadRequest(f"{name} is text.")
    if len(text) > longest:
        raise BadRequest(f"{name} is longer than {longest} characters.")
    return _clean(text, name)


def _clean(text: str, name: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can hold it, a form can't
        raise BadRequest(f"{name} is not valid Unicode.") from None
    return text


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
