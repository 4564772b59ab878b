"""Sharing numbers: each of two partners gets the other's only when both have said so, and nobody learns of a no."""

from sqlalchemy import select

from flows import agenda, passing
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models.members import Address, Member
from models.pairings import Pairing, Side

WHATSAPP = "whatsapp:"
THEIRS = note(_("You and {partner} both chose to share numbers. {partner} can be reached at {number}."))
WITHOUT = _(
    "WhatsApp gives me no number of yours, so I have none to share. You can write it to {partner} yourself: text CHAT."
)

sharing = Flow("sharing", title=_("sharing numbers"), about=Pairing, urgency=45)


def offer(chat: Chat, pairing: Pairing) -> None:
    """Ask whoever wants to share whether they really do."""
    to = passing.partner(chat, pairing)
    if not passing.reachable(chat, pairing):
        chat.say(_("{partner} can't be reached by text just now."), partner=to)
    elif number_of(chat, chat.member) is None:
        chat.say(WITHOUT, partner=to)
    else:
        agenda.begin(chat, sharing, pairing)


def keep(chat: Chat, pairing: Pairing) -> None:
    """Take it back, which nobody learns of."""
    chat.lock(pairing)
    mine, theirs = _sides(chat, pairing)
    if mine.shares_number and theirs.shares_number:
        chat.say(_("{partner} has your number already. I can't take that back."), partner=theirs.member)
        return
    mine.shares_number = False
    if not chat.was_asked(theirs.member, sharing, pairing):
        chat.call_off(sharing, pairing)
    chat.say(_("I share your number with nobody. {partner} isn't told."), partner=theirs.member)


def number_of(chat: Chat, member: Member) -> str | None:
    """Their phone number in E.164, the one they last wrote from first; None when no address of theirs has one."""
    theirs = chat.db.scalars(select(Address).where(Address.member_id == member.id).order_by(Address.id))
    numbers = {one.id: one.address.removeprefix(WHATSAPP) for one in theirs}
    known = {one: number for one, number in numbers.items() if number.startswith("+")}
    return known.get(member.address_id or 0) or next(iter(known.values()), None)


@sharing.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": passing.partner(chat, chat.subject)}


@sharing.stands
def stands(chat: Chat) -> bool:
    return bool(chat.subject.status == "agreed")


@sharing.asks(
    _(
        "Would you and {partner} like to have each other's number? You each get it only when both have said yes, and "
        "nobody learns of a no."
    ),
    YesNo(yes=_("Yes, share mine"), no=_("No, keep it")),
    private=True,
)
def choosing(_chat: Chat, share: bool) -> State | End:
    return shared if share else kept


@sharing.ends
def shared(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    mine, theirs = _sides(chat, pairing)
    number, their_number = number_of(chat, chat.member), number_of(chat, theirs.member)
    if not passing.reachable(chat, pairing):
        chat.say(_("{partner} can't be reached by text just now."), partner=theirs.member)
    elif number is None:
        chat.say(WITHOUT, partner=theirs.member)
    elif theirs.shares_number and their_number is not None:
        mine.shares_number = True
        passing.hand_on(chat, theirs.member, THEIRS, partner=chat.member, number=number)
        chat.forgotten = True
        chat.say(
            THEIRS,
            keep_only=_("You and {partner} both chose to share numbers."),
            partner=theirs.member,
            number=their_number,
        )
    else:
        _wait(chat, pairing)


def _wait(chat: Chat, pairing: Pairing) -> None:
    """Ask the partner, once: what they read and we say is the same whatever they answered, or whether they did."""
    mine, theirs = _sides(chat, pairing)
    mine.shares_number = True
    if theirs.shares_number is None:
        chat.invite(theirs.member, sharing, pairing)
    chat.say(
        _(
            "Noted. If {partner} says yes too, you both get a text with the other's number. To take it back before that, "
            "text KEEP MY NUMBER."
        ),
        partner=theirs.member,
    )


@sharing.ends
def kept(chat: Chat) -> None:
    mine, theirs = _sides(chat, chat.subject)
    if mine.shares_number and theirs.shares_number:
        chat.say(_("{partner} has your number already. I can't take that back."), partner=theirs.member)
        return
    mine.shares_number = False
    chat.say(_("Then I share it with nobody. {partner} isn't told."), partner=theirs.member)


def _sides(chat: Chat, pairing: Pairing) -> tuple[Side, Side]:
    """This person's part in it and the partner's."""
    mine = pairing.side(chat.sender.member_id)
    return mine, pairing.side(passing.partner(chat, pairing).id)
