"""What takes two coordinators: that somebody takes part no longer, that they may again, that a coordinator has no seat.
One proposes it, the others are told; it happens when a second agrees. The person concerned reads of it when it is so."""

from datetime import timedelta
from typing import Any

from flows import agenda
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import COORDINATOR, command
from flows.coordinating.finding import handle
from flows.coordinating.giving_back import give_back
from flows.coordinating.removed import DOES, end_seat_of
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _, render
from models import members, removals
from models import seats as all_seats
from models.members import Member
from models.removals import Removal

WHAT = {
    "remove": _("{who} no longer takes part"),
    "back": _("{who} may take part again"),
    "unseat": _("{who} no longer coordinates"),
}
ONLY_YOU = _(
    "That takes two coordinators, and there is no other who could agree. To ask somebody to be one: MAKE name COORDINATOR"
)
UNKNOWN = _("Nothing with that number waits for a second. To see who coordinates, text COORDINATORS")
PROPOSED = note(
    _(
        "A coordinator proposes: {what}. It happens only if a second agrees. To agree, text SECOND {number}. If not, DECLINE "
        "{number}. It waits until {day}."
    )
)
DONE = note(_("It is done, by two: {what}."))
DECLINED = note(_("Another coordinator declined: {what}. Everything stays as it was."))
LAPSED = note(
    _("Nobody seconded it in two weeks: {what}. Everything stays as it was. To propose it again: {how}")
)
HOW = {
    "remove": _("REMOVE {handle}"),
    "back": _("BRING BACK {handle}"),
    "unseat": _("CLOSE SEAT of {handle}"),
}


@command(
    _("REMOVE name"),
    "remove|exclude {who}",
    "delete|kick_out {who}",
    "eliminar|elimina|excluir|excluye|retirar|retira (a) {who}",
)
def remove(chat: Chat, who: Member) -> None:
    if who.status == "removed":
        chat.say(_("{who} takes part no longer already."), who=who)
    else:
        _begin(chat, who, "remove")


@command(
    _("BRING BACK name"),
    "bring_back {who}",
    "readmitir|readmite (a) {who}",
)
def bring_back(chat: Chat, who: Member) -> None:
    if who.status != "removed":
        chat.say(_("{who} takes part: there is nothing to bring back."), who=who)
    else:
        _begin(chat, who, "back")


@command(
    _("CLOSE SEAT of name"),
    "end|close (the) seat (of) {who}",
    "terminar|termina|cerrar|cierra (el) puesto (de|a) {who}",
)
def end_seat(chat: Chat, who: Member) -> None:
    """A coordinator's takes two; another one can be given again any day."""
    seat = all_seats.held(chat.db, who.id)
    if who.id == chat.sender.member_id:
        give_back(chat)
    elif seat is None:
        chat.say(_("{who} has no seat. To see all seats, text COORDINATORS"), who=who)
    elif seat.role == COORDINATOR:
        _begin(chat, who, "unseat")
    else:
        end_seat_of(chat, who)
        chat.say(
            _("The seat of {who} has ended, and they know. To see all seats, text COORDINATORS"), who=who
        )


def _begin(chat: Chat, who: Member, what: str) -> None:
    """Ask whether they mean it, if it can come about."""
    if who.id == chat.sender.member_id:
        chat.say(_("To go yourself, text GIVE BACK MY SEAT, or LEAVE to hear no more from us."))
    elif not _seconds(chat, who):
        chat.say(ONLY_YOU)
    elif (there := removals.waiting(chat.db, who.id)) is None:
        agenda.begin(chat, proposing, member=who.id, what=what)
    elif there.proposed_by == chat.sender.member_id:
        chat.say(
            _("That waits for a second already, until {day}. To take it back: DECLINE {number}"),
            number=there.id,
            day=chat.date(there.lapses_at),
        )
    else:
        _say_open(chat, there)


def _seconds(chat: Chat, who: Member) -> list[Member]:
    """Who could agree: all who coordinate but the two concerned."""
    return [
        one
        for one in members.coordinators(chat.db)
        if one.id not in (who.id, chat.sender.member_id) and one.stopped_at is None
    ]


def _say_open(chat: Chat, there: Removal) -> None:
    what = _what(there, chat.language, chat.zone)
    chat.say(PROPOSED, what=what, number=there.id, day=chat.date(there.lapses_at))


def _what(there: Removal, language: str, zone: str) -> str:
    return render(WHAT[there.what], language, zone, {"who": there.member})


proposing = Flow(
    "proposing", title=_("proposing it to a second coordinator"), fleeting=True, urgency=2, coordinating=True
)


@proposing.facts
def _facts(chat: Chat) -> dict[str, Any]:
    if chat.db is None or not chat.answers.member:
        return {"what": ""}
    who = chat.db.get_one(Member, chat.answers.member)
    return {"what": chat.phrase(WHAT[chat.answers.what], who=who)}


@proposing.asks(
    _(
        "It takes two of you, and the others read that you propose: {what}. Until a second agrees nothing changes. Shall I "
        "ask them?"
    ),
    YesNo(yes=_("Yes, propose it"), no=_("No, leave it")),
)
def sure(chat: Chat, wanted: bool) -> State | End:
    return proposed if wanted else left


@proposing.ends
@acts.does("propose")
def proposed(chat: Chat) -> None:
    who = chat.db.get(Member, chat.answers.member or 0)
    if who is None:
        chat.say(_("Whom it was about isn't here any more, so there is nothing to propose."))
        return
    others = _seconds(chat, who)
    if not others or chat.sender.role != COORDINATOR:
        chat.say(ONLY_YOU)
        return
    there = removals.waiting(chat.db, who.id)
    if there is not None:
        _say_open(chat, there)
        return
    made = removals.propose(chat.db, who, chat.answers.what, chat.sender.member_id)
    acts.note(chat, about=[who, made])
    lapses.plan(chat, chat.member, made)
    for one in others:
        day = made.lapses_at
        chat.tell(one, PROPOSED, what=_what(made, one.language, one.zone), number=made.id, day=day.date())
    chat.say(
        _(
            "The others are asked, and {who} isn't told. It waits until {day}. To take it back: DECLINE {number}"
        ),
        who=who,
        day=chat.date(made.lapses_at),
        number=made.id,
    )


@proposing.ends
def left(chat: Chat) -> None:
    chat.say(_("Good, nothing changes."))


@command(_("SECOND number"), "second (to) {n}", "apoyar|apoyo|secundar|secundo (la) {n}")
def second(chat: Chat, n: int) -> None:
    there = _open(chat, n)
    if there is None:
        return
    if there.proposed_by == chat.sender.member_id:
        chat.say(
            _("You proposed it, so it takes somebody else to second it. To take it back: DECLINE {number}"),
            number=n,
        )
        return
    proposer = all_seats.held(chat.db, there.proposed_by)
    if proposer is None or proposer.role != COORDINATOR:  # then it would be one alone
        removals.settle(there, "lapsed")
        chat.say(UNKNOWN)
        return
    removals.settle(there, "seconded", chat.sender.member_id)
    members.lock(chat.db, there.member)
    acts.note(chat, about=[there, there.member])
    DOES[there.what](chat, there.member)
    chat.db.flush()
    chat.say(DONE, what=_what(there, chat.language, chat.zone))
    for one in members.coordinators(chat.db):
        if one.id not in (chat.sender.member_id, there.member_id):
            chat.tell(one, DONE, what=_what(there, one.language, one.zone))


@command(_("DECLINE number"), "decline (the) {n}", "rechazar|rechazo|declinar|declino (la) {n}")
def decline(chat: Chat, n: int) -> None:
    there = _open(chat, n)
    if there is None:
        return
    own = there.proposed_by == chat.sender.member_id
    removals.settle(there, "withdrawn" if own else "declined", chat.sender.member_id)
    what = _what(there, chat.language, chat.zone)
    chat.say(_("It's off: {what}. Everything stays as it was."), what=what)
    proposer = chat.db.get_one(Member, there.proposed_by)
    if not own:
        chat.tell(proposer, DECLINED, what=_what(there, proposer.language, proposer.zone))


def _open(chat: Chat, number: int) -> Removal | None:
    """The proposal of that number, locked; None when it is none, having said so. Whom it concerns sees none."""
    there = removals.locked(chat.db, number)
    if there is None or not there.is_open or there.member_id == chat.sender.member_id:
        chat.say(UNKNOWN)
        return None
    return there


@nudge(
    "removal-lapses",
    manner=Manner.AWAITED,
    lapse=timedelta(days=30),
    about=Removal,
    due=lambda there: there.lapses_at,
    stands=lambda _chat, there: there.status == "proposed",
)
def lapses(chat: Chat, there: Removal) -> None:
    chat.lock(there)
    if there.status == "proposed":
        removals.settle(there, "lapsed")
        how = chat.phrase(HOW[there.what], handle=handle(chat, there.member))
        chat.say(LAPSED, what=_what(there, chat.language, chat.zone), how=how)
