"""Finding somebody in the directory: coaches, mentors and supervisors who wish to be found."""

import re
from dataclasses import dataclass

from flows import community, directory_words
from flows.chat import Chat
from flows.directory_contact import ANSWERED_WITHIN, contact, over
from flows.directory_words import Looking, Sought
from flows.expects import SKIP
from flows.flow import End, Flow, Miss, State
from flows.understand import fold, number
from flows.understand.vocabulary import words
from flows.words import _
from models import directory
from models.directory import DirectoryEntry
from models.kinds import Kind

PAGE = 3  # entries in a text
MOST = 9  # entries that are shown of those that fit: whoever looks says more closely for whom
AT_ONCE = 3  # requests that wait for an answer
MORE = words("more mas siguiente siguientes next")
_LOOKS = re.compile(
    r"(?:(?:please|por favor|hi|hey|hola),? )?(?:find|look(?:ing)? for|search(?:ing)? for|i'?m looking for|i am looking for|"
    r"i need|(?:is|are) there|do you have|do you know|busca|buscar|busco|buscando|necesito|encuentra|encontrar|hay|tienen|"
    r"conoces)(?: me| a)? (?:an? |any |some |un |una |algun |alguna )?(?P<what>(?:\w+ )?"
    r"(?:coach|coaches|mentor|mentora|mentore?s|mentoras|supervisor|supervisora|supervisore?s|supervisoras)\b.*)"
)


finding = Flow(
    "directory",
    title=_("finding somebody in the directory"),
    urgency=5,
    fleeting=True,
    words=_("directory, the directory, find a coach, find a mentor, find a supervisor, open the directory"),
    hears=lambda text, chat: chat.sender.status == "verified" and looked_for(text) is not None,
)


def looked_for(text: str) -> str | None:
    """The words after "find me"; a plain "find a mentor" is a word of the flow."""
    found = _LOOKS.fullmatch(fold(text).strip(" .!?¿¡"))
    return found["what"] if found else None


@dataclass(frozen=True, slots=True)
class LookingFor:
    """What somebody looks for, also as "find me …"."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """What may be offered."""
        return Looking().options(chat)

    def read(self, text: str, chat: Chat) -> Sought | Miss:
        """What they look for."""
        return Looking().read(looked_for(text) or text, chat)


@dataclass(frozen=True, slots=True)
class Which:
    """One of those that are shown, by its number; MORE; or SKIP, None then."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """They stand in the question."""
        return ()

    def read(self, text: str, chat: Chat) -> int | str | Miss | None:
        """The place of the one, from nought."""
        said, shown = fold(text).strip(" .!"), len(_page(chat))
        if said in SKIP:
            return None
        if said in MORE:
            return "more"
        picked = number(said)
        if picked is not None and 1 <= picked <= shown:
            return int(picked) - 1
        return Miss(_("I need a number of the list, or SKIP."), lacking=True)


@finding.begins
def may_look(chat: Chat) -> bool:
    verified = chat.sender.status == "verified"
    if not verified:
        chat.say(_("The directory opens for you as soon as a coordinator has checked your accreditation."))
    elif directory.asked_since(chat.db, chat.sender.member_id, chat.now - ANSWERED_WITHIN) >= AT_ONCE:
        chat.say(
            _("You're waiting for three answers just now. When one of them is there, you can ask another.")
        )
        return False
    return verified


@finding.facts
def facts(chat: Chat) -> dict[str, object]:
    page = _page(chat) if chat.answers.found else []
    lines = [f"{place}. {directory_words.shown(chat, one)}" for place, one in enumerate(page, 1)]
    if len(chat.answers.found or ()) > (chat.answers.at or 0) + PAGE:
        lines.append(chat.phrase(_("MORE: others")))
    return {"page": "\n".join(lines)}


def _page(chat: Chat) -> list[DirectoryEntry]:
    """Those that are shown now and still there."""
    at = chat.answers.at or 0
    ids = (chat.answers.found or [])[at : at + PAGE]
    entries = [chat.db.get(DirectoryEntry, one) for one in ids]
    return [one for one in entries if one is not None]


@finding.asks(
    _(
        "Whom are you looking for? A number, or in your words: a mentor who speaks Spanish; EMCC supervisor near my time"
    ),
    LookingFor(),
)
def looking(chat: Chat, sought: Sought) -> State | End:
    chat.answers.kinds = list(sought.kinds)
    chat.answers.found = [one.id for one in _fitting(chat, sought)]
    chat.answers.at = 0
    return choosing if chat.answers.found else nobody


def _fitting(chat: Chat, sought: Sought) -> list[DirectoryEntry]:
    """Up to MOST of those whom it fits and whom they may meet."""
    found: list[DirectoryEntry] = []
    for one in directory.open_to(chat.db, chat.member, chat.now):
        if len(found) == MOST:
            break
        if sought.fits(one, chat) and not community.may_not_meet(
            chat.db, chat.member, one.member, chat.now.date()
        ):
            found.append(one)
    return found


@finding.asks(
    _("{page}\n\nWhom shall I ask whether they'd like to be in touch? A number, or SKIP."),
    Which(),
)
def choosing(chat: Chat, which: int | str | None) -> State | End:
    if which is None:
        return left
    if which == "more":
        chat.answers.at += PAGE
        return choosing if _page(chat) else no_more
    assert isinstance(which, int)
    entry = _page(chat)[which]
    chat.answers.entry = entry.id
    wanted = [one for one in entry.offers if not chat.answers.kinds or one in chat.answers.kinds]
    chat.answers.kind = wanted[0]
    return asked


@finding.ends
def nobody(chat: Chat) -> None:
    chat.say(
        _("I've found nobody like that in the directory just now. To look for somebody else, text DIRECTORY.")
    )


@finding.ends
def no_more(chat: Chat) -> None:
    chat.say(_("That was all. To look for somebody else, text DIRECTORY."))


@finding.ends
def left(chat: Chat) -> None:
    chat.say(_("That's fine. I've asked nobody."))


@finding.ends
def asked(chat: Chat) -> None:
    entry = chat.db.get(DirectoryEntry, chat.answers.entry)
    seen = {one.id for one in directory.open_to(chat.db, chat.member, chat.now)}
    if entry is None or entry.id not in seen:
        chat.say(_("That entry isn't there any more. To look for somebody else, text DIRECTORY."))
        return
    made = directory.asks(chat.db, chat.sender.member_id, entry.member_id, Kind(chat.answers.kind))
    chat.invite(entry.member, contact, made)
    over.plan(chat, chat.member, made.id, chat.now + ANSWERED_WITHIN)
    chat.say(
        _(
            "I'm asking. They read your accreditation and language, and your name only if they say yes. You hear from me in five "
            "days at the latest."
        )
    )
