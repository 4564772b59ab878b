"""Contents to try, made with Twilio's own library."""

import json
from typing import Any

from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from tests.simulator.conftest import ACCOUNT

LUCIA = "whatsapp:+573001234567"
REMINDER = "Your session with {{1}} is {{2}}, in your own zone."
SAMPLES = {"1": "Amara", "2": "tomorrow at six"}
YES_NO = (("session:yes", "Yes, gladly"), ("session:no", "Not this time"))


def text(body: str = REMINDER) -> dict[str, Any]:
    return {"twilio/text": {"body": body}}


def quick_reply(body: str = REMINDER, choices: Any = YES_NO) -> dict[str, Any]:
    actions = [{"type": "QUICK_REPLY", "id": one, "title": title} for one, title in choices]
    return {"twilio/quick-reply": {"body": body, "actions": actions}}


def list_picker(body: str = "Which day suits you?", items: int = 3, title: str = "Day") -> dict[str, Any]:
    choices = [
        {"id": f"day:{n}", "item": f"{title} {n}", "description": f"The {n}."} for n in range(1, items + 1)
    ]
    return {"twilio/list-picker": {"body": body, "button": "Choose a day", "items": choices}}


def create(twilio: Client, types: dict[str, Any], variables: Any = SAMPLES, language: str = "en") -> str:
    asked = {"friendly_name": "reminder", "language": language, "variables": variables, "types": types}
    return str(twilio.content.v1.contents.create(ContentList.ContentCreateRequest(asked)).sid)


def submit(twilio: Client, sid: str, name: str = "reminder", category: str = "UTILITY") -> Any:
    asked = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": category})
    return twilio.content.v1.contents(sid).approval_create.create(asked)


def verdict(twilio: Client, sid: str) -> dict[str, Any]:
    return dict(twilio.content.v1.contents(sid).approval_fetch().fetch().whatsapp)


def approved(twilio: Client, types: dict[str, Any], name: str = "reminder") -> str:
    """Return the SID of a template that WhatsApp has approved."""
    sid = create(twilio, types)
    submit(twilio, sid, name)
    assert verdict(twilio, sid)["status"] == "approved"
    return sid


def send(twilio: Client, sid: str, variables: Any = SAMPLES, to: str = LUCIA, **more: Any) -> Any:
    sender = ACCOUNT.whatsapp_from if to.startswith("whatsapp:") else ACCOUNT.sms_from
    words = variables if isinstance(variables, str) else json.dumps(variables)
    return twilio.messages.create(to=to, from_=sender, content_sid=sid, content_variables=words, **more)
