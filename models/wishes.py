"""What members told us for the matcher alone: what would suit them, and whom they must not be introduced to.

Nobody reads more of it than the aims and languages that two have in common, and that two can't be put together.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, and_, delete, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.sealing import Sealed, SealedJSON


class Wishes(Base):
    """One member's wishes. What wasn't said is None, and counts for nothing."""

    __tablename__ = "wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    languages: Mapped[list[str] | None] = mapped_column(SealedJSON("wishes.languages"))  # CLDR codes
    aims: Mapped[list[str] | None] = mapped_column(SealedJSON("wishes.aims"))  # keys of `flows/wishes.py`
    style: Mapped[list[str] | None] = mapped_column(SealedJSON("wishes.style"))
    heritage: Mapped[str | None] = mapped_column(Sealed("wishes.heritage"))  # in their own words
    partner_heritage: Mapped[str | None] = mapped_column(Sealed("wishes.partner_heritage"))  # same, across
    # What they'd like to be asked for: each a `Kind`, with spaces around; None: for any.
    kinds: Mapped[str | None] = mapped_column(String(40))
    wider: Mapped[bool] = mapped_column(default=False)  # glad to meet any level, with others who are
    accepts_former: Mapped[bool] = mapped_column(default=True)

    def meet_for(self, kinds: Sequence[str]) -> None:
        """From now on they are asked for these kinds (each a `Kind`) alone."""
        self.kinds = f" {' '.join(kinds)} "


class Tie(Base):
    """Somebody a member has another role with, named by them: "no role in each other's separate lives". Or (`others`) those whom
    a concern of theirs is about."""

    __tablename__ = "ties"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    name: Mapped[str | None] = mapped_column(Sealed("ties.name"))
    phone: Mapped[str | None] = mapped_column(Sealed("ties.phone"))  # E.164
    others: Mapped[list[int] | None] = mapped_column(SealedJSON("ties.others"))  # members
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


PARTED = "parted"  # they would rather not go on with each other
ASKED = "asked"  # one of them never wants to meet the other


class Block(Base):
    """Somebody a member never wants to meet, whether again or at all. Permanent, and told to nobody."""

    __tablename__ = "blocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    reason: Mapped[str] = mapped_column(String(8))  # PARTED or ASKED
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def of(db: Session, member_id: int) -> Wishes:
    """This member's wishes; empty ones are begun when there are none."""
    found = db.scalar(select(Wishes).where(Wishes.member_id == member_id))
    if found is None:
        found = Wishes(member_id=member_id, wider=False, accepts_former=True)
        db.add(found)
        db.flush()
    return found


def may_ask_for(db: Session, member_id: int, kind: str) -> bool:
    """Whether this member may be asked for this kind; who never said which, for any."""
    others = select(Wishes.id).where(Wishes.member_id == member_id, Wishes.kinds.not_like(f"% {kind} %"))
    return db.scalar(others) is None


def block(db: Session, member_id: int, other_id: int, reason: str) -> None:
    """Never introduce these two again. Done twice is done once."""
    given = select(Block.id).where(Block.member_id == member_id, Block.other_id == other_id)
    if db.scalar(given) is None:
        db.add(Block(member_id=member_id, other_id=other_id, reason=reason))


def keep_apart(db: Session, member_id: int, others: Iterable[int]) -> None:
    """From now on this member isn't introduced to these, nor they to them, until `meet_again`. Nobody is told."""
    kept = sorted(set(others) - {member_id})
    if kept:
        db.add(Tie(member_id=member_id, others=kept))
        db.flush()


def meet_again(db: Session, member_id: int) -> bool:
    """They may be introduced again to all whom a concern of theirs kept from them. Whether there was one."""
    mine = db.scalars(select(Tie).where(Tie.member_id == member_id)).all()
    theirs = [one.id for one in mine if one.others is not None]
    if theirs:
        db.execute(delete(Tie).where(Tie.id.in_(theirs)))
    return bool(theirs)


def apart_from(db: Session, member_id: int) -> set[int]:
    """Who never meets this member: by a block of one of the two, or because a concern of one was about the other. Two
    statements, whatever there is."""
    blocks = select(Block.member_id, Block.other_id).where(
        or_(Block.member_id == member_id, Block.other_id == member_id)
    )
    found = {who for pair in db.execute(blocks) for who in pair}
    for one in db.scalars(select(Tie).where(Tie.others.is_not(None))):
        if one.member_id == member_id:
            found.update(one.others or ())
        elif member_id in (one.others or ()):
            found.add(one.member_id)
    return found - {member_id}


def blockers_of(db: Session, member_id: int) -> set[int]:
    """Who said that they never want to meet this member."""
    return set(db.scalars(select(Block.member_id).where(Block.other_id == member_id, Block.reason == ASKED)))


def never(one: Any, two: Any) -> ColumnElement[bool]:
    """In a statement: whether one of these two (columns, or members) said that they never want to meet the other."""
    pair = or_(
        and_(Block.member_id == one, Block.other_id == two),
        and_(Block.member_id == two, Block.other_id == one),
    )
    return exists().where(pair, Block.reason == ASKED)


def never_meet(db: Session, one: int, two: int) -> bool:
    """Whether one of these two said that they never want to meet the other; who only parted didn't."""
    return bool(db.scalar(select(never(one, two))))


def blocked(db: Session, one: int, two: int) -> bool:
    """Whether one of these two never wants to meet the other."""
    this = and_(Block.member_id == one, Block.other_id == two)
    that = and_(Block.member_id == two, Block.other_id == one)
    return db.scalar(select(Block.id).where(or_(this, that)).limit(1)) is not None
