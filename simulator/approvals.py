"""Approvals: what WhatsApp says to a template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.limits import BODY, LIST, PLACEHOLDER, QUICK_REPLY, TEXT, TITLE
from simulator.refusals import Refusal

CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")
STATUSES = ("received", "pending", "approved", "rejected", "paused", "disabled")
_NAME = re.compile(r"[a-z0-9_]{1,512}")
_VARIABLE = r"\{\{\s*\w+\s*\}\}"


@dataclass(slots=True)
class Approval:
    """One request for approval."""

    name: str
    category: str
    content_type: str
    fault: str | None  # why WhatsApp will reject it
    status: str = "received"
    rejection_reason: str = ""

    def look(self, *, hold: bool) -> None:
        """Go on from "received": rejected if there is a reason to, else approved, or pending when held."""
        if self.status != "received":
            return
        if self.fault:
            self.status, self.rejection_reason = "rejected", f"INVALID_FORMAT. {self.fault}"
        else:
            self.status = "pending" if hold else "approved"

    def as_json(self) -> dict[str, Any]:
        """Return it as the API does."""
        return {
            "name": self.name,
            "category": self.category,
            "content_type": self.content_type,
            "status": self.status,
            "rejection_reason": self.rejection_reason,
            "allow_category_change": True,
        }


UNSUBMITTED = {
    "name": "",
    "category": "",
    "content_type": "",
    "status": "unsubmitted",
    "rejection_reason": "",
    "allow_category_change": True,
}


def read_request(
    asked: Mapping[str, Any], types: Mapping[str, Mapping[str, Any]], samples: Mapping[str, str]
) -> Approval:
    """Turn a request for approval into one, or refuse it. What WhatsApp would reject is only told later."""
    name, category = asked.get("name"), asked.get("category")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Refusal(
            20422, "Invalid Parameter: name may hold lower-case letters, digits and underscores only."
        )
    if category not in CATEGORIES:
        raise Refusal(20422, f"Invalid Parameter: category is one of {', '.join(CATEGORIES)}.")
    if LIST in types:
        raise Refusal(20422, f"{LIST} is for conversations only and can't be submitted for approval.")
    kind = QUICK_REPLY if QUICK_REPLY in types else TEXT
    return Approval(name, category, kind, _fault(types[kind], samples))


def _fault(words: Mapping[str, Any], samples: Mapping[str, str]) -> str | None:
    """Return WhatsApp's reason to reject a template, None when it has none."""
    body = words["body"].strip()
    names = PLACEHOLDER.findall(body)
    unsampled = [name for name in names if not samples.get(name, "").strip()]
    numbers = sorted({int(name) for name in names if name.isdecimal()})
    titles = [action["title"] for action in words.get("actions", [])]
    if re.match(_VARIABLE, body) or re.search(rf"{_VARIABLE}$", body):
        return "Variables can't be at the start or the end of the body."
    if re.search(rf"{_VARIABLE}\s*{_VARIABLE}", body):
        return "Two variables can't stand next to each other."
    if unsampled:
        return f"The variable {unsampled[0]} has no sample."
    if numbers != list(range(1, len(numbers) + 1)):
        return "Variables are numbered from 1 without a gap."
    if len(body) > BODY:
        return f"The body is longer than {BODY} characters."
    if any("{{" in title for title in titles):
        return "The title of a button can't hold a variable."
    if any(len(title) > TITLE for title in titles):
        return f"The title of a button is longer than {TITLE} characters."
    if len(set(titles)) < len(titles):
        return "Two buttons have the same title."
    return None
