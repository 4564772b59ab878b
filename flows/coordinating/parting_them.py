"""Parting two who are together, when one of them or both asked a coordinator to; and somebody else for one of them. Asked
first. Both read the same words, and no reason."""

from typing import Any

from flows import agenda, introduction, parting, rematch
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.coordinating.finding import handle
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _, isolated, listed
from models import pairings
from models.members import Member
from models.pairings import Pairing

parting_them = Flow(
    "parting_them",
    title=_("whether two shall part"),
    about=Pairing,
    urgency=3,
    fleeting=True,
    coordinating=True,
)


@command(
    _("PART name AND name"),
    "part|separate|split (up) {who} and|from|& {other}",
    "separar|separa (a) {who} y|de|e|& (a) {other}",
    changes=False,  # it only asks
)
def part(chat: Chat, who: Member, other: Member) -> None:
    pairing = pairings.between(chat.db, who.id, other.id)
    if pairing is None:
        chat.say(
            _("{one} and {two} aren't together, so there is nothing to part. To look: LOOK {handle}"),
            one=who,
            two=other,
            handle=handle(chat, who),
        )
        return
    agenda.begin(chat, parting_them, rematch.whole(chat, pairing))


@command(
    _("REMATCH name"),
    "rematch {who}",
    "somebody|someone else for {who}",
    "(a) new partner for {who}",
    "otra|otro pareja|persona para {who}",
    "cambiar|cambia (la) pareja de|a {who}",
    changes=False,  # it only asks
)
def rematch_one(chat: Chat, who: Member) -> None:
    whole = [one for one in pairings.going(chat.db, who.id) if one.ring_id is None]
    if not whole:
        chat.say(
            _("{who} has no partner just now. To introduce somebody: PAIR {handle} AND name"),
            who=who,
            handle=handle(chat, who),
        )
        return
    agenda.begin(chat, parting_them, whole[0])


@parting_them.facts
def facts(chat: Chat) -> dict[str, object]:
    names = (isolated(side.member.name or "") for side in chat.subject.sides)
    return {"names": listed(names, chat.language)}


@parting_them.stands
def are_together(chat: Chat) -> bool:
    return chat.subject.status in pairings.GOING


@parting_them.asks(
    _(
        "{names} would go on no further together, and what they have booked is off. Each reads so, without a reason, and is "
        "free for somebody else. Shall I?"
    ),
    YesNo(yes=_("Yes, part them"), no=_("No, leave it so")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return parted if wanted else left


@parting_them.ends
@acts.does("part")
def parted(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if pairing.status not in pairings.GOING:
        chat.say(_("They weren't together any more, so I've changed nothing."))
        return
    placed = (
        introduction.withdraw(chat, pairing)
        if pairing.status == "proposed"
        else parting.part_them(chat, pairing)
    )
    chat.say(_("Done. What they read names nobody's wish."))
    _go_on(chat, pairing, placed)


def _go_on(chat: Chat, pairing: Pairing, placed: set[int]) -> None:
    """Who has somebody else already, and who doesn't."""
    people = [side.member for side in pairing.sides]
    again = [isolated(one.name or "") for one in people if one.id in placed]
    facts: dict[str, Any] = {"names": listed(again, chat.language)}
    if again:
        chat.say(_("Asked already whether to meet somebody else of the round: {names}."), **facts)
    elif rematch.is_going_on(chat, pairing):
        chat.say(_("They wait in the round, and are asked as soon as there is somebody. To see it: ROUND"))
    else:
        chat.say(
            _("Both are free again. For somebody new: PAIR {handle} AND name"), handle=handle(chat, people[0])
        )


@parting_them.ends
def left(chat: Chat) -> None:
    chat.say(_("Then all stays as it is."))
