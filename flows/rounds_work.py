"""What is done for a large round while nobody waits for an answer: asking, matching, sending, taking back, placing who waits.

`Round.todo` says what there is to do, and is written with the text that asked for it. Each step takes a bounded part in a
transaction of its own, so whoever dies in the middle leaves nothing half done: the next one goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from flows import plan as plans
from flows import sending, taking_part
from flows.chat import Chat
from flows.leaving import as_sender
from flows.plan import Plan
from flows.wording import note
from flows.words import _
from models import clock, database, rounds
from models.members import Member
from models.rounds import Round

MEMBERS = 500  # asked in one transaction
GROUPS = 100  # introduced or withdrawn in one transaction

ASKED = note(_("Round {number}: everybody has been asked. To see who's in, text ROUND"))
READY = note(
    _("Round {number} is worked out: {people} in, {groups} groups, {left_out} without. To read it, text MORE")
)
SENT = note(_("Round {number} is sent: {groups} groups. Until somebody answers, UNDO takes it back."))
CHANGED = note(
    _(
        "Round {number}: somebody changed something since you looked, so nothing was sent. To look again, text MORE"
    )
)
BACK = note(_("Round {number} is taken back: nobody is introduced. To look again, text PREVIEW"))
TOO_LATE = note(_("Round {number} can't be taken back: somebody has answered already."))


def work(engine: Engine) -> int:
    """Do what there is to do for rounds. Returns how many steps were taken."""
    done = 0
    while (found := database.run(engine, _next)) is not None:
        round_id, todo = found
        STEPS[todo](engine, round_id)
        done += 1
    return done


def _next(connection: Connection) -> tuple[int, str] | None:
    row = connection.execute(
        select(Round.id, Round.todo).where(Round.todo.is_not(None)).order_by(Round.id)
    ).first()
    return (row.id, row.todo) if row is not None else None


def _in_chat(engine: Engine, round_id: int, todo: str, step: Callable[[Chat, Round], None]) -> None:
    """One step for a round, as the coordinator who asked for it; nothing when somebody else has done it."""

    def take(connection: Connection) -> None:
        with _session(connection) as db:
            of = db.get_one(Round, round_id, with_for_update={"key_share": True})
            if of.todo != todo:
                return
            chat = Chat(connection, as_sender(db.get_one(Member, of.todo_for or of.opened_by)), db)
            step(chat, of)
            chat.flush()

    database.run(engine, take)


@contextmanager
def _session(connection: Connection) -> Iterator[Session]:
    with Session(bind=connection, expire_on_commit=False) as db:
        yield db
        db.flush()


def _done(chat: Chat, of: Round, words: Any = None, **facts: Any) -> None:
    of.todo = None
    if words is not None:
        chat.tell(chat.member, words, number=of.id, **facts)


def _ask(engine: Engine, round_id: int) -> None:
    def step(chat: Chat, of: Round) -> None:
        some = rounds.to_ask(chat.db, of.id, MEMBERS) if of.status == "open" else []
        if some:
            taking_part.ask(chat, some, of)
        else:
            _done(chat, of, ASKED)

    _in_chat(engine, round_id, "asking", step)


def _solved(engine: Engine, round_id: int, *, explain: bool = True) -> Plan:
    """The plan as it is best now. People are read in one transaction; matching them, which takes longer, is in none."""

    def gather(connection: Connection) -> Plan:
        with Session(bind=connection, expire_on_commit=False) as db:
            return plans.gather(db, db.get_one(Round, round_id), clock.now().date())

    plan = database.run(engine, gather)
    plans.solve(plan, round_id, explain=explain)
    return plan


def _match(engine: Engine, round_id: int) -> None:
    plan = _solved(engine, round_id)

    def step(chat: Chat, of: Round) -> None:
        if plan.decided != plans.decided(of):
            return  # meanwhile; so it is worked out again
        of.plan = plan.kept()
        facts: dict[str, Any] = {
            "people": len(plan.people),
            "groups": len(plan.groups),
            "left_out": len(plan.left_out),
        }
        _done(chat, of, READY, **facts)

    _in_chat(engine, round_id, "matching", step)


def _send(engine: Engine, round_id: int) -> None:
    plan = _solved(engine, round_id, explain=False)
    begun: list[list[tuple[int, ...]]] = []

    def begin(chat: Chat, of: Round) -> None:
        if of.status == "open" and plan.decided != plans.decided(of):
            return  # meanwhile; so it is worked out again
        if of.status == "open" and not plans.same(plan, of.plan):
            of.plan = plan.kept()
            _done(chat, of, CHANGED)
            return
        if of.status == "open":
            sending.begin(chat, of, of.todo_for or of.opened_by)
            sending.tell_left_out(chat, plan.left_out)
        # As they were looked at, should somebody have died in between.
        begun.append(plans.kept_groups(of))

    def done(chat: Chat, of: Round) -> None:
        _done(chat, of, SENT, groups=rounds.how_many_introduced(chat.db, of.id).total())
        of.todo = "placing"  # whoever was set free meanwhile

    _in_chat(engine, round_id, "sending", begin)
    for groups in begun[-1:]:
        _introduce(engine, round_id, "sending", groups)
        _in_chat(engine, round_id, "sending", done)


def _introduce(engine: Engine, round_id: int, todo: str, groups: list[tuple[int, ...]]) -> None:
    """Introduce these groups, but those against which something speaks by now."""

    def step(chat: Chat, of: Round, part: list[tuple[int, ...]]) -> None:
        if of.status == "sent":
            ids = [one for group in part for one in group]
            plan = plans.as_kept(chat.db, of, chat.now.date(), ids)
            sending.send(chat, of, plan, plans.allowed(plan, part))

    for at in range(0, len(groups), GROUPS):
        _in_chat(engine, round_id, todo, partial(step, part=groups[at : at + GROUPS]))


def _withdraw(engine: Engine, round_id: int) -> None:
    def step(chat: Chat, of: Round) -> None:
        introduced = rounds.lock_introductions(chat.db, of.id, ("proposed",), GROUPS)
        if rounds.anybody_answered(chat.db, of.id):
            _done(chat, of, TOO_LATE)
            of.todo = "placing"  # those for whom it was taken back already
        elif introduced:
            sending.withdraw_apart(chat, of, introduced)
        else:
            of.status = "open"
            _done(chat, of, BACK)

    _in_chat(engine, round_id, "withdrawing", step)


def _place(engine: Engine, round_id: int) -> None:
    plan = _solved(engine, round_id, explain=False)
    _introduce(engine, round_id, "placing", plan.groups)

    def done(chat: Chat, of: Round) -> None:
        waiting = rounds.counts(chat.db, of.id).get("in", 0)
        if of.status != "sent" or waiting == len(plan.people) - sum(map(len, plan.groups)):
            _done(chat, of)  # else somebody is free since

    _in_chat(engine, round_id, "placing", done)


STEPS: dict[str, Callable[[Engine, int], None]] = {
    "asking": _ask,
    "matching": _match,
    "sending": _send,
    "withdrawing": _withdraw,
    "placing": _place,
}
