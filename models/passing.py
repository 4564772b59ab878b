"""Words that members pass on to each other: letters with an author. They are forgotten when they have arrived."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, delete, or_, select, update

from models.base import AnyRow, table_of
from models.members import Address
from models.outbox import Letter

_TABLE, _ADDRESS = table_of(Letter), table_of(Address)
_NEWER = _TABLE.alias()
_ON_ITS_WAY = ("sending", "accepted", "sent", "delivered", "read")
_LOST = ("failed", "withdrawn")


def last_to(connection: Connection, member_id: int, since: datetime) -> AnyRow | None:
    """Whose words reached this member last, and when they were due (aware UTC); None when none did since then."""
    theirs = (
        select(_TABLE.c.author_id, _TABLE.c.due_at)
        .join(_ADDRESS, _TABLE.c.address_id == _ADDRESS.c.id)
        .where(
            _ADDRESS.c.member_id == member_id,
            _TABLE.c.author_id != member_id,
            _TABLE.c.status.in_(_ON_ITS_WAY),
            _TABLE.c.due_at >= since,
        )
    )
    return connection.execute(theirs.order_by(_TABLE.c.due_at.desc(), _TABLE.c.id.desc()).limit(1)).first()


def lost(connection: Connection, letter_id: int) -> int | None:
    """Whom this letter didn't reach; None when it did after all, or another of the same author to them was lost since,
    which speaks for both."""
    newer = select(_NEWER.c.id).where(
        _NEWER.c.address_id == _TABLE.c.address_id,
        _NEWER.c.author_id == _TABLE.c.author_id,
        _NEWER.c.status.in_(_LOST),
        _NEWER.c.id > _TABLE.c.id,
    )
    whom = (
        select(_ADDRESS.c.member_id)
        .join(_TABLE, _TABLE.c.address_id == _ADDRESS.c.id)
        .where(_TABLE.c.id == letter_id, _TABLE.c.status.in_(_LOST), ~newer.exists())
    )
    return connection.execute(whom).scalar_one_or_none()


def waiting_for(connection: Connection, member_id: int) -> list[AnyRow]:
    """What others wrote to this member and hasn't left yet: (id, author_id)."""
    waiting = (
        select(_TABLE.c.id, _TABLE.c.author_id)
        .join(_ADDRESS, _TABLE.c.address_id == _ADDRESS.c.id)
        .where(
            _ADDRESS.c.member_id == member_id,
            _TABLE.c.author_id != member_id,
            _TABLE.c.status.in_(("queued", "held")),
        )
    )
    return list(connection.execute(waiting.order_by(_TABLE.c.id)))


def withdraw(connection: Connection, member_ids: Collection[int]) -> None:
    """What these members wrote to each other and hasn't left yet, stays here."""
    theirs = select(_ADDRESS.c.id).where(_ADDRESS.c.member_id.in_(member_ids))
    waiting = update(_TABLE).where(
        _TABLE.c.author_id.in_(member_ids),
        _TABLE.c.address_id.in_(theirs),
        _TABLE.c.status.in_(("queued", "held")),
        _TABLE.c.answers.is_(None),  # what is said to the author
    )
    connection.execute(waiting.values(status="withdrawn"))


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` of them that left before then, that were taken back, or that didn't arrive and could have been
    sent again until then. How many."""
    over = or_(
        and_(_TABLE.c.status.in_(("accepted", "sent", "delivered", "read")), _TABLE.c.due_at < before),
        and_(_TABLE.c.status == "failed", _TABLE.c.not_after < before),
        and_(_TABLE.c.status == "withdrawn", _TABLE.c.due_at < before),
    )
    ids = list(
        connection.execute(
            select(_TABLE.c.id).where(_TABLE.c.author_id.is_not(None), over).limit(most)
        ).scalars()
    )
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
