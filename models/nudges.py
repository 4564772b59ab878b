"""Nudges: SQL is the schedule of truth. A row says who, what about, when due, not after, and is unique by its key."""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, Index, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.database import insert_once
from models.lifecycle import HasLifecycle, Lifecycle

NUDGE = Lifecycle(
    "nudge",
    {
        "planned": ("spoken", "silent", "lapsed"),
        "spoken": (),
        "silent": (),  # due, and no longer true
        "lapsed": (),  # nobody woke us in time; too late to be kind
    },
)


class Nudge(HasLifecycle, Base):
    """Something to say later, if it is still true then."""

    __tablename__ = "nudges"
    __table_args__ = (Index("ix_nudges_status_due", "status", "due_at"),)
    lifecycle = NUDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    about: Mapped[int] = mapped_column(default=0)  # the row it is about, of the kind's own table
    due_at: Mapped[datetime]
    not_after: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(8), default="planned")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def plan(
    connection: Connection, kind: str, member_id: int, about: int, due: datetime, not_after: datetime
) -> None:
    """Plan one nudge for one person. Planned twice is planned once."""
    connection.execute(
        insert_once(connection, table_of(Nudge)).values(
            key=f"{kind}:{about}:{member_id}",
            kind=kind,
            member_id=member_id,
            about=about,
            due_at=due,
            not_after=not_after,
            status=NUDGE.first,
            created_at=clock.now(),
        )
    )


def claim_due(connection: Connection, limit: int) -> list[AnyRow]:
    """Due nudges, oldest first, locked until the transaction ends; those another worker holds are passed over."""
    table = table_of(Nudge)
    due = (
        select(table.c.id, table.c.kind, table.c.member_id, table.c.about, table.c.not_after)
        .where(table.c.status == "planned", table.c.due_at <= clock.now())
        .order_by(table.c.due_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(connection.execute(due))


def postpone(connection: Connection, nudge_id: int, until: datetime) -> None:
    """Not now: ask again at `until`."""
    table = table_of(Nudge)
    connection.execute(update(table).where(table.c.id == nudge_id).values(due_at=until))


def settle(connection: Connection, nudge_id: int, status: str) -> None:
    """What became of a nudge: spoken, silent or lapsed."""
    table = table_of(Nudge)
    moved = update(table).where(table.c.id == nudge_id, table.c.status.in_(NUDGE.before(status)))
    connection.execute(moved.values(status=status))
