"""Delivery: outbox rows to Twilio, in order for each address, each claimed before the call."""

import structlog

from flows import links
from messaging.sending import Refused, Unclear, same
from models import database, outbox
from models.outbox import Claimed
from workers.kit import kit

log = structlog.get_logger()
BATCH = 200  # texts a job; then it makes room and comes back


def deliver() -> int:
    """Send what is queued, and ask after what was left unclear. Returns how many were dealt with."""
    for done in range(BATCH):
        letter = database.run(kit().engine, outbox.claim)
        if letter is None:
            return done
        _send(letter)
    kit().bell.ring(delivery=True, nudges=False)
    return BATCH


def _send(letter: Claimed) -> None:
    """One text: send it, or find out that it was sent before."""
    engine = kit().engine
    try:
        sid = _found(letter) if letter.unclear else None
        sid = sid or kit().line.send(letter.address, letter.body, links.status_url(letter.ref))
    except Refused as refusal:
        code, again = refusal.code, refusal.again
        log.warning("refused", letter=letter.id, code=code, again=again)
        database.run(engine, lambda connection: outbox.refused(connection, letter, code, again))
    except Unclear:
        # Stays claimed: when the lease is over somebody asks Twilio what became of it, and only then sends again.
        log.warning("unclear", letter=letter.id)
    else:
        database.run(engine, lambda connection: outbox.accepted(connection, letter.id, sid))


def _found(letter: Claimed) -> str | None:
    """The sid of this very text at Twilio, if it got there. One that belongs to another row isn't it."""
    listed = kit().line.sent_since(letter.address, letter.created_at)
    sids = [sid for sid, body in listed if same(body, letter.body)]
    return database.run(kit().engine, lambda connection: outbox.unclaimed_sid(connection, sids))
