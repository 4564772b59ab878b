"""Who is meant: a name, a part of it, nearly a name, a number, or a name with a body or a city; of several, one question.

Names are sealed, so all of them are read for each name that is looked for (`members.names`); of the few that may be meant,
the rest.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from flows import words
from flows.chat import Chat
from flows.understand import fold, places
from flows.understand.vocabulary import words as vocabulary
from flows.words import _
from models import members
from models.members import Member

SHORT = 4  # letters; names this short differ by one letter too often ("Ana", "Anna")
SLIP = 85  # how alike a word must be to be one with a slip in it, of 100
GUESS = 60  # how alike a name must be to be asked about
LONGEST = 5  # words of a name, when something follows it
MOST = 9  # of one name, in a question
GONE = _("{who} no longer takes part, so I haven't. If they may again: BRING BACK {handle}")
# Between a name and what tells its bearer apart; around the name of several.
APART = vocabulary("from de del of in en at with con the el la los las of")
_SEVERAL = re.compile(
    r"(?:the|both|los|las|ambos|ambas|two|dos)\s+(?:(?:two|dos|of|de|the|los|las)\s+)*", re.IGNORECASE
)
EVERYBODY = vocabulary("everyone everybody all todos todas")
_DOUBLED = re.compile(r"(.)\1+")
_TOGETHER = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|y|e)\s+", re.IGNORECASE)


def find(chat: Chat, name: str) -> list[Member]:
    """Whom this may mean: nobody, one, or several alike."""
    number = name.removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        by_number = chat.db.get(Member, int(number))
        return [by_number] if by_number is not None and by_number.status != "erased" else []
    wanted = fold(name.strip(" ()")).split()
    called = _called(chat, wanted)
    if called:
        return people(chat, called)
    bare = _SEVERAL.sub("", fold(name), count=1).split()
    if len(bare) < len(wanted) and bare:
        return people(chat, _called(chat, bare) or _called(chat, [*bare[:-1], _singular(bare[-1])]))
    return _described(chat, wanted)


def nearest(chat: Chat, name: str) -> Member | None:
    """Whose name is nearest to one that nobody has; None when none is near."""
    whole = {one: " ".join(parts) for one, parts in _names(chat).items()}
    first = {one: parts[0] for one, parts in _names(chat).items()}
    found = [
        process.extractOne(fold(name), choices, scorer=fuzz.ratio, score_cutoff=GUESS)
        for choices in (whole, first)
    ]
    best = max((one for one in found if one is not None), key=lambda one: one[1], default=None)
    return chat.db.get(Member, best[2]) if best is not None else None


def are_several(chat: Chat, name: str) -> bool:
    """Whether these are several people's names, where one was asked for."""
    parts = [part for part in _TOGETHER.split(name) if part]
    if fold(name) in EVERYBODY:
        return True
    return len(parts) > 1 and all(_called(chat, fold(part).split()) for part in parts)


def nearly_everybody(name: str) -> bool:
    """Whether a word for everybody is meant, with a slip in it: "evryone"."""
    return process.extractOne(fold(name), EVERYBODY, scorer=fuzz.ratio, score_cutoff=SLIP) is not None


def _names(chat: Chat) -> dict[int, list[str]]:
    """Everybody's name, folded, by their number; read once for each text."""
    known: dict[int, list[str]] | None = chat.db.info.get("names")
    if known is None:
        known = {one: fold(name).split() or [name] for one, name in members.names(chat.db)}
        chat.db.info["names"] = known
    return known


def forget_names(chat: Chat) -> None:
    """A name was changed: read them anew."""
    chat.db.flush()
    chat.db.info.pop("names", None)


def _called(chat: Chat, wanted: Sequence[str]) -> list[int]:
    """Who is called so: in full; or by a part of their name; or with a slip in it."""
    if not wanted:
        return []
    known = _names(chat)
    in_full = [one for one, parts in known.items() if parts == list(wanted)]
    in_part = in_full or [one for one, parts in known.items() if set(wanted) <= set(parts)]
    return in_part or [
        one
        for one, parts in known.items()
        if all(any(_slip(word, part) for part in parts) for word in wanted)
    ]


def _slip(word: str, part: str) -> bool:
    """Whether a word is another with a letter doubled or two changed about. More may be somebody else's name: "Amira",
    "Luciana"; then it is asked."""
    if word == part or min(len(word), len(part)) <= SHORT:
        return word == part
    return _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", part) or (
        sorted(word) == sorted(part) and OSA.distance(word, part) == 1
    )


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _described(chat: Chat, wanted: Sequence[str]) -> list[Member]:
    """A name, and a body or a city after it: "Ama from Accra", "Ama EMCC"."""
    for at in range(min(len(wanted) - 1, LONGEST), 0, -1):
        called = _called(chat, [word for word in wanted[:at] if word not in APART])
        told = " ".join(word.strip("(),") for word in wanted[at:] if word not in APART)
        if called and told:
            fitting = [one for one in people(chat, called) if _fits(one, told, chat.language)]
            if fitting:
                return fitting
    return []


def _fits(member: Member, told: str, language: str) -> bool:
    body = fold(member.credential.body) if member.credential else ""
    return (
        told == body
        or told in body.split()
        or member.zone in {place.zone for place in places(told, language)}
    )


def people(chat: Chat, ids: Iterable[int]) -> list[Member]:
    """The first of them, with what tells them apart."""
    chosen = list(ids)[:MOST]
    rows = select(Member).where(Member.id.in_(chosen)).order_by(Member.id)
    return list(chat.db.scalars(rows.options(selectinload(Member.credential))))


def handle(chat: Chat, member: Member) -> str:
    """What a coordinator types for a member so that nobody else is meant: the name, or the number when others have it."""
    name = words.handle(member)
    same = [one for one in _called(chat, fold(name).split()) if one != member.id]
    return f"#{member.id}" if same and not name.startswith("#") else name


def listed(chat: Chat, member: Member) -> str:
    """A person in a list of several, with their number."""
    return f"#{member.id} {told_apart(chat, member)}"


def told_apart(chat: Chat, member: Member) -> str:
    """A person, with something to tell them apart from others of their name: the body, and whose clock they live by."""
    facts: dict[str, Any] = {"who": member, "body": member.credential.body if member.credential else "-"}
    return chat.phrase(_("{who}, {body}, {city} time"), city=words.city(member.zone, chat.language), **facts)


def choices(chat: Chat, found: Sequence[Member]) -> dict[str, str]:
    """Several people to choose from, by number; where they are told apart by nothing else, the number is read too."""
    told = {str(one.id): told_apart(chat, one) for one in found}
    return {
        one: f"{line}, #{one}" if list(told.values()).count(line) > 1 else line for one, line in told.items()
    }


def stopped(chat: Chat, member: Member) -> bool:
    """Whether this person wants no texts, or takes part no longer, having said so."""
    if member.status == "removed":
        chat.say(GONE, who=member, handle=handle(chat, member))
    elif member.stopped_at is not None:
        chat.say(_("{who} has asked us to send no more texts, so I haven't."), who=member)
    return member.status == "removed" or member.stopped_at is not None
