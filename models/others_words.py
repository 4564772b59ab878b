"""Others' words: what other people wrote or were written in which somebody who is erased may be spoken of. It stays theirs, with
a mark where the name, the number or the words stood.

Those are looked through whom they had to do with, and who coordinate. Everybody's would be opened for a first name that many
bear; what strangers may have said of them is gone when texts are forgotten, within a month.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select, update

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
from models.telltales import Traces, without
from models.texts import Text
from models.trusts import Trust
from models.wishes import Tie

BATCH = 500  # rows a transaction
FIRST = -(2**31)  # letters have numbers below nought, too
# Of letters and of texts to many: those that somebody is yet to read.
TO_BE_READ = ("queued", "held", "sending", "draft", "confirmed")


@dataclass(frozen=True)
class Place:
    """Sealed columns of one table. `whose`: the column that says whose rows they are; None: all rows are looked through.
    `strictly`: a name counts only as it is spelt, for these words are still of use."""

    model: type[Base]
    columns: tuple[str, ...]
    whose: str | None = "member_id"
    strictly: bool = True

    @property
    def table(self) -> Table:
        """The table."""
        return table_of(self.model)


PLACES = (
    Place(Text, ("body", "reply"), "address_id", strictly=False),
    Place(Letter, ("body", "wording"), "address_id"),
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
    Place(Circle, ("topic", "place"), "called_by"),
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


def look_through(engine: Engine, traces: Traces) -> int:
    """Take the traces out of all that was said, in bounded transactions. Done twice is done once. How many rows changed."""
    changed = 0
    for place in PLACES:
        last: int | None = FIRST
        while last is not None:
            done, last = database.run(
                engine,
                lambda connection, place=place, last=last: _batch(connection, place, traces, last),  # type: ignore[misc]
            )
            changed += done
    return changed + database.run(engine, lambda connection: _ties(connection, traces))


def _batch(connection: Connection, place: Place, traces: Traces, after: int) -> tuple[int, int | None]:
    """Up to BATCH rows after this id: how many changed, and the last id, None at the end."""
    table, columns = place.table, [place.table.c[name] for name in place.columns]
    status = [table.c.status] if place.model in (Letter, Broadcast) else []
    rows = select(table.c.id, *columns, *status).where(table.c.id > after)
    if place.whose == "address_id":
        theirs = select(Address.id).where(Address.member_id.in_(traces.near))
        rows = rows.where(table.c.address_id.in_(theirs))
    elif place.whose is not None:
        rows = rows.where(table.c[place.whose].in_(traces.near))
    found = connection.execute(rows.order_by(table.c.id).limit(BATCH).with_for_update()).all()
    changed = 0
    for row in found:
        strictly = place.strictly if not status else row.status in TO_BE_READ
        values = _changed(row._mapping, place.columns, traces, strictly)
        if values:
            changed += 1
            connection.execute(update(table).where(table.c.id == row.id).values(values))
    return changed, found[-1].id if len(found) == BATCH else None


def _changed(row: Any, columns: tuple[str, ...], traces: Traces, strictly: bool) -> dict[str, Any]:
    """What is to be written instead."""
    made = {name: without(row[name], traces, strictly=strictly) for name in columns}
    return {name: value for name, value in made.items() if value is not row[name]}


def _ties(connection: Connection, traces: Traces) -> int:
    """Whoever named them as somebody they know outside needn't be kept apart from them any more."""
    table = table_of(Tie)
    rows = connection.execute(select(table.c.id, table.c.name, table.c.phone)).all()
    theirs = [row.id for row in rows if row.phone in traces.numbers or _named(row.name, traces)]
    if theirs:
        connection.execute(delete(table).where(table.c.id.in_(theirs)))
    return len(theirs)


def _named(name: str | None, traces: Traces) -> bool:
    """Whether it is their whole name, as far as it is written."""
    left = without(name or "", traces)
    return bool(name) and not any(sign.isalnum() for sign in left)
