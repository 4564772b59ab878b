"""The directory: members who wish to be found by others here, and who asked whom through it.

An entry is there as long as its consent is (`models/consents.py`, "directory"). Nobody is told that they were looked at, and a
request that was declined can't be told from one that nobody answered.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from models import clock, consents, pairings, wishes
from models.base import Base, table_of
from models.kinds import Kind
from models.lifecycle import HasLifecycle, Lifecycle
from models.members import Member
from models.sealing import Sealed, SealedJSON

LISTED = "directory"  # the consent, and what stands for an agreement of two who met through it
REQUEST = Lifecycle(
    "directory request",
    {
        "asked": ("together", "declined", "lapsed"),
        "declined": (),  # whoever asked reads of it what they'd read of the next, and then
        "lapsed": (),
        "together": ("over",),
        "over": (),
    },
)


class DirectoryEntry(Base):
    """What one member wishes others to read of them. Name, number and address aren't in it."""

    __tablename__ = "directory_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    offers: Mapped[list[str]] = mapped_column(SealedJSON("directory_entries.offers"))  # each a `Kind`
    languages: Mapped[list[str]] = mapped_column(SealedJSON("directory_entries.languages"))  # CLDR codes
    words: Mapped[str] = mapped_column(Sealed("directory_entries.words"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


class DirectoryRequest(HasLifecycle, Base):
    """One member would like to be in touch with another, whose entry they read."""

    __tablename__ = "directory_requests"
    __table_args__ = (
        {"sqlite_autoincrement": True},
    )  # a nudge may still carry the number of one that is gone
    lifecycle = REQUEST

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(8), default="asked")
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    kind: Mapped[Kind] = mapped_column(String(12))
    pairing_id: Mapped[int | None] = mapped_column(ForeignKey("pairings.id"))  # through which they write
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    member: Mapped[Member] = relationship(foreign_keys=[member_id], lazy="joined", innerjoin=True)
    other: Mapped[Member] = relationship(foreign_keys=[other_id], lazy="joined", innerjoin=True)

    def partner(self, member_id: int) -> Member:
        """The other of the two."""
        return self.other if member_id == self.member_id else self.member

    def together(self, db: Session) -> None:
        """Both have said yes: they know each other's name and can write to each other here."""
        made = pairings.line(db, [self.member, self.other], self.member_id, LISTED, self.kind)
        self.pairing_id, self.status = made.id, "together"

    def over(self, db: Session) -> None:
        """They can no longer write to each other here, unless they have come to be partners otherwise."""
        made = db.get(pairings.Pairing, self.pairing_id) if self.pairing_id else None
        if made is not None and made.status == "agreed":
            pairings.end(made, "ended")
        self.status = "over"


def of(db: Session, member_id: int) -> DirectoryEntry | None:
    """This member's entry."""
    return db.scalar(select(DirectoryEntry).where(DirectoryEntry.member_id == member_id))


def put(
    db: Session, member: Member, version: str, offers: list[str], languages: list[str], words: str
) -> None:
    """List this member so, who has just agreed to it in the words of `version`."""
    entry = of(db, member.id)
    if entry is None:
        entry = DirectoryEntry(member_id=member.id)
        db.add(entry)
    entry.offers, entry.languages, entry.words = offers, languages, words
    if not consents.agrees(db, member, LISTED):
        consents.give(db, member, LISTED, version)
    db.flush()


def take_out(db: Session, member: Member) -> bool:
    """This member isn't listed any more. Whether they were."""
    entry = of(db, member.id)
    consents.withdraw(db, member, LISTED)
    if entry is not None:
        db.delete(entry)
    db.flush()
    return entry is not None


def open_to(db: Session, reader: Member, now: datetime) -> list[DirectoryEntry]:
    """The entries that `reader` may see: of members who take part and take no break, whom they haven't asked and don't work
    with, and where neither blocked the other or raised a concern about them. In an order that means nothing, for each reader
    always the same."""
    met = {other.id for one in pairings.going(db, reader.id) for other in one.others(reader.id)}
    asked = set(db.scalars(select(DirectoryRequest.other_id).where(DirectoryRequest.member_id == reader.id)))
    hidden = met | wishes.apart_from(db, reader.id) | asked | {reader.id}
    rows = (
        select(DirectoryEntry)
        .join(Member, Member.id == DirectoryEntry.member_id)
        .options(joinedload(DirectoryEntry.member).joinedload(Member.credential))
    )
    rows = rows.where(Member.status == "verified", Member.stopped_at.is_(None))
    there = [one for one in db.scalars(rows) if one.member_id not in hidden]
    awake = [one for one in there if one.member.paused_until is None or one.member.paused_until <= now]
    return sorted(awake, key=lambda one: hashlib.sha256(f"{reader.id} {one.id}".encode()).digest())


def asks(db: Session, member_id: int, other_id: int, kind: Kind) -> DirectoryRequest:
    """This member would like to be in touch with the other."""
    made = DirectoryRequest(member_id=member_id, other_id=other_id, kind=kind)
    db.add(made)
    db.flush()
    return made


def asking(db: Session, member_id: int) -> list[DirectoryRequest]:
    """Who would like to be in touch with this member and hasn't their answer."""
    rows = select(DirectoryRequest).where(
        DirectoryRequest.other_id == member_id, DirectoryRequest.status == "asked"
    )
    return list(db.scalars(rows.order_by(DirectoryRequest.id)))


def asked_since(db: Session, member_id: int, since: datetime) -> int:
    """How many this member asked since then and hasn't heard of a yes, whatever became of them."""
    rows = select(DirectoryRequest.id).where(
        DirectoryRequest.member_id == member_id,
        DirectoryRequest.created_at > since,
        DirectoryRequest.status.not_in(("together", "over")),
    )
    return len(db.scalars(rows).all())


def expire(connection: Connection, before: datetime, most: int) -> int:
    """Forget up to `most` requests that were made before then and aren't going on. How many."""
    table = table_of(DirectoryRequest)
    old = select(table.c.id).where(table.c.created_at < before, table.c.status.not_in(("asked", "together")))
    ids = list(connection.scalars(old.limit(most)))
    if ids:
        connection.execute(delete(table).where(table.c.id.in_(ids)))
    return len(ids)
