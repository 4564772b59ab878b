"""Placing: groups for those who are in a round and have nobody yet, whoever they are: at the first sending, or later, when
somebody joins late or an introduction didn't come about."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from flows import plan as plans
from flows import why
from flows.chat import Chat
from flows.words import _
from matching.groups import Group, match
from matching.people import Person
from matching.reasons import for_member
from matching.rules import Terms
from models import pairings, rounds
from models.members import Member
from models.pairings import Pairing
from models.rounds import Entry, Round

INLINE = (
    60  # people matched while somebody waits for an answer; more are the workers' (`flows/rounds_work.py`)
)

FIRST = ("asking", "sending")  # what the workers do for a round before anything else is done with it
STILL_AT_IT = _("I'm still at work on round {number} and text you when that's done. Please ask again then.")


def propose_for_waiting(chat: Chat, of: Round) -> list[Pairing]:
    """Pairings for as many of those who wait as there can be. They are proposed, nobody is asked yet.

    The round is locked: two texts at once don't place the same person twice.
    """
    chat.flush()
    chat.lock(of)
    if of.status != "sent" or of.last_day < chat.now.date() or of.todo in ("sending", "withdrawing"):
        return []  # or once the workers are through
    count = rounds.counts(chat.db, of.id).get("in", 0)
    if count < 2:
        return []
    if count > INLINE:
        of.todo, of.todo_for = of.todo or "placing", of.todo_for or chat.sender.member_id
        chat.left_to_workers = True
        return []
    plan = plans.gather(chat.db, of, chat.now.date())
    everybody = [*plan.people.values()]
    found = match(everybody, plan.terms, forbidden=plan.bans)
    return propose(chat, of, found.groups, everybody, plan.terms)


def propose(
    chat: Chat, of: Round, groups: Iterable[Group], everybody: Sequence[Person], asked: Terms
) -> list[Pairing]:
    """A pairing for each of these groups, with what each may read of why; its people wait no longer."""
    people = {person.id: person for person in everybody}
    found = []
    for group in groups:
        entries = _waiting(chat, of, group.members)
        if len(entries) < len(group.members):
            continue  # somebody is out, or was placed, since
        rows = {row.id: row for row in chat.db.scalars(select(Member).where(Member.id.in_(group.members)))}
        pairing = pairings.propose(
            chat.db,
            [rows[one] for one in group.members],
            of.sent_by or chat.sender.member_id,
            of.id,
            of.kind,
        )
        for side in pairing.sides:
            side.why = why.kept(for_member(side.member_id, group, people, asked), ring=pairing.is_ring)
        for entry in entries:
            entry.status = "placed"
        found.append(pairing)
    chat.db.flush()
    return found


def _waiting(chat: Chat, of: Round, members: Sequence[int]) -> list[Entry]:
    rows = select(Entry).where(Entry.round_id == of.id, Entry.member_id.in_(members), Entry.status == "in")
    return list(chat.db.scalars(rows))


def free(chat: Chat, pairing: Pairing, gone: Iterable[int]) -> None:
    """The introduction is over. Its people wait for another, but those who are `gone` (they left, or never answered)."""
    out = set(gone)
    for side in pairing.sides:
        entry = rounds.entry(chat.db, pairing.round_id or 0, side.member_id)
        if entry is not None and entry.status == "placed":
            away = side.member_id in out or side.member.stopped_at is not None
            entry.status = "skipped" if away else "in"
