"""Sessions: a time two people share, half for each. No field holds what was said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    event,
    func,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from models import clock
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.pairings import Pairing, Side
from models.sealing import Sealed
from models.session_times import MINUTES, HasTimes

__all__ = ["MINUTES", "SESSION", "TOLD", "Account", "Meeting"]

SESSION = Lifecycle(
    "session",
    {
        "proposed": ("booked", "replaced"),
        "booked": ("happened", "missed", "replaced", "called_off", "off"),
        # One can't be reached; if they come back in time, the other is asked again.
        "off": ("proposed", "replaced", "called_off"),
        "replaced": (),  # by another time
        "called_off": (),  # by one of the two, or because they part
        # From here on it follows what the two say (`as_told`), whenever they say it.
        "happened": ("missed", "unsure", "unsettled"),
        "missed": ("happened", "unsure", "unsettled"),
        # They remember it differently: each is asked once more. Unsettled: they still do, and it counts for neither.
        "unsure": ("happened", "missed", "unsettled"),
        "unsettled": ("happened", "missed"),
    },
)
LONGEST = timedelta(hours=12)  # no session, with its pauses, takes longer
TOLD = ("booked", "happened", "missed", "unsure", "unsettled")  # those that follow what the two say
TAKES_PLACE = TOLD  # as far as a calendar is concerned
SHOWN = ("starts_at", "minutes", "place")  # what a calendar shows of it


class Meeting(HasLifecycle, HasTimes, Base):
    """One session of a pairing."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("uid", "sequence"),)
    lifecycle = SESSION

    id: Mapped[int] = mapped_column(primary_key=True)
    # The calendars' name for it. It keeps it when it is moved: what takes its place takes it over.
    uid: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int | None]  # how often what calendars show of it has changed; None: never booked yet
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)  # when that was last
    pairing_id: Mapped[int] = mapped_column(ForeignKey("pairings.id"), index=True)
    status: Mapped[str] = mapped_column(String(16), default="proposed")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    first_coached: Mapped[int] = mapped_column(ForeignKey("members.id"))  # who is coached in the first half
    # When one of them last wanted it longer, or the other to start: the same wish a moment later is the same one.
    stepped_at: Mapped[datetime | None]
    series: Mapped[str | None] = mapped_column(String(40))  # shared by those that were suggested together
    # The booked one that this would be instead of.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    place: Mapped[str | None] = mapped_column(Sealed("sessions.place"))  # how they meet, in their own words
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    pairing: Mapped[Pairing] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_whole(self) -> bool:
        """In a ring's leg one coaches and the other is coached, all the time."""
        return self.pairing.coach_id is not None

    def partner(self, member_id: int) -> Member:
        """Whom this member meets."""
        return self.pairing.partner(member_id)

    def replace(self, other: "Meeting") -> None:
        """Book this instead of the other one, which is thereby moved: it stays one entry in people's calendars."""
        assert other.sequence is not None, "what was never booked can't be moved"
        self.status, other.status = "booked", "replaced"
        self.uid, self.sequence, self.changed_at = other.uid, other.sequence + 1, clock.now()


@event.listens_for(Meeting, "before_insert")
@event.listens_for(Meeting, "before_update")
def _count_changes(_mapper: Mapper[Meeting], _connection: Connection, meeting: Meeting) -> None:
    """Whatever calendars show of a session has a higher SEQUENCE when it changes, however that comes about."""
    known, attrs = meeting.sequence is not None, inspect(meeting).attrs
    histories = {name: attrs[name].history for name in ("sequence", "status", *SHOWN)}
    # No place is no place, whether or not somebody was asked for one: "" and None.
    changed = {
        name for name, one in histories.items() if [*filter(None, one.added)] != [*filter(None, one.deleted)]
    }
    if "sequence" in changed or (not known and meeting.status in ("proposed", "replaced")):
        return  # counted already, or in nobody's calendar
    says_so = "status" in changed and meeting.status in ("booked", "off", "called_off")
    if says_so or changed.intersection(SHOWN) or not known:
        meeting.sequence = 0 if meeting.sequence is None else meeting.sequence + 1
        meeting.changed_at = clock.now()


class Account(Base):
    """What one member said of one session afterwards: whether it happened, and feedback with its audience."""

    __tablename__ = "session_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    happened: Mapped[bool | None]
    looked_again_at: Mapped[datetime | None]  # when they said so once more, because the two differed
    because: Mapped[str | None] = mapped_column(
        String(8)
    )  # of what it didn't happen: agreed, me, partner, unsaid
    audience: Mapped[str | None] = mapped_column(String(12))  # partner, coordinators, me
    feedback: Mapped[str | None] = mapped_column(Sealed("session_accounts.feedback"))
    written_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]  # sealed until then


def of_pairing(db: Session, pairing_id: int, status: tuple[str, ...]) -> list[Meeting]:
    """The sessions of a pairing with one of these statuses, in order of their time."""
    rows = select(Meeting).where(Meeting.pairing_id == pairing_id, Meeting.status.in_(status))
    return list(db.scalars(rows.order_by(Meeting.starts_at)))


def of_series(db: Session, meeting: Meeting, status: tuple[str, ...]) -> list[Meeting]:
    """The sessions that were suggested together with this one, itself included, with one of these statuses, in order."""
    found = of_pairing(db, meeting.pairing_id, status)
    return [one for one in found if one.id == meeting.id or (one.series and one.series == meeting.series)]


def before(db: Session, meeting: Meeting) -> list[Meeting]:
    """The sessions of this pairing before this one, had or booked, the last first; not the one it replaces."""
    there = of_pairing(db, meeting.pairing_id, ("booked", "happened"))
    earlier = [one for one in there if one.starts_at < meeting.starts_at and one.id != meeting.replaces_id]
    return earlier[::-1]


def place_before(db: Session, meeting: Meeting) -> str | None:
    """How the two of this session meet, as they last said; "" when they would rather not say, None: never asked."""
    said = select(Meeting.place).where(
        Meeting.pairing_id == meeting.pairing_id, Meeting.place.is_not(None), Meeting.id != meeting.id
    )
    return db.scalar(said.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1))


def forget_places(connection: Connection, before: datetime, most: int) -> int:
    """Forget how people met at sessions that began before this moment, at most so many. Returns how many."""
    table = table_of(Meeting)
    old = select(table.c.id).where(table.c.starts_at < before, table.c.place.is_not(None)).limit(most)
    gone = update(table).where(table.c.id.in_(old)).values(place=None)
    return int(connection.execute(gone).rowcount)


def taken(db: Session, member_id: int, since: datetime, till: datetime) -> list[Meeting]:
    """What this member has booked, or is asked for, that touches this time (aware UTC), with anybody."""
    mine = select(Side.pairing_id).where(Side.member_id == member_id)
    rows = select(Meeting).where(
        Meeting.pairing_id.in_(mine),
        Meeting.status.in_(("booked", "proposed")),
        Meeting.starts_at > since - LONGEST,
        Meeting.starts_at < till,
    )
    return [one for one in db.scalars(rows.order_by(Meeting.starts_at)) if one.ends_at > since]


def of_member(db: Session, member_id: int, status: tuple[str, ...] = ("booked",)) -> list[Meeting]:
    """The sessions of a member's pairings with one of these statuses, in order of their time."""
    mine = (
        select(Meeting).join(Side, Side.pairing_id == Meeting.pairing_id).where(Side.member_id == member_id)
    )
    return list(db.scalars(mine.where(Meeting.status.in_(status)).order_by(Meeting.starts_at, Meeting.id)))


def _unmet() -> Select[Pairing]:
    """Who said yes to each other and hasn't had a session; of a ring that turns, its pairs."""
    had = select(Meeting.id).where(Meeting.pairing_id == Pairing.id, Meeting.status == "happened")
    return select(Pairing).where(Pairing.status.in_(("met", "agreed")), ~had.exists())


def unmet(db: Session, skip: int, most: int) -> list[Pairing]:
    """At most so many of those who haven't met, the longest first, after the first `skip`."""
    rows = _unmet().order_by(Pairing.created_at, Pairing.id).offset(skip).limit(most)
    return list(db.scalars(rows))


def count_unmet(db: Session) -> int:
    """How many haven't met."""
    return db.scalar(select(func.count()).select_from(_unmet().subquery())) or 0


def newest(db: Session, session_id: int) -> Meeting | None:
    """This session as it is now: itself, or what it was moved to. None when it is gone or was never booked."""
    uid = select(Meeting.uid).where(Meeting.id == session_id).scalar_subquery()
    rows = select(Meeting).where(Meeting.uid == uid, Meeting.sequence.is_not(None))
    return db.scalar(rows.order_by(Meeting.sequence.desc()).limit(1))


def newest_of_series(db: Session, meeting: Meeting) -> list[Meeting]:
    """All that was suggested together with this one and booked, each as it is now, in order of their time."""
    if meeting.series is None:
        return [meeting]
    rows = select(Meeting).where(Meeting.series == meeting.series, Meeting.sequence.is_not(None))
    found = {one.uid: one for one in db.scalars(rows.order_by(Meeting.sequence))}  # the highest remains
    return sorted(found.values(), key=lambda one: (one.starts_at, one.id))


def as_told(status: str, said: Sequence[Account]) -> str:
    """What a session is by what the two said of it. One's word is taken until the other says something else."""
    words = [one for one in said if one.happened is not None]
    if status not in TOLD or not words:
        return status
    if all(one.happened for one in words):
        return "happened"
    if not any(one.happened for one in words):
        return "missed"
    return "unsettled" if all(one.looked_again_at for one in words) else "unsure"


def account(db: Session, session_id: int, member_id: int) -> Account:
    """This member's account of this session; an empty one is begun when there is none."""
    found = next((one for one in accounts(db, session_id) if one.member_id == member_id), None)
    if found is None:
        found = Account(session_id=session_id, member_id=member_id)
        db.add(found)
        db.flush()
    return found


def accounts(db: Session, session_id: int) -> list[Account]:
    """Both accounts of a session, as far as they exist, as they are now."""
    rows = select(Account).where(Account.session_id == session_id).order_by(Account.id)
    return list(db.scalars(rows.execution_options(populate_existing=True)))


def is_sealed_for(db: Session, session_id: int, reader_id: int) -> bool:
    """Whether the other wrote something to this member that wasn't handed over yet."""
    waiting = select(Account.id).where(
        Account.session_id == session_id,
        Account.member_id != reader_id,
        Account.audience == "partner",
        Account.handed_over_at.is_(None),
    )
    return db.scalar(waiting.limit(1)) is not None
