"""What a new content may look like, checked as the Content API checks it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simulator.account import Account
from simulator.contents import Content
from simulator.limits import (
    APPROVED_BUTTONS,
    BODY,
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
from simulator.sids import new_sid

_LONGEST_TEXT = 1600
_LONGEST_ID = 200
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2,3})?")


def read_content(asked: Mapping[str, Any], account: Account, now: datetime) -> Content:
    """Turn a posted JSON object into a content, or refuse it."""
    language, types = asked.get("language"), asked.get("types")
    name = asked.get("friendly_name") or ""
    samples = asked.get("variables") or {}
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise _invalid("language is a code such as en or es_MX")
    if not isinstance(name, str):
        raise _invalid("friendly_name is text")
    if not isinstance(samples, dict) or not all(isinstance(sample, str) for sample in samples.values()):
        raise _invalid("variables is an object of texts")
    if not isinstance(types, dict):
        raise _invalid("types is an object")
    kept = {kind: _checked(kind, words) for kind, words in types.items() if words is not None}
    if not kept:
        raise _invalid("types is empty")
    return Content(new_sid("HX"), account.sid, name, language, dict(samples), kept, now, now)


def _checked(kind: str, words: object) -> dict[str, Any]:
    if kind == TEXT:
        return _text(words, {"body": _LONGEST_TEXT}, kind)
    if kind == QUICK_REPLY:
        kept = _text(words, {"body": BODY}, kind, lists=("actions",))
        optional = {"id": _LONGEST_ID, "type": len("QUICK_REPLY")}
        kept["actions"] = _many(kept["actions"], {"title": TITLE}, optional, APPROVED_BUTTONS, "actions")
        if any(action.get("type", "QUICK_REPLY") != "QUICK_REPLY" for action in kept["actions"]):
            raise _invalid("the type of an action is QUICK_REPLY")
        return kept
    if kind == LIST:
        kept = _text(words, {"body": BODY, "button": TITLE}, kind, lists=("items",))
        needed = {"id": _LONGEST_ID, "item": ITEM}
        kept["items"] = _many(kept["items"], needed, {"description": DESCRIPTION}, ITEMS, "items")
        return kept
    raise _invalid(f"the simulator knows {TEXT}, {QUICK_REPLY} and {LIST}, not {kind}")


def _many(
    pieces: object, needed: dict[str, int], optional: dict[str, int], most: int, name: str
) -> list[dict[str, Any]]:
    if not isinstance(pieces, list) or not 1 <= len(pieces) <= most:
        raise _invalid(f"{name} has 1 to {most} entries")
    return [_text(piece, needed, name, optional=optional) for piece in pieces]


def _text(
    words: object,
    needed: dict[str, int],
    where: str,
    *,
    optional: dict[str, int] | None = None,
    lists: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return an object with these texts and lists and nothing else; Twilio's library sends what is absent as null."""
    if not isinstance(words, dict):
        raise _invalid(f"{where} is an object")
    kept = {name: value for name, value in words.items() if value is not None}
    longest = needed | (optional or {})
    if unknown := kept.keys() - longest.keys() - set(lists):
        raise _invalid(f"{where} has no {unknown.pop()}")
    if missing := (needed.keys() | set(lists)) - kept.keys():
        raise _invalid(f"{where} needs {missing.pop()}")
    for name in kept.keys() & longest.keys():
        _check_text(kept[name], longest[name], f"{where}: {name}", empty=name not in needed)
    return kept


def _check_text(text: object, longest: int, where: str, *, empty: bool) -> None:
    if not isinstance(text, str) or not (text.strip() or empty):
        raise _invalid(f"{where} is text, and not empty")
    bare = PLACEHOLDER.sub("", text)
    if "{{" in bare or "}}" in bare:
        raise _invalid(f"{where} holds a malformed variable")
    # How long a text with variables gets is known when it is sent.
    if bare == text and len(text) > longest:
        raise _invalid(f"{where} is longer than {longest} characters")


def _invalid(why: str) -> Refusal:
    return Refusal(20422, f"Invalid Parameter: {why}.")
