"""All said yes, and somebody hasn't agreed yet: reminded once, and after a while it is over, in words that blame nobody."""

from datetime import datetime, timedelta

from flows import agenda, agreement, parting, ring_agreement
from flows.chat import Chat
from flows.flow import Flow
from flows.nudging import Manner, nudge
from models.pairings import Pairing

REMINDED_AFTER = timedelta(days=4)  # COACHING.md: no time agreed, day 4 and day 10
OVER_AFTER = timedelta(days=10)


def flow_of(pairing: Pairing) -> Flow:
    """What its people agree in."""
    return ring_agreement.ring_agreement if pairing.is_ring else agreement.agreement


def ask(chat: Chat, pairing: Pairing) -> None:
    """Ask everybody who said yes whether they agree to how they meet."""
    for side in pairing.sides:
        chat.invite(side.member, flow_of(pairing), pairing)
        reminder.plan(chat, side.member, pairing, chat.now + REMINDED_AFTER)
        over.plan(chat, side.member, pairing, chat.now + OVER_AFTER)


def _has_not_agreed(chat: Chat, pairing: Pairing) -> bool:
    return pairing.status == "met" and pairing.side(chat.sender.member_id).agreed_at is None


@nudge(
    "agreement-waits",
    manner=Manner.UNASKED,
    about=Pairing,
    lapse=timedelta(days=5),
    stands=_has_not_agreed,
)
def reminder(chat: Chat, pairing: Pairing) -> datetime | None:
    """Once."""
    return agenda.bring_up(chat, flow_of(pairing), pairing)


@nudge(
    "agreement-over",
    manner=Manner.AWAITED,
    about=Pairing,
    lapse=timedelta(days=30),
    stands=lambda _chat, pairing: pairing.status == "met",
)
def over(chat: Chat, pairing: Pairing) -> None:
    """Nobody waits for ever for somebody who doesn't answer: all are free again."""
    chat.lock(pairing)
    if pairing.status == "met":
        knew = parting.knows(chat, chat.member, pairing)
        silent = {side.member_id for side in pairing.sides if side.agreed_at is None}
        parting.part(chat, pairing, for_good=False, gone=silent)
        if knew:
            words, facts = parting.words_for(pairing, chat.member, silent)
            chat.say(words, **facts)
