"""What an act wrote to others, asked them and planned is taken back: what has not left stays here, and who had read any
of it is known.

`sending` counts as left: nobody can call it back. A worker that claims at the same moment passes over letters that are
being withdrawn, and those it has claimed are passed over here, because the one statement looks at the status again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from models import texts
from models.base import table_of
from models.members import Address
from models.nudges import Nudge
from models.outbox import LETTER, Letter
from models.talks import TalkRow

_LETTERS, _TALKS, _NUDGES, _ADDRESSES = map(table_of, (Letter, TalkRow, Nudge, Address))
HERE = ("queued", "held", "failed")
_THEIRS = select(_ADDRESSES.c.member_id, _LETTERS.c.status).join_from(
    _LETTERS, _ADDRESSES, _LETTERS.c.address_id == _ADDRESSES.c.id
)


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an act had to do with, by member id: who had read any of it, or may have, and who hadn't."""

    read: list[int]
    unread: list[int]


def hold(connection: Connection, act_id: int) -> None:
    """Lock what an act planned, before the rows that it changed: in the order of the sweep."""
    planned = select(_NUDGES.c.id).where(_NUDGES.c.act_id == act_id, _NUDGES.c.status == "planned")
    connection.execute(planned.order_by(_NUDGES.c.id).with_for_update()).all()


def is_planned(connection: Connection, act_id: int) -> bool:
    """Whether anything of an act is still to be said at its hour."""
    planned = select(_NUDGES.c.id).where(_NUDGES.c.act_id == act_id, _NUDGES.c.status == "planned")
    return connection.execute(planned.limit(1)).first() is not None


def has_left(connection: Connection, act_id: int, at: datetime) -> bool:
    """Whether anybody may have read anything of an act that was done at this moment."""
    return bool(_readers(connection, act_id, at))


def withdraw(connection: Connection, act_id: int, at: datetime) -> Reached:
    """Keep back what has not left of an act that was done at this moment: its letters, its questions, its nudges."""
    waiting = update(_LETTERS).where(_LETTERS.c.act_id == act_id, _LETTERS.c.status.in_(HERE))
    connection.execute(waiting.values(status=LETTER.check(None, "withdrawn")))
    read = _readers(connection, act_id, at)
    everybody = {row.member_id for row in connection.execute(_THEIRS.where(_LETTERS.c.act_id == act_id))}
    for table in (_TALKS, _NUDGES):
        gone = delete(table).where(table.c.act_id == act_id)
        if table is _NUDGES:
            gone = gone.where(table.c.status == "planned")
        everybody |= set(connection.execute(gone.returning(table.c.member_id)).scalars())
    return Reached(sorted(read), sorted(everybody - read))


def _readers(connection: Connection, act_id: int, at: datetime) -> set[int]:
    """Who got a letter of it, or was asked its question when they texted us."""
    left = _THEIRS.where(_LETTERS.c.act_id == act_id, _LETTERS.c.status.not_in((*HERE, "withdrawn")))
    read = {row.member_id for row in connection.execute(left)}
    asked = select(_TALKS.c.member_id).where(_TALKS.c.act_id == act_id, _TALKS.c.asked_at.is_not(None))
    for member_id in connection.execute(asked).scalars().all():
        heard = texts.last_from(connection, member_id)
        if heard is not None and heard >= at:
            read.add(member_id)
    return read


def asked_about(connection: Connection, act_id: int) -> set[int]:
    """The rows that this act's questions are about."""
    return set(connection.execute(select(_TALKS.c.about).where(_TALKS.c.act_id == act_id)).scalars())


def put_back(connection: Connection, letter_ids: Iterable[int], status: str) -> int:
    """Letters that were to be sent again, and still wait, are as they were before. How many."""
    LETTER.check("queued", status)
    waiting = update(_LETTERS).where(_LETTERS.c.id.in_(list(letter_ids)), _LETTERS.c.status == "queued")
    return connection.execute(waiting.values(status=status)).rowcount
