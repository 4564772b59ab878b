"""A space in which people have met for a year, put straight into the tables."""

from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from models import clock
from models.members import Credential, Member
from models.pairings import Pairing, Side
from models.sessions import Meeting

BODIES = ("ICF",) * 5 + ("EMCC",) * 3 + ("AC",) * 2
ZONES = ("Europe/London",) * 6 + ("America/Bogota",) * 3 + ("Africa/Lagos",)
SESSIONS = (3, 6, 9, 12, 8, 4, 7, 11, 14, 18, 21, 23)  # a month, the last is the month before this one


def a_year(connection: Connection, people: int = 43, without: int = 13) -> None:
    """So many people are verified, `without` a partner now. They have no address."""
    with Session(bind=connection) as db:
        made = [_somebody(db, number) for number in range(people)]
        db.flush()
        pairs = [_pair(db, made[at], made[at + 1]) for at in range(0, people - without, 2)]
        db.flush()
        first = clock.now().replace(day=10, hour=12, minute=0, second=0, microsecond=0)
        for back, count in enumerate(reversed(SESSIONS), 1):
            day = first - timedelta(days=round(30.44 * back))
            for number in range(count):
                _met(db, pairs[number % len(pairs)], day + timedelta(hours=number % 48), number)
        db.flush()


def _somebody(db: Session, number: int) -> Member:
    language = "es" if number % 10 in (6, 7, 8) else "en"
    member = Member(
        status="verified", name=f"Coach {number}", language=language, zone=ZONES[number % len(ZONES)]
    )
    member.credential = Credential(body=BODIES[number % len(BODIES)])
    db.add(member)
    return member


def _pair(db: Session, one: Member, two: Member) -> Pairing:
    sides = [Side(member=each, wants=True, agreed_at=clock.now()) for each in (one, two)]
    made = Pairing(status="agreed", proposed_by=one.id, sides=sides)
    db.add(made)
    return made


def _met(db: Session, of: Pairing, at: datetime, number: int) -> None:
    one, two = (side.member_id for side in of.sides)
    made = Meeting(
        uid=f"{of.id}-{at}-{number}", pairing=of, status="happened", proposed_by=one, first_coached=two
    )
    made.starts_at = at
    db.add(made)
