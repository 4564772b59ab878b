"""Mornings: each coordinator's next digest is planned, whether or not anything has happened that planned it."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import digest
from models import database
from workers.kit import kit


def look_ahead() -> int:
    """One turn. Planned twice is planned once."""

    def plan(connection: Connection) -> None:
        with Session(bind=connection) as db:
            digest.look_ahead(db, connection)

    database.run(kit().engine, plan)
    return 0
