"""Clocks: how long each table and each column is kept. One list, for everything there is; `workers/retention.py` goes by it.

A new table or column isn't in it, and a test fails until it is: that is the moment to think of how long it is needed. What has no
clock of its own here ends with its row, and a row `WITH_ITS_PERSON` when they leave a wish to be forgotten (`models/erasing.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from flows.flow import FLOWS
from models import (
    appreciations,
    broadcasts,
    chain,
    circles,
    concerns,
    directory,
    exports,
    hearings,
    impact,
    knowledge,
    member_notes,
    mentions,
    nudges,
    outbox,
    pages,
    passing,
    queries,
    sessions,
    talks,
    texts,
    trusts,
)

Expire = Callable[..., int]  # (connection, before: aware UTC, most) → how many


@dataclass(frozen=True)
class Chosen:
    """A time that the organisation may choose, by a setting."""

    setting: str
    usual: timedelta


MESSAGES = Chosen("message_days", timedelta(days=30))  # texts, answers, letters, and what waits for a person
CONCERNS = Chosen("concern_days", timedelta(days=365))  # after they are over

NUDGES = timedelta(days=90)  # they hold no words; how often somebody was texted unasked is counted from them
PASSED_ON = timedelta(days=1)  # what one partner wrote to another, where nobody says that it has arrived
UNFINISHED = timedelta(days=365)  # a question that nobody came back to
ACTS = timedelta(days=730)  # what coordinators did: long enough to answer for it
PUBLIC = timedelta(days=90)  # what the monthly letter tells, for as long as its page can be read
PLACES = timedelta(days=7)  # how two met, after their session
NOTES = timedelta(days=365)  # what coordinators noted about somebody
CIRCLES = timedelta(days=90)  # who was in a circle, after it ended
REPORTS = timedelta(days=3 * 365)  # numbers that were told: the next ones must give away nothing beside them

# Why something has no day on which it ends.
WITH_ITS_PERSON = "until whom it tells of is erased"
WITH_ITS_AUTHOR = "until its author withdraws it, or is erased"
WITH_ITS_ROUND = "numbers of members; nothing tells of anybody who is erased"
MACHINERY = "our own machinery, nobody's name or number"
ON_RECORD = "a number that means nobody any more"


@dataclass(frozen=True)
class Clock:
    """After how long a table's rows are forgotten, or why they aren't; its columns; and what ends sooner: a column, or rows of
    one kind, each with its own time and what forgets it."""

    keeps: timedelta | Chosen | str
    columns: str
    expire: Expire | None = None
    sooner: dict[str, tuple[timedelta | Chosen, Expire]] = field(default_factory=dict)


def _left_open(connection: Connection, before: datetime, most: int) -> int:
    """Whatever flow it is of."""
    return talks.expire(connection, before, most, flows=list(FLOWS))


def _unkept(connection: Connection, before: datetime, most: int) -> int:
    """Of a flow that keeps nothing of what is said in it."""
    unkept = [flow.name for flow in FLOWS.values() if flow.unkept]
    return talks.expire(connection, before, most, flows=unkept)


CLOCKS: dict[str, Clock] = {
    "acts": Clock(ACTS, "id place at by_id command about before after text_sid undoes mac", chain.expire),
    "chain": Clock(MACHINERY, "id key place mac pruned_place pruned_mac seal"),
    "heartbeats": Clock(MACHINERY, "job began_at ended_at"),
    "members": Clock(
        WITH_ITS_PERSON,
        "id status language zone name pronouns aims free attested_at stopped_at quiet_from quiet_till "
        "paused_until keeps prompted letter created_at address_id",
    ),
    "numbers": Clock(MACHINERY, "name free_at halted_at halted_for"),
    "reports": Clock(REPORTS, "month numbers made_at", impact.expire),
    "tallies": Clock(MACHINERY, "name label count"),
    "templates": Clock(MACHINERY, "id name key language sid status reason checked_at"),
    "addresses": Clock(
        WITH_ITS_PERSON,
        "id member_id channel address lookup external_id phone_lookup external_lookup number parked_at "
        "parked_for",
    ),
    "appreciations": Clock(
        PUBLIC,
        "id status author_id reader_id words created_at agreed_at",
        appreciations.expire,
        sooner={"words": (MESSAGES, appreciations.expire_unagreed)},
    ),
    "blocks": Clock(WITH_ITS_PERSON, "id member_id other_id reason created_at"),
    "broadcasts": Clock(
        NUDGES,
        "id status by_id words query follows_id people written created_at confirmed_at undone_at",
        broadcasts.expire,
        sooner={"words": (MESSAGES, broadcasts.forget_words)},
    ),
    "circles": Clock(
        CIRCLES,
        "id status kind topic place size tongues zone first_at weeks nth times minutes round_id called_by created_at ended_at",
        circles.expire,
    ),
    "circle_chairs": Clock(
        CIRCLES,
        "id circle_id member_id status since agreed_version agreed_at",
        circles.expire,
    ),
    "circle_meetings": Clock(
        CIRCLES,
        "id circle_id number status starts_at closing_at ends_at paused_at host_id asked away first_id turns",
        circles.expire,
    ),
    "commitments": Clock(
        WITH_ITS_PERSON, "id member_id status words follow_up_at asked_again witness_id created_at"
    ),
    "concerns": Clock(
        CONCERNS, "id code status member_id topic named created_at settled_at", concerns.expire
    ),
    "consents": Clock(WITH_ITS_PERSON, "id member_id purpose version language given_at withdrawn_at to_id"),
    "credentials": Clock(
        WITH_ITS_PERSON, "id member_id body level reference query checked_by checked_at expires_on"
    ),
    "directory_entries": Clock(WITH_ITS_PERSON, "id member_id offers languages words created_at"),
    "directory_requests": Clock(
        NUDGES, "id status member_id other_id kind pairing_id created_at", directory.expire
    ),
    "erasures": Clock(ON_RECORD, "id member_id status asked_at due_at settled_at traces"),
    "exports": Clock(exports.LASTS, "id member_id status code misses made_at", exports.expire),
    "hearings": Clock(
        MESSAGES, "id status member_id listener_id pairing_id asked declined created_at", hearings.expire
    ),
    "knowledge": Clock(
        WITH_ITS_PERSON,
        "id status member_id named kind title words topics credit link question in_letter looked_by looked_at shared_at",
        sooner={"status": (MESSAGES, knowledge.expire)},
    ),
    "knowledge_index": Clock(
        WITH_ITS_AUTHOR,
        "item_id title topics credit words",
    ),
    "knowledge_words": Clock(
        WITH_ITS_AUTHOR,
        "word uses",
    ),
    "learning": Clock(WITH_ITS_PERSON, "id member_id on_day minutes what created_at"),
    "listeners": Clock(WITH_ITS_PERSON, "member_id since asked_at"),
    "listings": Clock(WITH_ITS_PERSON, "id coach_id client_id asked_at answered_at"),
    "member_notes": Clock(NOTES, "id member_id by_id words written_at", member_notes.expire),
    "mentions": Clock(NUDGES, "id kind about member_id status level created_at told_at", mentions.expire),
    "mornings": Clock(WITH_ITS_PERSON, "id member_id at weekdays wanted"),
    "nudges": Clock(
        NUDGES,
        "id key kind member_id about due_at not_after status act_id settled_at created_at",
        nudges.expire,
    ),
    "pages": Clock(PASSED_ON, "member_id of shown shown_at", pages.expire),
    "queries": Clock(
        MESSAGES, "id status member_id words flow state missed by_id by_at created_at", queries.expire
    ),
    "reflections": Clock(WITH_ITS_PERSON, "id member_id words written_at"),
    "removals": Clock(
        WITH_ITS_PERSON, "id member_id what status proposed_by settled_by created_at settled_at answered_at"
    ),
    "rounds": Clock(
        WITH_ITS_ROUND,
        "id status kind shape starts_on closes_at weeks sessions minutes level_gap opened_by opened_at "
        "sent_by sent_at ended_at todo todo_for plan",
    ),
    "seats": Clock(
        WITH_ITS_PERSON,
        "id member_id status role until given_by after_id woken offered_at since ended_at ended_by",
    ),
    "talks": Clock(
        UNFINISHED,
        "id member_id status flow state about urgency memory asked_at act_id created_at",
        _left_open,
        sooner={"memory": (PASSED_ON, _unkept)},
    ),
    "ties": Clock(WITH_ITS_PERSON, "id member_id name phone others created_at"),
    "trusts": Clock(
        WITH_ITS_PERSON,
        "id member_id status code asked_at held held_for misses codes codes_since opened_at used_at "
        "locked_until",
        sooner={"held": (trusts.CODE_LASTS, trusts.forget_held)},
    ),
    "wishes": Clock(
        WITH_ITS_PERSON,
        "id member_id languages kinds aims style heritage partner_heritage wider accepts_former",
    ),
    "broadcast_readers": Clock(NUDGES, "id broadcast_id member_id due_at", broadcasts.expire),
    "concern_words": Clock(CONCERNS, "id concern_id author_id words created_at", concerns.expire),
    "outbox": Clock(
        MESSAGES,
        "id ref address_id status body wording answers author_id act_id broadcast_id number sid error "
        "attempts haste due_at not_before not_after claimed_at created_at",
        outbox.expire,
        sooner={"author_id": (PASSED_ON, passing.expire)},
    ),
    "pairings": Clock(
        WITH_ITS_PERSON,
        "id status proposed_by round_id ring_id coach_id kind created_at ended_at at_ease_at rests_until "
        "beyond_at",
    ),
    "round_entries": Clock(WITH_ITS_PERSON, "id round_id member_id status answered_at"),
    "texts": Clock(MESSAGES, "id sid address_id body reply received_at", texts.expire),
    "pairing_sides": Clock(
        WITH_ITS_PERSON,
        "id pairing_id member_id wants agreed_version agreed_at shares_number half_way half_way_words "
        "closing why",
    ),
    "sessions": Clock(
        WITH_ITS_PERSON,
        "id uid sequence changed_at pairing_id status proposed_by first_coached stepped_at series "
        "replaces_id place created_at starts_at minutes began_at paused_at first_seconds second_seconds "
        "first_paused second_paused",
        sooner={"place": (PLACES, sessions.forget_places)},
    ),
    "corrections": Clock(
        WITH_ITS_PERSON, "id session_id proposed_by status first second created_at settled_at"
    ),
    "session_accounts": Clock(
        WITH_ITS_PERSON,
        "id session_id member_id happened looked_again_at because audience feedback written_at "
        "handed_over_at",
    ),
}
