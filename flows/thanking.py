"""A thank-you that reaches its person: after closing, or at any time ("thank Lucía: …"): somebody they have met here, who is in a
circle with them, or who shared something under their own name.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import select

from flows import in_the_letter, knowledge_shown, passing
from flows.chat import Chat
from flows.expects import Words
from flows.flow import End, Flow, Miss, State
from flows.later import later_for
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models import circles, knowledge, pairings, wishes
from models.members import Member
from models.pairings import Side
from models.wishes import Block

NEAR = 85  # how alike a name must be to be meant, of 100
_THANK = (
    r"(?:please |por favor )?(?:thank|thanks to|thank you to|say thank you to|gracias a|gracias para|agradecer a|agradece a|"
    r"dale las gracias a)"
)
_TO_SOMEBODY = re.compile(_THANK + r" ([^:\n]{1,60}?) ?: ?(.+)", re.IGNORECASE | re.DOTALL)
_TO_A_NAME = re.compile(_THANK + r" ([^:\n]{1,60}?)(?: please| pls| por favor)?[ .!]*", re.IGNORECASE)
_OWN_WORDS = Words(500, skippable=True, letters=True)
THANKS = note(_("{who} thanks you: {words}"))


@dataclass(frozen=True, slots=True)
class ThankYou:
    """Own words, with or without for whom, or SKIP."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """The words alone, "" when there is only the name; None when there shall be none."""
        person = chat.subject if isinstance(chat.subject, Member) else chat.subject.member
        bare = _TO_A_NAME.fullmatch(text.strip())
        if bare is not None and _named(bare[1], {person.id: person}) is not None:
            return ""
        found = _TO_SOMEBODY.fullmatch(text.strip())
        return _OWN_WORDS.read(found[2] if found else text, chat)


def _addressed(text: str, chat: Chat) -> str | None:
    """The name in "thank Lucía: …"; without words, only of somebody they have met."""
    if chat.sender.status != "verified":
        return None
    found = _TO_SOMEBODY.fullmatch(text.strip())
    bare = _TO_A_NAME.fullmatch(text.strip()) if found is None else None
    if bare is not None and _named(bare[1], {one: side.member for one, side in _met(chat).items()}) is None:
        return None
    found = found or bare
    return found[1] if found else None


# Whom no pairing leads to; heard before those whom one does.
thanking_colleague = Flow(
    "thanking_colleague",
    title=_("a thank-you"),
    about=Member,
    urgency=46,
    hears=lambda text, chat: _colleague(text, chat) is not None,
    insists=True,
)
thanking = Flow(
    "thanking",
    title=_("a thank-you"),
    about=Side,
    urgency=46,
    words=_("send a thank-you, say thank you, thank my partner"),
    hears=lambda text, chat: _addressed(text, chat) is not None,
    insists=True,
)


def _met(chat: Chat) -> dict[int, Side]:
    """Whom they have met here, the one they met last at the end."""
    mine = chat.sender.member_id
    met = pairings.going(chat.db, mine, ("agreed", "turning", "ended"))
    return {other.id: pairing.side(other.id) for pairing in reversed(met) for other in pairing.others(mine)}


def _colleague(text: str, chat: Chat) -> Member | None:
    """Whom they thank by name, of those who are in a circle with them or shared something under their name, and whom they haven't
    met alone. Between two of whom one would rather not meet the other, nobody is there."""
    name, me = _addressed(text, chat), chat.sender.member_id
    if name is None:
        return None
    met = {one: side.member for one, side in _met(chat).items()}
    there = [one for circle in circles.of_member(chat.db, me) for one in circle.people]
    there += [one for one in knowledge.named_authors(chat.db) if knowledge_shown.takes_part(one)]
    others = {one.id: one for one in there if one.id not in met and one.id != me}
    meant = _named(name, met | others)
    known = meant in others and not wishes.blocked(chat.db, me, meant)
    return others[meant] if known and meant is not None else None


@thanking.begins
def whom(chat: Chat) -> Side | None:
    """Somebody they have met here, by name; without a name the one they met last."""
    sides, name = _met(chat), _addressed(chat.heard, chat)
    people = {one: side.member for one, side in sides.items()}
    meant = next(reversed(sides), None) if name is None else _named(name, people)
    if meant is None:
        chat.forgotten = chat.forgotten or name is not None
        chat.say(
            _("I can pass a thank-you to somebody you've met here. For example: THANK Amara: your words")
        )
    return sides[meant] if meant is not None else None


def _named(name: str, people: dict[int, Member]) -> int | None:
    """Which of these is meant; None when nobody is, or it may be either of two."""
    names = {one: fold(member.name or "") for one, member in people.items()}
    near = process.extract(fold(name), names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    return near[0][2] if len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1]) else None


@thanking_colleague.begins
def which_colleague(chat: Chat) -> Member | None:
    return _colleague(chat.heard, chat)


@thanking.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.member}


@thanking_colleague.facts
def facts_of_a_colleague(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject}


WORDS_FOR_THEM = _("Would you like to send {partner} a thank-you? Your words go to {partner} alone. Or SKIP.")


@thanking.asks(WORDS_FOR_THEM, ThankYou(), private=True)
def thanking_them(chat: Chat, words: str | None) -> State | End:
    if words == "":
        return thanking_them
    chat.answers.words = words
    return sent if words else no_words


@thanking_colleague.asks(WORDS_FOR_THEM, ThankYou(), private=True)
def thanking_a_colleague(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    return sent_to_a_colleague if words else no_words_for_a_colleague


@thanking.ends
def sent(chat: Chat) -> None:
    _send(chat, chat.subject.member)


@thanking_colleague.ends
def sent_to_a_colleague(chat: Chat) -> None:
    _send(chat, chat.subject)


def _send(chat: Chat, person: Member) -> None:
    """What can't reach them is kept nowhere."""
    chat.forgotten = True
    if person.stopped_at is not None or _would_rather_not(chat, person.id):
        chat.say(
            _(
                "Your thank-you can't reach {partner} just now, so I've kept nothing of it. It was a kind thought."
            )
        )
        return
    later = later_for(chat, person)
    passing.hand_on(chat, person, THANKS, who=chat.member, words=chat.answers.words)
    if later is not None:
        chat.say(_("{partner} reads it {later}, in your words. That was kind."), later=later)
    else:
        chat.say(_("{partner} reads it in your words. That was kind."))
    in_the_letter.offer(chat, person, chat.answers.words)


@thanking.ends
def no_words(chat: Chat) -> None:
    _let_it_be(chat)


@thanking_colleague.ends
def no_words_for_a_colleague(chat: Chat) -> None:
    _let_it_be(chat)


def _let_it_be(chat: Chat) -> None:
    chat.say(_("That's fine. To thank somebody another time: THANK and their name."))


def _would_rather_not(chat: Chat, member_id: int) -> bool:
    """Whether that person parted from this one for good; who writes reads what they would read if they had left."""
    given = select(Block.id).where(Block.member_id == member_id, Block.other_id == chat.sender.member_id)
    return chat.db.scalar(given.limit(1)) is not None
