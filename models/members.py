"""Members, their addresses, the credentials they named, and the coordinators among them."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, ForeignKey, LargeBinary, String, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock, seats
from models.base import AnyRow, Base, table_of
from models.lifecycle import HasLifecycle, Lifecycle
from models.sealing import Sealed, SealedJSON, keyring
from models.seats import COORDINATOR, SAFEGUARDING, Seat

MEMBER = Lifecycle(
    "member",
    {
        "newcomer": ("applied", "removed", "erased"),
        "applied": ("verified", "queried", "removed", "erased"),
        "queried": ("applied", "verified", "removed", "erased"),
        # Back when it was a slip, and taken back at once; who is asked again stays so.
        "verified": ("applied", "queried", "removed", "erased"),
        "removed": ("verified", "applied", "erased"),  # by two coordinators, and back by two
        "erased": (),  # a number to which others' rows point; nobody knows whose it was
    },
)


class Member(HasLifecycle, Base):
    """A person. Coordinators are members too, whether or not they coach."""

    __tablename__ = "members"
    lifecycle = MEMBER

    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(16), default="newcomer")
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    name: Mapped[str | None] = mapped_column(Sealed("members.name"))
    pronouns: Mapped[str | None] = mapped_column(Sealed("members.pronouns"))
    aims: Mapped[str | None] = mapped_column(Sealed("members.aims"))
    free: Mapped[list[str] | None] = mapped_column(SealedJSON("members.free"))
    attested_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]  # asked us to stop texting; nothing leaves while it is set
    # When they may be texted unasked. Minutes after midnight in their own zone; None: `flows/quiet.py` says.
    quiet_from: Mapped[int | None]
    quiet_till: Mapped[int | None]
    paused_until: Mapped[datetime | None]  # takes a break: nothing unasked before then
    # Holy days they keep and days of their own. Sealed: they tell of a faith.
    keeps: Mapped[list[str] | None] = mapped_column(SealedJSON("members.keeps"))
    prompted: Mapped[bool] = mapped_column(default=True)  # reads an idea for their role when a session begins
    letter: Mapped[str | None] = mapped_column(String(8))  # the monthly one: asked, yes, no
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    # The address they last wrote from: where unasked texts go. No foreign key: addresses point here already.
    address_id: Mapped[int | None]

    credential: Mapped["Credential | None"] = relationship(
        back_populates="member", foreign_keys="Credential.member_id"
    )


class Address(Base):
    """Where a person can be reached: an SMS number or a WhatsApp id, which may have no number at all."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))  # sms, whatsapp
    address: Mapped[str] = mapped_column(Sealed("addresses.address"))  # as Twilio writes it
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # keyed hash of `address`
    external_id: Mapped[str | None] = mapped_column(
        Sealed("addresses.external_id")
    )  # WhatsApp's own, for the person
    # Keyed hashes of what ties two addresses to one person: the phone number, WhatsApp's own id.
    phone_lookup: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    external_lookup: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    number: Mapped[str | None] = mapped_column(
        String(64)
    )  # which of ours they text with (`models/numbers.py`)
    parked_at: Mapped[datetime | None]  # nothing gets there; a text from there mends it
    parked_for: Mapped[str | None] = mapped_column(String(40))  # Twilio's code


class Credential(Base):
    """The accreditation a member named, and who looked at it. A coordinator's eye is the only proof there is."""

    __tablename__ = "credentials"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), unique=True)
    body: Mapped[str] = mapped_column(Sealed("credentials.body"))
    level: Mapped[str | None] = mapped_column(Sealed("credentials.level"))
    reference: Mapped[str | None] = mapped_column(Sealed("credentials.reference"))
    query: Mapped[str | None] = mapped_column(
        Sealed("credentials.query")
    )  # what a coordinator asked about it
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    checked_at: Mapped[datetime | None]
    expires_on: Mapped[date | None] = mapped_column(Date)  # by what the member told us

    member: Mapped[Member] = relationship(back_populates="credential", foreign_keys=[member_id])


def joined(connection: Connection, before: int) -> datetime | None:
    """When somebody first wrote to us after whom `before` more did; None when there are fewer."""
    table = table_of(Member)
    last = select(table.c.created_at).order_by(table.c.id.desc()).offset(before).limit(1)
    found: datetime | None = connection.execute(last).scalar()
    return found


@cache
def row_lock(model: type[Any]) -> dict[str, Any]:
    """How a row of this table is locked: nobody else changes it meanwhile, and the people it is read with stay free, so that
    whoever answers about somebody never waits until that person is answered."""
    joined = {one.entity.class_ for one in inspect(model).relationships if one.lazy == "joined"}
    return {"key_share": True} | ({"of": model} if Member in joined else {})


def lock(db: Session, *people: Member) -> None:
    """Wait until nobody else changes what these people are in, always in the same order, and read them anew."""
    ids = [person.id for person in people]
    rows = select(Member).where(Member.id.in_(ids)).order_by(Member.id).with_for_update(key_share=True)
    db.scalars(rows.execution_options(populate_existing=True)).all()


def coordinators(db: Session) -> list[Member]:
    """Who holds a coordinator's seat, in the order they came. What people write to the coordinators is for them alone:
    another role sees what it asks for."""
    rows = select(Member).join(Seat, Seat.member_id == Member.id)
    return list(db.scalars(rows.where(Seat.status == "held", Seat.role == COORDINATOR).order_by(Member.id)))


def carers(db: Session) -> list[Member]:
    """Who may care for people and can be texted: coordinators and safeguarding, in the order they came."""
    rows = select(Member).join(Seat, Seat.member_id == Member.id).where(Seat.status == "held")
    rows = rows.where(Seat.role.in_((COORDINATOR, SAFEGUARDING)), Member.stopped_at.is_(None))
    return list(db.scalars(rows.order_by(Member.id)))


def coordinates_besides(db: Session, member_id: int) -> bool:
    """Whether anybody but this member coordinates and can be texted, as it is now."""
    rows = select(Member.id).join(Seat, Seat.member_id == Member.id)
    others = rows.where(Seat.status == "held", Seat.role == COORDINATOR, Member.id != member_id)
    return db.scalar(others.where(Member.stopped_at.is_(None)).limit(1)) is not None


def awaiting_a_look(db: Session) -> list[Member]:
    """Who asked to join and waits for a coordinator, the longest wait first."""
    return list(
        db.scalars(select(Member).where(Member.status.in_(("applied", "queried"))).order_by(Member.id))
    )


def names(db: Session) -> list[tuple[int, str]]:
    """Everyone who has signed up, by number and name, and nothing else of them: one statement, whoever is looked for.
    Names are sealed, so the search is the caller's; opening 10,000 of them takes about a tenth of a second."""
    table = table_of(Member)
    rows = select(table.c.id, table.c.name).where(table.c.status != "newcomer", table.c.name.is_not(None))
    return [(one, name) for one, name in db.execute(rows.order_by(table.c.id)) if name]


def people(db: Session) -> list[AnyRow]:
    """Everyone who has signed up, with what they may be found by and nothing else of them, in one statement."""
    one, held = table_of(Member), table_of(Credential)
    columns = one.c.id, one.c.name, one.c.status, one.c.zone, one.c.language, one.c.paused_until, held.c.body
    rows = select(*columns).join_from(one, held, held.c.member_id == one.c.id, isouter=True)
    return list(
        db.execute(rows.where(one.c.status != "newcomer", one.c.name.is_not(None)).order_by(one.c.id))
    )


def seat(db: Session, address: str, language: str, zone: str) -> Member:
    """Give the owner of this SMS address a coordinator's seat without end, unless they ever had a seat: one that is over
    stays so. A person we don't know yet gets a row of their own. Who it is."""
    hashes = keyring().lookups(address)
    found = db.scalar(select(Address).where(Address.phone_lookup.in_(hashes)).order_by(Address.id))
    if found is None:
        member = Member(status="newcomer", language=language, zone=zone)
        db.add(member)
        db.flush()
        found = Address(
            member_id=member.id, channel="sms", address=address, lookup=hashes[0], phone_lookup=hashes[0]
        )
        db.add(found)
        db.flush()
        member.address_id = found.id
    if not seats.had_one(db, found.member_id):
        seats.give(db, found.member_id)
    return db.get_one(Member, found.member_id)


def texts_with(connection: Connection, address_id: int, number: str) -> None:
    """Note which of our numbers somebody texts with."""
    address = table_of(Address)
    connection.execute(update(address).where(address.c.id == address_id).values(number=number))


def park(connection: Connection, address_id: int, code: str) -> None:
    """Nothing gets to this address, for Twilio's `code`: send nothing there until a text comes from it."""
    address, member = table_of(Address), table_of(Member)
    mine = update(address).where(address.c.id == address_id, address.c.parked_at.is_(None))
    connection.execute(mine.values(parked_at=clock.now(), parked_for=code))
    owner = select(address.c.member_id).where(address.c.id == address_id).scalar_subquery()
    other = elsewhere(connection, connection.execute(select(owner)).scalar_one(), address_id)
    if other is not None:
        connection.execute(
            update(member)
            .where(member.c.id == owner, member.c.address_id == address_id)
            .values(address_id=other)
        )


def elsewhere(
    connection: Connection, member_id: int, address_id: int, channels: tuple[str, ...] | None = None
) -> int | None:
    """Another address of this person that isn't parked, the newest first; of these channels only, if given."""
    address = table_of(Address)
    theirs = select(address.c.id).where(
        address.c.member_id == member_id, address.c.id != address_id, address.c.parked_at.is_(None)
    )
    if channels is not None:
        theirs = theirs.where(address.c.channel.in_(channels))
    found: int | None = connection.execute(theirs.order_by(address.c.id.desc()).limit(1)).scalar()
    return found
