"""Half-way: each is asked once, privately, how it shall go on. Nobody reads of an answer but what somebody chose to send."""

from datetime import datetime, timedelta

from flows import agenda, rematch
from flows.chat import Chat
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.nudging import Kind, Manner, nudge
from flows.wording import note
from flows.words import _, handle, isolated, listed
from models import pairings, sessions
from models.members import Member, coordinators
from models.pairings import Pairing

SETTLES = timedelta(days=2)  # after the session that makes it half: first things first
LAPSE = timedelta(days=14)

half_way = Flow("half_way", title=_("how you go on"), about=Pairing, urgency=50, unasked=True)

TO_PARTNER = note(
    _("Half-way, {who} would like to change something: {words}\n\nTo set another time, text MOVE or BOOK.")
)
TO_COORDINATORS = note(
    _("Half-way, {who} wrote to the coordinators: {words}\n\nTo answer: TELL {handle}: your words")
)


def names(pairing: Pairing, reader: Member) -> str:
    """The others of this pairing or ring, as `reader` reads it."""
    return listed((isolated(one.name or "") for one in pairing.others(reader.id)), reader.language)


def had(chat: Chat, whole: Pairing) -> int:
    """How many sessions these people had; in a ring, on all its legs."""
    legs = pairings.legs(chat.db, whole.id) if whole.is_ring else [whole]
    return sum(len(sessions.of_pairing(chat.db, leg.id, ("happened",))) for leg in legs)


@half_way.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partners": names(chat.subject, chat.member)}


@half_way.stands
def stands(chat: Chat) -> bool:
    pairing: Pairing = chat.subject
    mine = pairing.side(chat.sender.member_id)
    return pairing.status in ("agreed", "turning") and mine.half_way == "asked" and mine.closing is None


@half_way.asks(
    _("Half-way with {partners}: how shall it go on for you? Nobody else reads your answer."),
    OneOf({"on": _("Go on as it is"), "change": _("Change something"), "anew": _("Somebody else")}),
)
def going_on(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"on": as_it_is, "change": reader, "anew": anew}
    return ways[choice]


@half_way.asks(
    _("How often, how long, at what time: you can write what you'd change. Say first who may read it."),
    OneOf({"partner": _("only {partners}"), "coordinators": _("the coordinators"), "me": _("only me")}),
    private=True,
)
def reader(chat: Chat, audience: str) -> State | End:
    ways: dict[str, State | End] = {"partner": for_partner, "coordinators": for_coordinators, "me": for_me}
    return ways[audience]


@half_way.asks(
    _("{partners} will read this in your words. What would you like to change?"),
    Words(500, letters=True),
    private=True,
)
def for_partner(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return told_partner


@half_way.asks(
    _("Only the coordinators will read this. What would you like to change?"),
    Words(500, letters=True),
    private=True,
)
def for_coordinators(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return told_coordinators


@half_way.asks(
    _("Only you will read this, once more when you close. What would you like to change?"),
    Words(500, letters=True),
    private=True,
)
def for_me(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return kept


@half_way.ends
def as_it_is(chat: Chat) -> None:
    _note(chat, "on")
    chat.say(_("Good to hear. Then all goes on as it is."))


@half_way.ends
def told_partner(chat: Chat) -> None:
    _note(chat, "change")
    for other in chat.subject.others(chat.sender.member_id):
        chat.tell(other, TO_PARTNER, who=chat.member, words=chat.answers.words)
    chat.say(_("It's on its way. Thank you for saying so."))


@half_way.ends
def told_coordinators(chat: Chat) -> None:
    _note(chat, "change")
    mine = chat.sender.member_id
    others = {one.id for one in chat.subject.others(mine)}
    for coordinator in coordinators(chat.db):
        if coordinator.id != mine and coordinator.id not in others:
            chat.tell(
                coordinator,
                TO_COORDINATORS,
                who=chat.member,
                words=chat.answers.words,
                handle=handle(chat.member),
            )
    chat.say(_("The coordinators have it and will text you. Thank you for saying so."))


@half_way.ends
def kept(chat: Chat) -> None:
    _note(chat, "change")
    chat.subject.side(chat.sender.member_id).half_way_words = chat.answers.words
    chat.say(_("Kept for you alone. You read it again when you close."))


@half_way.ends
def anew(chat: Chat) -> None:
    _note(chat, "anew")
    chat.turn_to(rematch.rematch, chat.subject)


def _note(chat: Chat, choice: str) -> None:
    chat.subject.side(chat.sender.member_id).half_way = choice


def _is_new(chat: Chat, pairing: Pairing) -> bool:
    """Whether they met and were never asked, and haven't come to the end meanwhile."""
    mine = pairing.side(chat.sender.member_id)
    if (
        pairing.status not in ("agreed", "turning")
        or pairing.beyond_at is not None
        or mine.closing is not None
    ):
        return False
    waits = mine.half_way == "asked" and not chat.was_asked(chat.member, half_way, pairing)
    return (mine.half_way is None or waits) and had(chat, pairing) > 0


def _ask(chat: Chat, pairing: Pairing) -> datetime | None:
    """Once, whatever comes of it."""
    pairing.side(chat.sender.member_id).half_way = "asked"
    chat.flush()
    return agenda.bring_up(chat, half_way, pairing)


def _kind(name: str) -> Kind:
    return nudge(name, manner=Manner.UNASKED, about=Pairing, lapse=LAPSE, stands=_is_new)(_ask)


# Half of the sessions were had, or half of the weeks are over: whichever is first.
by_sessions, by_weeks = _kind("half-way"), _kind("half-way-by-weeks")
