"""Calling a circle: what it is about, of what kind, for how many, when and how often, in which language."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flows import circle_day, circle_words, identifying, links, understand, words
from flows.chat import Chat
from flows.expects import OneOf, When, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import Reason, Series
from flows.wishes import Tongues
from flows.words import _
from models import airtime, circles, rounds
from models.circles import Circle

TOPIC, PLACE, SHORT = 80, 200, 30  # characters
_SOME_TIME = re.compile(
    r"\b(?:morning|afternoon|evening|night|week|weekends?|month|tarde|noche|manana|semana|finde|mes)s?\b"
)
MONTHLY = "monthly"
MOST_TONGUES = 6

calling = Flow(
    "calling",
    title=_("calling a circle"),
    words=_(
        "call a circle, open a circle, new circle, start a circle, create a circle, begin a circle, host "
        "a circle, i want to call a circle, i'd like to call a circle, i want to start a circle, i'd like to start a "
        "circle, id like to start a circle, i want to open a circle, i'd like to open a circle"
    ),
)


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many people a circle has at most."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> int | Miss:
        """A number from three to eight; of "3 or 4" the larger."""
        several = [understand.number(word) for word in re.findall(r"\w+", text)] if len(text) <= SHORT else []
        found = understand.number(text) or max((one for one in several if one is not None), default=None)
        if found is not None and airtime.LEAST <= found <= airtime.MOST:
            return found
        return Miss(_("From 3 to 8 people, so that each has time. For example: 6"), lacking=found is not None)


@dataclass(frozen=True, slots=True)
class HowOften:
    """A first time, or how it repeats."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> Series | datetime | Miss:
        """How it repeats, where that was said; else the first time (aware UTC)."""
        found = understand.series(text, now=chat.now, zone=chat.zone, language=chat.language)
        if isinstance(found, Series):
            return found
        if found.reason is Reason.AMBIGUOUS and found.candidates:
            return Miss(
                _("From which day on? For example: every second Thursday 6pm from 14 January"), lacking=True
            )
        when = When().read(text, chat)
        if isinstance(when, Miss) and not when.lacking and _SOME_TIME.search(understand.fold(text)):
            return Miss(
                _("Which day would that be, and at what time? For example: Tuesday 7pm"), lacking=True
            )
        return when


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, by number or as people say it."""

    taps: ClassVar[bool] = True

    rhythms: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """Those that are offered."""
        return self.rhythms.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """Weeks from one meeting to the next, as figures; or MONTHLY."""
        picked = self.rhythms.read(text, chat)
        weeks = understand.how_often(text) if isinstance(picked, Miss) else None
        return picked if weeks is None else str(weeks or MONTHLY)


@calling.begins
def begins(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        chat.say(_("You can call a circle as soon as a coordinator has checked your accreditation."))
        return False
    return True


@calling.facts
def facts(chat: Chat) -> dict[str, object]:
    given = chat.answers
    if given.size is None or given.kind is None:
        return identifying.facts(chat, "topic")
    weeks = None if given.nth else given.weeks
    return {
        "kind": chat.phrase(circle_words.KINDS[given.kind]),
        "tongues": circle_words.tongues(" ".join(given.tongues or ()), chat.language),
        "often": circle_words.often(weeks, chat.member),
        "minutes": airtime.minutes_for(given.size),
    }


@calling.asks(
    _(
        "A circle is three to eight coaches who learn together, with equal time for each. What is yours about? A few words "
        "that anybody may read: the monthly letter has them too. For example: coaching in grief"
    ),
    Words(TOPIC, letters=True, statement=True),
)
def topic(chat: Chat, about: str) -> State | End:
    chat.answers.topic = " ".join(about.split())
    return looking if identifying.shown(chat, chat.answers.topic) else kind


@calling.asks(identifying.QUESTION, identifying.CHOICES)
def looking(chat: Chat, choice: str) -> State | End:
    return identifying.chosen(chat, choice, again=topic, without=without_those, then=kind, answer="topic")


@calling.asks(identifying.LEFT, identifying.RIGHT)
def without_those(chat: Chat, right: bool) -> State | End:
    return identifying.agreed(chat, right, again=topic, then=kind, answer="topic")


@calling.asks(_("What kind of circle is it?"), OneOf(circle_words.KINDS))
def kind(chat: Chat, which: str) -> State | End:
    chat.answers.kind = which
    return size


@calling.asks(_("How many people at most, you among them? From 3 to 8."), HowMany())
def size(chat: Chat, most: int) -> State | End:
    chat.answers.size = most
    return when


@calling.asks(
    _(
        "When does it meet first? By your own clock. For example: Thursday 14 January 6pm, or every second "
        "Thursday 6pm from 14 January"
    ),
    HowOften(),
)
def when(chat: Chat, said: Series | datetime) -> State | End:
    if isinstance(said, datetime):
        chat.answers.when, chat.answers.nth, chat.answers.times = said, None, None
        chat.answers.zone = chat.zone
        return how_often
    chat.answers.when, chat.answers.zone = said.first, said.zone
    chat.answers.weeks, chat.answers.nth = said.weeks, said.nth
    ends = said.count is not None or said.until is not None
    chat.answers.times = len(said.moments(52)) if ends else None
    return in_which


@calling.asks(
    _("And how often after that?"),
    Rhythm(
        OneOf(
            {
                "1": _("every week"),
                "2": _("every second week"),
                "4": _("every fourth week"),
                MONTHLY: _("once a month"),
            }
        )
    ),
)
def how_often(chat: Chat, every: str) -> State | End:
    if every == MONTHLY:
        day = words.local(chat.answers.when, chat.zone).day
        chat.answers.weeks, chat.answers.nth = None, -1 if day > 28 else (day - 1) // 7 + 1
    else:
        chat.answers.weeks = int(every)
    return in_which


@calling.asks(_("In which language or languages? For example: English and Spanish"), Tongues())
def in_which(chat: Chat, spoken: list[str]) -> State | End:
    chat.answers.tongues = spoken[:MOST_TONGUES]
    return place


@calling.asks(
    _(
        "How will you meet? A video link, a phone call: your own words, which only those in the circle read. Or SKIP."
    ),
    Words(PLACE, skippable=True),
)
def place(chat: Chat, how: str | None) -> State | End:
    chat.answers.place = how
    return for_whom if _rounds(chat) else checking


def _rounds(chat: Chat) -> list[int]:
    """The rounds that go on and that they are in."""
    mine = circles.rounds_of(chat.db, chat.sender.member_id)
    return [one.id for one in rounds.current(chat.db) if one.id in mine]


@calling.asks(
    _("Who may join it?"),
    OneOf({"all": _("all members"), "round": _("those in my round")}),
)
def for_whom(chat: Chat, who: str) -> State | End:
    chat.answers.round = _rounds(chat)[0] if who == "round" and _rounds(chat) else None
    return checking


@calling.asks(
    _(
        "{topic} ({kind}, {tongues}), {size} people at most. First on {when}, then {often}; {minutes} minutes each time. Is "
        "that right?"
    ),
    OneOf({"right": _("That's right"), "time": _("Another time"), "anew": _("Change the rest")}, yes="right"),
)
def checking(chat: Chat, how: str) -> State | End:
    ways: dict[str, State | End] = {"right": agreeing, "time": when, "anew": topic}
    return ways[how]


@calling.asks(
    _(
        "Who joins agrees, and so do you: all stays in the circle; neutral and non-judgemental; equal time for each; you host "
        "by turns; who can't come says so early. Do you agree?"
    ),
    YesNo(yes=_("I agree"), no=_("I'd rather not")),
)
def agreeing(chat: Chat, agrees: bool) -> State | End:
    return opened if agrees else left


@calling.ends
def opened(chat: Chat) -> None:
    given = chat.answers
    if given.when <= chat.now:
        chat.say(_("That time has passed meanwhile. To call your circle again, text CALL A CIRCLE."))
        return
    made = Circle(
        status="open",
        kind=given.kind,
        topic=given.topic,
        place=given.place,
        size=given.size,
        tongues=" ".join(given.tongues),
        zone=given.zone,
        first_at=given.when,
        weeks=given.weeks,
        nth=given.nth,
        times=given.times,
        minutes=airtime.minutes_for(given.size),
        round_id=given.round,
        called_by=chat.sender.member_id,
    )
    first = circles.call(chat.db, made, given.when, circle_words.VERSION)
    circle_day.plan(chat, first, chat.member)
    chat.say(
        _(
            "Your circle is open, and members find it by texting CIRCLES. It meets first on {when}, if there are three of you by "
            "then, and you host. I remind you all."
        ),
        when=given.when,
    )
    chat.say(circle_words.CALENDAR, link=links.circle_calendar(made.id, made.called_by))


@calling.ends
def left(chat: Chat) -> None:
    chat.say(_("That's fine, and nothing is opened. Whenever you like, text CALL A CIRCLE."))
