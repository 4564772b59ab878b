"""What two people agree on before they meet: both the same words, the same version."""

from flows import booking
from flows.chat import Chat
from flows.expects import Words, YesNo
from flows.flow import End, Flow, State
from flows.words import _
from models.pairings import Pairing

VERSION = "2026-11"

agreement = Flow("agreement", title=_("your agreement"), about=Pairing, urgency=30)


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
        "non-judgemental; equal time for each, and you take turns to start; who can't come says so as early as they can?"
    ),
    YesNo(yes=_("I agree"), no=_("I have a question")),
)
def agreeing(chat: Chat, agrees: bool) -> State | End:
    return agreed if agrees else asking


@agreement.asks(_("What would you like to ask? A coordinator reads it and texts you back."), Words(500))
def asking(chat: Chat, words: str) -> State | End:
    chat.pass_on(words)
    chat.say(_("A coordinator will text you. There's no hurry."))
    return agreeing


@agreement.ends
def agreed(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    side = pairing.side(chat.sender.member_id)
    side.agreed_version, side.agreed_at = VERSION, chat.now
    partner = pairing.partner(chat.sender.member_id)
    if all(each.agreed_version == VERSION for each in pairing.sides):
        pairing.status = "agreed"
        chat.say(_("You and {partner} have both agreed. Now a first time to meet."), partner=partner)
        chat.tell(
            partner,
            _(
                "You and {partner} have both agreed. {partner} is asked for a first time. To suggest one "
                "yourself, text BOOK."
            ),
            partner=chat.member,
        )
        chat.invite(chat.member, booking.booking, pairing)
    else:
        chat.say(_("Thank you. We'll text you when {partner} has agreed too."), partner=partner)
