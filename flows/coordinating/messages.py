"""Words to one person, and texts that didn't arrive."""

from flows import letters
from flows.chat import Chat
from flows.coordinating.command import CARERS, command
from flows.coordinating.finding import handle, stopped
from flows.later import later_for
from flows.wording import note
from flows.words import _
from models import queries, wishes
from models.members import Member

A_COORDINATOR_WRITES = note(_("A coordinator writes: {words}"))
NOT_YOU = _(
    "I haven't sent it. Who is near to {who}, by an introduction, a circle or otherwise, doesn't write to them for our space. "
    "Somebody else who coordinates can, with: TELL {handle}: the words"
)


@command(
    _("TELL name: your words"),
    "tell|text|message|write|say (to) {who}: {words}",
    "decir|dile|di|escribe|escribir (a) {who}: {words}",
    may=CARERS,
)
def tell(chat: Chat, who: Member, words: str) -> None:
    if stopped(chat, who):
        return
    if not _may_write(chat, who):
        chat.say(NOT_YOU, who=who, handle=handle(chat, who))
        return
    chat.tell(who, A_COORDINATOR_WRITES, words=words)
    later = later_for(chat, who)
    if later is not None:
        chat.say(_("{who} reads it {later}."), who=who, later=later)
    else:
        chat.say(_("I've texted it to {who}."), who=who)
    there = [one for one in queries.waiting(chat.db, chat.sender.member_id) if one.member_id == who.id]
    if there:
        chat.say(
            _("Their text {number} still waits for an answer. Was this it? Then text DROP {number}"),
            number=there[0].id,
        )


def _may_write(chat: Chat, who: Member) -> bool:
    """Own words that are read as the house's don't come from who is near to somebody, if another can write them. Nor, in any
    case, from who they never want to meet: who reads that they can't learns no more than that they may be near."""
    me = chat.sender.member_id
    if who.id in wishes.blockers_of(chat.db, me):
        return False
    return who.id not in queries.near(chat.db, me) or not queries.carers(chat.db, who.id)


@command(
    _("UNDELIVERED"),
    "undelivered|failed (texts|messages)",
    "not|isn't|isnt delivered",
    "what wasn't|wasnt|was_not|isn't|isnt delivered",
    "what|which (texts|messages) didn't|didnt|did_not arrive|get_there|go_through",
    "(textos|mensajes) sin entregar",
    "(textos|mensajes) no entregados",
    "que no llego|ha_llegado",
    may=CARERS,
    changes=False,
)
def undelivered(chat: Chat) -> None:
    letters.show(chat)


@command(
    _("RESEND number"),
    "resend (text|message|number) {n}",
    "send again {n}",
    "send {n} again",
    "reenviar|reenvia (texto|mensaje|numero|el|la) {n}",
)
def resend(chat: Chat, n: int) -> None:
    letters.resend(chat, str(n))


@command(
    _("RESEND ALL"),
    "resend all|everything",
    "send again all|everything",
    "send all|everything again",
    "reenviar|reenvia todo|todos",
)
def resend_all(chat: Chat) -> None:
    letters.resend(chat, "all")
