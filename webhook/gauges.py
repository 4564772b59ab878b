"""What can be read off the house from outside: numbers, ages in seconds, and codes. No name, number or id.

Everything is looked up in SQL at the moment it is asked, so it is right with any number of processes. Five statements,
each answered by an index; a count stops at `MOST`, so that a million planned nudges cost no more than a few.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, literal, select

from flows.followed_up import asks_gently, no_answer_yet
from models import clock, heartbeats, numbers, tallies
from models.base import AnyRow, table_of
from models.chain import Head
from models.members import Member
from models.nudges import Nudge
from models.outbox import Letter
from models.seats import COORDINATOR, Seat
from models.texts import Text

MOST = 100_000  # a count stops there
WAITING = ("queued", "held", "sending")  # statuses of letters that haven't left
SOON = timedelta(days=1)

_LETTERS, _NUDGES, _TEXTS, _CHAIN = map(table_of, (Letter, Nudge, Text, Head))
_MEMBERS, _SEATS = table_of(Member), table_of(Seat)

# What nobody but its reader may learn of is in neither: whoever is named in a concern may be looking.
_FAILED = (
    select(_LETTERS.c.error).where(_LETTERS.c.status == "failed", _LETTERS.c.id > 0).limit(MOST).subquery()
)
_PLANNED = and_(_NUDGES.c.status == "planned", _NUDGES.c.kind.not_in((no_answer_yet.name, asks_gently.name)))
_DEAD = select(_FAILED.c.error, func.count()).group_by(_FAILED.c.error)


@dataclass(frozen=True)
class Gauges:
    """The house at one moment. Ages in seconds."""

    letters: dict[str, int]  # by status
    dead: dict[str, int]  # letters that failed for good, by code
    oldest: float | None  # of the letters that are due and could leave
    due: int  # nudges
    soon: int  # nudges of the next day
    acts: int  # of coordinators, since the beginning: never fewer than before
    coordinators: int  # who can be texted
    texts: int  # that ever arrived, about
    tallies: dict[str, dict[str, int]]
    heartbeats: dict[str, float | None]  # how long ago each job came to its end; None: never yet
    halted: list[tuple[str, str]]  # channel and Twilio's code of each sender of ours that is halted


def read(connection: Connection) -> Gauges:
    """Look at the house."""
    now, wall = clock.now(), clock.wall()
    row = connection.execute(_looks(now)).one()
    waits = [since for since in (row.queued_since, row.sending_since) if since is not None]
    return Gauges(
        letters={status: getattr(row, status) for status in WAITING},
        dead={code or "": count for code, count in connection.execute(_DEAD)},
        oldest=max(0.0, (now - min(waits)).total_seconds()) if waits else None,
        due=row.due,
        soon=row.soon,
        acts=row.acts or 0,
        coordinators=row.coordinators,
        texts=row.texts or 0,
        tallies=tallies.counts(connection),
        heartbeats={
            job: None if ended is None else max(0.0, (wall - ended).total_seconds())
            for job, ended in heartbeats.last(connection).items()
        },
        halted=[(_channel(one), one.halted_for or "") for one in numbers.halted(connection)],
    )


def _looks(now: datetime) -> Any:
    return select(
        *(_count(_LETTERS.c.status == status).label(status) for status in WAITING),
        _since("queued", now).label("queued_since"),
        _since("sending", now).label("sending_since"),
        _count(_PLANNED, _NUDGES.c.due_at <= now).label("due"),
        _count(_PLANNED, _NUDGES.c.due_at > now, _NUDGES.c.due_at <= now + SOON).label("soon"),
        select(func.count())
        .select_from(_SEATS.join(_MEMBERS, _SEATS.c.member_id == _MEMBERS.c.id))
        .where(_SEATS.c.status == "held", _SEATS.c.role == COORDINATOR, _MEMBERS.c.stopped_at.is_(None))
        .scalar_subquery()
        .label("coordinators"),
        # Counting them all would take ever longer; the newest one's number is a little more than how many there are.
        select(func.max(_TEXTS.c.id)).scalar_subquery().label("texts"),
        select(func.max(_CHAIN.c.place)).scalar_subquery().label("acts"),
    )


def _count(*which: Any) -> Any:
    some = select(literal(1)).where(*which).limit(MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _since(status: str, now: datetime) -> Any:
    first = select(func.min(_LETTERS.c.due_at)).where(_LETTERS.c.status == status, _LETTERS.c.due_at <= now)
    return first.scalar_subquery()


def _channel(number: AnyRow) -> str:
    if number.name.startswith("whatsapp:"):
        return "WhatsApp"
    return "the messaging service" if number.name.startswith("MG") else "SMS"
