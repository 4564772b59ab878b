"""Holdings: all that is kept of one member, as they may have it: row by row, opened, with others by the name they know.

What is somebody else's stays theirs: what another wrote for themselves, that another wants to meet them no more, a concern they
are named in. Each table says what of it is shown, or why nothing is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.acts import Act
from models.appreciations import Appreciation
from models.base import Base, table_of
from models.broadcasts import Broadcast
from models.circles import Chair, Circle, Gathering
from models.commitments import Commitment
from models.concerns import Concern, ConcernWords
from models.consents import Consent
from models.corrections import Correction
from models.directory import DirectoryEntry, DirectoryRequest
from models.erasures import Erasure
from models.exports import Export
from models.hearings import Hearing, Listener
from models.knowledge import Knowledge
from models.learning import Learning
from models.listings import Listing
from models.member_notes import MemberNote
from models.members import Address, Credential, Member
from models.mornings import Morning
from models.nudges import Nudge
from models.outbox import Letter
from models.pairings import Pairing, Side
from models.queries import Query
from models.reflections import Reflection
from models.removals import Removal
from models.rounds import Entry
from models.seats import Seat
from models.sessions import Account, Meeting
from models.talks import TalkRow
from models.texts import Text
from models.trusts import Trust
from models.wishes import Block, Tie, Wishes

KNOWN = ("met", "agreed", "turning", "ended")  # pairings in which all know each other's names
# What coordinators propose about somebody is theirs until two agree.
NOT_TOLD = ("propose", "second", "decline")


@dataclass(frozen=True)
class Held:
    """What of a table is shown: whose rows, and which columns. `people`: columns that say who else, shown by name."""

    model: type[Base]
    whose: Callable[[int], ColumnElement[bool]]
    columns: str
    people: str = ""


def _theirs(model: Any, name: str = "member_id") -> Callable[[int], ColumnElement[bool]]:
    return lambda one: table_of(model).c[name] == one


def _at_theirs(model: Any) -> Callable[[int], ColumnElement[bool]]:
    return lambda one: table_of(model).c.address_id.in_(select(Address.id).where(Address.member_id == one))


def _together(one: int) -> Any:
    return select(Side.pairing_id).where(Side.member_id == one)


def _circles(one: int) -> Any:
    return select(Chair.circle_id).where(Chair.member_id == one, Chair.status == "in")


# In the order in which it is shown.
HELD = (
    Held(
        Member,
        _theirs(Member, "id"),
        "name pronouns language zone aims free keeps status attested_at stopped_at paused_until quiet_from quiet_till prompted "
        "letter created_at",
    ),
    Held(Address, _theirs(Address), "channel address external_id number parked_at parked_for"),
    Held(Consent, _theirs(Consent), "purpose version language given_at withdrawn_at", "to_id"),
    Held(Credential, _theirs(Credential), "body level reference expires_on checked_at query"),
    Held(
        Wishes,
        _theirs(Wishes),
        "languages kinds aims style heritage partner_heritage wider accepts_former",
    ),
    Held(Tie, _theirs(Tie), "name phone created_at"),
    Held(Block, _theirs(Block), "reason created_at", "other_id"),
    Held(Entry, _theirs(Entry), "round_id status answered_at"),
    Held(
        Side,
        _theirs(Side),
        "pairing_id wants agreed_version agreed_at shares_number why half_way half_way_words closing",
    ),
    Held(
        Pairing,
        lambda one: table_of(Pairing).c.id.in_(_together(one)),
        "id status round_id created_at ended_at at_ease_at rests_until beyond_at",
    ),
    Held(
        Meeting,
        lambda one: table_of(Meeting).c.pairing_id.in_(_together(one)),
        "id pairing_id status starts_at minutes place series began_at first_seconds second_seconds created_at",
        "first_coached",
    ),
    Held(
        Account,
        _theirs(Account),
        "session_id happened because audience feedback written_at looked_again_at handed_over_at",
    ),
    Held(
        Correction,
        _theirs(Correction, "proposed_by"),
        "session_id first second status created_at settled_at",
    ),
    Held(Commitment, _theirs(Commitment), "words status follow_up_at asked_again created_at", "witness_id"),
    Held(Reflection, _theirs(Reflection), "words written_at"),
    Held(
        Knowledge,
        _theirs(Knowledge),
        "kind title words topics credit link named in_letter status question shared_at looked_at",
    ),
    Held(Learning, _theirs(Learning), "what on_day minutes created_at"),
    Held(
        Listing,
        lambda one: or_(Listing.coach_id == one, Listing.client_id == one),
        "asked_at answered_at",
        "coach_id client_id",
    ),
    Held(Seat, _theirs(Seat), "role status since until woken offered_at ended_at"),
    Held(Morning, _theirs(Morning), "at weekdays wanted"),
    Held(Trust, _theirs(Trust), "status held asked_at opened_at used_at locked_until"),
    Held(MemberNote, _theirs(MemberNote), "words written_at"),
    Held(Query, _theirs(Query), "words status created_at"),
    Held(Hearing, _theirs(Hearing), "status created_at"),
    Held(Listener, _theirs(Listener), "since asked_at"),
    Held(DirectoryEntry, _theirs(DirectoryEntry), "offers languages words created_at"),
    Held(  # not what the other answered, which looks the same whatever it was
        DirectoryRequest,
        lambda one: or_(DirectoryRequest.member_id == one, DirectoryRequest.other_id == one),
        "kind created_at",
        "member_id other_id",
    ),
    Held(  # not whether the other agreed, nor whether its author thought of a letter at all
        Appreciation,
        lambda one: or_(
            Appreciation.author_id == one,
            and_(Appreciation.reader_id == one, Appreciation.status != "given"),
        ),
        "words created_at",
        "author_id reader_id",
    ),
    Held(Chair, _theirs(Chair), "circle_id status since agreed_version agreed_at"),
    Held(
        Circle,
        lambda one: table_of(Circle).c.id.in_(_circles(one)),
        "id status kind topic place size tongues zone first_at weeks nth times minutes created_at ended_at",
    ),
    Held(
        Gathering,
        lambda one: table_of(Gathering).c.circle_id.in_(_circles(one)),
        "circle_id number status starts_at closing_at ends_at paused_at",
    ),
    Held(Concern, _theirs(Concern), "code topic status created_at settled_at"),
    Held(
        ConcernWords,
        lambda one: ConcernWords.concern_id.in_(select(Concern.id).where(Concern.member_id == one)),
        "words created_at",
        "author_id",
    ),
    Held(
        Removal, lambda one: and_(Removal.member_id == one, Removal.status == "seconded"), "what settled_at"
    ),
    Held(Broadcast, _theirs(Broadcast, "by_id"), "words status created_at"),
    Held(
        Act,
        lambda one: and_(
            or_(Act.by_id == one, Act.about.contains(f" members:{one} ")),
            or_(Act.by_id == one, Act.command.not_in(NOT_TOLD)),
        ),
        "command at",
    ),
    Held(TalkRow, _theirs(TalkRow), "flow state memory asked_at created_at"),
    Held(Nudge, _theirs(Nudge), "kind due_at status settled_at"),
    Held(Text, _at_theirs(Text), "received_at body reply"),
    Held(Letter, _at_theirs(Letter), "due_at body status"),
    Held(Erasure, _theirs(Erasure), "status asked_at due_at settled_at"),
    Held(Export, _theirs(Export), "status made_at"),
)
# Of which nothing is shown, and why.
NOT_HELD = {
    "broadcast_readers": "that a text to many went to them; the text is among their letters",
    "knowledge_index": "what published knowledge is looked up by; all of it is under `knowledge`",
    "knowledge_words": "how much is found by each word",
    "mentions": "which row a coordinator was told of",
    "pages": "how far they read in a list: gone in a day",
    "rounds": "nobody's in particular; their part in them is in `round_entries`",
    "chain": "our own machinery",
    "heartbeats": "our own machinery",
    "numbers": "our own machinery",
    "reports": "counts that name nobody",
    "tallies": "counts that name nobody",
    "templates": "our own machinery",
}


def of(db: Session, member_id: int) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of this member: by table, rows with their columns, opened. Times are aware UTC."""
    return {table_of(held.model).name: _rows(db, held, member_id) for held in HELD}


def _rows(db: Session, held: Held, member_id: int) -> list[dict[str, Any]]:
    table = table_of(held.model)
    shown, people = held.columns.split(), held.people.split()
    wanted = [table.c[name] for name in (*shown, *people)]
    rows = db.execute(select(*wanted).where(held.whose(member_id)).order_by(*table.primary_key)).all()
    found = [dict(row._mapping) for row in rows]
    for row in found:
        for name in people:
            who = row.pop(name)
            row[name.removesuffix("_id")] = None if who is None else _called(db, who, member_id)
    if held.model is Pairing:
        for row in found:
            row["with"] = _partners(db, row["id"], member_id) if row["status"] in KNOWN else []
    return found


def _called(db: Session, who: int, member_id: int) -> str | None:
    """By what name they know somebody: only whom they were introduced to."""
    if who == member_id:
        return "me"
    met = select(Side.id).join(Pairing, Pairing.id == Side.pairing_id)
    met = met.where(
        Side.member_id == who, Side.pairing_id.in_(_together(member_id)), Pairing.status.in_(KNOWN)
    )
    return db.get_one(Member, who).name if db.scalar(met.limit(1)) is not None else None


def _partners(db: Session, pairing_id: int, member_id: int) -> list[str]:
    names = select(Member.name).join(Side, Side.member_id == Member.id)
    theirs = names.where(Side.pairing_id == pairing_id, Member.id != member_id).order_by(Side.id)
    return [name for name in db.scalars(theirs) if name]


def as_json(value: Any) -> Any:
    """What JSON has no word for. Raises TypeError for anything we don't keep."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} can't be handed over")
