"""What is written of a broadcast once it is confirmed: letters, a batch at a time, each in a transaction of its own.

Who has a letter is noted in the transaction that writes it, so whoever dies in the middle leaves nothing half done and
nobody reads it twice. Whoever is texting us at that moment is passed over until the next batch.

A broadcast is a person's words, so it isn't held back by the one unasked text a day; but it takes that day's place, and
what nobody waits for comes a day later. Nights, breaks and days people keep are theirs.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from flows import quiet, wording
from flows.chat import UNASKED, Chat
from flows.leaving import as_sender
from flows.wording import Note, note
from flows.words import _, render, translate
from messaging.rates import Channel, Senders
from messaging.segments import fit, segments
from models import broadcasts, clock, database, outbox, senders
from models.base import AnyRow
from models.members import Member
from models.outbox import Draft, Haste
from models.senders import Sender

INLINE = 60  # people who are written to while their coordinator waits for the answer
SHARE = 0.8  # of our numbers' pace; what people wait for leaves before these


@dataclass(frozen=True, slots=True)
class Turns:
    """How a batch is cut, so that others' texts have their turn."""

    few: int  # letters of the first transaction, and at least of any
    most: int  # of one, at most; in between, as many as the time it may take allows
    held: float  # seconds that one should take, without the disk's part
    rest: float  # until the next, in times of what the last one took


# On SQLite every text that comes in while it writes waits for the transaction's end; on PostgreSQL only its readers' texts.
TURNS = {"sqlite": Turns(20, 100, 0.008, 1.0), "postgresql": Turns(100, 400, 0.06, 1.0)}

TO_MANY = note(_("A coordinator writes to several people: {words}"))
BY_MISTAKE = note(_("That text was sent by mistake. Please forget it; nothing is asked of you."))
WRITTEN = note(
    _("Your text to many is on its way. People: {people}. To see how it goes, text: HOW IS MY TEXT?")
)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one transaction wrote."""

    broadcast_id: int
    letters: int
    took: float  # seconds, without the disk's part, which is the same for few letters and many


def work(engine: Engine, ours: Senders | None = None, turns: Turns | None = None) -> int:
    """Write what there is to write, until there is nothing or only people who are texting us. How many letters.

    `ours`: whom the letters leave from, so that not more are due at once than can leave. `turns`: other than our database
    asks for.
    """
    turns = turns or TURNS[engine.dialect.name]
    done, after, most = 0, 0, turns.few
    while (
        batch := database.run_patiently(engine, partial(_step, after=after, most=most, ours=ours))
    ) is not None:
        done += batch.letters
        after = after if batch.letters else batch.broadcast_id
        most = next_size(turns, most, batch.took)
        time.sleep(turns.rest * batch.took)
    return done


def next_size(turns: Turns, most: int, took: float) -> int:
    """How many letters the next transaction may write when one of so many took so many seconds: on a busy machine fewer,
    so that others wait no longer; never more than twice as many."""
    return min(turns.most, max(turns.few, int(most * min(2.0, turns.held / took))))


def _step(connection: Connection, after: int, most: int, ours: Senders | None) -> _Batch | None:
    """One batch of the first broadcast after this one; None when there is none."""
    began = time.perf_counter()
    row = broadcasts.next_going(connection, after)
    if row is None:
        return None
    wrote, over = write(connection, row, most, ours)
    if over:
        _tell_author(connection, row, row.written + wrote)
    return _Batch(row.id, wrote, time.perf_counter() - began)


def write(connection: Connection, row: AnyRow, most: int, ours: Senders | None = None) -> tuple[int, bool]:
    """Write up to `most` letters of this broadcast, which is locked: a constant few statements. How many, and whether
    everybody has theirs."""
    ids = broadcasts.to_write(connection, row.id, most)
    people = senders.lock_all(connection, ids) if ids else {}
    now, dues, drafts = clock.now(), {}, []
    copies = cache(lambda language: _copy(row, language))
    for place, person in enumerate(people.values(), row.written):
        body, shown = copies(person.language)
        due = due_for(person, now, _wait(body, person.channel, place, ours))
        dues[person.member_id] = due
        made = shown if person.channel != "sms" else None  # SMS has no templates
        drafts.append(Draft(person.address_id, body, made, broadcast=row.id, due=due, haste=Haste.PATIENT))
    outbox.put(connection, drafts)
    over = len(ids) < most and len(people) == len(ids)
    broadcasts.wrote(connection, row, dues, over=over)
    return len(drafts), over


def due_for(person: Sender, now: datetime, wait: timedelta = timedelta()) -> datetime:
    """When this person reads what is for many, if it is sent now: never at night, in a break or on a day they keep. `wait`:
    until it is its turn to leave."""
    free = quiet.free_from(person, now)
    return quiet.free_from(person, free + wait)


def _wait(body: str, channel: str, place: int, ours: Senders | None) -> timedelta:
    """How long until letters before this one have left: a long line must not end in anybody's night."""
    if ours is None:
        return timedelta()
    known: Channel = "sms" if channel == "sms" else "whatsapp"
    units = cost(body) if known == "sms" else 1
    pace = ours.pace(known)
    return timedelta(seconds=place * units / (pace * SHARE)) if pace else timedelta()


@lru_cache(64)
def cost(body: str) -> int:
    """The segments of this text on SMS."""
    return segments(fit(body))


def _copy(row: AnyRow, language: str) -> tuple[str, wording.Wording]:
    """What somebody who reads this language reads, and what it was made of."""
    copy, facts = copy_of(row.words)
    return body(row.words, language), wording.of_note(copy, facts, language, "UTC")


def copy_of(words: str | None) -> tuple[Note, dict[str, str]]:
    """The note that a broadcast is, and its facts."""
    return (BY_MISTAKE, {}) if words is None else (TO_MANY, {"words": words})


def body(words: str | None, language: str) -> str:
    """A broadcast as it is read, with the first line that tells nothing."""
    copy, facts = copy_of(words)
    return f"{translate(UNASKED, language)}\n{render(copy, language, 'UTC', facts)}"


def _tell_author(connection: Connection, row: AnyRow, people: int) -> None:
    """It took a while, so whoever wrote it learns that all is written."""
    with Session(bind=connection, expire_on_commit=False) as db:
        author = db.get_one(Member, row.by_id)
        chat = Chat(connection, as_sender(author), db)
        chat.tell(author, WRITTEN, people=people)
        chat.flush()
