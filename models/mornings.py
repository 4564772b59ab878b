"""Mornings: at which hour each coordinator wants to read what needs a person."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Morning(Base):
    """One coordinator's wish; who has none reads it when their night is over, on every day."""

    __tablename__ = "mornings"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    at: Mapped[int | None]  # minutes after midnight by their own clock; None: when their night is over
    weekdays: Mapped[bool] = mapped_column(default=False)  # Monday to Friday alone
    wanted: Mapped[bool] = mapped_column(default=True)


def of(db: Session, member_id: int) -> Morning:
    """This coordinator's; a new row where there was none."""
    found = db.scalar(select(Morning).where(Morning.member_id == member_id))
    if found is None:
        found = Morning(member_id=member_id)
        db.add(found)
        db.flush()
    return found


def of_all(db: Session, member_ids: Sequence[int]) -> dict[int, Morning]:
    """What these coordinators said, by their ids: one statement."""
    rows = db.scalars(select(Morning).where(Morning.member_id.in_(member_ids)))
    return {one.member_id: one for one in rows}
