"""Nothing of what is said in a session is asked or kept: each place for words says what words they are."""

import importlib
import pkgutil

from sqlalchemy import JSON, Column, LargeBinary, String

import models
from models.base import Base
from models.sealing import Sealed, SealedJSON

for module in pkgutil.iter_modules(models.__path__):
    if not module.ispkg:
        importlib.import_module(f"models.{module.name}")

LONGEST_NAME = 120  # characters: what is shorter and not sealed is a key, a code or a name of ours
LONGEST_HASH = 64  # bytes

# Every column that can hold somebody's words, and why they are none that were said in a session. A new one goes here, and
# that is the moment to think of it: does any question lead people to write down what was said?
WHAT_THEY_HOLD = {
    "members.name": "how they want to be called",
    "members.pronouns": "theirs",
    "members.aims": "what they would like here, written before they have a partner",
    "members.free": "when they are free",
    "members.keeps": "days they keep",
    "addresses.address": "where they are reached",
    "addresses.external_id": "WhatsApp's name for them",
    "credentials.body": "who accredits them",
    "credentials.level": "at which level",
    "credentials.reference": "under which number",
    "credentials.query": "what a coordinator asks about it",
    "member_notes.words": "what a coordinator notes about somebody, who gets to read it",
    "knowledge.title": "what they share with all members: its title",
    "knowledge.words": "what it is; what in it could tell who a client is was shown to them before",
    "knowledge.topics": "what people may look for",
    "knowledge.credit": "who it comes from",
    "knowledge.link": "where more of it is",
    "knowledge.question": "what a coordinator asks about it",
    "knowledge_index.title": "words of what is published, by which it is looked up",
    "knowledge_index.topics": "the same",
    "knowledge_index.credit": "the same",
    "knowledge_index.words": "the same",
    "learning.what": "the name of a course, for a renewal",
    "acts.about": "which rows an act was about, by table and id",
    "acts.before": "statuses, ids and days, and names of fields; `models.acts.reference` lets nothing else in",
    "acts.after": "the same",
    "chain.key": "the key of the chain of acts",
    "queries.words": "what they text us that a person has to read; forgotten when it is old",
    "circles.topic": "what a circle is about, in a few words that others may read before it has met",
    "circles.place": "how they meet",
    "circle_meetings.asked": "numbers of members",
    "circle_meetings.away": "the same",
    "circle_meetings.turns": "the same, and times",
    "concerns.topic": "what a concern is about: a choice",
    "concerns.named": "members' numbers",
    "hearings.asked": "the same",
    "directory_entries.words": "what a member wishes others to read of them",
    "directory_entries.offers": "choices",
    "directory_entries.languages": "choices",
    "appreciations.words": "a thank-you that may stand in the monthly letter, in its author's words",
    "concern_words.words": "what went wrong between people here, as they raise it, and what those who care for it answer",
    "trusts.held": "a command that waits for its code",
    "broadcasts.query": "which members a text goes to",
    "broadcasts.words": "what a coordinator writes to many",
    "reports.numbers": "counts of a month, which name nobody",
    "rounds.plan": "members' numbers",
    "ties.name": "whom they know outside",
    "ties.phone": "the same",
    "ties.others": "whom a concern of theirs is about: numbers of members",
    "wishes.languages": "a choice",
    "wishes.aims": "a choice",
    "wishes.style": "a choice",
    "wishes.heritage": "a private wish for matching",
    "wishes.partner_heritage": "the same",
    "pairing_sides.half_way_words": "what they would do otherwise, in the middle of a round; for them alone",
    "pairing_sides.why": "reasons of the matcher's",
    "sessions.place": "how they meet, asked before it",
    "session_accounts.feedback": "how it was for them and what helped, for a reader they name; not what was said",
    "commitments.words": "what they mean to do themselves",
    "reflections.words": "what they keep of their own, read by nobody else; the question asks for nothing a partner said",
    "talks.memory": "answers to the questions of a conversation, gone when it is over",
    "erasures.traces": "by what somebody is looked for who is being erased; gone when that is done",
    "texts.body": "what they text us; forgotten when it is old, and what is passed on isn't kept",
    "texts.reply": "what we answered",
    "outbox.body": "what we say, until it is old",
    "outbox.wording": "what that was made of",
    "templates.reason": "why WhatsApp turned a template down",
}


def holds_words(column: Column[object]) -> bool:
    kind = column.type
    if isinstance(kind, (Sealed, SealedJSON, JSON)):
        return True
    if isinstance(kind, LargeBinary):
        return kind.length is None or kind.length > LONGEST_HASH
    return isinstance(kind, String) and (kind.length is None or kind.length > LONGEST_NAME)


def test_every_place_for_words_says_what_words_they_are() -> None:
    there = {
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if holds_words(column)
    }
    assert there == WHAT_THEY_HOLD.keys()
