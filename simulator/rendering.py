"""Rendering: a content's words with its variables filled in, as the phone shows them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.addresses import Channel
from simulator.bubbles import Choice, Menu
from simulator.contents import Content
from simulator.limits import (
    BODY,
    BUTTONS,
    DESCRIPTION,
    ITEM,
    ITEMS,
    LIST,
    PLACEHOLDER,
    QUICK_REPLY,
    TEXT,
    TITLE,
)
from simulator.refusals import Refusal

_LONGEST_VALUE = 1600
# What a value put into a template may not hold: errors 21656 and 92007 of Twilio's dictionary.
_BREAK = re.compile(r"[\n\r\t]| {5}")


@dataclass(frozen=True)
class Rendered:
    """One content, ready to send."""

    body: str
    buttons: tuple[Choice, ...]
    menu: Menu | None
    approval: str  # as WhatsApp sees it now; "unsubmitted" when nobody asked
    broken: bool  # a value holds a line break, a tab or a long gap: not allowed in a template

    def session_fault(self) -> str | None:
        """Say why WhatsApp would refuse this within a conversation, None when it wouldn't."""
        choices = self.menu.items if self.menu else self.buttons
        if not choices:
            return None
        longest, most, what = (ITEM, ITEMS, "item") if self.menu else (TITLE, BUTTONS, "button")
        if len(self.body) > BODY:
            return f"the body is longer than {BODY} characters"
        if len(choices) > most:
            return f"there are more than {most} {what}s"
        if any(not 0 < len(choice.title) <= longest for choice in choices):
            return f"the title of a {what} is empty or longer than {longest} characters"
        if any(len(choice.description) > DESCRIPTION for choice in choices):
            return f"a description is longer than {DESCRIPTION} characters"
        for names in ([choice.id for choice in choices], [choice.title for choice in choices]):
            if len(set(names)) < len(names):
                return f"two {what}s have the same title or id"
        return None


def render(content: Content, variables: str, channel: Channel) -> Rendered:
    """Return a content with the values of ContentVariables, a JSON text. Raises Refusal 21655, 21656 or 21658."""
    kind, words = _words(content, channel)
    values = _values(variables)
    wanted = PLACEHOLDER.findall(json.dumps(words, ensure_ascii=False))
    missing = [name for name in wanted if name not in values]
    if missing:
        # Twilio would put the sample in its place, which nobody wants to read: better told here.
        raise Refusal(21656, f"The Content Variables Parameter is invalid: no value for {', '.join(missing)}")
    used = [values[name] for name in wanted]

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: values[found[1]], text)

    def choices(of: list[dict[str, str]], title: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(fill(one.get("id") or one[title]), fill(one[title]), fill(one.get("description", "")))
            for one in of
        )

    return Rendered(
        body=fill(words["body"]),
        buttons=choices(words["actions"], "title") if kind == QUICK_REPLY else (),
        menu=Menu(fill(words["button"]), choices(words["items"], "item")) if kind == LIST else None,
        approval=content.approval.status if content.approval else "unsubmitted",
        broken=any(_BREAK.search(value) for value in used),
    )


def _words(content: Content, channel: Channel) -> tuple[str, Mapping[str, Any]]:
    """Return the richest type this channel can show: Twilio falls back to the plain text on SMS."""
    kinds = (LIST, QUICK_REPLY, TEXT) if channel is Channel.WHATSAPP else (TEXT,)
    for kind in kinds:
        if kind in content.types:
            return kind, content.types[kind]
    raise Refusal(21655, "The ContentSid is Invalid: it has no type that this channel can show")


def _values(text: str) -> dict[str, str]:
    try:
        values = json.loads(text or "{}")
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict) or not all(isinstance(v, str) and v.strip() for v in values.values()):
        raise Refusal(21656, "The Content Variables Parameter is invalid")
    if any(len(value) > _LONGEST_VALUE for value in values.values()):
        raise Refusal(21658, f"A content variable exceeds the {_LONGEST_VALUE} character limit")
    return values
