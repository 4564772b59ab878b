"""What came of letters: Twilio has it, refused it, told of it later; it waits for a way, is sent again, or is dead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, and_, bindparam, case, literal, null, or_, select, update

from models import clock, numbers, outbox
from models.base import AnyRow, table_of
from models.line import HEARD, SHOWN
from models.members import Address
from models.outbox import LETTER, PATIENCE, Haste, Letter

ASKED_FOR = timedelta(days=1)  # after that a text is nobody's news
_TABLE, _ADDRESS = table_of(Letter), table_of(Address)

_MINE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("letter_id"), _TABLE.c.ref == bindparam("its_ref"))
    .where(_TABLE.c.status == "sending")
)
# Until now it had not been taken at all, through no fault of the letter: what comes after is its first failure.
_NOT_TAKEN = ("429", "20429", "unreachable", "unclear")
_ACCEPTED = _MINE.values(
    status="accepted",
    sid=bindparam("b_sid"),
    error=None,
    attempts=case((or_(*(_TABLE.c.error == code for code in _NOT_TAKEN)), 1), else_=_TABLE.c.attempts),
)
_LOOK_LATER = _MINE.values(claimed_at=bindparam("b_claimed"), error="unclear")


def accepted(connection: Connection, sids: Sequence[tuple[int, str, str]]) -> None:
    """Twilio has these: (letter, ref, sid). A callback may have told us already."""
    if sids:
        rows = [{"letter_id": one, "its_ref": ref, "b_sid": sid} for one, ref, sid in sids]
        connection.execute(_ACCEPTED, rows)


def look_later(connection: Connection, unclear: Sequence[tuple[int, str, timedelta]]) -> None:
    """Nobody knows whether these were sent: (letter, ref, how long to wait until it is asked). At least a lease."""
    if unclear:
        now = clock.wall()
        rows = [
            {"letter_id": one, "its_ref": ref, "b_claimed": now + max(wait - outbox.LEASE, timedelta(0))}
            for one, ref, wait in unclear
        ]
        connection.execute(_LOOK_LATER, rows)


def anew(connection: Connection, letter_id: int, ref: str) -> str | None:
    """It was looked up and isn't at Twilio, so it is sent as a new text, under the new ref that this returns: what is
    still said of an earlier one that failed isn't about this. None when the letter has moved on meanwhile."""
    renewed = uuid4().hex
    mine = _TABLE.c.id == letter_id, _TABLE.c.ref == ref, _TABLE.c.status == "sending"
    moved = connection.execute(update(_TABLE).where(*mine).values(ref=renewed))
    return renewed if moved.rowcount == 1 else None


def again(
    connection: Connection, letter_id: int, wait: timedelta, error: str | None, tried: bool = True
) -> None:
    """Send it once more after a while, as a new text: what is still said of the old one isn't about this.

    One that never left keeps its place in the line; one that failed on its way joins it anew, and holds up nobody.
    `tried` False: it was not the letter's fault and isn't counted.
    """
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(LETTER.before("queued")))
    later = clock.now() + wait
    values: dict[str, Any] = {
        "status": "queued",
        "due_at": case((_TABLE.c.status == "sending", _TABLE.c.due_at), else_=later),
        "ref": uuid4().hex,
        "sid": None,
        "error": error,
        "not_before": later,
    }
    if not tried:
        values["attempts"] = _TABLE.c.attempts - 1
    connection.execute(mine.values(values))


def hold(connection: Connection, letter_id: int, error: str) -> None:
    """There is no way to this person now; it waits until there is, or until it is too late."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(LETTER.before("held")))
    connection.execute(mine.values(status="held", error=error))


def move_any(connection: Connection, letter_id: int, status: str, error: str) -> None:
    """Let a letter move on from wherever it may."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(LETTER.before(status)))
    connection.execute(mine.values(status=status, error=error))


def fail(connection: Connection, letter_id: int, error: str) -> None:
    """It won't arrive: a dead letter, which a coordinator can see and send again."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(LETTER.before("failed")))
    connection.execute(mine.values(status="failed", error=error))


def release(connection: Connection, address_id: int) -> int:
    """They have texted us from there: what was held for them is queued. How many."""
    theirs = _TABLE.c.address_id == address_id, _TABLE.c.status == "held"
    # It comes before the answer to their text, so it is as urgent as that.
    return connection.execute(
        update(_TABLE).where(*theirs).values(status="queued", haste=Haste.USUAL)
    ).rowcount


def release_all(connection: Connection) -> None:
    """There are new ways: look at everything that is held anew."""
    connection.execute(update(_TABLE).where(_TABLE.c.status == "held").values(status="queued", error=None))


def release_open(connection: Connection, window: timedelta) -> None:
    """Queue what is held although there is a way again: the address isn't parked, and on WhatsApp a text came within
    `window`; for a letter that was tried, since then, because Twilio may have said that the window is closed."""
    opened = and_(clock.now() - window < HEARD, or_(_TABLE.c.attempts == 0, _TABLE.c.not_before < HEARD))
    way = select(_ADDRESS.c.id).where(
        _ADDRESS.c.id == _TABLE.c.address_id,
        _ADDRESS.c.parked_at.is_(None),
        or_(_ADDRESS.c.channel == "sms", opened),
    )
    connection.execute(update(_TABLE).where(_TABLE.c.status == "held", way.exists()).values(status="queued"))


def is_held(connection: Connection, address_id: int, error: str) -> bool:
    """Whether something is held for this address, for this reason."""
    theirs = _TABLE.c.address_id == address_id, _TABLE.c.status == "held", _TABLE.c.error == error
    return connection.execute(select(_TABLE.c.id).where(*theirs).limit(1)).first() is not None


def failing(connection: Connection, address_id: int, in_a_row: int) -> bool:
    """Whether the last so many letters to this address all failed."""
    tried = (
        _TABLE.c.address_id == address_id,
        _TABLE.c.status.not_in(("queued", "held", "withdrawn", "sending")),
    )
    last = select(_TABLE.c.status).where(*tried).order_by(_TABLE.c.id.desc()).limit(in_a_row)
    found = list(connection.execute(last).scalars())
    return len(found) == in_a_row and set(found) == {"failed"}


def too_late(connection: Connection, most: int) -> list[AnyRow]:
    """Letters that never found a way and are of no use any more, locked."""
    late = SHOWN.where(_TABLE.c.status == "held", _TABLE.c.not_after < clock.now())
    rows = late.order_by(_TABLE.c.id).limit(most).with_for_update(of=_TABLE, skip_locked=True)
    return list(connection.execute(rows))


def dead(connection: Connection, most: int) -> list[AnyRow]:
    """Dead letters, and those held for an address that nothing gets to, the newest first; no discreet ones."""
    stuck = and_(_TABLE.c.status == "held", _ADDRESS.c.parked_at.is_not(None))
    rows = (
        SHOWN.where(or_(_TABLE.c.status == "failed", stuck), _TABLE.c.id > 0)
        .order_by(_TABLE.c.id.desc())
        .limit(most)
    )
    return list(connection.execute(rows))


def revive(connection: Connection, letter_id: int, address_id: int | None, due: datetime) -> bool:
    """Send one of these again at `due`, as if it were new; to another address, if one is given. Whether it was still
    one of them."""
    dead_one = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(("failed", "held")))
    values: dict[str, Any] = {
        "status": "queued",
        "ref": uuid4().hex,
        "sid": None,
        "error": None,
        "attempts": 0,
        "due_at": due,
        "not_before": due,
        "not_after": due + PATIENCE,
    }
    if address_id is not None:
        values["address_id"] = address_id
    else:  # a person asks for it, so it is tried even where nothing got to before
        there = select(_TABLE.c.address_id).where(_TABLE.c.id == letter_id).scalar_subquery()
        works = update(_ADDRESS).where(_ADDRESS.c.id == there)
        connection.execute(works.values(parked_at=None, parked_for=None))
    return connection.execute(dead_one.values(values)).rowcount == 1


def unclaimed_sid(connection: Connection, sids: list[str]) -> str | None:
    """The first of these sids, the oldest being last, that no row has."""
    known = set(connection.execute(select(_TABLE.c.sid).where(_TABLE.c.sid.in_(sids))).scalars())
    return next((sid for sid in reversed(sids) if sid not in known), None)


# Twilio's words for what became of a text, and ours.
REPORTS = {
    "accepted": "accepted",
    "scheduled": "accepted",
    "queued": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "delivered": "delivered",
    "partially_delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}


# Words that were only passed on have arrived, and nobody needs them here any more.
_PASSED_ON = _TABLE.c.author_id.is_not(None)
_WITHOUT_WORDS = {
    "body": case((_PASSED_ON, literal("", _TABLE.c.body.type)), else_=_TABLE.c.body),
    "wording": case((_PASSED_ON, null()), else_=_TABLE.c.wording),
}


def reported(connection: Connection, ref: str, sid: str, report: str, error: str | None) -> int | None:
    """Note a status callback. They come in any order, even before the call they are about returned: a status only
    moves on. `ref` is ours, from the callback's URL; an unknown text or report changes nothing.

    Returns the letter's id when it has just failed.
    """
    status = REPORTS.get(report)
    if status is None:
        return None
    this = or_(_TABLE.c.sid == sid, and_(_TABLE.c.ref == ref, _TABLE.c.sid.is_(None)))
    moved = update(_TABLE).where(this, _TABLE.c.status.in_(LETTER.before(status)))
    if status in ("delivered", "read"):
        moved = moved.values(_WITHOUT_WORDS)
    found = connection.execute(
        moved.values(status=status, sid=sid, error=error).returning(
            _TABLE.c.id, _TABLE.c.number, _TABLE.c.claimed_at
        )
    ).first()
    if found is None:
        return None
    if status in ("sent", "delivered", "read") and found.number and found.claimed_at:
        numbers.resume(connection, found.number, found.claimed_at, arrived=True)
    return int(found.id) if status == "failed" else None


def silent(connection: Connection, since: timedelta, most: int) -> list[AnyRow]:
    """Letters that Twilio took longer ago than `since` and has said nothing of; a day later nobody asks any more.

    They are not given out again for as long.
    """
    now = clock.wall()
    quiet = _TABLE.c.status == "accepted", _TABLE.c.claimed_at < now - since
    rows = select(_TABLE.c.id, _TABLE.c.ref, _TABLE.c.sid).where(
        *quiet, _TABLE.c.due_at > clock.now() - ASKED_FOR
    )
    found = list(connection.execute(rows.order_by(_TABLE.c.id).limit(most).with_for_update(skip_locked=True)))
    asked = update(_TABLE).where(_TABLE.c.id.in_([row.id for row in found]))
    connection.execute(asked.values(claimed_at=now))
    return found
