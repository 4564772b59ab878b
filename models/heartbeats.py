"""Heartbeats: when each periodic job last ran, kept in SQL, which is there when Redis isn't. Times are wall clock."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models import clock
from models.base import Base, table_of
from models.database import insert_once


class Heartbeat(Base):
    """One periodic job."""

    __tablename__ = "heartbeats"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


_TABLE = table_of(Heartbeat)


def begin(connection: Connection, job: str, every: timedelta) -> bool:
    """Take this turn of a periodic job; False when somebody took it less than `every` ago."""
    now = clock.wall()
    connection.execute(insert_once(connection, _TABLE).values(job=job, began_at=now - 2 * every))
    mine = update(_TABLE).where(_TABLE.c.job == job, _TABLE.c.began_at <= now - every)
    return connection.execute(mine.values(began_at=now)).rowcount == 1


def end(connection: Connection, job: str) -> None:
    """The turn came to its end."""
    connection.execute(update(_TABLE).where(_TABLE.c.job == job).values(ended_at=clock.wall()))


def last(connection: Connection) -> dict[str, datetime | None]:
    """When each job last came to its end."""
    return {row.job: row.ended_at for row in connection.execute(select(_TABLE))}
