"""Private reflections: written at any time, read, deleted and taken along by their author, and by nobody else ever."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from flows import reflections_file, understand
from flows.chat import Chat
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand import fold
from flows.words import _
from models import reflections as written
from models.reflections import Page, Reflection

A_TEXT = 1000  # characters of reflections in one text: at least one fits whole
_REFLECT = re.compile(r"(?:reflect|reflection|reflexi[oó]n|reflexiono)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
_DELETE = re.compile(
    r"(?:delete|remove|borrar|borra|eliminar|elimina) (?:la |el |number |numero )?#?(\d{1,4})"
)
_DELETE_ALL = re.compile(r"(?:delete|remove|borrar|borra|eliminar|elimina) (.+)")
_ALL = frozenset(("all", "all of them", "my reflections", "mis reflexiones", "todo", "todas", "everything"))
_MORE = frozenset(("more", "older", "mas", "anteriores", "next", "siguientes"))


def _after_colon(text: str) -> str | None:
    """The words in "reflect: I asked shorter questions"."""
    found = _REFLECT.fullmatch(text.strip())
    return found[1].strip() if found else None


reflecting = Flow(
    "reflecting",
    title=_("a reflection of yours"),
    fleeting=True,
    words=_("reflect, write a reflection, new reflection"),
    hears=lambda text, chat: _after_colon(text) is not None and chat.sender.status == "verified",
    insists=True,
    unkept=True,
)
reading = Flow(
    "reflections",
    title=_("your reflections"),
    fleeting=True,
    words=_("my reflections, reflections, read my reflections"),
)
deleting = Flow(
    "deleting_reflections",
    title=_("deleting your reflections"),
    fleeting=True,
    words=_("delete my reflections, delete all my reflections"),
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Their words, with or without "reflect:" before them."""

    words: Words

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss | None:
        """What was written."""
        return self.words.read(_after_colon(text) or text, chat)


@reflecting.asks(
    _(
        "Only you will ever read this. What would you like to keep, of your own? What a partner told you stays with them."
    ),
    OwnWords(Words(A_TEXT, letters=True)),
    private=True,
)
def keeping(chat: Chat, words: str) -> State | End:
    chat.answers.words = words
    return kept


@reflecting.ends
def kept(chat: Chat) -> None:
    chat.db.add(Reflection(member_id=chat.sender.member_id, words=chat.answers.words))
    chat.say(_("It's kept for you alone. To read it again, text MY REFLECTIONS."))


def _shown(chat: Chat) -> tuple[list[tuple[int, Page]], bool]:
    """As many as fit, each with its number, and whether there are older ones."""
    mine = list(enumerate(written.of(chat.db, chat.sender.member_id), 1))
    first = min(chat.answers.seen or 0, max(0, len(mine) - 1))
    page: list[tuple[int, Page]] = []
    room = A_TEXT
    for number, one in mine[first:]:
        if page and len(one.words) > room:
            break
        page.append((number, one))
        room -= len(one.words)
    return page, first + len(page) < len(mine)


def _there_are(chat: Chat) -> bool:
    there = bool(written.of(chat.db, chat.sender.member_id))
    if not there:
        chat.say(_("You have none yet. To write one, text REFLECT and your words. For example: REFLECT: I …"))
    return there


reading.begins(_there_are)
deleting.begins(_there_are)


@reading.facts
def facts(chat: Chat) -> dict[str, object]:
    lines = []
    for number, one in _shown(chat)[0]:
        head = _("{number}. {day}, with {partner}") if one.partner else _("{number}. {day}")
        said = chat.phrase(head, number=number, day=chat.date(one.written_at), partner=one.partner)
        lines.append(f"{said}\n{one.words}")
    return {"page": "\n\n".join(lines)}


@dataclass(frozen=True, slots=True)
class Browsing:
    """One of the options; or at once "more", "delete 3", "delete my reflections"."""

    taps: ClassVar[bool] = True

    question: OneOf

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As the question says."""
        return self.question.options(chat)

    def read(self, text: str, chat: Chat) -> tuple[str, str | None] | Miss:
        """What is wanted, and the key of the reflection it is of."""
        said = " ".join(fold(text).strip(" .!").split())
        if said in _MORE:
            return "more", None
        which = _DELETE.fullmatch(said)
        every = _DELETE_ALL.fullmatch(said)
        if every is not None and every[1] in _ALL:
            return "all", None
        if which is not None:
            return _one(which[1], chat, "one")
        found: Any = self.question.read(text, chat)
        return found if isinstance(found, Miss) else (found, None)


@dataclass(frozen=True, slots=True)
class Which:
    """The number of a reflection."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> tuple[str, str | None] | Miss:
        """Its key."""
        return _one(text, chat, "one")


def _one(text: str, chat: Chat, wanted: str) -> tuple[str, str | None] | Miss:
    mine = written.of(chat.db, chat.sender.member_id)
    number = understand.number(text)
    if number is None or not 0 < number <= len(mine):
        return Miss(_("I need the number of one of them. For example: delete 1"), lacking=True)
    return wanted, mine[number - 1].key


@reading.asks(
    _("{page}\n\nWhat would you like to do?"),
    Browsing(
        OneOf(
            {
                "more": _("read older ones"),
                "which": _("delete one"),
                "file": _("have them all as a file"),
                "enough": _("that's all"),
            },
            no="enough",
        )
    ),
    private=True,
)
def browsing(chat: Chat, said: tuple[str, str | None]) -> State | End:
    wanted, chat.answers.key = said
    if wanted == "more":
        shown, older = _shown(chat)
        chat.answers.seen = (chat.answers.seen or 0) + len(shown) if older else 0
        if not older:
            chat.say(_("There are no older ones. From the newest again:"))
        return browsing
    ways: dict[str, State | End] = {
        "which": which_one,
        "one": one_deleted,
        "all": all_of_them,
        "file": as_a_file,
        "enough": enough,
    }
    return ways[wanted]


@reading.asks(_("Which one shall I delete? Its number, please."), Which(), private=True)
def which_one(chat: Chat, said: tuple[str, str | None]) -> State | End:
    chat.answers.key = said[1]
    return one_deleted


@reading.ends
def one_deleted(chat: Chat) -> None:
    written.delete(chat.db, chat.sender.member_id, [chat.answers.key])
    chat.say(_("It's deleted. To see the others, text MY REFLECTIONS."))


@reading.ends
def all_of_them(chat: Chat) -> None:
    chat.turn_to(deleting)


@reading.ends
def as_a_file(chat: Chat) -> None:
    chat.say(
        _("Your reflections, in a text file for you alone. The link works for a day: {link}"),
        link=reflections_file.link(chat.sender.member_id),
    )


@reading.ends
def enough(chat: Chat) -> None:
    chat.say(_("They are here whenever you like."))


@deleting.asks(
    _("Shall I delete all your reflections? They can't be brought back."),
    YesNo(yes=_("Yes, delete them all"), no=_("No, keep them")),
    private=True,
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return all_deleted if wanted else all_kept


@deleting.ends
def all_deleted(chat: Chat) -> None:
    mine = [one.key for one in written.of(chat.db, chat.sender.member_id)]
    written.delete(chat.db, chat.sender.member_id, mine)
    chat.say(_("They are deleted."))


@deleting.ends
def all_kept(chat: Chat) -> None:
    chat.say(_("Then all of them stay, for you alone."))
