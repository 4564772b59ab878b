"""The three kinds of meeting, in words. There is no other list of them than `models/kinds.py`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flows.chat import Chat
from flows.expects import SKIP, ManyOf, Words
from flows.flow import Miss
from flows.understand import choice, fold, plain
from flows.words import _, render
from models.kinds import Kind
from models.members import Member
from models.pairings import Pairing

KINDS = {
    Kind.COACHING.value: _("peer coaching"),
    Kind.MENTORING.value: _("peer mentoring"),
    Kind.SUPERVISION.value: _("peer supervision"),
}
PURPOSE = {
    Kind.COACHING.value: _("to coach with"),
    Kind.MENTORING.value: _("for peer mentoring"),
    Kind.SUPERVISION.value: _("for peer supervision"),
}
RECEIVING = {
    Kind.COACHING.value: _("being coached"),
    Kind.MENTORING.value: _("being mentored"),
    Kind.SUPERVISION.value: _("bringing your work to a peer"),
}
_CALLED = {
    Kind.COACHING: re.compile(r"coach\w*"),
    Kind.MENTORING: re.compile(r"mentor\w*"),
    Kind.SUPERVISION: re.compile(r"supervi\w*"),
}
# In a ring: what it is, in a round's name and to whoever is asked; and who has whom.
IN_RINGS = {
    Kind.COACHING.value: _("you coach one, another coaches you"),
    Kind.MENTORING.value: _("you mentor one, another mentors you"),
    Kind.SUPERVISION.value: _("one brings you their work, you bring yours to another"),
}
RING = {
    Kind.COACHING.value: _("You coach one, and another coaches you."),
    Kind.MENTORING.value: _("It is for peer mentoring: you mentor one, and another mentors you."),
    Kind.SUPERVISION.value: _(
        "It is for peer supervision: one brings you their work, and you bring yours to another."
    ),
}
_WHO_HAS_WHOM = {
    Kind.COACHING.value: _("You coach {partner}; {coach} coaches you."),
    Kind.MENTORING.value: _("You mentor {partner}; {coach} mentors you."),
    Kind.SUPERVISION.value: _("{partner} brings you their work; you bring yours to {coach}."),
}


@dataclass(frozen=True, slots=True)
class KindsOrWords:
    """What somebody would like here: one kind or several, by number or name; or own words, or nothing in particular."""

    words_too: ClassVar[bool] = True

    def options(self, chat: Chat) -> tuple[str, ...]:
        """The kinds, in their order."""
        return tuple(KINDS.values())

    def read(self, text: str, chat: Chat) -> list[str] | str | Miss | None:
        """The kinds; else the words as they were written; None when it was skipped."""
        if plain(text) in SKIP:
            return None
        picked = ManyOf(KINDS).read(text, chat)
        has_words = any(map(str.isalpha, text))
        return (
            Words(500, statement=True).read(text, chat) if isinstance(picked, Miss) and has_words else picked
        )


def called(word: str) -> Kind | None:
    """The kind that this word (folded) is about: "mentor", "supervisión"."""
    return next((kind for kind, words in _CALLED.items() if words.fullmatch(word)), None)


def meant(chat: Chat, said: str) -> Kind | None:
    """The kind in "peer supervision", "mentoría", "supervison"; None when it is none."""
    picked = choice(said, [chat.phrase(copy) for copy in KINDS.values()])
    if isinstance(picked, int) and any(map(str.isalpha, said)):
        return Kind(list(KINDS)[picked])
    found = {kind for word in fold(said).split() if (kind := called(word))}
    return found.pop() if len(found) == 1 else None


def several(chat: Chat, kinds: Sequence[str]) -> str:
    """These, in the chat's language: 'peer coaching, peer supervision'."""
    return ", ".join(chat.phrase(KINDS[one]) for one in kinds)


def who_has_whom(ring: Pairing, reader: Member) -> str:
    """Whom `reader` gives their time in this ring, and who gives theirs to them."""
    facts = {"partner": ring.partner(reader.id), "coach": ring.coach(reader.id)}
    return render(_WHO_HAS_WHOM[ring.kind], reader.language, reader.zone, facts)
