"""Knowledge: what members share with each other, with credit: techniques, readings, links, people, events.

It is for all members once a coordinator has looked at it. Its words are sealed like all that people write; what it is looked
up by stands apart (`models/knowledge_index.py`), for as long as it can be found.
"""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, delete, exists, select
from sqlalchemy.orm import Mapped, Session, lazyload, mapped_column, relationship

from models import clock
from models.base import Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import Sealed

KNOWLEDGE = Lifecycle(
    "piece of knowledge",
    {
        "shared": ("published", "asked", "withdrawn"),  # waits for a coordinator's eye
        "asked": ("shared", "published", "withdrawn"),  # its author is asked something about it
        "published": ("shared", "asked", "withdrawn"),  # changed by its author: looked at anew
        "withdrawn": (),  # without its words
    },
)
WAITING = ("shared",)
PERSON = "person"  # stands in no letter: nobody has asked whoever it is
KINDS = ("technique", "reading", "link", PERSON, "event")
PARTS = ("title", "words", "topics", "credit", "link")  # what its author wrote, and can write anew


class Knowledge(HasLifecycle, Base):
    """One thing that somebody shared."""

    __tablename__ = "knowledge"
    lifecycle = KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(10), default="shared", index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)  # its author here
    named: Mapped[bool] = mapped_column(default=False)  # whether members may read who that is
    in_letter: Mapped[bool] = mapped_column(
        default=False
    )  # whether title and credit may be read by everybody
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str | None] = mapped_column(Sealed("knowledge.title"))
    words: Mapped[str | None] = mapped_column(Sealed("knowledge.words"))
    topics: Mapped[str | None] = mapped_column(Sealed("knowledge.topics"))
    credit: Mapped[str | None] = mapped_column(Sealed("knowledge.credit"))  # who it comes from
    link: Mapped[str | None] = mapped_column(Sealed("knowledge.link"))  # whole, http or https
    question: Mapped[str | None] = mapped_column(
        Sealed("knowledge.question")
    )  # a coordinator's, to its author
    looked_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    looked_at: Mapped[datetime | None]
    shared_at: Mapped[datetime] = mapped_column(default=clock.now)  # or changed

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)


def of(db: Session, member_id: int) -> list[Knowledge]:
    """What this member shared and hasn't withdrawn, the newest first."""
    mine = Knowledge.member_id == member_id, Knowledge.status != "withdrawn"
    return list(db.scalars(select(Knowledge).where(*mine).order_by(Knowledge.id.desc())))


def waiting(db: Session) -> list[Knowledge]:
    """What waits for a coordinator's eye, the oldest first."""
    rows = select(Knowledge).where(Knowledge.status.in_(WAITING))
    return list(db.scalars(rows.order_by(Knowledge.shared_at, Knowledge.id)))


def locked(db: Session, number: int) -> Knowledge | None:
    """This one as it is now, and nobody else changes it until this transaction is over; None when there is none."""
    row = select(Knowledge).where(Knowledge.id == number).options(lazyload("*"))
    return db.scalar(row.with_for_update(key_share=True).execution_options(populate_existing=True))


def these(db: Session, numbers: list[int]) -> list[Knowledge]:
    """Of these those that can be found now, in this order."""
    rows = select(Knowledge).where(Knowledge.id.in_(numbers), Knowledge.status == "published")
    there = {one.id: one for one in db.scalars(rows)}
    return [there[one] for one in numbers if one in there]


def named_authors(db: Session) -> list[Member]:
    """Whose name stands beside something that can be found now."""
    mine = Knowledge.member_id == Member.id, Knowledge.named, Knowledge.status == "published"
    return list(db.scalars(select(Member).where(exists().where(*mine)).order_by(Member.id)))


def new(db: Session, since: datetime, until: datetime) -> list[Knowledge]:
    """What can be found and was looked at in this time (aware UTC, the end left out), in the order it was shared."""
    looked = Knowledge.looked_at >= since, Knowledge.looked_at < until
    return list(
        db.scalars(select(Knowledge).where(Knowledge.status == "published", *looked).order_by(Knowledge.id))
    )


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` that were withdrawn before then. How many."""
    table = table_of(Knowledge)
    old = select(table.c.id).where(table.c.shared_at < before, table.c.status == "withdrawn").limit(most)
    ids = list(connection.execute(old).scalars())
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
