"""What is planned for two, or a ring, as they come along: when they have agreed, and when a session of theirs happened."""

from datetime import datetime, timedelta

from flows import closing, half_way, quiet, rematch, stalled
from flows.chat import Chat
from models.pairings import Pairing
from models.rounds import Round
from models.sessions import Meeting

WITHOUT_A_ROUND = 3  # sessions, after which they are asked how it shall go on


def begin(chat: Chat, pairing: Pairing) -> None:
    """They have agreed: two, or a leg of a ring."""
    stalled.begin(chat, pairing)
    if pairing.round_id is None:
        return
    whole = rematch.whole(chat, pairing)
    of = chat.db.get_one(Round, pairing.round_id)
    half = of.starts_on + timedelta(days=of.weeks * 7 // 2)
    for side in whole.sides:
        at = quiet.morning_of(side.member, half)
        if at > chat.now:
            half_way.by_weeks.plan(chat, side.member, whole, at)
        closing.by_weeks.plan(
            chat, side.member, whole, quiet.morning_of(side.member, of.last_day + timedelta(days=1))
        )


def met(chat: Chat, meeting: Meeting) -> None:
    """A session of theirs happened. Said twice is planned once."""
    chat.flush()
    for side in meeting.pairing.sides:
        stalled.later.plan(chat, side.member, meeting)
    whole = rematch.whole(chat, meeting.pairing)
    had, planned = half_way.had(chat, whole), _planned(chat, whole)
    if planned is not None and had >= planned:
        kind, wait = closing.by_sessions, closing.SETTLES
    elif had * 2 >= (planned or WITHOUT_A_ROUND * 2):
        kind, wait = half_way.by_sessions, half_way.SETTLES
    else:
        return
    due: datetime = chat.now + wait
    for side in whole.sides:
        kind.plan(chat, side.member, whole, due)


def _planned(chat: Chat, whole: Pairing) -> int | None:
    """How many sessions their round has for them, in a ring on all its legs."""
    if whole.round_id is None:
        return None
    return chat.db.get_one(Round, whole.round_id).sessions * (len(whole.sides) if whole.is_ring else 1)
