"""Somebody else, please: parting from a partner for another one. No reason is asked."""

from flows import parting
from flows.chat import Chat
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.words import _, isolated, listed
from models import pairings, rounds
from models.pairings import Pairing
from models.rounds import Round

rematch = Flow(
    "rematch",
    title=_("meeting somebody else"),
    about=Pairing,
    urgency=20,
    words=_(
        "rematch, rematch me, somebody else, someone else, another partner, a new partner, new partner, change partner, "
        "different partner, a different partner, can i get someone else, can i get somebody else, can i have someone else, "
        "can i have somebody else, i want someone else, i want another partner, i'd like another partner"
    ),
)


@rematch.begins
def with_whom(chat: Chat) -> Pairing | None:
    mine = pairings.going(chat.db, chat.sender.member_id, ("met", "agreed", "turning"))
    whole = [pairing for pairing in mine if pairing.ring_id is None]
    if not whole:
        chat.say(_("You have no partner just now. When there is somebody for you, we'll text you."))
    return whole[0] if whole else None


@rematch.facts
def facts(chat: Chat) -> dict[str, object]:
    others = chat.subject.others(chat.sender.member_id)
    return {"partners": listed((isolated(one.name or "") for one in others), chat.language)}


@rematch.stands
def stands(chat: Chat) -> bool:
    return chat.subject.status in ("met", "agreed", "turning")


@rematch.asks(
    _(
        "You'd go on no further with {partners}, and be introduced to somebody else. No reason is asked or given, and what "
        "you have booked together is off. Shall I?"
    ),
    YesNo(yes=_("Yes, somebody else"), no=_("No, leave it so")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return parted if wanted else staying


@rematch.ends
def parted(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if not stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    placed = parting.part(chat, pairing)
    if chat.sender.member_id in placed:
        chat.say(_("Done. And there is somebody else already:"))
    elif pairing.round_id is None or chat.db.get_one(Round, pairing.round_id).status != "sent":
        chat.say(_("Done. We'll look for somebody else for you and text you."))
    else:
        chat.say(
            _("Done. You're on the waiting list of this round; as soon as there is somebody, we'll text you.")
        )


@rematch.ends
def staying(chat: Chat) -> None:
    chat.say(_("Then all stays as it is."))


def whole(chat: Chat, pairing: Pairing) -> Pairing:
    """What one parts from: this pairing, or the ring that it is a leg of."""
    return pairing if pairing.ring_id is None else chat.db.get_one(Pairing, pairing.ring_id)


def is_going_on(chat: Chat, pairing: Pairing) -> bool:
    """Whether this pairing belongs to a round that is still on."""
    return pairing.round_id is not None and chat.db.get_one(Round, pairing.round_id) in rounds.current(
        chat.db, "sent"
    )
