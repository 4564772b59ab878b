"""What WhatsApp shows with buttons or lists, and what may go out unasked: Twilio's Content API.

Sources: Twilio's pages on twilio/quick-reply and twilio/list-picker, and on WhatsApp's approval of templates.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from messaging import calls
from messaging.calls import Refused, Unclear, answered

BODY = 1024  # characters, here and below
TITLE = 20  # of a button, and of what opens a list
ITEM, DESCRIPTION = 24, 72
BUTTONS, ITEMS = 3, 10  # buttons without an approval; with one there may be more
UNSUBMITTED = "unsubmitted"
GONE = "20404"  # Twilio's code for what isn't there

_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NAME = re.compile(r"[a-z0-9_]{1,512}")

Button = tuple[str, str]  # id, title
Item = tuple[str, str, str]  # id, title, description


class Listed(NamedTuple):
    """A content that Twilio holds; `status` of its approval by WhatsApp."""

    sid: str
    name: str
    language: str
    status: str


class Contents:
    """The contents of one account. Every call raises Refused or Unclear. For one thread."""

    def __init__(self, account_sid: str, auth_token: str, api_url: str) -> None:
        self._client: Any = calls.client(account_sid, auth_token, api_url)

    def create(
        self,
        name: str,
        language: str,
        body: str,
        samples: dict[str, str],
        buttons: Sequence[Button] = (),
        items: Sequence[Item] = (),
        *,
        opens: str = "",
    ) -> str:
        """Make one; returns its sid (HX…). Text, or text with buttons, or with a list that `opens` opens.

        `samples` has a value for each {{n}} of the words. It isn't sent out when sending fails to give one: Twilio
        falls back on the sample, so give all of them each time. Raises ValueError for both buttons and a list.
        """
        asked = {
            "friendly_name": name,
            "language": language,
            "variables": samples,
            "types": _types(body, buttons, items, opens),
        }
        with answered():
            # twilio-python's own request class writes every type it knows, most of them empty; ours, the one we mean.
            made = self._client.content.v1.contents.create(_Asked(asked))
            sid = str(made.sid or "")
        if not sid:
            raise Unclear
        return sid

    def submit(self, sid: str, name: str, category: str = "UTILITY") -> str:
        """Ask WhatsApp to approve it under this name; returns the status. A list can't be approved.

        Raises ValueError for a name that WhatsApp doesn't allow. A name that was rejected can't be used again.
        """
        if not _NAME.fullmatch(name):
            raise ValueError("a template's name has a to z, 0 to 9 and _ only")
        with answered():
            asked = _Asked({"name": name, "category": category})
            made = self._client.content.v1.contents(sid).approval_create.create(asked)
            return str(made.status or "received")

    def approval(self, sid: str) -> tuple[str, str]:
        """Whether WhatsApp approved it, and if not why: status and reason.

        Statuses: unsubmitted, received, pending, approved, rejected, paused, disabled.
        """
        with answered():
            found = self._client.content.v1.contents(sid).approval_fetch().fetch()
            return _status(found.whatsapp), str((found.whatsapp or {}).get("rejection_reason") or "")

    def listed(self) -> list[Listed]:
        """All of them."""
        with answered():
            return [
                Listed(
                    str(one.sid),
                    str(one.friendly_name or ""),
                    str(one.language or ""),
                    _status(one.approval_requests),
                )
                for one in self._client.content.v1.content_and_approvals.stream(page_size=500)
            ]

    def delete(self, sid: str) -> None:
        """Take one away, from WhatsApp too. One that is already gone is fine."""
        try:
            with answered():
                self._client.content.v1.contents(sid).delete()
        except Refused as refusal:
            if refusal.code not in (GONE, "404"):
                raise


def check(
    body: str,
    buttons: Sequence[Button] = (),
    items: Sequence[Item] = (),
    *,
    opens: str = "",
    samples: Iterable[str] | None = None,
) -> list[str]:
    """What WhatsApp wouldn't take, a sentence each; empty when all is well.

    The rules for variables are those of an approval; inside the 24 hours WhatsApp minds only the lengths and numbers.
    `samples` are the names of the variables that have one; None: don't look.
    """
    found = [*_of_body(body, samples)]
    if buttons and items:
        found.append("Buttons and a list don't go together.")
    if len(buttons) > BUTTONS:
        found.append(f"{len(buttons)} buttons; {BUTTONS} at most.")
    if len(items) > ITEMS:
        found.append(f"{len(items)} items in the list; {ITEMS} at most.")
    for _id, title in buttons:
        found += _length("The button", title, TITLE)
    for _id, title, description in items:
        found += _length("The item", title, ITEM) + _length("The description", description, DESCRIPTION)
    if items:
        found += _length("What opens the list", opens, TITLE)
    for given in (buttons, items):
        for place, what in enumerate(("id", "title")):
            if len({one[place] for one in given}) < len(given):
                found.append(f"Two options have the same {what}.")
    return found


def _of_body(body: str, samples: Iterable[str] | None) -> list[str]:
    found = [] if body.strip() else ["There are no words."]
    if len(body) > BODY:
        found.append(f"{len(body)} characters; {BODY} at most.")
    names = _VARIABLE.findall(body)
    if not names:
        return found
    pieces = [piece.strip() for piece in _VARIABLE.split(body)[::2]]
    if not pieces[0]:
        found.append("It begins with a variable.")
    if not pieces[-1]:
        found.append("It ends with a variable.")
    if not all(pieces[1:-1]):
        found.append("Two variables stand side by side.")
    if list(dict.fromkeys(names)) != [str(number + 1) for number in range(len(set(names)))]:
        found.append("The variables must be {{1}}, {{2}}, {{3}} … in that order.")
    if missing := set(names) - set(samples if samples is not None else names):
        found.append(f"No sample for {', '.join(sorted(missing))}.")
    if len(" ".join(pieces).split()) < 2 * len(names) + 1:
        found.append("Too few words for so many variables: twice as many and one more.")
    return found


def _length(what: str, words: str, most: int) -> list[str]:
    if not words.strip():
        return [f"{what} has no words."]
    return [f"{what} has {len(words)} characters; {most} at most: {words}"] if len(words) > most else []


def _types(body: str, buttons: Sequence[Button], items: Sequence[Item], opens: str) -> dict[str, Any]:
    if buttons and items:
        raise ValueError("buttons and a list don't go together")
    if buttons:
        actions = [{"type": "QUICK_REPLY", "id": name, "title": title} for name, title in buttons]
        return {"twilio/quick-reply": {"body": body, "actions": actions}}
    if items:
        listed = [{"id": name, "item": title, "description": more} for name, title, more in items]
        return {"twilio/list-picker": {"body": body, "button": opens, "items": listed}}
    return {"twilio/text": {"body": body}}


class _Asked:
    """A request's body, for twilio-python, which asks it for its dictionary."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked

    def to_dict(self) -> dict[str, Any]:
        return self._asked


def _status(approval: Any) -> str:
    """The status in what Twilio tells of an approval; it tells nothing before one was asked for."""
    return str((approval or {}).get("status") or UNSUBMITTED)
