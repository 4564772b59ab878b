"""Being heard: which members have offered to listen, and who is looking for somebody just now.

Nothing stands here of what happened to anybody. A listener who said no, or who wasn't asked, can't be told from another."""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.pairings import Pairing, end, line
from models.sealing import SealedJSON

HEARING = Lifecycle(
    "hearing",
    {
        "looking": ("found", "nobody", "off"),  # listeners are being asked
        "found": ("together", "nobody", "off"),  # one can; who looks is asked whether both may know who it is
        "together": ("over",),
        "nobody": (),  # none could, or it took too long
        "off": (),  # who looked thought better of it
        "over": (),
    },
)
GOING = ("looking", "found")
AGREED = "listening"  # what stands for the agreement of two who didn't meet to coach


class Listener(Base):
    """A member who may be asked to listen."""

    __tablename__ = "listeners"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)
    asked_at: Mapped[datetime | None]  # whoever waited longest is asked first


class Hearing(HasLifecycle, Base):
    """One time that somebody wants to be heard."""

    __tablename__ = "hearings"
    lifecycle = HEARING

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(10), default="looking")
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    listener_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), index=True)
    pairing_id: Mapped[int | None] = mapped_column(ForeignKey("pairings.id"))  # through which they write
    asked: Mapped[list[int]] = mapped_column(SealedJSON("hearings.asked"), default=list)  # members' ids
    declined: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    # Read when they are needed: who locks the row locks neither of the two people with it.
    member: Mapped[Member] = relationship(foreign_keys=[member_id])
    listener: Mapped[Member | None] = relationship(foreign_keys=[listener_id])

    def together(self, db: Session) -> None:
        """Both have said yes: from now on they know each other's name and can write to each other here."""
        people = [person for person in (self.member, self.listener) if person is not None]
        made = line(db, people, self.member_id, AGREED)
        self.pairing_id, self.status = made.id, "together"

    def over(self, db: Session) -> None:
        """They can no longer write to each other here."""
        pairing = db.get(Pairing, self.pairing_id) if self.pairing_id else None
        if pairing is not None and pairing.status == "agreed":
            end(pairing, "ended")
        self.status = "over"


def listens(db: Session, member_id: int) -> bool:
    """Whether this member may be asked."""
    return db.get(Listener, member_id) is not None


def offer(db: Session, member_id: int, may_be_asked: bool) -> None:
    """From now on they may be asked, or no longer."""
    there = db.get(Listener, member_id)
    if may_be_asked and there is None:
        db.add(Listener(member_id=member_id))
    elif not may_be_asked and there is not None:
        db.delete(there)
    db.flush()


def listeners(db: Session) -> list[Member]:
    """Who may be asked and takes part, whoever wasn't asked for longest first."""
    rows = select(Member).join(Listener, Listener.member_id == Member.id)
    rows = rows.where(Member.status == "verified", Member.stopped_at.is_(None))
    return list(db.scalars(rows.order_by(Listener.asked_at.is_not(None), Listener.asked_at, Member.id)))


def asks(db: Session, one: Hearing, member: Member) -> None:
    """This listener is asked now."""
    one.asked = [*one.asked, member.id]
    db.get_one(Listener, member.id).asked_at = clock.now()


def of_member(db: Session, member_id: int) -> Hearing | None:
    """For whom somebody is being looked just now, if it is this member."""
    rows = select(Hearing).where(Hearing.member_id == member_id, Hearing.status.in_(GOING))
    return db.scalar(rows.order_by(Hearing.id.desc()).limit(1))


def going(db: Session, member_id: int) -> list[Hearing]:
    """Those that this member is part of, on either side, and for which somebody is still asked."""
    rows = select(Hearing).where(Hearing.status.in_(GOING))
    rows = rows.where((Hearing.member_id == member_id) | (Hearing.listener_id == member_id))
    return list(db.scalars(rows.order_by(Hearing.id)))


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that began before then and are no longer going on. How many."""
    table = table_of(Hearing)
    old = select(table.c.id).where(table.c.created_at < before, table.c.status.not_in((*GOING, "together")))
    ids = list(connection.scalars(old.limit(most)))
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
