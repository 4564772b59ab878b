"""Parting: people who know each other's names go on no further. No reason is asked, and none is given to anybody."""

from collections.abc import Collection
from typing import Any

from flows.chat import Chat
from flows.flow import FLOWS
from flows.wording import Note, note
from flows.words import _, listed, shown
from models import circles, pairings, passing, sessions, wishes
from models.members import Member, coordinators
from models.pairings import Pairing

OVER_ALREADY = _("That was over already. When there is somebody for you, we'll text you.")
NOT_AFTER_ALL = note(
    _("You and {partner} won't be meeting after all. You're first in line for the next introduction.")
)
NOT_AFTER_ALL_BOOKED = note(
    _(
        "You and {partner} won't be meeting after all, and what you had booked is off. You're first in line for the next "
        "introduction."
    ),
    booked=True,
)
LET_GO = note(
    _(
        "You and {partners} won't be meeting after all, and that's fine. To be introduced to somebody else in this round, "
        "text IN."
    )
)
RING_IS_OVER = note(
    _("Your ring with {partners} won't be meeting after all. You're first in line for the next introduction.")
)
# Two who found each other in the directory, or to be heard: nobody introduced them to work together.
LINE_IS_CLOSED = note(
    _(
        "Your line with {partner} here is closed. It's nothing you did, and what you two said stays between you."
    )
)
LINE_IS_CLOSED_BOOKED = note(
    _("Your line with {partner} here is closed, and what you had booked is off. It's nothing you did."),
    booked=True,
)
BOTH_FREE = note(_("{one} and {two} won't be meeting after all. Both are free again."))
BOOKED = {NOT_AFTER_ALL: NOT_AFTER_ALL_BOOKED, LINE_IS_CLOSED: LINE_IS_CLOSED_BOOKED}


def part(
    chat: Chat,
    pairing: Pairing,
    unaware: Note = NOT_AFTER_ALL,
    *,
    for_good: bool = True,
    gone: Collection[int] = (),
) -> set[int]:
    """These people won't meet after all. The others read the same words whatever the reason; `unaware`: when they
    haven't read yet that all said yes, and with whom. `for_good`: the person of this chat isn't introduced to them again.
    `gone`: who is out of the round with it. In a round all others are introduced to somebody else at once, where that can
    be. Returns to whom that happened."""
    from flows import introduction  # introductions lead to agreements, and what is parted leads back to them

    me = chat.member
    knew = {one.id for one in pairing.others(me.id) if knows(chat, one, pairing)}
    booked = _is_booked(chat, pairing)
    end(chat, pairing)
    for other in pairing.others(me.id) if for_good else []:
        wishes.block(chat.db, me.id, other.id, wishes.PARTED)
        _say_shared(chat, other)
    placed = introduction.free(chat, pairing, set(gone), set())
    for other in pairing.others(me.id):
        words, facts = words_for(pairing, other, gone)
        words = BOOKED.get(words, words) if booked else words
        chat.tell(other, words if other.id in knew or unaware is NOT_AFTER_ALL else unaware, **facts)
    if pairing.round_id is None and not gone and not pairing.is_line:
        for coordinator in coordinators(chat.db):
            chat.tell(coordinator, BOTH_FREE, one=me, two=pairing.partner(me.id))
    return placed


def _say_shared(chat: Chat, other: Member) -> None:
    """Parting as two ends nothing else: whether they stay in a circle with that person is theirs to say."""
    for one in circles.of_member(chat.db, chat.sender.member_id):
        if one.has(other.id):
            chat.say(
                _("You're both still in the circle \"{topic}\". If you'd rather not be: LEAVE CIRCLE"),
                topic=one.topic,
            )


def part_them(chat: Chat, pairing: Pairing) -> set[int]:
    """A coordinator was asked to part these people, who are met or agreed. All read the same words, and no reason. Returns
    who is introduced to somebody else."""
    from flows import introduction

    knew = {side.member_id for side in pairing.sides if knows(chat, side.member, pairing)}
    booked = _is_booked(chat, pairing)
    end(chat, pairing)
    keep_apart(chat, pairing)
    placed = introduction.free(chat, pairing, set(), set())
    for side in pairing.sides:
        reader = side.member
        words, facts = words_for(pairing, reader)
        words = BOOKED.get(words, words) if booked else words
        if reader.id != chat.sender.member_id:
            chat.tell(
                reader,
                words if reader.id in knew else introduction.NO_FIT,
                **(facts if reader.id in knew else {}),
            )
    if pairing.round_id is None and not pairing.is_ring and not pairing.is_line:
        one, two = (side.member for side in pairing.sides)
        for coordinator in coordinators(chat.db):
            if coordinator.id not in (one.id, two.id, chat.sender.member_id):
                chat.tell(coordinator, BOTH_FREE, one=one, two=two)
    return placed


def _is_booked(chat: Chat, pairing: Pairing) -> bool:
    """Whether they had something planned, in a ring on any of its legs."""
    each = (pairing, *pairings.legs(chat.db, pairing.id))
    there = [meeting for one in each for meeting in sessions.of_pairing(chat.db, one.id, ("booked",))]
    return any(meeting.starts_at >= chat.now for meeting in there)


def keep_apart(chat: Chat, pairing: Pairing) -> None:
    """None of them is introduced to another of them again."""
    ids = [side.member_id for side in pairing.sides]
    for at, one in enumerate(ids):
        for two in ids[at + 1 :]:
            wishes.block(chat.db, one, two, wishes.PARTED)


def end(chat: Chat, pairing: Pairing) -> None:
    """These people go on no further, in a ring on none of its legs: what was to come is off, what was asked is not asked
    any more. Nobody is told here."""
    for each in (pairing, *pairings.legs(chat.db, pairing.id)):
        if each.status in pairings.GOING:
            pairings.end(each, "ended")
            _call_off_sessions(chat, each)
    chat.flush()
    passing.withdraw(chat.connection, [side.member_id for side in pairing.sides])
    for name in ("agreement", "ring_agreement"):
        chat.call_off(FLOWS[name], pairing)


def words_for(pairing: Pairing, reader: Member, gone: Collection[int] = ()) -> tuple[Note, dict[str, Any]]:
    """That it is over, as one of these people reads it, with its facts."""
    shown_to = reader.language, reader.zone
    names = listed((shown(one, *shown_to) for one in pairing.others(reader.id)), reader.language)
    if pairing.round_id is not None and reader.id in gone:
        return LET_GO, {"partners": names}
    if pairing.is_line:
        return LINE_IS_CLOSED, {"partner": pairing.partner(reader.id)}
    if pairing.is_ring:
        return RING_IS_OVER, {"partners": names}
    return NOT_AFTER_ALL, {"partner": pairing.partner(reader.id)}


def knows(chat: Chat, other: Member, pairing: Pairing) -> bool:
    """Whether somebody has read that all said yes."""
    flow = FLOWS["ring_agreement" if pairing.is_ring else "agreement"]
    return chat.was_asked(other, flow, pairing) or pairing.side(other.id).agreed_at is not None


def _call_off_sessions(chat: Chat, pairing: Pairing) -> None:
    """What was to come, is off."""
    for meeting in sessions.of_pairing(chat.db, pairing.id, ("booked", "proposed", "off")):
        if meeting.starts_at >= chat.now:
            chat.lock(meeting)
            meeting.status = "replaced" if meeting.status == "proposed" else "called_off"
            chat.call_off(FLOWS["confirming"], meeting)
    for name in ("booking", "place"):
        chat.call_off(FLOWS[name], pairing)
