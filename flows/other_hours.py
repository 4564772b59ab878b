"""Hours of mentoring and supervision, beside those of coaching and in none of their totals: a body counts as coaching only what
is coaching (COACHING.md, "Hours"). What it says of the others, as dated data, stands in its file in `flows/logs`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from flows import bodies, durations, kind_words
from flows.bodies import Body
from flows.chat import Chat
from flows.words import _, local
from models import minutes
from models.kinds import Kind
from models.minutes import Share

OF_ANOTHER_KIND = _("Of {kind}: given {given}, received {received}. It doesn't count as coaching.")
AS_FOUND = _("So we found it in {month}; {body} has the last word.")
SINCE = _("Of {kind} since {day}: given {given}, received {received}.")


@dataclass(frozen=True, slots=True)
class Hours:
    """Of one kind: minutes given and received."""

    kind: Kind
    given: int
    received: int


def by_kind(counted: Iterable[Share]) -> list[Hours]:
    """Of each kind that isn't coaching, where there was any; in the order of the kinds."""
    there = list(counted)
    found = []
    for kind in Kind:
        of_it = [one for one in there if one.kind == kind]
        if of_it and kind != Kind.COACHING:
            found.append(Hours(kind, *minutes.totals(of_it)))
    return found


def say_all(chat: Chat, body: Body | None = None) -> None:
    """All hours of another kind than coaching, and what this body, or the member's own, says of them."""
    held = chat.member.credential
    body = body or (bodies.of(held.body) if held is not None else None)
    said = _say(chat, body, minutes.shares(chat.db, chat.sender.member_id), OF_ANOTHER_KIND)
    if said and body is not None:
        seen = format_date(body.as_of, "MMMM y", locale=chat.language)
        chat.say(AS_FOUND, month=seen, body=body.name)


def say_since(chat: Chat, body: Body, since: date) -> None:
    """The same from this day of their own clock on, for whoever has just read when the rules were found."""
    counted = minutes.shares(chat.db, chat.sender.member_id)
    late = [one for one in counted if local(one.starts_at, chat.zone).date() >= since]
    _say(chat, body, late, SINCE, day=since)


def _say(chat: Chat, body: Body | None, counted: list[Share], copy: str, **facts: Any) -> bool:
    there = by_kind(counted)
    for hours in there:
        given, received = (durations.shown(one, chat.language) for one in (hours.given, hours.received))
        kind = chat.phrase(kind_words.KINDS[hours.kind])
        chat.say(copy, kind=kind, given=given, received=received, **facts)
        if body is not None:
            chat.put(body.others[hours.kind][chat.language])
    return bool(there)
