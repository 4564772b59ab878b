"""Two people are introduced only when both say yes. Nobody learns of a no."""

from datetime import timedelta

from flows import agreement
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.nudging import Manner, nudge
from flows.wording import Note, note
from flows.words import _, language_name
from models.members import Member, coordinators
from models.pairings import Pairing

LAPSES_AFTER = timedelta(days=5)

introduction = Flow("introduction", title=_("an introduction"), about=Pairing, urgency=30, unasked=True)


def introduce(chat: Chat, pairing: Pairing) -> None:
    """Ask both whether they would like to meet."""
    for side in pairing.sides:
        chat.invite(side.member, introduction, pairing)
        lapses.plan(chat, side.member, pairing)


@introduction.facts
def facts(chat: Chat) -> dict[str, object]:
    partner: Member = chat.subject.partner(chat.sender.member_id)
    shown = partner.credential
    accreditation = " ".join(part for part in (shown.body, shown.level) if part) if shown else ""
    return {"accreditation": accreditation, "tongue": language_name(partner.language, chat.language)}


@introduction.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "proposed")


@introduction.asks(
    _(
        "We have somebody for you to coach with, as equals: {accreditation}, writes {tongue}. Would you like to meet? "
        "Names are shared only when you both say yes."
    ),
    YesNo(yes=_("Yes, introduce us"), no=_("Not this time")),
)
def meeting(chat: Chat, wants: bool) -> State | End:
    return glad if wants else rather_not


@introduction.ends
def glad(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if pairing.status != "proposed":
        chat.say(NO_FIT)
        return
    pairing.side(chat.sender.member_id).wants = True
    if all(side.wants for side in pairing.sides):
        pairing.status = "met"
        _tell_coordinators(chat, pairing, BOTH_YES)
        for side in pairing.sides:
            chat.invite(side.member, agreement.agreement, pairing)
    else:
        chat.say(_("Lovely. We'll text you as soon as we know more."))


@introduction.ends
def rather_not(chat: Chat) -> None:
    chat.say(_("That's fine, and we tell nobody. We'll look for somebody else for you."))
    pairing: Pairing = chat.subject
    pairing.side(chat.sender.member_id).wants = False
    if pairing.status == "proposed":
        part(chat, pairing, "declined")


BOTH_YES = note(_("{one} and {two} both said yes and are agreeing how to meet."))
BOTH_FREE = note(_("The introduction of {one} and {two} didn't come about. Both are free again."))
NO_FIT = note(
    _("The introduction we had in mind for you didn't come about. You're first in line for the next one.")
)


def part(chat: Chat, pairing: Pairing, status: str) -> None:
    """The introduction is over. Who waited reads the same words whatever the reason; who said no reads none."""
    pairing.status = status
    others = [side for side in pairing.sides if side.member_id != chat.sender.member_id]
    asked = [side for side in others if side.wants or chat.was_asked(side.member, introduction, pairing)]
    chat.call_off(introduction, pairing)
    for side in asked:
        chat.tell(side.member, NO_FIT)
    _tell_coordinators(chat, pairing, BOTH_FREE)


def _tell_coordinators(chat: Chat, pairing: Pairing, copy: Note) -> None:
    one, two = (side.member for side in pairing.sides)
    for coordinator in coordinators(chat.db):
        if coordinator.id not in (one.id, two.id):
            chat.tell(coordinator, copy, one=one, two=two)


@nudge(
    "introduction-lapses",
    manner=Manner.AWAITED,
    about=Pairing,
    due=lambda pairing: pairing.created_at + LAPSES_AFTER,
    lapse=timedelta(days=30),
)
def lapses(chat: Chat, pairing: Pairing) -> None:
    """Nobody is kept waiting: after a while an unanswered introduction is over, for both in the same words."""
    chat.lock(pairing)
    if pairing.status != "proposed":
        return
    part(chat, pairing, "lapsed")
    chat.say(NO_FIT)
