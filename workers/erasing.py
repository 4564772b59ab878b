"""Erasing whom it is time for, in steps that each are done whole or not at all: first their own rows, then, batch by batch, what
others wrote of them, then what it was looked for by. Whoever dies in between leaves it to the next turn.
"""

from functools import partial

import structlog
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import erasing, looking_up
from models import database, erasures, others_words
from models.erasures import Erasure
from models.telltales import Traces
from workers.kit import kit

log = structlog.get_logger()
AT_ONCE = 10  # people a turn; there is another in a minute


def erase() -> int:
    """One turn. Returns how many people are erased."""
    engine, done = kit().engine, 0
    for one in database.run(engine, lambda connection: erasures.to_do(connection, AT_ONCE)):
        if not database.run(engine, partial(erasing.carry_out, erasure_id=one)):
            continue
        traces = database.run(engine, partial(_traces, erasure_id=one))
        if traces is not None:
            others_words.look_through(engine, traces)
            looking_up.put_anew(engine)
        log.info("erased", member=database.run(engine, partial(_finish, erasure_id=one)))
        done += 1
    if done:
        database.scrub(engine)
        kit().bell.ring(delivery=True, nudges=True)
    return done


def _traces(connection: Connection, erasure_id: int) -> Traces | None:
    with Session(bind=connection) as db:
        kept = db.get_one(Erasure, erasure_id).traces
        return Traces(**kept) if kept is not None else None


def _finish(connection: Connection, erasure_id: int) -> int:
    """It is done. Whose number it was."""
    with Session(bind=connection) as db:
        one = db.get_one(Erasure, erasure_id, with_for_update={"key_share": True})
        if one.status == "erasing":
            one.traces = None
            erasures.settle(one, "erased")
            db.flush()
        return one.member_id
