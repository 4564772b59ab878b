"""Sharing what one knows with all members: what it is, who it comes from, and a coordinator looks at it first."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flows import identifying, knowledge_shown, knowledge_words
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Expects, Flow, Miss, State
from flows.knowledge_shown import IN_LETTER, KINDS, MAY_IT, Link
from flows.wording import note
from flows.words import _
from models import wishes
from models.knowledge import PERSON, Knowledge
from models.members import Member, coordinators

sharing_knowledge = Flow(
    "sharing_knowledge",
    title=_("sharing what you know"),
    urgency=44,
    words=_("share knowledge, share something, share a technique, share a reading, share an event"),
    hears=lambda text, _chat: knowledge_words.wants_to_share(text),
)

WAITS_FOR_AN_EYE = note(
    _("Something was shared with all members and waits for your eye. To see it: SHARED {number}")
)

NO_NAME = "no name"  # an answer that is no answer: nobody is to be named


@sharing_knowledge.facts
def facts(chat: Chat) -> dict[str, object]:
    given = chat.answers
    return {
        **identifying.facts(chat),
        "in_the_open": knowledge_shown.in_the_open(chat, given.title, given.credit),
    }


@dataclass(frozen=True, slots=True)
class WhatKind:
    """One of the kinds, or that they would like to share, in their own words: the kind these name, or None."""

    taps: ClassVar[bool] = True

    kinds: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """The kinds."""
        return self.kinds.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """The key of the kind; None when they would like to share something, and don't say what."""
        said = self.kinds.read(text, chat)
        if not isinstance(said, Miss):
            return said
        kind = knowledge_words.kind_of(text)
        return kind if kind is not None or knowledge_words.wants_to_share(text) else said


@dataclass(frozen=True, slots=True)
class OrNoName:
    """An answer; or that whoever it comes from isn't to be named after all, which is heard at every later question."""

    question: Expects

    @property
    def taps(self) -> bool:
        """As the question's."""
        return getattr(self.question, "taps", False)

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As the question says."""
        return self.question.options(chat)

    def read(self, text: str, chat: Chat) -> Any:
        """The question's answer, or `NO_NAME`."""
        return NO_NAME if knowledge_words.names_nobody(text) else self.question.read(text, chat)


@sharing_knowledge.begins
def may_share(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        chat.say(_("You can share once your accreditation is verified. We'll text you."))
    return chat.sender.status == "verified"


@sharing_knowledge.asks(
    _("Your knowledge is welcome here. What would you like to share?"), WhatKind(OneOf(KINDS))
)
def kind(chat: Chat, what: str | None) -> State | End:
    if what is None:
        return kind
    if knowledge_words.wants_to_share(chat.heard):
        chat.say(_("Your knowledge is welcome here."))
    chat.answers.kind = what
    return title


@sharing_knowledge.asks(
    _("What is it called? A few words, as its title."), Words(80, letters=True), private=True
)
def title(chat: Chat, words: str) -> State | End:
    chat.answers.title = words
    return telling


@sharing_knowledge.asks(
    _("And what is it, in your own words? 400 characters at most."), Words(400, letters=True), private=True
)
def telling(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return looking if identifying.shown(chat, words) else credit


@sharing_knowledge.asks(identifying.QUESTION, identifying.CHOICES, private=True)
def looking(chat: Chat, choice: str) -> State | End:
    return identifying.chosen(chat, choice, again=telling, without=without_those, then=credit)


@sharing_knowledge.asks(identifying.LEFT, identifying.RIGHT, private=True)
def without_those(chat: Chat, right: bool) -> State | End:
    return identifying.agreed(chat, right, again=telling, then=credit)


@sharing_knowledge.asks(
    _(
        "Who does it come from? An elder, a people, a tradition, an author: they are named beside it. Or SKIP."
    ),
    Words(120, skippable=True),
    private=True,
)
def credit(chat: Chat, words: str | None) -> State | End:
    chat.answers.credit = words
    return topics


@sharing_knowledge.asks(
    _("What would somebody look for to find it? A few topics, please. For example: grief, rituals"),
    OrNoName(Words(100, letters=True)),
    private=True,
)
def topics(chat: Chat, words: str) -> State | End:
    if words == NO_NAME:
        return _without_a_name(chat)
    chat.answers.topics = words
    return page


def _without_a_name(chat: Chat) -> State:
    """Whoever was named isn't, and they may say in another way whom it comes from."""
    chat.answers.credit = None
    chat.say(_("I've taken that out: nobody is named now."))
    return credit


@sharing_knowledge.asks(
    _("Is there a page about it? The whole address, or SKIP."), OrNoName(Link()), private=True
)
def page(chat: Chat, address: str | None) -> State | End:
    if address == NO_NAME:
        return _without_a_name(chat)
    chat.answers.link = address
    return naming


@sharing_knowledge.asks(
    _("May members read that you shared it?"),
    OrNoName(YesNo(yes=_("Yes, name me"), no=_("No, without my name"))),
)
def naming(chat: Chat, named: bool | str) -> State | End:
    if named == NO_NAME:
        return _without_a_name(chat)
    chat.answers.named = named
    return shared if chat.answers.kind == PERSON else in_letter


@sharing_knowledge.asks(IN_LETTER, OrNoName(MAY_IT), private=True)
def in_letter(chat: Chat, yes: bool | str) -> State | End:
    if yes == NO_NAME:
        return _without_a_name(chat)
    chat.answers.in_letter = yes
    return shared


@sharing_knowledge.ends
def shared(chat: Chat) -> None:
    given = chat.answers
    kept = {part: given[part] for part in ("kind", "title", "words", "credit", "topics", "link", "named")}
    one = Knowledge(member_id=chat.sender.member_id, in_letter=bool(given.in_letter), **kept)
    chat.db.add(one)
    chat.db.flush()
    tell_lookers(chat, one)
    chat.say(
        _(
            "Thank you. A coordinator looks at it, and then all members can find it. To change it or take it out: MY KNOWLEDGE"
        )
    )


def tell_lookers(chat: Chat, one: Knowledge) -> None:
    """Whoever may look at it reads that it waits."""
    for coordinator in lookers(chat, one):
        if coordinator.id != chat.sender.member_id:
            chat.tell(coordinator, WAITS_FOR_AN_EYE, number=one.id)


def lookers(chat: Chat, one: Knowledge) -> list[Member]:
    """Who may look at it: not its author, nor who would rather not meet them; where that leaves nobody, whoever coordinates."""
    everybody = coordinators(chat.db)
    others = [each for each in everybody if each.id != one.member_id]
    free = [each for each in others if not wishes.blocked(chat.db, each.id, one.member_id)]
    return free or others or everybody
