"""Erasing whom it is time for, some at a time, in steps that each are done whole or not at all: first each one's own rows, then,
batch by batch, what others wrote of them, then what it was looked for by. Whoever dies in between leaves it to the next turn.
"""

import time
from functools import partial

import structlog
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from flows import erasing, looking_up
from models import database, erasures, knowledge_index, others_words, traces
from models.erasures import Erasure
from models.telltales import Traces
from workers.kit import kit

log = structlog.get_logger()
AT_ONCE = 200  # people for whom others' words are looked through in one go
A_FEW = 50  # at least, however long each takes: looking through takes its time for one as for many
TURN = 5.0  # seconds in which somebody's turn begins; there is another in a minute


def erase() -> int:
    """One turn. Returns how many people are erased."""
    until, done, last = time.monotonic() + TURN, 0, 0
    while True:
        due = database.run(kit().engine, partial(erasures.to_do, most=AT_ONCE, after=last))
        now = [
            one for at, one in enumerate(due) if (at < A_FEW or time.monotonic() < until) and _their_rows(one)
        ]
        done += _erase(now)
        if len(due) < AT_ONCE or time.monotonic() >= until:
            break
        last = due[-1]
    if done:
        database.scrub(kit().engine)
        kit().bell.ring(delivery=True, nudges=True)
    return done


def _their_rows(erasure_id: int) -> bool:
    """Delete what is somebody's own. Whether it is done; one that stumbles is tried again in a minute and holds up nobody."""
    try:
        return database.run(kit().engine, partial(erasing.carry_out, erasure_id=erasure_id))
    except OperationalError:  # the database's trouble is everybody's
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the others asked for it, too)
        log.error(
            "erasure stumbled", erasure=erasure_id, error=traces.kinds(error), where=traces.where(error)
        )
        return False


def _erase(some: list[int]) -> int:
    """What others said of these people. How many they are."""
    if some:
        engine = kit().engine
        others_words.look_through(engine, database.run(engine, partial(_traces, some=some)))
        looking_up.put_anew(engine)
        database.run(engine, knowledge_index.forget)
        for member in database.run(engine, partial(_finish, some=some)):
            log.info("erased", member=member)
    return len(some)


def _traces(connection: Connection, some: list[int]) -> list[Traces]:
    with Session(bind=connection) as db:
        kept = db.scalars(select(Erasure.traces).where(Erasure.id.in_(some)))
        return [Traces(**one) for one in kept if one is not None]


def _finish(connection: Connection, some: list[int]) -> list[int]:
    """It is done. Whose numbers they were."""
    with Session(bind=connection) as db:
        theirs = select(Erasure).where(Erasure.id.in_(some)).order_by(Erasure.id)
        found = list(db.scalars(theirs.with_for_update(key_share=True)))
        for one in found:
            if one.status == "erasing":
                one.traces = None
                erasures.settle(one, "erased")
        db.flush()
        return [one.member_id for one in found]
