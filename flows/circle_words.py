"""A circle in words: what kind it is, how often it meets, what all agree to; and which circle a text means."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz

from flows import kind_words, quiet, words
from flows.chat import Chat
from flows.clock_changes import clock_change
from flows.understand import Series, fold, tongue_name
from flows.words import _, render
from models import circles
from models.circles import Circle, Gathering
from models.kinds import Kind
from models.members import Member

CALENDAR = _("For your calendar: {link}")
VERSION = "2026-11"  # of what all in a circle agree to
NEAR = 80  # how alike words and a topic must be to mean it, of 100

KINDS = {
    **{one.value: kind_words.KINDS[one.value] for one in (Kind.SUPERVISION, Kind.MENTORING)},
    "learning": _("action learning"),
    "topic": _("a topic of our own"),
}
EVERY_WEEK, EVERY, MONTHLY = _("every week"), _("every {count} weeks"), _("once a month")
INSTEAD = _(", not {time}: clocks change in {city} on {day}")


def rhythm(circle: Circle) -> Series:
    """When it meets."""
    return Series(circle.first_at, circle.zone, circle.weeks, circle.nth, circle.times)


def next_time(circle: Circle, after: datetime) -> datetime | None:
    """When it meets next after this moment (aware UTC); None when it has met as often as it was called for."""
    return next(iter(to_come(circle, after, 1)), None)


def to_come(circle: Circle, after: datetime, most: int) -> list[datetime]:
    """The first times it meets after this moment (aware UTC), `most` of them."""
    step = 28 if circle.weeks is None else 7 * circle.weeks
    about = max((after - circle.first_at).days, 0) // step
    return [one for one in rhythm(circle).moments(about + 3 + most) if one > after][:most]


def often(weeks: int | None, reader: Member) -> str:
    """How often, in the reader's language; None: monthly."""
    copy = MONTHLY if weeks is None else EVERY_WEEK if weeks == 1 else EVERY
    return render(copy, reader.language, reader.zone, {"count": weeks})


def tongues(codes: str, language: str) -> str:
    """Languages by name: 'English and Spanish'."""
    return words.listed([tongue_name(code, language) for code in codes.split()], language)


def about(circle: Circle, reader: Member) -> dict[str, Any]:
    """What is said of a circle to whoever may join it."""
    return {
        "topic": circle.topic,
        "kind": words.translate(KINDS[circle.kind], reader.language),
        "tongues": tongues(circle.tongues, reader.language),
        "often": often(circle.weeks, reader),
        "minutes": circle.minutes,
        "size": circle.size,
    }


def label(chat: Chat, circle: Circle) -> str:
    """A circle as an option; its topic may have braces in it, which are only braces."""
    facts = about(circle, chat.member)
    coming = circles.coming(chat.db, circle.id)
    when = words.brief(coming.starts_at, chat.language, chat.zone) if coming is not None else ""
    line = f"{facts['topic']} ({facts['kind']}, {facts['tongues']}): {when}, {facts['often']}"
    return line.replace("{", "{{").replace("}", "}}")


def names(people: Sequence[Member], reader: Member) -> str:
    """Who else: 'Amara, Bisi and Chidi'."""
    others = [words.shown(one, reader.language, reader.zone) for one in people if one.id != reader.id]
    return words.listed(others, reader.language)


def clocks(chat: Chat, gathering: Gathering, reader: Member) -> str:
    """What is to be said after the time of a meeting when it is at another hour of the reader's day than the one before,
    because clocks change; mostly nothing."""
    before = [
        one for one in circles.gatherings(chat.db, gathering.circle_id) if one.number < gathering.number
    ]
    if not before:
        return ""
    usual, this = before[-1].starts_at, gathering.starts_at
    mine = quiet.zone_of(reader.zone)
    if usual.astimezone(mine).time() == this.astimezone(mine).time():
        return ""
    for zone in (reader.zone, gathering.circle.zone):
        day = clock_change(zone, usual, this)
        if day is not None:
            facts = {
                "time": words.clock_time(usual, reader.language, reader.zone),
                "city": words.city(zone, reader.language),
                "day": words.plain_day(day, reader.language),
            }
            return render(INSTEAD, reader.language, reader.zone, facts)
    return ""


def called(some: Sequence[Circle], said: str) -> list[Circle]:
    """Which of these circles may be meant by these words."""
    wanted = fold(said)
    exact = [one for one in some if wanted == fold(one.topic)]
    return exact or [
        one
        for one in some
        if wanted in fold(one.topic) or fuzz.partial_ratio(wanted, fold(one.topic)) >= NEAR
    ]
