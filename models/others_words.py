"""Others' words: what other people wrote or were written in which somebody who is erased may be spoken of. It stays theirs, with
a mark where the name, the number or the words stood.

Those are looked through whom they had to do with or wrote to, and who coordinate. Everybody's would be opened for a first name
that many bear; what strangers may have said of them is gone when texts are forgotten, within a month.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, delete, literal, select, update

from models import database
from models.appreciations import Appreciation
from models.base import Base, table_of
from models.broadcasts import Broadcast
from models.circles import Circle
from models.commitments import Commitment
from models.knowledge import Knowledge
from models.learning import Learning
from models.member_notes import MemberNote
from models.members import Address
from models.outbox import Letter
from models.pairings import Side
from models.queries import Query
from models.reflections import Reflection
from models.sessions import Account
from models.talks import TalkRow
from models.telltales import Crowd, Traces, without, without_any
from models.texts import Text
from models.trusts import Trust
from models.wishes import Tie

BATCH = 500  # rows a transaction
CHUNK = 5000  # people of one statement
FIRST = -(2**31)  # letters have numbers below nought, too
# Of letters and of texts to many: those that somebody is yet to read.
TO_BE_READ = ("queued", "held", "sending", "draft", "confirmed")


@dataclass(frozen=True)
class Place:
    """Sealed columns of one table. `whose`: the column that says whose rows they are, or of which text to many; None: all
    rows are looked through. `strictly`: a name counts only as it is spelt, for these words are still of use."""

    model: type[Base]
    columns: tuple[str, ...]
    whose: str | None = "member_id"
    strictly: bool = True

    @property
    def table(self) -> Table:
        """The table."""
        return table_of(self.model)

    @property
    def by(self) -> Column[int] | None:
        """The member, or the text to many, that a row is of."""
        if self.whose == "address_id":
            return table_of(Address).c.member_id
        return None if self.whose is None else self.table.c[self.whose]


PLACES = (
    Place(Text, ("body", "reply"), "address_id", strictly=False),
    Place(Letter, ("body", "wording"), "address_id"),
    Place(Letter, ("body", "wording"), "broadcast_id"),  # those that have left; the others are still read
    Place(TalkRow, ("memory",)),
    Place(Trust, ("held",)),
    Place(Query, ("words",), strictly=False),
    Place(Account, ("feedback",)),
    Place(Reflection, ("words",)),
    Place(Commitment, ("words",)),
    Place(Learning, ("what",)),
    Place(Knowledge, ("title", "words", "topics", "credit", "question"), None),
    Place(Appreciation, ("words",), "author_id"),
    Place(Side, ("half_way_words",)),
    Place(MemberNote, ("words",), None, strictly=False),
    Place(Broadcast, ("words",), None),
    Place(Circle, ("topic", "place"), None),
)
# Sealed columns in which nobody else is spoken of, and why. A new one goes here or above.
NOT_LOOKED_THROUGH = {
    "members.name": "their own; another may bear the same",
    "members.pronouns": "their own",
    "members.aims": "written before they had met anybody",
    "members.free": "hours",
    "members.keeps": "days",
    "addresses.address": "their own",
    "addresses.external_id": "their own",
    "credentials.body": "their own",
    "credentials.level": "their own",
    "credentials.reference": "their own",
    "credentials.query": "a coordinator's question about their own",
    "wishes.languages": "choices",
    "wishes.aims": "choices",
    "wishes.style": "choices",
    "wishes.heritage": "their own",
    "wishes.partner_heritage": "of nobody in particular",
    "knowledge.link": "an address of a page, looked at before it was published",
    "ties.name": "whoever named who is erased has that row no more",
    "ties.phone": "the same",
    "ties.others": "numbers of members",
    "pairing_sides.why": "what two had in common; gone with one of them",
    "sessions.place": "where two meet; gone with one of them",
    "broadcasts.query": "which group a text went to",
    "rounds.plan": "numbers of members",
    "reports.numbers": "counts",
    "concerns.topic": "a choice",
    "concerns.named": "numbers of members",
    "directory_entries.offers": "choices",
    "directory_entries.languages": "choices",
    "directory_entries.words": "what they offer, in their own words",
    "hearings.asked": "the same",
    "circle_meetings.asked": "the same",
    "circle_meetings.away": "the same",
    "circle_meetings.turns": "numbers of members, and times",
    "concern_words.words": "what somebody did stays with whom they did it to, for as long as the organisation says",
    "chain.key": "a key of ours",
    "erasures.traces": "gone when it is done",
}


def look_through(engine: Engine, some: Sequence[Traces]) -> int:
    """Take the traces of these people out of all that was said, in bounded transactions, each row looked at once for all of
    them. Done twice is done once. How many rows changed."""
    changed, everybody = 0, Crowd(some)
    met, wrote = _by(some, lambda one: one.near), _by(some, lambda one: one.broadcasts)
    for place in PLACES:
        near = wrote if place.whose == "broadcast_id" else met
        ids = sorted(near)
        for at in range(0, len(ids), CHUNK) if place.whose else (0,):
            whose = {one: near[one] for one in ids[at : at + CHUNK]} if place.whose else {}
            batch = partial(_batch, place=place, near=whose, everybody=everybody)
            changed += _all(engine, batch)
    return changed + _all(engine, partial(_ties, some=everybody))


def _all(engine: Engine, batch: Callable[..., tuple[int, int | None]]) -> int:
    """Batch after batch to the end; how many rows changed."""
    changed = 0
    last: int | None = FIRST
    while last is not None:
        done, last = database.run(engine, partial(batch, after=last))
        changed += done
    return changed


def _by(some: Sequence[Traces], of: Callable[[Traces], list[int]]) -> dict[int, Crowd]:
    """Of whom something may be said in whose rows."""
    found: dict[int, list[Traces]] = defaultdict(list)
    for one in some:
        for whose in of(one):
            found[whose].append(one)
    return {whose: Crowd(people) for whose, people in found.items()}


def _batch(
    connection: Connection, place: Place, near: dict[int, Crowd], everybody: Crowd, after: int
) -> tuple[int, int | None]:
    """Up to BATCH rows after this id: how many changed, and the last id, None at the end."""
    table, columns = place.table, [place.table.c[name] for name in place.columns]
    whose = place.by
    of = whose if whose is not None else literal(0)
    status = [table.c.status] if place.model in (Letter, Broadcast) else []
    rows = select(table.c.id, of.label("of"), *columns, *status).where(table.c.id > after)
    if place.whose == "address_id":
        rows = rows.join(Address, Address.id == table.c.address_id)
    if whose is not None:
        rows = rows.where(whose.in_(sorted(near)))
    if place.whose == "broadcast_id":
        rows = rows.where(table.c.status.not_in(TO_BE_READ))
    rows = rows.order_by(table.c.id).limit(BATCH).with_for_update(of=table)
    found = connection.execute(rows).all()
    changed = 0
    for row in found:
        strictly = place.strictly if not status else row.status in TO_BE_READ
        values = _changed(row._mapping, place.columns, near[row.of] if row.of else everybody, strictly)
        if values:
            changed += 1
            connection.execute(update(table).where(table.c.id == row.id).values(values))
    return changed, found[-1].id if len(found) == BATCH else None


def _changed(row: Any, columns: tuple[str, ...], some: Crowd, strictly: bool) -> dict[str, Any]:
    """What is to be written instead."""
    made = {name: without_any(row[name], some, strictly=strictly) for name in columns}
    return {name: value for name, value in made.items() if value is not row[name]}


def _ties(connection: Connection, some: Crowd, after: int) -> tuple[int, int | None]:
    """Whoever named them as somebody they know outside needn't be kept apart from them any more. As `_batch`."""
    table = table_of(Tie)
    rows = select(table.c.id, table.c.name, table.c.phone).where(table.c.id > after)
    found = connection.execute(rows.order_by(table.c.id).limit(BATCH)).all()
    numbers = {number for traces in some.people for number in traces.numbers}
    theirs = [row.id for row in found if row.phone in numbers or _named(row.name, some)]
    if theirs:
        connection.execute(delete(table).where(table.c.id.in_(theirs)))
    return len(theirs), found[-1].id if len(found) == BATCH else None


def _named(name: str | None, some: Crowd) -> bool:
    """Whether it is the whole name of one of them, as far as it is written."""
    if not name or without_any(name, some) is name:
        return False
    return any(not any(sign.isalnum() for sign in without(name, traces)) for traces in some.seen(name))
