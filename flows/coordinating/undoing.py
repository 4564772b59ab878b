"""UNDO: taking back what a coordinator did, one thing at a time. What had not left is kept back; who had read of it reads
that it isn't so. Each command says beside its own words how it is taken back (`flows/coordinating/acts.py`)."""

from flows import agenda
from flows.chat import Chat
from flows.coordinating import acts, obeying, telling
from flows.coordinating.command import CARERS, COMMANDS, command
from flows.coordinating.no_way_back import INSTEAD
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.understand import fold
from flows.words import _
from models import acts as noted
from models import withdrawing
from models.acts import Act
from models.withdrawing import Reached

UNDO = frozenset(("undo", "deshacer", "deshaz", "deshazlo"))
LOOKED_AT = 20  # acts
BACK_ALREADY = _("{act}. That is taken back already.")
AN_UNDO = _("{act}. To have it done after all, give its command once more.")
NO_WAY_BACK = _("{act}. I can't take that back for you. {instead}")
NO_SUCH = _("I have nothing with the number {number}. To see what you did: WHAT DID I DO?")

undoing = Flow(
    "undoing", title=_("taking something back"), about=Act, urgency=2, fleeting=True, coordinating=True
)


def meant(chat: Chat) -> bool:
    """Whether the text is a bare UNDO with no question open. With one it means BACK, as for anybody."""
    return obeying.role_of(chat) is not None and not chat.has_talk and fold(chat.heard).strip(" .!") in UNDO


@command(
    _("UNDO"),
    "undo|deshacer|deshaz (number|numero) ({n})",
    "undo it|that|this|the_last",
    "take it|that|this back",
    "take back {n}",
    "deshacerlo|deshazlo",
    "deshacer|deshaz eso|esto|lo_ultimo",
    may=CARERS,
)
def undo(chat: Chat, n: int | None) -> None:
    """The last thing they did, or this one; after one more question when it isn't the newest."""
    act = _newest(chat) if n is None else chat.db.get(Act, n)
    if act is None:
        if n is not None:
            chat.say(NO_SUCH, number=n)
        return
    if _may_be(chat, act):
        if _is_plain(chat, act):
            take_back(chat, act)
        else:
            agenda.begin(chat, undoing, act)


def _newest(chat: Chat) -> Act | None:
    """The last thing of theirs that isn't taken back already; None, having said so, when there is none."""
    mine = noted.lately(chat.db, chat.sender.member_id, LOOKED_AT, chat.now - acts.LONGEST)
    gone = noted.undone(chat.db, [one.id for one in mine])
    left = [one for one in mine if one.command != "undo" and one.id not in gone]
    if not left:
        chat.say(_("There's nothing of yours to take back just now. To see what you did: WHAT DID I DO?"))
    return next((one for one in left if _has_time(chat, one)), left[0] if left else None)


def _has_time(chat: Chat, act: Act) -> bool:
    """Whether it isn't too late for it; what can't be taken back at all stands in the way of what was before it."""
    how = acts.UNDOES.get(act.command)
    return how is None or chat.now <= acts.until(chat, act, how)


def _may_be(chat: Chat, act: Act) -> bool:
    """Whether it can be taken back, as far as the log knows; otherwise it was said why not."""
    how = acts.UNDOES.get(act.command)
    command_of_it = COMMANDS.get(act.command)
    if command_of_it is not None and obeying.role_of(chat) not in command_of_it.may:
        chat.say(obeying.NOT_YOURS)
    elif act.id in noted.undone(chat.db, [act.id]):
        chat.say(BACK_ALREADY, act=telling.phrase(chat, act))
    elif how is None:
        _no_way(chat, act)
    elif chat.now > acts.until(chat, act, how):
        chat.say(
            _("{act} ({when}). That is too long ago to take back. To see what you did: WHAT DID I DO?"),
            act=telling.phrase(chat, act),
            when=telling.when(chat, act),
        )
    else:
        return True
    return False


def _no_way(chat: Chat, act: Act) -> None:
    if act.command == "undo":
        chat.say(AN_UNDO, act=telling.phrase(chat, act))
    else:
        chat.say(NO_WAY_BACK, act=telling.phrase(chat, act), instead=chat.phrase(INSTEAD[act.command]))


def _is_plain(chat: Chat, act: Act) -> bool:
    """Whether it is their own, the newest of theirs, and nobody did anything about the same people or round since."""
    mine = noted.lately(chat.db, chat.sender.member_id, 1)
    since = noted.about(chat.db, act.rows, 1, after=act.place) if act.rows else []
    return bool(mine) and mine[0].id == act.id and not since


@undoing.facts
def facts(chat: Chat) -> dict[str, object]:
    act: Act = chat.subject
    return {"act": telling.phrase(chat, act), "when": telling.when(chat, act), "who": telling.by(chat, act)}


@undoing.stands
def stands(chat: Chat) -> bool:
    return not noted.undone(chat.db, [chat.subject.id])


@undoing.asks(
    _("{act} ({who}, {when}). There have been other things since. Shall I take this one back?"),
    YesNo(yes=_("Yes, take it back"), no=_("No, leave it")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return taken if wanted else left


@undoing.ends
def taken(chat: Chat) -> None:
    act: Act = chat.subject
    with acts.doing(chat, "undo"):
        if _may_be(chat, act):
            take_back(chat, act)


@undoing.ends
def left(chat: Chat) -> None:
    chat.say(_("Then it stays as it is."))


def take_back(chat: Chat, act: Act) -> None:
    """Put back what was so before, keep back what had not left, and tell who had read of it. Within an act."""
    withdrawing.hold(chat.connection, act.id)
    chat.lock(act)  # another coordinator may be at it
    how, phrase = acts.UNDOES[act.command], telling.phrase(chat, act)
    if act.id in noted.undone(chat.db, [act.id]):
        chat.say(BACK_ALREADY, act=phrase)
        return
    if not how.restore(chat, act):
        return
    assert chat.doing is not None, "taking back is an act itself"
    chat.doing.undoes = act.id
    acts.note(chat, act.rows, after={"undone": act.id})
    chat.flush()
    reached = withdrawing.withdraw(chat.connection, act.id, act.at)
    chat.say(_("Taken back. {act}."), act=phrase)
    _tell(chat, act, how, reached)


def _tell(chat: Chat, act: Act, how: acts.Undo, reached: Reached) -> None:
    """Who had read of it reads that it isn't so; whoever took it back reads who that is."""
    mine = chat.sender.member_id
    people = {one.id: one for one in telling.members_of(chat, [*reached.read, *reached.unread])}
    read = [people[one] for one in reached.read if one != mine and one in people]
    unread = [people[one] for one in reached.unread if one != mine and one in people]
    told = []
    for member in read:
        words = how.tells(chat, act, member) if callable(how.tells) else how.tells
        if words is not None and member.stopped_at is None:
            chat.tell(member, words)
            told.append(member)
    if unread and not read:
        chat.say(_("Nothing of it had left, so nobody has read it."))
    elif unread:
        chat.say(_("It hadn't left yet for {names}."), names=telling.names(chat, unread))
    if told:
        chat.say(
            _("Who may have read it gets a note that it isn't so: {names}."),
            names=telling.names(chat, told),
        )
    elif read:
        chat.say(
            _("It had left already for {names}, and I write nothing more."), names=telling.names(chat, read)
        )
    chat.say(how.then)
