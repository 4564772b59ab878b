"""How two meet: a link, a call, a place. Asked once, of who suggested the time; both read it, and it is told again an hour
before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.chat import Chat
from flows.expects import Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models import pairings, sessions
from models.pairings import Pairing
from models.sessions import Meeting

LONGEST = 200  # characters
_SAID = re.compile(
    r"(?:the |el )?(?:place|link|where|lugar|enlace|sitio)\s*:\s*(\S.*)", re.IGNORECASE | re.DOTALL
)

# What people meet by: nothing else is meant by these words alone.
_BY = re.compile(
    r"(?:(?:let'?s|lets|we can|can we|shall we|we could|how about|hagamos|usemos|mejor) )?"
    r"(?:(?:do|use|meet|talk|make it|hacerlo|hablamos|nos vemos) )?(?:(?:on|by|via|over|it on|it by|por|en) )?(?:a )?"
    r"(?:zoom|teams|google meet|skype|facetime|whatsapp(?: video)?(?: call)?|(?:video|phone) ?call|by phone|videollamada|"
    r"llamada|telefono)(?: (?:then|instead|call|pls|please|mejor|entonces))*"
)

place = Flow(
    "place",
    title=_("how you meet"),
    about=Pairing,
    urgency=45,
    fleeting=True,
    words=_("place, the place, where we meet, change the place"),
    hears=lambda text, chat: (
        chat.sender.status == "verified"
        and (_SAID.fullmatch(text.strip()) is not None or (_names_a_way(text) and _is_booked(chat)))
    ),
)

MEET_HERE = note(_("You and {partner} meet here: {place}"), booked=True)


def _names_a_way(text: str) -> bool:
    return _BY.fullmatch(fold(text).rstrip(" .!?")) is not None


def _is_booked(chat: Chat) -> bool:
    """Whether this person has a session to come."""
    return any(one.ends_at > chat.now for one in sessions.of_member(chat.db, chat.sender.member_id))


@dataclass(frozen=True, slots=True)
class Place:
    """Own words, in one line; SKIP for none."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """How they meet, without the word that it began with; None when it was skipped."""
        said = _SAID.fullmatch(text.strip())
        found = Words(LONGEST, skippable=True, statement=True).read(said[1] if said else text, chat)
        return " ".join(found.split()) if isinstance(found, str) else found


@place.begins
def which(chat: Chat) -> Pairing | None:
    """Of whom they meet next."""
    mine = pairings.going(chat.db, chat.sender.member_id, ("agreed",))
    booked = [one for pairing in mine for one in sessions.of_pairing(chat.db, pairing.id, ("booked",))]
    there = sorted((one for one in booked if one.ends_at > chat.now), key=lambda one: one.starts_at)
    if not there:
        chat.say(_("No session is booked yet. To find a time, text BOOK."))
    return there[0].pairing if there else None


@place.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.partner(chat.sender.member_id)}


@place.stands
def they_meet(chat: Chat) -> bool:
    return chat.subject.status == "agreed" and bool(_to_come(chat, chat.subject))


def _to_come(chat: Chat, pairing: Pairing) -> list[Meeting]:
    booked = sessions.of_pairing(chat.db, pairing.id, ("booked",))
    return [one for one in booked if one.ends_at > chat.now]


@place.asks(
    _(
        "How do you meet {partner}? A video link, a phone call, a place: your own words, which {partner} reads too. Or "
        "SKIP."
    ),
    Place(),
    private=True,
)
def telling(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    if words is None:
        return skipped
    # Whoever writes PLACE: means it; another text may be meant for somebody else.
    return told if _SAID.fullmatch(chat.heard.strip()) else certain


@place.asks(
    _('{partner} will read: "{words}" Is that how you meet?'),
    YesNo(yes=_("Yes, pass it on"), no=_("Other words")),
    private=True,
)
def certain(chat: Chat, right: bool) -> State | End:
    return told if right else telling


@place.ends
def told(chat: Chat) -> None:
    pairing: Pairing = chat.subject
    partner, words = pairing.partner(chat.sender.member_id), chat.answers.words
    if not they_meet(chat):
        chat.say(_("No session is booked yet. To find a time, text BOOK."))
        return
    for meeting in _to_come(chat, pairing):  # what they book later begins with it
        chat.lock(meeting)
        meeting.place = words
    chat.tell(partner, MEET_HERE, partner=chat.member, place=words)
    chat.say(
        _(
            "{partner} reads it, and I tell you both again an hour before. To change it, text PLACE: and the new one."
        )
    )


@place.ends
def skipped(chat: Chat) -> None:
    chat.say(_("That's fine. To say it later, text PLACE: and how you meet."))


def ask_once(chat: Chat, booked: Sequence[Meeting]) -> None:
    """Ask who suggested these sessions how they meet, unless the two were asked before."""
    if booked[0].place is None:
        for meeting in booked:
            meeting.place = ""
        chat.invite(booked[0].pairing.side(booked[0].proposed_by).member, place, booked[0].pairing)


def time_and_place(chat: Chat, meeting: Meeting) -> str:
    """When it begins for this person, and how they meet, if that was said: '18:00 (Zoom, link by mail)'."""
    time = chat.time(meeting.starts_at)
    return f"{time} ({meeting.place})" if meeting.place else time
