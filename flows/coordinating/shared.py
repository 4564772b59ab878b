"""What members share, looked at by a coordinator before all can find it: publish it, or ask its author about it."""

from datetime import timedelta

from flows import knowledge_shown, looking_up
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.coordinating.put_back import NOT_SO
from flows.digest import Found, sweep
from flows.knowledge_shown import SHORT
from flows.sharing_knowledge import lookers
from flows.wording import note
from flows.words import _
from models import knowledge, knowledge_index
from models.acts import Act
from models.knowledge import Knowledge

PAGE = 5
LONGEST = 200  # characters of what its author reads
TOO_LONG = _("What its author reads has {limit} characters at most, and that is {length}.")
PATIENCE = timedelta(days=2)  # until the digest speaks of it
ASKED = note(
    _(
        "A coordinator asks about what you shared: {words}\n\nTo change it, text MY KNOWLEDGE. Nobody else sees it yet."
    )
)
PUBLISHED = note(_("What you shared can now be found by all members. Thank you: {title}"))
THEY_WAIT = note(_("Shared by members and not looked at for two days: {count}. To see it: WHAT WAS SHARED?"))
NONE_SUCH = _("Nothing with the number {number} waits for your eye. To see what does: WHAT WAS SHARED?")


@sweep("shared", THEY_WAIT)
def wait_for_an_eye(chat: Chat) -> Found:
    old = [one.id for one in _for_me(chat) if chat.now - one.shared_at >= PATIENCE]
    return Found(dict.fromkeys(old, 1), {})


def _for_me(chat: Chat) -> list[Knowledge]:
    """What waits and this coordinator may look at."""
    me = chat.sender.member_id
    return [one for one in knowledge.waiting(chat.db) if any(each.id == me for each in lookers(chat, one))]


@command(
    _("WHAT WAS SHARED?"),
    "what was|is shared",
    "what did they|members share",
    "que se compartio",
    "que compartieron",
    changes=False,
)
def what_was_shared(chat: Chat) -> None:
    """What waits for an eye, the oldest first."""
    there = _for_me(chat)
    if not there:
        chat.say(_("Nothing that was shared waits for your eye."))
        return
    lines = []
    for one in there[:PAGE]:
        words = " ".join((one.words or "").split())
        begins = words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"
        lines.append(chat.phrase("{number}. {title}: {words}", number=one.id, title=one.title, words=begins))
    chat.say(
        _("Shared, and waiting for your eye: {count}\n{lines}\n\nTo see all of one: SHARED {number}"),
        count=len(there),
        lines="\n".join(lines),
        number=there[0].id,
    )


@command(_("SHARED number"), "shared {n}", "compartido|compartida {n}", changes=False)
def see_shared(chat: Chat, n: int) -> None:
    """All of it."""
    one = found(chat, n)
    if one is None:
        return
    chat.put(knowledge_shown.whole(chat, one))
    chat.say(_("Topics: {words}. From {who}."), words=one.topics, who=one.member)
    if one.in_letter:
        chat.say(_("Its title, and who it comes from, would stand in the monthly letter too."))
    chat.say(
        _("For all to find: PUBLISH {number}. To ask about it: ASK AGAIN {number}: your question"),
        number=one.id,
    )


@command(_("PUBLISH number"), "publish {n}", "publicar|publica (el|la) {n}")
def publish(chat: Chat, n: int) -> None:
    """From now on all members find it."""
    one = found(chat, n)
    if one is None:
        return
    acts.note(chat, [one, one.member])
    one.status, one.question = "published", None
    one.looked_by, one.looked_at = chat.sender.member_id, chat.now
    chat.db.flush()
    looking_up.put(chat.connection, one)
    chat.tell(one.member, PUBLISHED, title=one.title)
    chat.say(_("Published: {title}. Its author reads so. To take that back: UNDO"), title=one.title)


@command(
    _("ASK AGAIN number: your question"),
    "ask again (about) {n}: {words}",
    "preguntar|pregunta de_nuevo (por|sobre) (el|la) {n}: {words}",
)
def ask_again(chat: Chat, n: int, words: str) -> None:
    """Its author reads the question and can change it; until then nobody finds it."""
    one = found(chat, n, published=True)
    if one is None:
        return
    if is_too_long(chat, words):
        return
    acts.note(chat, [one, one.member])
    knowledge_index.take_out(chat.connection, one.id)
    one.status, one.question = "asked", words
    one.looked_by, one.looked_at = chat.sender.member_id, chat.now
    chat.db.flush()
    chat.tell(one.member, ASKED, words=words)
    chat.say(_("I've asked. When it is changed, it waits for an eye again: WHAT WAS SHARED?"))


def is_too_long(chat: Chat, words: str) -> bool:
    """Whether these words are too many for their reader; it is said."""
    if len(words) > LONGEST:
        chat.say(TOO_LONG, limit=LONGEST, length=len(words))
    return len(words) > LONGEST


def found(chat: Chat, number: int, *, published: bool = False) -> Knowledge | None:
    """The one of this number that waits (or is published), locked; None, having said so, when there is none for them."""
    one = knowledge.locked(chat.db, number)
    open_ones = ("shared", "asked", "published") if published else ("shared", "asked")
    mine = one is not None and any(each.id == chat.sender.member_id for each in lookers(chat, one))
    if one is None or not mine or one.status not in open_ones:
        chat.say(NONE_SUCH, number=number)
        return None
    return one


@acts.undoes("publish", tells=NOT_SO)
@acts.undoes("ask_again", tells=NOT_SO)
def waits_again(chat: Chat, act: Act) -> bool:
    """As if nobody had looked at it; what was published before is so again."""
    (number,) = act.ids("knowledge")
    one = knowledge.locked(chat.db, number)
    if (
        one is None
        or one.looked_by != act.by_id
        or one.status != {"publish": "published"}.get(act.command, "asked")
    ):
        chat.say(_("{number} was changed since, so I've left it as it is."), number=number)
        return False
    before = acts.was(act, one, "status") or "shared"
    one.status, one.question = ("shared" if one.status == "published" else before), None
    one.looked_by = one.looked_at = None
    chat.db.flush()
    if before == "published":
        looking_up.put(chat.connection, one)
    else:
        knowledge_index.take_out(chat.connection, one.id)
    return True
