"""Mornings: each coordinator's next digest is planned, whether or not anything has happened that planned it; and in the first
days of a month, the letter."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import digest, monthly_letter
from models import database
from workers.kit import kit


def look_ahead() -> int:
    """One turn. Planned twice is planned once."""

    def plan(connection: Connection) -> None:
        with Session(bind=connection) as db:
            digest.look_ahead(db, connection)

    database.run(kit().engine, plan)
    plan_letters()
    return 0


def plan_letters() -> None:
    """The monthly letter, for some members more."""

    def plan(connection: Connection) -> None:
        with Session(bind=connection) as db:
            monthly_letter.look_ahead(db, connection)

    database.run(kit().engine, plan)
