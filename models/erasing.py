"""Erasing: what becomes of each row that tells of a member. Nothing is left but a number without a name, to which the minutes of
those they met still point, and what coordinators are on record for.

What had been planned with others ends before (`flows/erasing.py`); what others said of them is looked for after
(`models/others_words.py`).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models import circles, knowledge_index, minutes, removals, telltales
from models.acts import Act
from models.appreciations import Appreciation
from models.base import Base, table_of
from models.broadcasts import GOING, Broadcast, Reader
from models.circles import Chair, Circle
from models.commitments import Commitment
from models.concerns import Concern, ConcernWords
from models.consents import Consent
from models.directory import DirectoryEntry, DirectoryRequest
from models.exports import Export
from models.hearings import Hearing, Listener
from models.knowledge import Knowledge
from models.learning import Learning
from models.listings import Listing
from models.member_notes import MemberNote
from models.members import Address, Credential, Member
from models.mentions import Mention
from models.mornings import Morning
from models.nudges import Nudge
from models.outbox import Letter
from models.pages import Page
from models.pairings import Side
from models.queries import Query
from models.reflections import Reflection
from models.removals import Removal
from models.sealing import Sealed
from models.seats import Seat
from models.sessions import Account, Meeting
from models.talks import TalkRow
from models.telltales import Traces
from models.texts import Text
from models.trusts import Trust
from models.wishes import Block, Tie, Wishes

NOBODY = datetime(1970, 1, 1, tzinfo=UTC)  # when somebody joined of whom nothing is known

# Whose rows go, by the columns that say whose they are.
GONE: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (TalkRow, ("member_id",)),
    (Nudge, ("member_id",)),
    (Reader, ("member_id",)),
    (Consent, ("member_id", "to_id")),
    (Credential, ("member_id",)),
    (Wishes, ("member_id",)),
    (Tie, ("member_id",)),
    (Block, ("member_id", "other_id")),
    (Commitment, ("member_id",)),
    (Reflection, ("member_id",)),
    (Learning, ("member_id",)),
    (Knowledge, ("member_id",)),
    (Listing, ("coach_id", "client_id")),
    (MemberNote, ("member_id",)),
    (Mention, ("member_id",)),
    (Morning, ("member_id",)),
    (Page, ("member_id",)),
    (Query, ("member_id",)),
    (Hearing, ("member_id", "listener_id")),
    (DirectoryEntry, ("member_id",)),
    (DirectoryRequest, ("member_id", "other_id")),
    (Appreciation, ("author_id", "reader_id")),
    (Chair, ("member_id",)),
    (Listener, ("member_id",)),
    (Concern, ("member_id",)),
    (Removal, ("member_id",)),
    (Trust, ("member_id",)),
    (Export, ("member_id",)),
    (Letter, ("author_id",)),
)
# Where the number stays, and why. A new column that points to members goes here or above.
STAYS = {
    "addresses.member_id": "gone too, after all that was sent there",
    "credentials.checked_by": "who looked at another's accreditation",
    "circles.called_by": "who called what others are in; it isn't shown",
    "circle_meetings.host_id": "who hosted what others were at",
    "circle_meetings.first_id": "so that each is first in turn",
    "broadcasts.by_id": "who wrote to many; the words are gone",
    "concern_words.author_id": "what was written to another about what went wrong for them",
    "knowledge.looked_by": "who looked at what another shared",
    "commitments.witness_id": "taken out of another's commitment",
    "erasures.member_id": "that they are to be erased again from a backup",
    "member_notes.by_id": "who noted something of another",
    "pairings.proposed_by": "who introduced two others",
    "pairings.coach_id": "in which role the other's minutes were",
    "pairing_sides.member_id": "with whom the other's minutes were, without a name",
    "queries.by_id": "who answered another",
    "removals.proposed_by": "who agreed on what takes two",
    "removals.settled_by": "the same",
    "round_entries.member_id": "how many were in a round",
    "rounds.opened_by": "who opened a round",
    "rounds.sent_by": "who sent it",
    "rounds.todo_for": "who waits for it",
    "seats.member_id": "that somebody coordinated",
    "seats.given_by": "who made another a coordinator",
    "seats.ended_by": "who ended another's seat",
    "sessions.proposed_by": "the other's minutes",
    "sessions.first_coached": "which half of it was whose",
    "session_accounts.member_id": "that they said they had met, without a word",
    "corrections.proposed_by": "how long it was, as both agreed",
}


def traces_of(db: Session, member: Member) -> Traces:
    """What tells of this member in others' words, and whose words may."""
    addresses = db.scalars(select(Address).where(Address.member_id == member.id)).all()
    reached = [known for one in addresses for known in (one.address, one.external_id) if known]
    to_many = db.scalars(select(Broadcast.id).where(Broadcast.by_id == member.id))
    return telltales.of([member.name or ""], reached, _words(db, member.id), _near(db, member.id), to_many)


def _words(db: Session, member_id: int) -> Iterator[str]:
    """All that they wrote and that is kept."""
    theirs = select(Address.id).where(Address.member_id == member_id)
    for one in db.scalars(select(Text.body).where(Text.address_id.in_(theirs))):
        if one:  # a command's words are what comes after its colon
            yield from (one, one.partition(":")[2])
    yield from (one for one in db.scalars(select(Circle.place).where(Circle.called_by == member_id)) if one)
    by = (Broadcast, "by_id"), (Appreciation, "author_id")
    of = ((one, "member_id") for one in (Credential, DirectoryEntry, Query, Account, Side, Commitment))
    for model, whose in ((Member, "id"), *of, *by):
        table = table_of(model)
        columns = [one for one in table.c if isinstance(one.type, Sealed)]
        for row in db.execute(select(*columns).where(table.c[whose] == member_id)):
            yield from (one for one in row if one)


def _near(db: Session, member_id: int) -> set[int]:
    """Whom they were ever introduced to, who read of whom in the directory, whom they wrote to as a coordinator, and who ever
    had a seat."""
    together = select(Side.pairing_id).where(Side.member_id == member_id)
    acts = select(Act.id).where(Act.by_id == member_id)
    told = select(Address.member_id).join(Letter, Letter.address_id == Address.id)
    told = told.where(Letter.act_id.in_(acts), Letter.broadcast_id.is_(None))
    found = select(DirectoryRequest.member_id).where(DirectoryRequest.other_id == member_id)
    looked = select(DirectoryRequest.other_id).where(DirectoryRequest.member_id == member_id)
    some = (
        found,
        looked,
        select(Side.member_id).where(Side.pairing_id.in_(together)),
        told,
        select(Query.member_id).where(Query.by_id == member_id),
        select(Seat.member_id),
    )
    return circles.mates(db, member_id).union(*(db.scalars(rows) for rows in some)) - {member_id}


def ids(db: Session, model: type[Base], columns: tuple[str, ...], member_id: int) -> list[int]:
    """The numbers of this member's rows."""
    table = table_of(model)
    return list(db.scalars(select(table.c.id).where(or_(*(table.c[name] == member_id for name in columns)))))


def forget(db: Session, member: Member) -> None:
    """Nothing tells of this member any more but a number. Their row must be locked, and nothing be planned with them."""
    minutes.forget(db, member.id)
    _blank(db, member.id)
    for shared in db.scalars(select(Knowledge.id).where(Knowledge.member_id == member.id)).all():
        knowledge_index.take_out(db.connection(), shared)
    for model, columns in GONE:
        table = table_of(model)
        db.execute(delete(table).where(or_(*(table.c[name] == member.id for name in columns))))
    _addresses(db, member)
    _nobody(member)
    db.flush()
    db.expire_all()


def _addresses(db: Session, member: Member) -> None:
    """Where they were reached, and all that came from there or went there."""
    member.address_id = None
    db.flush()
    theirs = select(Address.id).where(Address.member_id == member.id)
    for model in (Letter, Text):
        table = table_of(model)
        db.execute(delete(table).where(table.c.address_id.in_(theirs)))
    db.execute(delete(table_of(Address)).where(table_of(Address).c.member_id == member.id))


def _blank(db: Session, member_id: int) -> None:
    """What another shares stays, without what tells of this member."""
    together = select(Side.pairing_id).where(Side.member_id == member_id)
    _set(db, Side, Side.pairing_id.in_(together), why=None)
    said = dict.fromkeys(("half_way", "half_way_words", "closing", "shares_number"))
    _set(db, Side, Side.member_id == member_id, **said)
    _set(db, Meeting, Meeting.pairing_id.in_(together), place=None)
    told = dict.fromkeys(("because", "audience", "feedback", "written_at", "handed_over_at"))
    _set(db, Account, Account.member_id == member_id, **told)
    _set(db, Circle, Circle.called_by == member_id, place=None)
    raised = select(Concern.id).where(Concern.member_id == member_id)
    db.execute(delete(ConcernWords).where(ConcernWords.concern_id.in_(raised)))
    _set(db, Commitment, Commitment.witness_id == member_id, witness_id=None)
    _set(db, Broadcast, (Broadcast.by_id == member_id) & Broadcast.status.not_in(GOING), words=None)
    waiting = select(Removal).where(Removal.proposed_by == member_id, Removal.status == "proposed")
    for one in db.scalars(waiting):
        removals.settle(one, "withdrawn")
    db.flush()


def _set(db: Session, model: type[Base], which: Any, **values: Any) -> None:
    db.execute(update(table_of(model)).where(which).values(values))


def _nobody(member: Member) -> None:
    member.status = "erased"
    member.language, member.zone, member.prompted, member.created_at = "en", "UTC", True, NOBODY
    for name in ("name", "pronouns", "aims", "free", "keeps", "attested_at", "stopped_at", "letter"):
        setattr(member, name, None)
    member.quiet_from = member.quiet_till = member.paused_until = None
