"""Whose turn it is at a circle's meeting, and what each of its people reads of it."""

from datetime import datetime
from typing import Any

from flows.chat import Chat
from flows.wording import Note, note
from flows.words import _, clock_time, render, shown
from models import airtime, circles, nudges
from models.circles import Gathering
from models.members import Member

TURN = "circle-turn"  # the nudge that says them

OPENS = note(
    _('Your circle "{topic}" begins. {host} opens it. First turn: {who}, at {time}.'),
    booked=True,
    at_once=True,
)
OPENS_UNHOSTED = note(
    _('Your circle "{topic}" begins. First turn: {who}, at {time}.'), booked=True, at_once=True
)
YOU_OPEN = note(
    _('Your circle "{topic}" begins, and you open it. First turn: {who}, at {time}. Is somebody missing? Text their '
      "name and: isn't here"),
    booked=True,
    at_once=True,
)  # fmt: skip
YOUR_TURN = note(_("Now it's your turn, until {until}. After that: {then}."), booked=True, at_once=True)
THEIR_TURN = note(_("Now it's {who}'s turn, until {until}. After that: {then}."), booked=True, at_once=True)
CLOSING_ROUND = note(
    _("Now the closing round, until {until}: each says in a few words what they take along."),
    booked=True,
    at_once=True,
)
CLOSING_WORD, YOU = _("the closing round"), _("you")


def hold(chat: Chat, gathering: Gathering) -> None:
    """Let nobody else change this meeting, nor speak of it, nor change who is in its circle, until this step is done."""
    nudges.hold(chat.connection, [TURN], gathering.id)
    circles.lock(chat.db, gathering.circle)
    chat.lock(gathering)


def names_of(people: list[Member], reader: Member) -> str:
    """These people in this order, the reader as "you"."""
    you = render(_("you"), reader.language, reader.zone, {})
    return ", ".join(
        you if one.id == reader.id else shown(one, reader.language, reader.zone) for one in people
    )


def in_order(chat: Chat, gathering: Gathering) -> None:
    """Who speaks in which order is fixed, unless it was, or they are too few."""
    if gathering.turns or gathering.status != "booked":
        return
    hold(chat, gathering)
    if gathering.turns or gathering.status != "booked":
        return
    ids = [one.id for one in gathering.there]
    if len(ids) < airtime.LEAST:
        gathering.status = "off"
        chat.flush()
        return
    before = [
        one for one in circles.gatherings(chat.db, gathering.circle_id) if one.number < gathering.number
    ]
    last = next((one.first_id for one in reversed(before) if one.first_id is not None), gathering.host_id)
    order = airtime.rotated(ids, last)
    gathering.first_id = order[0]
    gathering.take(airtime.spread(order, max(gathering.opening_till, chat.now), gathering.closing_at))
    chat.flush()


def next_change(gathering: Gathering, now: datetime) -> datetime:
    """When there is something to say next: a turn, the closing round, the end (aware UTC)."""
    edges = [one.since for one in gathering.order] + [gathering.closing_at, gathering.ends_at]
    return min((one for one in edges if one > now), default=gathering.ends_at)


def standing(chat: Chat, gathering: Gathering, reader: Member) -> tuple[Note, dict[str, Any]]:
    """What `reader` reads of a meeting that is on, as it stands now."""
    now, order = chat.now, gathering.order
    people = {one.id: one for one in gathering.circle.people}
    current = airtime.speaking(order, now)

    def clock(when: datetime) -> str:
        return clock_time(when, reader.language, reader.zone)

    def who(member_id: int) -> str:
        return names_of([people[member_id]], reader) if member_id in people else ""

    if current is not None:
        following = [one for one in order if one.since >= current.till and one.till > one.since]
        then = who(following[0].member_id) if following else render(CLOSING_WORD, reader.language, "UTC", {})
        told: dict[str, Any] = {"until": clock(current.till), "then": then}
        if current.member_id == reader.id:
            return YOUR_TURN, told
        return THEIR_TURN, {"who": people.get(current.member_id), **told}
    if now >= gathering.closing_at or not order or now >= order[-1].till:
        return CLOSING_ROUND, {"until": clock(gathering.ends_at)}
    first = order[0]
    facts: dict[str, Any] = {
        "topic": gathering.circle.topic,
        "time": clock(first.since),
        "who": who(first.member_id),
    }
    if gathering.host_id == reader.id:
        return YOU_OPEN, facts
    host = people.get(gathering.host_id or 0)
    return (OPENS, {**facts, "host": host}) if host is not None else (OPENS_UNHOSTED, facts)
