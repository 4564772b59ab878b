"""The queue: what somebody texted that a person has to read. A coordinator sees it, answers as the space, takes it so that
no two answer, or drops it. The answer goes to its writer as a text of its own; what they are asked stays open."""

from datetime import timedelta
from typing import Any

from flows.asking_a_person import KIND, NEEDS_A_PERSON, PATIENCE, facts
from flows.chat import Chat
from flows.coordinating import acts, messages
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import stopped
from flows.flow import FLOWS
from flows.later import later_for
from flows.nudging import Manner, nudge
from flows.wording import note
from flows.words import _, handle
from models import mentions, queries
from models.acts import Act
from models.members import Member
from models.queries import Query

PAGE = 5
SHORT = 70  # signs of each, in a list

SOME_WAIT = note(_("Texts that need a person: {count}. To see them: QUEUE"))
A_PERSON_ANSWERS = note(_("A person answers what you wrote: {words}"))
NOT_MEANT = note(
    _(
        "The last answer from here was meant for another text. Please set it aside: yours still waits for a person."
    )
)
NO_SUCH = _("No text {number} waits for an answer. To see what does: QUEUE")
MINUTES, HOURS, DAYS = _("{count} min"), _("{count} h"), _("{count} days")


@nudge(KIND, manner=Manner.AWAITED, lapse=PATIENCE)
def came(chat: Chat, _when: int) -> None:
    """What they haven't read of yet, if somebody still waits for it: one as it is, several as a number."""
    if chat.sender.role not in CARERS:
        return
    me = chat.sender.member_id
    there = _free(chat, queries.waiting(chat.db, me))
    told = mentions.levels(chat.db, me, "told", "offered")
    if all((KIND, one.id) in told for one in there):
        return
    if len(there) == 1:
        chat.say(NEEDS_A_PERSON, **facts(there[0]))
    else:
        chat.say(SOME_WAIT, count=len(there))
    mentions.tell(chat.connection, KIND, {one.id: 0 for one in there if (KIND, one.id) not in told}, me)


def _free(chat: Chat, some: list[Query]) -> list[Query]:
    """Those that nobody has taken."""
    return [one for one in some if one.holder(chat.now) is None]


@command(
    _("QUEUE"),
    "queue (from) ({n})",
    "what|who waits|is_waiting for an|my answer",
    "what needs a_person|an_answer",
    "unanswered",
    "cola (desde) ({n})",
    "que hay sin responder",
    "sin responder",
    "que espera respuesta",
    may=CARERS,
    changes=False,
)
def queue(chat: Chat, n: int | None) -> None:
    """The oldest first; from the text of that number on."""
    there = [one for one in queries.waiting(chat.db, chat.sender.member_id) if one.id >= (n or 0)]
    if not there:
        chat.say(_("No text waits for an answer."))
        return
    shown, rest = there[:PAGE], there[PAGE:]
    went_on = queries.went_on(chat.db, shown)
    chat.say(
        _("Texts that wait for an answer: {count}\n{lines}"),
        count=len(there),
        lines="\n".join(_line(chat, one, one.id in went_on) for one in shown),
    )
    chat.say(
        _(
            "To answer: ANSWER {number}: your words. To read all of one: READ {number}. To set one aside: DROP {number}"
        ),
        number=shown[0].id,
    )
    if rest:
        chat.say(_("The next ones: QUEUE {number}"), number=rest[0].id)


def _line(chat: Chat, one: Query, went_on: bool) -> str:
    words = " ".join(one.words.split())
    line = chat.phrase(
        "{number}. {who}, {time}: {words}",
        number=one.id,
        who=one.member,
        time=_waited(chat, one),
        words=words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…",
    )
    holder = one.holder(chat.now)
    if holder is not None:
        mine = holder.id == chat.sender.member_id
        line += " " + (
            chat.phrase(_("(you have it)")) if mine else chat.phrase(_("({who} has it)"), who=_by(chat, one))
        )
    elif went_on:
        line += " " + chat.phrase(_("(has gone on since)"))
    return line


def _waited(chat: Chat, one: Query) -> str:
    """How long it waits, in the largest unit that says enough."""
    waited = chat.now - one.created_at
    if waited < timedelta(hours=1):
        return chat.phrase(MINUTES, count=max(1, int(waited.total_seconds() // 60)))
    if waited < timedelta(days=2):
        return chat.phrase(HOURS, count=int(waited.total_seconds() // 3600))
    return chat.phrase(DAYS, count=waited.days)


@command(_("READ number"), "read {n}", "leer|lee (el|la) {n}", may=CARERS, changes=False)
def read(chat: Chat, n: int) -> None:
    """All of one text, and what can be done."""
    one = _found(chat, n)
    if one is None or _closed(chat, one):
        return
    chat.say(
        _("{number}. {who}, {when}: {words}"),
        number=one.id,
        who=one.member,
        when=one.created_at,
        words=one.words,
    )
    flow = FLOWS.get(one.flow)
    if one.missed and flow is not None:
        chat.say(_("I didn't follow it. What we were at: {title}."), title=chat.phrase(flow.title))
    chat.say(_("ANSWER {number}: your words, TAKE {number}, or DROP {number}"), number=one.id)


@command(
    _("ANSWER number: your words"),
    "answer|reply (to) {n}: {words}",
    "answer|reply (to) {who}: {words}",
    "responder|responde|contestar|contesta (a) (al) {n}: {words}",
    "responder|responde|contestar|contesta (a) {who}: {words}",
    may=CARERS,
)
def answer(chat: Chat, n: int | None, who: Member | None, words: str) -> None:
    """As the space, to who wrote the text of that number, or the oldest of theirs that waits; if none does, as any words."""
    if who is not None:
        theirs = [
            one.id for one in queries.waiting(chat.db, chat.sender.member_id) if one.member_id == who.id
        ]
        if not theirs:
            messages.tell(chat, who, words)
            return
        n = theirs[0]
    one = _found(chat, n or 0)
    if one is None or stopped(chat, one.member) or _closed(chat, one, words) or _held(chat, one, words):
        return
    _settle(chat, one, "answered")
    chat.tell(one.member, A_PERSON_ANSWERS, words=words)
    later = later_for(chat, one.member)
    if later is not None:
        chat.say(
            _("Text {number} is answered: {who} reads it {later}."),
            who=one.member,
            number=one.id,
            later=later,
        )
    else:
        chat.say(_("Text {number} is answered: I've texted it to {who}."), who=one.member, number=one.id)
    _say_what_else(chat)


@command(
    _("TAKE number"),
    "take {n}",
    "i|i'll|ill take {n}",
    "tomar|tomo|toma (la|el) {n}",
    "encargo de|del (la|el) {n}",
    may=CARERS,
)
def take(chat: Chat, n: int) -> None:
    """For a day."""
    one = _found(chat, n)
    if one is None or _closed(chat, one) or _held(chat, one):
        return
    _settle(chat, one, "taken")
    chat.say(_("Text {number} from {who} is yours for a day. To answer: ANSWER {number}: your words"), number=one.id,
             who=one.member)  # fmt: skip


@command(
    _("DROP number"),
    "drop {n}",
    "nothing to answer (in|to) {n}",
    "descartar|descarta (la|el) {n}",
    "nada que responder (a|en) (la|el) {n}",
    may=CARERS,
)
def drop(chat: Chat, n: int) -> None:
    """There is nothing to answer."""
    one = _found(chat, n)
    if one is None or _closed(chat, one) or _held(chat, one):
        return
    _settle(chat, one, "dropped")
    chat.say(_("Text {number} from {who} waits no longer. They aren't told."), number=one.id, who=one.member)
    _say_what_else(chat)


def _found(chat: Chat, number: int) -> Query | None:
    """The text of this number, locked; None when there is none for them, having said so."""
    one = queries.one_for(chat.db, chat.sender.member_id, number)
    if one is None:
        chat.say(NO_SUCH, number=number)
    return one


def _closed(chat: Chat, one: Query, words: str | None = None) -> bool:
    """Whether somebody has seen to it already, having said who and what becomes of these words."""
    if one.status not in ("answered", "dropped") or one.by is None:
        return False
    if one.status == "answered":
        chat.say(_("{who} answered text {number} from {member} on {when}."), **_who_did(chat, one))
    else:
        chat.say(
            _("{who} found nothing to answer in text {number} from {member}, on {when}."),
            **_who_did(chat, one),
        )
    _offer(chat, one, words)
    return True


def _held(chat: Chat, one: Query, words: str | None = None) -> bool:
    """Whether another has taken it, having said so."""
    holder = one.holder(chat.now)
    if holder is None or holder.id == chat.sender.member_id:
        return False
    chat.say(
        _("{who} took text {number} from {member} on {when}, and has a day for it."), **_who_did(chat, one)
    )
    _offer(chat, one, words)
    return True


def _who_did(chat: Chat, one: Query) -> dict[str, Any]:
    return {"who": _by(chat, one), "number": one.id, "member": one.member, "when": one.by_at}


def _by(chat: Chat, one: Query) -> Member | str | None:
    """Who saw to it; a coordinator may have told nobody their name."""
    return one.by if one.by is not None and one.by.name else chat.phrase(_("Another coordinator"))


def _offer(chat: Chat, one: Query, words: str | None) -> None:
    """What they wrote isn't lost."""
    if words is not None:
        chat.say(_("Your words haven't gone out. To add them:"))
        chat.say(_("TELL {handle}: {words}"), handle=handle(one.member), words=words)


def _settle(chat: Chat, one: Query, status: str) -> None:
    acts.note(chat, [one, one.member])
    one.status, one.by_id, one.by_at = status, chat.sender.member_id, chat.now
    chat.db.flush()
    chat.db.expire(one, ["by"])


@acts.undoes("answer", tells=NOT_MEANT)
@acts.undoes("take")
@acts.undoes("drop")
def waits_again(chat: Chat, act: Act) -> bool:
    """As if nobody had seen to it."""
    (number,) = act.ids("queries")
    one = queries.one_for(chat.db, chat.sender.member_id, number)
    if one is None or one.status == "waiting" or one.by_id != act.by_id:
        chat.say(_("Text {number} was seen to since, so I've left it as it is."), number=number)
        return False
    one.status, one.by_id, one.by_at = "waiting", None, None
    chat.say(_("Text {number} waits for an answer again."), number=number)
    return True


def _say_what_else(chat: Chat) -> None:
    left = len(_free(chat, queries.waiting(chat.db, chat.sender.member_id)))
    if left:
        chat.say(_("Still waiting: {count}. To see them: QUEUE"), count=left)
