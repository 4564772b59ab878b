"""Commitments: what members mean to do, in their own words, with their own day and perhaps a witness."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import Sealed

COMMITMENT = Lifecycle(
    "commitment",
    {
        "open": ("done", "on_it", "let_go"),
        "on_it": ("open", "done", "let_go"),  # asked about; open again once it has another day
        "done": (),
        "let_go": (),
    },
)
GOING = ("open", "on_it")


class Commitment(HasLifecycle, Base):
    """What one member means to do."""

    __tablename__ = "commitments"
    lifecycle = COMMITMENT

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    status: Mapped[str] = mapped_column(String(8), default="open")
    words: Mapped[str] = mapped_column(Sealed("commitments.words"))
    follow_up_at: Mapped[datetime]
    asked_again: Mapped[bool] = mapped_column(default=False)  # whether it has had its second day
    witness_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id"), index=True
    )  # nobody: only themselves
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    witness: Mapped[Member | None] = relationship(foreign_keys=[witness_id])


def going(db: Session, member_id: int) -> list[Commitment]:
    """This member's commitments that are neither done nor let go, the nearest day first."""
    mine = select(Commitment).where(Commitment.member_id == member_id, Commitment.status.in_(GOING))
    return list(db.scalars(mine.order_by(Commitment.follow_up_at, Commitment.id)))
