"""When a time is asked for: what is offered, and the ways to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows import session, slots, understand, words
from flows.chat import Chat
from flows.community import free_windows
from flows.expects import When
from flows.flow import Miss
from flows.slots import Between, Diary
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


@dataclass(frozen=True, slots=True)
class Picked:
    """One of the times that were offered: an aware UTC start."""

    start: datetime


@dataclass(frozen=True, slots=True)
class TimeOrOffered:
    """One of the times that are offered, by its number, or another that is written."""

    offers: Callable[[Chat], list[datetime]]

    def options(self, chat: Chat) -> tuple[str, ...]:
        """Looked up anew each time it is asked; kept, for a number means what was read."""
        chat.answers.offered = self.offers(chat) if chat.subject is not None else []
        return tuple(words.brief(start, chat.language, chat.zone) for start in chat.answers.offered)

    def read(self, text: str, chat: Chat) -> Picked | datetime | Miss:
        """What was picked, or an aware UTC time to come."""
        offered: list[datetime] = chat.answers.offered or []
        number = understand.number(text)
        if number is not None and 1 <= number <= len(offered):
            return Picked(offered[int(number) - 1])
        return When().read(text, chat)


def offers(
    chat: Chat, pairing: Pairing, within: Sequence[Between] = (), instead: Meeting | None = None
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
        return chat.phrase(THESE, city=words.city(chat.zone, chat.language))
    both = (chat.member, pairing.partner(chat.sender.member_id))
    return chat.phrase(NEVER if all(free_windows(one.free) for one in both) else OWN_WORDS)
