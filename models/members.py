"""Members, their addresses, what they consented to, the credentials they named, and the coordinators among them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import clock
from models.base import Base
from models.lifecycle import HasLifecycle, Lifecycle
from models.sealing import Sealed, SealedJSON, keyring

MEMBER = Lifecycle(
    "member",
    {
        "newcomer": ("applied",),
        "applied": ("verified", "queried"),
        "queried": ("applied", "verified"),
        "verified": ("queried",),
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
    coordinates: Mapped[bool] = mapped_column(default=False)
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

    member: Mapped[Member] = relationship(back_populates="credential", foreign_keys=[member_id])


class Consent(Base):
    """One purpose, one version of its words, given once and perhaps withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_member_purpose", "member_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    purpose: Mapped[str] = mapped_column(String(16))  # data, matching, texts
    version: Mapped[str] = mapped_column(String(16))  # of the words they agreed to
    language: Mapped[str] = mapped_column(String(8))
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]


def consent(db: Session, member: Member, purpose: str, version: str) -> None:
    """Record that `member` agreed to `purpose`, in the words of `version` and in their language."""
    db.add(Consent(member_id=member.id, purpose=purpose, version=version, language=member.language))


def withdraw(db: Session, member: Member, purpose: str) -> None:
    """Record that `member` no longer agrees to `purpose`; their other consents stay as they are."""
    given = select(Consent).where(
        Consent.member_id == member.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    for row in db.scalars(given):
        row.withdrawn_at = clock.now()


def lock(db: Session, *people: Member) -> None:
    """Wait until nobody else changes what these people are in, always in the same order."""
    ids = [person.id for person in people]
    rows = select(Member.id).where(Member.id.in_(ids)).order_by(Member.id)
    db.execute(rows.with_for_update(key_share=True)).all()


def coordinators(db: Session) -> list[Member]:
    """Who coordinates, in the order they came."""
    return list(db.scalars(select(Member).where(Member.coordinates).order_by(Member.id)))


def awaiting_a_look(db: Session) -> list[Member]:
    """Who asked to join and waits for a coordinator, the longest wait first."""
    return list(
        db.scalars(select(Member).where(Member.status.in_(("applied", "queried"))).order_by(Member.id))
    )


def named(db: Session, status: tuple[str, ...] = ("applied", "queried", "verified")) -> list[Member]:
    """Everyone with a name and one of these statuses. Names are sealed, so the search is the caller's."""
    rows = db.scalars(select(Member).where(Member.status.in_(status)).order_by(Member.id))
    return [member for member in rows if member.name]


def seat(db: Session, address: str, language: str, zone: str) -> None:
    """Make the owner of this SMS address a coordinator; a person we don't know yet gets a row of their own."""
    hashes = keyring().lookups(address)
    found = db.scalar(select(Address).where(Address.phone_lookup.in_(hashes)).order_by(Address.id))
    if found is None:
        member = Member(status="newcomer", language=language, zone=zone, coordinates=True)
        db.add(member)
        db.flush()
        found = Address(
            member_id=member.id, channel="sms", address=address, lookup=hashes[0], phone_lookup=hashes[0]
        )
        db.add(found)
        db.flush()
        member.address_id = found.id
        return
    owner = db.get_one(Member, found.member_id)
    owner.coordinates = True


def consents(db: Session, member: Member, purpose: str) -> bool:
    """Whether `member` agrees to `purpose` today."""
    given = select(Consent.id).where(
        Consent.member_id == member.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    return db.scalar(given.limit(1)) is not None
