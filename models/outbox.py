"""The outbox: every text that can't be the answer to an inbound one, until Twilio has it and says how it went.

A letter joins its address's line when it is due; letters of one line leave one after another. `due_at` is for the
person's sake (not at night, not in a pause), `not_before` for the carrier's (tried too soon).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from models import clock, numbers
from models.base import AnyRow, Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Address, Member
from models.sealing import Sealed, SealedJSON
from models.texts import Text

LETTER = Lifecycle(
    "letter",
    {
        # A callback may tell of a text that we believe is still here.
        "queued": ("sending", "held", "withdrawn", "accepted", "sent", "delivered", "read", "failed"),
        "sending": ("queued", "held", "accepted", "sent", "delivered", "read", "failed", "withdrawn"),
        "held": ("queued", "failed", "withdrawn"),  # no way to this person just now
        "accepted": ("sent", "delivered", "read", "failed", "queued"),
        "sent": ("delivered", "read", "failed", "queued"),
        "delivered": ("read",),
        "read": (),
        # A late receipt outranks an early failure; and a letter may be sent again.
        "failed": ("delivered", "read", "queued", "withdrawn"),
        "withdrawn": (),
    },
)
# Longer than asking Twilio and then sending may take: four times messaging.sending.TIMEOUT. After that somebody
# else may ask what became of it.
LEASE = timedelta(seconds=40)
DONE = ("accepted", "sent", "delivered", "read", "failed", "withdrawn")
PATIENCE = timedelta(days=3)  # how long a letter waits for a way to its person, unless it says otherwise


class Letter(HasLifecycle, Base):
    """One text to one address."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_status_due_id", "status", "due_at", "id"),
        Index("ix_outbox_address_status", "address_id", "status"),
    )
    lifecycle = LETTER

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)  # what the status callback's URL carries
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    status: Mapped[str] = mapped_column(String(16), default="queued")
    body: Mapped[str] = mapped_column(Sealed("outbox.body"))
    # The copy the body was made of, with its facts and options: what a template or buttons need.
    wording: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("outbox.wording"))
    answers: Mapped[str | None] = mapped_column(String(64))  # the sid of the text this is the answer to
    number: Mapped[str | None] = mapped_column(String(64))  # which of ours it last left from
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error: Mapped[str | None] = mapped_column(String(40))  # Twilio's code or ours, never words
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    not_before: Mapped[datetime] = mapped_column(default=clock.now)
    not_after: Mapped[datetime]  # too late to be of use: a coordinator is told
    claimed_at: Mapped[datetime | None]  # wall clock
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


_TABLE = table_of(Letter)
_PUT = insert(_TABLE).values(status=literal_column("'queued'"), attempts=literal_column("0"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be written. Times are aware UTC; without them it is due now and waits as long as we have patience."""

    address_id: int
    body: str
    wording: dict[str, Any] | None = None
    answers: str | None = None
    due: datetime | None = None
    not_after: datetime | None = None


def put(connection: Connection, drafts: Sequence[Draft]) -> None:
    """Write letters, in order, with one statement. Delivery takes them from here."""
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "ref": uuid4().hex,
            "address_id": draft.address_id,
            "body": draft.body,
            "due_at": draft.due or now,
            "not_before": draft.due or now,
            "not_after": draft.not_after or (draft.due or now) + PATIENCE,
            "created_at": now,
        }
        for draft in drafts
    ]
    if any(draft.wording or draft.answers for draft in drafts):  # few letters on SMS have them
        for row, draft in zip(rows, drafts, strict=True):
            row |= {"wording": draft.wording, "answers": draft.answers}
    if rows:
        connection.execute(_PUT, rows)


def hasten(connection: Connection, member_id: int) -> None:
    """What waits for an hour of this person's may leave now."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    dated = update(_TABLE).where(
        _TABLE.c.address_id.in_(theirs),
        _TABLE.c.status == "queued",
        _TABLE.c.due_at > clock.now(),
        _TABLE.c.attempts == 0,  # one that was tried waits for the carrier, not for them
    )
    connection.execute(dated.values(due_at=clock.now(), not_before=clock.now()))


def withdraw(connection: Connection, member_id: int) -> None:
    """What has not left yet for this person stays here; what a worker holds is looked at when it comes back."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    waiting = update(_TABLE).where(_TABLE.c.address_id.in_(theirs), _TABLE.c.status.in_(("queued", "held")))
    connection.execute(waiting.values(status="withdrawn"))


# What a worker looks at.

_OTHER, _ADDRESS, _MEMBER, _TEXT = _TABLE.alias(), table_of(Address), table_of(Member), table_of(Text)
_HEARD = (
    select(_TEXT.c.received_at)
    .where(_TEXT.c.address_id == _TABLE.c.address_id)
    .order_by(_TEXT.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_SHOWN = (
    select(
        _TABLE,
        _ADDRESS.c.address,
        _ADDRESS.c.channel,
        _ADDRESS.c.number.label("texts_with"),
        _ADDRESS.c.parked_at,
        _MEMBER.c.id.label("member_id"),
        _MEMBER.c.stopped_at,
        _HEARD.label("heard_at"),
    )
    .join_from(_TABLE, _ADDRESS, _TABLE.c.address_id == _ADDRESS.c.id)
    .join(_MEMBER, _ADDRESS.c.member_id == _MEMBER.c.id)
)
_ITS_TURN = ~(
    select(_OTHER.c.id)
    .where(
        _OTHER.c.address_id == _TABLE.c.address_id,
        # Follows from what is below; without it PostgreSQL, until it has statistics, looks through all that waits.
        _OTHER.c.status.in_(("queued", "sending")),
        or_(
            _OTHER.c.status == "sending",
            and_(
                _OTHER.c.status == "queued",
                _OTHER.c.due_at <= bindparam("now"),
                tuple_(_OTHER.c.due_at, _OTHER.c.id) < tuple_(_TABLE.c.due_at, _TABLE.c.id),
            ),
        ),
    )
    .exists()
)
_READY = (
    _SHOWN.where(
        _TABLE.c.status == "queued",
        _TABLE.c.due_at <= bindparam("now"),
        _TABLE.c.not_before <= bindparam("now"),
        func.coalesce(_ADDRESS.c.number, "").not_in(bindparam("busy", expanding=True)),
        _ITS_TURN,
    )
    .order_by(_TABLE.c.due_at, _TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_TABLE, skip_locked=True)
)
_ABANDONED = (
    _SHOWN.where(_TABLE.c.status == "sending", _TABLE.c.claimed_at < bindparam("expired"))
    .order_by(_TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=_TABLE, skip_locked=True)
)
_TAKE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("letter_id"))
    .values(
        status="sending",
        claimed_at=bindparam("b_now"),
        number=bindparam("b_number"),
        attempts=_TABLE.c.attempts + 1,
    )
)
_MOVE = update(_TABLE).where(_TABLE.c.id == bindparam("letter_id")).values(status=bindparam("b_status"))


def ready(connection: Connection, busy: Sequence[str], most: int) -> list[AnyRow]:
    """Letters whose turn it is, locked, the longest due first; not those that text with a number that is busy."""
    return list(connection.execute(_READY, {"now": clock.now(), "busy": [*busy, "-"], "most": most}))


def abandoned(connection: Connection, most: int) -> list[AnyRow]:
    """Letters that a worker took and never told the end of, locked. Nobody knows what became of them."""
    return list(connection.execute(_ABANDONED, {"expired": clock.wall() - LEASE, "most": most}))


def take(connection: Connection, numbers: dict[int, str]) -> datetime:
    """These letters are ours for the length of a lease, to leave from these numbers. When it began, wall clock."""
    now = clock.wall()
    if numbers:
        rows = [{"letter_id": one, "b_now": now, "b_number": number} for one, number in numbers.items()]
        connection.execute(_TAKE, rows)
    return now


def move(connection: Connection, status: str, letter_ids: Sequence[int]) -> None:
    """Let these letters, locked by `ready`, be held, withdrawn or failed."""
    LETTER.check("queued", status)
    if letter_ids:
        connection.execute(_MOVE, [{"letter_id": one, "b_status": status} for one in letter_ids])


def readdress(connection: Connection, letter_id: int, address_id: int) -> None:
    """Send a letter that is queued or held to another address of the same person, in that one's line."""
    mine = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(("queued", "held")))
    connection.execute(mine.values(address_id=address_id, status="queued", not_before=clock.now()))


def readdress_all(connection: Connection, old_id: int, new_id: int) -> None:
    """Send all that is queued or held for one address to another of the same person."""
    waiting = update(_TABLE).where(_TABLE.c.address_id == old_id, _TABLE.c.status.in_(("queued", "held")))
    connection.execute(waiting.values(address_id=new_id, status="queued"))


# What came of it.

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
            {"letter_id": one, "its_ref": ref, "b_claimed": now + max(wait - LEASE, timedelta(0))}
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


def find(connection: Connection, letter_id: int) -> AnyRow | None:
    """One letter as a worker sees it, locked."""
    return connection.execute(_SHOWN.where(_TABLE.c.id == letter_id).with_for_update(of=_TABLE)).one_or_none()


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
    return connection.execute(update(_TABLE).where(*theirs).values(status="queued")).rowcount


def release_all(connection: Connection) -> None:
    """There are new ways: look at everything that is held anew."""
    connection.execute(update(_TABLE).where(_TABLE.c.status == "held").values(status="queued", error=None))


def release_open(connection: Connection, window: timedelta) -> None:
    """Queue what is held although there is a way again: the address isn't parked, and on WhatsApp a text came within
    `window`; for a letter that was tried, since then, because Twilio may have said that the window is closed."""
    opened = and_(clock.now() - window < _HEARD, or_(_TABLE.c.attempts == 0, _TABLE.c.not_before < _HEARD))
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
    late = _SHOWN.where(_TABLE.c.status == "held", _TABLE.c.not_after < clock.now())
    rows = late.order_by(_TABLE.c.id).limit(most).with_for_update(of=_TABLE, skip_locked=True)
    return list(connection.execute(rows))


def dead(connection: Connection, most: int) -> list[AnyRow]:
    """Dead letters, the newest first."""
    rows = _SHOWN.where(_TABLE.c.status == "failed").order_by(_TABLE.c.id.desc()).limit(most)
    return list(connection.execute(rows))


def revive(connection: Connection, letter_id: int, address_id: int | None) -> None:
    """Send a dead letter again, as if it were new; to another address, if one is given."""
    dead_one = update(_TABLE).where(_TABLE.c.id == letter_id, _TABLE.c.status == "failed")
    now = clock.now()
    values: dict[str, Any] = {
        "status": "queued",
        "ref": uuid4().hex,
        "sid": None,
        "error": None,
        "attempts": 0,
        "due_at": now,
        "not_before": now,
        "not_after": now + PATIENCE,
    }
    if address_id is not None:
        values["address_id"] = address_id
    else:  # a person asks for it, so it is tried even where nothing got to before
        there = select(_TABLE.c.address_id).where(_TABLE.c.id == letter_id).scalar_subquery()
        works = update(_ADDRESS).where(_ADDRESS.c.id == there)
        connection.execute(works.values(parked_at=None, parked_for=None))
    connection.execute(dead_one.values(values))


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


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` letters that were due before then and wait for nothing any more. How many."""
    done = select(_TABLE.c.id).where(_TABLE.c.status.in_(DONE), _TABLE.c.due_at < before).limit(most)
    ids = list(connection.execute(done).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
