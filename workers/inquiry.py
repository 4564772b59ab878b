"""Inquiry: a status callback can get lost with our door. What Twilio took and never told us of is asked after."""

from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from flows import undelivered
from messaging.sending import Refused, Unclear
from models import database, outcomes
from models.base import AnyRow
from workers.kit import kit

log = structlog.get_logger()
SILENCE = timedelta(minutes=10)  # callbacks come within seconds
BATCH = 30  # letters a turn, a call each


def ask() -> int:
    """One turn. Returns how many were asked after."""
    letters = database.run(kit().engine, partial(outcomes.silent, since=SILENCE, most=BATCH))
    for letter in letters:
        try:
            report, code = kit().line.became(letter.sid)
        except (Refused, Unclear) as error:
            log.warning("no news", letter=letter.id, code=error.code)
            continue
        database.run(kit().engine, partial(_note, letter=letter, report=report, code=code))
    return len(letters)


def _note(connection: Connection, letter: AnyRow, report: str, code: str | None) -> None:
    """As if the callback had come now."""
    failed = outcomes.reported(connection, letter.ref, letter.sid, report, code)
    if failed is not None:
        undelivered.failed(connection, failed, code or "")
