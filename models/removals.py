"""Removals: what takes two coordinators. One proposes it, and nothing happens until a second agrees."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member

REMOVAL = Lifecycle(
    "removal",
    {
        "proposed": ("seconded", "declined", "withdrawn", "lapsed"),
        "seconded": (),  # and done
        "declined": (),  # by another coordinator
        "withdrawn": (),  # by whoever proposed it
        "lapsed": (),  # nobody agreed in time
    },
)
LAPSES_AFTER = timedelta(days=14)
_OPEN = text("status = 'proposed'")


class Removal(HasLifecycle, Base):
    """One proposal about one member. One at a time waits for a second."""

    __tablename__ = "removals"
    __table_args__ = (
        Index("uq_removals_open", "member_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    lifecycle = REMOVAL

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    what: Mapped[str] = mapped_column(String(8))  # remove; unseat: they stay a member; back: remove no more
    status: Mapped[str] = mapped_column(String(12), default="proposed")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  # when who was removed had their one answer

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)

    @property
    def lapses_at(self) -> datetime:
        """Until when it waits."""
        return self.created_at + LAPSES_AFTER

    @property
    def is_open(self) -> bool:
        """Whether a second still changes something."""
        return self.status == "proposed" and clock.now() < self.lapses_at


def locked(db: Session, number: int) -> Removal | None:
    """This one, as it is now; nobody else settles it until this step is done."""
    rows = select(Removal).where(Removal.id == number)
    found: Removal | None = db.scalar(
        rows.with_for_update(key_share=True, of=Removal).execution_options(populate_existing=True)
    )
    return found


def waiting(db: Session, member_id: int) -> Removal | None:
    """What waits for a second and is about this member, locked; one whose time is over lapses."""
    rows = select(Removal).where(Removal.member_id == member_id, Removal.status == "proposed")
    found = db.scalar(
        rows.with_for_update(key_share=True, of=Removal).execution_options(populate_existing=True)
    )
    if found is not None and not found.is_open:
        settle(found, "lapsed")
        db.flush()
        return None
    return found


def last_of(db: Session, member_id: int) -> Removal | None:
    """How this member was removed, locked."""
    rows = select(Removal).where(
        Removal.member_id == member_id, Removal.status == "seconded", Removal.what == "remove"
    )
    return db.scalar(rows.order_by(Removal.id.desc()).limit(1).with_for_update(key_share=True, of=Removal))


def propose(db: Session, member: Member, what: str, by: int) -> Removal:
    """Propose it. Raises IntegrityError when another proposes something about them in this very moment."""
    made = Removal(member_id=member.id, member=member, what=what, proposed_by=by)
    db.add(made)
    db.flush()
    return made


def settle(removal: Removal, status: str, by: int | None = None) -> None:
    """It is decided, how and by whom; None: by itself."""
    removal.status, removal.settled_by, removal.settled_at = status, by, clock.now()
