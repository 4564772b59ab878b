"""Passing words on from one partner to the other. Nobody sees the other's number, and nothing of it is kept: the text
that brought the words isn't, nor our answer that repeats some of them, nor, once it has arrived, the letter
(`models/passing.py`).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flows.chat import Chat
from flows.later import later_for
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _
from models import nudges, pairings, passing, talks, wishes
from models.members import Member
from models.pairings import Pairing

MOST = 1200  # characters of one text
LATELY = timedelta(hours=24)  # an answer to a partner comes within a day
SHOWN = 40  # characters of what was written that are said again
SILENCE = timedelta(minutes=30)  # after it a chat is closed
TOGETHER = timedelta(minutes=2)  # what is lost within them is told once

WRITES = note(_("{who} writes: {words}\n\nTo answer, text REPLY: and your words. Or text CHAT."))
IN_CHAT = note(_("{who}: {words}"))
NOT_ARRIVED = note(
    _(
        "What you wrote to {partner} hasn't arrived, and I can't say why. You may like to try again in a while."
    )
)
NOT_NOW = _("{partner} can't be reached by text just now, so I haven't sent it.")


def partners(chat: Chat) -> list[Pairing]:
    """What this person has with each partner whose name they know and who knows theirs, the newest first."""
    mine = chat.sender.member_id
    going = pairings.going(chat.db, mine, ("agreed",))
    return list({one.partner(mine).id: one for one in reversed(going)}.values())[::-1]


def with_id(chat: Chat, pairing_id: int | str | None) -> Pairing | None:
    """One of their pairings, whatever became of it meanwhile."""
    return chat.db.get(Pairing, int(pairing_id)) if pairing_id else None


def partner(chat: Chat, pairing: Pairing) -> Member:
    """Who it is with."""
    return pairing.partner(chat.sender.member_id)


def reachable(chat: Chat, pairing: Pairing) -> bool:
    """Whether words may go to this partner. Nobody is told why not."""
    to = partner(chat, pairing)
    there = pairing.status == "agreed" and to.stopped_at is None and to.address_id is not None
    return there and not wishes.blocked(chat.db, chat.sender.member_id, to.id)


def write(chat: Chat, pairing: Pairing, words: str) -> None:
    """Pass `words` on and say so, with the first of them; or say that it can't be done now."""
    chat.lock(pairing)
    to = partner(chat, pairing)
    chat.forgotten = True
    if not reachable(chat, pairing):
        chat.say(NOT_NOW, partner=to)
        return
    later = later_for(chat, to)
    hand_on(chat, to, WRITES if not _chats(chat, to, pairing) else IN_CHAT, who=chat.member, words=words)
    if later is not None:
        chat.say(
            _("I've written to {partner}, who reads it {later}: {words}"),
            keep_only=_("I've written to {partner}, who reads it {later}."),
            partner=to,
            later=later,
            words=shortened(words),
        )
    else:
        chat.say(
            _("I've written to {partner}: {words}"),
            keep_only=_("I've written to {partner}."),
            partner=to,
            words=shortened(words),
        )


def write_in_chat(chat: Chat, pairing: Pairing, words: str) -> bool:
    """Pass `words` on from an open chat. False when that can't be done; nothing is said of it."""
    to = partner(chat, pairing)
    if not reachable(chat, pairing):
        return False
    later = later_for(chat, to)
    hand_on(chat, to, IN_CHAT if _chats(chat, to, pairing) else WRITES, who=chat.member, words=words)
    if later is not None:
        chat.say(_("Sent. {partner} reads it {later}."), partner=to, later=later)
    else:
        chat.say(_("Sent."))
    return True


def hand_on(chat: Chat, to: Member, copy: Note, **facts: Any) -> None:
    """Text somebody what is forgotten once it has arrived, with this person as its author."""
    before = len(chat.drafts)
    chat.tell(to, copy, **facts)
    chat.drafts[before:] = [replace(one, author=chat.sender.member_id) for one in chat.drafts[before:]]


def _chats(chat: Chat, to: Member, pairing: Pairing) -> bool:
    """Whether they have a chat with this person open, and need not be told how to answer."""
    row = talks.open_for(chat.connection, to.id)
    if row is None or row.flow != "partner_chat" or row.about != pairing.id:
        return False
    return bool(chat.now - row.memory.get("answers", {}).get("since", chat.now) <= SILENCE)


def shortened(words: str) -> str:
    """The beginning of it."""
    line = " ".join(words.split())
    if len(line) <= SHOWN:
        return line
    return f"{line[:SHOWN].rpartition(' ')[0] or line[:SHOWN]}…"


def lately(chat: Chat, since: datetime | None = None) -> Pairing | None:
    """The pairing with whoever wrote to this person last, within a day and after `since` (aware UTC); else the line that was
    opened since: the first hello is for them."""
    earliest = max(chat.now - LATELY, since or chat.now - LATELY)
    row = passing.last_to(chat.connection, chat.sender.member_id, earliest)
    there = partners(chat)
    wrote = (one for one in there if row is not None and partner(chat, one).id == row.author_id)
    opened = (one for one in there if one.is_line and one.created_at > earliest)
    return next(wrote, None) or next(opened, None)


@nudge("not-arrived", manner=Manner.AWAITED, lapse=timedelta(days=2))
def not_arrived(chat: Chat, letter_id: int) -> None:
    """What they wrote won't reach its reader. They aren't told why."""
    reader = passing.lost(chat.connection, letter_id)
    if reader is not None:
        chat.say(NOT_ARRIVED, partner=chat.db.get_one(Member, reader))


def withdraw_for(chat: Chat) -> None:
    """This person can't be reached any more: who wrote to them, and isn't read yet, learns that it didn't arrive."""
    for row in passing.waiting_for(chat.connection, chat.sender.member_id):
        due = chat.now + TOGETHER
        nudges.plan(chat.connection, not_arrived.name, row.author_id, row.id, due, due + not_arrived.lapse)
