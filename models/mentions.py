"""Mentions: what needs a person, and whether each coordinator has read of it. They hold no words, only which row it is."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Index, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base, table_of
from models.database import insert_once
from models.lifecycle import HasLifecycle, Lifecycle

MENTION = Lifecycle(
    "mention",
    {
        "waits": ("offered", "told", "over"),
        "offered": ("told", "over"),  # there were too many for one text; MORE shows it
        "told": ("offered",),  # it got worse, and there were too many for one text
        "over": (),  # it was no longer so when it would have been told
    },
)
OPEN = ("waits", "offered")


class Mention(HasLifecycle, Base):
    """One thing of one kind that one coordinator reads of, once."""

    __tablename__ = "mentions"
    __table_args__ = (
        Index("uq_mentions_kind_about_member", "kind", "about", "member_id", unique=True),
        Index("ix_mentions_member_status", "member_id", "status"),
    )
    lifecycle = MENTION

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    about: Mapped[int]  # the row it is about, of the kind's own table
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))  # the coordinator
    status: Mapped[str] = mapped_column(String(8), default="waits")
    level: Mapped[int] = mapped_column(default=0)  # how bad it was when they read of it
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    told_at: Mapped[datetime | None]


_TABLE = table_of(Mention)
_AGAIN = (
    update(_TABLE)
    .where(
        _TABLE.c.kind == bindparam("b_kind"),
        _TABLE.c.about == bindparam("b_about"),
        _TABLE.c.member_id == bindparam("b_member_id"),
    )
    .values(
        status=bindparam("b_status"),
        level=bindparam("b_level"),
        told_at=bindparam("b_told_at"),
        created_at=bindparam("b_created_at"),
    )
)


def add(connection: Connection, kind: str, about: int, member_id: int) -> None:
    """Let a coordinator read of it. Said twice is said once."""
    connection.execute(
        insert_once(connection, _TABLE).values(
            kind=kind, about=about, member_id=member_id, status=MENTION.first, level=0, created_at=clock.now()
        )
    )


def waiting(db: Session, member_id: int, *status: str) -> list[Mention]:
    """What this coordinator hasn't read of yet (or what is of these statuses), in the order it came."""
    mine = Mention.member_id == member_id, Mention.status.in_(status or OPEN)
    return list(db.scalars(select(Mention).where(*mine).order_by(Mention.id)))


def last_told(db: Session, member_id: int) -> datetime | None:
    """When this coordinator was last told of anything in a digest."""
    return db.scalar(
        select(Mention.told_at)
        .where(Mention.member_id == member_id, Mention.told_at.is_not(None))
        .order_by(Mention.told_at.desc())
        .limit(1)
    )


def levels(db: Session, member_id: int, *status: str) -> dict[tuple[str, int], int]:
    """How bad each thing was when this coordinator read of it, by its kind and row: one statement."""
    mine = Mention.member_id == member_id, Mention.status.in_(status or ("told",))
    rows = db.execute(select(Mention.kind, Mention.about, Mention.level).where(*mine))
    return {(kind, about): level for kind, about, level in rows}


def tell(
    connection: Connection, kind: str, levels: Mapping[int, int], member_id: int, status: str = "told"
) -> None:
    """This coordinator reads of these rows now, at these levels (or is offered them): two statements."""
    if not levels:
        return
    now = clock.now()
    told = now if status == "told" else None
    mine = {"kind": kind, "member_id": member_id, "status": MENTION.check(None, status), "told_at": told}
    rows = [{**mine, "about": about, "level": level, "created_at": now} for about, level in levels.items()]
    connection.execute(insert_once(connection, _TABLE), rows)
    connection.execute(_AGAIN, [{f"b_{name}": value for name, value in row.items()} for row in rows])


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were raised before then, whatever became of them. How many."""
    old = select(_TABLE.c.id).where(_TABLE.c.created_at < before).limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
