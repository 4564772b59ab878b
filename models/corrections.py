"""Corrections: one of two remembers another length of their session, and it counts once the other agrees."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle
from models.pairings import Side
from models.sessions import Meeting

CORRECTION = Lifecycle(
    "correction",
    {
        "proposed": ("agreed", "declined", "withdrawn", "lapsed"),
        "agreed": (),  # counts for both, until a later one does
        "declined": (),  # the other remembers it otherwise; nothing changed
        "withdrawn": (),  # by whoever proposed it
        "lapsed": (),  # nobody answered
    },
)
LAPSES_AFTER = timedelta(days=14)
_OPEN = text("status = 'proposed'")


class Correction(HasLifecycle, Base):
    """How long a session was, as one of the two remembers it. One at a time waits for an answer."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index("uq_corrections_open", "session_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    lifecycle = CORRECTION

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(12), default="proposed")
    first: Mapped[int]  # minutes in which who was coached first was coached
    second: Mapped[int]  # and the other
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="joined", innerjoin=True)

    @property
    def lapses_at(self) -> datetime:
        """Until when it waits."""
        return self.created_at + LAPSES_AFTER

    @property
    def is_open(self) -> bool:
        """Whether an answer still changes something."""
        return self.status == "proposed" and clock.now() < self.lapses_at


def waiting(db: Session, session_id: int) -> Correction | None:
    """The one that waits for an answer, locked; one whose time is over lapses."""
    rows = select(Correction).where(Correction.session_id == session_id, Correction.status == "proposed")
    locked = rows.with_for_update(key_share=True, of=Correction).execution_options(populate_existing=True)
    found = db.scalar(locked)
    if found is not None and not found.is_open:
        settle(found, "lapsed")
        db.flush()
        return None
    return found


def propose(db: Session, meeting: Meeting, by: int, first: int, second: int) -> Correction | None:
    """What `by` remembers, in minutes, in place of what they proposed before. None while the other's own proposal
    waits for an answer: theirs was first. Raises IntegrityError when the other proposes in this very moment."""
    older = waiting(db, meeting.id)
    if older is not None and older.proposed_by != by:
        return None
    if older is not None:
        settle(older, "withdrawn")
        db.flush()
    made = Correction(session_id=meeting.id, meeting=meeting, proposed_by=by, first=first, second=second)
    db.add(made)
    db.flush()
    return made


def settle(correction: Correction, status: str) -> None:
    """It is decided, and how."""
    correction.status, correction.settled_at = status, clock.now()


def between(db: Session, member_id: int) -> list[Correction]:
    """What waits for an answer and is about a session of this member."""
    mine = select(Side.pairing_id).where(Side.member_id == member_id)
    theirs = select(Meeting.id).where(Meeting.pairing_id.in_(mine))
    rows = select(Correction).where(Correction.status == "proposed", Correction.session_id.in_(theirs))
    return list(db.scalars(rows.order_by(Correction.id)))
