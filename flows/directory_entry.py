"""Being in the directory: members who wish to be found by others here say what they offer, and leave it by one text."""

from dataclasses import dataclass

from flows import consent_words, directory_contact, engine, introduction
from flows.chat import Chat
from flows.directory_words import OFFERS, described
from flows.expects import ManyOf, Words, YesNo
from flows.flow import End, Flow, Miss, State
from flows.understand.contact import tells_contact
from flows.wishes import Tongues
from flows.words import _
from models import directory
from models.directory import LISTED

LONGEST = 160  # characters of what they write
LEAVE = _(
    "unlist me, leave the directory, take me out of the directory, take me off the directory, remove me from the directory, "
    "out of the directory, remove me from directory, take me off directory, take me out of directory, leave directory, get me "
    "off the directory, get me out of the directory"
)
AM_I = _(
    "am i in the directory, am i still in the directory, am i on the directory, am i listed, am i still listed"
)

entry = Flow(
    "directory_entry",
    title=_("your entry in the directory"),
    urgency=5,
    words=_(
        "list me, directory entry, my directory entry, my entry, be in the directory, join the directory, put me in the "
        "directory, put me on the directory, add me to the directory, list me in the directory, i want to be in the "
        "directory, i'd like to be in the directory, can i be in the directory"
    ),
)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What others may read of somebody: no way to reach them."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> str | Miss:
        """The words."""
        if tells_contact(text):
            return Miss(_("Please leave out numbers and addresses: I pass words on for you."), lacking=True)
        said = Words(LONGEST, letters=True).read(text, chat)
        return said if said is not None else Miss(_("A few words are enough."))


@entry.begins
def may_be_listed(chat: Chat) -> bool:
    verified = chat.sender.status == "verified"
    if not verified:
        chat.say(_("You can be in the directory as soon as a coordinator has checked your accreditation."))
    return verified


@entry.facts
def facts(chat: Chat) -> dict[str, object]:
    given = chat.answers
    if not given.words:
        return {"entry": ""}
    read = introduction.accreditation(chat.member)
    offers, languages = given.offers, given.languages
    return {"entry": described(chat, offers, languages, given.words, chat.member.zone, read)}


@entry.asks(
    _(
        "The directory helps members find each other. You are in it only if you say so, without your name. What would you like "
        "to offer? One or more numbers."
    ),
    ManyOf(OFFERS),
)
def offering(chat: Chat, offers: list[str]) -> State | End:
    chat.answers.offers = offers
    return in_which_languages


@entry.asks(_("In which languages do you offer it? For example: English and Spanish"), Tongues())
def in_which_languages(chat: Chat, codes: list[str]) -> State | End:
    chat.answers.languages = codes
    return in_own_words


@entry.asks(
    _(
        "What would you like others to read of you, in a sentence and without your name? For example: I like to work outdoors, "
        "and with people who lead charities."
    ),
    OwnWords(),
)
def in_own_words(chat: Chat, said: str) -> State | End:
    chat.answers.words = said
    return agreeing


@entry.asks(
    consent_words.words(LISTED, consent_words.DIRECTORY),
    YesNo(yes=_("Yes, list me"), no=_("Not now")),
    private=True,
)
def agreeing(_chat: Chat, agreed: bool) -> State | End:
    return in_it if agreed else not_in_it


@entry.ends
def in_it(chat: Chat) -> None:
    given = chat.answers
    directory.put(chat.db, chat.member, consent_words.DIRECTORY, given.offers, given.languages, given.words)
    chat.say(
        _(
            "You're in the directory. To change your entry, text MY ENTRY. To leave it, at any time, text UNLIST ME."
        )
    )


@entry.ends
def not_in_it(chat: Chat) -> None:
    there = directory.of(chat.db, chat.sender.member_id) is not None
    chat.say(
        _("Then your entry stays as it was.")
        if there
        else _("Then you aren't in it, and I've kept none of that.")
    )


def leave(chat: Chat) -> bool:
    """They wish to be in it no more. Whether that was said."""
    if chat.sender.status == "newcomer":
        return False
    be_out(chat)
    if chat.has_talk and not chat.talk.ended:
        engine.ask(chat)
    return True


def say_whether(chat: Chat) -> bool:
    """They ask whether they are in it. Whether that was said."""
    if chat.sender.status == "newcomer":
        return False
    if directory.of(chat.db, chat.sender.member_id) is not None:
        chat.say(
            _("Yes, you're in the directory. To change your entry, text MY ENTRY. To leave it, UNLIST ME.")
        )
    else:
        chat.say(NOT_IN_IT)
    if chat.has_talk:
        engine.ask(chat)
    return True


NOT_IN_IT = _("You aren't in the directory. To be in it, text LIST ME.")


def be_out(chat: Chat) -> None:
    """They are in it no more."""
    if directory.take_out(chat.db, chat.member):
        chat.say(_("Done: you aren't in the directory any more. Whom you've met through it you still know."))
    else:
        chat.say(NOT_IN_IT)
    if directory_contact.withdraw_all(chat):
        chat.say(_("You're asked no more about whoever found you there, and nobody hears of it."))
