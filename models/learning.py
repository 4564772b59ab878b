"""Learning: hours of continuing professional development, as a member notes them for their renewal."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import clock
from models.base import Base
from models.sealing import Sealed


class Learning(Base):
    """Some time of learning on one day. Only its author reads it."""

    __tablename__ = "learning"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    on_day: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int]
    what: Mapped[str] = mapped_column(Sealed("learning.what"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


def total(db: Session, member_id: int, since: date) -> int:
    """Minutes this member noted from this day on."""
    mine = select(func.sum(Learning.minutes)).where(Learning.member_id == member_id, Learning.on_day >= since)
    return db.scalar(mine) or 0


def last(db: Session, member_id: int, most: int) -> list[Learning]:
    """What they noted last, the newest first."""
    mine = select(Learning).where(Learning.member_id == member_id)
    return list(db.scalars(mine.order_by(Learning.id.desc()).limit(most)))


def forget(db: Session, member_id: int) -> None:
    """Nothing of it is kept."""
    db.execute(delete(Learning).where(Learning.member_id == member_id))
