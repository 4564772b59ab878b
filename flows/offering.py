"""When a time is asked for: what is offered, and the ways to answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows import session, slots, understand, words
from flows.chat import Chat
from flows.community import free_windows
from flows.expects import When
from flows.flow import Miss
from flows.slots import Between, Diary
from flows.understand import Reason, Series, Unclear
from flows.words import _
from models import sessions
from models.members import Member
from models.pairings import Pairing
from models.sessions import Meeting

# What to write, after the question when they could meet.
OWN_WORDS = _("Write a day and time of yours. For example: Thursday 6pm")
NEVER = _(
    "By what I know, your free times don't meet. Write a day and time that could work. For example: Thursday 6pm"
)
THESE = _("These suit you both ({city} time). A number, or write a time of yours:")
THERE = _("In that time I could suggest one of these ({city} time). A number, or write a time of yours:")
NOT_THERE = _(
    "I find nothing there that suits you both. Another day and time, please. For example: Thursday 6pm"
)
FROM_WHEN = _("I need to know from when on. For example: every Thursday 6pm from 17 December")

Spans = tuple[Between, ...]
Offers = Callable[["Chat", Spans], list[datetime]]


_OR = re.compile(r",?\s+(?:or|o)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picked:
    """One of the times that were offered: an aware UTC start."""

    start: datetime


@dataclass(frozen=True, slots=True)
class Within:
    """No time yet, but spans in which one could be."""

    spans: Spans

    def keep(self, chat: Chat) -> None:
        """Offer times in these spans from now on."""
        chat.answers.within = [edge for span in self.spans for edge in span]


def time_in(text: str, chat: Chat, offers: Offers, base: datetime | None = None) -> datetime | Within | Miss:
    """A time that is written (aware UTC), or spans in which something can be offered. `base`: the time that they had
    before, of which "an hour later" or "Friday at the same time" may speak."""
    bare = understand.changed(text) or text
    spans = understand.span(bare, now=chat.now, zone=chat.zone, language=chat.language)
    if isinstance(spans, Unclear):
        other = understand.other_time(text, base, now=chat.now, zone=chat.zone, language=chat.language)
        return other or _one_clear(bare, chat) or When().read(bare, chat)
    text = bare
    within = Within(tuple((one.since, one.till) for one in spans))
    if offers(chat, within.spans):
        chat.answers.begun = text  # "Thursday" may go on with its hour
        return within
    exact = When().read(text, chat)
    return Miss(NOT_THERE, lacking=True) if isinstance(exact, datetime) or not exact.lacking else exact


def _one_clear(text: str, chat: Chat) -> datetime | None:
    """The one clear of several times: "fri 18th 7pm or sat morning". It is read back. None when two may be meant."""
    parts = _OR.split(text)
    read = [understand.moment(one, now=chat.now, zone=chat.zone, language=chat.language) for one in parts]
    exact = [one for one in read if isinstance(one, datetime)]
    doubtful = any(isinstance(one, Unclear) and one.reason is Reason.AMBIGUOUS for one in read)
    return exact[0] if len(parts) > 1 and len(exact) == 1 and not doubtful else None


@dataclass(frozen=True, slots=True)
class TimeOrOffered:
    """One of the times that are offered, by its number, or another that is written; where there may be several, also all
    dates of a series."""

    offers: Offers
    several: bool = False

    def options(self, chat: Chat) -> tuple[str, ...]:
        """Looked up anew each time it is asked; kept, for a number means what was read."""
        edges: list[datetime] = chat.answers.within or []
        spans = tuple(zip(edges[::2], edges[1::2], strict=True))
        chat.answers.offered = self.offers(chat, spans) if chat.subject is not None else []
        return tuple(words.brief(start, chat.language, chat.zone) for start in chat.answers.offered)

    def read(self, text: str, chat: Chat) -> Picked | Within | Series | datetime | Miss:
        """What was picked or written."""
        offered: list[datetime] = chat.answers.offered or []
        index = understand.picked(text, len(offered))
        if index is not None:
            return Picked(offered[index])
        if self.several:
            found = understand.series(text, now=chat.now, zone=chat.zone, language=chat.language)
            if isinstance(found, Series):
                return found
            if found.reason is not Reason.UNREADABLE:
                return Miss(FROM_WHEN, lacking=True)
        return time_in(text, chat, self.offers, suggested_before(chat))


def suggested_before(chat: Chat) -> datetime | None:
    """The time that this person has suggested and nobody has answered, where the talk is about a pairing."""
    if not isinstance(chat.subject, Pairing):
        return None
    there = sessions.of_pairing(chat.db, chat.subject.id, ("proposed",))
    mine = [one for one in there if one.proposed_by == chat.sender.member_id and one.replaces_id is None]
    return mine[-1].starts_at if mine else None


def offers(
    chat: Chat, pairing: Pairing, within: Spans = (), instead: Meeting | None = None
) -> list[datetime]:
    """Up to three starts that suit both of these two, in the next two weeks or in spans that this person named; `instead`
    of a session that is booked."""
    people = (chat.member, pairing.partner(chat.sender.member_id))
    till = max((end for _since, end in within), default=chat.now + slots.AHEAD) + timedelta(days=1)
    mine, theirs = (_diary(chat, one, till, instead) for one in people)
    return slots.offered(mine, theirs, now=chat.now, minutes=session.minutes_of(chat, pairing), within=within)


def _diary(chat: Chat, member: Member, till: datetime, instead: Meeting | None) -> Diary:
    taken = sessions.taken(chat.db, member.id, chat.now, till)
    return Diary(
        member,
        free_windows(member.free),
        tuple((one.starts_at, one.ends_at) for one in taken if instead is None or one.id != instead.id),
    )


def how(chat: Chat, pairing: Pairing) -> str:
    """What may be written, in the words of who is asked: it depends on what is offered."""
    if chat.answers.offered:
        copy = THERE if chat.answers.within else THESE
        return chat.phrase(copy, city=words.city(chat.zone, chat.language))
    both = (chat.member, pairing.partner(chat.sender.member_id))
    return chat.phrase(NEVER if all(free_windows(one.free) for one in both) else OWN_WORDS)
