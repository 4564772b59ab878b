"""Who coordinates from the first day."""

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from messaging.inbound import guess
from models import members


def seat_coordinators(connection: Connection, numbers: Sequence[str]) -> None:
    """Make the owners of these numbers (E.164) coordinators, known or not. Doing it again changes nothing."""
    with Session(bind=connection) as db:
        for number in numbers:
            language, zone = guess(number)
            members.seat(db, number, language, zone)
        db.flush()
