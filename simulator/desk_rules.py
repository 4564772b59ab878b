"""The desk's JSON for what WhatsApp and the carrier decide: templates, the 24-hour window, Advanced Opt-Out."""

from typing import Any

from flask import Blueprint

from simulator.approvals import STATUSES
from simulator.content_api import approval_json
from simulator.contents import Content
from simulator.json_body import BadRequest, posted_object, switch, text_of
from simulator.switchboard import Switchboard


def add_rules(page: Blueprint, switchboard: Switchboard) -> None:
    """Add the paths to the page's blueprint."""
    contents = switchboard.contents

    @page.get("/api/templates")
    def list_templates() -> dict[str, Any]:
        return {"hold": contents.hold, "templates": [_template_json(one) for one in contents.newest_first()]}

    @page.post("/api/templates")
    def hold_templates() -> dict[str, Any]:
        contents.hold = switch(posted_object(), "hold")
        return {"hold": contents.hold}

    @page.post("/api/templates/<sid>")
    def decide(sid: str) -> dict[str, Any]:
        asked = posted_object()
        status, content = asked.get("status"), contents.get(sid)
        if status not in STATUSES:
            raise BadRequest(f"status is one of {', '.join(STATUSES)}.")
        if content is None:
            raise BadRequest(f"There is no template {sid}.", 404)
        if content.approval is None:
            raise BadRequest(f"{sid} was not submitted for approval.", 409)
        reason = text_of(asked, "reason", 1000)
        if status == "rejected" and not reason:
            reason = "TAG_CONTENT_MISMATCH. Rejected at the desk."
        contents.decide(content, status, reason)
        return _template_json(content)

    @page.post("/api/window")
    def set_window() -> dict[str, bool]:
        switchboard.window.on = switch(posted_object(), "on")
        switchboard.phones.wake()
        return {"on": switchboard.window.on}

    @page.post("/api/opt-out")
    def set_opt_out() -> dict[str, bool]:
        switchboard.carrier.advanced = switch(posted_object(), "advanced")
        switchboard.phones.wake()
        return {"advanced": switchboard.carrier.advanced}


def _template_json(content: Content) -> dict[str, Any]:
    about = {"sid": content.sid, "friendly_name": content.friendly_name, "language": content.language}
    return about | approval_json(content)
