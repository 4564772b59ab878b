"""Talks: where each person is in each conversation. At most one is open for a person; the database sees to it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, bindparam, delete, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.database import insert_once
from models.lifecycle import HasLifecycle, Lifecycle
from models.outbox import OF_AN_ACT
from models.sealing import SealedJSON

TALK = Lifecycle(
    "talk",
    {
        "waiting": ("open", "ended"),  # on the agenda: not asked yet, or interrupted
        "open": ("waiting", "ended"),  # the one question this person has
        "ended": (),
    },
)


class TalkRow(HasLifecycle, Base):
    """One run of one flow with one person. Ended talks are deleted with their answers, which were applied."""

    __tablename__ = "talks"
    __table_args__ = (
        Index(
            "uq_talks_open",
            "member_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index("uq_talks_once", "member_id", "flow", "about", unique=True),
        Index("ix_talks_flow_about", "flow", "about"),
        Index("ix_talks_act_id", "act_id", sqlite_where=text(OF_AN_ACT), postgresql_where=text(OF_AN_ACT)),
        # An ended talk is deleted; its id must never come back, for a nudge may still carry it.
        {"sqlite_autoincrement": True},
    )
    lifecycle = TALK

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    flow: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(60))
    about: Mapped[int] = mapped_column(default=0)  # the row it is about, of the flow's own kind; 0: nothing
    urgency: Mapped[int]  # lower comes first
    # Answers so far, the way back, misses at this question: nothing else remembers them.
    memory: Mapped[dict[str, Any]] = mapped_column(SealedJSON("talks.memory"))
    asked_at: Mapped[datetime | None]
    act_id: Mapped[int | None]  # the act that put it there
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


# The hot path: statements built once.
_TABLE = table_of(TalkRow)
_COLUMNS = (
    _TABLE.c.id,
    _TABLE.c.flow,
    _TABLE.c.state,
    _TABLE.c.about,
    _TABLE.c.memory,
    _TABLE.c.status,
    _TABLE.c.asked_at,
    _TABLE.c.act_id,
)
_MINE = select(*_COLUMNS).where(_TABLE.c.member_id == bindparam("member_id"))
_OPEN = _MINE.where(_TABLE.c.status == "open")
_AGENDA = _MINE.where(_TABLE.c.status == "waiting").order_by(_TABLE.c.urgency, _TABLE.c.id)
_SAVE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("talk_id"))
    .values(
        state=bindparam("b_state"),
        memory=bindparam("b_memory"),
        status=bindparam("b_status"),
        asked_at=bindparam("b_asked"),
    )
)
_DROP = delete(_TABLE).where(_TABLE.c.id == bindparam("talk_id"))


def open_for(connection: Connection, member_id: int) -> AnyRow | None:
    """The talk this member has open."""
    return connection.execute(_OPEN, {"member_id": member_id}).one_or_none()


def agenda(connection: Connection, member_id: int) -> list[AnyRow]:
    """The talks that wait for this member, the most urgent first."""
    return list(connection.execute(_AGENDA, {"member_id": member_id}))


def save(connection: Connection, talk_id: int, status: str, state: str, memory: dict[str, Any]) -> None:
    """Keep where a talk is, and that it was asked about now."""
    connection.execute(
        _SAVE,
        {
            "talk_id": talk_id,
            "b_status": TALK.check(None, status),
            "b_state": state,
            "b_memory": memory,
            "b_asked": clock.now(),
        },
    )


def waits_unasked(connection: Connection, talk_id: int) -> bool:
    """Whether this talk waits and was never asked."""
    waiting = select(_TABLE.c.id).where(
        _TABLE.c.id == talk_id, _TABLE.c.status == "waiting", _TABLE.c.asked_at.is_(None)
    )
    return connection.execute(waiting).first() is not None


def was_asked(connection: Connection, member_id: int, flow: str, about: int) -> bool:
    """Whether this member was asked this and has not come to its end."""
    theirs = _TABLE.c.member_id == member_id, _TABLE.c.flow == flow, _TABLE.c.about == about
    asked = select(_TABLE.c.id).where(*theirs, _TABLE.c.asked_at.is_not(None))
    return connection.execute(asked).first() is not None


def start_afresh(connection: Connection, member_id: int, flow: str) -> None:
    """Forget where this member was in a flow that isn't gone on with."""
    connection.execute(delete(_TABLE).where(_TABLE.c.member_id == member_id, _TABLE.c.flow == flow))


def drop(connection: Connection, talk_id: int) -> None:
    """A talk that ended is gone, with its answers."""
    connection.execute(_DROP, {"talk_id": talk_id})


def add(
    connection: Connection,
    member_id: int,
    flow: str,
    state: str,
    about: int,
    urgency: int,
    act: int | None = None,
) -> int | None:
    """Put a talk on somebody's agenda, by an act or by itself; None when they have that one already."""
    values: dict[str, Any] = {
        "member_id": member_id,
        "status": TALK.first,
        "flow": flow,
        "state": state,
        "about": about,
        "urgency": urgency,
        "memory": {},
        "created_at": clock.now(),
    }
    if act is not None:
        values["act_id"] = act
    added = insert_once(connection, _TABLE).values(values).returning(_TABLE.c.id)
    found: int | None = connection.execute(added).scalar_one_or_none()
    return found


def hurry(connection: Connection, member_id: int, flow: str, about: int, urgency: int) -> None:
    """Give a talk of this member's another urgency."""
    theirs = _TABLE.c.member_id == member_id, _TABLE.c.flow == flow, _TABLE.c.about == about
    connection.execute(update(_TABLE).where(*theirs).values(urgency=urgency))


def call_off(connection: Connection, flow: str, about: int) -> None:
    """Take a talk off everybody's agenda, answered or not."""
    connection.execute(delete(_TABLE).where(_TABLE.c.flow == flow, _TABLE.c.about == about))


def forget_about(connection: Connection, flows: Collection[str], rows: Collection[int]) -> None:
    """Take these flows about these rows off everybody's agenda."""
    connection.execute(delete(_TABLE).where(_TABLE.c.flow.in_(flows), _TABLE.c.about.in_(rows)))


def expire(connection: Connection, before: datetime, most: int, *, flows: Collection[str]) -> int:
    """Forget up to `most` talks of these flows that nobody went on with since then, with what was said in them. How
    many."""
    touched = func.coalesce(_TABLE.c.asked_at, _TABLE.c.created_at)
    old = select(_TABLE.c.id).where(_TABLE.c.flow.in_(flows), touched < before).limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)
