"""Sending a round: the moment from which members are introduced; and taking it back until the first of them answers."""

from collections.abc import Iterable

from sqlalchemy import select

from flows import introduction, placing, preview
from flows import plan as plans
from flows.chat import Chat
from flows.coordinating import acts
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.plan import Plan
from flows.wording import note
from flows.words import _
from matching.groups import Group
from models import pairings, rounds
from models.members import Member
from models.pairings import GOING, Pairing
from models.rounds import Entry, Round

sending = Flow(
    "sending", title=_("sending a round"), about=Round, urgency=3, fleeting=True, coordinating=True
)

TAKEN_BACK = note(
    _(
        "Please don't mind the introduction I asked you about: it isn't settled yet. You'll hear from me again."
    )
)


@sending.facts
def facts(chat: Chat) -> dict[str, object]:
    planned = (chat.subject.plan or {}).get("groups", [])
    return {"number": chat.subject.id, "groups": len(planned), "people": sum(map(len, planned))}


@sending.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "open")


@sending.asks(
    _(
        "Round {number}. People: {people}, in groups: {groups}. Each is asked whether they'd like to meet. Shall I send it?"
    ),
    YesNo(yes=_("Yes, send it"), no=_("Not yet")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return sent if wanted else not_yet


@sending.ends
@acts.does("send_round")
def sent(chat: Chat) -> None:
    of: Round = chat.subject
    if of.status != "open":
        chat.say(_("That round has been sent already."))
    elif of.todo in placing.FIRST:
        chat.say(placing.STILL_AT_IT, number=of.id)
    elif rounds.counts(chat.db, of.id).get("in", 0) > placing.INLINE:
        of.todo, of.todo_for = "sending", chat.sender.member_id
        chat.left_to_workers = True
        chat.say(_("I'm sending it, which takes some minutes with so many. I'll text you when it's done."))
    else:
        plan = plans.work_out(chat.db, of, chat.now.date())
        if not plans.same(plan, of.plan):
            chat.say(_("Somebody has changed something since you looked, so nothing was sent. The plan now:"))
            preview.show(chat, of, plan)
            return
        begin(chat, of, chat.sender.member_id)
        send(chat, of, plan, map(Group, plan.groups))
        tell_left_out(chat, plan.left_out)
        chat.say(
            _(
                "Sent to {people} people. Until one of them answers, UNDO takes it back. To see how it goes: ROUND."
            ),
            people=sum(map(len, plan.groups)),
        )


@sending.ends
def not_yet(chat: Chat) -> None:
    chat.say(_("Nothing is sent. To look again: PREVIEW. To send: SEND."))


def begin(chat: Chat, of: Round, by: int) -> None:
    """From now on the round is on."""
    of.status, of.sent_by, of.sent_at = "sent", by, chat.now


def send(chat: Chat, of: Round, plan: Plan, groups: Iterable[Group]) -> None:
    """Introduce these groups of the plan; those who are in one already are passed over."""
    for pairing in placing.propose(chat, of, groups, [*plan.people.values()], plan.terms):
        introduction.introduce(chat, pairing)


def tell_left_out(chat: Chat, ids: list[int]) -> None:
    """Who has no place reads what they would read had somebody said no."""
    for member in chat.db.scalars(select(Member).where(Member.id.in_(ids)).order_by(Member.id)):
        chat.tell(member, introduction.NO_FIT)


def undo(chat: Chat, of: Round, sent_with: set[int]) -> bool:
    """Take a round back that was sent; these of its pairings with one act. Whether it is done;
    otherwise it was said why not, or that it takes a while."""
    chat.lock(of)
    many = of.todo == "sending" or rounds.how_many_introduced(chat.db, of.id).total() > placing.INLINE
    introduced = [] if many else rounds.lock_introductions(chat.db, of.id, GOING)
    if of.status != "sent":
        chat.say(_("There is nothing to take back."))
    elif rounds.anybody_answered(chat.db, of.id):
        chat.say(_("Somebody has answered already, so it can't be taken back. To see how it stands: ROUND."))
    elif many:
        of.todo, of.todo_for = "withdrawing", chat.sender.member_id
        chat.left_to_workers = True
        chat.say(
            _("I'm taking it back, which takes some minutes with so many. I'll text you when it's done.")
        )
    else:
        withdraw(chat, of, [one for one in introduced if one.id in sent_with])
        withdraw_apart(chat, of, [one for one in introduced if one.id not in sent_with])
        of.status = "open"
        return True
    return False


def withdraw_apart(chat: Chat, of: Round, introduced: list[Pairing]) -> None:
    """The same for introductions that came about since, or by the workers for a large round: they are called off one by
    one, and who was asked reads that it isn't settled."""
    asked = [
        side.member
        for pairing in introduced
        for side in pairing.sides
        if introduction.was_asked(chat, side.member, pairing)
    ]
    withdraw(chat, of, introduced)
    for pairing in introduced:
        for flow in (introduction.introduction, introduction.another, introduction.ring):
            chat.call_off(flow, pairing)
    for member in asked:
        chat.tell(member, TAKEN_BACK)


def withdraw(chat: Chat, of: Round, introduced: list[Pairing]) -> None:
    """Nobody is asked any more, and all are in the round as before. Who had read of it is told by whoever calls this."""
    for pairing in introduced:
        pairings.end(pairing, "withdrawn")
    theirs = [side.member_id for pairing in introduced for side in pairing.sides]
    placed = select(Entry).where(
        Entry.round_id == of.id, Entry.member_id.in_(theirs), Entry.status == "placed"
    )
    for entry in chat.db.scalars(placed):
        entry.status = "in"
