"""People, and what is between them, put straight into the tables."""

from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import agreement, consent_words
from flows.flow import Flow
from messaging.inbound import guess
from models import clock, consents, members, talks, trusts
from models.commitments import Commitment
from models.members import Address, Credential, Member
from models.pairings import Pairing, Side
from models.sealing import keyring
from models.sessions import Meeting


def person(
    db: Session,
    address: str,
    name: str | None = None,
    status: str = "verified",
    language: str | None = None,
    external_id: str | None = None,
) -> Member:
    """Somebody who has texted us before; with a name, somebody who has signed up."""
    number = address.removeprefix("whatsapp:")
    phone = number if number.startswith("+") else None
    guessed, zone = guess(phone)
    member = Member(status=status, name=name, language=language or guessed, zone=zone)
    db.add(member)
    db.flush()
    ring = keyring()
    reached = Address(
        member_id=member.id,
        channel="whatsapp" if address.startswith("whatsapp:") else "sms",
        address=address,
        lookup=ring.lookups(address)[0],
        external_id=external_id,
        phone_lookup=ring.lookups(phone)[0] if phone else None,
        external_lookup=ring.lookups(external_id)[0] if external_id else None,
    )
    db.add(reached)
    db.flush()
    member.address_id = reached.id
    if name is not None:
        db.add(Credential(member=member, body="EMCC", level="Practitioner", reference="EIA-1"))
        for purpose in ("data", "matching", "texts"):
            consents.give(db, member, purpose, consent_words.VERSION)
    db.flush()
    return member


def coordinator(db: Session, address: str) -> Member:
    """Somebody who coordinates."""
    members.seat(db, address, "en", "Europe/London")
    db.flush()
    made = max(members.coordinators(db), key=lambda one: one.id)
    trusted(db, made)
    return made


def trusted(db: Session, member: Member) -> None:
    """Nothing they do needs a code, for as long as a test lasts."""
    trusts.of(db, member.id).status = "asked"
    trust = trusts.of(db, member.id)
    trust.open()
    trust.opened_at = trust.used_at = trust.used_at + timedelta(days=3650)
    db.flush()


def trusted_coordinators(connection: Connection) -> None:
    """No coordinator needs a code."""
    with Session(bind=connection) as db:
        for one in members.coordinators(db):
            trusted(db, one)
        db.commit()


def pairing(db: Session, one: Member, two: Member, by: Member, status: str = "proposed") -> Pairing:
    """A pairing that has come this far."""
    sides = [Side(member=one), Side(member=two)]
    if status in ("met", "agreed"):
        for side in sides:
            side.wants = True
    if status == "agreed":
        for side in sides:
            side.agreed_version, side.agreed_at = agreement.VERSION, clock.now()
    made = Pairing(status=status, proposed_by=by.id, sides=sides)
    db.add(made)
    db.flush()
    return made


def meeting(db: Session, of: Pairing, starts_at: datetime, status: str = "booked") -> Meeting:
    """A session of a pairing, suggested by its first member."""
    one, two = (side.member_id for side in of.sides)
    made = Meeting(
        uid=f"uid-{of.id}-{starts_at:%Y%m%d%H%M}",
        pairing=of,
        status=status,
        proposed_by=one,
        first_coached=two,
        starts_at=starts_at,
    )
    db.add(made)
    db.flush()
    return made


def commitment(db: Session, by: Member, witness: Member | None = None) -> Commitment:
    """What somebody said they would do."""
    made = Commitment(
        member_id=by.id, words="call my mentor", follow_up_at=clock.now() + timedelta(days=1), witness=witness
    )
    db.add(made)
    db.flush()
    return made


def ask(connection: Connection, member: Member, flow: Flow, about: int = 0, state: str | None = None) -> int:
    """Put a talk on somebody's agenda."""
    made = talks.add(connection, member.id, flow.name, state or flow.entry.name, about, flow.urgency)
    assert made is not None
    return made
