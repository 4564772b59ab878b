"""Finding what members share: "find grief rituals". Three at a time, each with whom it comes from; thanks to who shared it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from flows import directory, knowledge_shown, looking_up
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.knowledge_shown import PAGE
from flows.understand import fold, number
from flows.wording import note
from flows.words import _
from models import wishes
from models.knowledge import Knowledge

_FIND = re.compile(
    r"(?:(?:please|por favor),? )?(?:find|search for|search|look up|busca|buscar|búscame|buscame|encuentra|encontrar) "
    r"(?:me )?(?:(?:something|anything|algo)(?: (?:about|on|sobre|de))? |(?:about|on|sobre) )?(?P<what>[^:\n]{2,100})",
    re.IGNORECASE,
)
# What else people find here, with flows of its own; and whom.
_ELSE = re.compile(
    r"(?:a|an|another|me|us|my|our|out|some|un|una|otra|otro|mi|la|el)? ?(?:time|hour|slot|day|partner|somebody|someone|person|"
    r"people|coach|coachee|mentor|supervisor|hora|dia|momento|alguien|pareja|persona|supervisora|mentora|quien)\b"
)
_MORE = frozenset(("more", "others", "next", "mas", "otras", "otros", "siguientes"))
_THANK = re.compile(
    r"(?:thank|thanks for|gracias por|agradecer|agradece) (?:la |el |number |numero )?#?(\d{1,3})"
)
_THANKED = re.compile(r"\b(?:thanks?|thx|thank ?u|gracias|agradec\w+|grateful)\b")
THANKS = note(_("Somebody who found what you shared, {title}, thanks you: {words}"))


def sought(text: str) -> str | None:
    """What "find grief rituals" looks for; None when the text looks for nothing of the kind."""
    found = _FIND.fullmatch(text.strip().rstrip("?!. "))
    if found is None or _ELSE.match(fold(found["what"])) or directory.looked_for(text) is not None:
        return None
    return found["what"].strip()


finding_knowledge = Flow(
    "finding_knowledge",
    title=_("what members share"),
    fleeting=True,
    words=_("knowledge, find knowledge, find something, the library"),
    # A coordinator's FIND looks for people first (`flows/coordinating/people.py`).
    hears=lambda text, chat: (
        chat.sender.status == "verified" and chat.sender.role is None and sought(text) is not None
    ),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for, with or without "find" before it."""

    words: Words

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """The words."""
        return self.words.read(sought(text) or text, chat)


@dataclass(frozen=True, slots=True)
class Choosing:
    """The number of one of them; "more"; "thank 2"."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> tuple[str, int] | Miss:
        """What is wanted, and of which."""
        said = " ".join(fold(text).strip(" .!").split())
        if said in _MORE:
            return "more", 0
        thanked = _THANK.fullmatch(said)
        which = int(thanked[1]) if thanked else number(text)
        if which is None or not 0 < which <= len(chat.answers.numbers or []):
            return Miss(_("I need the number of one of them, or MORE. For example: 1"), lacking=True)
        return ("thank" if thanked else "read"), which


@finding_knowledge.begins
def may_find(chat: Chat) -> bool:
    if chat.sender.status != "verified":
        chat.say(_("What members share opens to you once your accreditation is verified. We'll text you."))
    return chat.sender.status == "verified"


def _one(chat: Chat) -> Knowledge | None:
    """The one they chose, if it is still there."""
    which = chat.answers.which
    some = knowledge_shown.visible(chat, [chat.answers.numbers[which - 1]]) if which else []
    return some[0] if some else None


@finding_knowledge.facts
def facts(chat: Chat) -> dict[str, object]:
    one = _one(chat)
    first = chat.answers.first or 0
    shown = knowledge_shown.visible(chat, (chat.answers.numbers or [])[first : first + PAGE])
    places = {item: place for place, item in enumerate(chat.answers.numbers or [], 1)}
    return {
        "page": "\n\n".join(knowledge_shown.line(chat, each, places[each.id]) for each in shown),
        "piece": knowledge_shown.whole(chat, one) if one is not None else chat.phrase(GONE),
    }


GONE = _("It isn't there any more.")


@finding_knowledge.asks(
    _("What are you looking for? A topic, a name, or a few words. For example: grief rituals"),
    Sought(Words(100)),
    private=True,
)
def what(chat: Chat, words: str) -> State | End:
    return which_one if _look(chat, words) else nothing_like_it


def _look(chat: Chat, words: str) -> bool:
    """Whether there is something like it that they may read."""
    chat.answers.first, chat.answers.which = 0, None
    there = knowledge_shown.visible(chat, looking_up.found(chat.connection, words))
    chat.answers.numbers = [one.id for one in there]
    return bool(there)


@finding_knowledge.asks(
    _("{page}\n\nWhich one would you like to read? Its number, or MORE for others."), Choosing(), private=True
)
def which_one(chat: Chat, said: tuple[str, int]) -> State | End:
    wanted, which = said
    if wanted == "more":
        after = (chat.answers.first or 0) + PAGE
        if after >= len(chat.answers.numbers):
            chat.say(_("There are no others. From the first again:"))
            after = 0
        chat.answers.first = after
        return which_one
    chat.answers.which = which
    return thanking_its_author if wanted == "thank" else reading


_READ = OneOf(
    {"thank": _("say thank you"), "others": _("see the others"), "enough": _("that's all")}, no="enough"
)


@dataclass(frozen=True, slots=True)
class ReadIt:
    """What to do with it; or thanks, in their own words."""

    taps: ClassVar[bool] = True

    def options(self, chat: Chat) -> tuple[str, ...]:
        """What may be done."""
        return _READ.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The choice; the words that thank, as they were written."""
        picked = _READ.read(text, chat)
        thanks = isinstance(picked, Miss) and _THANKED.search(fold(text)) is not None
        return Words(300, letters=True).read(text, chat) or picked if thanks else picked


@finding_knowledge.asks(_("{piece}\n\nWhat would you like to do?"), ReadIt(), private=True)
def reading(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"thank": thanking_its_author, "others": which_one, "enough": enough}
    if choice not in ways:
        chat.answers.words, chat.forgotten = choice, True
    return ways.get(choice, in_these_words)


@finding_knowledge.asks(
    _("Shall I give whoever shared it your words? They read no name, unless you wrote yours."),
    YesNo(yes=_("Yes, pass it on"), no=_("No, don't")),
    private=True,
)
def in_these_words(_chat: Chat, wanted: bool) -> State | End:
    return thanked if wanted else reading


@finding_knowledge.asks(
    _(
        "What would you like to say to whoever shared it? They read your words and no name, unless you write yours."
    ),
    Words(300, letters=True),
    private=True,
)
def thanking_its_author(chat: Chat, words: str) -> State | End:
    another = sought(words)
    if another is not None:  # "find drums": they look for something else
        return which_one if _look(chat, another) else nothing_like_it
    chat.answers.words = words
    return thanked


@finding_knowledge.ends
def thanked(chat: Chat) -> None:
    """What can't reach its author is kept nowhere; who writes reads the same."""
    one = _one(chat)
    me = chat.sender.member_id
    if one is not None and one.member_id != me and not wishes.blocked(chat.db, one.member_id, me):
        chat.tell(one.member, THANKS, title=one.title, words=chat.answers.words)
    chat.forgotten = True
    chat.say(_("That was kind. Your words go to whoever shared it."))


@finding_knowledge.ends
def enough(chat: Chat) -> None:
    chat.say(_("It's all here whenever you like. To share something yourself, text SHARE KNOWLEDGE."))


@finding_knowledge.ends
def nothing_like_it(chat: Chat) -> None:
    chat.say(
        _(
            "I found nothing like that yet. Fewer words may find more. Or share what you know yourself: SHARE KNOWLEDGE"
        ),
    )
