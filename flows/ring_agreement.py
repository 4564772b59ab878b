"""What a ring agrees on before it turns: the same words as a pair, and who coaches whom."""

from flows import booking, going_on, kind_words, parting
from flows.agreement import VERSION, WAYS
from flows.chat import Chat
from flows.expects import Words
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _, isolated, listed
from models import pairings
from models.members import Member
from models.pairings import Pairing

ring_agreement = Flow("ring_agreement", title=_("your agreement"), about=Pairing, urgency=30)

ALL_AGREED = note(
    _(
        "Your ring turns: all have agreed. {ring} Next, {partner} is asked for a first time. To suggest a time to {coach} "
        "yourself, text BOOK."
    )
)


@ring_agreement.facts
def facts(chat: Chat) -> dict[str, object]:
    pairing: Pairing = chat.subject
    mine = chat.sender.member_id
    return {
        "ring": kind_words.who_has_whom(pairing, chat.member),
        "partners": listed(map(_called, pairing.others(mine)), chat.language),
    }


def _called(member: Member) -> str:
    name = isolated(member.name or "")
    return f"{name} ({member.pronouns})" if member.pronouns else name


@ring_agreement.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "met")


@ring_agreement.asks(
    _(
        "You, {partners} all said yes. {ring} Do you agree: all stays between you; "
        "neutral and non-judgemental; a whole session for each; if you can't come, you say so early?"
    ),
    WAYS,
)
def agreeing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"agree": agreed, "question": asking, "part": rather_not}
    return ways[choice]


@ring_agreement.asks(_("What would you like to ask? A coordinator reads it and texts you back."), Words(500))
def asking(chat: Chat, words: str) -> State | End:
    if chat.pass_on(words):
        chat.say(_("A coordinator will text you. There's no hurry."))
    return agreeing


@ring_agreement.ends
def agreed(chat: Chat) -> None:
    ring: Pairing = chat.subject
    if not stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    side = ring.side(chat.sender.member_id)
    side.agreed_version, side.agreed_at = VERSION, chat.now
    if not all(each.agreed_version == VERSION for each in ring.sides):
        chat.say(_("Thank you. We'll text you when all have agreed."))
        return
    ring.status = "turning"
    for one in (each.member for each in ring.sides):
        leg = pairings.leg(chat.db, ring, one, ring.partner(one.id))
        going_on.begin(chat, leg)
        # Who is coached is asked for a time: so each is asked once.
        chat.invite(ring.partner(one.id), booking.booking, leg)
        if one.id != chat.sender.member_id:
            chat.tell(
                one, ALL_AGREED, partner=ring.partner(one.id), coach=ring.coach(one.id),
                ring=kind_words.who_has_whom(ring, one),
            )  # fmt: skip
    chat.say(
        _("Your ring turns: all have agreed. {ring} Next, {partner} is asked for a first time."),
        partner=ring.partner(chat.sender.member_id),
        ring=kind_words.who_has_whom(ring, chat.member),
    )


@ring_agreement.ends
def rather_not(chat: Chat) -> None:
    if not stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    chat.say(_("That's fine, and no reason is asked. We'll look for somebody else for you."))
    parting.part(chat, chat.subject)
