"""What two people agree on before they meet: both the same words, the same version."""

from flows import booking, going_on, parting
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.moving_words import TIME_LATER, names_a_time
from flows.wording import note
from flows.words import _
from models.pairings import Pairing

VERSION = "2026-11"

agreement = Flow("agreement", title=_("your agreement"), about=Pairing, urgency=30)


BOTH_AGREED = note(
    _(
        "You and {partner} have both agreed. {partner} is asked for a first time. To suggest one "
        "yourself, text BOOK."
    )
)


WAYS = OneOf(
    {"agree": _("I agree"), "question": _("I have a question"), "part": _("I'd rather not go on")},
    yes="agree",
    no="part",
)


@agreement.facts
def facts(chat: Chat) -> dict[str, object]:
    partner = chat.subject.partner(chat.sender.member_id)
    return {"partner": partner, "pronouns": f" ({partner.pronouns})" if partner.pronouns else ""}


@agreement.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "met")


@agreement.asks(
    _(
        "You and {partner}{pronouns} both said yes. Before you meet, do you agree: all stays between you; neutral and "
        "non-judgemental; equal time for each, and you take turns to start; if you can't come, you say so early?"
    ),
    WAYS,
)
def agreeing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"agree": agreed, "question": asking, "part": rather_not}
    return ways[choice]


@agreement.asks(_("What would you like to ask? A coordinator reads it and texts you back."), Words(500))
def asking(chat: Chat, words: str) -> State | End:
    if chat.pass_on(words):
        chat.say(_("A coordinator will text you. There's no hurry."))
    return agreeing


@agreement.ends
def agreed(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if not stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    side = pairing.side(chat.sender.member_id)
    side.agreed_version, side.agreed_at = VERSION, chat.now
    if names_a_time(chat.heard, chat):
        chat.say(TIME_LATER)
    partner = pairing.partner(chat.sender.member_id)
    if all(each.agreed_version == VERSION for each in pairing.sides):
        pairing.status = "agreed"
        going_on.begin(chat, pairing)
        chat.say(_("You and {partner} have both agreed. Now a first time to meet."), partner=partner)
        chat.tell(
            partner,
            BOTH_AGREED,
            partner=chat.member,
        )
        chat.invite(chat.member, booking.booking, pairing)
    else:
        chat.say(_("Thank you. We'll text you when {partner} has agreed too."), partner=partner)


@agreement.ends
def rather_not(chat: Chat) -> None:
    if not stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    chat.say(_("That's fine, and no reason is asked. We'll look for somebody else for you."))
    parting.part(chat, chat.subject)
