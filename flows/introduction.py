"""People are introduced only when all of them say yes: two, or a ring. Nobody learns of a no."""

from collections.abc import Iterable
from datetime import timedelta

from flows import agreeing, kind_words, parting, placing, understand, why
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.moving_words import TIME_LATER, names_a_time
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _, language_name, listed
from models import pairings, rounds
from models.members import Member, coordinators
from models.pairings import Pairing, end
from models.rounds import Round

LAPSES_AFTER = timedelta(days=5)

introduction = Flow("introduction", title=_("an introduction"), about=Pairing, urgency=30, unasked=True)
# For who said yes to one that didn't come about: they wait for it.
another = Flow("another_introduction", title=_("an introduction"), about=Pairing, urgency=30)
ring = Flow("ring", title=_("an introduction"), about=Pairing, urgency=30, unasked=True)


def introduce(chat: Chat, pairing: Pairing, waited: Iterable[int] = ()) -> None:
    """Ask everybody whether they would like to meet; who is in a round waits for it. `waited`: whose last introduction
    has just fallen through."""
    before = set(waited)
    for side in pairing.sides:
        again = side.member_id in before
        flow = ring if pairing.is_ring else another if again else introduction
        chat.invite(side.member, flow, pairing, awaited=again or pairing.round_id is not None)
        lapses.plan(chat, side.member, pairing)


def place_waiting(chat: Chat, of: Round, waited: Iterable[int] = ()) -> set[int]:
    """Introduce as many of those who wait in a round as there can be. Whom."""
    made = placing.propose_for_waiting(chat, of)
    for pairing in made:
        introduce(chat, pairing, waited)
    return {side.member_id for pairing in made for side in pairing.sides}


def look_again(chat: Chat, member_id: int | None = None) -> None:
    """This person (of the chat, when nobody else is meant) can be placed more easily now: those who wait with them in a
    round are matched anew."""
    for of in rounds.current(chat.db, "sent"):
        entry = rounds.entry(chat.db, of.id, member_id or chat.sender.member_id)
        if entry is not None and entry.status == "in":
            place_waiting(chat, of)


def _facts(chat: Chat) -> dict[str, object]:
    pairing, mine = chat.subject, chat.sender.member_id
    return {
        "accreditation": listed(filter(None, map(accreditation, pairing.others(mine))), chat.language),
        "tongue": language_name(pairing.partner(mine).language, chat.language),
        "why": why.told(chat, pairing.side(mine).why),
        "count": len(pairing.sides),
        "purpose": chat.phrase(kind_words.PURPOSE[pairing.kind]),
        "ring": chat.phrase(kind_words.RING[pairing.kind]),
    }


def accreditation(member: Member) -> str:
    """Their body and level, as they wrote them."""
    shown = member.credential
    return " ".join(part for part in (shown.body, shown.level) if part) if shown else ""


def _stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "proposed")


for _flow in (introduction, another, ring):
    _flow.facts(_facts)
    _flow.stands(_stands)

MEETING = YesNo(yes=_("Yes, introduce us"), no=_("Not this time"))


@introduction.asks(
    _(
        "We have somebody for you {purpose}, as equals: {accreditation}, writes {tongue}{why}. Would you like to meet? "
        "Names are shared only when you both say yes."
    ),
    MEETING,
)
def meeting(chat: Chat, wants: bool) -> State | End:
    return glad if wants else rather_not


@another.asks(
    _(
        "The introduction we had in mind for you didn't come about, but there is somebody else: {accreditation}, writes "
        "{tongue}{why}. Would you like to meet? Names are shared only when you both say yes."
    ),
    MEETING,
)
def meeting_another(chat: Chat, wants: bool) -> State | End:
    return glad_of_another if wants else rather_not_another


@ring.asks(
    _(
        "We have a ring of {count} for you. The others: {accreditation}{why}. {ring} Would you like to meet them? "
        "Names are shared only when all of you say yes."
    ),
    MEETING,
)
def meeting_all(chat: Chat, wants: bool) -> State | End:
    return glad_of_all if wants else rather_none


@introduction.ends
def glad(chat: Chat) -> None:
    _yes(chat)


@another.ends
def glad_of_another(chat: Chat) -> None:
    _yes(chat)


@ring.ends
def glad_of_all(chat: Chat) -> None:
    _yes(chat)


@introduction.ends
def rather_not(chat: Chat) -> None:
    _no(chat)


@another.ends
def rather_not_another(chat: Chat) -> None:
    _no(chat)


@ring.ends
def rather_none(chat: Chat) -> None:
    _no(chat)


def _yes(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if pairing.status != "proposed":
        chat.say(NO_FIT)
        return
    pairing.side(chat.sender.member_id).wants = True
    if names_a_time(chat.heard, chat):
        chat.say(TIME_LATER)
    if all(side.wants for side in pairing.sides):
        pairing.status = "met"
        _tell_coordinators(chat, pairing, BOTH_YES)
        agreeing.ask(chat, pairing)
    else:
        chat.say(_("Lovely. We'll text you as soon as we know more."))


def withdraw_from(chat: Chat, of: Round) -> None:
    """They want no introduction in this round: the one that is open is over, and they are out."""
    mine = chat.sender.member_id
    for pairing in pairings.going(chat.db, mine, ("proposed",)):
        if pairing.round_id == of.id:
            chat.lock(pairing)
            _decline(chat, pairing, gone={mine})


def reconsidered(chat: Chat) -> bool:
    """Whether somebody who said yes and waits for the others changes their mind, and was heard."""
    mine = chat.sender.member_id
    said = understand.yes_no(understand.without_lead(chat.heard))
    if chat.sender.status != "verified" or said is not False:
        return False
    waits = [one for one in pairings.going(chat.db, mine, ("proposed",)) if one.side(mine).wants]
    for pairing in waits[:1]:
        chat.lock(pairing)
        if pairing.status == "proposed":
            chat.say(WE_TELL_NOBODY)
            _decline(chat, pairing)
            return True
    return False


def turn_down(chat: Chat, pairing: Pairing) -> None:
    """They want no introduction to whoever that is, and are told nothing here."""
    chat.lock(pairing)
    _decline(chat, pairing)


def _no(chat: Chat) -> None:
    chat.say(WE_TELL_NOBODY)
    _decline(chat, chat.subject)


def _decline(chat: Chat, pairing: Pairing, gone: Iterable[int] = ()) -> None:
    """They would rather not; what is over already stays as it is."""
    if pairing.status == "proposed":
        pairing.side(chat.sender.member_id).wants = False
        part(chat, pairing, "declined", gone=gone)


WE_TELL_NOBODY = _("That's fine, and we tell nobody. We'll look for somebody else for you.")
BOTH_YES = note(_("{one} and {two} both said yes and are agreeing how to meet."))
BOTH_FREE = note(_("The introduction of {one} and {two} didn't come about. Both are free again."))
NO_FIT = note(
    _("No introduction came about for you this time. As soon as there is somebody for you, I'll ask you.")
)
LET_GO = note(
    _("The introduction I had for you is over, and that's fine. To be introduced to somebody else, text IN.")
)


def part(
    chat: Chat, pairing: Pairing, status: str, gone: Iterable[int] = (), waited: Iterable[int] = ()
) -> set[int]:
    """The introduction is over. In a round everybody whom it frees is offered the next best at once. Who waited and
    isn't reads the same words whatever the reason. The person of this chat is told nothing here. `gone`: who is out of
    the round with it. `waited`: whether this person hoped for it, as everybody else did who was asked. Returns who is
    introduced anew."""
    end(pairing, status)
    mine, out = chat.sender.member_id, set(gone)
    others = [side.member for side in pairing.sides if side.member_id != mine]
    asked = [one for one in others if pairing.side(one.id).wants or was_asked(chat, one, pairing)]
    placed = free(chat, pairing, out, {one.id for one in asked} - out | set(waited))
    for one in asked:
        if one.id not in placed:
            chat.tell(one, LET_GO if pairing.round_id and one.id in out else NO_FIT)
    _tell_coordinators(chat, pairing, BOTH_FREE)
    return placed


def withdraw(chat: Chat, pairing: Pairing) -> set[int]:
    """A coordinator takes an introduction back; the two are never introduced to each other again. Returns who is introduced
    to somebody else."""
    parting.keep_apart(chat, pairing)
    return part(chat, pairing, "withdrawn")


def free(chat: Chat, pairing: Pairing, gone: set[int], waited: set[int]) -> set[int]:
    """Nobody is asked about this any more. In a round that goes on its people wait again, but those who are `gone`, and
    are introduced at once where that can be. Whom."""
    for flow in (introduction, another, ring):
        chat.call_off(flow, pairing)
    if pairing.round_id is None:
        return set()
    of = chat.db.get_one(Round, pairing.round_id)
    chat.flush()
    chat.lock(of)  # whoever else is placing people in this round waits here, and not in the middle
    if of.status != "sent":
        return set()  # in a round that is over they had somebody
    placing.free(chat, pairing, gone)
    return place_waiting(chat, of, waited)


def was_asked(chat: Chat, member: Member, pairing: Pairing) -> bool:
    """Whether the question was put to somebody, and waits for their answer."""
    return any(chat.was_asked(member, flow, pairing) for flow in (introduction, another, ring))


def _tell_coordinators(chat: Chat, pairing: Pairing, copy: Note) -> None:
    """Of what a coordinator paired by hand. A round has its own page: ROUND."""
    if pairing.round_id is not None or pairing.is_ring:
        return
    one, two = (side.member for side in pairing.sides)
    for coordinator in coordinators(chat.db):
        if coordinator.id not in (one.id, two.id, chat.sender.member_id):
            chat.tell(coordinator, copy, one=one, two=two)


@nudge(
    "introduction-lapses",
    manner=Manner.AWAITED,
    about=Pairing,
    due=lambda pairing: pairing.created_at + LAPSES_AFTER,
    lapse=timedelta(days=30),
)
def lapses(chat: Chat, pairing: Pairing) -> None:
    """Nobody is kept waiting: after a while an unanswered introduction is over, for all in words that blame nobody."""
    chat.lock(pairing)
    if pairing.status != "proposed":
        return
    mine = chat.sender.member_id
    silent = {side.member_id for side in pairing.sides if _is_silent(chat, pairing, side.member)}
    waited = {mine} if pairing.side(mine).wants else set()
    placed = part(chat, pairing, "lapsed", silent, waited)
    if pairing.round_id is None:
        chat.say(NO_FIT)
    elif mine in silent:
        chat.say(LET_GO)
    elif waited - placed:
        chat.say(NO_FIT)


def _is_silent(chat: Chat, pairing: Pairing, member: Member) -> bool:
    """Whether they were asked and said nothing."""
    return pairing.side(member.id).wants is None and was_asked(chat, member, pairing)
