"""Who is meant: a name, nearly a name, or a number; of several, one question."""

from typing import Any

from rapidfuzz import fuzz, process

from flows.chat import Chat
from flows.understand import fold
from flows.words import _
from models import members
from models.members import Member

NEAR = 82  # how alike a name must be to be meant, of 100


def find(chat: Chat, name: str) -> list[Member]:
    """Whom this may mean: nobody, one, or several alike."""
    number = name.removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        by_number = chat.db.get(Member, int(number))
        if by_number is not None:
            return [by_number]
    known = {member.id: member for member in members.named(chat.db)}
    folded = {member.id: fold(member.name or "") for member in known.values()}
    wanted = fold(name)
    exact = [member_id for member_id, its in folded.items() if its == wanted]
    near = exact or [
        member_id
        for _name, score, member_id in process.extract(wanted, folded, scorer=fuzz.WRatio, limit=5)
        if score >= NEAR
    ]
    return [known[member_id] for member_id in near]


def listed(chat: Chat, member: Member) -> str:
    """A person in a list of several, with their number."""
    return f"#{member.id} {told_apart(chat, member)}"


def told_apart(chat: Chat, member: Member) -> str:
    """A person, with something to tell them apart from others of their name."""
    facts: dict[str, Any] = {"who": member}
    return f"{chat.phrase('{who}', **facts)}, {member.credential.body if member.credential else '-'}"


def stopped(chat: Chat, member: Member) -> bool:
    """Whether this person wants no texts, having said so."""
    if member.stopped_at is not None:
        chat.say(_("{who} has asked us to send no more texts, so I haven't."), who=member)
    return member.stopped_at is not None
