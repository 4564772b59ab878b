"""Twilio's Content API: templates, and WhatsApp's approval of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from simulator.account import Account
from simulator.approvals import UNSUBMITTED, read_request
from simulator.clock import Clock
from simulator.content_types import read_content
from simulator.contents import Content, Contents
from simulator.credentials import check_credentials, not_found
from simulator.listing import DEFAULT_SIZE, LARGEST_SIZE, whole
from simulator.refusals import Refusal


def content_api(account: Account, contents: Contents, clock: Clock) -> Blueprint:
    """Return the API as a blueprint: content.twilio.com's paths, on the simulator's own host."""
    api = Blueprint("content_api", __name__, url_prefix="/v1")

    @api.before_request
    def let_in() -> None:
        check_credentials(account)

    @api.errorhandler(Refusal)
    def refused(refusal: Refusal) -> tuple[Response, int]:
        return jsonify(refusal.as_json()), refusal.status

    @api.post("/Content")
    def create() -> tuple[dict[str, Any], int]:
        content = read_content(_object(), account, clock.now())
        contents.add(content)
        return _content_json(content), 201

    @api.get("/Content")
    def list_contents() -> dict[str, Any]:
        return _page(contents.newest_first(), _content_json)

    @api.get("/ContentAndApprovals")
    def list_with_approvals() -> dict[str, Any]:
        everything = contents.newest_first()
        for content in everything:
            contents.looked_at(content)
        return _page(everything, _with_approval)

    @api.get("/Content/<sid>")
    def read(sid: str) -> dict[str, Any]:
        return _content_json(_found(contents, sid))

    @api.delete("/Content/<sid>")
    def delete(sid: str) -> tuple[str, int]:
        if not contents.remove(sid):
            raise not_found()
        return "", 204

    _add_approvals(api, contents)
    return api


def _add_approvals(api: Blueprint, contents: Contents) -> None:
    @api.post("/Content/<sid>/ApprovalRequests/whatsapp")
    def ask_for_approval(sid: str) -> tuple[dict[str, Any], int]:
        content = _found(contents, sid)
        approval = read_request(_object(), content.types, content.variables)
        contents.submit(content, approval)
        return approval.as_json(), 201

    @api.get("/Content/<sid>/ApprovalRequests")
    def read_approval(sid: str) -> dict[str, Any]:
        content = _found(contents, sid)
        contents.looked_at(content)
        return {
            "sid": sid,
            "account_sid": content.account_sid,
            "whatsapp": {"type": "whatsapp"} | approval_json(content),
            "url": f"{_base()}/{sid}/ApprovalRequests",
        }


def approval_json(content: Content) -> dict[str, Any]:
    """Return what WhatsApp says to a content, as the API does."""
    return content.approval.as_json() if content.approval else dict(UNSUBMITTED)


def _content_json(content: Content) -> dict[str, Any]:
    url = f"{_base()}/{content.sid}"
    return _words_json(content) | {
        "url": url,
        "links": {
            "approval_create": f"{url}/ApprovalRequests/whatsapp",
            "approval_fetch": f"{url}/ApprovalRequests",
        },
    }


def _with_approval(content: Content) -> dict[str, Any]:
    return _words_json(content) | {"approval_requests": approval_json(content)}


def _words_json(content: Content) -> dict[str, Any]:
    return {
        "sid": content.sid,
        "account_sid": content.account_sid,
        "friendly_name": content.friendly_name,
        "language": content.language,
        "variables": content.variables,
        "types": content.types,
        "date_created": _iso_8601(content.created),
        "date_updated": _iso_8601(content.updated),
    }


def _page(contents: list[Content], as_json: Callable[[Content], dict[str, Any]]) -> dict[str, Any]:
    """Return one page and the links to its neighbours, the way the newer APIs of Twilio do."""
    size = min(whole(request.args, "PageSize", DEFAULT_SIZE, least=1), LARGEST_SIZE)
    page = whole(request.args, "Page", 0, least=0)
    # The token names the last content shown, so what is added meanwhile moves nothing between pages.
    last = request.args.get("PageToken", "").removeprefix("PA")
    start = next((place + 1 for place, one in enumerate(contents) if one.sid == last), page * size)
    shown, more = contents[start : start + size], len(contents) > start + size

    def link(number: int, token: str | None = None) -> str:
        query = {"PageSize": str(size), "Page": str(number)} | ({"PageToken": token} if token else {})
        return f"{request.base_url}?{urlencode(query)}"

    return {
        "contents": [as_json(content) for content in shown],
        "meta": {
            "page": page,
            "page_size": size,
            "first_page_url": link(0),
            "previous_page_url": link(page - 1) if page else None,
            "url": link(page, request.args.get("PageToken")),
            "next_page_url": link(page + 1, f"PA{shown[-1].sid}") if more else None,
            "key": "contents",
        },
    }


def _object() -> Mapping[str, Any]:
    asked = request.get_json(silent=True) if request.mimetype == "application/json" else None
    if not isinstance(asked, dict):
        raise Refusal(20001, "The body is not a JSON object.")
    return asked


def _found(contents: Contents, sid: str) -> Content:
    content = contents.get(sid)
    if content is None:
        raise not_found()
    return content


def _base() -> str:
    # Twilio's links are absolute. Ours stay on this computer, whoever follows them.
    return f"{request.host_url}v1/Content"


def _iso_8601(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
