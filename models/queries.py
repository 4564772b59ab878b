"""Queries: what somebody texted that a person has to read. Words are kept for as long as texts are."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, ForeignKey, Index, String, delete, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, lazyload, mapped_column, relationship

from models import circles, clock, members
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member, coordinators
from models.pairings import GOING, Pairing, Side
from models.sealing import Sealed
from models.talks import TalkRow
from models.wishes import ASKED, Block

QUERY = Lifecycle(
    "query",
    {
        "waiting": ("taken", "answered", "dropped"),
        "taken": ("answered", "dropped", "waiting"),  # by one coordinator, so that no two answer; for a day
        "answered": ("waiting",),  # who did it takes it back
        "dropped": ("waiting",),  # there was nothing to answer; the same
    },
)
OPEN = ("waiting", "taken")
HELD = timedelta(days=1)  # this long it is theirs who took it
NEAR = timedelta(days=30)  # this long after they parted two are near to each other; as long as words are kept


class Query(HasLifecycle, Base):
    """One text that waits for a person. Its id is its number, which is never given again."""

    __tablename__ = "queries"
    __table_args__ = (Index("ix_queries_status", "status"), {"sqlite_autoincrement": True})
    lifecycle = QUERY

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("queries.words"))
    flow: Mapped[str] = mapped_column(String(40), default="")  # where they were; empty: nowhere
    state: Mapped[str] = mapped_column(String(60), default="")
    missed: Mapped[bool] = mapped_column(
        default=False
    )  # we didn't understand it; else they asked for a person
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))  # who took, answered or dropped it
    by_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)
    by: Mapped[Member | None] = relationship(foreign_keys=[by_id], lazy="joined")

    def holder(self, now: datetime) -> Member | None:
        """Who has taken it and still has it."""
        held = self.status == "taken" and self.by_at is not None and now - self.by_at < HELD
        return self.by if held else None


_TABLE = table_of(Query)
_OTHER = aliased(Side)


def near(db: Session, member_id: int) -> set[int]:
    """Who is, or lately was, introduced to this member, or is in a circle with them: what they write may be about each other.
    And whom they never want to meet, or who never wants to meet them, for good. Three statements."""
    return near_each(db, (member_id,))[member_id]


def near_each(db: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The same for several members, in as many statements; it goes both ways."""
    lately = clock.now() - NEAR
    met = or_(Pairing.status.in_(GOING), Pairing.ended_at > lately)
    pairs = (
        select(Side.member_id, _OTHER.member_id)
        .join(Pairing, Pairing.id == Side.pairing_id)
        .join(_OTHER, _OTHER.pairing_id == Side.pairing_id)
        .where(Side.member_id.in_(ids), _OTHER.member_id != Side.member_id, met)
    )
    found: dict[int, set[int]] = {one: set() for one in ids}
    for one, other in (*db.execute(pairs), *circles.together(db, ids)):
        found[one].add(other)
    never = select(Block.member_id, Block.other_id).where(
        Block.reason == ASKED, or_(Block.member_id.in_(ids), Block.other_id.in_(ids))
    )
    for one, other in db.execute(never):
        found.get(one, set()).add(other)
        found.get(other, set()).add(one)
    return found


def readers(db: Session, member_id: int) -> list[Member] | None:
    """The coordinators who may read what this member wrote: neither they themselves nor who is near to them. None when
    all others who coordinate are."""
    others = [one for one in coordinators(db) if one.id != member_id]
    hidden = near(db, member_id)
    may = [one for one in others if one.id not in hidden]
    return may if may or not others else None


def carers(db: Session, member_id: int) -> list[Member]:
    """Who may be told that this member is in danger: coordinators and safeguarding, but they themselves and who is near."""
    hidden = {member_id, *near(db, member_id)}
    return [one for one in members.carers(db) if one.id not in hidden]


def came_since(connection: Connection, moment: datetime) -> bool:
    """Whether any came after this moment."""
    return (
        connection.execute(select(_TABLE.c.id).where(_TABLE.c.created_at > moment).limit(1)).first()
        is not None
    )


def waiting(db: Session, reader_id: int, *, before: datetime | None = None) -> list[Query]:
    """What waits for an answer and this coordinator may read, the oldest first; all that came before then, if given. Three
    statements. Who has left us waits for nothing."""
    hidden = {reader_id, *near(db, reader_id)}
    rows = (
        select(Query)
        .join(Member, Member.id == Query.member_id)
        .where(
            Query.status.in_(OPEN), Member.stopped_at.is_(None), Query.created_at <= (before or clock.now())
        )
    )
    return [one for one in db.scalars(rows.order_by(Query.id)) if one.member_id not in hidden]


def one_for(db: Session, reader_id: int, number: int) -> Query | None:
    """The text of this number, if this coordinator may read it, locked. What it points to is read after that: who waited for
    the lock would else see who had taken it before."""
    row = select(Query).where(Query.id == number).options(lazyload("*"))
    found = db.scalar(row.with_for_update(key_share=True).execution_options(populate_existing=True))
    hidden = {reader_id, *near(db, reader_id)}
    return found if found is not None and found.member_id not in hidden else None


def went_on(db: Session, some: Sequence[Query]) -> set[int]:
    """Of these, the numbers of those whose writer has got on with the question they were at: one statement."""
    writers = {one.member_id for one in some if one.missed}
    rows = select(TalkRow.member_id, TalkRow.flow, TalkRow.state).where(TalkRow.member_id.in_(writers))
    there = {tuple(row) for row in db.execute(rows)} if writers else set()
    return {one.id for one in some if one.missed and (one.member_id, one.flow, one.state) not in there}


def hand_on(db: Session, before_id: int, after: Member) -> None:
    """What one coordinator had taken is another's for a day; what that one may not read waits for anybody again."""
    taken = select(Query).where(Query.status == "taken", Query.by_id == before_id)
    hidden = {after.id, *near(db, after.id)}
    for one in db.scalars(taken.with_for_update(of=Query, key_share=True)):
        if one.member_id in hidden:
            one.status, one.by_id, one.by_at = "waiting", None, None
        else:
            one.by_id, one.by_at = after.id, clock.now()
        db.flush()
        db.expire(one, ["by"])


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that came before then, whatever became of them. How many."""
    old = select(_TABLE.c.id).where(_TABLE.c.created_at < before).limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
