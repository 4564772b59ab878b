"""A thank-you that reaches its person: after closing, or at any time ("thank Lucía: …")."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import select

from flows import in_the_letter, passing
from flows.chat import Chat
from flows.expects import Words
from flows.flow import End, Flow, Miss, State
from flows.later import later_for
from flows.understand import fold
from flows.wording import note
from flows.words import _
from models import pairings
from models.pairings import Side
from models.wishes import Block

NEAR = 85  # how alike a name must be to be meant, of 100
_TO_SOMEBODY = re.compile(
    r"(?:please |por favor )?(?:thank|thanks to|thank you to|say thank you to|gracias a|gracias para|agradecer a|agradece a|"
    r"dale las gracias a) ([^:\n]{1,60}?) ?: ?(.+)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_WORDS = Words(500, skippable=True, letters=True)
THANKS = note(_("{who} thanks you: {words}"))


@dataclass(frozen=True, slots=True)
class ThankYou:
    """Own words, with or without for whom, or SKIP."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """The words alone; None when there shall be none."""
        found = _TO_SOMEBODY.fullmatch(text.strip())
        return _OWN_WORDS.read(found[2] if found else text, chat)


thanking = Flow(
    "thanking",
    title=_("a thank-you"),
    about=Side,
    urgency=46,
    words=_("send a thank-you, say thank you, thank my partner"),
    hears=lambda text, chat: (
        chat.sender.status == "verified" and _TO_SOMEBODY.fullmatch(text.strip()) is not None
    ),
    insists=True,
)


@thanking.begins
def whom(chat: Chat) -> Side | None:
    """Somebody they have met here, by name; without a name the one they met last."""
    mine = chat.sender.member_id
    met = pairings.going(chat.db, mine, ("agreed", "turning", "ended"))
    sides = {other.id: pairing.side(other.id) for pairing in reversed(met) for other in pairing.others(mine)}
    found = _TO_SOMEBODY.fullmatch(chat.heard.strip())
    meant = _named(found[1], sides) if found else next(reversed(sides.values()), None)
    if meant is None:
        chat.forgotten = chat.forgotten or found is not None
        chat.say(
            _("I can pass a thank-you to somebody you've met here. For example: THANK Amara: your words")
        )
    return meant


def _named(name: str, sides: dict[int, Side]) -> Side | None:
    names = {one: fold(side.member.name or "") for one, side in sides.items()}
    near = process.extract(fold(name), names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=2)
    return sides[near[0][2]] if len(near) == 1 or (len(near) == 2 and near[0][1] > near[1][1]) else None


@thanking.facts
def facts(chat: Chat) -> dict[str, object]:
    return {"partner": chat.subject.member}


@thanking.asks(
    _("Would you like to send {partner} a thank-you? Your words go to {partner} alone. Or SKIP."),
    ThankYou(),
    private=True,
)
def thanking_them(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    return sent if words else no_words


@thanking.ends
def sent(chat: Chat) -> None:
    """What can't reach them is kept nowhere."""
    person = chat.subject.member
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
    chat.say(_("That's fine. To thank somebody another time: THANK and their name."))


def _would_rather_not(chat: Chat, member_id: int) -> bool:
    """Whether that person parted from this one for good; who writes reads what they would read if they had left."""
    given = select(Block.id).where(Block.member_id == member_id, Block.other_id == chat.sender.member_id)
    return chat.db.scalar(given.limit(1)) is not None
