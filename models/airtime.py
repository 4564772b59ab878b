"""Airtime: whose turn it is in a circle, and until when. Equal shares of the time; whoever is first is so in turn. Pure.

Source: COACHING.md (equal time for each), and how action learning sets work: an opening, a turn for each, a closing round.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

LEAST, MOST = 3, 8  # people in a circle
EACH = timedelta(minutes=15)  # of a meeting, for each who may be in it
SHORTEST, LONGEST = timedelta(minutes=60), timedelta(minutes=120)
OPENING = 1 / 12  # of a meeting: arriving
CLOSING = 1 / 6  # the closing round


class Turn(NamedTuple):
    """One person's turn. Times are aware UTC."""

    member_id: int
    since: datetime
    till: datetime


Turns = tuple[Turn, ...]


def minutes_for(size: int) -> int:
    """How long a circle of this size meets, in minutes."""
    return int(min(max(size * EACH, SHORTEST), LONGEST) / timedelta(minutes=1))


def rotated(ids: Sequence[int], last: int | None) -> list[int]:
    """These people, by number, beginning with the one after `last`, whether or not that one is still there: so each is first
    in turn. Nobody was first yet: by number."""
    order = sorted(ids)
    later = [one for one in order if last is not None and one > last]
    return later + order[: len(order) - len(later)]


def spread(ids: Sequence[int], since: datetime, till: datetime) -> Turns:
    """A turn for each in this order, all of one length."""
    if not ids:
        return ()
    each = max(till - since, timedelta()) / len(ids)
    edges = [since + each * at for at in range(len(ids))] + [max(since, till)]
    return tuple(Turn(one, edges[at], edges[at + 1]) for at, one in enumerate(ids))


def speaking(turns: Turns, now: datetime) -> Turn | None:
    """Whose turn it is; None before the first and after the last."""
    return next((one for one in turns if one.since <= now < one.till), None)


def shared_anew(turns: Turns, order: Sequence[int], now: datetime, till: datetime) -> Turns:
    """The turns when, from `now` until `till`, those in `order` are yet to speak, the one speaking now among them or not. What
    was had stays. All who are left have the same in all: who speaks already has had some of it, and ends at once when that
    was more."""
    if now >= till:
        return turns
    current = speaking(turns, now)
    had = [one for one in turns if one.till <= now]
    if current is None or current.member_id not in order:
        cut = [current._replace(till=now)] if current is not None and current.since < now else []
        begins = max(now, turns[0].since) if turns else now
        return (*had, *cut, *spread(order, begins, till))
    others = [one for one in order if one != current.member_id]
    each = (till - current.since) / (len(others) + 1)
    ends = max(now, current.since + each) if others else max(now, till)
    return (*had, current._replace(till=ends), *spread(others, ends, till))


def to_speak(turns: Turns, now: datetime) -> list[int]:
    """Whose turn it is, and who is yet to have theirs, in order."""
    return [one.member_id for one in turns if one.till > now]


def without(turns: Turns, gone: int, now: datetime, till: datetime) -> Turns:
    """The turns when this person has gone: their time is shared equally among those who are yet to speak."""
    left = to_speak(turns, now)
    if gone not in left:
        return turns
    return shared_anew(turns, [one for one in left if one != gone], now, till)


def passed_on(turns: Turns, now: datetime, till: datetime) -> Turns:
    """The turns when the one who speaks is done: the next begins now, and what is left is shared equally."""
    current = speaking(turns, now)
    if current is None:
        return turns
    return shared_anew(turns, [one for one in to_speak(turns, now) if one != current.member_id], now, till)


def joined_by(turns: Turns, back: int, now: datetime, till: datetime) -> Turns:
    """The turns when this person has come, or come back: they speak last, unless they had all of a turn."""
    left = to_speak(turns, now)
    return turns if back in left else shared_anew(turns, [*left, back], now, till)


def later(turns: Turns, now: datetime, by: timedelta) -> Turns:
    """The turns after the clock stood still for so long until now: what wasn't over moves."""
    stood = now - by
    return tuple(
        one
        if one.till <= stood
        else Turn(one.member_id, one.since + by if one.since > stood else one.since, one.till + by)
        for one in turns
    )
