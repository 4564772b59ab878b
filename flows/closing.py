"""Closing: each says how it shall go on, and reads only what becomes of it. Both want to: they go on, beyond the round.
Otherwise they part kindly, in the same words for both. Then a thank-you, in one's own words.
"""

from datetime import datetime, timedelta

from flows import agenda, half_way, parting, thanking
from flows.chat import Chat
from flows.expects import OneOf
from flows.flow import End, Flow, State
from flows.nudging import Kind, Manner, nudge
from flows.wording import note
from flows.words import _
from models import nudges, pairings
from models.pairings import Pairing

SETTLES = timedelta(days=2)  # after the last session: first things first
WAITS = timedelta(days=10)  # for the other's answer
LAPSE = timedelta(days=30)

closing = Flow(
    "closing",
    title=_("how you go on"),
    about=Pairing,
    urgency=45,
    unasked=True,
    words=_("we're finished, we are finished, we've finished, close, closing"),
)
ring_closing = Flow("ring_closing", title=_("how you go on"), about=Pairing, urgency=45, unasked=True)


@closing.begins
def which(chat: Chat) -> Pairing | None:
    """The pairing that these words are about; a ring is asked by its round."""
    mine = [one for one in pairings.going(chat.db, chat.sender.member_id, ("agreed",)) if one.ring_id is None]
    if not mine:
        chat.say(_("You have no partner just now, so there is nothing to close."))
        return None
    chat.lock(mine[0])
    if mine[0].side(chat.sender.member_id).closing not in (None, "asked"):
        chat.say(_("You've told me already, thank you. I'll text you when I know more."))
        return None
    for side in mine[0].sides:
        side.closing = side.closing or "asked"
        if side.member_id != chat.sender.member_id and side.closing == "asked":
            chat.invite(side.member, closing, mine[0])
    return mine[0]


@closing.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.partner(chat.sender.member_id)}


@ring_closing.facts
def facts_of_ring(chat: Chat) -> dict[str, object]:
    return {"partners": half_way.names(chat.subject, chat.member)}


def _stands(chat: Chat) -> bool:
    pairing: Pairing = chat.subject
    return pairing.status in ("agreed", "turning") and pairing.side(chat.sender.member_id).closing == "asked"


for _each in (closing, ring_closing):
    _each.stands(_stands)


@closing.asks(
    _(
        "You and {partner} have come to a close. How shall it go on for you? Nobody reads your answer; {partner} reads only "
        "what becomes of it."
    ),
    OneOf(
        {
            "together": _("Go on together"),
            "part": _("Part, with thanks"),
            "anew": _("Somebody new next time"),
        }
    ),
)
def going_on(chat: Chat, choice: str) -> State | End:
    chat.answers.choice = choice
    return said


@closing.ends
def said(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    if not _stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    mine = chat.sender.member_id
    pairing.side(mine).closing = chat.answers.choice
    _remember(chat, pairing)
    if any(side.closing in (None, "asked") for side in pairing.sides):
        chat.say(_("Thank you. I'll text you when I know what becomes of it."))
        due = chat.now + WAITS  # they may have closed once before, and gone on
        nudges.replan(chat.connection, over.name, mine, pairing.id, due, due + over.lapse)
    elif all(side.closing == "together" for side in pairing.sides):
        _go_on_together(chat, pairing)
    else:
        _part(chat, pairing)
    _offer_thanks(chat, pairing)


@ring_closing.asks(
    _(
        "Your ring with {partners} has come to a close. How shall it go on for you? Nobody else reads your answer."
    ),
    OneOf({"anew": _("Again next round"), "part": _("That was it, thank you")}),
)
def going_on_in_rings(chat: Chat, choice: str) -> State | End:
    chat.answers.choice = choice
    return said_in_a_ring


@ring_closing.ends
def said_in_a_ring(chat: Chat) -> None:
    ring: Pairing = chat.subject
    if not _stands(chat):
        chat.say(parting.OVER_ALREADY)
        return
    ring.side(chat.sender.member_id).closing = chat.answers.choice
    _remember(chat, ring)
    if chat.answers.choice == "anew":
        chat.say(_("Gladly. When the next round opens, I'll ask you."))
    else:
        chat.say(_("Thank you for the time you gave."))
    if all(side.closing not in (None, "asked") for side in ring.sides):
        parting.end(chat, ring)
    _offer_thanks(chat, ring)


def _remember(chat: Chat, pairing: Pairing) -> None:
    """What they wrote for themselves half-way, once, and then it is gone."""
    side = pairing.side(chat.sender.member_id)
    if side.half_way_words:
        chat.say(_('Half-way you wrote for yourself: "{words}"'), words=side.half_way_words)
        side.half_way_words = None


def _offer_thanks(chat: Chat, pairing: Pairing) -> None:
    """To each of the others, whatever was answered: so a thank-you tells nothing of it."""
    for other in pairing.others(chat.sender.member_id):
        if other.stopped_at is None:
            chat.turn_to(thanking.thanking, pairing.side(other.id))


TOGETHER = note(
    _(
        "You and {partner} both want to go on together: as long as it suits you both. For a next time, text BOOK."
    )
)
PARTED = note(_("Your time with {partner} ends here, with thanks for what you gave each other."))


def _go_on_together(chat: Chat, pairing: Pairing) -> None:
    """Beyond the round; and one day they may close again."""
    pairing.beyond_at = chat.now
    for side in pairing.sides:
        side.closing = None
    partner = pairing.partner(chat.sender.member_id)
    chat.say(TOGETHER, partner=partner)
    chat.tell(partner, TOGETHER, partner=chat.member)


def _part(chat: Chat, pairing: Pairing) -> None:
    """The same words for both, whoever said what."""
    parting.end(chat, pairing)
    partner = pairing.partner(chat.sender.member_id)
    chat.say(PARTED, partner=partner)
    chat.tell(partner, PARTED, partner=chat.member)


@nudge("closing-over", manner=Manner.AWAITED, about=Pairing, lapse=LAPSE)
def over(chat: Chat, pairing: Pairing) -> None:
    """Nobody waits for ever. Who would rather part does; who would go on may, as long as the other doesn't say otherwise."""
    chat.lock(pairing)
    mine = pairing.side(chat.sender.member_id).closing
    if pairing.status == "agreed" and mine in ("part", "anew"):
        _part(chat, pairing)


def _flow(pairing: Pairing) -> Flow:
    return ring_closing if pairing.is_ring else closing


def _is_new(chat: Chat, pairing: Pairing) -> bool:
    """Whether they were never asked, nor both said that they go on."""
    if pairing.status not in ("agreed", "turning") or pairing.beyond_at is not None:
        return False
    mine = pairing.side(chat.sender.member_id).closing
    return mine is None or (mine == "asked" and not chat.was_asked(chat.member, _flow(pairing), pairing))


def _ask(chat: Chat, pairing: Pairing) -> datetime | None:
    """Once."""
    pairing.side(chat.sender.member_id).closing = "asked"
    chat.flush()
    return agenda.bring_up(chat, _flow(pairing), pairing)


def _kind(name: str) -> Kind:
    return nudge(name, manner=Manner.UNASKED, about=Pairing, lapse=LAPSE, stands=_is_new)(_ask)


# The last session was had, or the round is over: whichever is first.
by_sessions, by_weeks = _kind("closing"), _kind("closing-by-weeks")
