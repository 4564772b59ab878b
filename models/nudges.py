"""Nudges: SQL is the schedule of truth. A row says who, what about, when due, not after, and is unique by its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    String,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import AnyRow, Base, table_of
from models.database import insert_once
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Address, Member
from models.outbox import OF_AN_ACT
from models.texts import Text

NUDGE = Lifecycle(
    "nudge",
    {
        "planned": ("spoken", "silent", "lapsed"),
        # Planned anew when its hour moves, if it wasn't spoken already for that hour.
        "spoken": ("planned",),
        "silent": ("planned",),  # due, and no longer true
        "lapsed": ("planned",),  # nobody woke us in time; too late to be kind
    },
)
SETTLED = ("spoken", "silent", "lapsed")


class Nudge(HasLifecycle, Base):
    """Something to say later, if it is still true then."""

    __tablename__ = "nudges"
    __table_args__ = (
        Index("ix_nudges_status_due", "status", "due_at"),
        Index("ix_nudges_about_kind", "about", "kind"),
        Index("ix_nudges_act_id", "act_id", sqlite_where=text(OF_AN_ACT), postgresql_where=text(OF_AN_ACT)),
    )
    lifecycle = NUDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    about: Mapped[int] = mapped_column(default=0)  # the row it is about, of the kind's own table
    due_at: Mapped[datetime]
    not_after: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(8), default="planned")
    act_id: Mapped[int | None]  # the act that planned it
    settled_at: Mapped[datetime | None]  # when it was spoken, silent or lapsed
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def plan(
    connection: Connection,
    kind: str,
    member_id: int,
    about: int,
    due: datetime,
    not_after: datetime,
    act: int | None = None,
) -> None:
    """Plan one nudge for one person, by an act or by itself. Planned twice is planned once."""
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
            act_id=act,
        )
    )


def hold(connection: Connection, kinds: Sequence[str], about: int) -> None:
    """Lock the nudges of these kinds about one row, before that row itself is locked: in the order of the sweep."""
    theirs = select(_TABLE.c.id).where(_TABLE.c.about == about, _TABLE.c.kind.in_(kinds))
    connection.execute(theirs.order_by(_TABLE.c.id).with_for_update()).all()


def forget_about(connection: Connection, kinds: Sequence[str], rows: Sequence[int]) -> None:
    """Plan nothing of these kinds about these rows any more."""
    connection.execute(delete(_TABLE).where(_TABLE.c.kind.in_(kinds), _TABLE.c.about.in_(rows)))


def replan(
    connection: Connection,
    kind: str,
    member_id: int,
    about: int,
    due: datetime,
    not_after: datetime,
    act: int | None = None,
) -> None:
    """Its hour has moved: plan it for that one, by this act if any, unless it was spoken at or after it."""
    plan(connection, kind, member_id, about, due, not_after, act)
    mine = update(_TABLE).where(
        _TABLE.c.key == f"{kind}:{about}:{member_id}",
        or_(_TABLE.c.status != "spoken", _TABLE.c.settled_at < due),
    )
    by = _TABLE.c.act_id if act is None else act
    connection.execute(
        mine.values(status="planned", settled_at=None, due_at=due, not_after=not_after, act_id=by)
    )


_TABLE = table_of(Nudge)
Cursor = tuple[datetime, int]  # the due time and id of the last nudge that was looked at
_DUE = (
    select(
        _TABLE.c.id, _TABLE.c.kind, _TABLE.c.member_id, _TABLE.c.about, _TABLE.c.due_at, _TABLE.c.not_after
    )
    .where(
        _TABLE.c.status == "planned",
        _TABLE.c.due_at <= bindparam("now"),
        tuple_(_TABLE.c.due_at, _TABLE.c.id) > tuple_(bindparam("after_due"), bindparam("after_id")),
    )
    .order_by(_TABLE.c.due_at, _TABLE.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_SETTLE = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("ids", expanding=True)))
    .values(status=bindparam("b_status"), settled_at=bindparam("b_now"))
)
_POSTPONE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("nudge_id"))
    .values(due_at=bindparam("b_due"), not_after=bindparam("b_last"))
)
BEGINNING: Cursor = (datetime(1970, 1, 1, tzinfo=UTC), 0)


def claim_due(connection: Connection, limit: int, after: Cursor = BEGINNING) -> list[AnyRow]:
    """Due nudges, oldest first, locked until the transaction ends; those another worker holds are passed over."""
    given = {"now": clock.now(), "after_due": after[0], "after_id": after[1], "most": limit}
    return list(connection.execute(_DUE, given))


def postpone(connection: Connection, until: Mapping[int, tuple[datetime, datetime]]) -> None:
    """Not now: ask each again at its time, and not after another."""
    if until:
        rows = [{"nudge_id": one, "b_due": due, "b_last": last} for one, (due, last) in until.items()]
        connection.execute(_POSTPONE, rows)


def settle(connection: Connection, fates: Mapping[int, str]) -> None:
    """What became of each nudge that `claim_due` locked: spoken, silent or lapsed. One statement for each fate."""
    for status in sorted(set(fates.values())):
        ids = [one for one, fate in fates.items() if fate == status]
        given = {"ids": ids, "b_status": NUDGE.check("planned", status), "b_now": clock.now()}
        connection.execute(_SETTLE, given)


def forget(connection: Connection, kind: str, member_id: int, about: int) -> None:
    """As if it had never been planned, so that it can be planned anew for another time."""
    connection.execute(delete(_TABLE).where(_TABLE.c.key == f"{kind}:{about}:{member_id}"))


def hasten(connection: Connection, member_id: int, kinds: Sequence[str]) -> None:
    """Let this person's nudges of these kinds be due now."""
    theirs = _TABLE.c.member_id == member_id, _TABLE.c.status == "planned", _TABLE.c.kind.in_(kinds)
    connection.execute(
        update(_TABLE).where(*theirs, _TABLE.c.due_at > clock.now()).values(due_at=clock.now())
    )


def bring_forward(connection: Connection, kind: str, abouts: Sequence[int]) -> None:
    """Let what is planned of this kind about these rows be due now."""
    theirs = _TABLE.c.kind == kind, _TABLE.c.status == "planned", _TABLE.c.about.in_(abouts)
    connection.execute(
        update(_TABLE).where(*theirs, _TABLE.c.due_at > clock.now()).values(due_at=clock.now())
    )


@dataclass(frozen=True, slots=True)
class Patience:
    """How one person takes to being texted unasked."""

    last: datetime | None = None  # when they last got something unasked
    unanswered: int = 0  # how many since they last texted us


def patience(connection: Connection, member_ids: Sequence[int], kinds: Sequence[str]) -> dict[int, Patience]:
    """For each of these people, what they got of these kinds, in one statement."""
    address, said = table_of(Address), table_of(Text)
    heard = (
        select(address.c.member_id, func.max(said.c.received_at).label("at"))
        .join_from(address, said, said.c.address_id == address.c.id)
        .where(address.c.member_id.in_(member_ids))
        .group_by(address.c.member_id)
        .subquery()
    )
    since = case((or_(heard.c.at.is_(None), _TABLE.c.settled_at > heard.c.at), 1), else_=0)
    got = (
        select(_TABLE.c.member_id, func.max(_TABLE.c.settled_at), func.sum(since))
        .join_from(_TABLE, heard, heard.c.member_id == _TABLE.c.member_id, isouter=True)
        .where(_TABLE.c.member_id.in_(member_ids), _TABLE.c.status == "spoken", _TABLE.c.kind.in_(kinds))
        .group_by(_TABLE.c.member_id)
    )
    return {member: Patience(last, count) for member, last, count in connection.execute(got)}


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` nudges that were settled and due before then. How many."""
    done = select(_TABLE.c.id).where(_TABLE.c.status.in_(SETTLED), _TABLE.c.due_at < before).limit(most)
    ids = list(connection.execute(done).scalars())
    if ids:
        connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))
    return len(ids)


def for_letter(db: Session, kind: str, month: int, most: int) -> list[int]:
    """Up to `most` members, by id, who take part, haven't said no to the monthly letter, and for whom this one (a nudge of this
    kind, about this month) isn't planned yet."""
    planned = select(Nudge.id).where(Nudge.kind == kind, Nudge.about == month, Nudge.member_id == Member.id)
    rows = select(Member.id).where(Member.status == "verified", Member.stopped_at.is_(None))
    rows = rows.where(Member.letter.is_(None) | (Member.letter == "yes"), ~planned.exists())
    return list(db.scalars(rows.order_by(Member.id).limit(most)))
