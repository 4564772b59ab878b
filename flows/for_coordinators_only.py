"""Feedback that the coordinators read: all of them but those it may be about."""

from flows.chat import Chat
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models.members import Member, coordinators
from models.sessions import Meeting

TO_COORDINATORS = note(_("{who} wrote to the coordinators after a session: {words}"))


def give(chat: Chat, meeting: Meeting, words: str) -> bool:
    """Let them read it. Whether there was anybody who may: not who coaches with its writer, nor who is named in it."""
    near = {side.member_id for side in meeting.pairing.sides} | {one.id for one in chat.partners}
    readers = [
        one
        for one in coordinators(chat.db)
        if one.id not in near and not _is_named(one, words) and _reads(one)
    ]
    for one in readers:
        chat.tell(one, TO_COORDINATORS, who=chat.member, words=words)
    return bool(readers)


def _reads(one: Member) -> bool:
    return one.stopped_at is None and one.address_id is not None


def _is_named(one: Member, words: str) -> bool:
    """Whether any part of their name stands in it, as a word of its own."""
    said = set("".join(sign if sign.isalnum() else " " for sign in fold(words)).split())
    return any(part in said for part in fold(one.name or "").split() if len(part) > 2)
