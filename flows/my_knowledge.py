"""What somebody shared, for them to change or take out at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flows import identifying, knowledge_shown, knowledge_words
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.knowledge_shown import IN_LETTER, MAY_IT, STANDING, Link
from flows.sharing_knowledge import tell_lookers
from flows.understand import number
from flows.words import _
from models import knowledge, knowledge_index
from models.knowledge import PARTS, PERSON, Knowledge

MOST = 10  # in one text
IN_THE_OPEN = ("title", "credit")  # of which the monthly letter has what its author agreed to
PARTS_OF = {
    "title": _("its title"),
    "words": _("what it is"),
    "topics": _("its topics"),
    "credit": _("who it comes from"),
    "link": _("its page"),
}
LENGTHS = {"title": 80, "words": 400, "topics": 100, "credit": 120}

my_knowledge = Flow(
    "my_knowledge",
    title=_("what you shared"),
    fleeting=True,
    words=_("my knowledge, what i shared, what did i share"),
    hears=lambda text, chat: chat.sender.status != "newcomer" and _down(text, chat) is not None,
)


def _down(text: str, chat: Chat) -> int | None:
    """Which of theirs shall come down, by its own number; 0 when they don't say which of several. None when the text is about
    nothing that they shared."""
    it = knowledge_words.takes_it_out(text) and _may_mean_it(chat)
    if not (it or knowledge_words.takes_out_mine(text) or knowledge_words.names_one(text)):
        return None  # most texts, which need no look at what they shared
    mine = knowledge.of(chat.db, chat.sender.member_id)[:MOST]
    which = knowledge_words.titled(text, [one.title or "" for one in mine])
    if which is not None:
        return mine[which].id
    if not mine or not (it or knowledge_words.takes_out_mine(text)):
        return None
    return mine[0].id if len(mine) == 1 else 0


def _may_mean_it(chat: Chat) -> bool:
    """Whether "it" can be what they shared, and not what they are just asked about."""
    return not chat.has_talk or chat.talk.flow.fleeting or chat.talk.flow is my_knowledge


@dataclass(frozen=True, slots=True)
class OfMine:
    """The number of one of theirs; or that it, or one of them, shall come down."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> int | Miss:
        """The row's own number."""
        down = _down(text, chat)
        if down is not None:
            chat.answers.down = True
            return down
        mine = knowledge.of(chat.db, chat.sender.member_id)[:MOST]
        which = number(text)
        if which is None or not 0 < which <= len(mine):
            return Miss(_("I need the number of one of them. For example: 1"), lacking=True)
        return mine[which - 1].id


@dataclass(frozen=True, slots=True)
class Anew:
    """The words of the part that they chose."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """As the question was that asked for it first."""
        part = chat.answers.part
        if part == "link":
            return Link().read(text, chat)
        return Words(LENGTHS[part], skippable=part == "credit", letters=True).read(text, chat)


@dataclass(frozen=True, slots=True)
class WithOne:
    """What to do with one; that it shall come down is said in many ways."""

    taps: ClassVar[bool] = True

    ways: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """The ways."""
        return self.ways.options(chat)

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The key of one."""
        said = self.ways.read(text, chat)
        down = knowledge_words.takes_it_out(text) or knowledge_words.takes_out_mine(text)
        return "out" if isinstance(said, Miss) and down else said


@my_knowledge.begins
def there_are(chat: Chat) -> bool:
    there = bool(knowledge.of(chat.db, chat.sender.member_id))
    if not there:
        chat.say(_("You haven't shared anything yet. To begin, text SHARE KNOWLEDGE."))
    return there


def _mine(chat: Chat) -> Knowledge | None:
    """The one they chose, locked; None when it is there no more."""
    one = knowledge.locked(chat.db, chat.answers.item) if chat.answers.item else None
    return (
        one
        if one is not None and one.status != "withdrawn" and one.member_id == chat.sender.member_id
        else None
    )


@my_knowledge.facts
def facts(chat: Chat) -> dict[str, object]:
    mine, given = knowledge.of(chat.db, chat.sender.member_id)[:MOST], chat.answers
    one = next((each for each in mine if each.id == given.item), None)
    shown = open_part = ""
    if one is not None:
        standing = chat.phrase(STANDING[one.status], question=one.question)
        shown = f"{knowledge_shown.whole(chat, one)}\n\n{standing}"
        parts = {part: given.words if given.part == part else getattr(one, part) for part in IN_THE_OPEN}
        open_part = knowledge_shown.in_the_open(chat, **parts)
    return {
        "page": "\n".join(f"{at}. {each.title}" for at, each in enumerate(mine, 1)),
        "piece": shown,
        "title": one.title if one is not None else "",
        "in_the_open": open_part,
        **identifying.facts(chat),
    }


@my_knowledge.asks(_("What you shared:\n{page}\n\nWhich one? Its number, please."), OfMine(), private=True)
def which_of_mine(chat: Chat, item: int) -> State | End:
    if not item:
        return which_of_mine
    chat.answers.item = item
    return certain if chat.answers.down else one_of_mine


@my_knowledge.asks(
    _("{piece}\n\nWhat would you like to do?"),
    WithOne(
        OneOf(
            {"change": _("change it"), "out": _("take it out"), "enough": _("leave it as it is")}, no="enough"
        )
    ),
    private=True,
)
def one_of_mine(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {"change": which_part, "out": certain, "enough": left}
    return ways[choice]


def _parts(chat: Chat) -> Mapping[str, str]:
    """What they can change; who is shared as a person stands in no letter."""
    return PARTS_OF if _is_person(chat) else PARTS_OF | {"letter": _("whether it's in the letter")}


def _is_person(chat: Chat) -> bool:
    one = chat.db.get(Knowledge, chat.answers.item) if chat.db is not None and chat.answers.item else None
    return one is not None and one.kind == PERSON


@my_knowledge.asks(_("What of it would you like to change?"), OneOf(_parts), private=True)
def which_part(chat: Chat, part: str) -> State | End:
    chat.answers.part = part
    return in_letter_again if part == "letter" else anew


@my_knowledge.asks(_("Please write that part anew, all of it."), Anew(), private=True)
def anew(chat: Chat, words: str | None) -> State | End:
    part, chat.answers.words = chat.answers.part, words
    if part in IN_THE_OPEN and not _is_person(chat):
        return in_letter_again
    return looking_again if part == "words" and identifying.shown(chat, words or "") else changed


@my_knowledge.asks(identifying.QUESTION, identifying.CHOICES, private=True)
def looking_again(chat: Chat, choice: str) -> State | End:
    return identifying.chosen(chat, choice, again=anew, without=without_those, then=changed)


@my_knowledge.asks(identifying.LEFT, identifying.RIGHT, private=True)
def without_those(chat: Chat, right: bool) -> State | End:
    return identifying.agreed(chat, right, again=anew, then=changed)


@my_knowledge.asks(IN_LETTER, MAY_IT, private=True)
def in_letter_again(chat: Chat, yes: bool) -> State | End:
    chat.answers.in_letter = yes
    return out_of_letter if chat.answers.part == "letter" and not yes else changed


@my_knowledge.asks(
    _('Shall I take out "{title}"? Nobody finds it then, and its words are gone.'),
    YesNo(yes=_("Yes, take it out"), no=_("No, leave it there")),
    private=True,
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return taken_out if wanted else left


@my_knowledge.ends
def changed(chat: Chat) -> None:
    one = _mine(chat)
    if one is None:
        chat.say(ALREADY_GONE)
        return
    if chat.answers.part != "letter":
        setattr(one, chat.answers.part, chat.answers.words)
    if chat.answers.part in ("letter", *IN_THE_OPEN):
        one.in_letter = bool(chat.answers.in_letter)
    knowledge_index.take_out(chat.connection, one.id)
    before = one.status
    one.status, one.question, one.shared_at = "shared", None, chat.now
    chat.db.flush()
    if before != "shared":
        tell_lookers(chat, one)
    chat.say(_("It's changed. A coordinator looks at it once more, and then all members can find it."))


@my_knowledge.ends
def out_of_letter(chat: Chat) -> None:
    """At once; members find it as before."""
    one = _mine(chat)
    if one is not None:
        one.in_letter = False
    chat.say(_("Done: it stands in no letter. Members find it as before."))


@my_knowledge.ends
def taken_out(chat: Chat) -> None:
    one = _mine(chat)
    if one is not None:
        withdraw(chat, one)
    chat.say(_("It's taken out, and its words are gone. Thank you for having shared it."))


@my_knowledge.ends
def left(chat: Chat) -> None:
    chat.say(_("Then it stays as it is."))


ALREADY_GONE = _("It isn't there any more, so I've changed nothing.")


def withdraw(chat: Chat, one: Knowledge) -> None:
    """Nobody finds it from now on, and nothing is left of its words."""
    knowledge_index.take_out(chat.connection, one.id)
    nothing: dict[str, Any] = dict.fromkeys((*PARTS, "question"))
    for part, value in nothing.items():
        setattr(one, part, value)
    one.status, one.shared_at = "withdrawn", chat.now
    chat.db.flush()
