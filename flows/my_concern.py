"""What somebody raised and can go on with: add to it, have somebody outside instead, take it back. Always theirs to do."""

from flows import agenda, concern_words, engine, outside, understand
from flows.chat import Chat
from flows.concern import concern, names, readers_of, say_outside
from flows.concern_answers import LONGEST
from flows.concern_named import named_in
from flows.expects import OneOf, Words, YesNo
from flows.flow import End, Flow, State
from flows.wording import Note, note
from flows.words import _
from models import concerns, wishes
from models.concerns import Concern

A_FEW_WORDS = 2  # fewer tell nothing
OVER = _("That is over already. To raise something, text CONCERN.")
ADDED = note(_("There is something new about a concern you care for. To read it: CONCERN {code}"))
TAKEN_BACK = note(
    _("A concern you cared for was taken back by whoever raised it. Nothing needs doing. It was {code}")
)

my_concern = Flow(
    "my_concern",
    title=_("what you raised"),
    about=Concern,
    urgency=3,
    words=_("my concern, about my concern, add to my concern"),
    newcomers=True,
    unkept=True,
    discreet=True,
)


def meant(chat: Chat) -> bool:
    """Whether the text takes back what they raised, by its name, and that was taken up: it answers nothing else and reaches
    nobody."""
    if _is_open(chat) or not concern_words.takes_back(chat.heard):
        return False
    chat.forgotten = True
    mine = which(chat)
    if mine is not None:
        agenda.begin(chat, my_concern, mine, at=taking_back)
    elif chat.has_talk:
        engine.ask(chat)
    return True


def regretted(chat: Chat) -> bool:
    """The same, where they don't name it and nothing else takes it up."""
    if _is_open(chat) or not concern_words.regrets(chat.heard):
        return False
    if chat.has_talk and engine.understands(chat, chat.heard):
        return False
    mine = concerns.open_of(chat.db, chat.sender.member_id)
    if mine is None:
        return False
    chat.forgotten = True
    agenda.begin(chat, my_concern, mine, at=taking_back)
    return True


def offered(chat: Chat) -> bool:
    """Whether a text that else a person would read may be about what they raised, and they were asked: nobody reads it
    before they say so."""
    if understand.yes_no(chat.heard) is not None or len(chat.heard.split()) < A_FEW_WORDS or _is_open(chat):
        return False
    if chat.has_talk and not _would_miss_again(chat):
        return False
    mine = concerns.open_of(chat.db, chat.sender.member_id)
    if mine is None or not readers_of(chat, mine):
        return False
    chat.forgotten = True
    chat.say(_("That may be about what you raised, so I've shown it to nobody. With 1 I add it."))
    agenda.begin(chat, my_concern, mine, at=doing, words=chat.heard.strip()[:LONGEST])
    return True


def _is_open(chat: Chat) -> bool:
    return chat.has_talk and chat.talk.flow in (concern, my_concern)


def _would_miss_again(chat: Chat) -> bool:
    state = chat.talk.flow.state(chat.talk.state)
    return not state.private and chat.talk.misses > 0 and not engine.understands(chat, chat.heard)


@my_concern.begins
def which(chat: Chat) -> Concern | None:
    mine = concerns.open_of(chat.db, chat.sender.member_id)
    if mine is None:
        chat.say(_("Nothing that you raised is open. To raise something, text CONCERN."))
    return mine


@my_concern.stands
def is_open(chat: Chat) -> bool:
    return chat.subject.status in concerns.OPEN


@my_concern.facts
def about_it(chat: Chat) -> dict[str, object]:
    one: Concern = chat.subject
    return {"readers": names(chat, readers_of(chat, one)) or "-", "contact": outside.contact()}


@my_concern.asks(
    _("What you raised is with: {readers}. What would you like?"),
    OneOf(
        {
            "add": _("add something"),
            "outside": _("somebody outside"),
            "withdraw": _("take it back"),
            "leave": _("leave it as it is"),
        }
    ),
    private=True,
)
def doing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "add": added if chat.answers.words else adding,
        "outside": going_outside,
        "withdraw": taking_back,
        "leave": as_it_is,
    }
    return ways[choice]


@my_concern.asks(
    _("Write it in your own words. Only those who care for it read it. Or SKIP."),
    Words(LONGEST, skippable=True),
    private=True,
)
def adding(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    return added if words else as_it_is


@my_concern.asks(
    _("Shall I take back what you raised? Then nobody goes on with it."),
    YesNo(yes=_("Yes, take it back"), no=_("No, leave it")),
    private=True,
)
def taking_back(chat: Chat, wanted: bool) -> State | End:
    return withdrawn if wanted else as_it_is


@my_concern.ends
def added(chat: Chat) -> None:
    """Whoever is named in the new words doesn't read them."""
    one: Concern = chat.subject
    if not is_open(chat):
        chat.say(OVER)
        return
    new = named_in(chat.db, chat.answers.words) - {chat.sender.member_id}
    one.named = sorted({*(one.named or ()), *new})
    wishes.keep_apart(chat.db, chat.sender.member_id, new)
    chat.db.flush()
    readers = readers_of(chat, one)
    if not readers:
        one.settle("outside")
        chat.say(_("Nobody is left here who should care for it. I've shown your new words to nobody."))
        say_outside(chat)
        return
    concerns.add_words(chat.db, one, chat.sender.member_id, chat.answers.words)
    tell_readers(chat, one, ADDED)
    chat.say(_("Thank you. {readers} can read it now."), readers=names(chat, readers))


def tell_readers(chat: Chat, one: Concern, copy: Note) -> None:
    """Everybody who cares for it reads this, and nobody else learns that they did."""
    chat.discreet = True
    for reader in readers_of(chat, one):
        chat.tell(reader, copy, code=one.code)


@my_concern.ends
def going_outside(chat: Chat) -> None:
    one: Concern = chat.subject
    if is_open(chat):
        tell_readers(chat, one, TAKEN_BACK)
        one.settle("outside")
    chat.say(_("Then nobody here goes on with it. Somebody outside this space: {contact}"))


@my_concern.ends
def withdrawn(chat: Chat) -> None:
    one: Concern = chat.subject
    if is_open(chat):
        tell_readers(chat, one, TAKEN_BACK)
        one.settle("withdrawn")
    chat.say(_("It's taken back, and nobody goes on with it. Whenever you like, text CONCERN."))


@my_concern.ends
def as_it_is(chat: Chat) -> None:
    chat.say(_("All stays as it is. Whenever you like, text MY CONCERN."))
