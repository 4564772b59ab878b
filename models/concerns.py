"""Concerns: what somebody raised, who may care for it, and how far that has come.

Whoever is named in one never learns that it exists, coordinator or not. So nothing of it stands in the log of acts, it
has no number that another one would skip, and who may read it is asked anew each time.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Index, String, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.queries import NEAR, near_each
from models.sealing import Sealed, SealedJSON
from models.seats import COORDINATOR, SAFEGUARDING, Seat

CONCERN = Lifecycle(
    "concern",
    {
        "raised": ("heard", "closing", "outside", "withdrawn"),  # nobody has written to who raised it yet
        "heard": ("closing", "outside", "withdrawn"),
        "closing": (
            "heard",
            "closed",
            "outside",
            "withdrawn",
        ),  # whoever raised it is asked whether it may be closed
        "closed": (),
        "outside": (),  # they were told of somebody outside the house; nothing of it was read here, or no more is
        "withdrawn": (),
    },
)
OPEN = ("raised", "heard", "closing")
LETTERS = "BCDFGHJKMNPRTVWX"  # no vowels, so that no code is a word, and none that is taken for another
LENGTH = 5


class Concern(HasLifecycle, Base):
    """One concern. It is called by its code, which says nothing of how many there are."""

    __tablename__ = "concerns"
    __table_args__ = (Index("ix_concerns_status", "status"),)
    lifecycle = CONCERN

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    status: Mapped[str] = mapped_column(String(12), default="raised")
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)  # who raised it
    topic: Mapped[str | None] = mapped_column(Sealed("concerns.topic"))  # a key of `flows/concern.py`
    # The ids of everybody who may be meant by it: rather one too many than one too few.
    named: Mapped[list[int] | None] = mapped_column(SealedJSON("concerns.named"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    settled_at: Mapped[datetime | None]  # when it was closed, taken outside or withdrawn

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)

    def settle(self, status: str) -> None:
        """It is over, and how."""
        self.status, self.settled_at = status, clock.now()


class ConcernWords(Base):
    """What its people wrote to each other about a concern: who raised it, and who cares for it."""

    __tablename__ = "concern_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concerns.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("concern_words.words"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


@dataclass(frozen=True, slots=True)
class Seated:
    """Everybody who may care for concerns at all, with their role, and who is near to each of them."""

    there: list[tuple[Member, str]]
    near: dict[int, set[int]]

    def carers(self, member_id: int, named: Iterable[int]) -> list[Member]:
        """Those of them who may care for what this member raises."""
        away = {member_id, *named}
        may = [
            (one, role)
            for one, role in self.there
            if one.id not in away and member_id not in self.near.get(one.id, ())
        ]
        return [one for one, role in may if role == SAFEGUARDING] or [one for one, _role in may]


def _seated(db: Session) -> Seated:
    """Two statements, however many concerns there are: how long an answer takes must not tell of one."""
    rows = select(Member, Seat.role).join(Seat, Seat.member_id == Member.id)
    held = rows.where(Seat.status == "held", Seat.role.in_((SAFEGUARDING, COORDINATOR)))
    there = [
        (one, role)
        for one, role in db.execute(held.order_by(Member.id)).all()
        if one.name and one.stopped_at is None and one.status != "removed"
    ]
    return Seated(there, near_each(db, [one.id for one, _role in there]))


def carers(db: Session, member_id: int, named: Iterable[int]) -> list[Member]:
    """Who may care for what this member raises: who holds a seat of safeguarding, else who coordinates; never the member,
    nor who is or lately was introduced to them, nor anybody who is named. Only people with a name, so that the member can
    say "not them"."""
    return _seated(db).carers(member_id, named)


def raise_one(db: Session, member_id: int, topic: str | None, named: Iterable[int]) -> Concern:
    """A new one."""
    made = Concern(code=_new_code(db), member_id=member_id, topic=topic, named=sorted(set(named)))
    db.add(made)
    db.flush()
    return made


def add_words(db: Session, concern: Concern, author_id: int, words: str) -> None:
    """Keep what one of its people wrote about it."""
    db.add(ConcernWords(concern_id=concern.id, author_id=author_id, words=words))
    db.flush()


def words_of(db: Session, concern: Concern) -> list[ConcernWords]:
    """What was written about it, the oldest first."""
    rows = select(ConcernWords).where(ConcernWords.concern_id == concern.id)
    return list(db.scalars(rows.order_by(ConcernWords.id)))


def may_read(db: Session, concern: Concern, reader_id: int) -> bool:
    """Whether this coordinator may know of it."""
    return _cares(_seated(db), concern, reader_id)


def _cares(seated: Seated, concern: Concern, reader_id: int) -> bool:
    return any(one.id == reader_id for one in seated.carers(concern.member_id, concern.named or ()))


def for_reader(db: Session, reader_id: int) -> list[Concern]:
    """The open ones that this coordinator may know of, the oldest first. Three statements, whatever there is."""
    seated = _seated(db)
    rows = select(Concern).where(Concern.status.in_(OPEN)).order_by(Concern.id)
    return [one for one in db.scalars(rows) if _cares(seated, one, reader_id)]


def with_code(db: Session, reader_id: int, code: str) -> Concern | None:
    """The one of this code, locked. None when there is none, or it isn't for this reader: they can't tell which, for who
    may not know of it runs the same three statements and waits for nobody who has it locked."""
    seated = _seated(db)
    row = select(Concern).where(Concern.code == code.strip(" #.").upper())
    row = row.execution_options(populate_existing=True)
    found = db.scalar(row)
    if found is None or not _cares(seated, found, reader_id):
        return None
    locked = db.scalar(row.with_for_update(of=Concern, key_share=True))
    return locked if locked is not None and _cares(seated, locked, reader_id) else None


def between(db: Session, one: int, two: int) -> bool:
    """Whether one of these two raised something, open or over, in which the other is named."""
    theirs = db.scalars(select(Concern).where(Concern.member_id.in_((one, two))))
    return any({one, two} - {each.member_id} <= set(each.named or ()) for each in theirs)


def open_of(db: Session, member_id: int) -> Concern | None:
    """The newest that this member raised and that isn't over."""
    mine = select(Concern).where(Concern.member_id == member_id, Concern.status.in_(OPEN))
    return db.scalars(mine.order_by(Concern.id.desc()).limit(1)).first()


def on_the_mind_of(db: Session, member_id: int) -> list[Concern]:
    """Those that this member raised and that aren't over, or lately are: what they write may be about one."""
    mine = select(Concern).where(Concern.member_id == member_id)
    lately = or_(Concern.status.in_(OPEN), Concern.settled_at > clock.now() - NEAR)
    return list(db.scalars(mine.where(lately)))


def _new_code(db: Session) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if db.scalar(select(Concern.id).where(Concern.code == code)) is None:
            return code


_TABLE, _WORDS = table_of(Concern), table_of(ConcernWords)


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were over before then, with all that was written about them. How many."""
    old = select(_TABLE.c.id).where(_TABLE.c.settled_at < before).limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(_WORDS).where(_WORDS.c.concern_id.in_(ids)))
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
