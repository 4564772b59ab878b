"""Ways: in which form a letter can reach its person at this moment.

SMS is text. WhatsApp takes free text and buttons within 24 hours of the person's last message, and approved templates
at any time. Source: WhatsApp's policy, as Twilio documents it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows import templates
from flows.wording import Wording
from models.base import AnyRow

WINDOW = timedelta(hours=24)
MARGIN = timedelta(minutes=5)  # what is on its way when the window closes comes too late
Made = Mapping[tuple[str, str], AnyRow]  # templates by key and language, see `models/templates.py`


@dataclass(frozen=True, slots=True)
class Way:
    """What to hand to Twilio. `says`: all that the listing may show of it, when we have to look it up."""

    body: str
    content_sid: str | None = None
    variables: dict[str, str] | None = None
    says: tuple[str, ...] = ()
    picture: str | None = None  # a link that Twilio fetches it from


def open_now(letter: AnyRow, now: datetime) -> bool:
    """Whether free text may go to this address; on SMS it always may."""
    if letter.channel != "whatsapp":
        return True
    if letter.heard_at is None or now - letter.heard_at > WINDOW - MARGIN:
        return False
    # Twilio told us that it is closed, and nothing has come since.
    return not (letter.error == "63016" and letter.heard_at <= letter.not_before)


def find(letter: AnyRow, made: Made, now: datetime) -> Way | None:
    """The way for `letter` now; None when there is none."""
    shown: Wording = letter.wording or {}
    says = tuple(filter(None, (letter.body, shown.get("lead"), templates.text_of(shown))))
    if open_now(letter, now) and shown.get("picture"):
        return _pictured(letter, shown["picture"])
    if open_now(letter, now):
        buttons = _buttons(letter, shown, made)
        if buttons is not None and len(shown["lead"]) <= templates.BODY:
            return Way(letter.body, buttons.sid, templates.lines(shown), says)
        return Way(letter.body, says=says)
    approved = _approved(shown, made)
    if approved is None:
        return None
    return Way(letter.body, approved.sid, templates.variables(shown), says)


def _pictured(letter: AnyRow, link: str) -> Way:
    """With the picture; where it came to SMS meanwhile, or the picture couldn't be fetched, with the link to it."""
    linked = f"{letter.body}\n{link}"
    if letter.channel == "whatsapp" and letter.error != "63019":
        return Way(letter.body, picture=link, says=(letter.body, linked))
    return Way(linked, says=(letter.body, linked))


def _buttons(letter: AnyRow, shown: Wording, made: Made) -> Any:
    """The buttons for the question a letter ends with, if Twilio has them."""
    if letter.channel != "whatsapp" or not shown.get("labels"):
        return None
    return made.get((templates.key_of_buttons(shown["labels"], templates.lines(shown)), shown["language"]))


def _approved(shown: Wording, made: Made) -> Any:
    """The approved template for a letter that is one note."""
    if "copy" not in shown or len(templates.text_of(shown) or "") > templates.BODY:
        return None
    template = made.get((templates.key_of_note(shown["copy"], shown.get("labels", ())), shown["language"]))
    return template if template is not None and template.status == "approved" else None


def unknown(letter: AnyRow) -> Way:
    """For looking up a letter that has no way any more."""
    shown: Wording = letter.wording or {}
    return Way(
        letter.body, says=tuple(filter(None, (letter.body, shown.get("lead"), templates.text_of(shown))))
    )
