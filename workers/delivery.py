"""Delivery: letters to Twilio, several at once, in order for each address, each claimed before the call.

Claiming, and noting what came of it, is one short transaction for several letters; the calls happen between. Whatever
line this process dies at, the rows tell what is sent, what isn't, and what has to be looked up.
"""

import os
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial

import structlog
from sqlalchemy import Connection

from flows import links, undelivered
from messaging.sending import TIMEOUT, Refused, Unclear, same
from models import clock, database, numbers, outbox, outcomes, tallies
from models.templates import Shelf
from workers.claiming import Claim, Parcel, claim
from workers.kit import kit
from workers.queues import DELIVERY

log = structlog.get_logger()
HANDS = 8  # calls at once; Twilio takes 30-100 ms for one
AHEAD = 2 * HANDS  # letters claimed at once: nobody waits for the next claim
TURN = 5.0  # seconds a job; then it makes room and comes back
NAP = 0.25  # seconds; another number's letter may come meanwhile
NOTICED = timedelta(seconds=1)  # who has waited this long for an answer sees on WhatsApp that it is coming
# A lease older than this is left to whoever looks the letter up. What is still to come must end before the lease does:
# connecting and answering, to look it up and then to send it.
FRESH = outbox.LEASE - 4.25 * timedelta(seconds=TIMEOUT)
FRESH_TO_SEND = outbox.LEASE - 2.25 * timedelta(seconds=TIMEOUT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call told us. Without a sid: refused with `code`, or unclear."""

    parcel: Parcel
    sid: str | None = None
    code: str = "unclear"
    found: bool = False  # it had been sent before

    @property
    def label(self) -> str:
        """For the tallies."""
        if self.sid is not None:
            return "found" if self.found else "sent"
        return "unclear" if self.code == "unclear" else "refused"


def deliver() -> int:
    """Send what is queued, and ask after what was left unclear. Returns how many were dealt with."""
    until = time.monotonic() + TURN
    database.run(kit().engine, undelivered.look_again)
    shelf = Shelf()
    out: set[Future[Outcome]] = set()
    done: list[Outcome] = []
    labels: Counter[str] = Counter()
    while True:
        room = AHEAD - len(out) if time.monotonic() < until else 0
        found = database.run(kit().engine, partial(_turn, done=done, shelf=shelf, room=room))
        labels.update(one.label for one in done)
        out |= {_hands(os.getpid()).submit(_send, parcel) for parcel in found.parcels}
        done = []
        if out:
            finished, out = wait(out, return_when=FIRST_COMPLETED)
            done = [future.result() for future in finished]
        elif not (found.wrote or _nap(found, until)):
            break
    if labels:
        database.run(kit().engine, lambda connection: tallies.grow(connection, "sends", labels))
    if time.monotonic() >= until:
        kit().bell.ring(delivery=True, nudges=False)
    return labels.total()


def _turn(connection: Connection, done: list[Outcome], shelf: Shelf, room: int) -> Claim:
    """Note what came of the last calls and claim the next letters, in one transaction."""
    _settle(connection, done)
    return claim(connection, kit().senders, shelf.over(connection), room) if room > 0 else Claim()


def _settle(connection: Connection, done: list[Outcome]) -> None:
    outcomes.accepted(
        connection, [(one.parcel.letter, one.parcel.ref, one.sid) for one in done if one.sid is not None]
    )
    taken = [one.parcel for one in done if one.sid is not None and not one.found]
    for number in {parcel.number for parcel in taken}:
        numbers.resume(connection, number, max(one.began for one in taken if one.number == number))
    lost = [one.parcel for one in done if one.sid is None and one.code == "unclear"]
    undelivered.unclear(connection, [(parcel.letter, parcel.ref, parcel.attempts + 1) for parcel in lost])
    for one in done:
        if one.sid is None and one.code != "unclear":
            undelivered.refused(connection, one.parcel.letter, one.parcel.ref, one.code)


def _nap(found: Claim, until: float) -> bool:
    """Wait for a number that keeps its pace, if that is soon enough. False when there is nothing to wait for."""
    if found.free_at is None:
        return False
    left = (found.free_at - clock.wall()).total_seconds()
    if left >= until - time.monotonic():
        return False
    time.sleep(min(max(left, 0.01), NAP))
    return True


def _send(parcel: Parcel) -> Outcome:
    """One letter: send it, or find out that it was sent before. Runs in a thread of its own."""
    if clock.wall() - parcel.began > FRESH:
        return Outcome(parcel)  # we were frozen meanwhile; somebody else may have it by now
    line = kit().line
    try:
        if parcel.unclear:
            sid = _found(parcel)
            if sid is not None:
                return Outcome(parcel, sid, found=True)
            ref = _renewed(parcel)
            if ref is None:
                return Outcome(parcel)  # a callback told us meanwhile
            parcel = replace(parcel, ref=ref)
        if clock.wall() - parcel.began > FRESH_TO_SEND:
            return Outcome(parcel)
        if parcel.answers and clock.now() - parcel.since > NOTICED:
            line.typing(parcel.answers)
        sent = line.send(
            parcel.address,
            parcel.way.body,
            links.status_url(parcel.ref),
            sender=parcel.number,
            content_sid=parcel.way.content_sid,
            variables=parcel.way.variables,
            picture=parcel.way.picture,
        )
        return Outcome(parcel, sent)
    except Refused as refusal:
        log.warning("refused", letter=parcel.letter, code=refusal.code)
        return Outcome(parcel, code=refusal.code)
    except Unclear:
        # Stays claimed: when the lease is over somebody asks Twilio what became of it, and only then sends again.
        log.warning("unclear", letter=parcel.letter)
        return Outcome(parcel)


def _found(parcel: Parcel) -> str | None:
    """The sid of this very text at Twilio, if it got there. One that belongs to another row isn't it."""
    listed = kit().line.sent_since(parcel.address, parcel.since)
    sids = [one.sid for one in listed if any(same(one.body, words) for words in parcel.way.says)]
    return database.run(kit().engine, lambda connection: outcomes.unclaimed_sid(connection, sids))


def _renewed(parcel: Parcel) -> str | None:
    """A new ref for what is sent once more; None when it needn't be."""
    return database.run(kit().engine, lambda connection: outcomes.anew(connection, parcel.letter, parcel.ref))


@cache
def _hands(_process: int) -> ThreadPoolExecutor:
    """This process's threads; each keeps its connection to Twilio. A fork has the object, but no threads in it."""
    return ThreadPoolExecutor(HANDS, thread_name_prefix=DELIVERY)
