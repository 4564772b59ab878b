"""What was done, by whom and when, by text: one's own last acts, one act, everything about one person; and whether the log
is whole."""

import re

from flows.chat import Chat
from flows.coordinating import acts, telling, undoing
from flows.coordinating.command import ALL, CARERS, command
from flows.understand import fold
from flows.words import _
from models import acts as noted
from models import chain
from models.acts import Act
from models.members import Member

MINE = 5
MARK = re.compile(r"\s*(?:0|\d{1,9}-[0-9a-fA-F]{8})\s*")
OF_ONE = 6
# "Who verified Amara?"
VERBS = {
    "verified": "verify", "approved": "verify", "asked": "ask", "told": "tell", "texted": "tell", "paired": "pair",
    "introduced": "pair", "verifico": "verify", "pregunto": "ask", "escribio": "tell", "presento": "pair", "emparejo": "pair",
}  # fmt: skip


@command(
    _("WHAT DID I DO?"),
    "what did i (just) do (now|today)",
    "what have i done",
    "my log",
    "que hice|he_hecho (hoy)",
    may=CARERS,
    changes=False,
)
def what_did_i_do(chat: Chat) -> None:
    mine = noted.lately(chat.db, chat.sender.member_id, MINE)
    if not mine:
        chat.say(_("You haven't changed anything yet."))
        return
    gone = noted.undone(chat.db, [one.id for one in mine])
    lines = [
        f"{one.id} ({telling.when(chat, one)}) {telling.phrase(chat, one)}{_mark(chat, one, gone)}"
        for one in mine
    ]
    chat.say(_("The last things you did:\n{lines}"), lines="\n".join(lines))


def _mark(chat: Chat, act: Act, gone: dict[int, Act]) -> str:
    """Whether it was taken back, or can be."""
    if act.id in gone:
        return ", " + chat.phrase(_("taken back"))
    how = acts.UNDOES.get(act.command)
    return f". UNDO {act.id}" if how is not None and chat.now <= acts.until(chat, act, how) else ""


@command(_("WHO DID number"), "who did (number) {n}", "quien hizo (el) (numero) {n}", changes=False)
def who_did(chat: Chat, n: int) -> None:
    act = chat.db.get(Act, n)
    if act is None:
        chat.say(undoing.NO_SUCH, number=n)
        return
    chat.say(_told(chat, act))
    after = noted.undone(chat.db, [act.id]).get(act.id)
    if after is not None:
        chat.say(_told(chat, after))


@command(
    _("LOG name"),
    "log (of|for) {who}",
    "what happened to|with {who}",
    "who verified|approved|asked|told|texted|paired|introduced {who}",
    "registro de {who}",
    "que paso con {who}",
    "quien verifico|pregunto|escribio|presento|emparejo (a) {who}",
    may=CARERS,
    changes=False,
)
def log_of(chat: Chat, who: Member) -> None:
    """All that coordinators did about one person; when one kind of it is asked for, that, if there was any."""
    there = noted.about(chat.db, [acts.row_of(who)], OF_ONE)
    wanted = next((VERBS[word] for word in fold(chat.heard).split() if word in VERBS), None)
    there = [one for one in there if one.command == wanted] or there
    if not there:
        chat.say(_("Nothing was done about {who} by a coordinator that I know of."), who=who)
        return
    chat.say("\n".join(_told(chat, one) for one in there))


def _told(chat: Chat, act: Act) -> str:
    return f"{act.id} ({telling.when(chat, act)}, {telling.by(chat, act)}) {telling.phrase(chat, act)}"


@command(
    _("CHECK THE LOG"),
    "check (the) log (mark) ({mark})",
    "revisar|revisa el_registro ({mark})",
    "is the_log whole|complete",
    may=ALL,
    harmless=True,
    changes=False,
)
def check_the_log(chat: Chat, mark: str | None) -> None:
    """Whether anybody changed, took out or put in a row; and whether a mark that was kept is still in it."""
    found = chain.verify(chat.connection)
    if found.broken is not None:
        chat.say(
            _(
                "The log doesn't hold at place {number}: somebody changed or took out what stood there. What is told after it "
                "can't be relied on. Please tell whoever runs this space: sounding-board audit"
            ),
            number=found.broken.place,
        )
        return
    if mark is not None:
        _look_for(chat, mark)
    chat.say(
        _("The log is whole: {count} entries. Keep this mark to look for it later: {code}"),
        count=found.count,
        code=found.mark,
    )


def _look_for(chat: Chat, mark: str) -> None:
    if not MARK.fullmatch(mark):
        chat.say(_("A mark is a number and eight signs. For example: CHECK THE LOG 41-9f3c21ab"))
        return
    there = chain.holds(chat.connection, mark)
    if there is None:
        chat.say(_("The mark {code} is of something older than what is kept."), code=mark)
    elif there:
        chat.say(_("The mark {code} is in it."), code=mark)
    else:
        chat.say(
            _(
                "The mark {code} isn't in it: either it was typed differently, or somebody has cut the log short. Please tell "
                "whoever runs this space."
            ),
            code=mark,
        )
