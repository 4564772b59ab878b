"""Minutes: who coached whom and for how long, derived from the sessions that happened. There is no second ledger.

Only coaching is counted, not what is said about it afterwards (COACHING.md, "Hours").
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import corrections, learning, listings
from models.corrections import Correction
from models.kinds import Kind
from models.members import Member
from models.pairings import Pairing, Side
from models.sessions import Meeting

COACHING = Kind.COACHING.value  # no body counts mentoring or supervision as coaching


@dataclass(frozen=True, slots=True)
class Share:
    """One session that happened, as one of its two had it."""

    meeting: Meeting
    partner: Member
    given: int  # minutes in which they coached
    received: int  # minutes in which they were coached
    kind: str  # a `Kind`

    @property
    def starts_at(self) -> datetime:
        """When it began (aware UTC)."""
        return self.meeting.starts_at


def shares(db: Session, member_id: int) -> list[Share]:
    """Every session of this member that happened, in the order of time, in a constant few statements."""
    mine = select(Side.pairing_id).where(Side.member_id == member_id)
    happened = Meeting.status == "happened", Meeting.pairing_id.in_(mine)
    rows = select(Meeting, Pairing.kind).join(Pairing, Meeting.pairing_id == Pairing.id).where(*happened)
    found = db.execute(rows.order_by(Meeting.starts_at, Meeting.id)).unique().all()
    corrected = _corrected(db, Correction.session_id.in_(select(Meeting.id).where(*happened)))
    return [_share(meeting, kind, corrected.get(meeting.id), member_id) for meeting, kind in found]


def _corrected(db: Session, which: ColumnElement[bool]) -> dict[int, Correction]:
    """What both agreed to, by session; the last one counts."""
    agreed = select(Correction).where(Correction.status == "agreed", which)
    return {one.session_id: one for one in db.scalars(agreed.order_by(Correction.id))}


def _share(meeting: Meeting, kind: str, corrected: Correction | None, member_id: int) -> Share:
    first, second = meeting.halves if corrected is None else (corrected.first, corrected.second)
    received, given = (first, second) if meeting.first_coached == member_id else (second, first)
    return Share(meeting, meeting.partner(member_id), given, received, kind)


def share(db: Session, meeting: Meeting, member_id: int) -> Share:
    """This session, as this member of it had it."""
    corrected = _corrected(db, Correction.session_id == meeting.id)
    return _share(meeting, meeting.pairing.kind, corrected.get(meeting.id), member_id)


def totals(counted: list[Share]) -> tuple[int, int]:
    """Minutes given, minutes received."""
    return sum(one.given for one in counted), sum(one.received for one in counted)


def forget(db: Session, member_id: int) -> None:
    """Before somebody is erased: what they asked is withdrawn, in nobody's log are they named, and what they told us for
    their own log is gone. The sessions stay, with their minutes: those are the other's too, and belong to a member who
    has no name any more."""
    for one in corrections.between(db, member_id):
        corrections.settle(one, "withdrawn")
    listings.forget(db, member_id)
    learning.forget(db, member_id)
    db.flush()
